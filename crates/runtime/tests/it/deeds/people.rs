//! Deeds on people, groups, access, definitions.

use std::sync::atomic::Ordering;

use baton_runtime::{Ask, Caller, PersonAsk, PersonChangeAsk, Refused, Request, Scope};

use super::Again::{Another, Nothing};
use super::runs::group;
use super::tasks::offered;
use super::workflows::LONG;
use super::{Deed, On};
use crate::world::World;

const PASSWORD: &str = "four words to keep";

pub(super) fn root(world: &World, key: &str, ask: Ask) -> Result<(), Refused> {
    world.ask_under(key, &world.person("root"), ask).map(drop)
}

/// Somebody new.
pub(super) fn somebody(world: &World, n: u64) -> On {
    let handle = format!("new{n}");
    world.ask(&Caller::system(), Ask::AddPerson(person(&handle))).expect("a person");
    handle
}

fn person(handle: &str) -> PersonAsk {
    let (name, email) = (format!("{handle} Somebody"), format!("{handle}@example.com"));
    PersonAsk { name, email, handle: Some(handle.to_owned()), ..PersonAsk::default() }
}

fn a_group(world: &World, n: u64) -> On {
    let handle = format!("group{n}");
    group(world, &handle, &["fin"]);
    handle
}

/// A workflow's key for each number.
fn key(n: u64) -> String {
    let letter = |n: u64| char::from(b'A' + (n % 26) as u8);
    [letter(n / 676), letter(n / 26), letter(n), 'X'].iter().collect()
}

fn own(world: &World, key: &str, ask: Ask) -> Request {
    Request { caller: world.person("mia"), key: Some(key.to_owned()), if_match: None, ask }
}

fn a_token(name: &str) -> Ask {
    Ask::MakeToken { name: name.to_owned(), scopes: vec![Scope::Read], expires: None }
}

