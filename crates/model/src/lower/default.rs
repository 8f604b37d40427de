//! `default:` of a field: a value of its type, or a text with `{FEEL}`.

use serde_json::Value as Json;

use super::context::Context;
use crate::codes;
use crate::definition::{Default, Field, FieldType, Options};
use crate::found::Found;
use crate::yaml::Node;

/// Reads it and holds it against the field's type.
pub(super) fn read(cx: &mut Context<'_>, node: &Node, field: &Field) -> Option<Default> {
    if node.text().is_some_and(|text| text.contains('{')) {
        return cx.template(node, "default").map(Default::Computed);
    }
    if let FieldType::Choices = field.ty {
        let options = cx.nameds(Some(node), "default");
        for option in &options {
            is_option(cx, field, &option.name, option.span);
        }
        return Some(Default::Value(options.into_iter().map(|option| Json::String(option.name)).collect()));
    }
    let text = cx.text(node, "default")?;
    let (value, expected) = match field.ty {
        FieldType::Number | FieldType::Money => (number(&text), "a number"),
        FieldType::YesNo => return cx.yes_no(Some(node), "default").map(|yes| Default::Value(Json::Bool(yes))),
        FieldType::Date => {
            (baton_feel::Date::parse(&text).map(|_| Json::String(text.clone())), "a date, such as 2026-01-31")
        }
        FieldType::Choice => {
            is_option(cx, field, &text, node.span);
            (Some(Json::String(text.clone())), "")
        }
        FieldType::File | FieldType::Files | FieldType::List | FieldType::Object | FieldType::Signature => {
            (None, "nothing: such a field has no default")
        }
        _ => (Some(Json::String(text.clone())), ""),
    };
    if value.is_none() {
        let found = Found::new(&codes::BAD_VALUE, node.span).with("key", "default").with("type", field.ty.word());
        cx.fault(found.with("text", text).with("expected", expected));
    }
    value.map(Default::Value)
}

/// A number stays a text where JSON would lose digits.
fn number(text: &str) -> Option<Json> {
    text.parse::<baton_feel::Decimal>().ok()?;
    let exact = serde_json::from_str::<Json>(text)
        .ok()
        .filter(|json| serde_json::to_string(json).is_ok_and(|written| written == text));
    Some(exact.unwrap_or_else(|| Json::String(text.to_owned())))
}

fn is_option(cx: &mut Context<'_>, field: &Field, word: &str, span: crate::span::Span) {
    let Options::List(options) = &field.options else { return };
    if !options.iter().any(|option| option == word) {
        let near = cx.suggestions.near(word, options.iter().map(String::as_str));
        let found = Found::new(&codes::UNKNOWN_WORD, span).with("key", "default").with("word", word);
        cx.fault(found.with("near", near).with("known", options.join(", ")));
    }
}
