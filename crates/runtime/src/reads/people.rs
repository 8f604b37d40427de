//! The directory for screens, and invitations into it.

use baton_people::{Directory, Group, Person, WorkspaceRole};
use baton_store::query::Cursor;

use super::looked::role_of;
use super::page::{PageAsk, cursor, cut};
use crate::ask::{Ask, Made, Request};
use crate::caller::Caller;
use crate::handle::Handle;
use crate::history::time;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::revs;
use crate::rights::Rights;
use crate::view::lens::{moment, person_ref};
use crate::view::types::{GroupRef, GroupView, Page, PersonView};

/// A link by which somebody sets a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// What stands in it.
    pub secret: String,
    /// Until when it works.
    pub expires: String,
}

impl Handle {
    /// Everybody, or those whose name, handle or address has all of these words, in the order they came.
    pub fn people(&self, caller: &Caller, q: &str, page: &PageAsk) -> Result<Page<PersonView>, Refused> {
        let directory = self.core().directory();
        Rights::of(caller, &directory).at_all(Operation::ReadDirectory)?;
        let after = cursor(page.cursor.as_deref())?.map_or(0, |cursor| cursor.id);
        let words: Vec<String> = q.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let people =
            directory.people().filter(|person| person.id > after && has(person, &words)).take(page.limit as usize + 1);
        let (people, next) = cut(people.collect(), page.limit, |person| Cursor { sort: 0, id: person.id });
        let items = people.into_iter().map(|person| self.person_view(caller, &directory, person));
        Ok(Page { items: items.collect::<Result<_, _>>()?, next })
    }

    /// Somebody, by a handle they have or had.
    pub fn person(&self, caller: &Caller, id: &str) -> Result<PersonView, Refused> {
        let directory = self.core().directory();
        Rights::of(caller, &directory).at_all(Operation::ReadDirectory)?;
        let person = directory.resolve_person(id).ok_or_else(|| Refused::not_found("person", id))?;
        self.person_view(caller, &directory, person)
    }

    /// Somebody's handle, by their number.
    pub fn handle_of(&self, person: i64) -> Result<String, Refused> {
        Ok(person_ref(&self.core().directory(), person).id)
    }

    fn person_view(&self, caller: &Caller, directory: &Directory, person: &Person) -> Result<PersonView, Refused> {
        let core = self.core();
        let groups = person.groups.iter().filter_map(|group| directory.group(*group));
        let administers = role_of(directory, caller) == Some(WorkspaceRole::Administrator);
        Ok(PersonView {
            person: person_ref(directory, person.id),
            erased: person.erased,
            email: person.email.clone(),
            manager: person.manager.map(|manager| person_ref(directory, manager)),
            groups: groups.map(|group| GroupRef { handle: group.handle.clone(), title: group.title.clone() }).collect(),
            site: person.site.clone(),
            language: person.language.clone(),
            zone: person.zone.clone(),
            role: person.role.word().to_owned(),
            skills: person.skills.clone(),
            can_sign_in: administers && core.credentials.has_password(person.id)?,
            open_tasks: u64::try_from(core.reader()?.load(person.id)?).unwrap_or(0),
            rev: revs::person(directory, person.id),
        })
    }

    /// Makes a link by which somebody sets a password; an older one of theirs stops working.
    pub fn invite(&self, caller: &Caller, id: &str) -> Result<Invitation, Refused> {
        let core = self.core();
        let ask = Ask::Invite { person: id.to_owned() };
        let request = Request { caller: caller.clone(), key: None, if_match: None, ask };
        let Made::Person(person) = self.submit_blocking(request)?.made else {
            return Err(Refused::new("server.internal"));
        };
        let link = core.credentials.make_password_link(person, core.clock.machine_us())?;
        Ok(Invitation { secret: link.secret, expires: moment(time(link.expires_us)) })
    }

    /// All groups.
    pub fn groups(&self, caller: &Caller) -> Result<Vec<GroupView>, Refused> {
        let directory = self.core().directory();
        Rights::of(caller, &directory).at_all(Operation::ReadDirectory)?;
        Ok(directory.groups().map(|group| group_view(&directory, group)).collect())
    }

    /// A group.
    pub fn group(&self, caller: &Caller, handle: &str) -> Result<GroupView, Refused> {
        let directory = self.core().directory();
        Rights::of(caller, &directory).at_all(Operation::ReadDirectory)?;
        let group = directory.group_by_handle(handle).ok_or_else(|| Refused::not_found("group", handle))?;
        Ok(group_view(&directory, group))
    }
}

/// Whether each of the words stands in somebody's name, handle or address.
fn has(person: &Person, words: &[String]) -> bool {
    let text = format!("{} @{} {}", person.name, person.handle, person.email).to_lowercase();
    words.iter().all(|word| text.contains(word.as_str()))
}

fn group_view(directory: &Directory, group: &Group) -> GroupView {
    GroupView {
        handle: group.handle.clone(),
        title: group.title.clone(),
        members: group.members.iter().map(|person| person_ref(directory, *person)).collect(),
        rev: revs::group(directory, group.id),
    }
}
