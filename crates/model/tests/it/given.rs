//! What is there for certain in a block: its own fields, the columns of its items, what shared decisions give.

use std::sync::Arc;

use baton_model::decision::{Linked, asked};
use baton_model::{compile_decision, read};

fn of(steps: &str) -> String {
    format!(
        "workflow: w
title: W
owner: office
start: [{{ form: Go, gives: [rows, n] }}]
roles: {{ r: {{ is: starter }} }}
fields:
  n: {{ type: number, required: true }}
  note: {{ type: text }}
  rows:
    type: list
    required: true
    of:
      name: {{ type: text, required: true }}
      verdict: {{ type: text }}
outcomes: {{ done: {{ title: Done }} }}
steps:
{steps}"
    )
}

/// The line below `steps:` of each need that is not given, with the field's name.
fn missing(steps: &str) -> Vec<String> {
    let found = read(&of(steps)).faults;
    let unread: Vec<&str> =
        found.iter().filter(|fault| !fault.code.starts_with("check.")).map(|fault| fault.message.as_str()).collect();
    assert_eq!(unread, [""; 0], "it cannot be read:\n{steps}");
    let errors =
        found.into_iter().filter(|fault| fault.code.starts_with("check.") && fault.message.contains("needs `"));
    errors.map(|fault| format!("{} {}", fault.line - 16, field(&fault.message))).collect()
}

fn field(message: &str) -> String {
    message.split('`').nth(3).unwrap_or_default().to_owned()
}

#[test]
fn a_field_of_a_block_is_empty_until_a_step_inside_gives_it() {
    let stage = |inside: &str| format!("  - stage: S\n    fields: {{ x: {{ type: text }} }}\n    steps:\n{inside}");
    let gives = "      - { task: Give, id: give, who: r, gives: [x] }\n";
    let needs = "      - { task: Need, id: need, who: r, needs: [x] }\n";
    assert_eq!(missing(&stage(needs)), ["4 x"]);
    assert_eq!(missing(&stage(&format!("{gives}{needs}"))), [""; 0]);
    let maybe = "      - { task: Give, id: give, who: r, when: n > 1, gives: [x] }\n";
    assert_eq!(missing(&stage(&format!("{maybe}{needs}"))), ["5 x"]);
    let proved = "      - { task: Need, id: need, who: r, when: x != null, needs: [x] }\n";
    assert_eq!(missing(&stage(&format!("{maybe}{proved}"))), [""; 0]);
}

#[test]
fn a_block_that_is_entered_again_or_past_its_beginning_has_its_fields_anew() {
    let again = "  - stage: S
    id: s
    fields: { x: { type: text } }
    steps:
      - { task: First, id: first, who: r, when: n = 1, gives: [x] }
      - { task: Second, id: second, who: r, gives: [x] }
      - { task: Third, id: third, who: r, needs: [x] }
  - task: Back
    who: r
    choices: { on: {}, back: { then: WHERE } }
";
    assert_eq!(missing(&again.replace("WHERE", "s")), [""; 0]);
    assert_eq!(missing(&again.replace("WHERE", "second")), [""; 0]);
    assert_eq!(missing(&again.replace("WHERE", "third")), ["7 x"]);
}

#[test]
fn a_handler_of_a_stage_sees_its_fields_but_not_that_they_are_given() {
    let stage = "  - stage: S
    fields: { x: { type: text } }
    steps:
      - { task: Give, id: give, who: r, gives: [x] }
    in_case:
      - event: odd
        steps:
          - { task: Need, id: need, who: r, WORD: [x] }
";
    assert_eq!(missing(&stage.replace("WORD", "needs")), ["8 x"]);
    assert_eq!(missing(&stage.replace("WORD", "shows")), [""; 0]);
}

#[test]
fn an_inner_field_is_not_the_outer_one_of_its_name() {
    let inner = "  - { task: Give, id: give, who: r, gives: [note] }
  - each: E
    in: rows
    as: row
    fields: { note: { type: text } }
    steps:
      - { task: Need, id: need, who: r, needs: [note] }
";
    assert_eq!(missing(inner), ["7 note"]);
    assert_eq!(missing(&inner.replace("    fields: { note: { type: text } }\n", "")), [""; 0]);
}

