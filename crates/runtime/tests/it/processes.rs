//! Runs that ask for runs, and the onboarding with its five workflows: each begins when it may, hands over and takes what the
//! definition says, also across a start; who is cancelled takes those it waits for along. What the entries say is what the tables
//! hold (the world compares them at its end).

use baton_runtime::view::types::{Estimate, RunPart};
use baton_runtime::{Ask, Caller, Delay, Made, PageAsk, RunFilter};
use baton_store::row::{OutboxKind, RunRow, RunState};
use serde_json::{Value, json};

use crate::world::{Kept, World, complete};

const WORKFLOWS: [(&str, &str); 6] = [
    ("hr-documents", include_str!("../../../../examples/hr-documents.yaml")),
    ("it-provisioning", include_str!("../../../../examples/it-provisioning.yaml")),
    ("workspace-preparation", include_str!("../../../../examples/workspace-preparation.yaml")),
    ("compliance-training", include_str!("../../../../examples/compliance-training.yaml")),
    ("manager-check-in", include_str!("../../../../examples/manager-check-in.yaml")),
    ("employee-onboarding", include_str!("../../../../examples/employee-onboarding.yaml")),
];

fn world(kept: Kept) -> World {
    let world = World::new(kept);
    for (group, member) in [("hr", "ben"), ("people-operations", "cleo"), ("it", "fin"), ("operations", "mia")] {
        let (handle, members) = (group.to_owned(), vec![member.to_owned()]);
        world.ask(&Caller::system(), Ask::AddGroup { title: handle.clone(), handle, members }).expect("a group");
    }
    for (slug, text) in WORKFLOWS {
        world.publish(slug, text).unwrap_or_else(|refused| panic!("{slug}: {refused:?}"));
    }
    world
}

fn begin(world: &World, site: &str) -> String {
    let values = json!({
        "person_name": "Lea Brandt", "email": "lea@example.com", "role": "Analyst", "manager": "@boss",
        "start_date": "2026-03-16", "site": site, "needs_laptop": false,
    });
    let values = values.as_object().cloned().expect("an object");
    let ask = Ask::StartRun { workflow: "employee-onboarding".to_owned(), start: None, values };
    let made = world.ask(&world.person("ben"), ask).expect("begun").made;
    settle(world);
    match made {
        Made::Run(run) => run,
        made => panic!("{made:?}"),
    }
}

fn settle(world: &World) {
    world.handle.settle().expect("settled");
}

/// So many days later, after a start.
fn later(world: World, days: i64) -> World {
    world.forward(days * 24);
    let world = world.open_again();
    settle(&world);
    world
}

fn run(world: &World, key: &str) -> Option<RunRow> {
    world.kept.store.reader().expect("a reader").run_by_key(key).expect("read")
}

fn state(world: &World, key: &str) -> RunState {
    run(world, key).expect("a run").state
}

fn value(world: &World, key: &str, field: &str) -> Value {
    let (_, state) = world.handle.core().run_by_key(key).expect("read").expect("a run");
    state.values.get(field).map_or(Value::Null, |held| (*held.value).clone())
}

/// What somebody is told of a run that waits for others: the runs that are named, the others, and all that is said of it.
fn told(world: &World, who: &str, key: &str) -> (Vec<String>, usize, String) {
    let run = world.handle.run(&world.person(who), key).expect("a run");
    let waited: Vec<_> = run.summary.waits_for.iter().filter_map(|wait| wait.waited.as_ref()).collect();
    assert!(waited.iter().all(|waited| waited.kind != "condition"), "its parts tell what comes before them");
    let (named, others): (Vec<_>, Vec<_>) = waited.into_iter().partition(|waited| waited.name.is_some());
    let titles = run.summary.waits_for.iter().map(|wait| wait.title.as_str());
    let said = titles.chain(run.timeline.iter().map(|item| item.sentence.as_str())).collect::<Vec<_>>().join("\n");
    (named.into_iter().filter_map(|waited| waited.name.clone()).collect(), others.len(), said)
}

