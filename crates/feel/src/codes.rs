//! The form of a code table. Every crate that refuses or faults something has one `codes.rs` with its `CODES`; the tables
//! together are what `baton errors` lists, the server answers from and `docs/errors/` is made of.
//!
//! A code is `area.what_is_wrong` and keeps its meaning for ever. The sentence and the remedy name parameters in braces.

/// One code: what it says, what to do about it, and how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Such as `task.not_open`.
    pub code: &'static str,
    /// The HTTP status it is answered with; 422 for faults of a text.
    pub status: u16,
    /// One sentence that says what is wrong, with `{params}`, the value last.
    pub sentence: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// What leads to it, or how it looks.
    pub example: &'static str,
}
