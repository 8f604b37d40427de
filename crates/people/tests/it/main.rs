//! The directory, assignment and calendars, from outside.

#![allow(clippy::unwrap_used, reason = "a test may panic where it fails")]

mod assignment;
mod calendar;
mod calendar_properties;
mod directory;
mod directory_properties;