#[test]
fn runs_are_named_to_those_who_may_open_them_and_workflows_by_their_titles() {
    let world = world(Kept::in_memory());
    let (slug, text) = WORKFLOWS[2];
    world.publish(slug, &text.replace("owner: people-operations", "owner: it")).expect("of another owner");
    let process = begin(&world, "Berlin");
    let (mut named, mut hidden) = (0, 0);
    for who in ["ben", "cleo", "root"] {
        let (keys, others, said) = told(&world, who, &process);
        named += keys.len();
        hidden += others;
        assert!(said.contains("HR documents") && !said.contains("Hr documents"), "{said}");
        for key in ["HRD-1", "DSK-1"] {
            let may_open = world.handle.run(&world.person(who), key).is_ok();
            assert_eq!(keys.iter().any(|known| known == key), may_open, "{who}: {key}");
            assert_eq!(said.contains(key), may_open, "{who}: {key}\n{said}");
        }
    }
    assert!(named > 0 && hidden > 0, "{named} named, {hidden} hidden");
}

#[test]
fn a_run_that_was_cancelled_is_named_only_to_those_who_may_open_it() {
    let world = world(Kept::in_memory());
    let (slug, text) = WORKFLOWS[2];
    world.publish(slug, &text.replace("owner: people-operations", "owner: it")).expect("of another owner");
    let process = begin(&world, "Berlin");
    let ask = Ask::CancelRun {
        run: "DSK-1".to_owned(),
        reason: "No desk is free.".to_owned(),
        how: baton_engine::CancelHow::Keep,
    };
    world.ask(&world.person("root"), ask).expect("cancelled");
    settle(&world);
    let mut seen = Vec::new();
    for who in ["cleo", "root"] {
        let caller = world.person(who);
        let may_open = world.handle.run(&caller, "DSK-1").is_ok();
        let run = world.handle.run(&caller, &process).expect("a run");
        let listed = world.handle.exceptions(&caller, &PageAsk { limit: 10, cursor: None }).expect("listed").items;
        let problems = run.problems.iter().chain(&listed).filter(|problem| problem.code == "step.run_cancelled");
        let told = run.timeline.iter().filter(|item| item.kind == "exception_raised");
        let links: Vec<_> = told.clone().map(|item| item.run.as_deref()).collect();
        assert_eq!(links, [may_open.then_some("DSK-1")], "{who}");
        let said: Vec<&str> =
            problems.map(|problem| &*problem.sentence).chain(told.map(|item| &*item.sentence)).collect();
        assert_eq!(said.len(), 3, "its page, the list and the timeline: {said:?}");
        let named = said.iter().filter(|said| said.contains("DSK-1")).count();
        assert_eq!(named, if may_open { 3 } else { 0 }, "{who}: {said:?}");
        assert!(said.iter().all(|said| said.contains("was cancelled")), "{who}: {said:?}");
        seen.push(may_open);
    }
    assert_eq!(seen, [false, true]);
}

/// Asks for a run for each of so many.
const MANY: &str = "
workflow: many
title: Many
owner: procurement
start: [{ form: Begin, who: everyone }]
steps:
  - each: Everybody
    in: 54
    steps:
      - run: One of them
        workflow: single
outcomes:
  done: { title: Done }
";

const SINGLE: &str = "
workflow: single
title: Single
owner: procurement
key: ONE
start:
  - run: true
  - form: Begin
    who: everyone
roles:
  looker: { group: finance, pick: in-turn }
steps: [{ task: Look, who: looker }]
outcomes:
  done: { title: Done }
";

#[test]
fn of_many_runs_of_one_part_those_are_told_that_are_not_over_and_how_many_are_left_out() {
    let world = World::new(Kept::in_memory());
    world.publish("single", SINGLE).expect("published");
    world.publish("many", MANY).expect("published");
    let ask = Ask::StartRun { workflow: "many".to_owned(), start: None, values: serde_json::Map::new() };
    let Made::Run(many) = world.ask(&world.person("ana"), ask).expect("begun").made else { panic!("no run") };
    settle(&world);
    let told = || {
        let told = world.handle.run_parts(&world.person("root"), &many, None).expect("told");
        let keys = told.parts[0].runs.iter().filter_map(|run| Some(run.run.as_ref()?.id.clone()));
        (told.parts.len(), keys.collect::<Vec<_>>(), told.parts[0].left_out)
    };
    let keys = |numbers: std::ops::RangeInclusive<u32>| numbers.map(|n| format!("ONE-{n}")).collect::<Vec<_>>();
    assert_eq!(told(), (1, keys(1..=50), 4));
    for key in keys(1..=3) {
        let ask = Ask::CancelRun { run: key, reason: "Not needed.".to_owned(), how: baton_engine::CancelHow::Keep };
        world.ask(&world.person("root"), ask).expect("cancelled");
    }
    settle(&world);
    assert_eq!(told(), (1, keys(4..=53), 4), "what is over is left out first");
}

