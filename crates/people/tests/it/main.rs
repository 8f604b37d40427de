//! The directory, assignment and calendars, from outside.
