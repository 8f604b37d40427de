//! The parts of a process as a run of it has them: what has begun, what is over, what waits and for which time.
//!
//! A process runs as a workflow of branches that has the ids of the process; see `coordinate` of the model.

use std::collections::BTreeMap;

use baton_feel::Value;
use baton_model::Compiled;
use baton_model::definition::{Deadline, DeadlineRule, Process, SubRun as Entry};
use jiff::Timestamp;

use super::needed::needed;
use super::{Needed, Part, Stands, Takes, Turn};
use crate::actor::Ctx;
use crate::behaviour::deadlines::Day;
use crate::decide::burst::Burst;
use crate::facts::Facts;
use crate::limits::ITEMS;
use crate::name::{Name, SubNo, ThreadNo};
use crate::state::{RunState, StepRecord, StepState, SubRun, SubState};

/// What is known of the runs of a process from outside it.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// When the runs that were asked for should be over.
    pub aims: BTreeMap<SubNo, Timestamp>,
    /// How long the runs of a part are expected to take, by the part's id. Parts with one workflow may differ: what is due in
    /// business time counts open hours.
    pub takes: BTreeMap<Name, Takes>,
}

impl Known {
    /// How long a run of a part is expected to take, where nothing else says it.
    fn takes(&self, part: &str) -> Takes {
        self.takes.get(part).cloned().unwrap_or_default()
    }
}

/// The parts of a run of a process, its workflows first.
pub fn parts(
    process: &Process,
    (compiled, state): (&Compiled, &RunState),
    (facts, ctx): (&Facts, &Ctx),
    known: &Known,
) -> Vec<Part> {
    let of = Of { burst: Burst::new(compiled, state, facts, ctx), process, state, known };
    let workflows = process.workflows.iter().map(|entry| of.workflow(entry));
    let milestones = process.milestones.values().map(|milestone| {
        let record = state.steps.get(milestone.name.name.as_str());
        let reached = record.filter(|record| record.state == StepState::Done).and_then(|record| record.at);
        let due = milestone.due.as_ref().and_then(|due| of.moment(due, (ctx.now, Day::Close), None));
        Part {
            id: milestone.name.name.as_str().into(),
            after: names(&milestone.after),
            turns: vec![Turn { stands: reached.map_or(Stands::Waiting, |at| Stands::Over(at, at)), ..Turn::default() }],
            due: record.and_then(|record| record.due).or(due),
            takes: Takes::Unknown,
            milestone: true,
            needed: Needed::Yes,
        }
    });
    workflows.chain(milestones).collect()
}

/// The runs that a run of an ordinary workflow has asked for, by the steps that did: none waits for another.
pub fn asked(state: &RunState, known: &Known) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for sub in &state.subs {
        let record = state.record(&sub.step, state.frame_of(sub.thread)).or_else(|| state.shown(&sub.step));
        let since = record.and_then(|record| record.opened).unwrap_or(state.started);
        let turn = Turn {
            stands: match sub.state {
                SubState::Asked | SubState::Running => Stands::Open(since),
                SubState::Withdrawn => Stands::Skipped(since),
                SubState::Ended => Stands::Over(since, record.and_then(|record| record.at).unwrap_or(since)),
            },
            aim: known.aims.get(&sub.sub).copied(),
            sub: Some(sub.sub),
            ..Turn::default()
        };
        if let Some(part) = parts.iter_mut().find(|part| part.id == sub.step) {
            part.turns.push(turn);
            continue;
        }
        parts.push(Part {
            id: sub.step.clone(),
            after: Vec::new(),
            turns: vec![turn],
            due: record.and_then(|record| record.due),
            takes: known.takes(&sub.step),
            milestone: false,
            needed: Needed::Yes,
        });
    }
    parts
}

struct Of<'a> {
    burst: Burst<'a>,
    process: &'a Process,
    state: &'a RunState,
    known: &'a Known,
}

