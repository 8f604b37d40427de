//! How ranges and points lie to each other (DMN 1.5, table 78): before, after, meets, overlaps, and so on.

use super::argument::{at, text, unfit};
use super::builtin::{Builtin, Runtime, Signature, exactly};
use crate::fault::Trouble;
use crate::ops::compare::order;
use crate::types::Type;
use crate::value::{Bound, Range, Value};
use std::cmp::Ordering;

const POINTS_OR_RANGES: &[Signature] = &[
    exactly(&["point1", "point2"]),
    exactly(&["point", "range"]),
    exactly(&["range", "point"]),
    exactly(&["range1", "range2"]),
];
const RANGES: &[Signature] = &[exactly(&["range1", "range2"])];
const POINT_IN: &[Signature] = &[exactly(&["point", "range"]), exactly(&["range1", "range2"])];
const RANGE_OVER: &[Signature] = &[exactly(&["range", "point"]), exactly(&["range1", "range2"])];

const fn relation(
    name: &'static str,
    signatures: &'static [Signature],
    run: fn(&mut dyn Runtime, &[Value]) -> Result<Value, Trouble>,
) -> Builtin {
    Builtin { name, signatures, gives: Type::Boolean, run }
}

pub(super) const FUNCTIONS: &[Builtin] = &[
    relation("before", POINTS_OR_RANGES, |_, a| told(a, lies_before)),
    relation("after", POINTS_OR_RANGES, |_, a| told(a, |a, b| lies_before(b, a))),
    relation("meets", RANGES, |_, a| ranges(a, meets)),
    relation("met by", RANGES, |_, a| ranges(a, |a, b| meets(b, a))),
    relation("overlaps", RANGES, |_, a| ranges(a, |a, b| Ok(!lies_before(a, b)? && !lies_before(b, a)?))),
    relation("overlaps before", RANGES, |_, a| ranges(a, overlaps_before)),
    relation("overlaps after", RANGES, |_, a| ranges(a, |a, b| overlaps_before(b, a))),
    relation("finishes", POINT_IN, |_, a| told(a, finishes)),
    relation("finished by", RANGE_OVER, |_, a| told(a, |a, b| finishes(b, a))),
    relation("includes", RANGE_OVER, |_, a| told(a, includes)),
    relation("during", POINT_IN, |_, a| told(a, |a, b| includes(b, a))),
    relation("starts", POINT_IN, |_, a| told(a, starts)),
    relation("started by", RANGE_OVER, |_, a| told(a, |a, b| starts(b, a))),
    relation("coincides", &[exactly(&["point1", "point2"]), exactly(&["range1", "range2"])], |_, a| {
        told(a, |a, b| Ok(same_end(&a.low, &b.low)? && same_end(&a.high, &b.high)?))
    }),
    Builtin { name: "range", signatures: &[exactly(&["from"])], gives: Type::Any, run: from_text },
];

/// A point is the range of itself alone.
fn as_range(value: &Value, parameter: &str) -> Result<Range, Trouble> {
    match value {
        Value::Range(range) => Ok((**range).clone()),
        Value::Null | Value::List(_) | Value::Context(_) | Value::Function(_) | Value::Boolean(_) => {
            Err(unfit(value, parameter, "a point or a range"))
        }
        point => Ok(Range::new(Bound::included(point.clone()), Bound::included(point.clone()))),
    }
}

fn told(arguments: &[Value], test: fn(&Range, &Range) -> Result<bool, Trouble>) -> Result<Value, Trouble> {
    let (a, b) = (as_range(at(arguments, 0), "range1")?, as_range(at(arguments, 1), "range2")?);
    test(&a, &b).map(Value::Boolean)
}

fn ranges(arguments: &[Value], test: fn(&Range, &Range) -> Result<bool, Trouble>) -> Result<Value, Trouble> {
    for place in 0..2 {
        if !matches!(at(arguments, place), Value::Range(_)) {
            return Err(unfit(at(arguments, place), "range1", "a range"));
        }
    }
    told(arguments, test)
}

/// Which of two ends comes first: an open one lies below all (as a low end) or above all (as a high end).
fn compare_ends(a: &Bound, b: &Bound, open: Ordering) -> Result<Ordering, Trouble> {
    match (a.value.is_null(), b.value.is_null()) {
        (true, true) => Ok(Ordering::Equal),
        (true, false) => Ok(open),
        (false, true) => Ok(open.reverse()),
        (false, false) => order(&a.value, &b.value),
    }
}

fn same_end(a: &Bound, b: &Bound) -> Result<bool, Trouble> {
    Ok(a.included == b.included && compare_ends(a, b, Ordering::Less)?.is_eq())
}

