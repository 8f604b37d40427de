//! What changed, for one listener: who may hear it, and what they missed.

use std::sync::Arc;

use baton_store::row::part_n;
use baton_store::{Entry, StreamKind};

use super::looked::sees_all;
use crate::body;
use crate::caller::Caller;
use crate::core::owns;
use crate::handle::Handle;
use crate::live::{Audience, Live};
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;

/// Over how many entries a listener can catch up; more, and it reads anew.
const CAUGHT_UP_MAX: i64 = 500;

impl Handle {
    /// Whether the caller may hear of a change.
    pub fn may_hear(&self, caller: &Caller, change: &Live) -> bool {
        let Some(me) = caller.person else { return false };
        match &change.audience {
            Audience::Everybody => true,
            Audience::Designers => Rights::of(caller, &self.core().directory()).may_at_all(Operation::ReadDraft),
            Audience::Only(people) => people.contains(&me),
            Audience::Run { people, owner } => {
                let directory = self.core().directory();
                people.contains(&me) || sees_all(&directory, caller) || owns(&directory, me, owner)
            }
        }
    }

    /// The number of the last entry.
    pub fn last_entry(&self) -> Result<i64, Refused> {
        Ok(self.core().reader()?.last()?.map_or(0, |last| last.number))
    }

    /// What changed after an entry; none: that is too long ago, or was never.
    pub fn live_since(&self, seen: i64) -> Result<Option<Vec<Live>>, Refused> {
        let reader = self.core().reader()?;
        let last = self.last_entry()?;
        if seen > last || last - seen > CAUGHT_UP_MAX {
            return Ok(None);
        }
        let mut changes = Vec::new();
        for entry in reader.entries(seen, CAUGHT_UP_MAX as usize)? {
            changes.extend(self.changes_of(&entry)?);
        }
        Ok(Some(changes))
    }

    fn changes_of(&self, entry: &Entry) -> Result<Vec<Live>, Refused> {
        let reader = self.core().reader()?;
        let plain = |kind, keys| Live { entry: entry.number, kind, keys, rev: None, audience: Audience::Everybody };
        Ok(match entry.stream.kind {
            StreamKind::Directory => vec![plain("directory", Vec::new())],
            StreamKind::Access => vec![plain("clock", Vec::new())],
            StreamKind::Definition => {
                let workflow = reader.workflow(entry.stream.id)?;
                workflow.map(|row| plain("workflow", vec![row.slug])).into_iter().collect()
            }
            StreamKind::Run => {
                let Some(run) = reader.run(entry.stream.id)? else { return Ok(Vec::new()) };
                let workflow = reader.workflow(run.workflow)?;
                let people: Arc<[i64]> = reader.parties(run.id)?.into_iter().map(|party| party.person).collect();
                let owner = workflow.map_or_else(|| Arc::from(""), |row| Arc::from(row.owner));
                let audience = Audience::Run { people, owner };
                let rev = Some(entry.seq);
                let tasks = self.tasks_of(entry, &run.key)?;
                let told = |kind, keys| Live { entry: entry.number, kind, keys, rev, audience: audience.clone() };
                let mut changes = vec![told("run", vec![run.key.clone()])];
                if !tasks.is_empty() {
                    changes.push(told("task", tasks));
                }
                changes
            }
            StreamKind::Lock | StreamKind::Correlation => Vec::new(),
        })
    }

    /// The tasks that an entry's events name.
    fn tasks_of(&self, entry: &Entry, key: &str) -> Result<Vec<String>, Refused> {
        let Some(opened) = body::open(entry, &self.core().sealer)? else { return Ok(Vec::new()) };
        let mut tasks: Vec<i64> = opened.events.iter().filter_map(|event| event["task"].as_i64()).map(part_n).collect();
        tasks.sort_unstable();
        tasks.dedup();
        Ok(tasks.into_iter().map(|task| format!("{key}.{task}")).collect())
    }
}
