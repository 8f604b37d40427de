use baton_runtime::{FormDraft, Request};
use serde_json::Value;

use crate::world::{Kept, World, start, wish};

const START: &str = "ask-to-buy-something";

fn filled(amount: u32) -> FormDraft {
    FormDraft { values: wish(amount), ..FormDraft::default() }
}

#[test]
fn a_form_that_was_sent_begins_empty_again() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let ana = world.person("ana");
        let saved = world.handle.save_start_draft(&ana, "purchase-approval", START, filled(640)).expect("saved");
        assert!(saved.rev > 0);
        world.request(640);
        let form = world.handle.start_form(&ana, "purchase-approval", START).expect("the form");
        assert_eq!((form.rev, form.saved_at), (0, None));
        assert!(form.fields.iter().all(|field| field.value.is_null()), "{:?}", form.fields);
    }
}

#[test]
fn what_somebody_else_saved_stays() {
    let world = World::new(Kept::in_memory());
    let mia = world.person("mia");
    world.handle.save_start_draft(&mia, "purchase-approval", START, filled(640)).expect("saved");
    world.request(640);
    assert!(world.handle.start_form(&mia, "purchase-approval", START).expect("the form").rev > 0);
}

#[test]
fn a_task_that_is_over_has_no_draft() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let run = world.request(640);
        world.complete("mia", &run, Some("approve"), Value::Null).expect("approved");
        let (task, ben) = (world.open_task(&run), world.person("ben"));
        world.handle.save_task_draft(&ben, &task, FormDraft::default()).expect("saved");
        let place = format!("task:{task}");
        let stored = |world: &World| {
            let reader = world.kept.store.reader().expect("a reader");
            reader.form_draft(&place, ben.person.expect("a person")).expect("read").is_some()
        };
        assert!(stored(&world));
        let give = serde_json::json!({ "order_number": "PO-1" });
        world.complete("ben", &run, None, give).expect("ordered");
        assert!(!stored(&world));
    }
}

#[test]
fn an_upload_that_nobody_used_goes_after_a_day_with_its_content() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let (ana, mia) = (world.person("ana"), world.person("mia"));
        let upload = |who| world.handle.upload(who, "quote.pdf", b"%PDF-1.4 a quote").expect("a file").id;
        let (unused, drafted) = (upload(&ana), upload(&mia));
        let run = world.request(1_500);
        let mut draft = filled(1_500);
        draft.values.insert("quote".to_owned(), drafted.clone().into());
        world.handle.save_start_draft(&mia, "purchase-approval", START, draft).expect("saved");

        world.forward(23);
        world.handle.tidy().expect("tidied");
        assert!(world.handle.file(&ana, &unused).is_ok(), "for a day");

        world.forward(2);
        world.handle.tidy().expect("tidied");
        assert_eq!(world.handle.file(&ana, &unused).expect_err("gone").code, "request.not_found");
        assert!(world.handle.file(&mia, &drafted).is_ok(), "a draft refers to it");
        let of_run = world.handle.run(&ana, &run).expect("the run").files;
        assert_eq!(of_run.len(), 1);
        assert!(world.handle.file(&ana, &of_run[0].id).is_ok(), "a run refers to it");
    }
}

#[test]
fn a_repeat_is_known_for_thirty_days() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let ask = || Request {
            caller: world.person("ana"),
            key: Some("once".to_owned()),
            if_match: None,
            ask: start(wish(640)),
        };
        let first = world.handle.submit_blocking(ask()).expect("a run");
        world.forward(29 * 24);
        world.handle.tidy().expect("tidied");
        assert_eq!(world.handle.submit_blocking(ask()).expect("the same"), first);
        world.forward(2 * 24);
        world.handle.tidy().expect("tidied");
        assert_ne!(world.handle.submit_blocking(ask()).expect("a run of its own"), first);
    }
}