/// Completes the open tasks of a run, one after the other, until it is over. Behind who does it stands what they choose.
fn finish(world: &World, key: &str, who: &[&str], give: &[Value]) {
    for (who, give) in who.iter().zip(give) {
        let task = world.open_task(key);
        let (who, choice) = who.split_once(' ').map_or((*who, None), |(who, choice)| (who, Some(choice)));
        world.ask(&world.person(who), complete(task, choice, give.clone())).unwrap_or_else(|r| panic!("{key}: {r:?}"));
    }
    settle(world);
    assert_eq!(state(world, key), RunState::Finished, "{key}");
}

#[test]
fn the_onboarding_runs_with_its_five_workflows() {
    for kept in Kept::each() {
        let world = world(kept);
        let process = begin(&world, "Remote");
        assert_eq!(state(&world, "HRD-1"), RunState::Running, "the papers come first");
        assert!(run(&world, "ITP-1").is_none() && run(&world, "DSK-1").is_none(), "nobody remote needs a desk");
        let world = world.open_again();
        finish(
            &world,
            "HRD-1",
            &["ben", "ben", "cleo approve"],
            &[Value::Null, json!({ "complete": true }), Value::Null],
        );
        assert_eq!(value(&world, "ITP-1", "site"), json!("Remote"));
        finish(&world, "ITP-1", &["fin"], &[json!({ "account": "lbrandt" })]);
        assert_eq!(value(&world, &process, "account"), json!("lbrandt"), "taken from it");
        assert!(run(&world, "CMP-1").is_none(), "not before the first day");
        let world = later(world, 15);
        assert_eq!(value(&world, "CMP-1", "manager"), value(&world, &process, "manager"));
        finish(&world, "CMP-1", &["ben", "boss"], &[Value::Null, json!({ "score": 93 })]);
        assert!(run(&world, "CHK-1").is_none());
        let world = later(world, 31);
        assert!(run(&world, "CHK-2").is_none(), "the first after 30 days");
        let world = later(world, 61);
        for nth in 1..=3 {
            finish(&world, &format!("CHK-{nth}"), &["boss"], &[json!({ "help": false })]);
        }
        assert_eq!(state(&world, &process), RunState::Finished);
        let row = run(&world, &process).expect("a run");
        assert_eq!(row.outcome.as_deref(), Some("done"));
        let outbox = world.kept.store.reader().expect("a reader");
        assert_eq!(outbox.outbox_pending(OutboxKind::Command, i64::MAX, 9).expect("read"), [], "nothing is left to do");
    }
}

#[test]
fn who_cancels_a_process_cancels_what_it_waits_for() {
    for kept in Kept::each() {
        let world = world(kept);
        let process = begin(&world, "Berlin");
        assert_eq!((state(&world, "HRD-1"), state(&world, "DSK-1")), (RunState::Running, RunState::Running));
        let ask = Ask::CancelRun {
            run: process.clone(),
            reason: "They took another offer.".to_owned(),
            how: baton_engine::CancelHow::Keep,
        };
        world.ask(&world.person("root"), ask).expect("cancelled");
        settle(&world);
        for key in [process.as_str(), "HRD-1", "DSK-1"] {
            assert_eq!(state(&world, key), RunState::Cancelled, "{key}");
        }
    }
}

#[test]
fn what_cannot_begin_or_is_cancelled_waits_for_somebody_and_can_be_tried_again() {
    let world = world(Kept::in_memory());
    // It asks for more now than the process gives it.
    let more = WORKFLOWS[0].1.replacen("gives: [", "gives: [badge, ", 1);
    let more = more.replacen("fields:\n", "fields:\n  badge: { type: text, required: true }\n", 1);
    world.publish("hr-documents", &more).expect("published");
    let process = begin(&world, "Remote");
    world.forward(1);
    world.handle.go_on().expect("went on");
    let codes = |world: &World| -> Vec<String> {
        let (_, state) = world.handle.core().run_by_key(&process).expect("read").expect("a run");
        state.open_exceptions().map(|held| held.code.to_string()).collect()
    };
    assert_eq!(codes(&world), ["step.run_not_begun"]);
    let as_before = WORKFLOWS[0].1.replacen("about: Contract", "about: The contract", 1);
    world.publish("hr-documents", &as_before).expect("published");
    let root = world.person("root");
    world.ask(&root, Ask::RetryException { exception: format!("{process}!1") }).expect("tried again");
    settle(&world);
    assert_eq!(state(&world, "HRD-1"), RunState::Running);
    let ask =
        Ask::CancelRun { run: "HRD-1".to_owned(), reason: "A mistake.".to_owned(), how: baton_engine::CancelHow::Keep };
    world.ask(&root, ask).expect("cancelled");
    settle(&world);
    assert_eq!(codes(&world), ["step.run_cancelled"]);
    world.ask(&root, Ask::RetryException { exception: format!("{process}!2") }).expect("tried again");
    settle(&world);
    assert_eq!(state(&world, "HRD-2"), RunState::Running);
}

