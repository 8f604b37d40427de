//! `baton feel 'EXPR'`: evaluates an expression on data, and says why it is null.

use std::path::PathBuf;

use anyhow::Context;
use baton_feel::{Env, Limits, Scope, Slots, Value};
use baton_people::Calendar;
use clap::Args;
use serde_json::Value as Json;

use crate::Outcome;
use crate::command::check::read;
use crate::say::{literal, say};

/// Evaluate a FEEL expression: on data from a JSON file, now, in this machine's time zone.
///
/// Exit code 0: it was evaluated; why something in it is null goes to standard error. 1: the expression is wrong.
#[derive(Args)]
pub struct Feel {
    /// The expression.
    #[arg(value_name = "EXPR")]
    expression: String,
    /// A JSON file whose entries are the names that the expression may use; - is standard input.
    #[arg(long, value_name = "FILE.json")]
    with: Option<PathBuf>,
    /// Also what each part of the expression gave.
    #[arg(long)]
    trace: bool,
    /// The value as JSON.
    #[arg(long)]
    json: bool,
}

impl Feel {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let (scope, values) = self.names()?;
        let program = match baton_feel::compile(&self.expression, &scope) {
            Ok(program) => program,
            Err(faults) => {
                for fault in &faults {
                    eprintln!("{}", fault.shown_in(&self.expression));
                }
                return Ok(Outcome::Wrong);
            }
        };
        let zone = jiff::tz::TimeZone::system();
        let calendar = Calendar::weekdays_9_to_17(zone.clone());
        let env = Env {
            lookup: &Slots(&values),
            now: jiff::Timestamp::now(),
            zone: &zone,
            calendar: Some(&calendar),
            limits: Limits::default(),
        };
        let (outcome, parts) = if self.trace {
            let trace = program.trace(&env);
            let parts = trace.shown_in(&self.expression);
            (trace.outcome, parts)
        } else {
            (program.eval(&env), String::new())
        };
        let shown = if self.json { outcome.value.to_json().to_string() } else { literal(&outcome.value) };
        say(&format!("{shown}\n{parts}"))?;
        for note in &outcome.notes {
            let at = self.expression.get(note.span.start..note.span.end).unwrap_or_default();
            eprintln!("  {at}: {}", note.message);
        }
        Ok(Outcome::Fine)
    }

    /// The names of the data with their types, and the values in the same order.
    fn names(&self) -> anyhow::Result<(Scope, Vec<Value>)> {
        let Some(file) = &self.with else { return Ok((Scope::new(), Vec::new())) };
        let text = read(file)?;
        let json: Json = serde_json::from_str(&text).with_context(|| format!("{} is no JSON", file.display()))?;
        let entries = json.as_object().with_context(|| format!("{} is no JSON object of names", file.display()))?;
        let values: Vec<Value> = entries.values().map(Value::from_json).collect();
        let scope =
            entries.keys().zip(&values).fold(Scope::new(), |scope, (name, value)| scope.with(name, value.kind()));
        Ok((scope, values))
    }
}
