//! Commands to the directory. What is asked in one request is one entry, all of it or nothing.

use std::sync::Arc;

use baton_people::{
    Directory, DirectoryCommand, DirectoryEvent, NewPerson, Person, PersonChange, PersonId, WorkspaceRole, decide,
};
use baton_store::Stream;

use super::batch::{Batch, Decision};
use super::prepared::{Becomes, Prepared, Then};
use crate::ask::{Answer, Ask, Made, PersonAsk, PersonChangeAsk, Request};
use crate::body::Body;
use crate::history::stored_kind;
use crate::live::{Audience, Live};
use crate::permissions::Operation;
use crate::refused::{Fault, Refused};
use crate::rights::Rights;

/// Decides it.
pub fn prepare(batch: &mut Batch<'_>, request: &Request) -> Result<Decision, Refused> {
    let rights = Rights::of(&request.caller, &batch.directory);
    let own = matches!(request.ask, Ask::ChangeMe { .. });
    let erases = matches!(request.ask, Ask::ErasePerson { .. });
    rights.at_all(match (own, erases) {
        (true, _) => Operation::SettleAccount,
        (_, true) => Operation::ErasePerson,
        _ => Operation::ChangeDirectory,
    })?;
    let commands = commands(batch, request)?;
    let mut after = (*batch.directory).clone();
    let mut events = Vec::new();
    for command in &commands {
        let decided = decide(&after, command).map_err(|refusal| Refused::from(refusal).naming(&after));
        for event in decided? {
            after.apply(&event);
            events.push(event);
        }
    }
    if events.is_empty() {
        return Ok(Decision::Nothing(Answer::NOTHING));
    }
    prepared(batch, request, &events, after).map(|prepared| Decision::Take(Box::new(prepared)))
}

fn commands(batch: &Batch<'_>, request: &Request) -> Result<Vec<DirectoryCommand>, Refused> {
    let directory = &batch.directory;
    Ok(match &request.ask {
        Ask::AddPerson(ask) => vec![DirectoryCommand::AddPerson(new_person(directory, ask)?)],
        Ask::ChangePerson { person, change } => {
            let person = find(directory, person)?;
            seen_as_is(batch, request, person.id)?;
            changes(directory, person, change)?
        }
        Ask::ChangeMe { language, zone } => {
            let person = request.caller.person.unwrap_or_default();
            let zone = zone.clone().map(Some);
            let change = PersonChange { language: language.clone(), zone, ..PersonChange::default() };
            vec![DirectoryCommand::ChangePerson { person, change }]
        }
        Ask::ErasePerson { person, reason, keep_fields } => {
            let by = request.caller.person.unwrap_or_default();
            let (person, reason) = (find(directory, person)?.id, reason.clone());
            vec![DirectoryCommand::ErasePerson { person, by, reason, fields: !keep_fields }]
        }
        Ask::AddGroup { handle, title, members } => {
            let members =
                members.iter().map(|member| person_in(directory, member, "/members")).collect::<Result<_, _>>()?;
            vec![DirectoryCommand::AddGroup { handle: handle.clone(), title: title.clone(), members }]
        }
        Ask::ChangeGroup { group, title } => {
            let id = group_of(directory, group)?;
            seen_group_as_is(batch, request, id)?;
            vec![DirectoryCommand::ChangeGroup { group: id, title: title.clone() }]
        }
        Ask::AddMember { group, person } => {
            vec![DirectoryCommand::AddMember {
                group: group_of(directory, group)?,
                person: find(directory, person)?.id,
            }]
        }
        Ask::RemoveMember { group, person } => {
            vec![DirectoryCommand::RemoveMember {
                group: group_of(directory, group)?,
                person: find(directory, person)?.id,
            }]
        }
        _ => return Err(Refused::new("server.internal")),
    })
}

fn new_person(directory: &Directory, ask: &PersonAsk) -> Result<NewPerson, Refused> {
    let manager = ask.manager.as_deref().map(|manager| person_in(directory, manager, "/manager")).transpose()?;
    let PersonAsk { name, email, handle, site, language, zone, skills, .. } = ask.clone();
    let handle = handle.map(|handle| handle.trim_start_matches('@').to_owned());
    Ok(NewPerson { name, email, handle, manager, site, language, zone, role: role(ask.role.as_deref())?, skills })
}

