//! Conditions and values. They are evaluated by `baton_feel`; only which names they see is decided here.

use baton_feel::{Env, Limits, Lookup, Value};
use baton_model::definition::{Deadline, DeadlineRule, Duration, Expr, Given, Then};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value as Json;

use super::Oracle;

/// The names that an expression sees in a frame.
struct Names<'a> {
    run: &'a Oracle,
    frame: u32,
    more: &'a [(&'a str, usize)],
}

impl Lookup for Names<'_> {
    fn get(&self, name: &str) -> Option<Value> {
        if let Some((_, count)) = self.more.iter().find(|(known, _)| *known == name) {
            return Some(number(*count));
        }
        for frame in self.run.around(self.frame) {
            if let Some((item, value, index)) = self.run.frame(frame).and_then(|frame| frame.item.as_ref()) {
                if item == name {
                    return Some(value.clone());
                }
                if name == "index" {
                    return Some(number(*index));
                }
            }
        }
        self.run.values.get(name).cloned()
    }

    fn call(&self, function: &str, arguments: &[Value]) -> Option<Value> {
        let step = arguments.first().and_then(Value::as_text).filter(|_| function == "step")?;
        let record = self.run.records.get(&self.run.record_key(self.frame, step));
        let (state, pass) = record.map_or(("none", 0), |record| (record.state, record.pass as usize));
        let choice = record.and_then(|record| record.choice.as_ref()).map_or(Value::Null, Value::text);
        Some(Value::context([("state", Value::text(state)), ("pass", number(pass)), ("choice", choice)]))
    }
}

fn number(count: usize) -> Value {
    Value::from_json(&Json::from(count))
}

impl Oracle {
    pub(super) fn value(&self, expr: &Expr, frame: u32, more: &[(&str, usize)]) -> Value {
        let names = Names { run: self, frame, more };
        let zone = TimeZone::UTC;
        let env = Env { lookup: &names, now: self.now, zone: &zone, calendar: None, limits: Limits::default() };
        expr.program.eval(&env).value
    }

    /// Whether it is true; nothing is not true.
    pub(super) fn holds(&self, expr: &Expr, frame: u32) -> bool {
        self.value(expr, frame, &[]).is_true()
    }

    /// Whether it is true, or nothing is asked.
    pub(super) fn holds_if(&self, expr: Option<&Expr>, frame: u32) -> bool {
        expr.is_none_or(|expr| self.holds(expr, frame))
    }

    /// The entries of a `then` that hold.
    pub(super) fn holding(&self, thens: &[Then], frame: u32) -> Vec<Then> {
        thens.iter().filter(|then| self.holds_if(then.when.as_ref(), frame)).cloned().collect()
    }

    /// Computes what a step gives; all of it from what was known before.
    pub(super) fn give(&mut self, gives: &[Given], frame: u32) {
        let computed = gives.iter().filter_map(|given| Some((given, given.value.as_ref()?)));
        let values: Vec<_> =
            computed.map(|(given, expr)| (given.field.clone(), self.value(expr, frame, &[]))).collect();
        self.values.extend(values);
    }

    /// Takes values that came from outside.
    pub(super) fn take(&mut self, values: &[(String, Json)]) {
        for (name, json) in values {
            let value = match self.text.workflow.fields.get(name) {
                Some(field) => Value::typed(json, &field.kind()),
                None => Value::from_json(json),
            };
            self.values.insert(name.clone(), value);
        }
    }

    /// The moment a deadline means for what opened then.
    pub(super) fn moment(&mut self, deadline: &Deadline, since: Timestamp, frame: u32) -> Option<Timestamp> {
        match &deadline.rule {
            DeadlineRule::After(Duration::Days(days)) => later(since, days.whole_seconds()),
            DeadlineRule::Feel(expr) => match self.value(expr, frame, &[]) {
                Value::DateTime(at) => at.to_timestamp(&TimeZone::UTC),
                Value::DaysDuration(days) => later(since, days.whole_seconds()),
                _ => None,
            },
            _ => {
                self.uncovered = Some(format!("the time `{}`", deadline.text));
                None
            }
        }
    }
}

fn later(since: Timestamp, seconds: i64) -> Option<Timestamp> {
    since.checked_add(SignedDuration::from_secs(seconds)).ok()
}
