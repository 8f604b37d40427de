//! One decision under way: the state as it would be, the events so far, the threads still to be moved.
//!
//! Every event is folded into a copy of the state as soon as it is emitted, by the same [`apply`] that folds stored ones,
//! so a decision never sees a state that a replay would not. If it turns out that a fact is missing, all of it is thrown
//! away and decided anew with the fact.

use baton_feel::Limits;
use baton_model::Compiled;
use baton_model::IndexMap;
use baton_model::definition::{Named, Step, Workflow};
use baton_model::graph::{Edge, Node, NodeKind};
use baton_people::PersonId;
use serde_json::Value as Json;

use crate::actor::{Ctx, EntryRef};
use crate::apply::apply;
use crate::behaviour::beginning::Granted;
use crate::behaviour::handlers::OpenStep;
use crate::event::{Event, Next, Place};
use crate::facts::{Facts, PersonFact, Want};
use crate::name::{Name, START, SubscriptionNo, ThreadNo};
use crate::refusal::Refusal;
use crate::state::{RowNo, Rows, RunState};

/// Why a decision does not come to its end.
#[derive(Debug)]
pub(crate) enum Stop {
    /// It needs to know more.
    Need(Vec<Want>),
    /// It is refused.
    Refused(Refusal),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Want> for Stop {
    fn from(want: Want) -> Self {
        Self::Need(vec![want])
    }
}

/// More events than most commands have.
const EVENTS_MOSTLY: usize = 24;

/// What a part of a decision gives.
pub(crate) type Decision<T = ()> = Result<T, Stop>;

/// A decision under way.
pub(crate) struct Burst<'a> {
    pub def: &'a Compiled,
    pub facts: &'a Facts,
    pub ctx: &'a Ctx,
    pub state: RunState,
    pub events: Vec<Event>,
    /// The threads to be moved, the next one last.
    pub moves: Vec<Next>,
    /// Values that are about to become the run's; expressions see them already.
    pub pending: IndexMap<String, Json>,
    /// Which rows the lists have that a form is about to give.
    pub known_rows: IndexMap<Name, Rows>,
    /// Rows that were removed from lists, while what is done for them is still open.
    pub removed_rows: Vec<(Name, Vec<RowNo>)>,
    /// Automatic steps taken in this command.
    pub steps_taken: u32,
    /// What expressions over their limits cost this command, in steps: it pauses sooner, the chain of steps is not longer.
    pub cost: u32,
    /// How many expressions beside what goes on were over their limits in this command.
    pub over: u32,
    /// What an expression may take; those beside what goes on have only a share of it where many were over their limits.
    pub limits: Limits,
    /// The frame that is looked at: what expressions see, whose records of steps are meant.
    pub frame: ThreadNo,
    /// `done`, `open` and `total` of a block whose `join` is asked.
    pub counts: Option<[usize; 3]>,
    /// What an event, a webhook or another run says: `body` in the `gives` over it.
    pub body: Option<Json>,
    /// The kept events that this command has taken.
    pub kept_taken: Vec<i64>,
    /// Whether the steps of a `cancelled` handler are taken, before what they are for is withdrawn.
    pub is_aside: bool,
    /// What such handlers cancel, while something is still being withdrawn, and the step that each is for.
    pub left_to_cancel: Vec<(&'a [Named], Name)>,
    /// The step that an error which is being caught has ended.
    pub failed: Option<OpenStep>,
    /// The wait that has its event: what that gives does not change what it waits for.
    pub ending: Option<OpenStep>,
    /// The waits that have the event which is being heard: nor does what it gives to the first of them change what the others wait for.
    pub hearing: Vec<SubscriptionNo>,
    /// The lock of the workflow that this command grants.
    pub granted: Option<Granted>,
    /// Whether an expression that is over its limit stops what is done by it; else it is null, as where something is only shown.
    pub strict: bool,
    /// Whether each move can be taken back, since one has met such an expression.
    pub careful: bool,
    /// Why the decision cannot come to its end, where what found it had something to finish first.
    pub stopped: Option<Stop>,
}

impl<'a> Burst<'a> {
    pub fn new(def: &'a Compiled, state: &RunState, facts: &'a Facts, ctx: &'a Ctx) -> Self {
        Self {
            def,
            facts,
            ctx,
            state: state.clone(),
            events: Vec::with_capacity(EVENTS_MOSTLY),
            moves: Vec::new(),
            pending: IndexMap::default(),
            known_rows: IndexMap::default(),
            removed_rows: Vec::new(),
            steps_taken: 0,
            cost: 0,
            over: 0,
            limits: Limits::default(),
            frame: 0,
            counts: None,
            body: None,
            kept_taken: Vec::new(),
            is_aside: false,
            left_to_cancel: Vec::new(),
            failed: None,
            ending: None,
            hearing: Vec::new(),
            granted: None,
            strict: false,
            careful: false,
            stopped: None,
        }
    }