#[test]
fn a_process_says_what_waits_for_what_and_what_it_is_heading_for() {
    let world = world(Kept::in_memory());
    let process = begin(&world, "Remote");
    let parts = |delay: Option<Delay>| {
        let told = world.handle.run_parts(&world.person("ben"), &process, delay.as_ref()).expect("told");
        let word = |part: &RunPart| format!("{} {}", part.id, part.state);
        (told.parts.iter().map(word).collect::<Vec<_>>(), told)
    };
    let (states, told) = parts(None);
    let waiting = ["it waiting", "desk skipped", "training waiting", "check-ins waiting", "ready waiting"];
    assert_eq!(states, [&["documents open"][..], &waiting, &["compliant waiting"]].concat());
    assert_eq!((&*told.business_key, &*told.verdict), (&*process, "will_meet"));
    assert_eq!(told.critical, ["check-ins"], "it waits for its own time, whatever comes before");
    assert_eq!(told.parts[0].holds, ["it", "training", "check-ins", "ready", "compliant"]);
    assert_eq!(told.parts[4].runs.len(), 3, "one for each item");
    assert_eq!(told.parts[0].runs[0].run.as_ref().map(|run| run.id.as_str()), Some("HRD-1"));

    let (_, late) = parts(Some(Delay { part: "documents".to_owned(), seconds: 200 * 86_400 }));
    assert_eq!(late.verdict, "will_miss");
    assert_eq!(late.critical, ["documents", "it", "training", "check-ins"]);
    assert!(late.parts[1].moved_seconds > 0 && late.parts[2].moved_seconds == 0);

    let of_sub = world.handle.run_parts(&world.person("ben"), "HRD-1", None).expect("told");
    let needed = of_sub.needed_by.expect("somebody waits for it");
    assert_eq!((of_sub.business_key, needed.run.id, needed.holds.len()), (process.clone(), process.clone(), 5));
    assert!(world.handle.run_parts(&world.person("mia"), &process, None).is_err(), "it is none of hers");

    let ask =
        Ask::CancelRun { run: "HRD-1".to_owned(), reason: "A mistake.".to_owned(), how: baton_engine::CancelHow::Keep };
    world.ask(&world.person("root"), ask).expect("cancelled");
    settle(&world);
    let (states, told) = parts(None);
    assert_eq!((states[0].as_str(), &*told.verdict), ("documents stuck", "unsure"));
}

#[test]
fn the_landscape_shows_which_workflow_leads_to_which() {
    let world = world(Kept::in_memory());
    let drawn = world.handle.landscape(&world.person("mia")).expect("drawn");
    let node = |id: &str| drawn.workflows.iter().find(|node| node.id == id).expect("a workflow");
    assert_eq!((&*node("employee-onboarding").kind, &*node("hr-documents").kind), ("process", "workflow"));
    assert_eq!(node("it-provisioning").owner.as_ref().map(|owner| owner.handle.as_str()), Some("it"));
    assert_eq!(node("manager-check-in").live_version, Some(1));
    let has = |from: &str, to: &str, kind: &str| {
        drawn.links.iter().any(|link| (&*link.from, &*link.to, &*link.kind) == (from, to, kind))
    };
    assert!(has("employee-onboarding", "hr-documents", "process"));
    assert!(has("hr-documents", "it-provisioning", "before"));
    assert!(!has("it-provisioning", "hr-documents", "before"));
}

/// The papers' runs of so many people, each done after so many days.
fn papers(world: &World, took_days: &[i64]) {
    for days in took_days {
        let process = begin(world, "Remote");
        let (_, state) = world.handle.core().run_by_key(&process).expect("read").expect("a run");
        let papers = format!("HRD-{}", state.number);
        world.forward(days * 24);
        let given = [Value::Null, json!({ "complete": true }), Value::Null];
        finish(world, &papers, &["ben", "ben", "cleo approve"], &given);
    }
}