/// Does all of `a` lie below all of `b`?
fn lies_before(a: &Range, b: &Range) -> Result<bool, Trouble> {
    if a.high.value.is_null() || b.low.value.is_null() {
        return Ok(false);
    }
    let found = order(&a.high.value, &b.low.value)?;
    Ok(found.is_lt() || (found.is_eq() && !(a.high.included && b.low.included)))
}

fn meets(a: &Range, b: &Range) -> Result<bool, Trouble> {
    if a.high.value.is_null() || b.low.value.is_null() {
        return Ok(false);
    }
    Ok(a.high.included && b.low.included && order(&a.high.value, &b.low.value)?.is_eq())
}

/// Does `a` begin before `b`, and end in it?
fn overlaps_before(a: &Range, b: &Range) -> Result<bool, Trouble> {
    let begins = starts_no_later(a, b)? && !same_end(&a.low, &b.low)?;
    let touches = !lies_before(a, b)? && !lies_before(b, a)?;
    Ok(begins && touches && ends_no_later(a, b)?)
}

fn starts_no_later(a: &Range, b: &Range) -> Result<bool, Trouble> {
    let found = compare_ends(&a.low, &b.low, Ordering::Less)?;
    Ok(found.is_lt() || (found.is_eq() && (a.low.included || !b.low.included)))
}

fn ends_no_later(a: &Range, b: &Range) -> Result<bool, Trouble> {
    let found = compare_ends(&a.high, &b.high, Ordering::Greater)?;
    Ok(found.is_lt() || (found.is_eq() && (!a.high.included || b.high.included)))
}

/// Does `a` hold all of `b`?
fn includes(a: &Range, b: &Range) -> Result<bool, Trouble> {
    Ok(starts_no_later(a, b)? && ends_no_later(b, a)?)
}

fn finishes(a: &Range, b: &Range) -> Result<bool, Trouble> {
    Ok(same_end(&a.high, &b.high)? && starts_no_later(b, a)?)
}

fn starts(a: &Range, b: &Range) -> Result<bool, Trouble> {
    Ok(same_end(&a.low, &b.low)? && ends_no_later(a, b)?)
}

/// A range from its text, with literals at its ends: `[1..5)`, `["a".."z"]`, `(@"2026-01-01"..@"2026-02-01")`.
fn from_text(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let text = text(arguments, 0, "from")?.trim();
    let range = read_range(text).ok_or_else(|| Trouble::bad_value("this text is no range"))?;
    let both = !range.low.value.is_null() && !range.high.value.is_null();
    if both && order(&range.low.value, &range.high.value)?.is_gt() {
        return Err(Trouble::bad_value("the range ends before it begins"));
    }
    Ok(Value::Range(std::sync::Arc::new(range)))
}

fn read_range(text: &str) -> Option<Range> {
    let low_included = text.starts_with('[');
    let high_included = text.ends_with(']');
    let inner = text.strip_prefix(['[', '(', ']'])?.strip_suffix([']', ')', '['])?;
    let (low, high) = inner.split_once("..")?;
    let (low, high) = (read_end(low.trim())?, read_end(high.trim())?);
    if low.is_null() && high.is_null() {
        return None;
    }
    let bound = |value: Value, included: bool| {
        let included = included && !value.is_null();
        Bound { value, included }
    };
    Some(Range::new(bound(low, low_included), bound(high, high_included)))
}

/// Nothing is an open end; what cannot be read is no end.
fn read_end(text: &str) -> Option<Value> {
    use crate::civil::{Date, DateTime, DaysDuration, Time, YearsDuration};
    if text.is_empty() || text == "null" {
        return Some(Value::Null);
    }
    if let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return Some(Value::text(inner));
    }
    let quoted = |call: &str, end: &str| text.strip_prefix(call)?.strip_suffix(end);
    let duration = |text: &str| {
        let days = DaysDuration::parse(text).map(Value::DaysDuration);
        days.or_else(|| YearsDuration::parse(text).map(Value::YearsDuration))
    };
    if let Some(text) = quoted("@\"", "\"") {
        return None
            .or_else(|| Date::parse(text).map(Value::Date))
            .or_else(|| DateTime::parse(text).map(Value::DateTime))
            .or_else(|| Time::parse(text).map(Value::Time))
            .or_else(|| duration(text));
    }
    None.or_else(|| quoted("date(\"", "\")").map(|text| Date::parse(text).map(Value::Date)))
        .or_else(|| quoted("date and time(\"", "\")").map(|text| DateTime::parse(text).map(Value::DateTime)))
        .or_else(|| quoted("time(\"", "\")").map(|text| Time::parse(text).map(Value::Time)))
        .or_else(|| quoted("duration(\"", "\")").map(duration))
        .unwrap_or_else(|| text.parse().ok().map(Value::Number))
}
