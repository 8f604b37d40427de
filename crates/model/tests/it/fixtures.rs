//! Every code has a definition that leads to it, and most have one beside it that does not. What people are told is
//! kept as a snapshot.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use baton_model::codes::CODES;
use baton_model::{Fault, Severity, read};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The fixtures: the code a file is called after, whether it is to be free of it, and its text.
fn fixtures() -> Vec<(String, bool, String)> {
    let mut all = Vec::new();
    for area in ["yaml", "definition", "check"] {
        for file in std::fs::read_dir(folder().join(area)).expect("the folder is there") {
            let path = file.expect("it can be listed").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
            let is_ok = name.ends_with(".ok.yaml");
            let code = name.trim_end_matches(".yaml").trim_end_matches(".ok");
            all.push((format!("{area}.{code}"), is_ok, std::fs::read_to_string(&path).expect("it can be read")));
        }
    }
    all.sort();
    all
}

fn told(text: &str, faults: &[Fault]) -> String {
    let mut all = String::new();
    for fault in faults {
        write!(all, "{}at {}\n\n", fault.render(text), fault.path).expect("a string takes all");
    }
    all
}

#[test]
fn every_fixture_leads_to_its_code() {
    for (code, is_ok, text) in fixtures() {
        let faults = read(&text).faults;
        let fires = faults.iter().any(|fault| fault.code == code);
        assert_eq!(fires, !is_ok, "{code}:\n{}", told(&text, &faults));
    }
}

#[test]
fn what_is_free_of_a_fault_has_no_other_error() {
    for (code, _, text) in fixtures().into_iter().filter(|(_, is_ok, _)| *is_ok) {
        let errors: Vec<Fault> =
            read(&text).faults.into_iter().filter(|fault| fault.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{code}:\n{}", told(&text, &errors));
    }
}

#[test]
fn every_code_has_a_fixture() {
    // A text of a megabyte, a bomb of anchors and an endless table are made by the test that needs them.
    // What a decision uses, and what a workflow runs, is known only where other decisions and workflows are.
    let made = [
        "yaml.too_large",
        "yaml.too_many_values",
        "definition.table_too_large",
        "check.decision_unknown",
        "check.decision_input_missing",
        "check.decision_has_no_input",
        "check.sub_unknown",
        "check.sub_cannot_begin",
        "check.sub_asks_not",
        "check.sub_input_missing",
        "check.sub_gives_not",
        "check.sub_type",
        "check.target_below_runs",
        "check.start_unknown",
        "check.start_no_outcome",
        "check.start_circle",
    ];
    let known: BTreeSet<String> =
        fixtures().into_iter().filter(|(_, is_ok, _)| !is_ok).map(|(code, _, _)| code).collect();
    let missing: Vec<&str> =
        CODES.iter().map(|code| code.code).filter(|code| !known.contains(*code) && !made.contains(code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn people_are_told_line_caret_and_remedy() {
    for area in ["yaml", "definition", "check"] {
        let mut all = String::new();
        for (code, _, text) in fixtures().into_iter().filter(|(code, is_ok, _)| !is_ok && code.starts_with(area)) {
            write!(all, "## {code}\n\n{}", told(&text, &read(&text).faults)).expect("a string takes all");
        }
        insta::assert_snapshot!(area, all);
    }
}

#[test]
fn a_computed_title_is_told_as_it_is_called_before_there_is_anything_to_compute_it_from() {
    let text = std::fs::read_to_string(folder().join("check/step_without_who.yaml")).expect("it can be read");
    let faults = read(&text.replace("task: Do it", "task: 'Do {item} now'")).faults;
    let told = faults.iter().find(|fault| fault.code == "check.step_without_who").expect("told");
    assert_eq!(told.message, "nobody is said to do `Do … now`");
}

#[test]
fn codes_are_unique_and_complete() {
    let mut seen = BTreeSet::new();
    for code in CODES {
        assert!(seen.insert(code.code), "{} stands twice", code.code);
        assert!(!code.sentence.is_empty() && !code.remedy.is_empty() && !code.example.is_empty(), "{}", code.code);
    }
}

#[test]
fn a_rule_that_came_after_a_version_was_published_does_not_stop_its_runs() {
    let of_rules = |faults: &[Fault]| {
        let mut errors = faults.iter().filter(|fault| fault.severity == Severity::Error).peekable();
        errors.peek().is_some() && errors.all(|fault| fault.code.starts_with("check."))
    };
    let mut compiled = 0;
    for (code, is_ok, text) in fixtures() {
        if is_ok || text.contains("\nprocess:") || text.starts_with("process:") || !of_rules(&read(&text).faults) {
            continue;
        }
        if text.starts_with("decision:") {
            assert!(baton_model::compile_decision(&text).is_err(), "{code}");
            assert!(baton_model::compile_published_decision(&text).is_ok(), "{code}");
            continue;
        }
        assert!(baton_model::compile(&text).is_err(), "{code}");
        let faults = baton_model::compile_published(&text).err().unwrap_or_default();
        assert!(faults.is_empty(), "{code}:\n{}", told(&text, &faults));
        compiled += 1;
    }
    assert!(compiled > 10, "{compiled}");
    assert!(baton_model::compile_published("workflow: [").is_err(), "what cannot be read does not run");
}
