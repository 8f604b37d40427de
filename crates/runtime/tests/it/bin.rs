//! The bin for designs: what goes in, what comes out in whose place, what is forgotten and when, and that the tables say no less
//! than the entries.

use baton_runtime::{Ask, Caller, Made, PageAsk, Refused, SentEvent};

use crate::world::{Kept, World};

const SLUG: &str = "visitors";
const TEXT: &str = "workflow: visitors
title: Visitors
owner: procurement
start:
  - form: Announce a visitor
    who: everyone
    gives: [name]
roles:
  desk: { group: procurement, pick: first-come }
fields:
  name: { type: text, required: true }
steps:
  - task: Make a badge
    who: desk
    needs: [name]
  - end: done
outcomes:
  done: { title: Done }
";

fn draft(world: &World, text: &str) -> i64 {
    let ben = world.person("ben");
    let rev = world.handle.draft(&ben, SLUG).map_or(0, |draft| draft.rev);
    world.handle.save_draft(&ben, SLUG, text, Some(rev)).expect("saved").rev
}

fn bin(world: &World) -> Vec<(String, String, String)> {
    let page = world.handle.bin(&world.person("ben"), &PageAsk { cursor: None, limit: 50 }).expect("the bin");
    page.items.into_iter().map(|item| (item.item, item.kind, item.title)).collect()
}

fn kinds(world: &World) -> Vec<String> {
    bin(world).into_iter().map(|(_, kind, title)| format!("{kind} {title}")).collect()
}

fn restore(world: &World, item: &str, rev: Option<i64>) -> Result<(), Refused> {
    let item = item.parse().expect("a number");
    world.ask(&world.person("ben"), Ask::RestoreDesign { item, rev }).map(drop)
}

/// The rehearsal's clock goes forward.
fn later(world: &World, days: i64) {
    let to = world.handle.core().now() + jiff::SignedDuration::from_hours(24 * days);
    world.ask(&world.person("root"), Ask::MoveClock { to }).expect("moved");
}

fn source(world: &World) -> String {
    world.handle.draft(&world.person("ben"), SLUG).expect("a draft").source
}

#[test]
fn a_draft_that_was_thrown_away_comes_back_and_what_stood_in_its_place_goes_in() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let ben = world.person("ben");
        let rev = draft(&world, TEXT);
        world.handle.discard_draft(&ben, SLUG, Some(rev)).expect("thrown away");
        assert_eq!(kinds(&world), ["draft Visitors"]);
        let other = TEXT.replace("title: Visitors", "title: Guests");
        let rev = draft(&world, &other);
        let world = world.open_again();
        let item = bin(&world).remove(0).0;
        let text = world.handle.binned(&world.person("audi"), item.parse().expect("a number")).expect("its text");
        assert_eq!((text.source.as_str(), text.design.draft_there), (TEXT, true));

        let refused = restore(&world, &item, None).expect_err("a draft is there");
        assert_eq!((refused.code, refused.params["rev"].as_i64()), ("bin.draft_there", Some(rev)));
        assert_eq!(restore(&world, &item, Some(rev - 1)).expect_err("another was seen").code, "request.stale");
        restore(&world, &item, Some(rev)).expect("restored");
        assert_eq!(source(&world), TEXT);
        assert_eq!(kinds(&world), ["draft Guests"]);
        assert_eq!(restore(&world, &item, None).expect_err("it is out").code, "request.not_found");
        drop(world.open_again());
    }
}

#[test]
fn who_may_not_read_drafts_hears_nothing_of_one_that_goes_or_comes_back() {
    let world = World::new(Kept::in_memory());
    let (ben, ana) = (world.person("ben"), world.person("ana"));
    let mut told = world.handle.core().hub.listen();
    let mut hears = || {
        let changes = std::iter::from_fn(|| told.try_recv().ok()).filter(|change| change.kind == "workflow");
        let who = |change| (world.handle.may_hear(&ben, &change), world.handle.may_hear(&ana, &change));
        changes.map(who).collect::<Vec<_>>()
    };
    draft(&world, TEXT);
    world.handle.discard_draft(&ben, SLUG, None).expect("thrown away");
    assert_eq!(hears(), [(true, false)]);
    restore(&world, &bin(&world).remove(0).0, None).expect("restored");
    assert_eq!(hears(), [(true, false)]);
    world.publish("visits", &TEXT.replace("workflow: visitors", "workflow: visits")).expect("published");
    world.ask(&ben, Ask::BinDesign { id: "visits".to_owned() }).expect("in the bin");
    assert_eq!(hears(), [(true, true), (true, true)], "what everybody could see before");
}

