//! Publishing writes the ids that steps have by their titles.

use baton_model::{compile, fmt, with_ids};

use crate::examples::example;

fn ids(text: &str) -> Vec<(String, bool)> {
    let compiled = compile(text).expect("it has no errors");
    compiled.workflow.all_steps().iter().map(|step| (step.id.clone(), step.id_is_written)).collect()
}

#[test]
fn every_step_but_an_end_gets_its_id_and_nothing_else_changes() {
    let text = example("purchase-approval");
    let written = with_ids(&text);
    let (before, after) = (ids(&text), ids(&written));
    assert_eq!(before.iter().map(|(id, _)| id).collect::<Vec<_>>(), after.iter().map(|(id, _)| id).collect::<Vec<_>>());
    assert!(after.iter().all(|(id, is_written)| *is_written || id.starts_with("end/")), "{after:?}");
    let kept: Vec<&str> = written.lines().filter(|line| text.lines().any(|old| old == *line)).collect();
    assert_eq!(kept, text.lines().collect::<Vec<_>>(), "every old line is there, in its order");
    assert_eq!(with_ids(&written), written, "a second time changes nothing");
}

#[test]
fn a_step_in_braces_and_one_with_a_comment_get_theirs() {
    let text =
        "steps:\n  - who: clerk\n    task: Look at it   # twice\n    due: 1 day\n  - { task: Other, who: clerk }\n";
    let expected = "steps:\n  - who: clerk\n    task: Look at it   # twice\n    id: look-at-it\n    due: 1 day\n  - { task: Other, id: other, who: clerk }\n";
    assert_eq!(with_ids(text), expected);
}

#[test]
fn a_step_whose_kind_stands_behind_the_steps_in_it_gets_its_id_too() {
    let text = "steps:\n  - steps:\n      - task: Inner\n    parallel: Outer\n";
    let expected = "steps:\n  - steps:\n      - task: Inner\n        id: inner\n    parallel: Outer\n    id: outer\n";
    assert_eq!(with_ids(text), expected);
}

#[test]
fn a_very_long_text_gets_its_ids_and_its_look_in_time_that_grows_with_it() {
    // Where each step looked at the whole text, this took minutes.
    let text = format!("workflow: x\nsteps:\n{}", "  - task: a\n".repeat(20_000));
    let written = with_ids(&text);
    assert_eq!(written.matches("id: a").count(), 20_000);
    assert_eq!(fmt(&written).as_deref(), Ok(written.as_str()));
}