pub const ALL: &[Deed] = &[
    Deed {
        name: "a version is published",
        ask: Some("publish"),
        before: |world, n| {
            let slug = format!("long{n}");
            let text = LONG.replace("workflow: long", &format!("workflow: {slug}\nkey: {}", key(n)));
            let draft = world.handle.save_draft(&world.person("ben"), &slug, &text, Some(0)).expect("a draft");
            format!("{slug}/{}", draft.rev)
        },
        act: |world, on, key| {
            let (slug, rev) = on.split_once('/').expect("both");
            let (workflow, note, rev) = (slug.to_owned(), "As agreed".to_owned(), rev.parse().expect("a number"));
            world.ask_under(key, &world.person("ben"), Ask::Publish { workflow, note, rev }).map(drop)
        },
        again: Nothing,
    },
    Deed {
        name: "somebody is added",
        ask: Some("add_person"),
        before: |_, n| format!("more{n}"),
        act: |world, handle, key| root(world, key, Ask::AddPerson(person(handle))),
        again: Nothing,
    },
    Deed {
        name: "somebody who is signed in is deactivated",
        ask: Some("change_person"),
        before: |world, n| {
            let handle = somebody(world, n);
            let person = world.person(&handle).person.expect("a person");
            world.handle.open_session(person, None).expect("signed in");
            handle
        },
        act: |world, person, key| {
            let change = PersonChangeAsk { active: Some(false), ..PersonChangeAsk::default() };
            root(world, key, Ask::ChangePerson { person: person.clone(), change })
        },
        again: Nothing,
    },
    Deed {
        name: "a group is added",
        ask: Some("add_group"),
        before: |_, n| format!("more{n}"),
        act: |world, handle, key| {
            let (handle, title, members) = (handle.clone(), "More".to_owned(), vec!["fin".to_owned()]);
            root(world, key, Ask::AddGroup { handle, title, members })
        },
        again: Nothing,
    },
    Deed {
        name: "a group is renamed",
        ask: Some("change_group"),
        before: a_group,
        act: |world, group, key| {
            root(world, key, Ask::ChangeGroup { group: group.clone(), title: "Another".to_owned() })
        },
        again: Nothing,
    },
    Deed {
        name: "a group gets a member",
        ask: Some("add_member"),
        before: a_group,
        act: |world, group, key| root(world, key, Ask::AddMember { group: group.clone(), person: "cleo".to_owned() }),
        again: Nothing,
    },
    Deed {
        name: "a group loses a member",
        ask: Some("remove_member"),
        before: a_group,
        act: |world, group, key| root(world, key, Ask::RemoveMember { group: group.clone(), person: "fin".to_owned() }),
        again: Nothing,
    },
    Deed {
        name: "a token is made",
        ask: Some("make_token"),
        before: |_, n| format!("token {n}"),
        act: |world, name, key| world.handle.make_token(own(world, key, a_token(name))).map(drop),
        again: Nothing,
    },
    Deed {
        name: "a token is ended",
        ask: Some("revoke_token"),
        before: |world, n| {
            let ask = own(world, &format!("made {n}"), a_token("ends"));
            world.handle.make_token(ask).expect("a token").token.id.to_string()
        },
        act: |world, token, key| {
            let ask = Ask::RevokeToken { token: token.parse().expect("a number") };
            world.handle.submit_blocking(own(world, key, ask)).map(drop)
        },
        again: Nothing,
    },
    Deed {
        name: "somebody is invited",
        ask: Some("invite"),
        before: somebody,
        act: |world, person, _| world.handle.invite(&world.person("root"), person).map(drop),
        again: Another,
    },
    Deed {
        name: "somebody changes their password",
        ask: Some("set_password"),
        before: |world, n| {
            let handle = somebody(world, n);
            let link = world.handle.invite(&world.person("root"), &handle).expect("a link").secret;
            world.handle.use_invitation(&link, PASSWORD, "192.0.2.9").expect("a password");
            handle
        },
        act: |world, handle, _| {
            let person = world.person(handle);
            let new = "another four words";
            match world.handle.change_password(&person, PASSWORD, new) {
                // What could not be said the first time was done all the same.
                Err(refused) if refused.code == "access.password_wrong" => {
                    world.handle.change_password(&person, new, new)
                }
                done => done,
            }
        },
        again: Another,
    },
    Deed {
        name: "a rehearsal's clock is moved, and what is due happens",
        ask: Some("move_clock"),
        before: |world, n| {
            offered(world, n);
            let to = world.handle.core().now() + jiff::SignedDuration::from_hours(2);
            to.to_string()
        },
        act: |world, to, key| {
            let ask = Ask::MoveClock { to: to.parse().expect("a moment") };
            let (caller, key) = (world.person("root"), Some(key.to_owned()));
            world.handle.move_clock(Request { caller, key, if_match: None, ask })?;
            // A timer that could not be fired waits a second before it is tried again.
            world.clock.fetch_add(2_000_000, Ordering::AcqRel);
            world.handle.settle()
        },
        again: Nothing,
    },
    Deed {
        name: "somebody settles their language",
        ask: Some("change_me"),
        before: |_, n| if n.is_multiple_of(2) { "de" } else { "en" }.to_owned(),
        act: |world, language, key| {
            let (language, zone) = (Some(language.clone()), Some("Europe/Berlin".to_owned()));
            world.handle.submit_blocking(own(world, key, Ask::ChangeMe { language, zone })).map(drop)
        },
        again: Nothing,
    },
    Deed {
        name: "somebody settles their shortcuts",
        ask: Some("set_shortcuts"),
        before: |world, n| {
            let on = !n.is_multiple_of(2);
            let ask = own(world, &format!("other {n}"), Ask::SetShortcuts { on: !on });
            world.handle.submit_blocking(ask).expect("settled");
            on.to_string()
        },
        act: |world, on, key| {
            let ask = Ask::SetShortcuts { on: on == "true" };
            world.handle.submit_blocking(own(world, key, ask)).map(drop)
        },
        again: Nothing,
    },
];
