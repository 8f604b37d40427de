//! The text and where its lines begin.

use crate::span::Span;

/// A text that can tell lines and columns.
#[derive(Debug)]
pub(crate) struct Source<'a> {
    /// The text.
    pub text: &'a str,
    lines: Vec<usize>,
}

impl<'a> Source<'a> {
    /// Finds the lines of a text.
    pub fn new(text: &'a str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { text, lines: std::iter::once(0).chain(breaks).collect() }
    }

    /// The span of these bytes; moved to the nearest character where it does not fit.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let start = self.floor(start);
        let end = self.floor(end).max(start);
        let (line, column) = self.place(start);
        Span { start: start as u32, end: end as u32, line, column }
    }

    /// Line and column, from 1, of a byte.
    pub fn place(&self, at: usize) -> (u32, u32) {
        let at = self.floor(at);
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        let start = self.lines[line - 1];
        let column = self.text[start..at].chars().count() + 1;
        (line as u32, column as u32)
    }

    /// The text of a line, from 1, without its break, and where it begins.
    pub fn line(&self, line: usize) -> (usize, &'a str) {
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len());
        let end = self.lines.get(line).map_or(self.text.len(), |next| next - 1);
        (start, self.text[start..end.max(start)].trim_end_matches('\r'))
    }

    fn floor(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}
