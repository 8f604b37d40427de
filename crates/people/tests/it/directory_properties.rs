//! What holds for the directory after any commands.

use std::collections::BTreeSet;

use baton_people::{
    Directory, DirectoryCommand as Command, DirectoryEvent, NewPerson, PersonChange, WorkspaceRole, decide,
};
use proptest::prelude::*;

fn person_number() -> impl Strategy<Value = i64> {
    1_i64..7
}

fn command() -> impl Strategy<Value = Command> {
    let name = prop::sample::select(vec!["Ana Díaz", "Ana Diaz", "Ben", "李雷", "C"]);
    let email = prop::sample::select(vec!["a@x.org", "A@x.org", "b@x.org", "c@x.org", "d@x.org", "bad"]);
    let handle = prop::sample::select(vec!["ana.diaz", "ben", "cleo", "me", "Z"]);
    let role = prop::sample::select(WorkspaceRole::ALL.to_vec());
    let person = person_number;
    prop_oneof![
        3 => (name, email.clone(), prop::option::of(person()), role.clone()).prop_map(|(name, email, manager, role)| {
            let (name, email) = (name.to_owned(), email.to_owned());
            Command::AddPerson(NewPerson { name, email, manager, role, ..NewPerson::default() })
        }),
        3 => (person(), prop::option::of(email), prop::option::of(prop::option::of(person()))).prop_map(
            |(person, email, manager)| {
                let change = PersonChange { email: email.map(str::to_owned), manager, ..PersonChange::default() };
                Command::ChangePerson { person, change }
            }
        ),
        2 => (person(), handle).prop_map(|(person, handle)| Command::SetHandle { person, handle: handle.to_owned() }),
        1 => (person(), role).prop_map(|(person, role)| Command::SetWorkspaceRole { person, role }),
        1 => person().prop_map(|person| Command::DeactivatePerson { person }),
        1 => person().prop_map(|person| Command::ReactivatePerson { person }),
        1 => prop::collection::vec(person(), 0..4).prop_map(|members| {
            Command::AddGroup { handle: format!("group{}", members.len()), title: "G".to_owned(), members }
        }),
        1 => (1_i64..4, person()).prop_map(|(group, person)| Command::AddMember { group, person }),
        1 => (1_i64..4, person()).prop_map(|(group, person)| Command::RemoveMember { group, person }),
    ]
}

fn check(directory: &Directory) -> Result<(), TestCaseError> {
    let emails: BTreeSet<String> = directory.people().map(|p| p.email.to_lowercase()).collect();
    prop_assert_eq!(emails.len(), directory.people().count());
    for person in directory.people() {
        for handle in std::iter::once(&person.handle).chain(&person.old_handles) {
            prop_assert_eq!(directory.by_handle(handle).map(|p| p.id), Some(person.id));
        }
        prop_assert_eq!(directory.by_email(&person.email).map(|p| p.id), Some(person.id));
        let mut above = directory.manager_of(person.id);
        for _ in 0..directory.people().count() {
            above = above.and_then(|p| directory.manager_of(p.id));
        }
        prop_assert!(above.is_none(), "{} reports in a circle", person.id);
        for group in directory.groups() {
            prop_assert_eq!(person.groups.contains(&group.id), group.members.contains(&person.id));
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn invariants_hold_and_the_stored_events_give_the_same_directory(commands in prop::collection::vec(command(), 1..60)) {
        let mut directory = Directory::default();
        let mut stored = Vec::new();
        let mut had_administrator = false;
        for command in &commands {
            for event in decide(&directory, command).unwrap_or_default() {
                directory.apply(&event);
                stored.push(serde_json::to_string(&event).unwrap());
            }
            check(&directory)?;
            let has = directory.people().any(|p| p.active && p.role == WorkspaceRole::Administrator);
            prop_assert!(has || !had_administrator, "the last administrator is gone");
            had_administrator = has;
        }
        let mut rebuilt = Directory::default();
        for text in &stored {
            rebuilt.apply(&serde_json::from_str::<DirectoryEvent>(text).unwrap());
        }
        prop_assert_eq!(rebuilt, directory);
    }
}
