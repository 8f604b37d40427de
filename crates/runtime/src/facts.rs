//! The facts that deciding a command needs: from the directory, and from the tables for loads and files.

use std::collections::HashMap;

use baton_engine::{Facts, FileFact, GroupFact, PersonFact, Want};
use baton_people::{Calendar, Candidate, Directory, Person, PersonId};
use baton_store::{Reader, StoreError};
use serde::{Deserialize, Serialize};

use crate::core::Core;
use crate::incoming;

/// What is sealed of a file beside its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileNames {
    /// Its name.
    pub name: String,
    /// SHA-256 of the content, hexadecimal.
    pub content_sha256: String,
}

/// What commands decided before in the same batch change of what the tables say: later ones are decided on it.
#[derive(Clone, Debug, Default)]
pub struct Ahead {
    /// Counters as they will be.
    pub counters: HashMap<String, i64>,
    /// How many open tasks more, or fewer, each person will have.
    pub loads: HashMap<PersonId, i64>,
}

/// Where facts come from, for a command of that actor on that run.
pub struct Sources<'a> {
    /// The shared state.
    pub core: &'a Core,
    /// Who there is, as of this batch.
    pub directory: &'a Directory,
    /// The tables as committed.
    pub reader: &'a dyn Reader,
    /// What the batch changes of them.
    pub ahead: &'a Ahead,
    /// Who acts.
    pub person: Option<PersonId>,
    /// The run; 0 where it does not exist yet.
    pub run: i64,
    /// Its workflow; 0 where no other version of it is asked for.
    pub workflow: i64,
}

/// How the names of the counters begin that say when somebody was last given a task.
pub const LAST_ASSIGNED: &str = "assigned:";

/// The name under which it is counted when somebody was last given a task.
pub fn last_assigned_counter(person: PersonId) -> String {
    format!("{LAST_ASSIGNED}{person}")
}

impl Sources<'_> {
    /// Nothing but the calendar.
    pub fn empty(&self) -> Facts {
        Facts::new(Calendar::weekdays_9_to_17(self.core.zone()))
    }

    /// Adds what is wanted.
    pub fn add(&self, facts: &mut Facts, wants: &[Want]) -> Result<(), StoreError> {
        for want in wants {
            match want {
                Want::Person(person) => self.tell_of(*person, facts),
                Want::PersonNamed(text) => {
                    let found = self.directory.resolve_person(text).map(|person| person.id);
                    facts.named.insert(text.clone(), found);
                }
                Want::Group(handle) => {
                    facts.groups.insert(handle.clone(), self.group(handle)?);
                }
                Want::OwnerOf(id) => {
                    let row = self.reader.workflow_by_slug(id)?;
                    facts.owners.insert(id.clone(), row.map(|row| row.owner).filter(|owner| !owner.is_empty()));
                }
                Want::Decision(id) => {
                    let fact = self.core.definitions.shared(self.reader, id)?;
                    facts.decisions.insert(id.clone(), fact);
                }
                Want::Version(version) => {
                    let known = self.reader.version(self.workflow, (*version).into())?.is_some();
                    let version = i64::from(*version);
                    let known = known.then(|| self.core.definitions.compiled(self.reader, self.workflow, version));
                    facts.versions.insert(version as u32, known.transpose()?);
                }
                Want::Holder(lock) => {
                    facts.holders.insert(lock.clone(), self.holder(lock)?);
                }
                Want::Kept(wanted) => {
                    facts.kept.insert(wanted.clone(), incoming::kept(self.core, self.reader, wanted)?);
                }
                Want::File(id) => {
                    facts.files.insert(id.clone(), self.file(id)?);
                }
            }
        }
        Ok(())
    }

    /// Says who somebody is, and who their manager is: expressions see both, so the next question would be the other one, and
    /// each makes the command be decided anew.
    fn tell_of(&self, person: PersonId, facts: &mut Facts) {
        let found = self.directory.person(person);
        facts.people.insert(person, found.map(|found| self.person(found)));
        if let Some(manager) = found.and_then(|found| found.manager)
            && !facts.people.contains_key(&manager)
        {
            facts.people.insert(manager, self.directory.person(manager).map(|found| self.person(found)));
        }
    }

    /// The run that holds a lock of the workflow.
    fn holder(&self, lock: &str) -> Result<Option<String>, StoreError> {
        let first = self.reader.locks(self.workflow, lock, 1)?.into_iter().next();
        let holder = first.filter(|row| row.held).map(|row| self.reader.run(row.run)).transpose()?;
        Ok(holder.flatten().map(|row| row.key))
    }

    fn person(&self, person: &Person) -> PersonFact {
        let groups = person.groups.iter().filter_map(|id| self.directory.group(*id));
        PersonFact {
            name: if person.erased { String::new() } else { person.name.clone() },
            email: person.email.clone(),
            manager: person.manager,
            groups: groups.map(|group| group.handle.clone()).collect(),
            site: person.site.clone(),
            active: person.active,
            absent: false,
            skills: person.skills.clone(),
        }
    }

    /// Counted for the members of groups alone: with very many open tasks it takes longer than all the rest of a command.
    fn load(&self, person: PersonId) -> Result<u32, StoreError> {
        let load = self.reader.load(person)? + self.ahead.loads.get(&person).copied().unwrap_or(0);
        Ok(u32::try_from(load.max(0)).unwrap_or(u32::MAX))
    }

    fn group(&self, handle: &str) -> Result<Option<GroupFact>, StoreError> {
        let Some(group) = self.directory.group_by_handle(handle) else { return Ok(None) };
        let members = group.members.iter().filter_map(|id| self.directory.person(*id));
        let members = members.map(|person| self.candidate(person)).collect::<Result<_, _>>()?;
        Ok(Some(GroupFact { members }))
    }

    fn candidate(&self, person: &Person) -> Result<Candidate, StoreError> {
        let counter = last_assigned_counter(person.id);
        let last = match self.ahead.counters.get(&counter) {
            Some(last) => *last,
            None => self.reader.counter(&counter)?,
        };
        Ok(Candidate {
            person: person.id,
            open_tasks: self.load(person.id)?,
            last_assigned: (last > 0).then_some(last),
            active: person.active,
            absent: false,
            skills: person.skills.clone(),
        })
    }

    /// An uploaded file of the actor's own, or one of the run.
    fn file(&self, id: &str) -> Result<Option<FileFact>, StoreError> {
        let Some(row) = self.reader.file(id)? else { return Ok(None) };
        let theirs = row.run.is_none() && self.person == Some(row.owner);
        let of_run = row.run.is_some_and(|run| run == self.run);
        if !theirs && !of_run {
            return Ok(None);
        }
        let names = self.core.sealer.open_from(&row.name)?;
        let names = names.and_then(|bytes| serde_json::from_slice::<FileNames>(&bytes).ok());
        let names = names.unwrap_or(FileNames { name: String::new(), content_sha256: String::new() });
        let ending = names.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        Ok(Some(FileFact {
            name: names.name,
            size_bytes: row.size as u64,
            format: ending_of(&row.media_type).map(str::to_owned).or(ending),
            media_type: row.media_type,
            sha256: crate::history::hex(&row.sha256),
            content_sha256: names.content_sha256,
        }))
    }
}

/// The ending that goes with a type that was found from a content.
fn ending_of(media_type: &str) -> Option<&'static str> {
    Some(match media_type {
        "application/pdf" => "pdf",
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "application/zip" => "zip",
        _ => return None,
    })
}
