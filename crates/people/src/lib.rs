//! Who and when: people, groups, assignment rules, calendars, business time.
//!
//! The directory is a stream of events like a run: [`decide`] turns a [`DirectoryCommand`] into [`DirectoryEvent`]s or a
//! [`Refusal`], and [`Directory::apply`] folds them. [`choose`] picks who gets a task, from facts that are handed in, and
//! says why. [`Calendar`] knows opening hours and counts business time.
//!
//! This crate is pure: it reads no clock, file or socket, and the same input gives the same answer.
//! It does not know what a workflow is, who may change the directory, or how its events are stored or sealed.

mod apply;
mod assignment;
mod calendar;
pub mod codes;
mod command;
mod decide;
mod directory;
mod event;
mod group;
mod handle;
mod limits;
mod person;
mod private;
mod refusal;
mod wire;

pub use assignment::{Candidate, Chosen, Exclusion, Pick, Reason, Rule, WhyNot, choose};
pub use calendar::{Calendar, CalendarError, Hours, Weekly};
pub use command::{DirectoryCommand, NewPerson, PersonChange};
pub use decide::decide;
pub use directory::{Directory, Found};
pub use event::{DirectoryEvent, PersonAdded, PersonChanged};
pub use group::{Group, GroupId};
pub use handle::{handle_from_name, is_handle};
pub use person::{Person, PersonId, WorkspaceRole};
pub use private::{Private, Subject};
pub use refusal::Refusal;
pub use wire::Form;
