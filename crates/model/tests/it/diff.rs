//! What changed, in sentences. The definitions under `fixtures/diff` hold every key of the language, most with another value beside
//! it (`# now:`): each alone gives a sentence.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use baton_model::definition::Definition;
use baton_model::{Severity, compile_published, diff, read};

use crate::examples::example;

/// What a text defines. Whether it is wise is not asked: that takes its time, and what is not is told all the same.
fn definition(text: &str) -> Result<Definition, String> {
    let unread = |faults: Vec<baton_model::Fault>| {
        let unread = |code: &str| code.starts_with("yaml.") || code.starts_with("definition.");
        let errors = faults.into_iter().filter(|fault| fault.severity == Severity::Error && unread(fault.code));
        errors.map(|fault| fault.render(text)).collect::<Vec<_>>().join("\n")
    };
    if text.starts_with("workflow:") {
        return match compile_published(text) {
            Ok(compiled) => Ok(Definition::Workflow(Box::new(compiled.workflow))),
            Err(faults) => Err(unread(faults)),
        };
    }
    let read = read(text);
    let told = unread(read.faults);
    if told.is_empty() { Ok(read.definition.expect("it can be read")) } else { Err(told) }
}

fn told(was: &str, now: &str) -> Vec<String> {
    let read = |text: &str| definition(text).unwrap_or_else(|told| panic!("{told}"));
    diff(&read(was), &read(now))
}

fn fixtures() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/diff");
    let files = std::fs::read_dir(folder).expect("the folder is there").map(|file| file.expect("it is listed").path());
    let named = |path: PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        (name, std::fs::read_to_string(&path).expect("it can be read"))
    };
    let mut all: Vec<(String, String)> = files.map(named).collect();
    all.sort();
    all
}

/// What stands in the place of a line with the value that is written beside it: `key: value   # now: other`. `-`: nothing.
fn other(line: &str) -> Option<Vec<String>> {
    let (written, now) = line.split_once("# now: ")?;
    if now.trim() == "-" {
        return Some(Vec::new());
    }
    let start = written.len() - written.trim_start().trim_start_matches("- ").len();
    let after = written[start..].find(": ").map_or(start, |colon| start + colon + 2);
    Some(vec![format!("{}{}", &written[..after], now.trim())])
}

