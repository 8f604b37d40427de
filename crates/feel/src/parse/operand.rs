//! The smallest parts: literals, names, durations in words, and what stands in brackets.

use super::cursor::Cursor;
use super::{collection, name, phrase};
use crate::civil::{Date, DateTime, DaysDuration, Time, YearsDuration};
use crate::decimal::Decimal;
use crate::fault::Fault;
use crate::span::Span;
use crate::syntax::token::Token;
use crate::syntax::tree::{Expr, ExprKind};
use crate::value::Value;
use crate::words;

pub(super) fn operand(cursor: &mut Cursor<'_>) -> Result<Expr, Box<Fault>> {
    let start = cursor.span();
    match cursor.peek().clone() {
        Token::Number(number) => {
            cursor.advance();
            number_or_duration(cursor, start, number)
        }
        Token::Text(text) => {
            cursor.advance();
            cursor.node(start, 0, ExprKind::Constant(Value::from(text)))
        }
        Token::At(text) => {
            let value = at_literal(&text).ok_or_else(|| no_at_literal(&text, start))?;
            cursor.advance();
            cursor.node(start, 0, ExprKind::Constant(value))
        }
        Token::Symbol("(") => collection::parenthesis(cursor),
        Token::Symbol("[" | "]") => collection::bracket(cursor),
        Token::Symbol("{") => collection::context(cursor),
        Token::Word => word(cursor, start),
        _ => Err(Box::new(cursor.expected("a value or a name"))),
    }
}

fn word(cursor: &mut Cursor<'_>, start: Span) -> Result<Expr, Box<Fault>> {
    let is_longer_name = cursor.vocabulary.longest(cursor.text, cursor.ahead()).is_some();
    if !is_longer_name {
        let constant = match cursor.word() {
            Some("true") => Some(Value::Boolean(true)),
            Some("false") => Some(Value::Boolean(false)),
            Some("null") => Some(Value::Null),
            _ => None,
        };
        if let Some(value) = constant {
            cursor.advance();
            return cursor.node(start, 0, ExprKind::Constant(value));
        }
        if let Some(phrase) = phrase::phrase(cursor) {
            return phrase;
        }
    }
    let named = name::name(cursor)?;
    cursor.node(start, 0, ExprKind::Name(named.name))
}

/// `3`, or with a unit behind it `3 days` and `2 business hours`.
fn number_or_duration(cursor: &mut Cursor<'_>, start: Span, number: Decimal) -> Result<Expr, Box<Fault>> {
    let business = cursor.at_word("business");
    let word = if business { cursor.word_after(1) } else { cursor.word() };
    let Some(unit) = word.and_then(|word| words::unit(word, business)) else {
        return cursor.node(start, 0, ExprKind::Constant(Value::Number(number)));
    };
    cursor.take_name(if business { 2 } else { 1 });
    let span = start.to(cursor.last_span());
    let duration = words::of(number, unit).ok_or_else(|| {
        let text = span.of(cursor.text);
        Fault::new("feel.duration", format!("there is no duration of \"{text}\""), span)
            .remedy("use a whole number of that unit")
            .param("text", text)
    })?;
    cursor.node(start, 0, ExprKind::Constant(Value::from(duration)))
}

/// What stands in `@"…"`: a date, a time, both, or a duration.
fn at_literal(text: &str) -> Option<Value> {
    None.or_else(|| Date::parse(text).map(Value::Date))
        .or_else(|| DateTime::parse(text).map(Value::DateTime))
        .or_else(|| Time::parse(text).map(Value::Time))
        .or_else(|| DaysDuration::parse(text).map(Value::DaysDuration))
        .or_else(|| YearsDuration::parse(text).map(Value::YearsDuration))
}

fn no_at_literal(text: &str, span: Span) -> Fault {
    Fault::new("feel.at_literal", format!("this is no date, time or duration: \"{text}\""), span)
        .remedy("write it like @\"2026-01-31\", @\"10:30:00\", @\"2026-01-31T10:30:00\" or @\"PT4H\"")
        .param("text", text)
}