#[test]
fn a_published_workflow_keeps_its_id_and_key_in_the_bin_and_is_not_found() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let (ben, ana) = (world.person("ben"), world.person("ana"));
        world.publish(SLUG, TEXT).expect("published");
        let rev = draft(&world, &TEXT.replace("title: Visitors", "title: Guests"));
        world.ask(&ben, Ask::BinDesign { id: SLUG.to_owned() }).expect("in the bin");
        assert_eq!(kinds(&world), ["workflow Visitors"]);
        assert_eq!(world.handle.workflow(&ben, SLUG).expect_err("gone").code, "request.not_found");
        let start = Ask::StartRun {
            workflow: SLUG.to_owned(),
            start: None,
            values: serde_json::from_str(r#"{"name": "Ada"}"#).expect("values"),
        };
        assert_eq!(world.ask(&ana, start.clone()).expect_err("gone").code, "request.not_found");
        let refused = world.handle.save_draft(&ben, SLUG, TEXT, Some(0)).expect_err("its id is its own");
        assert_eq!(refused.code, "bin.id_taken");
        let lookalike =
            TEXT.replace("workflow: visitors", "workflow: visits").replacen("title:", "key: VIS\ntitle:", 1);
        assert_eq!(world.publish("visits", &lookalike).expect_err("its key too").code, "publish.key_taken");

        let world = world.open_again();
        let item = bin(&world).remove(0).0;
        restore(&world, &item, None).expect("restored");
        assert!(source(&world).contains("title: Guests"), "its draft came with it: {rev}");
        world.ask(&world.person("ana"), start).expect("started");
        let refused = world.ask(&world.person("ben"), Ask::BinDesign { id: SLUG.to_owned() }).expect_err("it runs");
        assert_eq!(refused.code, "bin.has_runs");
        drop(world.open_again());
    }
}

#[test]
fn what_is_in_the_bin_begins_nothing_by_itself_until_it_is_back() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let form = "  - form: Announce a visitor\n    who: everyone\n    gives: [name]\n";
        let itself = "  - schedule: every 2 hours\n    gives: { name: '\"Nobody\"' }\n  - event: came\n    gives: { name: body.name }\n";
        world.publish(SLUG, &TEXT.replace(form, itself)).expect("published");
        world.handle.fire_due().expect("its starts are known");
        world.ask(&world.person("ben"), Ask::BinDesign { id: SLUG.to_owned() }).expect("in the bin");
        for _ in 0..4 {
            world.forward(1);
            assert!(world.handle.core().clock.is_believed());
        }
        world.handle.fire_due().expect("looked");
        let body = serde_json::json!({ "name": "Ada" });
        let sent = SentEvent { name: "came".to_owned(), key: None, body, id: None };
        world.handle.send_event(&Caller::system(), sent).expect("taken");
        let run = |world: &World| world.handle.core().run_by_key("VIS-1").expect("read").map(|(row, _)| row.key);
        assert_eq!(run(&world), None);
        let item = bin(&world).remove(0).0;
        restore(&world, &item, None).expect("restored");
        world.handle.fire_due().expect("looked");
        assert_eq!(run(&world).as_deref(), Some("VIS-1"));
        drop(world.open_again());
    }
}

#[test]
fn what_others_name_does_not_go() {
    let world = World::new(Kept::in_memory());
    let ben = world.person("ben");
    let called = TEXT.replace("start:\n", "start:\n  - run: true\n    gives: [name]\n");
    world.publish(SLUG, &called).expect("published");
    let caller = TEXT
        .replace("workflow: visitors", "workflow: events")
        .replace("  - end: done", "  - { run: A visitor, workflow: visitors, with: { name: name } }\n  - end: done");
    world.publish("events", &caller).expect("published");
    let refused = world.ask(&ben, Ask::BinDesign { id: SLUG.to_owned() }).expect_err("it is named");
    assert_eq!((refused.code, refused.params["by"].as_str()), ("bin.in_use", Some("events")));
    world.ask(&ben, Ask::BinDesign { id: "events".to_owned() }).expect("in the bin");
    world.ask(&ben, Ask::BinDesign { id: SLUG.to_owned() }).expect("nobody names it any more");
}

