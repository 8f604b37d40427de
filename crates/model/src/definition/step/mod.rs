//! Steps: what every one may have, and the kinds, one file each.

mod any_order;
mod approve;
mod call;
mod choose;
mod decide;
mod each;
mod end;
mod joining;
mod parallel;
mod race;
mod repeat;
mod run;
mod send;
mod set;
mod stage;
mod task;
mod wait;
mod work;

use std::sync::Arc;

pub use any_order::AnyOrder;
pub use approve::{Approve, Need};
pub use call::{Call, Http, HttpValue};
pub use choose::{Case, Choose};
pub use decide::{Aggregate, Cell, Decide, DecideRule, DecideRules, Hit, Shared, Table, TableRule};
pub use each::Each;
pub use end::End;
pub use joining::{BlockJoin, Joining};
pub use parallel::{Branch, Parallel};
pub use race::Race;
pub use repeat::{Again, Repeat};
pub use run::SubWorkflow;
pub use send::{Send, SendBy};
pub use set::Set;
pub use stage::Stage;
pub use task::Task;
pub use wait::{Awaited, Wait, WaitFor};
pub use work::{Retry, Timeout, Work};

use super::{Choice, Deadline, Expr, Field, Given, Handler, Named, Offset, People, PriorityRule, Template, Then};
use crate::map::IndexMap;
use crate::span::Span;

/// One step.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its id: as written, else the title's slug (`end/1`, `end/2` … for ends without one).
    pub id: String,
    /// Whether the id is written in the text.
    pub id_is_written: bool,
    /// What people call it (an outcome's name for `end`).
    pub title: Template,
    /// The step as a whole.
    pub span: Span,
    /// Its title's place, which messages point at.
    pub title_span: Span,
    /// Skipped unless true.
    pub when: Option<Expr>,
    /// The role that does it.
    pub who: Option<Named>,
    /// How it is done, in Markdown.
    pub guide: Option<Template>,
    /// Fields that must be there.
    pub needs: Vec<Named>,
    /// Fields that are shown if they are there.
    pub shows: Vec<Named>,
    /// Fields it fills in or computes.
    pub gives: Vec<Given>,
    /// When it is due.
    pub due: Option<Deadline>,
    /// When who has it is reminded.
    pub remind: Vec<Offset>,
    /// Who is brought in when it takes too long.
    pub escalate: Option<Escalate>,
    /// Whether who gets it takes it or hands it back.
    pub accept: Option<Accept>,
    /// Where it leads; the next step if none. Several: to each of those that hold.
    pub then: Vec<Then>,
    /// When it opens, where several ways lead to it.
    pub join: StepJoin,
    /// Steps and blocks that are withdrawn when it is completed.
    pub cancels: Vec<Named>,
    /// What undoes it.
    pub undo: Vec<Arc<Step>>,
    /// What is undone when it is completed.
    pub undoes: Undoes,
    /// Whether it is passed over where nothing it was given for has changed: `redo: if-changed`.
    pub stands_if_unchanged: bool,
    /// What it holds while it is open, in the order in which it is taken: of the names.
    pub locks: Vec<Lock>,
    /// It can be worked on only while this is true.
    pub only_while: Option<Expr>,
    /// How urgent it is; as urgent as the block around it where nothing says so.
    pub priority: Option<PriorityRule>,
    /// Whether the clocks around it stop while all that is open is so: `clock: stop`.
    pub stops_clock: bool,
    /// Handlers.
    pub in_case: Vec<Handler>,
    /// The kind, with what only that kind has.
    pub kind: StepKind,
}

/// The kinds of step that are read.
#[derive(Debug, Clone)]
pub enum StepKind {
    /// Work by a person.
    Task(Task),
    /// A decision by a person.
    Approve(Approve),
    /// A decision by rule.
    Decide(Decide),
    /// Values computed.
    Set(Set),
    /// An HTTP call.
    Call(Box<Call>),
    /// A job for a worker.
    Work(Work),
    /// A message.
    Send(Send),
    /// One of several cases.
    Choose(Choose),
    /// Branches side by side.
    Parallel(Parallel),
    /// A time, a condition or an event is waited for.
    Wait(Wait),
    /// Another workflow.
    Run(SubWorkflow),
    /// Steps kept together.
    Stage(Stage),
    /// The same steps for each item.
    Each(Each),
    /// The same steps again.
    Repeat(Repeat),
    /// Branches of which one wins.
    Race(Race),
    /// Branches one at a time.
    AnyOrder(AnyOrder),
    /// An outcome.
    End(End),
}

impl StepKind {
    /// The word the language has for it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Task(_) => "task",
            Self::Approve(_) => "approve",
            Self::Decide(_) => "decide",
            Self::Set(_) => "set",
            Self::Call(_) => "call",
            Self::Work(_) => "work",
            Self::Send(_) => "send",
            Self::Choose(_) => "choose",
            Self::Parallel(_) => "parallel",
            Self::Wait(_) => "wait",
            Self::Run(_) => "run",
            Self::Stage(_) => "stage",
            Self::Each(_) => "each",
            Self::Repeat(_) => "repeat",
            Self::Race(_) => "race",
            Self::AnyOrder(_) => "any-order",
            Self::End(_) => "end",
        }
    }
}

/// `accept:` who gets a step takes it, or hands it back as not ready.
#[derive(Debug, Clone)]
pub struct Accept {
    /// Points that must hold.
    pub checklist: Vec<String>,
    /// Until when it is to be taken.
    pub due: Option<Deadline>,
    /// Which step opens again when it is handed back; none: the last one that a person of ours completed before.
    pub back_to: Option<Named>,
}

