//! Whether a workflow can start after the runs of another one: that this is there, has the outcome and what is taken from it; and
//! whether workflows that start after each other go round in a circle.

use std::collections::BTreeSet;

use crate::codes;
use crate::decision::placed;
use crate::definition::{Named, StartKind, Workflow};
use crate::fault::Fault;
use crate::found::{Faults, Found};
use crate::sub_runs::{Find, taken};
use crate::suggestions::Suggestions;

/// What is wrong with what a workflow starts after, in the order of its text. A circle is a warning.
pub fn asked(workflow: &Workflow, text: &str, find: Find<'_>) -> Vec<Fault> {
    let mut faults = Faults::default();
    for start in &workflow.start {
        let StartKind::Workflow { workflow: other, outcome, with } = &start.kind else { continue };
        let is_itself = other.name == workflow.id.name;
        let found = if is_itself { Some(None) } else { find(&other.name, None).map(Some) };
        let Some(found) = found else {
            faults.add(Found::new(&codes::START_UNKNOWN, other.span).with("workflow", &other.name));
            continue;
        };
        let theirs = found.as_deref().map_or(workflow, |found| &found.workflow);
        if let Some(outcome) = outcome.as_ref().filter(|outcome| !theirs.outcomes.contains_key(&outcome.name)) {
            let near = Suggestions::default().near(&outcome.name, theirs.outcomes.keys().map(String::as_str));
            let found = Found::new(&codes::START_NO_OUTCOME, outcome.span).with("workflow", &other.name);
            faults.add(found.with("outcome", &outcome.name).with("near", near));
        }
        taken(workflow, (other, with), theirs, &mut faults);
        if let Some(circle) = circle(&workflow.id.name, &other.name, find) {
            faults.add(Found::new(&codes::START_CIRCLE, other.span).with("circle", circle.join(" → ")));
        }
    }
    placed(faults, text).err().unwrap_or_default()
}

/// The way from a workflow back to itself, by what it starts after; the other one is where it goes first.
fn circle(ours: &str, other: &str, find: Find<'_>) -> Option<Vec<String>> {
    let mut ways = vec![vec![ours.to_owned(), other.to_owned()]];
    let mut seen: BTreeSet<String> = BTreeSet::new();
    while let Some(way) = ways.pop() {
        let at = way.last().cloned().unwrap_or_default();
        if at == ours {
            // Told in the order in which they begin one another.
            return Some(way.into_iter().rev().collect());
        }
        if !seen.insert(at.clone()) {
            continue;
        }
        let Some(found) = find(&at, None) else { continue };
        for next in found.workflow.start.iter().filter_map(|start| after(&start.kind)) {
            let mut way = way.clone();
            way.push(next.name.clone());
            ways.push(way);
        }
    }
    None
}

fn after(kind: &StartKind) -> Option<&Named> {
    match kind {
        StartKind::Workflow { workflow, .. } => Some(workflow),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn after_of(id: &str, start: &str) -> String {
        format!(
            "workflow: {id}\ntitle: One of them\nowner: it\nstart:\n  - manual: Go\n    gives: [size, note]\n{start}fields:\n  \
             size: {{ type: number }}\n  note: {{ type: text }}\nsteps: [{{ task: Look, who: clerk }}]\nroles: {{ clerk: {{ group: \
             it }} }}\noutcomes: {{ done: {{ title: Done }} }}\n"
        )
    }

    fn found(start: &str, others: &[(&str, &str)]) -> Vec<String> {
        let compiled = |text: &str| crate::compile(text).unwrap_or_else(|faults| panic!("{faults:#?}"));
        let others: Vec<_> = others.iter().map(|(id, start)| Arc::new(compiled(&after_of(id, start)))).collect();
        let text = after_of("mine", start);
        let faults = asked(&compiled(&text).workflow, &text, &mut |id, _| {
            others.iter().find(|other| other.workflow.id.name == id).cloned()
        });
        faults.into_iter().map(|fault| format!("{} {}: {}", fault.line, fault.code, fault.message)).collect()
    }

    #[test]
    fn what_is_there_and_fits_is_fine() {
        assert_eq!(
            found("  - workflow: other\n    outcome: done\n    with: { size: size }\n", &[("other", "")]),
            [""; 0]
        );
    }

    #[test]
    fn what_is_not_there_or_goes_round_is_found() {
        let after_mine = "  - workflow: mine\n";
        insta::assert_debug_snapshot!([
            found("  - workflow: othr\n", &[("other", "")]),
            found("  - workflow: other\n    outcome: doen\n", &[("other", "")]),
            found("  - workflow: other\n    with: { size: note, note: sise }\n", &[("other", "")]),
            found("  - workflow: mine\n    outcome: done\n", &[]),
            found("  - workflow: other\n", &[("other", "  - workflow: third\n"), ("third", after_mine)]),
            found("  - workflow: other\n", &[("other", "  - workflow: third\n"), ("third", "  - workflow: other\n")]),
        ]);
    }
}
