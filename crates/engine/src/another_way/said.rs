//! What is said of a finished run that is held against another version: where the ways part and why, or why that cannot be said.

use baton_model::Compiled;
use serde_json::Value as Json;

use super::turn::title;
use crate::name::Name;
use crate::refusal::Refusal;

/// A value that would have been another.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    /// The step that gives it.
    pub step: Option<Name>,
    /// The field.
    pub field: Name,
    /// What it was.
    pub was: Json,
    /// What it would have been.
    pub now: Json,
    /// Whether it is personal or secret.
    pub private: bool,
}

/// Where the ways part.
#[derive(Clone, Debug, PartialEq)]
pub struct Parting {
    /// The step where they do; none: the run.
    pub step: Option<Name>,
    /// What came instead of what, in a sentence.
    pub sentence: String,
    /// The values that differed by then.
    pub causes: Vec<Cause>,
}

/// Why it cannot be said which way it would have gone.
#[derive(Clone, Debug, PartialEq)]
pub enum Unsaid {
    /// It began by a start that the other version does not have.
    StartGone,
    /// Its own version would not go today as it went then, at this step.
    NotAsThen(Option<Name>),
    /// Values that it went by were erased.
    Erased,
    /// Somebody moved it, or what was done cannot be done again from what is kept.
    ByHand,
    /// What was answered cannot be answered by the other version.
    Refused(Refusal),
    /// The other version's way hangs on fields that nobody was asked for.
    NotAsked(Vec<Name>),
}

impl Parting {
    /// What parts the ways, in sentences: where they do, and the values that differed.
    pub fn sentences(&self, now: &Compiled) -> Vec<String> {
        let causes = self.causes.iter().map(|cause| cause.sentence(now));
        std::iter::once(self.sentence.clone()).chain(causes).collect()
    }
}

impl Cause {
    fn sentence(&self, now: &Compiled) -> String {
        let known = now.workflow.fields.get(&*self.field);
        let label = known.map_or_else(|| self.field.to_string(), |field| field.label.outline());
        let from = self.step.as_ref().map_or_else(String::new, |step| format!(" from “{}”", title(now, step)));
        if self.private {
            return format!("{label} would have been another value{from}.");
        }
        let said = |value: &Json| match value {
            Json::Null => "nothing".to_owned(),
            Json::String(text) => text.clone(),
            other => other.to_string(),
        };
        format!("{label} would have been {} instead of {}{from}.", said(&self.now), said(&self.was))
    }
}

impl Unsaid {
    /// Why it cannot be said, in a sentence.
    pub fn sentence(&self, was: &Compiled, now: &Compiled) -> String {
        match self {
            Self::StartGone => "It began by a start that this version does not have.".to_owned(),
            Self::NotAsThen(Some(step)) => format!(
                "At “{}” it would not go today as it went then, even by its own version: people, shared decisions or events are not as they were.",
                title(was, step)
            ),
            Self::NotAsThen(None) => "It would not go today as it went then, even by its own version.".to_owned(),
            Self::Erased => "What it went by was erased.".to_owned(),
            Self::ByHand => "Somebody moved it by hand, or what happened in it cannot be done again.".to_owned(),
            Self::Refused(refusal) => {
                format!("What was answered then could not be answered by this version. {}", refusal.sentence())
            }
            Self::NotAsked(fields) => {
                let label = |field: &Name| match now.workflow.fields.get(&**field) {
                    Some(known) => known.label.outline(),
                    None => field.to_string(),
                };
                let fields: Vec<String> = fields.iter().map(label).collect();
                format!("Its way hangs on what nobody was asked for then: {}", fields.join(", "))
            }
        }
    }
}
