//! Words that stand where they mean nothing.

use baton_model::{compile_published, read};

fn of(step: &str) -> String {
    format!(
        "workflow: w\ntitle: W\nowner: office\nstart: [{{ form: Go, gives: [n] }}]\nroles: {{ r: {{ is: starter }} }}\nfields: {{ n: \
         {{ type: number, required: true }} }}\noutcomes: {{ done: {{ title: Done }} }}\nsteps:\n{step}"
    )
}

fn told(step: &str) -> Vec<String> {
    read(&of(step))
        .faults
        .into_iter()
        .map(|fault| format!("{}: {}: {}", fault.line, fault.code, fault.message))
        .collect()
}

#[test]
fn a_handler_keeps_nothing_for_later() {
    let with = |early: &str| {
        format!(
            "  - task: A\n    who: r\n    in_case:\n      - event: came\n{early}        steps: [{{ send: B, to: r, subject: B }}]\n"
        )
    };
    assert_eq!(told(&with("")), [""; 0]);
    assert_eq!(
        told(&with("        early: drop\n")),
        ["13: definition.key_of_other_kind: `a handler` has no `early`; a wait with an `event:` has"]
    );
    let waits = "  - { task: B, who: r }\n  - wait: A\n    event: came\n    early: drop\n    due: 2 days\n";
    assert_eq!(told(waits), [""; 0], "a wait may");
    assert!(compile_published(&of(&with("        early: drop\n"))).is_ok(), "what was published before runs");
}

#[test]
fn a_choice_is_offered_where_a_condition_holds() {
    let when =
        |when: &str| format!("  - task: A\n    who: r\n    choices:\n      yes: {{}}\n      no: {{ when: {when} }}\n");
    assert_eq!(told(&when("n > 3")), [""; 0]);
    assert_eq!(
        told(&when("n")),
        ["13: definition.not_a_condition: `when` asks whether something is true, and this gives a number: n"]
    );
    assert!(compile_published(&of(&when("n"))).is_ok(), "what was published before runs");
}
