//! Uploads: whose they are, how many there may be, when they go.

use std::fmt::Write as _;

use baton_runtime::files::Shelf;
use baton_runtime::{Ask, FormDraft};
use baton_store::row::{FileRow, FileState};
use baton_store::{Change, Hash};
use serde_json::{Map, Value};

use crate::world::{Kept, World, wish};

const START: &str = "ask-to-buy-something";
const MANY: usize = 45;

/// A form with that many fields for files, and as many for people.
fn form(fields: usize) -> String {
    let mut text =
        "workflow: many\ntitle: Many\nowner: procurement\nstart:\n  - form: Begin\n    who: everyone\n    gives: ["
            .to_owned();
    let names: Vec<String> = (0..fields).flat_map(|n| [format!("file{n}"), format!("who{n}")]).collect();
    let _ = writeln!(text, "{}]\nfields:", names.join(", "));
    for name in names {
        let kind = if name.starts_with("file") { "file" } else { "person" };
        let _ = writeln!(text, "  {name}: {{ type: {kind} }}");
    }
    text + "steps:\n  - end: done\noutcomes:\n  done: { title: Done }\n"
}

#[test]
fn a_form_with_many_files_and_people_is_taken_at_once() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("many", &form(MANY)).expect("published");
        let ana = world.person("ana");
        let mut values = Map::new();
        for n in 0..MANY {
            let file = world.handle.upload(&ana, "a.txt", format!("text {n}").as_bytes()).expect("a file");
            values.insert(format!("file{n}"), file.id.into());
            let person = ["@boss", "@mia", "@ana", "@fin", "@cleo", "@ben", "@audi"][n % 7];
            values.insert(format!("who{n}"), person.into());
        }
        let draft = FormDraft { rev: None, values: values.clone().into_iter().collect(), ..FormDraft::default() };
        world.handle.save_start_draft(&ana, "many", "begin", draft).expect("saved");
        world.ask(&ana, Ask::StartRun { workflow: "many".to_owned(), start: None, values }).expect("begun");
    }
}

#[test]
fn what_nobody_has_sent_yet_is_read_by_its_owner_alone() {
    let world = World::new(Kept::in_memory());
    let file = world.handle.upload(&world.person("ana"), "a.txt", b"mine").expect("a file").id;
    assert!(world.handle.file(&world.person("ana"), &file).is_ok());
    for other in ["root", "audi", "mia"] {
        let refused = world.handle.file(&world.person(other), &file).expect_err("hidden");
        assert_eq!(refused.code, "request.not_found", "{other}");
    }
}

fn put(world: &World, change: &Change) {
    let mut writer = world.kept.store.writer().expect("a writer");
    writer.transaction(&mut |tx| tx.put(change)).expect("put");
}

#[test]
fn nobody_uploads_more_than_there_may_be_unsent() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let (ana, mia) = (world.person("ana"), world.person("mia"));
        let row = FileRow {
            id: "large".to_owned(),
            size: (1 << 30) - 10,
            media_type: "text/plain".to_owned(),
            sha256: Hash([0; 32]),
            key: 1,
            name: Vec::new(),
            owner: ana.person.expect("a person"),
            run: None,
            at_us: 0,
            state: FileState::Uploaded,
        };
        world.handle.stop();
        put(&world, &Change::PutFile(row));
        let world = world.open_again();
        let kept = world.kept.shelf.list().expect("listed").len();
        assert_eq!(world.handle.upload(&ana, "a.txt", b"eleven bytes").expect_err("too many").code, "file.too_many");
        assert_eq!(world.kept.shelf.list().expect("listed").len(), kept, "nothing of it is left");
        world.handle.upload(&mia, "a.txt", b"eleven bytes").expect("hers");
        world.handle.upload(&ana, "a.txt", b"ten bytes!").expect("just so");
        world.handle.stop();
        put(&world, &Change::DropFile { id: "large".to_owned() });
    }
}

#[test]
fn a_content_that_no_row_names_goes_a_day_after_it_was_seen() {
    let world = World::new(Kept::in_memory());
    let run = world.request(1_500);
    let mut sink = world.kept.shelf.create("stranger").expect("a file");
    sink.write_all(b"left by a crash").expect("written");
    sink.keep().expect("kept");
    for (hours, left) in [(0, 2), (23, 2), (2, 1)] {
        world.forward(hours);
        world.handle.tidy().expect("tidied");
        assert_eq!(world.kept.shelf.list().expect("listed").len(), left, "after {hours} more hours");
    }
    assert_eq!(world.handle.run(&world.person("ana"), &run).expect("the run").files.len(), 1);
}

#[test]
fn uploads_in_drafts_hide_no_later_one_from_being_forgotten() {
    let world = World::new(Kept::in_memory());
    let (ana, mia) = (world.person("ana"), world.person("mia"));
    let upload = |who| world.handle.upload(who, "quote.pdf", b"%PDF-1.4 a quote").expect("a file").id;
    // More than a page of uploads that one draft names in a text.
    let named: Vec<String> = (0..1_001).map(|_| upload(&mia)).collect();
    let mut values = wish(1_500);
    for (n, names) in named.chunks(100).enumerate() {
        values.insert(["item", "vendor", "reason"][n % 3].to_owned() + &"_".repeat(n), Value::from(names.join(" ")));
    }
    let draft = FormDraft { values: values.into_iter().collect(), ..FormDraft::default() };
    world.handle.save_start_draft(&mia, "purchase-approval", START, draft).expect("saved");
    let unused = upload(&ana);
    world.forward(25);
    world.handle.tidy().expect("tidied");
    assert_eq!(world.handle.file(&ana, &unused).expect_err("gone").code, "request.not_found");
    assert!(named.iter().all(|id| world.handle.file(&mia, id).is_ok()));
}