#[test]
fn what_an_earlier_version_names_stays_while_runs_of_it_go_on() {
    let world = World::new(Kept::in_memory());
    let ben = world.person("ben");
    let called = TEXT.replace("start:\n", "start:\n  - run: true\n    gives: [name]\n");
    world.publish(SLUG, &called).expect("published");
    let plain = TEXT.replace("workflow: visitors", "workflow: events");
    let run = "  - { run: A visitor, workflow: visitors, with: { name: name } }\n  - end: done";
    world.publish("events", &plain.replace("  - end: done", run)).expect("published");
    let values = serde_json::json!({ "name": "Ada" }).as_object().expect("an object").clone();
    let start = Ask::StartRun { workflow: "events".to_owned(), start: None, values };
    world.ask(&ben, start).expect("begun");
    world.publish("events", &plain).expect("published");
    let refused = world.ask(&ben, Ask::BinDesign { id: SLUG.to_owned() }).expect_err("its run will ask for it");
    assert_eq!((refused.code, refused.params["by"].as_str()), ("bin.in_use", Some("events")));
    let cancel = Ask::CancelRun {
        run: "EVE-1".to_owned(),
        reason: "Nobody comes.".to_owned(),
        how: baton_engine::CancelHow::Keep,
    };
    world.ask(&world.person("root"), cancel).expect("cancelled");
    world.ask(&ben, Ask::BinDesign { id: SLUG.to_owned() }).expect("in the bin");
}

#[test]
fn after_thirty_days_it_is_forgotten_and_recorded() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let ben = world.person("ben");
        world.publish(SLUG, TEXT).expect("published");
        world.ask(&ben, Ask::BinDesign { id: SLUG.to_owned() }).expect("in the bin");
        later(&world, 10);
        world.handle.save_draft(&ben, "holiday", "workflow: holiday\ntitle: Holiday\n", Some(0)).expect("saved");
        world.handle.discard_draft(&ben, "holiday", None).expect("thrown away");
        later(&world, 19);
        assert_eq!(world.handle.empty_bin().expect("looked"), 0);
        assert_eq!(kinds(&world), ["draft Holiday", "workflow Visitors"]);
        later(&world, 2);
        let entries = world.entries();
        assert_eq!(world.handle.empty_bin().expect("looked"), 1);
        assert_eq!(world.entries(), entries + 1, "it is recorded");
        assert_eq!(kinds(&world), ["draft Holiday"]);
        assert_eq!(world.handle.empty_bin().expect("looked"), 0);
        // Its id and key are free again, and its number is not.
        let Made::Version { version, .. } = world.publish(SLUG, TEXT).expect("published anew").made else {
            panic!("a version")
        };
        assert_eq!(version, 1);
        drop(world.open_again());
    }
}

#[test]
fn an_earlier_version_becomes_the_draft_and_the_draft_before_goes_into_the_bin() {
    let world = World::new(Kept::in_memory());
    let ben = world.person("ben");
    world.publish(SLUG, TEXT).expect("published");
    let second = TEXT.replace("Make a badge", "Print a badge");
    world.publish(SLUG, &second).expect("published");
    let ask = |rev| Ask::RestoreVersion { id: SLUG.to_owned(), version: 1, rev };
    let entries = world.entries();
    world.ask(&ben, ask(None)).expect("restored");
    assert_eq!(world.entries(), entries + 1, "it is recorded");
    let first = world.handle.version(&ben, SLUG, 1).expect("a version").source;
    assert_eq!(source(&world), first);
    let rev = draft(&world, &second.replace("Print", "Fetch"));
    assert_eq!(world.ask(&ben, ask(None)).expect_err("a draft is there").code, "bin.draft_there");
    world.ask(&ben, ask(Some(rev))).expect("restored");
    assert_eq!((source(&world), kinds(&world)), (first, vec!["draft Visitors".to_owned()]));
    for (who, code) in [("ana", "access.not_allowed"), ("audi", "access.not_allowed")] {
        assert_eq!(world.ask(&world.person(who), ask(None)).expect_err(who).code, code);
    }
    assert_eq!(
        world.ask(&Caller::system(), ask(None)).map(drop).expect_err("a draft is there").code,
        "bin.draft_there"
    );
}