const EACH: &str = "  - each: E
    in: rows
    as: row
    JOIN
    steps:
      - { task: Look, id: look, who: r, gives: [row.verdict] }
";

const NEXT: &str = "  - each: F
    in: rows
    as: line
    steps:
      - { task: Need, id: need, who: r, needs: [line.name, line.verdict] }
";

#[test]
fn a_column_is_there_where_it_must_be_filled_in_or_was_given_in_every_row() {
    assert_eq!(missing(NEXT), ["5 line.verdict"]);
    assert_eq!(missing(&format!("{}{NEXT}", EACH.replace("JOIN", "join: all"))), [""; 0]);
    assert_eq!(missing(&format!("{}{NEXT}", EACH.replace("JOIN", "join: any"))), ["11 line.verdict"]);
    let maybe = EACH.replace("JOIN", "join: all").replace("who: r, gives", "who: r, when: n > 1, gives");
    assert_eq!(missing(&format!("{maybe}{NEXT}")), ["11 line.verdict"]);
    let proved = NEXT.replace("who: r, needs", "who: r, when: line.verdict != null, needs");
    assert_eq!(missing(&proved), [""; 0]);
}

#[test]
fn who_leaves_the_middle_of_an_item_has_given_its_columns_to_that_row_alone() {
    let leaves = EACH
        .replace("    JOIN\n", "")
        .replace("gives: [row.verdict]", "gives: [row.verdict], choices: { on: {}, out: { then: f } }");
    let next = NEXT.replace("each: F\n", "each: F\n    id: f\n");
    assert_eq!(missing(&format!("{leaves}{next}")), ["11 line.verdict"]);
    assert_eq!(missing(&format!("{}{next}", leaves.replace("{ then: f }", "{}"))), [""; 0]);
}

#[test]
fn a_list_that_is_given_anew_has_its_columns_anew() {
    let all = EACH.replace("JOIN", "join: all");
    assert_eq!(missing(&format!("{all}  - {{ task: Anew, who: r, gives: [rows] }}\n{NEXT}")), ["12 line.verdict"]);
}

#[test]
fn what_a_shared_decision_may_leave_empty_is_not_given() {
    let text = of("  - { decide: D, decision: level, gives: [note] }\n  - { task: Need, who: r, needs: [note] }\n");
    let level = |second: &str| {
        let text = format!(
            "decision: level\nowner: office\ninputs: {{ n: {{ type: number }} }}\noutputs: {{ note: {{ type: text }} }}\ntable:\n  \
             inputs: [n]\n  rules:\n    - {{ when: [\"< 10\"], gives: ['\"low\"'] }}\n    - {{ when: [\">= 10\"], gives: ['{second}'] }}\n"
        );
        Arc::new(Linked::new(Arc::new(compile_decision(&text).unwrap()), &mut |_| None).unwrap())
    };
    let checked = read(&text);
    let workflow = checked.definition.as_ref().and_then(|definition| definition.workflow()).expect("a workflow");
    assert_eq!(
        missing("  - { decide: D, decision: level, gives: [note] }\n  - { task: Need, who: r, needs: [note] }\n"),
        [""; 0]
    );
    let told = |second: &str| -> Vec<String> {
        let shared = level(second);
        let found = asked(workflow, &text, &mut |_| Some(Arc::clone(&shared)));
        found.iter().map(|fault| format!("{}: {}", fault.code, fault.message)).collect()
    };
    assert_eq!(told("\"high\""), [""; 0]);
    assert_eq!(told("null"), ["check.need_not_given: `Need` needs `note`, and a way leads here that does not give it"]);
}

