//! Where something stands in the text of a definition.

/// A piece of the text, with the line and column where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
    /// The line it begins on, from 1.
    pub line: u32,
    /// The column it begins at, from 1, in characters.
    pub column: u32,
}

impl Span {
    /// The text it covers; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// The one that begins later.
    #[must_use]
    pub fn later(self, other: Self) -> Self {
        if other.start > self.start { other } else { self }
    }

    /// Whether the other lies inside.
    pub fn holds(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}