#[test]
fn whatever_changes_gives_a_sentence() {
    let (mut all, mut silent) = (String::new(), Vec::new());
    for (name, text) in fixtures() {
        let was = definition(&text).unwrap_or_else(|told| panic!("{name}: {told}"));
        assert_eq!(diff(&was, &was), [""; 0], "{name}");
        writeln!(all, "# {name}").expect("a string takes all");
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let Some(other) = other(line) else { continue };
            let changed: Vec<&str> = lines[..at]
                .iter()
                .copied()
                .chain(other.iter().map(String::as_str))
                .chain(lines[at + 1..].iter().copied())
                .collect();
            match definition(&changed.join("\n")).map(|now| diff(&was, &now)) {
                Ok(sentences) if !sentences.is_empty() => {
                    writeln!(all, "{}", sentences.join("\n")).expect("a string takes all");
                }
                Ok(_) => silent.push(format!("{name}:{}: nothing is told of {line}", at + 1)),
                // What cannot be read would be told of as if it were gone.
                Err(told) => silent.push(format!("{name}:{}: {told}", at + 1)),
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
    insta::assert_snapshot!(all);
}

#[test]
fn the_definitions_hold_every_key_of_the_language() {
    fn asked(folder: &Path, keys: &mut BTreeSet<String>) {
        let key = regex::Regex::new(r#"keys\s*\.(?:get|entry|must)\(\s*(?:cx,\s*)?"([a-z_]+)""#).expect("it compiles");
        for file in std::fs::read_dir(folder).expect("the folder is there") {
            let path = file.expect("it is listed").path();
            if path.is_dir() {
                asked(&path, keys);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("it can be read");
            keys.extend(key.captures_iter(&text).map(|found| found[1].to_owned()));
        }
    }
    let mut keys = BTreeSet::new();
    asked(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lower"), &mut keys);
    assert!(keys.len() > 130, "{}", keys.len());
    let written: String = fixtures().into_iter().map(|(_, text)| text).collect();
    let stands = |key: &str| written.lines().any(|line| line.contains(&format!("{key}:")) && line.contains("# now:"));
    // What has entries of its own, or can only be true, changes with what stands in it.
    let holds = |key: &str| written.contains(&format!("{key}:\n")) || written.contains(&format!("{key}: true\n"));
    let missing: Vec<&String> = keys.iter().filter(|key| !stands(key) && !holds(key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn changes_are_told_in_the_order_of_the_text() {
    let was = example("purchase-approval");
    let now = was
        .replace("due: 2 business days\n    remind", "due: 3 business days\n    remind")
        .replace("refuse: { then: refused, comment: required }\n\n", "refuse: { then: refused }\n\n")
        .replace(
            "  budget_code:  { type: text, label: Budget code }",
            "  budget_code:  { type: text, label: Cost centre }",
        )
        .replace("pick: in-turn", "pick: least-busy")
        .replace("- task: Place the order", "- task: Order it")
        .replace("target: 5 business days ", "target: 4 business days ");
    assert_eq!(told(&was, &was), [""; 0]);
    insta::assert_snapshot!(told(&was, &now).join("\n"));
}

/// A workflow of these steps.
fn of(steps: &str) -> String {
    format!(
        "workflow: w\ntitle: W\nowner: office\nstart: [{{ form: Go, gives: [n] }}]\nroles: {{ r: {{ is: starter }} }}\nfields: {{ n: \
         {{ type: number }}, sure: {{ type: yes-no }} }}\noutcomes: {{ done: {{ title: Done, default: true }}, gone: {{ title: Gone }} \
         }}\nsteps:\n{steps}"
    )
}

#[test]
fn a_step_that_moves_is_told_where_it_stands() {
    let was = of(
        "  - stage: S\n    steps:\n      - { task: A, who: r }\n      - { task: B, who: r }\n  - { task: C, who: r }\n",
    );
    let now =
        of("  - stage: S\n    steps:\n      - { task: A, who: r }\n  - { task: B, who: r }\n  - { task: C, who: r }\n");
    assert_eq!(told(&was, &now), ["Step “B”: it stands on the main path instead of in “S”"]);
    let cases = |first: &str, second: &str| {
        of(&format!(
            "  - choose: X\n    cases:\n      - when: n > 1\n        steps: [{first}]\n      - when: n > 0\n        steps: [{second}]\n"
        ))
    };
    let (a, b, c) = ("{ task: A, who: r }", "{ task: B, who: r }", "{ task: C, who: r }");
    assert_eq!(
        told(&cases(&format!("{a}, {b}"), c), &cases(a, &format!("{b}, {c}"))),
        [
            "Step “X”, case when n > 1: the steps in it are A instead of A, B",
            "Step “X”, case when n > 0: the steps in it are B, C instead of C"
        ]
    );
    assert_eq!(
        told(&of(&format!("  - {a}\n  - {b}\n")), &of(&format!("  - {b}\n  - {a}\n"))),
        ["The steps are in another order"]
    );
    assert_eq!(told(&of(&format!("  - {a}\n")), &of(&format!("  - {a}\n  - end: gone\n"))), ["The end gone is new"]);
}

#[test]
fn rows_that_come_and_go_are_told_by_their_tests() {
    let table = |rows: &str| {
        of(&format!(
            "  - decide: D\n    gives: [sure]\n    table:\n      hit: first\n      inputs: [n]\n      rules:\n{rows}"
        ))
    };
    let row = |test: &str, gives: &str| format!("        - {{ when: [\"{test}\"], gives: [\"{gives}\"] }}\n");
    let was = table(&[row("< 1", "true"), row("< 2", "false"), row("-", "false")].concat());
    let more = table(&[row("< 1", "true"), row("< 2", "false"), row("< 9", "true"), row("-", "false")].concat());
    assert_eq!(told(&was, &more), ["Step “D”: the rule [< 9] is new"]);
    assert_eq!(told(&more, &was), ["Step “D”: the rule [< 9] is gone"]);
    let cell = table(&[row("< 1", "true"), row("< 3", "true"), row("-", "false")].concat());
    assert_eq!(
        told(&was, &cell),
        ["Step “D”, rule [< 3]: n < 3 instead of < 2", "Step “D”, rule [< 3]: sure true instead of false"]
    );
    let turned = table(&[row("< 2", "false"), row("< 1", "true"), row("-", "false")].concat());
    assert_eq!(told(&was, &turned), ["Step “D”: the rules are in another order"]);
}

#[test]
fn another_kind_of_definition_is_told() {
    let decision = "decision: w\ntitle: W\nowner: office\noutputs: { a: { type: number } }\nvalue: \"1\"\n";
    assert_eq!(told(&of("  - { task: A, who: r }\n"), decision), ["It is a decision instead of a workflow"]);
}
