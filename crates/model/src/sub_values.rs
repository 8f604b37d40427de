//! What expressions see of the run of another workflow, once it has ended: `step("id").FIELD` is a field that its outcome gives.
//!
//! It is a copy in the run that asked for it, so what may not stand in the clear is not among it: what is personal, secret, a person
//! or a file is taken by the `gives` of the step, into a field that is marked so or holds such a thing. What the step and every
//! other one tells (`state`, `outcome` and so on) goes before a field of that name.

use std::collections::BTreeMap;

use baton_feel::Type;

use crate::definition::{Field, Named, Workflow};
use crate::fault::Fault;
use crate::lower::step_entries;

/// The fields that an outcome gives and expressions of the run that asked for it may see.
pub fn given<'w>(theirs: &'w Workflow, outcome: &str) -> Vec<&'w Field> {
    let named = theirs.outcomes.get(outcome).into_iter().flat_map(|outcome| &outcome.gives);
    named.filter_map(|named| seen(theirs, named)).collect()
}

fn seen<'w>(theirs: &'w Workflow, named: &Named) -> Option<&'w Field> {
    let is_of_every_step = step_entries().iter().any(|(known, _)| *known == named.name);
    theirs.fields.get(&named.name).filter(|field| !is_of_every_step && Workflow::is_in_the_clear(field))
}

/// What more is wrong with a text, where the workflows that its steps run are known by the ids of the steps.
pub(crate) fn asked(text: &str, running: &BTreeMap<String, &Workflow>) -> Vec<Fault> {
    if running.is_empty() || !text.contains("step(") {
        return Vec::new();
    }
    let types = running.iter().map(|(id, theirs)| (id.clone(), seen_of(theirs))).collect();
    let mut faults = crate::faults_knowing(text, &types);
    for fault in faults.iter_mut().filter(|fault| fault.code == "feel.no_entry") {
        let Some(name) = fault.params.get("name") else { continue };
        if let Some((field, theirs)) = running.values().find_map(|theirs| Some((theirs.fields.get(name)?, theirs))) {
            fault.remedy = remedy(field, theirs);
        }
    }
    faults
}

/// What expressions see of a step that runs it.
fn seen_of(theirs: &Workflow) -> Type {
    let mut entries = step_entries();
    for named in theirs.outcomes.values().flat_map(|outcome| &outcome.gives) {
        if let Some(field) = seen(theirs, named).filter(|_| !entries.iter().any(|(known, _)| *known == named.name)) {
            entries.push((named.name.clone(), field.kind()));
        }
    }
    Type::Context(entries)
}

/// How to get at a field that the other workflow has, and expressions do not see.
fn remedy(field: &Field, theirs: &Workflow) -> String {
    let (name, workflow) = (&field.name, &theirs.id.name);
    if Workflow::is_in_the_clear(field) {
        return format!(
            "no outcome of {workflow} gives it: name it under `gives` of one, or take it with `gives: {{ mine: {name} }}`"
        );
    }
    format!("{workflow} does not show it: take it with `gives: {{ mine: {name} }}` into a field that may hold it")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::given;

    const OTHER: &str = "
workflow: other
title: Other
owner: it
start: [{ run: true, gives: [size, ssn, boss, rows] }]
fields:
  size: { type: number, required: true }
  ssn: { type: text, required: true, personal: true }
  boss: { type: person, required: true }
  state: { type: text }
  day: { type: date }
  hidden: { type: text }
  rows: { type: list, required: true, of: { name: { type: text }, count: { type: number } } }
steps:
  - set: Decide
    gives: { day: today(), state: '\"x\"' }
  - choose: Which
    cases: [{ when: size > 9, then: off }]
outcomes:
  done: { title: Done, gives: [size, ssn, day, state, rows], default: true }
  off: { title: Off, gives: [boss] }
";

    fn found(expressions: &[&str]) -> Vec<String> {
        let gives: Vec<String> = expressions
            .iter()
            .enumerate()
            .map(|(nth, text)| format!("f{nth}: '{}'", text.replace('\'', "''")))
            .collect();
        let fields: Vec<String> = (0..expressions.len()).map(|nth| format!("  f{nth}: {{ type: number }}\n")).collect();
        let text = format!(
            "workflow: mine\ntitle: Mine\nowner: it\nstart: [{{ manual: Go }}]\nfields:\n{}steps:\n  - {{ run: Other, \
             workflow: other, with: {{ size: 1, ssn: '\"1\"', boss: run.starter, rows: '[]' }} }}\n  - {{ set: Take, gives: {{ {} }} }}\noutcomes: {{ done: {{ title: Done }} \
             }}\n",
            fields.concat(),
            gives.join(", ")
        );
        let compiled = crate::compile(&text).unwrap_or_else(|faults| panic!("{faults:#?}"));
        let other = Arc::new(crate::compile(OTHER).unwrap_or_else(|faults| panic!("{faults:#?}")));
        let faults = crate::sub_runs::asked(&compiled.workflow, &text, &mut |_, _| Some(Arc::clone(&other)));
        faults.into_iter().map(|fault| format!("{}: {} → {}", fault.code, fault.message, fault.remedy)).collect()
    }

    #[test]
    fn what_its_outcomes_give_is_known_with_its_type() {
        let fine = ["step(\"other\").size + 1", "step(\"other\").pass", "sum(step(\"other\").rows.count)"];
        assert_eq!(found(&fine), [""; 0]);
        assert_eq!(found(&["if step(\"other\").day > @\"2026-03-02\" then 1 else 2"]), [""; 0]);
    }

    #[test]
    fn what_is_not_given_or_not_shown_or_of_another_type_is_refused() {
        insta::assert_debug_snapshot!([
            found(&["step(\"other\").sise"]),
            found(&["step(\"other\").hidden"]),
            found(&["step(\"other\").ssn"]),
            found(&["step(\"other\").boss"]),
            found(&["step(\"other\").day"]),
            found(&["step(\"other\").size + step(\"other\").state"]),
        ]);
    }

    #[test]
    fn an_outcome_hands_over_what_it_gives_in_the_clear() {
        let other = crate::compile(OTHER).expect("it compiles");
        let names =
            |outcome: &str| given(&other.workflow, outcome).into_iter().map(|f| f.name.clone()).collect::<Vec<_>>();
        assert_eq!(names("done"), ["size", "day", "rows"]);
        assert_eq!(names("off"), [""; 0]);
    }
}
