//! Results of one decision model of another tool, for the inputs it is given.

use std::path::{Path, PathBuf};

use baton_feel::{Context, Limits, Value};
use baton_interop::dmn::{Ask, At, Model};
use indexmap::IndexMap;
use jiff::{Timestamp, tz::TimeZone};

use crate::expression::Answer;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Question {
    /// The file of the model.
    pub model: PathBuf,
    /// The files of the models it imports.
    pub others: Vec<PathBuf>,
    /// The decision service that is asked; none for decisions.
    pub service: Option<String>,
    /// The inputs by name.
    pub inputs: IndexMap<String, Value>,
    /// The results that are wanted.
    pub want: Vec<String>,
}

impl Question {
    /// The results in the order they are wanted. A model that cannot be read gives null, with the reason, for each.
    pub fn answer(&self) -> Vec<Answer> {
        match self.read() {
            Ok(model) => self.results(&model),
            Err(reason) => {
                let answer = |_: &String| Answer { value: Value::Null, reasons: vec![reason.clone()] };
                self.want.iter().map(answer).collect()
            }
        }
    }

    fn read(&self) -> Result<Model, String> {
        let main = text(&self.model)?;
        let others = self.others.iter().map(|path| text(path)).collect::<Result<Vec<_>, _>>()?;
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        Model::read(&main, &others).map_err(|fault| format!("{}: {fault}", self.model.display()))
    }

    fn results(&self, model: &Model) -> Vec<Answer> {
        let wanted: Vec<&str> = self.want.iter().map(String::as_str).collect();
        let inputs: Context = self.inputs.iter().map(|(name, value)| (name.as_str().into(), value.clone())).collect();
        let ask = Ask { service: self.service.as_deref(), wanted: &wanted, inputs: &inputs };
        let at = At { now: Timestamp::now(), zone: &TimeZone::UTC, limits: Limits::default() };
        let answers = model.evaluate(&ask, &at).into_iter();
        let reason = |reason: baton_interop::dmn::Reason| {
            let line = if reason.line > 0 { format!("line {}: ", reason.line) } else { String::new() };
            format!("{line}{} ({})", reason.message, reason.code)
        };
        answers
            .map(|answer| Answer { value: answer.value, reasons: answer.reasons.into_iter().map(reason).collect() })
            .collect()
    }
}

fn text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
