//! The three examples are read without a fault, and stay as they are when they are formatted.

use std::fmt::Write as _;
use std::path::Path;

use baton_model::{compile, fmt, outline, publishable, read};

const EXAMPLES: [&str; 3] = ["purchase-approval", "model-deployment", "employee-onboarding"];

pub fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../examples/{name}.yaml"));
    std::fs::read_to_string(path).expect("the example is there")
}

#[test]
fn they_are_read_without_a_fault() {
    for name in EXAMPLES {
        let text = example(name);
        let faults = read(&text).faults;
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

#[test]
fn they_are_formatted_already() {
    for name in EXAMPLES {
        let text = example(name);
        assert_eq!(fmt(&text).expect("it can be read"), text, "{name}");
    }
}

#[test]
fn the_purchase_approval_can_be_published_and_the_others_say_why_not() {
    assert!(publishable(&read(&example("purchase-approval"))).is_empty());
    assert!(compile(&example("purchase-approval")).is_ok());
    let mut told = String::new();
    for name in ["model-deployment", "employee-onboarding"] {
        for fault in publishable(&read(&example(name))) {
            writeln!(told, "{name}:{} {} {}", fault.line, fault.path, fault.message).expect("a string takes all");
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn their_outlines_carry_what_a_diagram_shows() {
    for name in EXAMPLES {
        let checked = read(&example(name));
        let outline = outline(checked.definition.as_ref().expect("it is one"));
        insta::assert_snapshot!(name, serde_json::to_string_pretty(&outline).expect("it can be written"));
    }
}
