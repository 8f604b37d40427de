//! What the proof of a workflow's ways says: which workflows are sound, and the shortest way to what is wrong in the others.

use baton_model::{Fault, TraceStep, read};

const HEAD: &str = "\
workflow: w
title: W
owner: office
start:
  - form: Ask
    gives: [amount, sure]
roles:
  clerk: { group: office }
fields:
  amount: { type: number, required: true }
  sure: { type: yes-no }
";

/// The steps, paths and so on of a workflow whose head is the same for all; `T` is a task.
fn faults(body: &str) -> Vec<Fault> {
    let body = body.replace("{ T ", "{ who: clerk, task: ");
    let text = format!("{HEAD}{body}\noutcomes: {{ done: {{ title: Done, default: true }} }}\n");
    read(&text).faults
}

/// The codes, each with its way in words.
fn told(body: &str) -> Vec<String> {
    let faults = faults(body);
    faults
        .iter()
        .map(|fault| format!("{} {}", fault.code, fault.way.as_deref().unwrap_or_default().join(" > ")))
        .collect()
}

#[test]
fn what_ends_together_is_sound() {
    let sound = [
        "steps: [{ T A, then: [b, c] }, { T D, join: all }]\npaths: { b: [{ T B1, then: d }], c: [{ T C1, then: d }] }",
        "steps: [{ T A, then: [{ to: b, when: sure }, { to: c, when: amount > 1 }] }, { T D, join: coming }]
paths: { b: [{ T B1, then: d }], c: [{ T C1, then: d }] }",
        "steps: [{ T A, then: [b, c] }, { T D, join: 1 }]\npaths: { b: [{ T B1, then: d }], c: [{ T C1, then: d }] }",
        "steps: [{ T A, then: [{ to: b, times: 3 }] }, { T D, join: 3 }]\npaths: { b: [{ T B1, then: d }] }",
        "steps: [{ T A }, { repeat: R, until: sure, steps: [{ T B }] }, { T C, choices: { on: {}, back: { then: a } } }]",
        "steps:\n  - parallel: P\n    branches:\n      - steps: [{ T A, choices: { on: {}, back: { then: start } } }]\n      - steps: [{ T B }]",
        "steps: [{ T A, in_case: [{ overdue: true, interrupt: false, steps: [{ T B }] }], due: 1 day }, { T C }]",
        "steps:\n  - stage: S\n    in_case: [{ after: 1 day, then: c }]\n    steps: [{ T A, then: a }]\n  - { T C }",
    ];
    for body in sound {
        let told: Vec<String> = told(body).into_iter().filter(|told| !told.contains("jump_withdraws_work")).collect();
        assert!(told.is_empty(), "{body}: {told:#?}");
    }
}

#[test]
fn a_join_that_can_wait_for_ever_is_told_with_the_shortest_way() {
    let body = "steps: [{ T A, choices: { one: { then: b }, both: { then: [b, c] } } }, { T D, join: all }]
paths: { b: [{ T B1, then: d }], c: [{ T C1, then: d }] }";
    assert_eq!(told(body), ["check.join_never_opens Ask > A: One > B1 > D waits"]);
    let traces: Vec<TraceStep> = faults(body).remove(0).trace.unwrap();
    let played: Vec<(&str, &str, Option<&str>)> =
        traces.iter().map(|step| (step.step.as_str(), step.how, step.name.as_deref())).collect();
    let way = [("ask", "start", None), ("a", "choice", Some("one")), ("b1", "done", None), ("d", "waits", None)];
    assert_eq!(played, way);
}

#[test]
fn what_hangs_on_conditions_that_never_hold_together_is_only_warned_of() {
    let body = |first: &str, second: &str| {
        format!(
            "steps: [{{ T A, then: [{{ to: b, when: {first} }}, {{ to: c, when: {second} }}] }}, {{ T X, then: done }}, {{ T D, join: all }}]
paths: {{ b: [{{ T B1, then: d }}], c: [{{ T C1, then: d }}] }}"
        )
    };
    let severity =
        |body: &str| faults(body).into_iter().map(|fault| format!("{:?}", fault.severity)).collect::<Vec<_>>();
    assert_eq!(severity(&body("amount > 10", "amount > 100")), ["Error"], "more than 10 and no more than 100");
    assert_eq!(severity(&body("amount > 10", "10 < amount")), ["Warning"], "there is no such amount");
}

#[test]
fn a_flaw_in_a_branch_is_told_with_the_way_to_it() {
    let body = "steps:
  - { T A }
  - parallel: P
    branches:
      - { title: Left, steps: [{ T B }] }
      - { title: Right, steps: [{ T C, then: [e, f] }, { T G, join: all }, { T H, then: p-end }, { T E, then: g }, { T F, when: sure, then: g }, { T P end }] }";
    let told = told(body);
    assert!(
        told.iter().any(|told| told
            == "check.join_never_opens Ask > A > P: Right > C > C: to E > C: to F > F (skipped) > E > P end > G waits"),
        "{told:#?}"
    );
}

#[test]
fn a_loop_of_automatic_steps_has_no_way_out() {
    let body = "steps: [{ T A, choices: { on: {}, round: { then: b } } }]
paths: { p: [{ set: B, gives: { amount: amount + 1 } }, { set: C, gives: { amount: amount + 1 }, then: b }] }";
    let told = told(body);
    assert!(told.iter().any(|told| told.starts_with("check.no_way_out")), "{told:#?}");
}

#[test]
fn threads_that_become_ever_more_are_told() {
    let body = "steps: [{ T A, then: [b, c] }, { T D, join: all }]
paths: { b: [{ T B1, choices: { on: { then: d }, more: { then: [b1, d] } } }], c: [{ T C1, then: d }] }";
    assert_eq!(told(body), ["check.grows_without_end Ask > A > A: to B1 > A: to C1 > B1: More > B1: to B1 > B1: to D"]);
}
