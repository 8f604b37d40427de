//! What must be true of a process.

use baton_model::{compile_published, read};

fn process(more: &str, workflows: &str, milestones: &str) -> String {
    format!(
        "process: whole\ntitle: Whole\nowner: office\noutcome: All of it\n{more}start: [{{ form: Go, gives: [item, count] }}]\nfields:\n  \
         item: {{ type: text, required: true }}\n  count: {{ type: number, min: 0 }}\n  pay: {{ type: number, personal: true }}\n  \
         account: {{ type: text }}\nworkflows:\n{workflows}{milestones}"
    )
}

fn told(text: &str) -> Vec<String> {
    read(text).faults.into_iter().map(|fault| format!("{}: {}", fault.code, fault.message)).collect()
}

const TWO: &str = "  - { run: papers }\n  - { run: desk, after: [papers], when: 'step(\"papers\").state = \"done\" and count > 1' }\n";

#[test]
fn a_process_that_is_right_is_told_nothing_of() {
    assert_eq!(
        told(&process("label: \"{item}\"\n", TWO, "milestones: { ready: { title: Ready, after: [desk] } }\n")),
        [""; 0]
    );
}

#[test]
fn its_workflows_and_milestones_have_names_of_their_own() {
    let same = told(&process("", TWO, "milestones: { desk: { title: Ready, after: [papers] } }\n"));
    assert_eq!(same, ["check.duplicate_id: `desk` is the name of something else, on line 13"]);
    let made =
        told(&process("", "  - { run: papers }\n  - { run: desk-after }\n  - { run: desk, after: [papers] }\n", ""));
    assert_eq!(made, ["check.duplicate_id: `desk-after` is the name of something else, on line 13"]);
    let reserved = told(&process("", "  - { run: papers, id: me }\n", ""));
    assert_eq!(
        reserved,
        ["check.reserved_name: `me` has a meaning of its own and cannot be the name of a workflow of a process"]
    );
}

#[test]
fn a_step_that_is_none_of_it_is_told() {
    let wrong =
        told(&process("", "  - { run: papers }\n  - { run: desk, when: 'step(\"paprs\").state = \"done\"' }\n", ""));
    assert_eq!(wrong, ["check.step_undefined: no step is called `paprs`, did you mean `papers`?"]);
}

#[test]
fn a_when_is_a_condition_and_one_that_never_holds_is_warned_of() {
    let number = told(&process("", "  - { run: papers, when: count }\n", ""));
    assert_eq!(
        number,
        ["definition.not_a_condition: `when` asks whether something is true, and this gives a number: count"]
    );
    let never = told(&process("", "  - { run: papers, when: count < 0 }\n", ""));
    assert_eq!(never, ["check.condition_never: `count < 0` is never true: the workflow is always passed over"]);
}

#[test]
fn what_is_personal_stands_in_no_name_of_a_run() {
    let label = told(&process("label: \"{item}, {pay}\"\n", TWO, ""));
    assert_eq!(label, ["check.private_in_text: `pay` is personal and must not stand in the name of a run"]);
}

#[test]
fn the_titles_of_its_milestones_are_computed_and_checked() {
    let right = "milestones: { ready: { title: 'Ready with {item} after {step(\"desk\").outcome}', after: [desk] } }\n";
    assert_eq!(told(&process("", TWO, right)), [""; 0]);
    let wrong = "milestones: { ready: { title: '{pay} for {step(\"dask\").outcome}, {string(step(\"desk\"))}' } }\n";
    let mut wrong = told(&process("", TWO, wrong));
    wrong.sort();
    assert_eq!(
        wrong,
        [
            "check.private_in_text: `pay` is personal and must not stand in a label or a title",
            "check.private_in_text: `step(\"desk\")` is personal and must not stand in a label or a title",
            "check.step_undefined: no step is called `dask`, did you mean `desk`?",
            "check.step_whole: `step(\"desk\")` is used as a whole, and a step as a whole is no value"
        ]
    );
}

#[test]
fn two_that_may_run_side_by_side_do_not_give_one_field() {
    let gives = |after: &str| {
        format!("  - {{ run: papers, gives: {{ account: a }} }}\n  - {{ run: desk, gives: {{ account: b }}{after} }}\n")
    };
    let apart = told(&process("", &gives(""), ""));
    assert_eq!(
        apart,
        [
            "check.field_given_twice: `account` is given in two branches of `Whole`: by `papers` and `desk`; the later one wins"
        ]
    );
    assert_eq!(told(&process("", &gives(", after: [papers]"), "")), [""; 0], "one after the other");
}

#[test]
fn what_was_published_before_these_rules_still_runs() {
    let text = process("label: \"{item}, {pay}\"\n", TWO, "");
    assert!(!told(&text).is_empty());
    assert!(compile_published(&text).is_ok());
}
