//! The timeline of a run: what happened, in sentences, with the evidence beside each.
//!
//! Every sentence comes from an event, so the timeline says nothing that the entries do not hold. Events that only move the
//! engine on (threads, branches, timers that are set) have no line here; they stand in the run's evidence file.

mod sentence;

use std::collections::HashMap;
use std::sync::Arc;

use baton_engine::event::{SubRunBegan, SubRunEnded, SubRunUndoAsked, SubRunUndone, ValuesGiven};
use baton_engine::{Actor, ActorKind, Event};
use baton_people::PersonId;
use jiff::Timestamp;
use serde_json::Value;

use super::field::display;
use super::lens::{Lens, moment};
use super::types::{ActorRef, Change, PersonRef, TimelineItem};

pub use sentence::{asked_for, held_back};

/// An entry of a run, opened.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Its number.
    pub entry: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// Where the request came from, where it is known.
    pub origin: Option<String>,
    /// The entry's hash, in hexadecimal.
    pub hash: String,
    /// What happened.
    pub events: Vec<Event>,
}

/// Whether the reader may see where requests came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origins {
    /// For administrators and auditors.
    Shown,
    /// For everybody else.
    Hidden,
}

/// A part of a timeline, in order.
pub struct Part {
    /// What happened.
    pub items: Vec<TimelineItem>,
    /// How many of the run's events come before it, where something of them is told too.
    pub earlier: Option<usize>,
}

/// The run's timeline, in order.
pub fn timeline(lens: &Lens<'_>, entries: &[Arc<Recorded>], origins: Origins) -> Vec<TimelineItem> {
    part(lens, entries, origins, None, usize::MAX).items
}

/// The latest part of the timeline, or of what comes before so many of the run's events. Only its own items are made.
pub fn part(lens: &Lens<'_>, entries: &[Arc<Recorded>], origins: Origins, until: Option<usize>, most: usize) -> Part {
    let all: Vec<(&Recorded, &Event)> =
        entries.iter().flat_map(|entry| entry.events.iter().map(move |event| (&**entry, event))).collect();
    let until = until.map_or(all.len(), |until| until.min(all.len()));
    let mut told = Vec::new();
    let mut earlier = None;
    for (at, (entry, event)) in all[..until].iter().enumerate().rev() {
        let Some(sentence) = sentence::of(lens, entry, event) else { continue };
        if told.len() == most {
            earlier = Some(at + 1);
            break;
        }
        told.push((at, sentence));
    }
    let mut before = Before::default();
    let mut items = Vec::with_capacity(told.len());
    let mut at = 0;
    for (next, sentence) in told.into_iter().rev() {
        before.take_all(&all[at..next]);
        at = next;
        let (entry, event) = all[next];
        items.push(item(lens, entry, event, sentence, &before, origins));
    }
    Part { items, earlier }
}

/// The values as they were before the event that is told.
#[derive(Default)]
struct Before {
    values: HashMap<String, Value>,
}

impl Before {
    fn take_all(&mut self, events: &[(&Recorded, &Event)]) {
        for (_, event) in events {
            if let Event::ValuesGiven(given) = event {
                self.take(given);
            }
        }
    }

    fn take(&mut self, given: &ValuesGiven) {
        self.values.extend(given.values.iter().map(|(field, given)| (field.to_string(), given.value.value())));
    }
}

fn item(
    lens: &Lens<'_>,
    entry: &Recorded,
    event: &Event,
    sentence: String,
    before: &Before,
    origins: Origins,
) -> TimelineItem {
    let (step, pass) = place(lens, event).unzip();
    let (from, to) = handed(event);
    TimelineItem {
        entry: entry.entry,
        at: moment(entry.at),
        actor: actor_ref(lens, entry.actor),
        on_behalf_of: entry.actor.on_behalf_of.map(|person| lens.person(person)),
        kind: event.name().to_owned(),
        sentence,
        step,
        pass: pass.flatten(),
        run: other_run(lens, event).map(str::to_owned),
        comment: event
            .comment()
            .map(|comment| comment.text().map_or_else(|| crate::words::say("words.erased", &[]), str::to_owned)),
        changes: changes(lens, event, before),
        from: from.map(|person| lens.person(person)),
        to: people(lens, to),
        lay_seconds: match event {
            Event::TakenOver(taken) => Some(taken.lay_ms / 1000),
            _ => None,
        },
        origin: entry.origin.clone().filter(|_| origins == Origins::Shown),
        hash: entry.hash.clone(),
    }
}

fn actor_ref(lens: &Lens<'_>, actor: Actor) -> ActorRef {
    let kind = match actor.kind {
        ActorKind::Person => return ActorRef::Person(lens.person(actor.id)),
        ActorKind::Token => "token",
        ActorKind::Guest => "guest",
        ActorKind::Worker => "worker",
        ActorKind::Timer => "timer",
        ActorKind::System => "system",
    };
    ActorRef::Other { kind: kind.to_owned() }
}

fn people(lens: &Lens<'_>, people: &[PersonId]) -> Vec<PersonRef> {
    people.iter().map(|person| lens.person(*person)).collect()
}

