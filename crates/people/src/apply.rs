//! Folds the directory's events into its state. It decides nothing and refuses nothing.
//!
//! An event arrives opened: a private value is its plain text, or erased where its key was destroyed. Somebody whose
//! handle was erased keeps their number and becomes `person-17`.

use crate::directory::email_key;
use crate::{Directory, DirectoryEvent, Group, Person, PersonAdded, PersonChanged, PersonId, Private};

impl Directory {
    /// What the directory is after the event.
    pub fn apply(&mut self, event: &DirectoryEvent) {
        match event {
            DirectoryEvent::PersonAdded(added) => self.person_added(added),
            DirectoryEvent::PersonChanged(changed) => self.person_changed(changed),
            DirectoryEvent::HandleSet { person, handle, .. } => self.handle_set(*person, handle),
            DirectoryEvent::WorkspaceRoleSet { person, role, .. } => self.change(*person, |p| p.role = *role),
            DirectoryEvent::PersonDeactivated { person, .. } => self.change(*person, |p| p.active = false),
            DirectoryEvent::PersonReactivated { person, .. } => self.change(*person, |p| p.active = true),
            DirectoryEvent::PersonErased { person, .. } => self.person_erased(*person),
            DirectoryEvent::GroupAdded { group, handle, title, .. } => {
                self.by_group_handle.insert(handle.clone(), *group);
                let (id, handle, title) = (*group, handle.clone(), title.clone());
                self.groups.insert(id, Group { id, handle, title, members: Vec::new() });
            }
            DirectoryEvent::GroupChanged { group, title, .. } => {
                if let Some(group) = self.groups.get_mut(group) {
                    group.title.clone_from(title);
                }
            }
            DirectoryEvent::MemberAdded { group, person, .. } => {
                if let Some(group) = self.groups.get_mut(group) {
                    insert_sorted(&mut group.members, *person);
                }
                self.change(*person, |p| insert_sorted(&mut p.groups, *group));
            }
            DirectoryEvent::MemberRemoved { group, person, .. } => {
                if let Some(group) = self.groups.get_mut(group) {
                    group.members.retain(|member| member != person);
                }
                self.change(*person, |p| p.groups.retain(|of| of != group));
            }
        }
    }

    fn person_added(&mut self, added: &PersonAdded) {
        let id = added.person;
        let handle = text(&added.handle).unwrap_or_else(|| format!("person-{id}"));
        let email = text(&added.email).unwrap_or_default();
        self.by_handle.insert(handle.clone(), id);
        self.index_email(&email, id);
        self.people.insert(
            id,
            Person {
                id,
                handle,
                old_handles: Vec::new(),
                erased: added.name == Private::Erased,
                name: text(&added.name).unwrap_or_else(|| format!("Erased person {id}")),
                email,
                manager: added.manager,
                groups: Vec::new(),
                site: added.site.clone(),
                language: added.language.clone(),
                zone: added.zone.clone(),
                role: added.role,
                active: true,
                skills: added.skills.clone(),
            },
        );
    }

    fn person_changed(&mut self, changed: &PersonChanged) {
        if let Some(email) = changed.email.as_ref().and_then(text) {
            let old = self.person(changed.person).map(|p| email_key(&p.email)).unwrap_or_default();
            self.by_email.remove(&old);
            self.index_email(&email, changed.person);
            self.change(changed.person, |p| p.email = email);
        }
        self.change(changed.person, |p| {
            if let Some(name) = changed.name.as_ref().and_then(text) {
                p.name = name;
            }
            replace(&mut p.manager, changed.manager.as_ref());
            replace(&mut p.site, changed.site.as_ref());
            replace(&mut p.language, changed.language.as_ref());
            replace(&mut p.zone, changed.zone.as_ref());
            replace(&mut p.skills, changed.skills.as_ref());
        });
    }

    fn handle_set(&mut self, person: PersonId, handle: &Private) {
        let Some(handle) = text(handle) else { return };
        self.by_handle.insert(handle.clone(), person);
        self.change(person, |p| {
            let old = std::mem::replace(&mut p.handle, handle);
            p.old_handles.retain(|had| *had != p.handle && *had != old);
            p.old_handles.push(old);
        });
    }

    /// What is left is what a fold gives whose keys are gone: the number, and that somebody was there.
    fn person_erased(&mut self, id: PersonId) {
        self.by_handle.retain(|_, person| *person != id);
        self.by_email.retain(|_, person| *person != id);
        let handle = format!("person-{id}");
        self.by_handle.entry(handle.clone()).or_insert(id);
        for group in self.groups.values_mut() {
            group.members.retain(|member| *member != id);
        }
        self.change(id, |p| {
            p.handle = handle;
            p.old_handles.clear();
            p.name = format!("Erased person {id}");
            p.email.clear();
            (p.manager, p.site, p.zone) = (None, None, None);
            p.groups.clear();
            p.skills.clear();
            (p.active, p.erased) = (false, true);
        });
    }

    fn index_email(&mut self, email: &str, person: PersonId) {
        if !email.is_empty() {
            self.by_email.insert(email_key(email), person);
        }
    }

    fn change(&mut self, person: PersonId, how: impl FnOnce(&mut Person)) {
        if let Some(person) = self.people.get_mut(&person) {
            how(person);
        }
    }
}

fn text(value: &Private) -> Option<String> {
    value.text().map(str::to_owned)
}

fn replace<T: Clone>(place: &mut T, value: Option<&T>) {
    if let Some(value) = value {
        place.clone_from(value);
    }
}

fn insert_sorted(list: &mut Vec<i64>, id: i64) {
    if let Err(at) = list.binary_search(&id) {
        list.insert(at, id);
    }
}
