//! The directory's commands, events and look-ups.

use baton_people::{
    Directory, DirectoryCommand as Command, Found, NewPerson, PersonChange, Private, Refusal, WorkspaceRole, decide,
};
use serde_json::json;

fn new(name: &str, email: &str) -> NewPerson {
    NewPerson { name: name.to_owned(), email: email.to_owned(), ..NewPerson::default() }
}

fn did(directory: &mut Directory, command: &Command) -> usize {
    let events = decide(directory, command).unwrap();
    for event in &events {
        directory.apply(event);
    }
    events.len()
}

fn refused(directory: &Directory, command: &Command) -> Refusal {
    decide(directory, command).unwrap_err()
}

/// Ana (1, administrator) manages Ben (2), who manages Cleo (3); finance has Ben and Cleo.
fn directory() -> Directory {
    let mut directory = Directory::default();
    let ana = NewPerson { role: WorkspaceRole::Administrator, ..new("Ana Díaz", "ana@example.org") };
    did(&mut directory, &Command::AddPerson(ana));
    did(&mut directory, &Command::AddPerson(NewPerson { manager: Some(1), ..new("Ben Okafor", "ben@example.org") }));
    did(&mut directory, &Command::AddPerson(NewPerson { manager: Some(2), ..new("Cleo Lund", "cleo@example.org") }));
    let finance = Command::AddGroup { handle: "finance".into(), title: "Finance".into(), members: vec![3, 2, 3] };
    did(&mut directory, &finance);
    directory
}

#[test]
fn people_are_found_by_handle_address_and_number() {
    let directory = directory();
    for text in ["@ana.diaz", "ana.diaz", "Ana@Example.ORG", "1", " 1 "] {
        assert_eq!(directory.resolve_person(text).map(|p| p.id), Some(1), "{text}");
    }
    for text in ["@finance", "nobody@example.org", "99", ""] {
        assert_eq!(directory.resolve_person(text), None, "{text}");
    }
    assert!(matches!(directory.resolve("finance"), Some(Found::Group(group)) if group.members == [2, 3]));
    assert!(matches!(directory.resolve("ben.okafor"), Some(Found::Person(person)) if person.groups == [1]));
    assert_eq!(directory.manager_of(3).map(|p| p.id), Some(2));
    assert_eq!(directory.manager_of(1), None);
    assert!(directory.is_member(2, "finance") && !directory.is_member(1, "finance"));
}

#[test]
fn an_old_handle_leads_to_the_new_one_and_is_not_given_to_another() {
    let mut directory = directory();
    did(&mut directory, &Command::SetHandle { person: 1, handle: "@Ana.Silva".into() });
    assert_eq!(directory.by_handle("ana.diaz").map(|p| p.handle.as_str()), Some("ana.silva"));
    let take = Command::SetHandle { person: 2, handle: "ana.diaz".into() };
    assert_eq!(refused(&directory, &take).code(), "person.handle_taken");
    did(&mut directory, &Command::SetHandle { person: 1, handle: "ana.diaz".into() });
    let ana = directory.person(1).unwrap();
    assert_eq!((ana.handle.as_str(), ana.old_handles.as_slice()), ("ana.diaz", &["ana.silva".to_owned()][..]));
}

#[test]
fn a_handle_made_of_a_name_is_free() {
    let mut directory = directory();
    did(&mut directory, &Command::AddPerson(new("Ana Diaz", "ana2@example.org")));
    did(&mut directory, &Command::AddPerson(new("李雷", "li@example.org")));
    assert_eq!(directory.person(4).unwrap().handle, "ana.diaz2");
    assert_eq!(directory.person(5).unwrap().handle, "person-5");
}