#[test]
fn what_undoes_a_step_has_what_the_step_gave_and_nobody_empties() {
    let undone = |then: &str| {
        missing(&format!(
            "  - {{ task: Book, who: r, gives: [note], undo: [{{ task: Cancel it, who: r, needs: [note] }}] }}\n{then}  - {{ approve: Go, who: \
             r, choices: {{ yes: {{}}, no: {{ undoes: all, then: done }} }} }}\n"
        ))
    };
    assert_eq!(undone(""), [""; 0]);
    assert_eq!(undone("  - { set: Empty, gives: { note: 'null' } }\n"), ["1 note"]);
    let early = missing(
        "  - { task: Book, who: r, undo: [{ task: Cancel it, who: r, needs: [note] }] }\n  - { task: Tell, who: r, gives: [note] }\n  - { \
         approve: Go, who: r, choices: { yes: {}, no: { undoes: all, then: done } } }\n",
    );
    assert_eq!(early, ["1 note"], "it may be undone before it is told");
    // A choice that leads elsewhere need not fill in what the step asks for.
    let refused = missing(
        "  - approve: Book\n    who: r\n    gives: [note]\n    undo: [{ task: Cancel it, who: r, needs: [note] }]\n    choices: { yes: {}, no: { \
         then: go } }\n  - { approve: Go, who: r, choices: { yes: {}, no: { undoes: all, then: done } } }\n",
    );
    assert_eq!(refused, ["4 note"]);
    let block = missing(
        "  - stage: Trip\n    undo: [{ task: Cancel it, who: r, needs: [note] }]\n    steps: [{ task: Book, who: r, gives: [note] }]\n  - { approve: Go, \
         who: r, choices: { yes: {}, no: { undoes: all, then: done } } }\n",
    );
    assert_eq!(block, [""; 0], "a block is undone from where it ended");
}

#[test]
fn a_handler_of_the_run_has_what_every_start_gives_alone() {
    let task = "  - { task: Book, who: r, gives: [note] }\n  - { task: File, who: r }\n";
    let with = |handler: &str| missing(&format!("{task}in_case:\n  - {handler}\n"));
    assert_eq!(with("{ event: stop, steps: [{ task: Stop, who: r, needs: [n, rows] }] }"), [""; 0]);
    assert_eq!(with("{ event: stop, steps: [{ task: Stop, who: r, needs: [note] }] }"), ["4 note"]);
    assert_eq!(with("{ event: stop, steps: [{ task: Stop, who: r, when: note != null, needs: [note] }] }"), [""; 0]);
    let jumps = missing(
        "  - { task: Book, who: r, gives: [note] }\n  - { task: File, who: r, needs: [note] }\nin_case:\n  - { event: stop, then: file }\n",
    );
    assert_eq!(jumps, ["2 note"], "it may be sent there before anybody gave it");
    let emptied = missing(
        "  - { set: Forget, gives: { n: 'null' } }\nin_case:\n  - { event: stop, steps: [{ task: Stop, who: r, needs: [n] }] }\n",
    );
    assert_eq!(emptied, ["3 n"]);
}

/// A step that gives the note, one that needs it, and what goes between them; each line one below `steps:`.
fn if_and_if(giver: &str, between: &str, needer: &str) -> Vec<String> {
    missing(&format!(
        "  - {{ task: Give, id: give, who: r, when: '{giver}', gives: [note] }}\n{between}  - {{ task: Need, who: r, when: '{needer}', needs: [note] \
         }}\n"
    ))
}

#[test]
fn what_was_given_under_a_condition_is_there_under_the_same() {
    assert_eq!(if_and_if("n > 1", "", "n > 1"), [""; 0]);
    assert_eq!(if_and_if("n > 1", "", "n > 1 and count(rows) > 2"), [""; 0]);
    assert_eq!(if_and_if("n > 1", "", "n > 0"), ["2 note"]);
    assert_eq!(if_and_if("n > 1", "", "n > 1 or n < 0"), ["2 note"]);
    assert_eq!(if_and_if("n > 1 and n < 9", "", "n > 1"), ["2 note"], "it may be passed over all the same");
    assert_eq!(
        if_and_if(
            "now() > date and time(\"2030-01-01T00:00:00Z\")",
            "",
            "now() > date and time(\"2030-01-01T00:00:00Z\")"
        ),
        ["2 note"]
    );
    // A stage, and the cases of a choice.
    let staged = "  - { stage: S, when: 'n > 1', steps: [{ task: Give, who: r, gives: [note] }] }\n  - choose: C\n    cases:\n      - when: n > 1\n        \
                  steps: [{ task: Need, who: r, needs: [note] }]\n      - otherwise: true\n        steps: []\n";
    assert_eq!(missing(staged), [""; 0]);
}

