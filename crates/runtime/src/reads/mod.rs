//! What screens read: methods of the [`Handle`](crate::Handle), one file a noun. They ask the store and the kept states, never
//! the writer, and answer `request.not_found` alike for what is not there and what the reader may not see.

mod account;
mod adding;
mod decision;
mod definition;
mod dependants;
mod event;
mod exception;
mod expression;
mod file;
mod form;
mod job;
mod keeping;
mod known;
mod landscape;
mod live;
mod looked;
mod moving;
mod notification;
mod observe;
mod page;
mod parts;
mod people;
mod rehearsal;
mod run;
mod secret;
mod stale;
mod start;
mod task;
mod token;
mod webhook;
mod workflow;

pub use account::{MyChange, SetUp};
pub use expression::ExpressionAsk;
pub(crate) use file::too_many;
pub use file::{FILE_BYTES_MAX, Incoming};
pub use form::FormDraft;
pub(crate) use form::Place as FormPlace;
pub use job::TakeJobs;
pub(crate) use job::idempotency_key;
pub use moving::MoveAsk;
pub use page::PageAsk;
pub use parts::Delay;
pub use people::Invitation;
pub use run::{RunFilter, RunStateFilter};
pub use task::{TaskFilter, TaskView};
