//! What begins runs by itself: the schedules of the live versions, what starts after runs of other workflows, and with events.
//!
//! It is read from the definitions and kept until another version is published, or one goes into the bin or comes back. A definition that cannot be read any more
//! begins nothing and holds up no other.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use baton_engine::Since;
use baton_model::Compiled;
use baton_model::definition::{ScheduleRule, Start, StartKind};
use baton_people::Calendar;
use baton_store::row::WorkflowRow;
use baton_store::{Reader, StoreError};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use parking_lot::Mutex;

use crate::core::Core;
use crate::definitions::{Definitions, rows};
use crate::history::time;

/// How the names of the counters begin that say which time of a schedule began a run last.
pub const SCHEDULED: &str = "scheduled:";

/// The name under which it stands which time of a schedule began a run last, in microseconds.
pub fn scheduled_counter(workflow: i64, start: usize) -> String {
    format!("{SCHEDULED}{workflow}:{start}")
}

/// The secret that signs the calls of a start: the one that it names, else one called after workflow and webhook. None: it is no
/// webhook.
pub fn webhook_secret(workflow: &str, start: &Start) -> Option<String> {
    match &start.kind {
        StartKind::Webhook { secret: Some(secret), .. } => Some(secret.name.clone()),
        StartKind::Webhook { secret: None, .. } => Some(format!("{workflow}_{}", start.id()).replace('-', "_")),
        _ => None,
    }
}

/// A schedule of a live version.
#[derive(Clone, Debug)]
pub struct Scheduled {
    /// The workflow's number.
    pub workflow: i64,
    /// Which entry of its `start:`.
    pub start: usize,
    /// When.
    pub rule: ScheduleRule,
    /// When the version was published.
    pub published: Timestamp,
    zone: Option<TimeZone>,
}

impl Scheduled {
    /// By whose clocks and business days it goes.
    pub fn calendar(&self, core: &Core) -> Calendar {
        Calendar::weekdays_9_to_17(self.zone.clone().unwrap_or_else(|| core.zone()))
    }

    /// What of it counts, after the time that began a run last.
    pub fn since(&self, last_us: i64) -> Since {
        Since { published: self.published, last: (last_us > 0).then(|| time(last_us)) }
    }
}

/// A start after runs of another workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AfterRun {
    /// The number of the workflow that begins.
    pub workflow: i64,
    /// Which entry of its `start:`.
    pub start: usize,
    outcome: Option<String>,
}

/// All of them.
#[derive(Debug, Default)]
pub struct Starts {
    schedules: Vec<Scheduled>,
    /// By the workflow whose runs end.
    after: HashMap<String, Vec<AfterRun>>,
    /// The workflows that an event begins, with which entry of their `start:`, by its name.
    heard: HashMap<String, Vec<(i64, usize)>>,
}

impl Starts {
    /// The schedules.
    pub fn schedules(&self) -> &[Scheduled] {
        &self.schedules
    }

    /// The schedule of a start, where it still is one.
    pub fn schedule(&self, workflow: i64, start: usize) -> Option<&Scheduled> {
        self.schedules.iter().find(|known| known.workflow == workflow && known.start == start)
    }

    /// What begins when a run of a workflow ends with an outcome.
    pub fn after<'a>(&'a self, workflow: &str, outcome: &'a str) -> impl Iterator<Item = &'a AfterRun> {
        let all = self.after.get(workflow).into_iter().flatten();
        all.filter(move |known| known.outcome.as_deref().is_none_or(|wanted| wanted == outcome))
    }

    /// What an event may begin: the workflows' numbers, each with which entry of its `start:`.
    pub fn heard(&self, event: &str) -> &[(i64, usize)] {
        self.heard.get(event).map_or(&[], Vec::as_slice)
    }

    /// Takes in what begins runs of a workflow by itself.
    pub fn add(&mut self, workflow: i64, compiled: &Compiled, published: Timestamp) {
        for (start, known) in compiled.workflow.start.iter().enumerate() {
            match &known.kind {
                StartKind::Schedule { rule, zone } => {
                    let zone = zone.as_ref().and_then(|zone| TimeZone::get(&zone.name).ok());
                    self.schedules.push(Scheduled { workflow, start, rule: rule.clone(), published, zone });
                }
                StartKind::Workflow { workflow: other, outcome, .. } => {
                    let outcome = outcome.as_ref().map(|outcome| outcome.name.clone());
                    self.after.entry(other.name.clone()).or_default().push(AfterRun { workflow, start, outcome });
                }
                StartKind::Event { name, .. } => {
                    self.heard.entry(name.name.clone()).or_default().push((workflow, start));
                }
                _ => {}
            }
        }
    }

    fn read(definitions: &Definitions, reader: &dyn Reader) -> Result<Self, StoreError> {
        let mut starts = Self::default();
        for row in rows(reader, false)? {
            match definitions.compiled(reader, row.id, row.live_version) {
                Ok(compiled) if begins_by_itself(&compiled) => {
                    let published = published(reader, &row)?;
                    starts.add(row.id, &compiled, published);
                }
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(workflow = row.slug, %error, "a workflow cannot be read, and does not begin by itself");
                }
            }
        }
        Ok(starts)
    }
}

fn begins_by_itself(compiled: &Compiled) -> bool {
    let by_itself = |kind: &StartKind| {
        matches!(kind, StartKind::Schedule { .. } | StartKind::Workflow { .. } | StartKind::Event { .. })
    };
    compiled.workflow.start.iter().any(|start| by_itself(&start.kind))
}

/// When the live version was published, to the second: so the times that are counted from it can be read.
fn published(reader: &dyn Reader, row: &WorkflowRow) -> Result<Timestamp, StoreError> {
    let missing = || StoreError::Corrupt(format!("version {} of {} is not there", row.live_version, row.slug));
    let at = time(reader.version(row.id, row.live_version)?.ok_or_else(missing)?.at_us);
    Ok(Timestamp::from_second(at.as_second()).unwrap_or(at))
}

/// They are read when they are asked for, and kept until others are live.
#[derive(Default)]
pub struct LiveStarts {
    changes: AtomicU64,
    kept: Mutex<Option<(u64, Arc<Starts>)>>,
}

impl LiveStarts {
    /// Another version is live, or a workflow is there no more, or again.
    pub fn changed(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
    }

    /// As they are now.
    pub fn get(&self, definitions: &Definitions, reader: &dyn Reader) -> Result<Arc<Starts>, StoreError> {
        // Asked for before the tables are read: what changes meanwhile is read the next time.
        let now = self.changes.load(Ordering::Acquire);
        if let Some((at, kept)) = &*self.kept.lock()
            && *at == now
        {
            return Ok(Arc::clone(kept));
        }
        let starts = Arc::new(Starts::read(definitions, reader)?);
        *self.kept.lock() = Some((now, Arc::clone(&starts)));
        Ok(starts)
    }
}
