//! What is kept how long, what is held, and what erasing somebody would take.

use baton_store::query::{Cursor, LIMIT_MAX, RunQuery, Seen};

use crate::access::{HeldThing, Hold};
use crate::caller::Caller;
use crate::handle::Handle;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::retention::Plan;
use crate::rights::Rights;
use crate::view::lens::{moment, person_ref};
use crate::view::types::{Erasure, HoldView, Retention};
use crate::words;

/// Up to how many runs are counted.
const COUNTED_MAX: u64 = 10_000;

impl Handle {
    /// What retention would free now.
    pub fn retention(&self, caller: &Caller) -> Result<Retention, Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::ReadRetention)?;
        let (reader, access) = (core.reader()?, core.access());
        let plan = Plan { reader: reader.as_ref(), definitions: &core.definitions, access: &access, now: core.now() };
        Ok(plan.made()?)
    }

    /// The holds that were not lifted.
    pub fn holds(&self, caller: &Caller) -> Result<Vec<HoldView>, Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::ReadRetention)?;
        let access = core.access();
        access.holds().map(|hold| self.hold_view(hold)).collect()
    }

    /// One hold.
    pub fn hold(&self, caller: &Caller, id: i64) -> Result<HoldView, Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::ReadRetention)?;
        let access = core.access();
        let found = access.holds().find(|hold| hold.id == id);
        self.hold_view(found.ok_or_else(|| Refused::not_found("hold", id.to_string()))?)
    }

    fn hold_view(&self, hold: &Hold) -> Result<HoldView, Refused> {
        let core = self.core();
        let reader = core.reader()?;
        let (run, workflow) = match hold.on {
            HeldThing::Run(run) => {
                let row = reader.run(run)?;
                let workflow = row.as_ref().map(|row| row.workflow).unwrap_or_default();
                (row.map(|row| row.key), workflow)
            }
            HeldThing::Workflow(workflow) => (None, workflow),
        };
        let row = reader.workflow(workflow)?;
        let (workflow, title) = row.map(|row| (row.slug, row.title)).unwrap_or_default();
        Ok(HoldView {
            id: hold.id.to_string(),
            run,
            workflow,
            title,
            since: moment(hold.since),
            by: hold.by.map(|person| person_ref(&core.directory(), person)),
            reason: hold.reason.text().map_or_else(|| words::say("words.erased", &[]), str::to_owned),
        })
    }

    /// What erasing somebody would take.
    pub fn erasure(&self, caller: &Caller, id: &str) -> Result<Erasure, Refused> {
        let core = self.core();
        let directory = core.directory();
        Rights::of(caller, &directory).at_all(Operation::ErasePerson)?;
        let person = directory.resolve_person(id).ok_or_else(|| Refused::not_found("person", id))?;
        Ok(Erasure {
            person: person_ref(&directory, person.id),
            runs: self.started_by(person.id)?,
            open_tasks: u64::try_from(core.reader()?.load(person.id)?).unwrap_or(0),
            named_in: self.named_in(&person.handle)?,
        })
    }

    fn started_by(&self, person: i64) -> Result<u64, Refused> {
        let reader = self.core().reader()?;
        let (mut count, mut after) = (0, None);
        while count < COUNTED_MAX {
            let query = RunQuery { starter: Some(person), after, limit: LIMIT_MAX, ..RunQuery::of(Seen::All) };
            let page = reader.runs(&query)?;
            let Some(last) = page.last() else { break };
            after = Some(Cursor { sort: 0, id: last.id });
            count += page.len() as u64;
        }
        Ok(count.min(COUNTED_MAX))
    }

    /// The workflows whose live text has somebody's handle.
    fn named_in(&self, handle: &str) -> Result<Vec<String>, Refused> {
        let reader = self.core().reader()?;
        let (mut found, mut after) = (Vec::new(), 0);
        loop {
            let page = reader.workflows(after, LIMIT_MAX)?;
            let Some(last) = page.last() else { return Ok(found) };
            after = last.id;
            for row in &page {
                let version = reader.version(row.id, row.live_version)?;
                if version.is_some_and(|version| version.text.contains(handle)) {
                    found.push(row.slug.clone());
                }
            }
        }
    }
}
