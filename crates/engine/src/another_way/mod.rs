//! Whether a finished run would have gone another way by another version of its workflow.
//!
//! What was done in it (answers given, moments come, events heard) is done again, entry by entry, by its own version and by
//! the other one, from the state the run had then; the turns that the two take are held against each other. It stops at the
//! first turn that differs: what people would have done from there on nobody knows. Values that the other version computes
//! otherwise are carried along, so that a difference is told where it leads elsewhere, with what it came from.
//!
//! What cannot be said is said to be so: where a run's own version would not go as it went (people, shared decisions or what
//! was erased are not as they were), where somebody sent it elsewhere by hand, where the other version asks for what nobody was
//! asked. Reads no clock; who has which task makes no difference here.

pub(crate) mod act;
mod clocks;
mod reads;
mod said;
mod turn;

use std::collections::BTreeSet;
use std::sync::Arc;

use baton_model::Compiled;
use baton_model::IndexMap;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value as Json;

use crate::actor::{Actor, Ctx, EntryRef};
use crate::apply::apply;
use crate::decide::Decided;
use crate::decide::again::again;
use crate::event::{Event, TimerKind};
use crate::facts::{Facts, Want};
use crate::moves::start_of;
use crate::name::Name;
use crate::state::{Held, RunState};

use act::{Act, Acted};
use clocks::Clock;
pub use said::{Cause, Parting, Unsaid};
pub use turn::{Turn, turns};

/// A run's history that is held against another version, entry by entry.
pub struct AnotherWay<'a> {
    was: &'a Compiled,
    now: &'a Compiled,
    /// The run as it was, up to the last entry.
    state: RunState,
    /// What it carries along of the other version.
    carried: Carried,
    /// The fields that the other version's way hangs on.
    read: BTreeSet<String>,
}

/// What is other by the other version and has not led elsewhere yet.
#[derive(Clone, Default)]
struct Carried {
    values: IndexMap<Name, Json>,
    causes: Vec<Cause>,
    unasked: Vec<Name>,
    clocks: Vec<Clock>,
}

/// What came of an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Went {
    /// It goes the same way so far.
    On,
    /// Tell me this first, then show the entry again.
    Need(Vec<Want>),
    /// It would have gone another way from here.
    Parts(Parting),
    /// From here on it cannot be said.
    Unsaid(Unsaid),
}

impl<'a> AnotherWay<'a> {
    /// A run of a version, held against another, from its beginning.
    pub fn new(was: &'a Compiled, now: &'a Compiled) -> Self {
        let read = reads::read_by_the_way(&now.workflow);
        Self { was, now, state: RunState::default(), carried: Carried::default(), read }
    }

    /// Shows the next entry. After [`Went::Need`] the same is shown again; after a parting, or what is unsaid, none.
    pub fn entry(&mut self, at: &EntryRef, events: &[Event], facts: &Facts, zone: &TimeZone) -> Went {
        match self.looked_at(at, events, facts, zone) {
            Ok(carried) => {
                self.carried = carried;
                for event in events {
                    apply(&mut self.state, event, at);
                }
                self.state.close_entry(at);
                clocks::settle(&mut self.carried.clocks, &self.state);
                Went::On
            }
            Err(went) => went,
        }
    }

    fn looked_at(&self, at: &EntryRef, events: &[Event], facts: &Facts, zone: &TimeZone) -> Result<Carried, Went> {
        let mut carried = self.carried.clone();
        if events.iter().any(|event| self.reads_erased(event)) {
            return Err(Went::Unsaid(Unsaid::Erased));
        }
        let play = Play { facts, zone };
        self.rings(&mut carried, at.time, &play)?;
        let act = match Acted::of(self.was, &self.state, events) {
            Acted::Act(act) => *act,
            Acted::Aside => return Ok(carried),
            Acted::Unknown => return Err(Went::Unsaid(Unsaid::ByHand)),
        };
        let mut then = self.state.clone();
        for event in events {
            if let Event::RoleFilled(filled) = event {
                then.roles.insert(filled.role.clone(), filled.person);
            }
        }
        let (theirs, start) = self.for_the_other(&act).ok_or(Went::Unsaid(Unsaid::StartGone))?;
        let came = play.played(self.was, &then, &act, (at.time, at.actor)).map_err(|stopped| match stopped {
            Went::Unsaid(_) => Went::Unsaid(Unsaid::NotAsThen(None)),
            other => other,
        })?;
        let (recorded, own) = (turns(self.was, events), turns(self.was, &came));
        if let Some((then, today)) = turn::parting(&recorded, &own) {
            let step = then.or(today).and_then(|turn| turn.step().cloned());
            return Err(Went::Unsaid(Unsaid::NotAsThen(step)));
        }
        self.asked(&act, &mut carried);
        let with = with_values(then, &carried.values, (at.time, start));
        let would_come = match &act {
            Act::Alarm(timer) if !self.rings_alike(timer, &carried) => Vec::new(),
            _ => play.played(self.now, &with, &theirs, (at.time, at.actor))?,
        };
        self.differ(&mut carried, &came, &would_come);
        let other = turn::held_against(&turns(self.now, &would_come), self.was);
        if let Some(parting) = turn::parting(&turn::held_against(&own, self.now), &other) {
            return Err(self.parts(carried, parting));
        }
        clocks::note(&mut carried.clocks, &self.state, (&came, &would_come));
        Ok(carried)
    }

