//! The directory's state: who there is, found by number, handle or address.
//!
//! Only `apply` changes it. Everything is kept in the order of numbers, so that two folds of the same events are equal.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::limits::MANAGER_CHAIN_MAX;
use crate::{Group, GroupId, Person, PersonId, WorkspaceRole};

/// All people and groups of a workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    pub(crate) people: BTreeMap<PersonId, Person>,
    pub(crate) groups: BTreeMap<GroupId, Group>,
    pub(crate) by_handle: BTreeMap<String, PersonId>,
    pub(crate) by_email: BTreeMap<String, PersonId>,
    pub(crate) by_group_handle: BTreeMap<String, GroupId>,
}

/// What a text that may name a person or a group leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// A person.
    Person(&'a Person),
    /// A group.
    Group(&'a Group),
}

impl Directory {
    /// The person of that number.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id)
    }

    /// The group of that number.
    pub fn group(&self, id: GroupId) -> Option<&Group> {
        self.groups.get(&id)
    }

    /// Everybody, by number.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.values()
    }

    /// Every group, by number.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.values()
    }

    /// Whom a handle leads to, with or without `@`, also a handle they had before.
    pub fn by_handle(&self, handle: &str) -> Option<&Person> {
        let handle = handle.strip_prefix('@').unwrap_or(handle);
        self.by_handle.get(handle).and_then(|id| self.people.get(id))
    }

    /// Whose address that is, without regard to case.
    pub fn by_email(&self, email: &str) -> Option<&Person> {
        self.by_email.get(&email_key(email)).and_then(|id| self.people.get(id))
    }

    /// The group that definitions call so.
    pub fn group_by_handle(&self, handle: &str) -> Option<&Group> {
        self.by_group_handle.get(handle).and_then(|id| self.groups.get(id))
    }

    /// The person that a text names: a handle (`@ana.diaz` or `ana.diaz`), an address or a number.
    pub fn resolve_person(&self, text: &str) -> Option<&Person> {
        let text = text.trim();
        if let Some(handle) = text.strip_prefix('@') {
            return self.by_handle(handle);
        }
        if text.contains('@') {
            return self.by_email(text);
        }
        self.by_handle(text).or_else(|| self.person(text.parse().ok()?))
    }

    /// What a text names in a definition, where a group's handle or a person may stand; the group first.
    pub fn resolve(&self, text: &str) -> Option<Found<'_>> {
        match self.group_by_handle(text.trim()) {
            Some(group) => Some(Found::Group(group)),
            None => self.resolve_person(text).map(Found::Person),
        }
    }

    /// To whom somebody reports.
    pub fn manager_of(&self, person: PersonId) -> Option<&Person> {
        self.person(person)?.manager.and_then(|manager| self.person(manager))
    }

    /// Whether somebody is in the group that definitions call so.
    pub fn is_member(&self, person: PersonId, group: &str) -> bool {
        self.group_by_handle(group).is_some_and(|group| group.members.binary_search(&person).is_ok())
    }

    /// The number the next person gets.
    pub fn next_person(&self) -> PersonId {
        self.people.last_key_value().map_or(1, |(id, _)| id + 1)
    }

    /// The number the next group gets.
    pub fn next_group(&self) -> GroupId {
        self.groups.last_key_value().map_or(1, |(id, _)| id + 1)
    }

    /// Whether somebody is the only active administrator.
    pub fn is_last_administrator(&self, person: PersonId) -> bool {
        let administers = |p: &&Person| p.active && p.role == WorkspaceRole::Administrator;
        let mut administrators = self.people().filter(administers);
        administrators.next().is_some_and(|p| p.id == person) && administrators.next().is_none()
    }

    /// Whether `person` would report to themselves in the end if `manager` became their manager.
    pub(crate) fn would_circle(&self, person: PersonId, manager: PersonId) -> bool {
        let mut above = Some(manager);
        for _ in 0..MANAGER_CHAIN_MAX {
            match above {
                None => return false,
                Some(id) if id == person => return true,
                Some(id) => above = self.person(id).and_then(|p| p.manager),
            }
        }
        true
    }
}

/// The form in which addresses are compared.
pub(crate) fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}
