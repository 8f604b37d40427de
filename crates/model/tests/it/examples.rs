//! The three examples are read without a fault, and stay as they are when they are formatted.

use std::path::Path;

use baton_model::{compile, fmt, outline, publishable, read};

const EXAMPLES: [&str; 3] = ["purchase-approval", "model-deployment", "employee-onboarding"];

/// The workflows of the onboarding.
const OF_ONBOARDING: [&str; 5] =
    ["hr-documents", "it-provisioning", "workspace-preparation", "compliance-training", "manager-check-in"];

pub fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../examples/{name}.yaml"));
    std::fs::read_to_string(path).expect("the example is there")
}

#[test]
fn they_are_read_without_a_fault() {
    for name in EXAMPLES.iter().chain(&OF_ONBOARDING) {
        let text = example(name);
        let faults = read(&text).faults;
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

#[test]
fn they_are_formatted_already() {
    for name in EXAMPLES.iter().chain(&OF_ONBOARDING) {
        let text = example(name);
        assert_eq!(fmt(&text).expect("it can be read"), text, "{name}");
    }
}

#[test]
fn they_can_be_published() {
    for name in OF_ONBOARDING.iter().chain(&EXAMPLES) {
        let faults = publishable(&read(&example(name)));
        assert!(faults.is_empty(), "{name}: {faults:#?}");
        assert!(compile(&example(name)).is_ok(), "{name}");
    }
}

#[test]
fn their_outlines_carry_what_a_diagram_shows() {
    for name in EXAMPLES {
        let checked = read(&example(name));
        let outline = outline(checked.definition.as_ref().expect("it is one"));
        insta::assert_snapshot!(name, serde_json::to_string_pretty(&outline).expect("it can be written"));
    }
}

#[test]
fn a_process_compiles_to_a_workflow_with_its_own_ids() {
    let compiled = read(&example("employee-onboarding")).compile().unwrap_or_else(|faults| panic!("{faults:#?}"));
    for id in ["documents", "it", "desk", "training", "check-ins", "check-ins-run", "ready", "compliant"] {
        assert!(compiled.graph.step(id).is_some(), "{id}");
    }
    assert_eq!(compiled.text.as_ref(), example("employee-onboarding"), "its text is that of the process");
    assert_eq!(compiled.workflow.head.id.name, "employee-onboarding");
    let outcome = compiled.workflow.default_outcome().expect("an outcome");
    assert_eq!(outcome.title.text, "A productive, compliant member of the team");
}