#[test]
fn a_forecast_comes_from_the_runs_that_are_over_where_there_are_enough() {
    for kept in Kept::each() {
        let world = world(kept);
        papers(&world, &[2, 1, 9, 5]);
        let estimate = |who: &str, run: &str| {
            let told = world.handle.run_parts(&world.person(who), run, None).expect("told");
            (told.parts[0].estimate.clone(), told)
        };
        let (by_target, told) = estimate("root", &begin(&world, "Remote"));
        assert_eq!(by_target.map(|told| (told.from, told.runs)), Some(("target".to_owned(), None)), "four say nothing");
        assert_eq!(told.ends_slowly, None);
        papers(&world, &[2]);
        let process = begin(&world, "Remote");
        let (by_runs, told) = estimate("root", &process);
        let by_runs = by_runs.expect("it is not over");
        // They are aimed at business days: nights and weekends do not count.
        let day = 8 * 3_600;
        assert_eq!((&*by_runs.from, by_runs.runs), ("runs", Some(5)));
        assert_eq!((by_runs.usual_seconds, by_runs.slow_seconds), (Some(2 * day), Some(3 * day)));
        assert!(told.ends_slowly.is_some());
        assert_eq!(told.parts[1].estimate.as_ref().map(|told| &*told.from), Some("target"), "none of it is over");
        assert_eq!(told.parts[5].estimate, None, "a milestone takes no time");
        let (for_ben, _) = estimate("ben", &process);
        assert_eq!(for_ben, Some(Estimate { runs: None, ..by_runs }), "how many there are is not his to know");
    }
}

#[test]
fn a_condition_counts_once_nothing_that_it_asks_for_can_change() {
    let world = world(Kept::in_memory());
    let told_when = |when: &str| {
        let text = WORKFLOWS[5].1.replace("    when: site != \"Remote\"\n", "    after: [documents]\n");
        let with = format!("    after: [it]\n    not_before: start_date\n    when: {when}\n");
        let text = text.replace("    after: [it]\n    not_before: start_date\n", &with);
        world.publish("employee-onboarding", &text).unwrap_or_else(|refused| panic!("{when}: {refused:?}"));
        let process = begin(&world, "Remote");
        let told = world.handle.run_parts(&world.person("ben"), &process, None).expect("told");
        told.parts[3].needed.clone()
    };
    assert_eq!(told_when("site = \"Remote\""), "yes");
    assert_eq!(told_when("site = \"Berlin\""), "no");
    assert_eq!(told_when("account != null"), "undecided", "IT provisioning will give it");
    assert_eq!(told_when("today() > start_date"), "undecided");
    assert_eq!(told_when("step(\"documents\").outcome = \"filed\""), "undecided");
}

#[test]
fn runs_are_listed_by_the_business_key_of_the_whole() {
    for kept in Kept::each() {
        let world = world(kept);
        let (process, other) = (begin(&world, "Berlin"), begin(&world, "Berlin"));
        let list = |who: &str, filter: RunFilter| {
            let page = world.handle.runs(&world.person(who), &RunFilter { limit: 20, ..filter });
            page.map(|page| page.items.into_iter().map(|run| (run.id, run.business_key)).collect::<Vec<_>>())
        };
        let by_key = |key: &str| RunFilter { business_key: Some(key.to_owned()), ..RunFilter::default() };
        let by_words = |key: &str| RunFilter { q: Some(key.to_owned()), ..RunFilter::default() };
        let all = list("root", by_key(&process)).expect("listed");
        let keys: Vec<&str> = all.iter().map(|(run, _)| run.as_str()).collect();
        assert_eq!(keys, ["DSK-1", "HRD-1", &process], "the latest first");
        assert!(all.iter().all(|(_, key)| *key == process));
        assert_eq!(list("root", by_words(&format!(" {} ", process.to_lowercase()))).expect("listed"), all);
        assert_eq!(list("root", by_key("HRD-2")).expect("listed"), [("HRD-2".to_owned(), other.clone())]);
        // Mia keeps the desks, and sees none of the rest.
        let desks = list("mia", RunFilter::default()).expect("listed");
        assert_eq!(
            desks.iter().map(|(run, key)| (run.as_str(), key.as_str())).collect::<Vec<_>>(),
            [("DSK-2", "DSK-2"), ("DSK-1", "DSK-1")]
        );
        let refused = list("mia", by_key(&process)).expect_err("it is none of hers");
        assert_eq!(refused.code, "request.not_found");
        assert_eq!(list("mia", by_words(&process)).expect("listed"), []);
        assert!(list("root", by_key("ONB-99")).is_err());
    }
}
