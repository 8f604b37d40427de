//! The names that an expression itself brings, found in one step however many there are.

use crate::types::Type;
use std::collections::HashMap;

/// A name that the expression itself brings.
pub(super) struct Local {
    pub name: String,
    pub kind: Type,
    /// The entries of its value can be named alone, as in a filter.
    pub opens: bool,
    /// Somebody named it.
    pub asked: bool,
}

impl Local {
    pub fn new(name: &str, kind: Type) -> Self {
        Self { name: name.to_owned(), kind, opens: false, asked: false }
    }

    pub fn has_known_entries(&self) -> bool {
        match &self.kind {
            Type::Context(entries) => !entries.is_empty(),
            Type::Any => false,
            _ => true,
        }
    }

    fn may_hold(&self, name: &str) -> bool {
        !self.has_known_entries() || matches!(self.kind.entry(name), Ok(Some(_)))
    }
}

/// All that hold at a place, the innermost last.
#[derive(Default)]
pub(super) struct Locals {
    all: Vec<Local>,
    by_name: HashMap<String, Vec<usize>>,
    open: Vec<usize>,
}

impl Locals {
    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn push(&mut self, local: Local) {
        let at = self.all.len();
        self.by_name.entry(local.name.clone()).or_default().push(at);
        if local.opens {
            self.open.push(at);
        }
        self.all.push(local);
    }

    /// Forgets all but the first ones.
    pub fn truncate(&mut self, length: usize) {
        for local in self.all.drain(length..) {
            if let Some(places) = self.by_name.get_mut(&local.name) {
                places.pop();
            }
        }
        self.open.retain(|at| *at < length);
    }

    pub fn has(&self, name: &str) -> bool {
        self.by_name.get(name).is_some_and(|places| !places.is_empty())
    }

    /// May a name be an entry of something here?
    pub fn any_opens(&self) -> bool {
        !self.open.is_empty()
    }

    /// The innermost of the first `visible` ones that has or may hold the name.
    pub fn find(&self, name: &str, visible: usize) -> Option<usize> {
        let places = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        let named = places.iter().rev().find(|at| **at < visible);
        let holds = |at: &&usize| **at < visible && self.all[**at].may_hold(name);
        named.max(self.open.iter().rev().find(holds)).copied()
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|local| local.name.as_str())
    }
}

impl std::ops::Index<usize> for Locals {
    type Output = Local;

    fn index(&self, at: usize) -> &Local {
        &self.all[at]
    }
}

impl std::ops::IndexMut<usize> for Locals {
    fn index_mut(&mut self, at: usize) -> &mut Local {
        &mut self.all[at]
    }
}
