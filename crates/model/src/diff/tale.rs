//! Telling what changed of one thing: each sentence begins with what it is about.

use std::collections::BTreeSet;

use super::matched::matched;
use super::words::Said;
use crate::map::IndexMap;

/// A longer value is not repeated in a sentence.
const SAID_CHARS_MAX: usize = 200;

/// What is told of one thing.
pub(super) struct Tale<'t> {
    of: String,
    /// The steps that both versions have.
    pub both: &'t BTreeSet<String>,
    told: &'t mut Vec<String>,
}

impl<'t> Tale<'t> {
    /// Begins to tell of something.
    pub fn of(of: impl Into<String>, both: &'t BTreeSet<String>, told: &'t mut Vec<String>) -> Self {
        Self { of: of.into(), both, told }
    }

    /// Tells of something else.
    pub fn about(&mut self, of: impl Into<String>) -> Tale<'_> {
        Tale { of: of.into(), both: self.both, told: self.told }
    }

    /// Tells of a part of it.
    pub fn part(&mut self, part: &str) -> Tale<'_> {
        Tale { of: format!("{}, {part}", self.of), both: self.both, told: self.told }
    }

    /// `OF: SENTENCE`.
    pub fn say(&mut self, sentence: &str) {
        self.told.push(format!("{}: {sentence}", self.of));
    }

    /// `OF is new`.
    pub fn is(&mut self, what: &str) {
        self.told.push(format!("{} is {what}", self.of));
    }

    /// A sentence about the whole.
    pub fn tell(&mut self, sentence: String) {
        self.told.push(sentence);
    }

    /// `OF: WHAT NEW instead of OLD`, where they differ.
    pub fn value<T: Said + ?Sized>(&mut self, what: &str, was: &T, now: &T) {
        match (was.said(), now.said()) {
            (was, now) if was == now => {}
            (Some(was), Some(now)) if is_long(&was) || is_long(&now) => {
                self.say(&format!("the {what} is another text"));
            }
            (Some(was), Some(now)) => self.say(&format!("{what} {now} instead of {was}")),
            (None, Some(now)) if is_long(&now) => self.say(&format!("the {what} is new")),
            (None, Some(now)) => self.say(&format!("{what} {now} is new")),
            (Some(was), None) if is_long(&was) => self.say(&format!("the {what} is gone")),
            (Some(was), None) => self.say(&format!("{what} {was} is gone")),
            (None, None) => {}
        }
    }

    /// Entries with names: what is new, what is gone, what changed, and whether they stand in another order.
    pub fn entries<T>(
        &mut self,
        (one, several): (&str, &str),
        was: &IndexMap<String, T>,
        now: &IndexMap<String, T>,
        compare: impl Fn(&mut Tale<'_>, &T, &T),
    ) {
        for (name, entry) in now {
            let mut tale = self.about(format!("{} {name}", capital(one)));
            match was.get(name) {
                None => tale.is("new"),
                Some(old) => compare(&mut tale, old, entry),
            }
        }
        for name in was.keys().filter(|name| !now.contains_key(*name)) {
            self.about(format!("{} {name}", capital(one))).is("gone");
        }
        if !in_order(was, now) {
            self.tell(format!("The {several} are in another order"));
        }
    }

    /// The same of entries that belong to what is told of.
    pub fn parts<T>(
        &mut self,
        (one, several): (&str, &str),
        was: &IndexMap<String, T>,
        now: &IndexMap<String, T>,
        compare: impl Fn(&mut Tale<'_>, &T, &T),
    ) {
        for (name, entry) in now {
            match was.get(name) {
                None => self.say(&format!("the {one} {name} is new")),
                Some(old) => compare(&mut self.part(&format!("{one} {name}")), old, entry),
            }
        }
        for name in was.keys().filter(|name| !now.contains_key(*name)) {
            self.say(&format!("the {one} {name} is gone"));
        }
        if !in_order(was, now) {
            self.say(&format!("the {several} are in another order"));
        }
    }

    /// Entries without names of their own: `called` says what one is called.
    pub fn list<T>(
        &mut self,
        (one, several): (&str, &str),
        (was, now): (&[T], &[T]),
        called: impl Fn(&T) -> String,
        compare: impl Fn(&mut Tale<'_>, &T, &T),
    ) {
        let found = matched(was, now, &called);
        for (old, new) in &found.pairs {
            compare(&mut self.part(&format!("{one} {}", called(&now[*new]))), &was[*old], &now[*new]);
        }
        for new in &found.new {
            self.say(&format!("the {one} {} is new", called(&now[*new])));
        }
        for old in &found.gone {
            self.say(&format!("the {one} {} is gone", called(&was[*old])));
        }
        if found.is_reordered() {
            self.say(&format!("the {several} are in another order"));
        }
    }
}

/// Whether what both have stands in one order.
fn in_order<T>(was: &IndexMap<String, T>, now: &IndexMap<String, T>) -> bool {
    let old = was.keys().filter(|name| now.contains_key(*name));
    old.eq(now.keys().filter(|name| was.contains_key(*name)))
}

fn is_long(text: &str) -> bool {
    text.contains('\n') || text.chars().count() > SAID_CHARS_MAX
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