/// `join:` of a step: when it opens, where several ways lead to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StepJoin {
    /// For every arrival.
    #[default]
    Each,
    /// When every way has one.
    All,
    /// When all have come that can still come.
    Coming,
    /// At this many different ways.
    Count(u32),
}

/// `undoes:` what is undone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Undoes {
    /// Nothing.
    #[default]
    Nothing,
    /// Everything that was completed and has an `undo`.
    All,
    /// These.
    Steps(Vec<Named>),
}

/// `lock:` what only one may hold at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// Its name.
    pub name: Named,
    /// Whether all runs of the workflow share it; else it is of the run.
    pub of_workflow: bool,
}

/// `escalate:` who is brought in when a step takes too long.
#[derive(Debug, Clone)]
pub struct Escalate {
    /// When.
    pub at: Offset,
    /// Who.
    pub to: People,
    /// What that means for who has the step.
    pub how: EscalateHow,
}

/// `how:` of an escalation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EscalateHow {
    /// Both may do it.
    Add,
    /// The other one has it now.
    Move,
    /// The other one is told.
    Tell,
}

impl Step {
    /// Whether a person does it.
    pub fn is_by_people(&self) -> bool {
        matches!(self.kind, StepKind::Task(_) | StepKind::Approve(_))
    }

    /// The fields that must be there before it opens: what it needs, and what goes with a message.
    pub fn needed(&self) -> impl Iterator<Item = &Named> {
        let attached = match &self.kind {
            StepKind::Send(send) => send.attach.as_slice(),
            _ => &[],
        };
        self.needs.iter().chain(attached)
    }

    /// Whether it is open while what it leads to is done: blocks, and choices of one way with something that lasts so long. A choice
    /// without that is over once its case is taken.
    pub fn is_block(&self) -> bool {
        match &self.kind {
            StepKind::Choose(choose) => {
                choose.take_all.is_some() || !self.in_case.is_empty() || !self.locks.is_empty() || self.stops_clock
            }
            StepKind::Stage(_) | StepKind::Each(_) | StepKind::Repeat(_) => true,
            _ => !self.branches().is_empty(),
        }
    }

    /// Whether it is a choice of one way.
    pub fn is_one_way(&self) -> bool {
        matches!(&self.kind, StepKind::Choose(choose) if choose.take_all.is_none())
    }

    /// Whether a way may lead into it past its beginning.
    pub fn can_be_entered(&self) -> bool {
        matches!(self.kind, StepKind::Stage(_)) || self.is_one_way()
    }

    /// Whether it may go on though nothing in it came to its end: it may open nothing at all, or does not wait for what it opens.
    pub fn may_do_nothing(&self) -> bool {
        let waits_for_none = |joining: &Joining| matches!(joining.join, BlockJoin::None);
        match &self.kind {
            StepKind::Each(_) => true,
            StepKind::Repeat(repeat) => matches!(repeat.again, Again::While(_)),
            StepKind::Choose(choose) => {
                choose.cases.iter().all(|case| case.when.is_some())
                    || choose.take_all.as_ref().is_some_and(waits_for_none)
            }
            StepKind::Parallel(parallel) if waits_for_none(&parallel.joining) => true,
            StepKind::Parallel(_) | StepKind::Race(_) | StepKind::AnyOrder(_) => {
                self.branches().iter().all(|branch| branch.when.is_some())
            }
            _ => false,
        }
    }

    /// The choices a person has at its end; none for a step without people.
    pub fn choices(&self) -> Option<&IndexMap<String, Choice>> {
        match &self.kind {
            StepKind::Task(task) => Some(&task.choices),
            StepKind::Approve(approve) => Some(&approve.choices),
            _ => None,
        }
    }

    /// The step lists inside it: cases, branches, handlers, what undoes it, in the order of the text.
    pub fn inner(&self) -> Vec<&[Arc<Self>]> {
        let blocks: Vec<&[Arc<Self>]> = match &self.kind {
            StepKind::Choose(choose) => choose.cases.iter().map(|case| case.steps.as_slice()).collect(),
            StepKind::Stage(Stage { steps, .. })
            | StepKind::Each(Each { steps, .. })
            | StepKind::Repeat(Repeat { steps, .. }) => vec![steps],
            _ => self.branches().iter().map(|branch| branch.steps.as_slice()).collect(),
        };
        let handlers = self.in_case.iter().map(|handler| handler.steps.as_slice());
        blocks.into_iter().chain(handlers).chain([self.undo.as_slice()]).filter(|steps| !steps.is_empty()).collect()
    }

    /// Its branches, where it has some.
    pub fn branches(&self) -> &[Branch] {
        match &self.kind {
            StepKind::Parallel(parallel) => &parallel.branches,
            StepKind::Race(race) => &race.branches,
            StepKind::AnyOrder(any) => &any.branches,
            _ => &[],
        }
    }

    /// Fields that are seen inside it only.
    pub fn own_fields(&self) -> Option<&IndexMap<String, Field>> {
        match &self.kind {
            StepKind::Stage(stage) => Some(&stage.fields),
            StepKind::Each(each) => Some(&each.fields),
            _ => None,
        }
    }

    /// The step and all inside it, in the order of the text.
    pub fn collect_into<'a>(self: &'a Arc<Self>, all: &mut Vec<&'a Arc<Self>>) {
        all.push(self);
        for steps in self.inner() {
            for step in steps {
                step.collect_into(all);
            }
        }
    }
}