    pub fn workflow(&self) -> &'a Workflow {
        &self.def.workflow
    }

    /// Says that something happened.
    pub fn emit(&mut self, event: Event) {
        // The entry's number is not known before it is stored; 0 stands for "this one".
        let at = EntryRef { number: 0, time: self.ctx.now, actor: self.ctx.actor };
        apply(&mut self.state, &event, &at);
        self.events.push(event);
    }

    /// The node of a step; a run's version always has it.
    pub fn node(&self, step: &str) -> Option<&'a Node> {
        self.def.graph.step(step)
    }

    /// A step of the definition.
    pub fn step(&self, step: &str) -> Option<&'a Step> {
        self.node(step).and_then(Node::step).map(AsRef::as_ref)
    }

    /// Where an edge leads.
    pub fn place(&self, edge: &Edge) -> Place {
        match self.def.graph.node(edge.to).map(|node| &node.kind) {
            Some(NodeKind::Start(_)) => Place::Start,
            Some(NodeKind::Step(step)) => Place::Step(step.id.as_str().into()),
            Some(NodeKind::Join(block)) => {
                let block = self.def.graph.node(*block).and_then(Node::step);
                block.map_or(Place::End, |step| Place::Join(step.id.as_str().into()))
            }
            Some(NodeKind::Outcome(name)) => Place::Outcome(name.as_str().into()),
            Some(NodeKind::Undone(of)) => {
                let of = self.def.graph.node(*of).and_then(Node::step);
                of.map_or(Place::End, |step| Place::Undone(step.id.as_str().into()))
            }
            Some(NodeKind::Split(..) | NodeKind::Aside | NodeKind::ThreadEnd) | None => Place::End,
        }
    }

    /// Sends a thread to a place, next.
    pub fn send(&mut self, thread: ThreadNo, to: Place) {
        self.send_via(thread, to, None);
    }

    /// Sends a thread to a place by the way of a step, a block or a start.
    pub fn send_via(&mut self, thread: ThreadNo, to: Place, via: Option<Name>) {
        self.moves.push(Next { thread, to, via });
    }

    /// What is known of a person who must be known.
    pub fn person(&self, person: PersonId) -> Decision<Option<&'a PersonFact>> {
        match self.facts.people.get(&person) {
            Some(known) => Ok(known.as_ref()),
            None => Err(Want::Person(person).into()),
        }
    }

    /// Whether somebody is there and can be given work.
    pub fn can_work(&self, person: PersonId) -> Decision<bool> {
        Ok(self.person(person)?.is_some_and(|known| known.active && !known.absent))
    }

    /// The number of the next pass of a step.
    pub fn next_pass(&self, step: &Name) -> u32 {
        self.state.record(step, self.frame).map_or(0, |record| record.pass) + 1
    }
}

/// The place as a step's name: that of the step, block, or start form; none for ends.
pub(crate) fn step_of(place: &Place) -> Option<Name> {
    match place {
        Place::Start => Some(START.into()),
        Place::Step(step)
        | Place::Join(step)
        | Place::Again(step)
        | Place::Undone(step)
        | Place::Past { block: step, .. } => Some(step.clone()),
        Place::End | Place::Outcome(_) => None,
    }
}