#[test]
fn a_condition_that_may_have_changed_meanwhile_proves_nothing() {
    let again = "  - { task: Count, id: count, who: r, gives: [n] }\n";
    assert_eq!(if_and_if("n > 1", again, "n > 1"), ["3 note"]);
    assert_eq!(if_and_if("n > 1", "  - { set: Forget, gives: { note: 'null' } }\n", "n > 1"), ["3 note"]);
    // Before both it changes nothing.
    let before = |rest: &str| missing(&format!("{again}{rest}"));
    let both = "  - { task: Give, who: r, when: n > 1, gives: [note] }\n  - { task: Need, who: r, when: n > 1, needs: [note] }\n";
    assert_eq!(before(both), [""; 0]);
    // A way back to the count, past the one that gives.
    let back = "  - { approve: Go, who: r, choices: { yes: {}, no: { then: count } } }\n";
    assert_eq!(before(&format!("{both}{back}")), [""; 0]);
    let past = "  - { task: Give, who: r, when: n > 1, gives: [note] }\n  - { task: Look, id: look, who: r, gives: [n] }\n  - { task: Need, who: r, \
                when: n > 1, needs: [note] }\n";
    assert_eq!(before(past), ["4 note"]);
    // Who counts anew has given the note as well; where it was passed over, nobody counted.
    let itself = "  - { task: Give, who: r, when: n > 1, gives: [note, n] }\n  - { task: Need, who: r, when: n > 1, needs: [note] }\n";
    assert_eq!(missing(itself), [""; 0]);
}

#[test]
fn a_condition_that_may_change_beside_it_proves_nothing() {
    let beside = "  - parallel: P\n    branches:\n      - title: One\n        steps:\n          - { task: Give, who: r, when: n > 1, gives: [note] }\n          - { task: \
                  Need, who: r, when: n > 1, needs: [note] }\n      - title: Two\n        steps: [{ task: Count, who: r, gives: [n] }]\n";
    assert_eq!(missing(beside), ["6 note"]);
    let quiet = beside.replace("gives: [n] }]", "gives: [rows] }]");
    assert_eq!(missing(&quiet), [""; 0]);
    // In case of an event somebody may give it at any time.
    let both = "  - { task: Give, who: r, when: n > 1, gives: [note] }\n  - { task: Need, who: r, when: n > 1, needs: [note] }\n";
    let handled = |gives: &str| {
        format!("{both}in_case:\n  - {{ event: more, steps: [{{ task: Count, who: r, gives: [{gives}] }}] }}\n")
    };
    assert_eq!(missing(&handled("n")), ["2 note"]);
    assert_eq!(missing(&handled("rows")), [""; 0]);
    // Items may come while they are gone through.
    let items = "  - { task: Give, who: r, when: count(rows) > 1, gives: [note] }\n  - { each: E, in: rows, as: row, steps: [{ task: Look, who: r }] }\n  - { task: \
                 Need, who: r, when: count(rows) > 1, needs: [note] }\n";
    assert_eq!(missing(items), ["3 note"]);
    // Two ways at a time.
    let split = "  - { task: Both, who: r, then: [give, count] }\n  - { task: Give, id: give, who: r, when: n > 1, gives: [note] }\n  - { task: Need, \
                 who: r, when: n > 1, needs: [note], then: stop }\n  - { task: Count, id: count, who: r, gives: [n], then: stop }\n  - { end: done, id: stop, join: \
                 all }\n";
    assert_eq!(missing(split), ["3 note"]);
}
