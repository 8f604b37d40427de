//! Deeds that write beside the commands: drafts, uploads, read marks, sessions, the log, what is forgotten.

use baton_runtime::FormDraft;
use serde_json::json;

use super::Again::Nothing;
use super::{Deed, On};
use crate::world::{World, wish};

const START: &str = "ask-to-buy-something";

fn none(_: &World, _: u64) -> On {
    On::new()
}

fn form(values: serde_json::Map<String, serde_json::Value>) -> FormDraft {
    FormDraft { values: values.into_iter().collect(), ..FormDraft::default() }
}

pub const ALL: &[Deed] = &[
    Deed {
        name: "a definition's draft is saved",
        ask: None,
        before: |_, n| format!("draft-{n}"),
        act: |world, slug, _| {
            let ben = world.person("ben");
            let rev = world.handle.draft(&ben, slug).map_or(0, |draft| draft.rev);
            world.handle.save_draft(&ben, slug, &format!("workflow: {slug}\n"), Some(rev)).map(drop)
        },
        again: Nothing,
    },
    Deed {
        name: "a start's form is saved",
        ask: None,
        before: none,
        act: |world, _, _| {
            let ana = world.person("ana");
            world.handle.save_start_draft(&ana, "purchase-approval", START, form(wish(7))).map(drop)
        },
        again: Nothing,
    },
    Deed {
        name: "a task's form is saved",
        ask: None,
        before: |world, _| {
            let run = world.request(1_500);
            world.complete("mia", &run, Some("approve"), serde_json::Value::Null).expect("approved");
            world.open_task(&run)
        },
        act: |world, task, _| {
            let values = json!({ "budget_code": "B-7" }).as_object().cloned().unwrap_or_default();
            world.handle.save_task_draft(&world.person("fin"), task, form(values)).map(drop)
        },
        again: Nothing,
    },
    Deed {
        name: "a file is uploaded",
        ask: None,
        before: none,
        act: |world, _, _| world.handle.upload(&world.person("ana"), "q.pdf", b"%PDF-1.4 a quote").map(drop),
        again: Nothing,
    },
    Deed {
        name: "notifications are read",
        ask: None,
        before: |world, _| world.request(640),
        act: |world, _, _| world.handle.mark_read(&world.person("mia"), i64::MAX),
        again: Nothing,
    },
    Deed {
        name: "somebody signs in and out",
        ask: None,
        before: none,
        act: |world, _, _| {
            let mia = world.person("mia").person.expect("a person");
            let (secret, _, caller) = world.handle.open_session(mia, Some("a browser"))?;
            assert!(world.handle.caller_of_session(&secret)?.is_some());
            let baton_runtime::Via::Session { id } = caller.via.clone() else { panic!("no session") };
            world.handle.close_session(&caller, &id)
        },
        again: Nothing,
    },
    Deed {
        name: "a checkpoint is signed",
        ask: None,
        before: |world, _| world.request(640),
        act: |world, _, _| world.handle.cover(),
        again: Nothing,
    },
    Deed {
        name: "what is past its time is forgotten",
        ask: None,
        before: |world, n| {
            let mut sink = baton_runtime::files::Shelf::create(world.kept.shelf.as_ref(), &format!("{n:032x}"));
            let mut sink = sink.as_mut().expect("a file");
            std::io::Write::write_all(&mut sink, b"left by a crash").expect("written");
            world.handle.upload(&world.person("ana"), "q.pdf", b"%PDF-1.4 a quote").expect("a file");
            world.forward(25);
            On::new()
        },
        act: |world, _, _| world.handle.tidy(),
        again: Nothing,
    },
    Deed {
        name: "a workspace is looked at",
        ask: None,
        before: |world, _| world.request(640),
        act: |world, run, _| {
            let (ana, mia, root) = (world.person("ana"), world.person("mia"), world.person("root"));
            world.handle.run(&ana, run)?;
            world.handle.task(&mia, &format!("{run}.1"))?;
            world.handle.evidence(&root, run)?;
            world.handle.task_counts(&mia)?;
            world.handle.observe()
        },
        again: Nothing,
    },
];
