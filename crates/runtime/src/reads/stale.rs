//! What became different since somebody read a thing: told with the refusal that it is not as it was, so that they need not
//! look for it. It never makes a refusal of something else, and tells nobody what they may not see.

use serde_json::Value;

use super::looked::{Looked, origins};
use crate::ask::Ask;
use crate::caller::Caller;
use crate::handle::Handle;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::view::timeline;
use crate::writer::split;

/// How many things that happened since are told at most, the latest.
const CHANGES_MAX: usize = 50;

impl Handle {
    /// The refusal of `ask`, which was made on the revision `seen`: with `changed`, what happened in the run since, or `now`,
    /// the person or group as they are.
    pub fn with_difference(&self, caller: &Caller, ask: &Ask, seen: i64, refused: Refused) -> Refused {
        if refused.code != "request.stale" {
            return refused;
        }
        let difference = match ask {
            Ask::ChangePerson { person, .. } => ("now", self.person(caller, person).map(told)),
            Ask::ChangeGroup { group, .. } | Ask::AddMember { group, .. } | Ask::RemoveMember { group, .. } => {
                ("now", self.group(caller, group).map(told))
            }
            _ => match run_of(ask) {
                Some(run) => ("changed", self.changed_since(caller, run, seen)),
                None => return refused,
            },
        };
        match difference {
            (name, Ok(value)) => refused.with(name, value),
            // It may not be seen any more, or cannot be read now: the refusal says enough.
            (_, Err(_)) => refused,
        }
    }

    fn changed_since(&self, caller: &Caller, run: &str, seen: i64) -> Result<Value, Refused> {
        let core = self.core();
        let looked = Looked::seen(core, caller, Operation::ReadRun, "run", run, run)?;
        let entries = core.recorded(&looked.row)?;
        // A run's revision is how many entries it has.
        let since = entries.get(usize::try_from(seen).unwrap_or(0)).map_or(i64::MAX, |entry| entry.entry);
        let part = timeline::part(&looked.lens(), &entries, origins(&looked.directory, caller), None, CHANGES_MAX);
        Ok(told(part.items.into_iter().filter(|item| item.entry >= since).collect::<Vec<_>>()))
    }
}

fn told(value: impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// The key of the run that a command is about.
fn run_of(ask: &Ask) -> Option<&str> {
    match ask {
        Ask::ClaimTask { task }
        | Ask::ReleaseTask { task }
        | Ask::AcceptTask { task, .. }
        | Ask::HandBackTask { task, .. }
        | Ask::OpenTask { task }
        | Ask::CompleteTask { task, .. }
        | Ask::ReassignTask { task, .. }
        | Ask::CommentOnTask { task, .. } => split(task, '.').map(|(run, _)| run),
        Ask::RetryException { exception } | Ask::ResolveException { exception, .. } => {
            split(exception, '!').map(|(run, _)| run)
        }
        Ask::CommentOnRun { run, .. }
        | Ask::AddItem { run, .. }
        | Ask::CancelRun { run, .. }
        | Ask::MoveRun { run, .. } => Some(run),
        _ => None,
    }
}
