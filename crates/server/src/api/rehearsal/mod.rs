//! The clock and the mails of a rehearsal.

pub mod clock;
pub mod mails;
pub mod show;