    /// Whether a value was erased that the other version's way hangs on: what it would have come to nobody knows any more.
    fn reads_erased(&self, event: &Event) -> bool {
        let Event::ValuesGiven(given) = event else { return false };
        let reads = |field: &Name| self.read.contains(field.split('#').next().unwrap_or_default());
        given.values.iter().any(|(field, given)| given.value.is_erased() && reads(field))
    }

    /// Moments that come by the other version alone, or at another time.
    fn rings(&self, carried: &mut Carried, until: Timestamp, play: &Play<'_>) -> Result<(), Went> {
        let due = |clock: &Clock| clock.now.filter(|now| *now <= until);
        let mut due: Vec<(Timestamp, Clock)> =
            carried.clocks.iter().filter_map(|clock| Some((due(clock)?, clock.clone()))).collect();
        due.sort_by_key(|(at, _)| *at);
        for (at, clock) in due {
            let with = with_values(self.state.clone(), &carried.values, (at, self.start()));
            let would_come = play.played(self.now, &with, &Act::Alarm(clock.timer.clone()), (at, Actor::timer()))?;
            let other = turns(self.now, &would_come);
            if let Some(parting) = turn::parting(&[], &other) {
                return Err(self.parts(carried.clone(), parting));
            }
            carried.clocks.retain(|known| *known != clock);
        }
        Ok(())
    }

    /// Whether a timer is one of the other version too, and of the same moment.
    fn rings_alike(&self, timer: &crate::state::Timer, carried: &Carried) -> bool {
        let label = |def: &Compiled| {
            let handlers =
                if timer.is_of_run() { &def.workflow.in_case } else { &def.workflow.step(&timer.step)?.in_case };
            handlers.get(timer.nth as usize).map(baton_model::definition::Handler::label)
        };
        let is_it = timer.kind != TimerKind::Handler || label(self.was) == label(self.now);
        is_it && carried.clocks.iter().all(|clock| !clock.is_for(timer))
    }

    /// The entry of the other version's `start:` that the run began by.
    fn start(&self) -> usize {
        start_of(self.was, self.now, self.state.start).unwrap_or_default()
    }

    /// What was done, as the other version would hear of it. None: it has no such start.
    fn for_the_other(&self, act: &Act) -> Option<(Act, usize)> {
        let Act::Begun(begun, values) = act else { return Some((act.clone(), self.start())) };
        let start = start_of(self.was, self.now, begun.start)?;
        let mut begun = begun.clone();
        begun.start = start;
        Some((Act::Begun(begun, values.clone()), start))
    }

    /// Notes what the other version would have asked for and nobody was asked, as far as its way hangs on it.
    fn asked(&self, act: &Act, carried: &mut Carried) {
        type Gives<'d> = &'d [baton_model::definition::Given];
        let of_step = |step: &Name| -> Option<(Gives<'_>, Gives<'_>)> {
            Some((&self.was.workflow.step(step)?.gives, &self.now.workflow.step(step)?.gives))
        };
        let (gives, computed_too) = match act {
            Act::Begun(begun, _) => {
                let start = start_of(self.was, self.now, begun.start).unwrap_or_default();
                let was = self.was.workflow.start.get(begun.start).map(|start| start.gives.as_slice());
                (was.zip(self.now.workflow.start.get(start).map(|start| start.gives.as_slice())), true)
            }
            Act::Answered { task, .. } => (self.state.task(*task).and_then(|task| of_step(&task.step)), false),
            Act::JobDone { job, .. } => (self.state.job(*job).and_then(|job| of_step(&job.step)), true),
            _ => (None, false),
        };
        let Some((was, now)) = gives else { return };
        let text = |given: &baton_model::definition::Given| {
            (given.field.clone(), given.value.as_ref().map(|expr| expr.text.clone()))
        };
        let known: BTreeSet<_> = was.iter().map(text).collect();
        for given in now.iter().filter(|given| computed_too || given.value.is_none()) {
            let field: Name = given.field.as_str().into();
            let is_new = !known.contains(&text(given)) && self.read.contains(&given.field);
            if is_new && !self.state.values.contains_key(&field) && !carried.unasked.contains(&field) {
                carried.unasked.push(field);
            }
        }
    }

