//! Names of more than one token, such as `time offset` or `date and time`: the parser takes the longest that fits.

use super::token::{Placed, Token, tokens};
use std::collections::HashMap;
use std::sync::Arc;

/// Longer names are not known as one.
const TOKENS_MAX: usize = 64;

/// The names that begin with the same token.
#[derive(Debug, Clone, Default)]
struct Family {
    /// How many tokens the longest has.
    longest: usize,
    /// Each as it is compared, and whether it counts only where `(` follows: the name of a function.
    names: HashMap<String, bool>,
}

/// The known names of more than one token, by their first.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    base: Option<Arc<Vocabulary>>,
    by_first: HashMap<String, Family>,
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
        let mut pieces = tokens(name);
        pieces.pop();
        if !(2..=TOKENS_MAX).contains(&pieces.len()) {
            return;
        }
        let family = self.by_first.entry(pieces[0].span.of(name).to_owned()).or_default();
        family.longest = family.longest.max(pieces.len());
        let only = family.names.entry(normal_name(name, &pieces)).or_insert(call_only);
        *only &= call_only;
    }

    /// All names, for suggestions.
    pub fn names(&self) -> Vec<String> {
        let below = self.base.as_ref().map(|base| base.names()).unwrap_or_default();
        let own = self.by_first.values().flat_map(|family| family.names.keys().cloned());
        let mut names: Vec<String> = below.into_iter().chain(own).collect();
        names.sort();
        names
    }

    /// How many of the next tokens are one known name.
    pub fn longest(&self, text: &str, ahead: &[Placed]) -> Option<usize> {
        let below = self.base.as_ref().and_then(|base| base.longest(text, ahead));
        below.max(self.longest_own(text, ahead))
    }

    fn longest_own(&self, text: &str, ahead: &[Placed]) -> Option<usize> {
        let first = ahead.first()?;
        let family = self.by_first.get(first.span.of(text))?;
        let (mut name, mut found) = (first.span.of(text).to_owned(), None);
        for (at, placed) in ahead.iter().enumerate().take(family.longest).skip(1) {
            if placed.gap {
                name.push(' ');
            }
            name.push_str(placed.span.of(text));
            let fits =
                |call_only: &bool| ahead.len() > at + 1 && (!call_only || ahead[at + 1].token == Token::Symbol("("));
            if family.names.get(&name).is_some_and(fits) {
                found = Some(at + 1);
            }
        }
        found
    }
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
