//! Reads fixed pieces off the front of a text: digits and separators of dates, times and durations.

/// What is left of a text that is being read.
#[derive(Clone, Copy)]
pub(super) struct Scan<'a> {
    rest: &'a str,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    pub(super) fn rest(self) -> &'a str {
        self.rest
    }

    pub(super) fn is_done(self) -> bool {
        self.rest.is_empty()
    }

    /// Takes the character if it comes next.
    pub(super) fn take(&mut self, wanted: char) -> bool {
        let Some(rest) = self.rest.strip_prefix(wanted) else { return false };
        self.rest = rest;
        true
    }

    /// All digits that come next.
    pub(super) fn digits(&mut self) -> &'a str {
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        digits
    }

    /// Exactly two digits.
    pub(super) fn two_digits(&mut self) -> Option<u8> {
        let digits = self.rest.get(..2).filter(|text| text.bytes().all(|b| b.is_ascii_digit()))?;
        self.rest = &self.rest[2..];
        digits.parse().ok()
    }

    /// The digits of a fraction after `.`, as nanoseconds; further digits are cut.
    pub(super) fn fraction(&mut self) -> Option<u32> {
        if !self.take('.') {
            return Some(0);
        }
        let digits = self.digits();
        if digits.is_empty() {
            return None;
        }
        let first: String = digits.chars().chain(std::iter::repeat('0')).take(9).collect();
        first.parse().ok()
    }
}
