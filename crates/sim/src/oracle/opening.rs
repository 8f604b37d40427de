//! What a step says of itself when it opens: how urgent it is, and its title where parts of it are computed.
//!
//! Both are decided once a pass. A step that says nothing is as urgent as the innermost block around it that says something; so is
//! one whose expression gives none of the words.

use std::fmt;

use baton_feel::Value;
use baton_model::definition::step::Step;
use baton_model::definition::{Part, Priority, PriorityRule};

use super::{Oracle, Phase};

/// What people are told who are to do a step.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asked {
    /// How urgent it is; empty for what waits for nobody.
    pub priority: &'static str,
    /// Its title, where parts of it are computed.
    pub title: Option<String>,
    /// Who has it, or can have it; empty where that is not told.
    pub who: Vec<i64>,
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.priority {
            "" | "normal" => {}
            word => write!(f, " {word}")?,
        }
        self.title.iter().try_for_each(|title| write!(f, " \"{title}\""))?;
        if self.who.is_empty() { Ok(()) } else { write!(f, " for {:?}", self.who) }
    }
}

impl Oracle {
    pub(super) fn asks(&self, frame: u32, step: &Step) -> Asked {
        let own = match &step.priority {
            Some(PriorityRule::Level(level)) => Some(*level),
            Some(PriorityRule::Feel(expr)) => self.value(expr, frame, &[]).as_text().and_then(Priority::from_word),
            None => None,
        };
        let around = || {
            // What undoes a step is not in it.
            let owners = self.around(frame).into_iter().filter_map(|frame| self.thread(self.frame(frame)?.owner?));
            owners.filter(|owner| !matches!(owner.phase, Phase::Undoing(_))).map(|owner| owner.asked.priority).next()
        };
        let priority = own.map(Priority::word).or_else(around).unwrap_or("normal");
        let is_plain = step.title.is_plain();
        Asked { who: Vec::new(), priority, title: (!is_plain).then(|| self.title(frame, step)) }
    }

    /// The title in one line. Of values it knows how texts read.
    fn title(&self, frame: u32, step: &Step) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Expr(expr) => match self.value(expr, frame, &[]) {
                Value::Null => String::new(),
                value => value.as_text().unwrap_or_default().to_owned(),
            },
        };
        let whole: String = step.title.parts.iter().map(part).collect();
        whole.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