#[test]
fn wrong_values_are_refused_with_their_code() {
    let directory = directory();
    let change = |change: PersonChange| Command::ChangePerson { person: 1, change };
    let long = "x".repeat(201);
    for (command, code) in [
        (Command::AddPerson(new(" ", "x@example.org")), "person.text_wrong"),
        (Command::AddPerson(new(&long, "x@example.org")), "person.text_wrong"),
        (Command::AddPerson(new("Two\nlines", "x@example.org")), "person.text_wrong"),
        (Command::AddPerson(new("X Y", "BEN@example.org")), "person.email_taken"),
        (Command::AddPerson(new("X Y", "no address")), "person.email_wrong"),
        (Command::AddPerson(new("X Y", "a@b@c")), "person.email_wrong"),
        (Command::AddPerson(new("X Y", "a@.org")), "person.email_wrong"),
        (Command::AddPerson(NewPerson { manager: Some(77), ..new("X Y", "x@example.org") }), "person.not_found"),
        (Command::AddPerson(NewPerson { handle: Some("a b".into()), ..new("X Y", "x@e.org") }), "person.handle_wrong"),
        (
            Command::AddPerson(NewPerson { handle: Some("everyone".into()), ..new("X", "x@e.org") }),
            "person.handle_wrong",
        ),
        (change(PersonChange { language: Some("english".into()), ..Default::default() }), "person.language_wrong"),
        (change(PersonChange { zone: Some(Some("Mars/Olympus".into())), ..Default::default() }), "person.zone_wrong"),
        (change(PersonChange { manager: Some(Some(3)), ..Default::default() }), "person.manager_circle"),
        (change(PersonChange { manager: Some(Some(1)), ..Default::default() }), "person.manager_circle"),
        (change(PersonChange { skills: Some(vec!["s".into(); 101]), ..Default::default() }), "person.workspace_full"),
        (Command::DeactivatePerson { person: 1 }, "person.last_administrator"),
        (Command::SetWorkspaceRole { person: 1, role: WorkspaceRole::Member }, "person.last_administrator"),
        (Command::ReactivatePerson { person: 1 }, "person.already_active"),
        (Command::DeactivatePerson { person: 8 }, "person.not_found"),
        (Command::AddGroup { handle: "finance".into(), title: "F".into(), members: vec![] }, "group.handle_taken"),
        (Command::AddGroup { handle: "Fin".into(), title: "F".into(), members: vec![] }, "person.handle_wrong"),
        (Command::AddGroup { handle: "fin".into(), title: "F".into(), members: vec![9] }, "person.not_found"),
        (Command::ChangeGroup { group: 5, title: "F".into() }, "group.not_found"),
        (Command::AddMember { group: 1, person: 2 }, "group.already_member"),
        (Command::RemoveMember { group: 1, person: 1 }, "group.not_member"),
    ] {
        let refusal = refused(&directory, &command);
        assert_eq!(refusal.code(), code, "{command:?}");
        assert!(baton_people::codes::CODES.iter().any(|known| known.code == code), "{code} is in the table");
        assert!(!refusal.to_string().contains('{'), "a parameter of {code} is missing: {refusal}");
    }
}

#[test]
fn a_change_that_changes_nothing_makes_no_event() {
    let mut directory = directory();
    let same = PersonChange { name: Some("Ben Okafor".into()), manager: Some(Some(1)), ..Default::default() };
    assert_eq!(did(&mut directory, &Command::ChangePerson { person: 2, change: same }), 0);
    assert_eq!(did(&mut directory, &Command::SetHandle { person: 2, handle: "ben.okafor".into() }), 0);
    assert_eq!(did(&mut directory, &Command::SetWorkspaceRole { person: 2, role: WorkspaceRole::Member }), 0);
    assert_eq!(did(&mut directory, &Command::ChangeGroup { group: 1, title: "Finance".into() }), 0);
}

#[test]
fn null_clears_and_absent_keeps() {
    let mut directory = directory();
    let at = |text| serde_json::from_value::<PersonChange>(text).unwrap();
    let change = at(json!({"site": "Lisbon", "zone": "europe/lisbon", "skills": ["vision", "vision"]}));
    did(&mut directory, &Command::ChangePerson { person: 3, change });
    let cleo = directory.person(3).unwrap();
    assert_eq!(cleo.zone.as_deref(), Some("Europe/Lisbon"));
    assert_eq!((cleo.manager, cleo.skills.len()), (Some(2), 1));
    did(&mut directory, &Command::ChangePerson { person: 3, change: at(json!({"manager": null, "site": null})) });
    let cleo = directory.person(3).unwrap();
    assert_eq!((cleo.manager, cleo.site.as_deref()), (None, None));
    assert_eq!(cleo.zone.as_deref(), Some("Europe/Lisbon"));
    assert!(serde_json::from_value::<PersonChange>(json!({"sight": "Lisbon"})).is_err());
}

#[test]
fn who_leaves_is_no_administrator_any_more_and_can_come_back() {
    let mut directory = directory();
    did(&mut directory, &Command::SetWorkspaceRole { person: 2, role: WorkspaceRole::Administrator });
    did(&mut directory, &Command::DeactivatePerson { person: 1 });
    assert!(!directory.person(1).unwrap().active);
    assert!(directory.is_last_administrator(2));
    assert_eq!(refused(&directory, &Command::DeactivatePerson { person: 1 }).code(), "person.not_active");
    did(&mut directory, &Command::ReactivatePerson { person: 1 });
    assert!(!directory.is_last_administrator(2));
    did(&mut directory, &Command::RemoveMember { group: 1, person: 2 });
    assert!(directory.person(2).unwrap().groups.is_empty());
}

