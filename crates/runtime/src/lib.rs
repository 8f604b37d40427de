//! Drives: takes commands, has the engine decide them, stores what it says, and does what must follow.
//!
//! [`Handle::open`] founds or opens a workspace on a store. Everything that changes goes through [`Handle::submit`] to the one
//! writer thread (`writer/`); what screens read is asked of the handle directly (`reads/`). It knows no HTTP and no SQL.

pub mod access;
pub mod ask;
pub mod backup;
mod body;
mod caller;
pub mod calls;
pub mod clock;
pub mod codes;
pub mod config;
pub mod core;
pub mod credentials;
pub mod definitions;
pub mod example;
mod facts;
pub mod files;
mod founding;
mod handle;
mod heads;
pub mod hidden;
mod histories;
pub mod history;
mod incoming;
mod kept;
mod leases;
pub mod live;
mod order;
mod organisation;
mod outcome;
pub mod outside;
pub mod permissions;
pub mod project;
mod publishable;
mod reads;
pub mod rebuild;
mod refused;
mod relation;
pub mod retention;
mod revs;
mod rights;
mod service;
mod shared_secrets;
mod starts;
mod stop;
mod unified;
mod urgency;
pub mod verify;
pub mod view;
mod webhook;
pub mod words;
mod workers;
mod writer;

pub use ask::{Answer, Ask, Done, Filled, HoldTarget, Made, PersonAsk, PersonChangeAsk, Request, ResolveHow, Unheard};
pub use baton_store::workspace::WorkspaceKind;
pub use caller::{Caller, Scope, Via};
pub use config::Config;
pub use core::Place;
pub use founding::Founding;
pub use handle::{Handle, Time};
pub use heads::Heads;
pub use incoming::SentEvent;
pub use live::{Audience, Live};
pub use order::Order;
pub use reads::{
    Delay, ExpressionAsk, FILE_BYTES_MAX, FormDraft, Incoming, Invitation, MoveAsk, MyChange, PageAsk, RunFilter,
    RunStateFilter, Sendable, SetUp, TakeJobs, TaskFilter, TaskView,
};
pub use refused::{Fault, Refused};
pub use service::Service;
pub use webhook::SignedCall;
