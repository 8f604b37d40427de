//! Texts with expressions in them, as a reader sees them: run labels, messages, guides.

use baton_feel::Value;
use baton_model::definition::{FieldType, Part, Template};
use jiff::tz::TimeZone;

use crate::behaviour::values::Names;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, RunLabelled};
use crate::limits::LABEL_CHARS;
use crate::name::V1;

impl Names<'_> {
    /// A text with its expressions computed.
    pub fn render(&self, template: &Template) -> Decision<String> {
        let mut text = String::with_capacity(template.text.len());
        for part in &template.parts {
            match part {
                Part::Text(part) => text.push_str(part),
                Part::Expr(expr) => {
                    let value = self.eval(&expr.program)?.value;
                    let field = expr.program.as_name().and_then(|name| self.def.workflow.fields.get(name));
                    let currency =
                        field.filter(|field| field.ty == FieldType::Money).map(|field| field.currency.as_deref());
                    text.push_str(&match currency {
                        Some(currency) => money(&value, currency),
                        None => shown(&value, &self.ctx.zone),
                    });
                }
            }
        }
        Ok(text)
    }
}

/// An amount with its currency, such as `1,250.00 EUR`.
pub(crate) fn money(value: &Value, currency: Option<&str>) -> String {
    let Some(number) = value.as_number() else { return String::new() };
    let text = number.to_string();
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |text| ("-", text));
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let amount = format!("{sign}{grouped}.{part:0<2}");
    currency.map_or(amount.clone(), |currency| format!("{amount} {currency}"))
}

/// A stored amount with its currency, such as `1,250.00 EUR`; nothing for what is no amount.
pub fn money_text(stored: &serde_json::Value, currency: Option<&str>) -> String {
    money(&baton_feel::Decimal::from_json(stored).map_or(Value::Null, Value::Number), currency)
}

/// A value as a reader sees it. Null is nothing.
pub(crate) fn shown(value: &Value, zone: &TimeZone) -> String {
    match value {
        Value::Null | Value::Function(_) => String::new(),
        Value::Boolean(true) => "yes".to_owned(),
        Value::Boolean(false) => "no".to_owned(),
        Value::DateTime(at) => at
            .to_timestamp(zone)
            .map_or_else(|| at.to_string(), |at| at.to_zoned(zone.clone()).strftime("%-d %b %Y, %H:%M").to_string()),
        // As people write it: one that reads the same to everybody.
        Value::Date(day) => day.to_jiff().map_or_else(|| day.to_string(), |day| day.strftime("%-d %b %Y").to_string()),
        Value::List(items) => items.iter().map(|item| shown(item, zone)).collect::<Vec<_>>().join(", "),
        Value::Context(entries) => entries.get("name").map_or_else(|| value.to_string(), |name| shown(name, zone)),
        other => other.as_text().map_or_else(|| other.to_string(), str::to_owned),
    }
}

/// A text in one line, of at most so many characters.
pub(crate) fn in_one_line(text: &str, chars_max: usize) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    match line.char_indices().nth(chars_max) {
        Some((end, _)) => format!("{}…", line[..end].trim_end_matches(|last: char| last.is_whitespace())),
        None => line,
    }
}

impl Burst<'_> {
    /// A text with its expressions computed.
    pub fn rendered(&self, template: &Template) -> Decision<String> {
        self.names().render(template)
    }

    /// A text with its expressions computed, in one line.
    pub fn one_line(&self, template: &Template, chars_max: usize) -> Decision<String> {
        Ok(in_one_line(&self.names().shown().render(template)?, chars_max))
    }

    /// Gives the run its name in lists anew, where that has changed.
    pub fn relabel(&mut self) -> Decision {
        let label = match &self.workflow().label {
            Some(label) => self.one_line(label, LABEL_CHARS)?,
            None => self.workflow().title.clone(),
        };
        if label != self.state.label {
            self.emit(Event::RunLabelled(RunLabelled { v: V1::default(), label }));
        }
        Ok(())
    }
}