impl Of<'_> {
    fn workflow(&self, entry: &Entry) -> Part {
        let record = self.state.steps.get(entry.id.name.as_str());
        let due = entry.due.as_ref().and_then(|due| self.moment(due, (self.burst.ctx.now, Day::Close), None));
        // What happened says more than what was meant, here as there.
        let takes = match (self.known.takes(&entry.id.name), entry.target.as_ref().map(|target| &target.rule)) {
            (takes @ Takes::Took(_), _) => takes,
            (_, Some(DeadlineRule::After(takes))) => Takes::Meant(*takes),
            (takes, _) => takes,
        };
        let begun = record.is_some_and(|record| record.state != StepState::None);
        Part {
            id: entry.id.name.as_str().into(),
            after: names(&entry.after),
            turns: if entry.each.is_empty() { vec![self.single(entry, record)] } else { self.several(entry, record) },
            due: record.and_then(|record| record.due).or(due),
            takes,
            milestone: false,
            needed: if begun { Needed::Yes } else { needed(entry, self.process, self.state, &self.burst.names()) },
        }
    }

    fn single(&self, entry: &Entry, record: Option<&StepRecord>) -> Turn {
        let sub = self.state.subs.iter().rev().find(|sub| *sub.step == *entry.id.name);
        self.turn(entry, (record, sub), None)
    }

    /// One turn for each item: as they were planned when it began, else as they would be now.
    fn several(&self, entry: &Entry, record: Option<&StepRecord>) -> Vec<Turn> {
        let id = entry.id.name.as_str();
        let own: Name = format!("{id}-run").into();
        let over = record.filter(|record| matches!(record.state, StepState::Done | StepState::Skipped));
        if let Some(record) = over {
            let subs = self.state.subs.iter().filter(|sub| sub.step == own).map(|sub| sub.sub);
            let turn = |sub| Turn { stands: stands(Some(record)), sub, ..Turn::default() };
            let mut turns: Vec<Turn> = subs.map(|sub| turn(Some(sub))).collect();
            if turns.is_empty() {
                turns.push(turn(None));
            }
            return turns;
        }
        let Some(block) = self.state.blocks.iter().rev().find(|block| *block.step == *id) else {
            let items = self.items(entry);
            return items.iter().map(|item| self.turn(entry, (None, None), Some(item))).collect();
        };
        let turns = block.parts.iter().map(|part| {
            let item = part.item.as_ref().map(|item| Value::from_json(item)).unwrap_or_default();
            let record = (part.frame != 0).then(|| self.state.record(&own, part.frame)).flatten();
            let sub = self.state.subs.iter().rev().find(|sub| sub.step == own && is_in(sub, part.frame));
            self.turn(entry, (record, sub), Some(&item))
        });
        turns.collect()
    }

    fn turn(&self, entry: &Entry, (record, sub): (Option<&StepRecord>, Option<&SubRun>), item: Option<&Value>) -> Turn {
        let not_before = entry.not_before.as_ref();
        Turn {
            stands: stands(record),
            not_before: not_before.and_then(|at| self.moment(at, (self.burst.ctx.now, Day::Beginning), item)),
            aim: sub.and_then(|sub| self.known.aims.get(&sub.sub).copied()),
            sub: sub.map(|sub| sub.sub),
        }
    }

    fn items(&self, entry: &Entry) -> Vec<Value> {
        let names = self.burst.names();
        let values = entry.each.iter().filter_map(|each| names.eval(&each.program).ok());
        let items = values.flat_map(|outcome| match outcome.value {
            Value::List(items) => items.iter().cloned().collect(),
            Value::Null => Vec::new(),
            value => vec![value],
        });
        items.take(ITEMS).collect()
    }

    /// A moment, as far as it can be told now.
    fn moment(&self, at: &Deadline, (from, day): (Timestamp, Day), item: Option<&Value>) -> Option<Timestamp> {
        let (DeadlineRule::Feel(expr), Some(item)) = (&at.rule, item) else {
            return self.burst.moment(at, from, day).ok()?.0;
        };
        let mut names = self.burst.names();
        names.also = Some(("item", item));
        let value = names.eval(&expr.program).ok()?.value;
        self.burst.moment_of(&value, from, day)
    }
}

fn names(named: &[baton_model::definition::Named]) -> Vec<Name> {
    named.iter().map(|named| named.name.as_str().into()).collect()
}

/// An item's steps are one thread, whose number is that of its frame.
fn is_in(sub: &SubRun, frame: ThreadNo) -> bool {
    frame != 0 && sub.thread == frame
}

fn stands(record: Option<&StepRecord>) -> Stands {
    let Some(record) = record else { return Stands::Waiting };
    let began = record.opened.or(record.at);
    match (record.state, began, record.at.or(began)) {
        (StepState::Open, Some(began), _) => Stands::Open(began),
        (StepState::Exception, Some(began), _) => Stands::Stuck(began),
        (StepState::Done, Some(began), Some(at)) => Stands::Over(began, at),
        (StepState::Skipped | StepState::Withdrawn, _, Some(at)) => Stands::Skipped(at),
        _ => Stands::Waiting,
    }
}