    /// Carries along what the two versions computed otherwise.
    fn differ(&self, carried: &mut Carried, came: &[Event], would_come: &[Event]) {
        let (was, now) = (given(came), given(would_come));
        let names: BTreeSet<&Name> = was.keys().chain(now.keys()).collect();
        for field in names {
            let before = self.state.values.get(field).map(|held| Json::clone(&held.value)).unwrap_or_default();
            let kept = carried.values.get(field).cloned().unwrap_or_else(|| before.clone());
            let of = |known: Option<&Last>, else_: Json| known.map_or(else_, |last| last.value.clone());
            let (a, b) = (of(was.get(field), before), of(now.get(field), kept));
            carried.causes.retain(|cause| cause.field != *field);
            if a == b {
                carried.values.shift_remove(field);
                continue;
            }
            let last = now.get(field).or(was.get(field));
            carried.causes.push(Cause {
                step: last.and_then(|last| last.step.clone()),
                field: field.clone(),
                was: a,
                now: b.clone(),
                private: last.is_some_and(|last| last.private),
            });
            carried.values.insert(field.clone(), b);
        }
    }

    fn parts(&self, carried: Carried, (was, now): (Option<Turn>, Option<Turn>)) -> Went {
        if !carried.unasked.is_empty() {
            return Went::Unsaid(Unsaid::NotAsked(carried.unasked));
        }
        let step = now.as_ref().or(was.as_ref()).and_then(|turn| turn.step().cloned());
        let sentence = turn::sentence((self.was, was.as_ref()), (self.now, now.as_ref()));
        Went::Parts(Parting { step, sentence, causes: carried.causes })
    }
}

/// What playing needs beside what is played.
struct Play<'a> {
    facts: &'a Facts,
    zone: &'a TimeZone,
}

impl Play<'_> {
    fn played(
        &self,
        def: &Compiled,
        state: &RunState,
        act: &Act,
        (now, actor): (Timestamp, Actor),
    ) -> Result<Vec<Event>, Went> {
        let ctx = Ctx { now, actor, cmd: String::new(), zone: self.zone.clone(), link: String::new() };
        match again(def, state, self.facts, act, &ctx) {
            Decided::Events(events) => Ok(events),
            Decided::Need(wants) => Err(Went::Need(wants)),
            Decided::Refused(refusal) => Err(Went::Unsaid(Unsaid::Refused(refusal))),
        }
    }
}

/// A value given last.
struct Last {
    step: Option<Name>,
    value: Json,
    private: bool,
}

fn given(events: &[Event]) -> IndexMap<Name, Last> {
    let mut last = IndexMap::default();
    for event in events {
        let Event::ValuesGiven(given) = event else { continue };
        for (field, new) in &given.values {
            let (value, private) = (new.value.value(), new.value.is_private());
            last.insert(field.clone(), Last { step: given.step.clone(), value, private });
        }
    }
    last
}

/// A state with values as the other version would have them, begun by its start.
fn with_values(mut state: RunState, values: &IndexMap<Name, Json>, (at, start): (Timestamp, usize)) -> RunState {
    state.start = start;
    for (field, value) in values {
        let value = Arc::new(value.clone());
        match state.values.get_mut(field) {
            Some(held) => held.value = value,
            None => {
                let held = Held {
                    value,
                    private: false,
                    erased: false,
                    entry: 0,
                    by: None,
                    at,
                    step: None,
                    rev: state.rev,
                    change: state.changes,
                    rows: None,
                    earlier: Vec::new(),
                    turned: None,
                    forgotten: 0,
                    past: Vec::new(),
                };
                state.values.insert(field.clone(), held);
            }
        }
    }
    state
}
