//! `baton fmt`: one look for all definitions, without changing what they say.
//!
//! Two spaces a level, a step's keys in the usual order with its kind first, quotes around texts that other YAML readers
//! take for something else, at most one blank line, none at the ends. Comments, alignment inside a line and the order of
//! everything else stay. What comes out is read again and held against what went in; a text that would come out saying
//! something else is given back as it was.

mod layout;
mod order;
mod quotes;
mod steps;
mod with_ids;

use std::collections::HashMap;

use crate::fault::Fault;
use crate::found::Faults;
use crate::yaml::{self, Node, Source, Tree, Value};

pub use with_ids::with_ids;

/// How often a text is formatted until it stays as it is.
const ROUNDS_MAX: usize = 4;

/// Formats a text. The faults if it cannot be read as YAML.
pub fn fmt(text: &str) -> Result<String, Vec<Fault>> {
    let tree = parse(text)?;
    let mut now = text.to_owned();
    for _ in 0..ROUNDS_MAX {
        let Ok(before) = parse(&now) else { break };
        let next = quotes::quoted(&now, &before.root);
        let Ok(quoted) = parse(&next) else { break };
        let next = layout::laid_out(&next, &quoted);
        if next == now {
            return Ok(now);
        }
        match parse(&next) {
            Ok(after) if says_the_same(&tree, text, &after, &next) => now = next,
            _ => break,
        }
    }
    Ok(text.to_owned())
}

fn parse(text: &str) -> Result<Tree, Vec<Fault>> {
    let source = Source::new(text);
    let mut faults = Faults::default();
    yaml::read(&source, &mut faults).ok_or_else(|| faults.finish(&source, None))
}

fn says_the_same(was: &Tree, was_text: &str, now: &Tree, now_text: &str) -> bool {
    let comments = |tree: &Tree, text: &str| {
        let mut all: Vec<String> =
            tree.comments.iter().map(|comment| comment.span.of(text).trim_end().to_owned()).collect();
        all.sort();
        all
    };
    same(&was.root, &now.root) && comments(was, was_text) == comments(now, now_text)
}

/// Whether two trees say the same, whatever the order of keys.
fn same(was: &Node, now: &Node) -> bool {
    match (&was.value, &now.value) {
        (Value::Text { text: was_text, .. }, Value::Text { text: now_text, .. }) => {
            was_text == now_text && was.is_null() == now.is_null()
        }
        (Value::List { items: was, .. }, Value::List { items: now, .. }) => {
            was.len() == now.len() && was.iter().zip(now).all(|(was, now)| same(was, now))
        }
        (Value::Map { entries: was, .. }, Value::Map { entries: now, .. }) => {
            let now: HashMap<&str, &Node> = now.iter().map(|entry| (entry.key.as_str(), &entry.value)).collect();
            was.len() == now.len()
                && was.iter().all(|entry| now.get(entry.key.as_str()).is_some_and(|other| same(&entry.value, other)))
        }
        _ => false,
    }
}
