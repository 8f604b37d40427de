//! Where ways lead, and what is undone on them.

use super::words::Said;
use crate::definition::Then;
use crate::definition::step::Undoes;

impl Said for Then {
    fn said(&self) -> Option<String> {
        let Self { to, span: _, when, times } = self;
        let times = if *times == 1 { String::new() } else { format!(" × {times}") };
        let when = when.as_ref().map_or_else(String::new, |when| format!(" when {}", when.text.trim()));
        Some(format!("{to}{times}{when}"))
    }
}

impl Said for Undoes {
    fn said(&self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::All => Some("everything".to_owned()),
            Self::Steps(steps) => steps.said(),
        }
    }
}
