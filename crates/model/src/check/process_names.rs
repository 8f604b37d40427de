//! The names in a process: its workflows and milestones are the steps of its runs, so no two are called alike, none takes a reserved
//! word or a name that a part of it has beside its own, and `step("id")` names one of them.

use std::collections::{HashMap, HashSet};

use super::reserved_name::RESERVED;
use super::step_whole;
use crate::codes;
use crate::definition::{Deadline, DeadlineRule, Expr, Process, SubRun, Template};
use crate::found::{Faults, Found};
use crate::span::Span;
use crate::suggestions::Suggestions;

pub(super) fn check(process: &Process, faults: &mut Faults) {
    reserved(process, faults);
    alike(process, faults);
    steps(process, faults);
}

fn reserved(process: &Process, faults: &mut Faults) {
    let mut tell = |name: &str, span: Span, what: &str| {
        if RESERVED.contains(&name) {
            faults.add(Found::new(&codes::RESERVED_NAME, span).with("name", name).with("what", what));
        }
    };
    process.fields.values().for_each(|field| tell(&field.name, field.span, "a field"));
    process.workflows.iter().for_each(|run| tell(&run.id.name, run.id.span, "a workflow of a process"));
    process.milestones.values().for_each(|one| tell(&one.name.name, one.name.span, "a milestone"));
}

/// The first that has a name keeps it. What a part waits for, and each of its several runs, has a name made of its own.
fn alike(process: &Process, faults: &mut Faults) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    let named = process.workflows.iter().map(|run| &run.id).chain(process.milestones.values().map(|one| &one.name));
    for named in named {
        match seen.get(&named.name) {
            Some(line) => {
                let found = Found::new(&codes::DUPLICATE_ID, named.span).with("id", &named.name);
                faults.add(found.with("line", line));
            }
            None => drop(seen.insert(named.name.clone(), named.span.line)),
        }
    }
    for run in &process.workflows {
        for made in made(run) {
            if let Some(line) = seen.get(&made) {
                faults.add(Found::new(&codes::DUPLICATE_ID, run.id.span).with("id", made).with("line", line));
            }
        }
    }
}

/// The names of what a part waits for, and of its runs where it has several.
fn made(run: &SubRun) -> Vec<String> {
    let parts = [(!run.after.is_empty(), "after"), (run.not_before.is_some(), "time"), (!run.each.is_empty(), "run")];
    parts.into_iter().filter(|(is, _)| *is).map(|(_, word)| format!("{}-{word}", run.id.name)).collect()
}

fn steps(process: &Process, faults: &mut Faults) {
    let ids = || {
        let runs = process.workflows.iter().map(|run| run.id.name.as_str());
        runs.chain(process.milestones.keys().map(String::as_str))
    };
    let known: HashSet<&str> = ids().collect();
    let suggestions = Suggestions::default();
    for expr in expressions(process) {
        for call in expr.program.calls().iter().filter(|call| call.function == "step") {
            if call.path.is_empty() {
                let step = call.arguments.first().and_then(Option::as_ref).and_then(baton_feel::Value::as_text);
                faults.add(step_whole::found(step, expr.span));
            }
            let Some(Some(baton_feel::Value::Text(id))) = call.arguments.first() else { continue };
            if !known.contains(&**id) {
                let near = suggestions.near(id, ids());
                faults.add(Found::new(&codes::STEP_UNDEFINED, expr.span).with("step", id).with("near", near));
            }
        }
    }
}

/// Every expression that is asked of a run of the process.
fn expressions(process: &Process) -> Vec<&Expr> {
    fn of_time(time: Option<&Deadline>) -> Option<&Expr> {
        match &time?.rule {
            DeadlineRule::Feel(expr) => Some(expr),
            _ => None,
        }
    }
    let titles = process.milestones.values().map(|milestone| &milestone.title);
    let texts = process.head.label.iter().chain(&process.outcome).chain(titles);
    let mut all: Vec<&Expr> = texts.flat_map(Template::expressions).collect();
    all.extend(of_time(process.head.target.as_ref()));
    for run in &process.workflows {
        all.extend(run.when.iter().chain(&run.each));
        all.extend(run.with.iter().filter_map(|given| given.value.as_ref()));
        let times = [&run.not_before, &run.due, &run.target];
        all.extend(times.into_iter().filter_map(|time| of_time(time.as_ref())));
    }
    all.extend(process.milestones.values().filter_map(|one| of_time(one.due.as_ref())));
    all
}
