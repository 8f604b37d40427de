//! Decides what a command to the directory makes happen.
//!
//! It promises that a refused command changes nothing, that handles (also former ones) and addresses stay unique, that
//! nobody reports to themselves in the end, and that an active administrator remains. Numbers are given in order.
//! A change that changes nothing gives no events, so no entry is to be written. Who may command is not asked here.

mod group;
mod person;
mod values;

use crate::{Directory, DirectoryCommand, DirectoryEvent, Person, PersonId, Refusal};

/// The events that a command makes, or why it is refused.
pub fn decide(directory: &Directory, command: &DirectoryCommand) -> Result<Vec<DirectoryEvent>, Refusal> {
    match command {
        DirectoryCommand::AddPerson(new) => person::add(directory, new),
        DirectoryCommand::ChangePerson { person, change } => person::change(directory, *person, change),
        DirectoryCommand::SetHandle { person, handle } => person::set_handle(directory, *person, handle),
        DirectoryCommand::SetWorkspaceRole { person, role } => person::set_role(directory, *person, *role),
        DirectoryCommand::DeactivatePerson { person } => person::deactivate(directory, *person),
        DirectoryCommand::ReactivatePerson { person } => person::reactivate(directory, *person),
        DirectoryCommand::ErasePerson { person, by, reason, fields } => {
            person::erase(directory, *person, (*by, reason), *fields)
        }
        DirectoryCommand::AddGroup { handle, title, members } => group::add(directory, handle, title, members),
        DirectoryCommand::ChangeGroup { group, title } => group::change(directory, *group, title),
        DirectoryCommand::AddMember { group, person } => group::add_member(directory, *group, *person),
        DirectoryCommand::RemoveMember { group, person } => group::remove_member(directory, *group, *person),
    }
}

/// Somebody who is there and was not erased.
fn find(directory: &Directory, person: PersonId) -> Result<&Person, Refusal> {
    match directory.person(person) {
        None => Err(Refusal::PersonNotFound { person }),
        Some(found) if found.erased => Err(Refusal::Erased { person }),
        Some(found) => Ok(found),
    }
}
