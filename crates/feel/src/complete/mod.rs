//! What may be written at a place of an expression: names, entries, options of a choice, functions, words.
//!
//! It looks at what stands before the place alone, so that it helps in a text that cannot be read yet. What fits best
//! comes first; the list has an end.

mod before;
mod candidates;

use crate::parse::TEXT_BYTES_MAX;
use crate::scope::Scope;
use crate::syntax::token::{Placed, Token, tokens};
use crate::types::Type;
use before::{compared_with, operand};
use candidates::{entries, everything, options};

/// So many proposals are made at most.
const ITEMS_MAX: usize = 60;
/// Names have no more words than that.
const NAME_WORDS_MAX: usize = 6;

/// What is asked of the expression that is being written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Expected {
    /// A value; nothing is known of it.
    #[default]
    Value,
    /// Tests of an input of this type.
    Tests(Type),
    /// A value of this type.
    Output(Type),
}

/// What kind of thing is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An outer name.
    Name,
    /// An entry of what stands before the dot.
    Entry,
    /// An option of a choice, or another value.
    Value,
    /// A function.
    Function,
    /// A word of the language.
    Word,
}

/// One proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// What it is called.
    pub label: String,
    /// What is written.
    pub text: String,
    /// The byte of `text` before which one goes on writing.
    pub caret: usize,
    /// What it is.
    pub kind: Kind,
    /// Its type in words, or how it is called.
    pub detail: String,
}

/// What may be written, and instead of what.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Completion {
    /// The first byte that is replaced.
    pub start: usize,
    /// The byte after the last one that is replaced.
    pub end: usize,
    /// The proposals, best first.
    pub proposals: Vec<Proposal>,
}

/// Proposals for what may be written at a byte of a text.
pub fn complete(text: &str, at: usize, expected: &Expected, scope: &Scope) -> Completion {
    let mut at = at.min(text.len()).min(TEXT_BYTES_MAX);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let mut found = tokens(before);
    found.pop();
    if let Some(Placed { token: Token::Unclosed, span, .. }) = found.last() {
        let (quote, written) = (span.start, &before[span.start + 1..]);
        found.pop();
        let known = compared_with(&found, before, scope).or_else(|| asked_for(&found, expected));
        let all = known.map(|kind| options(&kind, true)).unwrap_or_default();
        let closed = usize::from(text[at..].starts_with('"'));
        return chosen(all, written, quote, at + closed);
    }
    let word = found.last().filter(|last| last.token == Token::Word && last.span.end == at);
    let start = word.map_or(at, |word| word.span.start);
    let words_before = &found[..found.len() - usize::from(word.is_some())];
    if let Some(found) = entry(&found, before, scope) {
        return found;
    }
    if matches!(words_before.last(), Some(Placed { token: Token::Number(_) | Token::Text(_) | Token::At(_), .. })) {
        return chosen(candidates::joining(), &before[start..], start, at);
    }
    let known = compared_with(words_before, before, scope).or_else(|| asked_for(words_before, expected));
    let mut all = known.map(|kind| options(&kind, !is_bare(expected))).unwrap_or_default();
    all.extend(everything(scope, expected));
    longest(all, &found, before, at)
}

/// The entries of what stands before the dot, where the last words go on from one. An entry's name may have several words.
fn entry(found: &[Placed], before: &str, scope: &Scope) -> Option<Completion> {
    let words = found.iter().rev().take_while(|one| one.token == Token::Word).take(NAME_WORDS_MAX).count();
    let (named, words) = found.split_at(found.len() - words);
    let (Placed { token: Token::Symbol("."), .. }, of) = named.split_last()? else { return None };
    let start = words.first().map_or(before.len(), |word| word.span.start);
    let written = &before[start..];
    let all = operand(of, before, scope).map(|kind| entries(&kind)).unwrap_or_default();
    let is_one_word = words.len() < 2 && words.first().is_none_or(|word| word.span.end == before.len());
    let goes_on = is_one_word || all.iter().any(|one| begins(one, written));
    goes_on.then(|| chosen(all, written, start, before.len()))
}

/// The type of what is expected, where nothing of it is written yet.
fn asked_for(found: &[Placed], expected: &Expected) -> Option<Type> {
    let begins = match found.last().map(|last| &last.token) {
        None => true,
        Some(Token::Symbol(symbol)) => matches!(expected, Expected::Tests(_)) && matches!(*symbol, "," | "("),
        Some(_) => false,
    };
    match expected {
        Expected::Tests(kind) | Expected::Output(kind) if begins => Some(kind.clone()),
        _ => None,
    }
}

/// Whether an option stands there without quotes.
fn is_bare(expected: &Expected) -> bool {
    matches!(expected, Expected::Tests(_) | Expected::Output(_))
}

/// Those that go on from as many words as possible: a name may have several.
fn longest(all: Vec<Proposal>, found: &[Placed], before: &str, at: usize) -> Completion {
    let is_word = |placed: &&Placed| placed.token == Token::Word;
    let words: Vec<&Placed> = found.iter().rev().take_while(is_word).take(NAME_WORDS_MAX).collect();
    let ends_here = words.first().is_some_and(|word| word.span.end == at);
    for word in words.iter().skip(usize::from(ends_here)).rev() {
        let written = &before[word.span.start..at];
        let better =
            chosen(all.iter().filter(|one| begins(one, written)).cloned().collect(), written, word.span.start, at);
        if !better.proposals.is_empty() {
            return better;
        }
    }
    let start = words.first().filter(|_| ends_here).map_or(at, |word| word.span.start);
    chosen(all, &before[start..at], start, at)
}

/// The proposals that have to do with what is written: those that begin so first.
fn chosen(all: Vec<Proposal>, written: &str, start: usize, end: usize) -> Completion {
    let wanted = written.to_lowercase();
    let (first, rest): (Vec<Proposal>, Vec<Proposal>) = all.into_iter().partition(|one| begins(one, written));
    let inside = rest.into_iter().filter(|one| one.label.to_lowercase().contains(&wanted) && !wanted.is_empty());
    let mut proposals: Vec<Proposal> = Vec::new();
    for one in first.into_iter().chain(inside) {
        if proposals.len() < ITEMS_MAX
            && !proposals.iter().any(|known| known.label == one.label && known.kind == one.kind)
        {
            proposals.push(one);
        }
    }
    Completion { start, end, proposals }
}

fn begins(one: &Proposal, written: &str) -> bool {
    one.label.to_lowercase().starts_with(&written.to_lowercase())
}
