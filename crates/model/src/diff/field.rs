//! Fields and columns.

use super::tale::Tale;
use super::words::{self, Said};
use crate::definition::{Default, Field, FieldCheck, Options};

pub(super) fn told(tale: &mut Tale<'_>, was: &Field, now: &Field) {
    let Field { name: _, span: _, ty, label, help, default, unit, currency, .. } = now;
    tale.value("type", was.ty.word(), ty.word());
    tale.value("label", &was.label, label);
    tale.value("help", &was.help, help);
    tale.value("default", &was.default, default);
    tale.value("unit", &was.unit, unit);
    tale.value("currency", &was.currency, currency);
    asked(tale, was, now);
}

/// How it is asked for: the rest of a field.
fn asked(tale: &mut Tale<'_>, was: &Field, now: &Field) {
    let Field {
        name: _,
        span: _,
        ty: _,
        label: _,
        help: _,
        default: _,
        unit: _,
        currency: _,
        required: _,
        required_when: _,
        show_when,
        read_only_when,
        min,
        max,
        pattern,
        check,
        personal,
        secret,
        options,
        formats,
        max_size_bytes,
        of,
        max_items,
    } = now;
    tale.value("required", &words::required(was), &words::required(now));
    tale.value("shown when", &was.show_when, show_when);
    tale.value("read-only when", &was.read_only_when, read_only_when);
    tale.value("min", &was.min, min);
    tale.value("max", &was.max, max);
    tale.value("pattern", &was.pattern, pattern);
    tale.value("check", &was.check, check);
    tale.value("personal", &was.personal, personal);
    tale.value("secret", &was.secret, secret);
    self::options(tale, &was.options, options);
    tale.value("formats", &was.formats, formats);
    tale.value("largest file in bytes:", &was.max_size_bytes, max_size_bytes);
    tale.value("max_items", &was.max_items, max_items);
    tale.parts(("column", "columns"), &was.of, of, told);
}

fn options(tale: &mut Tale<'_>, was: &Options, now: &Options) {
    match (was.said(), now.said()) {
        (was, now) if was == now => {}
        (_, Some(now)) => tale.say(&format!("the options are {now}")),
        (_, None) => tale.say("the options are gone"),
    }
}

impl Said for Options {
    fn said(&self) -> Option<String> {
        match self {
            Self::None => None,
            Self::List(options) => options.said(),
            Self::Feel(expr) => Some(format!("those of {}", expr.text.trim())),
        }
    }
}

impl Said for Default {
    fn said(&self) -> Option<String> {
        match self {
            Self::Value(serde_json::Value::String(text)) => text.said(),
            Self::Value(value) => Some(value.to_string()),
            Self::Computed(template) => template.said(),
        }
    }
}

impl Said for FieldCheck {
    fn said(&self) -> Option<String> {
        let Self { when, message } = self;
        Some(format!("{}, else “{}”", when.text.trim(), message.text.trim()))
    }
}
