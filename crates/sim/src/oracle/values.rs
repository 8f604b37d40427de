//! Conditions and values. They are evaluated by `baton_feel`; only which names they see is decided here.

use baton_feel::{Env, Limits, Lookup, Value};
use baton_model::definition::{Deadline, DeadlineRule, Duration, Expr, Given, Then};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value as Json;

use super::{Oracle, business};

/// The names that an expression sees in a frame.
struct Names<'a> {
    run: &'a Oracle,
    frame: u32,
    more: &'a [(&'a str, Value)],
}

impl Lookup for Names<'_> {
    fn get(&self, name: &str) -> Option<Value> {
        if let Some((_, value)) = self.more.iter().find(|(known, _)| *known == name) {
            return Some(value.clone());
        }
        for frame in self.run.around(self.frame) {
            let Some(frame) = self.run.frame(frame) else { continue };
            if let Some(value) = frame.own.get(name) {
                return Some(value.clone());
            }
            if let Some(item) = &frame.item {
                if item.name == name {
                    let row = item.row.as_ref().and_then(|(list, row)| self.run.row(list, *row));
                    return Some(row.unwrap_or_else(|| item.value.clone()));
                }
                if name == "index" {
                    return Some(number(item.index));
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

pub(super) fn number(count: usize) -> Value {
    Value::from_json(&Json::from(count))
}

impl Oracle {
    pub(super) fn value(&self, expr: &Expr, frame: u32, more: &[(&str, Value)]) -> Value {
        self.with_env(frame, more, |env| expr.program.eval(env).value)
    }

    /// Whether a cell of a table holds for an input.
    pub(super) fn tests(&self, cell: &Expr, input: &Value, frame: u32) -> bool {
        self.with_env(frame, &[], |env| cell.program.test(input, env).value.is_true())
    }

    fn with_env<T>(&self, frame: u32, more: &[(&str, Value)], run: impl FnOnce(&Env<'_>) -> T) -> T {
        let names = Names { run: self, frame, more };
        let zone = TimeZone::UTC;
        run(&Env { lookup: &names, now: self.now, zone: &zone, calendar: None, limits: Limits::default() })
    }

    /// What a name stands for in a frame, if it is known.
    pub(super) fn named(&self, frame: u32, name: &str) -> Option<Value> {
        Names { run: self, frame, more: &[] }.get(name)
    }

    /// The value of a field of the run.
    pub fn field(&self, name: &str) -> Json {
        self.values.get(name).map_or(Json::Null, Value::to_json)
    }

    /// Writes a field: the innermost of this name.
    pub(super) fn put(&mut self, frame: u32, name: &str, value: Value) {
        if self.put_cell(frame, name, &value) {
            return;
        }
        if self.is_list(name) {
            self.follow_rows(name, &value);
        }
        self.store(frame, name, value);
    }

    fn store(&mut self, frame: u32, name: &str, value: Value) {
        let around = self.around(frame);
        let owner = around.into_iter().find(|id| self.frame(*id).is_some_and(|frame| frame.own.contains_key(name)));
        match owner.and_then(|id| self.frames.iter_mut().find(|frame| frame.id == id)) {
            Some(frame) => frame.own.insert(name.to_owned(), value),
            None => self.values.insert(name.to_owned(), value),
        };
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
        self.give_over(gives, frame, &[]);
    }

    /// The same over something that came.
    pub(super) fn give_over(&mut self, gives: &[Given], frame: u32, more: &[(&str, Value)]) {
        for (name, value) in self.given(gives, frame, more) {
            self.put(frame, &name, value);
        }
    }

    /// What these give, computed from what is known now.
    pub(super) fn given(&self, gives: &[Given], frame: u32, more: &[(&str, Value)]) -> Vec<(String, Value)> {
        let computed = gives.iter().filter_map(|given| Some((given, given.value.as_ref()?)));
        computed.map(|(given, expr)| (given.field.clone(), self.value(expr, frame, more))).collect()
    }

    /// Takes values that came from outside.
    pub(super) fn take(&mut self, values: &[(String, Json)], frame: u32) {
        for (name, json) in values {
            // A field of a form that is left empty holds nothing.
            let json = if json == "" { &Json::Null } else { json };
            let kind = self.text.workflow.fields.get(name).map(baton_model::definition::Field::kind);
            match kind {
                Some(kind) if self.is_list(name) => {
                    let rows = self.sent_rows(name, json);
                    self.store(frame, name, Value::typed(&rows, &kind));
                }
                Some(kind) => self.put(frame, name, Value::typed(json, &kind)),
                None => self.put(frame, name, Value::from_json(json)),
            }
        }
    }

    /// The moment a deadline means for what opened then.
    pub(super) fn moment(&mut self, deadline: &Deadline, since: Timestamp, frame: u32) -> Option<Timestamp> {
        match &deadline.rule {
            DeadlineRule::After(Duration::Days(days)) => later(since, days.whole_seconds()),
            DeadlineRule::After(Duration::Business(time)) => business::later(since, time.days, time.minutes),
            DeadlineRule::Feel(expr) => match self.value(expr, frame, &[]) {
                Value::DateTime(at) => at.to_timestamp(&TimeZone::UTC),
                Value::BusinessDuration(time) => business::later(since, time.days, time.minutes),
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
