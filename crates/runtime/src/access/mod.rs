//! The stream `access`: what the workspace is, its tokens, its rehearsal clock, what people settle for themselves.
//!
//! Like a run it is events: [`decide`] turns an [`AccessCommand`] into [`AccessEvent`]s or a refusal, [`Access::apply`] folds
//! them. Secrets are not here (they are in the key database), nor is who may command it (`permissions`). Pure.

mod command;
mod decide;
mod event;
mod state;
#[cfg(test)]
mod tests;

pub use command::AccessCommand;
pub use decide::{AccessRefused, decide};
pub use event::{AccessEvent, DesignKind, HeldThing};
pub use state::{Access, Binned, Hold, Preferences, Token};
