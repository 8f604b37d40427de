//! Cuts the values an input can have into pieces on which every cell of its column says the same: the points that the
//! cells name, what lies between them, the options of a choice. Each piece is stood for by one value of it.

use crate::civil::{DateTime, DaysDuration, SECOND_NS, Time, YearsDuration};
use crate::decimal::{Decimal, Rounding};
use crate::env::{Env, Limits, Nothing};
use crate::eval;
use crate::node::{Kind, Node};
use crate::ops::compare::order;
use crate::program::Program;
use crate::types::Type;
use crate::value::Value;

/// What values an input can have.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Domain {
    /// Their type.
    pub kind: Type,
    /// The least, where there is one.
    pub min: Option<Value>,
    /// The greatest, where there is one.
    pub max: Option<Value>,
}

impl From<Type> for Domain {
    fn from(kind: Type) -> Self {
        Self { kind, min: None, max: None }
    }
}

impl Domain {
    /// What an input of unknown type is taken for, as its cells name numbers or times alone: for values between those that
    /// are named, because beyond them there may be none. A text may be one of a few, and is not guessed.
    pub(super) fn assumed(named: &[Value]) -> Option<Self> {
        let least = named.iter().min_by(|a, b| order(a, b).unwrap_or(std::cmp::Ordering::Equal))?;
        let greatest = named.iter().max_by(|a, b| order(a, b).unwrap_or(std::cmp::Ordering::Equal))?;
        let domain = Self { kind: least.kind(), min: Some(least.clone()), max: Some(greatest.clone()) };
        let is_one_kind = named.iter().all(|value| value.kind() == domain.kind && order(value, least).is_ok());
        (is_one_kind && domain.is_ordered()).then_some(domain)
    }

    /// Whether its values have an order that a range can be taken of.
    pub(super) fn is_ordered(&self) -> bool {
        use Type::{Date, DateTime, DaysDuration, Number, Time, YearsDuration};
        matches!(self.kind, Number | Date | DateTime | Time | DaysDuration | YearsDuration)
    }

    /// Whether a value lies within the limits.
    pub fn holds(&self, value: &Value) -> bool {
        let after = self.min.as_ref().is_none_or(|min| order(value, min).is_ok_and(std::cmp::Ordering::is_ge));
        after && self.max.as_ref().is_none_or(|max| order(value, max).is_ok_and(std::cmp::Ordering::is_le))
    }
}

/// The values a cell names; none if what it says depends on more than the input.
pub(super) fn named_values(cell: &Program) -> Option<Vec<Value>> {
    let mut named = Vec::new();
    for test in &cell.tests()?.tests {
        if test.is_condition || !is_fixed(&test.node) {
            return None;
        }
        let node = if let Kind::Unary(_, inner) = &test.node.kind { inner } else { &test.node };
        collect(fixed_value(node, cell.text()), &mut named);
    }
    Some(named)
}

/// Adds the single values of a value: the items of a list, the ends of a range.
pub(crate) fn collect(value: Value, named: &mut Vec<Value>) {
    match value {
        Value::List(items) => items.iter().for_each(|item| collect(item.clone(), named)),
        Value::Range(range) => {
            named.extend([range.low.value.clone(), range.high.value.clone()].into_iter().filter(|end| !end.is_null()));
        }
        Value::Null => {}
        other => named.push(other),
    }
}

/// Does it always give the same, whatever the names, the moment and the calendar?
pub(crate) fn is_fixed(node: &Node) -> bool {
    match &node.kind {
        // How long that is, and what it comes to, the calendar says.
        Kind::Constant(Value::BusinessDuration(_)) => false,
        Kind::Constant(_) => true,
        Kind::Unary(_, inner) | Kind::Negate(inner) => is_fixed(inner),
        Kind::Range(low, high) => is_fixed(&low.value) && is_fixed(&high.value),
        Kind::List(items) => items.iter().all(is_fixed),
        Kind::Arithmetic(first, rest) => is_fixed(first) && rest.iter().all(|(_, node)| is_fixed(node)),
        Kind::Builtin(builtin, arguments) => {
            let asks_outside =
                matches!(builtin.name, "now" | "today") || (builtin.name == "duration" && !is_clock(arguments));
            !asks_outside && arguments.iter().all(is_fixed)
        }
        _ => false,
    }
}

/// Whether a duration is written as one that needs no calendar.
fn is_clock(arguments: &[Node]) -> bool {
    let written = |node: &Node| match &node.kind {
        Kind::Constant(value) => value.as_text().is_some_and(|text| !text.contains("business")),
        _ => false,
    };
    arguments.iter().all(written)
}

/// What something fixed gives.
pub(crate) fn fixed_value(node: &Node, text: &str) -> Value {
    with_nothing(|env| eval::expression(node, text, env).value)
}

