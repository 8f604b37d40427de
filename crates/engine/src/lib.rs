//! What happens next: commands to events, events to state.
//!
//! [`decide`] answers a command with events, with a refusal, or with the facts it needs first; [`apply`] folds an event
//! into the run's state; [`effects`] says what is to be done outside. All three are functions of what they are given: no
//! clock, random source, file or socket. Whoever calls them stores the events and carries the effects out.
//!
//! The engine knows whose a task is. Who may see or manage a run, and how people sign in, is not its business.

pub mod another_way;
pub mod codes;
pub mod event;
pub mod form;
pub mod lifecycle;
pub mod limits;
pub mod moves;
pub mod plan;
pub mod state;

mod actor;
mod apply;
mod behaviour;
pub mod calls;
mod command;
mod datum;
mod decide;
mod effect;
mod effects;
mod facts;
mod locks;
mod name;
mod refusal;
mod step;
mod sub_value;
mod texts;
mod ways;

pub use actor::{Actor, ActorKind, Ctx, EntryRef};
pub use apply::apply;
pub use behaviour::cells::cell_value;
pub use behaviour::over_limit::OVER_LIMIT;
pub use behaviour::schedules::{Come, Since, come, next_start};
pub use behaviour::texts::money_text as money;
pub use behaviour::values::{begun_by, given_by, value_of};
pub use command::{
    AddItem, Again, CallAnswer, CancelHow, Command, CompleteTask, FailJob, FirstResult, MoveRun, Resolve, Response,
    Seen, StartRun, SubRunEnd, SubUndone, Values,
};
pub use datum::Datum;
pub use decide::add_item::{Adding, adding};
pub use decide::start_run::is_needed;
pub use decide::{Decided, decide, wants};
pub use effect::{About, Effect, Message};
pub use effects::effects;
pub use event::Event;
pub use facts::{DecisionFact, Facts, FileFact, GroupFact, Incoming, PersonFact, Want, WantedEvent};
pub use locks::{SharedLock, locks_to_grant, next_grant, shared_locks};
pub use name::{ExceptionNo, JobNo, Name, RunId, START, SubNo, SubscriptionNo, TaskNo, ThreadNo, TimerNo};
pub use refusal::{FieldFault, Refusal};
pub use state::RunState;
pub use sub_value::{SubKind, SubValue};
pub use texts::{Texts, texts};
pub use ways::{Way, ways};
