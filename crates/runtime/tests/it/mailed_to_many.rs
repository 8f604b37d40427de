//! A mail to several people, in a workspace where mails leave: each has a row of its own, and a rebuild counts them so.

use baton_runtime::{Ask, Caller, WorkspaceKind};
use baton_store::row::OutboxKind;
use serde_json::json;

use crate::world::{Kept, World};

const TOLD: &str = "workflow: told\ntitle: Told\nowner: procurement\nstart:\n  - form: Ask\n    who: everyone\n    gives: [note]\nroles:\n  \
                    all: { group: all, pick: everyone }\nfields:\n  note: { type: text }\nsteps:\n  - send: It is so\n    to: all\n    \
                    subject: It is so\n    body: Please look.\n  - end: sent\noutcomes:\n  sent: { title: Sent }\n";

#[test]
fn each_who_gets_a_mail_has_a_row_and_a_rebuild_says_the_same() {
    for kind in [WorkspaceKind::Real, WorkspaceKind::Rehearsal] {
        let world = World::of(Kept::in_memory(), kind);
        let members = ["mia", "ana", "fin"].map(str::to_owned).to_vec();
        let group = Ask::AddGroup { handle: "all".to_owned(), title: "All".to_owned(), members };
        world.ask(&Caller::system(), group).expect("a group");
        world.publish("told", TOLD).expect("published");
        let values = json!({ "note": "Hello" }).as_object().expect("an object").clone();
        let start = Ask::StartRun { workflow: "told".to_owned(), start: None, values };
        world.ask(&world.person("ana"), start).expect("a run");
        let reader = world.kept.store.reader().expect("a reader");
        let waiting = reader.outbox_pending(OutboxKind::Mail, i64::MAX, 10).expect("read").len();
        assert_eq!(waiting, if kind == WorkspaceKind::Real { 3 } else { 0 });
        // The world ends with a rebuild.
    }
}