fn changes(lens: &Lens<'_>, event: &Event, before: &Before) -> Vec<Change> {
    let Event::ValuesGiven(given) = event else { return Vec::new() };
    let change = |(field, given): (&baton_engine::Name, &baton_engine::event::Given)| {
        let (was, was_display) = told(lens, field, before.values.get(&**field).unwrap_or(&Value::Null));
        let (now, mut now_display) = told(lens, field, &given.value.value());
        if given.value.is_erased() {
            now_display = crate::words::say("words.erased", &[]);
        }
        let kind = lens.field(field).map_or("text", |known| known.ty.word()).to_owned();
        Change { field: field.to_string(), label: lens.field_label(field), kind, was, now, was_display, now_display }
    };
    given.values.iter().map(change).collect()
}

/// A value, and how it is shown; of a secret one no more than that there is something.
fn told(lens: &Lens<'_>, field: &str, value: &Value) -> (Value, String) {
    let told = lens.told(field, value);
    if told.is_null() && !value.is_null() && lens.field(field).is_some_and(|known| known.secret) {
        return (told, crate::words::say("words.secret", &[]));
    }
    let known = lens.field(field).filter(|_| !told.is_null());
    let shown = known.map_or_else(String::new, |known| display(lens, known, value));
    (told, shown)
}

/// The step and pass an event is about.
fn place(lens: &Lens<'_>, event: &Event) -> Option<(String, Option<u32>)> {
    let of_task = |task| lens.state.task(task).map(|task| (&task.step, Some(task.pass)));
    let (step, pass) = match event {
        Event::ValuesGiven(event) => (event.step.as_ref()?, Some(event.pass)),
        Event::StepSkipped(event) => (&event.step, None),
        Event::StepWithdrawn(event) => (&event.step, Some(event.pass)),
        Event::TaskOffered(event) | Event::TaskAssigned(event) => (&event.step, Some(event.pass)),
        Event::HandedOver(event) => (&event.step, Some(event.pass)),
        Event::TakenOver(event) => (&event.step, Some(event.pass)),
        Event::TaskClaimed(event) => of_task(event.task)?,
        Event::TaskReleased(event) => of_task(event.task)?,
        Event::TaskReassigned(event) => of_task(event.task)?,
        Event::TaskTakenBack(event) => (&event.step, Some(event.pass)),
        Event::TaskCompleted(event) => (&event.step, Some(event.pass)),
        Event::StepStood(event) => (&event.step, Some(event.pass)),
        Event::StepHeldBack(event) => (&event.step, None),
        Event::ItemAdded(event) => (&event.block, Some(event.pass)),
        Event::VoteCounted(event) => (&event.step, Some(event.pass)),
        Event::VoterLeft(event) => (&event.step, Some(event.pass)),
        Event::TaskAccepted(event) => (&event.step, Some(event.pass)),
        Event::TaskHandedBack(event) => (&event.step, Some(event.pass)),
        _ => return place_of_machine(lens, event),
    };
    Some((step.to_string(), pass))
}

/// The same of what rules, timers, other runs and exceptions did.
fn place_of_machine(lens: &Lens<'_>, event: &Event) -> Option<(String, Option<u32>)> {
    let (step, pass) = match event {
        Event::RuleApplied(event) => (&event.step, Some(event.pass)),
        Event::CaseTaken(event) => (&event.step, Some(event.pass)),
        Event::MessageSent(event) => (&event.step, Some(event.pass)),
        Event::TimerFired(event) => (&event.step, Some(event.pass)),
        Event::Reminded(event) => (&event.step, Some(event.pass)),
        Event::Escalated(event) => (&event.step, Some(event.pass)),
        Event::HandlerFired(event) => (event.step.as_ref()?, Some(event.pass)),
        Event::RunAsked(event) => (&event.step, Some(event.pass)),
        Event::SubRunBegan(SubRunBegan { sub, .. })
        | Event::SubRunUndoAsked(SubRunUndoAsked { sub, .. })
        | Event::SubRunUndone(SubRunUndone { sub, .. }) => {
            let sub = lens.state.subs.iter().find(|known| known.sub == *sub)?;
            (&sub.step, Some(sub.pass))
        }
        Event::SubRunEnded(event) => (&event.step, Some(event.pass)),
        Event::PlaceMoved(event) => (&event.to, None),
        Event::ExceptionRaised(event) => (&event.step, Some(event.pass)),
        Event::ExceptionResolved(event) => (&lens.state.exception(event.exception)?.step, None),
        _ => return None,
    };
    Some((step.to_string(), pass))
}

/// The key of another run that an event tells of.
fn other_run<'a>(lens: &'a Lens<'_>, event: &'a Event) -> Option<&'a str> {
    match event {
        Event::SubRunBegan(began) => Some(&began.key),
        Event::SubRunEnded(SubRunEnded { sub, .. })
        | Event::SubRunUndoAsked(SubRunUndoAsked { sub, .. })
        | Event::SubRunUndone(SubRunUndone { sub, .. }) => {
            lens.state.subs.iter().find(|known| known.sub == *sub).and_then(|sub| sub.key.as_deref())
        }
        Event::ExceptionRaised(raised) => super::run::other_run(&raised.code, &raised.params),
        _ => None,
    }
}

/// From whom to whom something went.
fn handed(event: &Event) -> (Option<PersonId>, &[PersonId]) {
    match event {
        Event::HandedOver(event) => (event.from, &event.to),
        Event::TakenOver(event) => (event.from, std::slice::from_ref(&event.by)),
        Event::TaskReassigned(event) => (event.from, std::slice::from_ref(&event.to)),
        Event::Reminded(event) => (None, &event.to),
        Event::Escalated(event) => (None, &event.to),
        Event::MessageSent(event) => (None, &event.to),
        _ => (None, &[]),
    }
}