#[test]
fn entries_name_nobody_in_the_clear() {
    let directory = directory();
    let add = Command::AddPerson(NewPerson { manager: Some(1), ..new("Dora Weiss", "dora@example.org") });
    let rename = Command::ChangePerson {
        person: 3,
        change: PersonChange { name: Some("Cleo Holm".into()), ..Default::default() },
    };
    let events: Vec<_> = [add, rename].iter().flat_map(|command| decide(&directory, command).unwrap()).collect();
    insta::assert_snapshot!(serde_json::to_string_pretty(&events).unwrap(), @r#"
    [
      {
        "t": "person_added",
        "v": 1,
        "person": 4,
        "handle": {
          "seal": {
            "person": 4
          },
          "v": "dora.weiss"
        },
        "name": {
          "seal": {
            "person": 4
          },
          "v": "Dora Weiss"
        },
        "email": {
          "seal": {
            "person": 4
          },
          "v": "dora@example.org"
        },
        "manager": 1,
        "site": null,
        "language": "en",
        "zone": null,
        "role": "member",
        "skills": []
      },
      {
        "t": "person_changed",
        "v": 1,
        "person": 3,
        "name": {
          "seal": {
            "person": 3
          },
          "v": "Cleo Holm"
        }
      }
    ]
    "#);
}

#[test]
fn an_erased_person_keeps_their_number_only() {
    let mut directory = Directory::default();
    for event in decide(&directory, &Command::AddPerson(new("Dora Weiss", "dora@example.org"))).unwrap() {
        let mut stored = serde_json::to_value(event).unwrap();
        for field in ["handle", "name", "email"] {
            stored[field] = serde_json::to_value(Private::Erased).unwrap();
        }
        directory.apply(&serde_json::from_value(stored).unwrap());
    }
    let erased = directory.person(1).unwrap();
    assert!(erased.erased);
    assert_eq!((erased.handle.as_str(), erased.email.as_str()), ("person-1", ""));
    assert_eq!(directory.by_email(""), None);
    assert_eq!(directory.next_person(), 2);
}

#[test]
fn erasing_forgets_name_address_handles_and_groups() {
    let mut directory = directory();
    let erase = |person, by, reason: &str| Command::ErasePerson { person, by, reason: reason.to_owned(), fields: true };
    did(&mut directory, &Command::SetHandle { person: 2, handle: "ben".into() });
    for (command, code) in [
        (erase(9, 1, "Asked for it."), "person.not_found"),
        (erase(1, 1, "Asked for it."), "person.erase_yourself"),
        (erase(1, 3, "Asked for it."), "person.last_administrator"),
        (erase(2, 1, "  "), "person.reason_missing"),
        (erase(2, 1, &"x".repeat(2_001)), "person.reason_missing"),
    ] {
        assert_eq!(refused(&directory, &command).code(), code);
    }
    let events = decide(&directory, &erase(2, 1, "Asked for it.")).unwrap();
    for event in &events {
        directory.apply(event);
    }
    let erased = directory.person(2).unwrap();
    assert_eq!(
        (erased.handle.as_str(), erased.email.as_str(), erased.active, erased.erased),
        ("person-2", "", false, true)
    );
    assert!(directory.by_handle("ben").is_none() && directory.by_handle("ben.okafor").is_none());
    assert!(directory.by_email("ben@example.org").is_none() && !directory.is_member(2, "finance"));
    assert_eq!(directory.group_by_handle("finance").unwrap().members, [3]);
    for command in [
        erase(2, 1, "Again."),
        Command::ReactivatePerson { person: 2 },
        Command::SetHandle { person: 2, handle: "ben".into() },
        Command::SetWorkspaceRole { person: 2, role: WorkspaceRole::Auditor },
    ] {
        assert_eq!(refused(&directory, &command).code(), "person.erased");
    }
}

#[test]
fn an_event_of_an_unknown_form_is_refused() {
    let event = json!({"t": "person_deactivated", "v": 2, "person": 1});
    let error = serde_json::from_value::<baton_people::DirectoryEvent>(event).unwrap_err();
    assert!(error.to_string().contains("form 2"), "{error}");
}