/// Work on programs that need nothing from outside.
pub(crate) fn with_nothing<T>(work: impl FnOnce(&Env<'_>) -> T) -> T {
    work(&Env {
        lookup: &Nothing,
        now: jiff::Timestamp::UNIX_EPOCH,
        zone: &jiff::tz::TimeZone::UTC,
        calendar: None,
        limits: Limits::default(),
    })
}

/// One value for each piece of a domain; none where the domain cannot be cut.
pub(crate) fn samples(domain: &Domain, named: &[Value]) -> Option<Vec<Value>> {
    match &domain.kind {
        Type::Boolean => Some(vec![Value::Boolean(true), Value::Boolean(false)]),
        Type::Choice(options) => Some(options.iter().map(Value::text).collect()),
        Type::Text => texts(named),
        _ if domain.is_ordered() => ordered(domain, named),
        _ => None,
    }
}

fn texts(named: &[Value]) -> Option<Vec<Value>> {
    if named.iter().any(|value| value.as_text().is_none()) {
        return None;
    }
    let mut other = "anything else".to_owned();
    while named.iter().any(|value| value.as_text() == Some(&other)) {
        other.push('!');
    }
    Some(named.iter().cloned().chain([Value::from(other)]).collect())
}

fn ordered(domain: &Domain, named: &[Value]) -> Option<Vec<Value>> {
    let mut points: Vec<Value> = named.iter().chain(&domain.min).chain(&domain.max).cloned().collect();
    if points.iter().any(|point| order(point, &points[0]).is_err() || point.kind() != domain.kind) {
        return None;
    }
    // All have an order, as each has one with the first.
    points.sort_by(|a, b| order(a, b).unwrap_or(std::cmp::Ordering::Equal));
    points.dedup();
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return Some(vec![starting_point(&domain.kind)]);
    };
    let mut samples: Vec<Value> = step(first, true).into_iter().collect();
    for pair in points.windows(2) {
        samples.push(pair[0].clone());
        samples.extend(between(&pair[0], &pair[1]));
    }
    samples.extend([last.clone()].into_iter().chain(step(last, false)));
    samples.retain(|sample| domain.holds(sample));
    Some(samples)
}

fn starting_point(kind: &Type) -> Value {
    match kind {
        Type::Number => Value::from(0),
        Type::Time => Value::Time(Time::MIDNIGHT),
        Type::DaysDuration => Value::DaysDuration(DaysDuration::from_seconds(0)),
        Type::YearsDuration => Value::YearsDuration(YearsDuration { months: 0 }),
        Type::DateTime => DateTime::parse("2026-01-01").map_or(Value::Null, Value::DateTime),
        _ => crate::civil::Date::new(2026, 1, 1).map_or(Value::Null, Value::Date),
    }
}

/// A value a little below or above.
fn step(value: &Value, down: bool) -> Option<Value> {
    let sign = if down { -1 } else { 1 };
    match value {
        Value::Number(number) => number.checked_add(Decimal::from(sign)).map(Value::Number),
        Value::Date(date) => date.add_days(i64::from(sign)).map(Value::Date),
        Value::DateTime(at) => at.add_nanos(i128::from(sign) * SECOND_NS).map(Value::DateTime),
        Value::DaysDuration(duration) => nanos(duration.nanos() + i128::from(sign) * SECOND_NS),
        Value::YearsDuration(duration) => {
            let months = duration.months.checked_add(i64::from(sign))?;
            Some(Value::YearsDuration(YearsDuration { months }))
        }
        Value::Time(time) => {
            let nanos = time.nanos_of_day() + i128::from(sign) * SECOND_NS;
            (0..crate::civil::DAY_NS)
                .contains(&nanos)
                .then(|| Value::Time(time.add_nanos(i128::from(sign) * SECOND_NS)))
        }
        _ => None,
    }
}

/// A value strictly between two, if there is one: a whole number or second where that goes. Times of one second are equal,
/// so only durations lie closer together.
fn between(low: &Value, high: &Value) -> Option<Value> {
    if let (Value::Number(low), Value::Number(high)) = (low, high) {
        let whole = low.floor().checked_add(Decimal::ONE)?;
        if whole < *high {
            return Some(Value::Number(whole));
        }
        let middle = low.checked_add(*high)?.checked_div(Decimal::TWO)?;
        return Some(Value::Number(shortest_between(*low, *high, middle)));
    }
    let is_between = |value: &Value| order(value, high).is_ok_and(std::cmp::Ordering::is_lt);
    let next = step(low, false).filter(is_between);
    match low {
        Value::DaysDuration(low) => next.or_else(|| {
            let parts_ns = [100_000_000, 1_000_000, 1_000, 1];
            parts_ns.into_iter().filter_map(|part_ns| nanos(low.nanos() + part_ns)).find(is_between)
        }),
        _ => next,
    }
}

/// The number near the middle with the fewest digits that still lies between.
fn shortest_between(low: Decimal, high: Decimal, middle: Decimal) -> Decimal {
    let rounded = (0..34).filter_map(|scale| middle.round(scale, Rounding::HalfEven));
    rounded.into_iter().find(|number| *number > low && *number < high).unwrap_or(middle)
}

fn nanos(nanos: i128) -> Option<Value> {
    DaysDuration::from_nanos(nanos).map(Value::DaysDuration)
}