fn changes(directory: &Directory, person: &Person, ask: &PersonChangeAsk) -> Result<Vec<DirectoryCommand>, Refused> {
    let id = person.id;
    let manager = match &ask.manager {
        None => None,
        Some(None) => Some(None),
        Some(Some(manager)) => Some(Some(person_in(directory, manager, "/manager")?)),
    };
    let change = PersonChange {
        name: ask.name.clone(),
        email: ask.email.clone(),
        manager,
        site: ask.site.clone(),
        language: ask.language.clone(),
        zone: ask.zone.clone(),
        skills: ask.skills.clone(),
    };
    let mut commands = Vec::new();
    if change != PersonChange::default() {
        commands.push(DirectoryCommand::ChangePerson { person: id, change });
    }
    if let Some(handle) = &ask.handle {
        commands.push(DirectoryCommand::SetHandle { person: id, handle: handle.trim_start_matches('@').to_owned() });
    }
    if ask.role.is_some() {
        commands.push(DirectoryCommand::SetWorkspaceRole { person: id, role: role(ask.role.as_deref())? });
    }
    match ask.active {
        Some(true) if !person.active => commands.push(DirectoryCommand::ReactivatePerson { person: id }),
        Some(false) if person.active => commands.push(DirectoryCommand::DeactivatePerson { person: id }),
        _ => {}
    }
    Ok(commands)
}

fn prepared(
    batch: &Batch<'_>,
    request: &Request,
    events: &[DirectoryEvent],
    after: Directory,
) -> Result<Prepared, Refused> {
    let number = batch.next_entry();
    let made = events.iter().find_map(|event| match event {
        DirectoryEvent::PersonAdded(added) => Some(Made::Person(added.person)),
        DirectoryEvent::PersonErased { person, .. } => Some(Made::Person(*person)),
        _ => None,
    });
    let gone = events.iter().filter_map(|event| match event {
        DirectoryEvent::PersonDeactivated { person, .. } | DirectoryEvent::PersonErased { person, .. } => {
            Some(Then::CloseSessions(*person))
        }
        _ => None,
    });
    let actor = request.caller.actor();
    let cmd = request.key.clone().unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
    Ok(Prepared {
        stream: Stream::DIRECTORY,
        expect_seq: batch.reader.stream_head(Stream::DIRECTORY)?.map_or(0, |head| head.seq),
        time_us: batch.now_us,
        actor: (stored_kind(actor.kind), actor.id),
        body: Body::new(&cmd, &request.caller, events)?,
        number,
        before: Vec::new(),
        changes: Vec::new(),
        loads: Vec::new(),
        becomes: Becomes::Directory(Arc::new(after)),
        told: vec![Live {
            entry: number,
            kind: "directory",
            keys: Vec::new(),
            rev: None,
            audience: Audience::Everybody,
        }],
        then: gone.collect(),
        answer: Answer { entry: number, made: made.unwrap_or(Made::Nothing) },
    })
}

fn find<'d>(directory: &'d Directory, person: &str) -> Result<&'d Person, Refused> {
    directory.resolve_person(person).ok_or_else(|| Refused::not_found("person", person))
}

fn group_of(directory: &Directory, group: &str) -> Result<i64, Refused> {
    directory.group_by_handle(group).map(|group| group.id).ok_or_else(|| Refused::not_found("group", group))
}

/// A person named inside a body: not there is a fault of the body.
fn person_in(directory: &Directory, person: &str, path: &str) -> Result<PersonId, Refused> {
    let found = directory.resolve_person(person).map(|person| person.id);
    found.ok_or_else(|| wrong(path, &format!("there is no person {person}")))
}

fn role(word: Option<&str>) -> Result<WorkspaceRole, Refused> {
    let Some(word) = word else { return Ok(WorkspaceRole::default()) };
    WorkspaceRole::from_word(word).ok_or_else(|| wrong("/role", &format!("there is no role {word}")))
}

fn wrong(path: &str, reason: &str) -> Refused {
    let mut fault = Fault { path: path.to_owned(), code: "request.wrong_value".to_owned(), ..Fault::default() };
    fault.params.insert("reason".to_owned(), reason.into());
    Refused::new("request.wrong_body").fault(fault)
}

/// The revision of somebody: the stream's, since any change of the directory may be about them.
fn seen_as_is(batch: &Batch<'_>, request: &Request, person: PersonId) -> Result<(), Refused> {
    as_is(request, crate::revs::person(&batch.directory, person))
}

fn seen_group_as_is(batch: &Batch<'_>, request: &Request, group: i64) -> Result<(), Refused> {
    as_is(request, crate::revs::group(&batch.directory, group))
}

fn as_is(request: &Request, rev: i64) -> Result<(), Refused> {
    match request.if_match {
        Some(seen) if seen != rev => Err(Refused::new("request.stale").with("rev", rev)),
        _ => Ok(()),
    }
}
