//! Names of more than one token, such as `time offset` or `date and time`: the parser takes the longest that fits.

use super::token::{Placed, Token, tokens};
use std::collections::HashMap;
use std::sync::Arc;

/// A token of a name, and whether space stands before it.
type Piece = (String, bool);

#[derive(Debug, Clone)]
struct Entry {
    pieces: Vec<Piece>,
    /// Only where `(` follows: the name of a function.
    call_only: bool,
}

impl Entry {
    fn name(&self) -> String {
        let mut name = String::new();
        for (at, (piece, gap)) in self.pieces.iter().enumerate() {
            name.push_str(if *gap && at > 0 { " " } else { "" });
            name.push_str(piece);
        }
        name
    }
}

/// The known names of more than one token, by their first.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    base: Option<Arc<Vocabulary>>,
    by_first: HashMap<String, Vec<Entry>>,
}

impl Vocabulary {
    /// The names of another one, to which more can be added without copying it.
    pub fn over(base: Arc<Self>) -> Self {
        Self { base: Some(base), by_first: HashMap::new() }
    }

    /// Adds a name; names of one token need not be known.
    pub fn add(&mut self, name: &str, call_only: bool) {
        if !name.contains(|c: char| !c.is_alphanumeric() && c != '_') {
            return;
        }
        let pieces = pieces(name, &tokens(name));
        if pieces.len() < 2 {
            return;
        }
        let entries = self.by_first.entry(pieces[0].0.clone()).or_default();
        if !entries.iter().any(|known| known.pieces == pieces && known.call_only == call_only) {
            entries.push(Entry { pieces, call_only });
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.pieces.len()));
        }
    }

    /// All names, for suggestions.
    pub fn names(&self) -> Vec<String> {
        let below = self.base.as_ref().map(|base| base.names()).unwrap_or_default();
        let own = self.by_first.values().flatten().map(Entry::name);
        below.into_iter().chain(own).collect()
    }

    /// How many of the next tokens are one known name.
    pub fn longest(&self, text: &str, ahead: &[Placed]) -> Option<usize> {
        let below = self.base.as_ref().and_then(|base| base.longest(text, ahead));
        below.max(self.longest_own(text, ahead))
    }

    fn longest_own(&self, text: &str, ahead: &[Placed]) -> Option<usize> {
        let first = ahead.first()?;
        let entries = self.by_first.get(first.span.of(text))?;
        let fits = |entry: &&Entry| {
            let same = |(piece, placed): (&Piece, &Placed)| placed.span.of(text) == piece.0 && placed.gap == piece.1;
            let count = entry.pieces.len();
            ahead.len() > count
                && entry.pieces[1..].iter().zip(&ahead[1..]).all(same)
                && (!entry.call_only || ahead[count].token == Token::Symbol("("))
        };
        entries.iter().find(fits).map(|entry| entry.pieces.len())
    }
}

fn pieces(name: &str, tokens: &[Placed]) -> Vec<Piece> {
    let inner = tokens.iter().filter(|placed| placed.token != Token::End);
    inner.map(|placed| (placed.span.of(name).to_owned(), placed.gap)).collect()
}

/// A name as it is compared: its tokens, one space where there was any.
pub fn normal_name(text: &str, tokens: &[Placed]) -> String {
    let mut name = String::new();
    for (at, placed) in tokens.iter().enumerate() {
        if at > 0 && placed.gap {
            name.push(' ');
        }
        name.push_str(placed.span.of(text));
    }
    name
}
