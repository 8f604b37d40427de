//! Which of the last finished runs would have gone another way by a version of their workflow, or by its draft. Nothing is
//! changed here: what was done in them is done again in memory, with people and shared decisions as they are now.
//!
//! Bounded in runs, in entries of each and in time; what was not looked at is counted.

use std::time::{Duration, Instant};

use baton_engine::EntryRef;
use baton_engine::another_way::{AnotherWay, Parting, Unsaid, Went};
use baton_engine::limits::NEED_ROUNDS;
use baton_model::Compiled;
use baton_store::query::{RunFilter, RunQuery};
use jiff::Timestamp;

use super::looked::{Looked, seen_of, zone_of};
use crate::caller::Caller;
use crate::facts::{Ahead, Sources};
use crate::handle::Handle;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::lens::moment;
use crate::view::types::{Named, OtherWay, OtherWays};

/// How many finished runs are looked at.
const RUNS_MAX: usize = 50;
/// A run with more entries than that is not looked at.
const ENTRIES_MAX: usize = 1_000;
/// For how long runs are looked at.
const LOOKED_MAX: Duration = Duration::from_secs(3);

/// What can be said of one run.
enum Said {
    Same,
    Other(Timestamp, Parting),
    Unsaid(Option<Unsaid>),
}

impl Handle {
    /// The last finished runs of a workflow that the caller may see, each with whether it would have gone another way.
    pub fn other_ways(&self, caller: &Caller, slug: &str, to: &str) -> Result<OtherWays, Refused> {
        let core = self.core();
        let directory = core.directory();
        Rights::of(caller, &directory).at_all(Operation::PublishWorkflow)?;
        let reader = core.reader()?;
        let workflow = reader.workflow_by_slug(slug)?.filter(|row| !row.is_decision());
        let workflow = workflow.ok_or_else(|| Refused::not_found("workflow", slug))?;
        let (now, version) = self.target(caller, &workflow, to)?;
        let query = RunQuery {
            filter: Some(RunFilter::Finished),
            workflow: Some(workflow.id),
            limit: RUNS_MAX,
            ..RunQuery::of(seen_of(&directory, caller, &workflow.owner))
        };
        let rows = reader.runs(&query)?;
        let (began, count) = (Instant::now(), rows.len());
        let mut found = OtherWays { version, looked_at: 0, left_out: 0, same: 0, runs: Vec::new() };
        for row in rows {
            if began.elapsed() > LOOKED_MAX {
                break;
            }
            let looked = Looked::of(core, reader.as_ref(), row, zone_of(core, caller))?;
            found.looked_at += 1;
            match self.said(&looked, &now)? {
                Said::Same => found.same += 1,
                said => found.runs.push(view(&looked, &now, said)),
            }
        }
        found.left_out = count as u32 - found.looked_at;
        Ok(found)
    }

    /// Does again what was done in a run, by its own version and by the other.
    fn said(&self, looked: &Looked, now: &Compiled) -> Result<Said, Refused> {
        let core = self.core();
        let history = core.recorded(&looked.row)?;
        if history.len() > ENTRIES_MAX {
            return Ok(Said::Unsaid(None));
        }
        let reader = core.reader()?;
        let ahead = Ahead::default();
        let sources = Sources {
            core,
            directory: &looked.directory,
            reader: reader.as_ref(),
            ahead: &ahead,
            person: None,
            run: looked.row.id,
            workflow: looked.workflow.id,
        };
        let mut facts = sources.empty();
        let zone = core.zone();
        let mut way = AnotherWay::new(&looked.compiled, now);
        for recorded in history.iter() {
            let at = EntryRef { number: recorded.entry, time: recorded.at, actor: recorded.actor };
            let mut rounds = 0;
            loop {
                rounds += 1;
                match way.entry(&at, &recorded.events, &facts, &zone) {
                    Went::On => break,
                    Went::Need(wants) if rounds <= NEED_ROUNDS => sources.add(&mut facts, &wants)?,
                    Went::Need(_) => return Ok(Said::Unsaid(None)),
                    Went::Parts(parting) => return Ok(Said::Other(recorded.at, parting)),
                    Went::Unsaid(why) => return Ok(Said::Unsaid(Some(why))),
                }
            }
        }
        Ok(Said::Same)
    }
}

fn view(looked: &Looked, now: &Compiled, said: Said) -> OtherWay {
    let state = &looked.state;
    let (verdict, step, at, why) = match said {
        Said::Same => ("same", None, None, Vec::new()),
        Said::Other(at, parting) => {
            let step = parting.step.as_ref().map(|step| {
                let known = now.workflow.step(step).or_else(|| looked.compiled.workflow.step(step));
                let title = known.map_or_else(|| step.to_string(), |known| known.title.outline());
                Named { id: step.to_string(), title }
            });
            ("other", step, Some(moment(at)), parting.sentences(now))
        }
        Said::Unsaid(Some(why)) => ("unsaid", None, None, vec![why.sentence(&looked.compiled, now)]),
        Said::Unsaid(None) => {
            ("unsaid", None, None, vec!["So much happened in it that it was not done again.".to_owned()])
        }
    };
    OtherWay {
        run: state.key.to_string(),
        label: state.label.clone(),
        version: state.version,
        verdict: verdict.to_owned(),
        step,
        at,
        why,
    }
}
