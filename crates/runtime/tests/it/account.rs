use baton_runtime::{Ask, Caller, PersonAsk, SetUp};
use baton_store::Stream;

use crate::world::{Kept, World};

const PASSWORD: &str = "four words to keep";

/// A world of which nobody can sign in yet, as `root` has no password.
fn link(world: &World) -> String {
    assert!(world.handle.needs_setup().expect("read"));
    world.handle.setup_link().expect("a link")
}

fn first(token: &str, email: &str) -> SetUp {
    let (token, email, password) = (token.to_owned(), email.to_owned(), PASSWORD.to_owned());
    SetUp { token, name: "Ada First".to_owned(), email, handle: None, password }
}

/// What the entries of `access` say, in their words.
fn said(world: &World, event: &str) -> usize {
    let reader = world.kept.store.reader().expect("a reader");
    let entries = baton_store::read::history(reader.as_ref(), Stream::ACCESS, 0).expect("read");
    let texts =
        entries.iter().map(|entry| String::from_utf8_lossy(entry.body.as_deref().unwrap_or_default()).into_owned());
    texts.filter(|text| text.contains(event)).count()
}

#[test]
fn of_two_who_use_the_first_link_at_once_one_gets_in() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let link = link(&world);
        let before = world.entries();
        let use_it = |email: &'static str| world.handle.set_up(first(&link, email));
        let (one, other) = std::thread::scope(|threads| {
            let one = threads.spawn(|| use_it("one@example.com"));
            let other = threads.spawn(|| use_it("other@example.com"));
            (one.join().expect("no panic"), other.join().expect("no panic"))
        });
        let refused = if one.is_ok() { other } else { one };
        assert_eq!(refused.expect_err("the other one").code, "access.link_used");
        assert_eq!(world.entries(), before + 2, "a person and a password");
        assert!(!world.handle.needs_setup().expect("read"));
    }
}

#[test]
fn a_link_of_which_nothing_came_works_again() {
    let world = World::new(Kept::in_memory());
    let link = link(&world);
    world.handle.set_up(first(&link, "no address")).expect_err("no address");
    world.handle.set_up(first(&link, "ada@example.com")).expect("the first administrator");
    assert_eq!(world.handle.set_up(first(&link, "eve@example.com")).expect_err("used").code, "access.link_used");
}

#[test]
fn an_administrator_without_a_password_is_not_locked_out() {
    let world = World::new(Kept::in_memory());
    let role = Some("administrator".to_owned());
    let (name, email) = ("Ada First".to_owned(), "ada@example.com".to_owned());
    let ask = Ask::AddPerson(PersonAsk { name, email, role, ..PersonAsk::default() });
    world.ask(&Caller::system(), ask).expect("as it stands after a crash");
    let people = world.handle.core().directory().people().count();
    let ada = world.handle.set_up(first(&link(&world), "ada@example.com")).expect("the same person");
    assert_eq!(world.handle.core().directory().people().count(), people);
    assert_eq!(world.handle.verify_password("ada@example.com", PASSWORD).expect("read"), Some(ada));
}

#[test]
fn links_and_passwords_leave_an_entry_and_older_links_stop() {
    let world = World::new(Kept::in_memory());
    let root = world.person("root");
    let invite = || world.handle.invite(&root, "cleo").expect("a link").secret;
    let (older, newer) = (invite(), invite());
    assert_eq!(said(&world, "invitation_made"), 2);
    let set = |secret: &str| world.handle.use_invitation(secret, PASSWORD, "192.0.2.9");
    assert_eq!(set(&older).expect_err("an older link").code, "access.link_used");
    let cleo = set(&newer).expect("a password");
    assert_eq!(said(&world, "password_set"), 1);
    let after = invite();
    world.handle.change_password(&Caller::person(cleo), PASSWORD, "another four words").expect("changed");
    assert_eq!(said(&world, "password_set"), 2);
    assert_eq!(set(&after).expect_err("the password was changed since").code, "access.link_used");
    let secret = invite();
    assert!(world.kept.store.reader().expect("a reader").entries(0, 1_000).expect("read").iter().all(|entry| {
        let text = String::from_utf8_lossy(entry.body.as_deref().unwrap_or_default());
        !text.contains(&secret) && !text.contains(PASSWORD)
    }));
}

#[test]
fn nobody_but_an_administrator_makes_links() {
    let world = World::new(Kept::in_memory());
    let before = world.entries();
    assert_eq!(world.handle.invite(&world.person("mia"), "cleo").expect_err("not hers").code, "access.not_allowed");
    assert_eq!(world.handle.invite(&world.person("root"), "nobody").expect_err("nobody").code, "request.not_found");
    assert_eq!(world.entries(), before);
}
