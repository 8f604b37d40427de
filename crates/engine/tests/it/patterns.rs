//! The workflow control-flow patterns of van der Aalst, ter Hofstede and Russell, each as a definition, a run and its trace.
//!
//! A file of `patterns/` has a number and name, a line on how it is said, the definition below its head, the run as lines of a
//! story, and what comes of it. `UPDATE_PATTERNS=1` writes the traces anew, to be read before they are kept.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use baton_model::definition::{Step, StepKind, Workflow};

use crate::stage::World;
use crate::story::tell;

/// What is the same for all of them.
const HEAD: &str = "\
workflow: pattern
title: Pattern
owner: procurement
start:
  - form: Ask
    who: everyone
    gives: [amount, sure]
roles:
  asker: { is: starter }
fields:
  amount: { type: number, required: true }
  sure: { type: yes-no }
";

struct Pattern {
    file: PathBuf,
    head: String,
    definition: String,
    run: String,
    trace: String,
}

fn patterns() -> Vec<Pattern> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/patterns");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(read).collect()
}

fn read(file: PathBuf) -> Pattern {
    let text = fs::read_to_string(&file).unwrap();
    let (head, rest) = text.split_once("--- definition\n").unwrap();
    let (definition, rest) = rest.split_once("--- run\n").unwrap();
    let (run, trace) = rest.split_once("--- trace\n").unwrap();
    let [head, definition, run, trace] = [head, definition, run, trace].map(str::to_owned);
    Pattern { file, head, definition, run, trace }
}

/// Each pattern's name, and the world after its run.
pub fn told() -> Vec<(String, World)> {
    let name = |head: &str| head.lines().next().unwrap_or_default().to_owned();
    let run = |pattern: Pattern| (name(&pattern.head), tell(&format!("{HEAD}{}", pattern.definition), &pattern.run).0);
    patterns().into_iter().map(run).collect()
}

/// What happened to the steps, a line for each command.
fn played(definition: &str, run: &str) -> String {
    let (_, told) = tell(definition, run);
    let mut short = String::new();
    for line in told.lines() {
        if let Some(command) = line.strip_prefix("> ") {
            let first = if short.is_empty() { "" } else { "\n" };
            write!(short, "{first}> {command}:").unwrap();
            continue;
        }
        let mut words = line.split_whitespace();
        let what = words.next().unwrap_or_default();
        let value = |name: &str| line.split_whitespace().find_map(|word| word.strip_prefix(&format!("{name}=")));
        let step = value("step").unwrap_or_default();
        let said = match what {
            "step_opened" => format!("{step} opens"),
            "step_completed" => match value("choice").filter(|choice| *choice != "done") {
                Some(choice) => format!("{step} is done with {choice}"),
                None => format!("{step} is done"),
            },
            "step_skipped" => format!("{step} is skipped"),
            "step_withdrawn" => format!("{step} is withdrawn"),
            "thread_arrived" => format!("{step} waits for others"),
            "exception_raised" => format!("{step} is held: {}", value("code").unwrap_or_default()),
            "run_finished" => format!("the run ends: {}", value("outcome").unwrap_or_default()),
            "refused" => format!("refused, {}", words.next().unwrap_or_default().trim_end_matches(':')),
            _ => continue,
        };
        write!(short, " {said};").unwrap();
    }
    short.push('\n');
    short.replace(";\n", "\n")
}

#[test]
fn every_pattern_runs_as_it_says() {
    let patterns = patterns();
    let mut wrong = String::new();
    for pattern in &patterns {
        let trace = played(&format!("{HEAD}{}", pattern.definition), &pattern.run);
        if std::env::var_os("UPDATE_PATTERNS").is_some() {
            let Pattern { file, head, definition, run, .. } = pattern;
            fs::write(file, format!("{head}--- definition\n{definition}--- run\n{run}--- trace\n{trace}")).unwrap();
        } else if trace != pattern.trace {
            write!(wrong, "{}wanted:\n{}came:\n{trace}\n", pattern.head, pattern.trace).unwrap();
        }
        assert!(pattern.head.starts_with("WCP-") && pattern.head.lines().count() == 2, "{}", pattern.head);
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(patterns.len() == 43, "{} patterns", patterns.len());
}

/// Said as a plain sequence of the same steps, none of them goes as it should.
#[test]
fn every_pattern_fails_as_a_plain_sequence() {
    for pattern in patterns() {
        let read = baton_model::compile(&format!("{HEAD}{}", pattern.definition)).unwrap();
        let is_sequence = pattern.head.starts_with("WCP-1 ");
        let plain = format!("{HEAD}{}", plain(&read.workflow, is_sequence));
        let trace = played(&plain, &pattern.run);
        let title = pattern.head.lines().next().unwrap_or_default();
        assert_ne!(trace, pattern.trace, "{title} goes the same as a plain sequence");
        println!("{title}: as a plain sequence it goes otherwise");
    }
}

/// The steps of people and waits in the order of the text, and nothing else; the sequence itself the other way round.
fn plain(workflow: &Workflow, reversed: bool) -> String {
    let mut all = Vec::new();
    let paths = workflow.paths.values().flat_map(|path| &path.steps);
    workflow.steps.iter().chain(paths).for_each(|step| leaves(step, &mut all));
    if reversed {
        all.reverse();
    }
    let mut text = String::from("steps:\n");
    for step in all {
        let title = &step.title.text;
        match &step.kind {
            StepKind::Wait(_) => writeln!(text, "  - {{ wait: {title}, for: 3 days }}").unwrap(),
            _ => {
                let gives: Vec<&str> = step.gives.iter().map(|given| given.field.as_str()).collect();
                let choices = step.choices().into_iter().flat_map(|choices| choices.keys());
                let choices: Vec<String> = choices.map(|name| format!("{name}: {{}}")).collect();
                let (gives, choices) = (gives.join(", "), choices.join(", "));
                writeln!(text, "  - {{ task: {title}, who: asker, gives: [{gives}], choices: {{ {choices} }} }}")
                    .unwrap();
            }
        }
    }
    text + "outcomes:\n  done: { title: Done }\n"
}

fn leaves<'a>(step: &'a Step, all: &mut Vec<&'a Step>) {
    if step.is_by_people() || matches!(step.kind, StepKind::Wait(_)) {
        all.push(step);
    }
    step.inner().into_iter().flatten().for_each(|inner| leaves(inner, all));
}
