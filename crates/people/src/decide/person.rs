//! Commands about one person.

use super::{find, values};
use crate::limits::PEOPLE_MAX;
use crate::wire::Form;
use crate::{
    Directory, DirectoryEvent, NewPerson, PersonAdded, PersonChange, PersonChanged, PersonId, Private, Refusal,
    WorkspaceRole, handle_from_name, is_handle,
};

pub fn add(directory: &Directory, new: &NewPerson) -> Result<Vec<DirectoryEvent>, Refusal> {
    if directory.people.len() >= PEOPLE_MAX {
        return Err(Refusal::Full { what: "people", max: PEOPLE_MAX });
    }
    let person = directory.next_person();
    let name = values::text("name", &new.name)?;
    let email = values::email(directory, person, &new.email)?;
    let handle = match &new.handle {
        Some(handle) => free_handle(directory, person, handle)?,
        None => made_handle(directory, person, &name),
    };
    if let Some(manager) = new.manager {
        find(directory, manager)?;
    }
    let added = PersonAdded {
        v: Form,
        person,
        handle: Private::of_person(person, handle),
        name: Private::of_person(person, name),
        email: Private::of_person(person, email),
        manager: new.manager,
        site: values::optional_text("site", new.site.as_ref())?,
        language: new.language.as_deref().map_or_else(|| Ok("en".to_owned()), values::language)?,
        zone: new.zone.as_deref().map(values::zone).transpose()?,
        role: new.role,
        skills: values::skills(&new.skills)?,
    };
    Ok(vec![DirectoryEvent::PersonAdded(Box::new(added))])
}

pub fn change(directory: &Directory, id: PersonId, change: &PersonChange) -> Result<Vec<DirectoryEvent>, Refusal> {
    let person = find(directory, id)?;
    if let Some(Some(manager)) = change.manager {
        find(directory, manager)?;
        if directory.would_circle(id, manager) {
            return Err(Refusal::ManagerCircle { person: id, manager });
        }
    }
    let name = change.name.as_deref().map(|name| values::text("name", name)).transpose()?;
    let email = change.email.as_deref().map(|email| values::email(directory, id, email)).transpose()?;
    let site = change.site.as_ref().map(|site| values::optional_text("site", site.as_ref())).transpose()?;
    let language = change.language.as_deref().map(values::language).transpose()?;
    let zone = change.zone.as_ref().map(|zone| zone.as_deref().map(values::zone).transpose()).transpose()?;
    let skills = change.skills.as_deref().map(values::skills).transpose()?;
    let changed = PersonChanged {
        v: Form,
        person: id,
        name: differs(name, &person.name).map(|name| Private::of_person(id, name)),
        email: differs(email, &person.email).map(|email| Private::of_person(id, email)),
        manager: differs(change.manager, &person.manager),
        site: differs(site, &person.site),
        language: differs(language, &person.language),
        zone: differs(zone, &person.zone),
        skills: differs(skills, &person.skills),
    };
    let nothing = PersonChanged { person: id, ..PersonChanged::default() };
    Ok(if changed == nothing { Vec::new() } else { vec![DirectoryEvent::PersonChanged(Box::new(changed))] })
}

pub fn set_handle(directory: &Directory, id: PersonId, handle: &str) -> Result<Vec<DirectoryEvent>, Refusal> {
    let person = find(directory, id)?;
    let handle = free_handle(directory, id, handle)?;
    if handle == person.handle {
        return Ok(Vec::new());
    }
    Ok(vec![DirectoryEvent::HandleSet { v: Form, person: id, handle: Private::of_person(id, handle) }])
}

pub fn set_role(directory: &Directory, id: PersonId, role: WorkspaceRole) -> Result<Vec<DirectoryEvent>, Refusal> {
    let person = find(directory, id)?;
    if person.role == role {
        return Ok(Vec::new());
    }
    if directory.is_last_administrator(id) {
        return Err(Refusal::LastAdministrator { person: id });
    }
    Ok(vec![DirectoryEvent::WorkspaceRoleSet { v: Form, person: id, role }])
}

pub fn deactivate(directory: &Directory, id: PersonId) -> Result<Vec<DirectoryEvent>, Refusal> {
    if !find(directory, id)?.active {
        return Err(Refusal::NotActive { person: id });
    }
    if directory.is_last_administrator(id) {
        return Err(Refusal::LastAdministrator { person: id });
    }
    Ok(vec![DirectoryEvent::PersonDeactivated { v: Form, person: id }])
}

pub fn reactivate(directory: &Directory, id: PersonId) -> Result<Vec<DirectoryEvent>, Refusal> {
    if find(directory, id)?.active {
        return Err(Refusal::AlreadyActive { person: id });
    }
    Ok(vec![DirectoryEvent::PersonReactivated { v: Form, person: id }])
}

pub fn erase(
    directory: &Directory,
    id: PersonId,
    (by, reason): (PersonId, &str),
    fields: bool,
) -> Result<Vec<DirectoryEvent>, Refusal> {
    find(directory, id)?;
    if id == by {
        return Err(Refusal::EraseYourself { person: id });
    }
    if directory.is_last_administrator(id) {
        return Err(Refusal::LastAdministrator { person: id });
    }
    let reason = Private::of_person(by, values::reason(reason)?);
    Ok(vec![DirectoryEvent::PersonErased { v: Form, person: id, reason, fields }])
}

fn differs<T: PartialEq>(new: Option<T>, old: &T) -> Option<T> {
    new.filter(|new| new != old)
}

fn free_handle(directory: &Directory, person: PersonId, handle: &str) -> Result<String, Refusal> {
    let handle = handle.trim().trim_start_matches('@').to_lowercase();
    if !is_handle(&handle) {
        return Err(Refusal::HandleWrong { handle });
    }
    match directory.by_handle(&handle) {
        Some(other) if other.id != person => Err(Refusal::HandleTaken { handle }),
        _ => Ok(handle),
    }
}

/// The name's handle, with a number added where it is taken, or the person's number where the name gives none.
fn made_handle(directory: &Directory, person: PersonId, name: &str) -> String {
    let base = handle_from_name(name);
    let free = |handle: &String| is_handle(handle) && directory.by_handle(handle).is_none();
    let numbered = (2..100).map(|n| format!("{base}{n}"));
    std::iter::once(base.clone()).chain(numbered).find(free).unwrap_or_else(|| format!("person-{person}"))
}
