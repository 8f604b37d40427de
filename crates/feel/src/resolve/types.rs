//! Types as far as they are known before the run: what operators give, what can be compared.

use crate::fault::Fault;
use crate::span::Span;
use crate::suggest::suggest;
use crate::syntax::tree::{Arithmetic, TypeName};
use crate::types::Type;
use crate::value::Value;

/// The fault of two types that do not go together.
pub(super) fn fault(message: String, one: &Type, other: &Type, span: Span) -> Fault {
    let fault = Fault::new("feel.type", message, span);
    let fault = match (one, other) {
        (Type::Number, Type::Text | Type::Choice(_)) | (Type::Text | Type::Choice(_), Type::Number) => {
            fault.remedy("write numbers without quotes")
        }
        (Type::Date | Type::DateTime | Type::Time, Type::Text)
        | (Type::Text, Type::Date | Type::DateTime | Type::Time) => {
            fault.remedy("write dates and times like @\"2026-01-31\"")
        }
        (Type::Date, Type::DateTime) | (Type::DateTime, Type::Date) => {
            fault.remedy("take the day of the other by date(…), or today() for now()")
        }
        _ => fault,
    };
    fault.param("one", one.to_string()).param("other", other.to_string())
}

/// What an operator gives; none where it never gives anything.
pub(super) fn arithmetic(operator: Arithmetic, a: &Type, b: &Type) -> Option<Type> {
    use Type::{Any, Choice, Date, DateTime, DaysDuration, Null, Number, Text, Time, YearsDuration};
    let plain = |kind: &Type| if matches!(kind, Choice(_)) { Text } else { kind.clone() };
    Some(match (operator, &plain(a), &plain(b)) {
        (_, Any | Null, _) | (_, _, Any | Null) => Any,
        (_, Number, Number)
        | (Arithmetic::Divide, DaysDuration, DaysDuration)
        | (Arithmetic::Divide, YearsDuration, YearsDuration) => Number,
        (Arithmetic::Add, Text, Text) => Text,
        (Arithmetic::Add | Arithmetic::Subtract, a, b) if a == b && is_duration(a) => a.clone(),
        (Arithmetic::Add | Arithmetic::Subtract, moment @ (Date | DateTime), duration)
        | (Arithmetic::Add, duration, moment @ (Date | DateTime))
            if is_duration(duration) =>
        {
            moment.clone()
        }
        (Arithmetic::Add | Arithmetic::Subtract, Time, DaysDuration) | (Arithmetic::Add, DaysDuration, Time) => Time,
        (Arithmetic::Subtract, Date | DateTime, Date | DateTime)
        | (Arithmetic::Subtract, Time, Time)
        | (Arithmetic::Divide, DaysDuration, Number) => DaysDuration,
        (Arithmetic::Multiply, duration, Number) | (Arithmetic::Multiply, Number, duration)
            if is_duration(duration) =>
        {
            duration.clone()
        }
        (Arithmetic::Divide, YearsDuration, Number) => YearsDuration,
        _ => return None,
    })
}

fn is_duration(kind: &Type) -> bool {
    matches!(kind, Type::DaysDuration | Type::YearsDuration | Type::BusinessDuration)
}

/// The fault of an operator between types that never give anything.
pub(super) fn no_result(operator: Arithmetic, a: &Type, b: &Type, span: Span) -> Fault {
    let message = match operator {
        Arithmetic::Add => format!("{b} cannot be added to {a}"),
        Arithmetic::Subtract => format!("{b} cannot be taken from {a}"),
        Arithmetic::Multiply => format!("{a} cannot be multiplied by {b}"),
        Arithmetic::Divide => format!("{a} cannot be divided by {b}"),
        Arithmetic::Power => format!("{a} cannot be raised to the power of {b}"),
    };
    let fault = fault(message, a, b, span);
    let is_moment = |kind: &Type| matches!(kind, Type::Date | Type::DateTime | Type::Time);
    let needs_unit = (is_moment(a) && *b == Type::Number) || (is_moment(b) && *a == Type::Number);
    let is_text = |kind: &Type| matches!(kind, Type::Text | Type::Choice(_));
    if needs_unit {
        fault.remedy("a duration needs its unit, such as 3 days or 2 hours")
    } else if operator == Arithmetic::Add && (is_text(a) || is_text(b)) {
        fault.remedy("make a text of it by string(…)")
    } else {
        fault
    }
}

/// The fault of a test that no input can pass.
pub(super) fn no_test(input: &Type, test: &Type, span: Span) -> Fault {
    let item = match test {
        Type::Range(item) | Type::List(item) => item,
        other => other,
    };
    fault(format!("what is tested is {input}, and this tests for {item}"), input, item, span)
}

/// Have values of this type an order?
pub(super) fn has_order(kind: &Type) -> bool {
    !matches!(kind, Type::Boolean | Type::List(_) | Type::Context(_) | Type::Person | Type::Function | Type::Range(_))
}

/// Can a value of this type pass a test that is a value of that type?
pub(super) fn may_test(input: &Type, test: &Type) -> bool {
    match test {
        Type::Range(item) => input.fits(item) || matches!(input, Type::Range(_)),
        Type::List(item) => input.fits(test) || may_test(input, item),
        Type::Function => true,
        _ => input.fits(test) || matches!(input, Type::List(item) if item.fits(test)),
    }
}

/// What a written type means.
pub(super) fn declared(kind: &TypeName) -> Type {
    match kind {
        TypeName::Simple(name) => match name.as_str() {
            "boolean" => Type::Boolean,
            "number" => Type::Number,
            "string" => Type::Text,
            "date" => Type::Date,
            "time" => Type::Time,
            "date and time" => Type::DateTime,
            "days and time duration" => Type::DaysDuration,
            "years and months duration" => Type::YearsDuration,
            "business duration" => Type::BusinessDuration,
            _ => Type::Any,
        },
        TypeName::List(item) => Type::list_of(declared(item)),
        TypeName::Range(item) => Type::Range(Box::new(declared(item))),
        TypeName::Context(entries) => {
            Type::Context(entries.iter().map(|(name, kind)| (name.clone(), declared(kind))).collect())
        }
        TypeName::Function(..) => Type::Function,
    }
}

/// A text that is none of the options of a choice.
pub(super) fn unknown_option(kind: &Type, value: &Value, span: Span) -> Option<Fault> {
    let (Type::Choice(options), Value::Text(text)) = (kind, value) else { return None };
    if options.iter().any(|option| **option == **text) {
        return None;
    }
    let fault = Fault::new("feel.unknown_option", format!("this choice has no option \"{text}\""), span);
    let fault = match suggest(text, options.iter().map(String::as_str)) {
        Some(option) => fault.remedy(format!("did you mean \"{option}\"?")).param("suggestion", option),
        None => fault.remedy(format!("it has {}", options.join(", "))),
    };
    Some(fault.param("option", &**text))
}

/// What is wrong with a value of one type where another is wanted.
pub fn misfit(found: &Type, constant: Option<&Value>, wanted: &Type, text: &str) -> Option<Fault> {
    let span = Span::new(0, text.len());
    if !found.fits(wanted) {
        let fault = fault(format!("{wanted} is wanted here, and this is {found}"), wanted, found, span);
        return Some(match wanted {
            Type::Choice(options) => fault.remedy(format!("it has {}", options.join(", "))),
            _ => fault,
        });
    }
    constant.and_then(|value| unknown_option(wanted, value, span))
}
