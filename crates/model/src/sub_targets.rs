//! Whether a target leaves the runs of other workflows the time that these are meant to take: of a workflow on the shortest way, of
//! a process on the longest chain of what waits for each other.
//!
//! A run takes until its own `due`, else as long as its workflow's target. Only times of the target's kind are added up, business
//! time or all time; what may be passed over takes none. A workflow whose own steps take too long already is not told of again.

use std::collections::{BTreeMap, BTreeSet};

use crate::Compiled;
use crate::check::{Flow, Length, of_step, shortest};
use crate::codes;
use crate::decision::placed;
use crate::definition::{Deadline, Process, Step, StepKind, SubRun};
use crate::fault::Fault;
use crate::found::{Faults, Found};
use crate::sub_runs::Find;

/// What a workflow's target does not leave to the runs it waits for.
pub fn below_runs(compiled: &Compiled, find: Find<'_>) -> Vec<Fault> {
    let workflow = &compiled.workflow;
    let Some((target, wanted)) = kind_of(workflow.target.as_ref()) else { return Vec::new() };
    let mut takes: BTreeMap<String, u64> = BTreeMap::new();
    for step in workflow.all_steps() {
        if let StepKind::Run(run) = &step.kind
            && !run.detach
            && step.due.is_none()
            && let Some(other) = find(&run.workflow.name, run.version)
            && let Some(length) = other.workflow.target.as_ref().and_then(Length::of_deadline)
            && length.is_business == wanted.is_business
        {
            takes.insert(step.id.clone(), length.minutes);
        }
    }
    let flow = Flow::of(workflow, &compiled.graph);
    let own = |step: &Step| of_step(step).filter(|own| own.is_business == wanted.is_business);
    let with_runs = |step: &Step| match takes.get(&step.id) {
        Some(minutes) => Some(Length { minutes: *minutes, ..wanted }),
        None => own(step),
    };
    let alone = shortest(&compiled.graph, &flow, &own).unwrap_or(0);
    let least = shortest(&compiled.graph, &flow, &with_runs).unwrap_or(0);
    if alone > wanted.minutes || least <= wanted.minutes {
        return Vec::new();
    }
    let names: BTreeSet<&str> = workflow
        .all_steps()
        .into_iter()
        .filter(|step| takes.contains_key(&step.id))
        .filter_map(|step| match &step.kind {
            StepKind::Run(run) => Some(run.workflow.name.as_str()),
            _ => None,
        })
        .collect();
    told(target, &names.into_iter().collect::<Vec<_>>(), Length { minutes: least, ..wanted }, &compiled.text)
}

/// The same of a process.
pub fn below_runs_of_process(process: &Process, text: &str, find: Find<'_>) -> Vec<Fault> {
    let Some((target, wanted)) = kind_of(process.head.target.as_ref()) else { return Vec::new() };
    let mut takes: BTreeMap<&str, u64> = BTreeMap::new();
    for run in process.workflows.iter().filter(|run| run.when.is_none() && run.each.is_empty()) {
        let own = run.due.as_ref().or(run.target.as_ref()).and_then(Length::of_deadline);
        let theirs = || find(&run.workflow.name, None)?.workflow.target.as_ref().and_then(Length::of_deadline);
        if let Some(length) = own.or_else(theirs).filter(|length| length.is_business == wanted.is_business) {
            takes.insert(&run.id.name, length.minutes);
        }
    }
    let runs = process.workflows.iter().map(|run| (run.id.name.as_str(), run)).collect();
    let mut chains = Chains { runs, takes, known: BTreeMap::new() };
    let longest = process.workflows.iter().map(|run| chains.to(run)).max_by_key(|(minutes, _)| *minutes);
    let Some((least, chain)) = longest else { return Vec::new() };
    if least <= wanted.minutes {
        return Vec::new();
    }
    told(target, &chain, Length { minutes: least, ..wanted }, text)
}

/// The longest chains of a process, each looked for once.
struct Chains<'p> {
    runs: BTreeMap<&'p str, &'p SubRun>,
    takes: BTreeMap<&'p str, u64>,
    known: BTreeMap<&'p str, (u64, Vec<&'p str>)>,
}

impl<'p> Chains<'p> {
    /// How long it takes until an entry is over, with all that comes before it, and the workflows of the longest chain.
    fn to(&mut self, run: &'p SubRun) -> (u64, Vec<&'p str>) {
        let id = run.id.name.as_str();
        if let Some(known) = self.known.get(id) {
            return known.clone();
        }
        // Entries that wait for each other are told of as such; here they end.
        self.known.insert(id, (0, Vec::new()));
        let before: Vec<_> = run.after.iter().filter_map(|id| self.runs.get(id.name.as_str()).copied()).collect();
        let longest = before.into_iter().map(|other| self.to(other)).max_by_key(|(minutes, _)| *minutes);
        let (so_far, mut names) = longest.unwrap_or_default();
        let own = self.takes.get(id).copied();
        names.extend(own.map(|_| run.workflow.name.as_str()));
        let all = (so_far + own.unwrap_or(0), names);
        self.known.insert(id, all.clone());
        all
    }
}

fn kind_of(target: Option<&Deadline>) -> Option<(&Deadline, Length)> {
    let target = target?;
    Some((target, Length::of_deadline(target)?))
}

fn told(target: &Deadline, names: &[&str], least: Length, text: &str) -> Vec<Fault> {
    let mut faults = Faults::default();
    let found = Found::new(&codes::TARGET_BELOW_RUNS, target.span).with("target", &target.text);
    faults.add(found.with("workflows", names.join(", ")).with("shortest", least));
    placed(faults, text).err().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::definition::Definition;

    fn other(target: &str) -> Arc<Compiled> {
        let text = format!(
            "workflow: other\ntitle: Other\nowner: it\ntarget: {target}\nstart: [{{ run: true }}]\nfields: {{ ok: {{ type: \
             yes-no }} }}\nsteps: [{{ set: Decide, gives: {{ ok: true }} }}]\noutcomes: {{ done: {{ title: Done }} }}\n"
        );
        Arc::new(crate::compile(&text).unwrap_or_else(|faults| panic!("{faults:#?}")))
    }

    fn of_workflow(target: &str, step: &str, others: &str) -> Vec<String> {
        let text = format!(
            "workflow: mine\ntitle: Mine\nowner: it\ntarget: {target}\nstart: [{{ manual: Go }}]\nroles: {{ me_too: {{ is: \
             starter }} }}\nsteps:\n  - {{ task: Begin, who: me_too, due: 1 business day }}\n  - {{ run: Other, workflow: \
             other{step} }}\noutcomes: {{ done: {{ title: Done }} }}\n"
        );
        let compiled = crate::compile(&text).unwrap_or_else(|faults| panic!("{faults:#?}"));
        let found = below_runs(&compiled, &mut |_, _| Some(other(others)));
        found.into_iter().map(|fault| fault.message).collect()
    }

    #[test]
    fn a_target_leaves_time_for_what_is_waited_for() {
        assert_eq!(of_workflow("3 business days", "", "2 business days"), [""; 0]);
        assert_eq!(
            of_workflow("2 business days", "", "2 business days"),
            [
                "the target is 2 business days, and with the runs of other on it the shortest way may take 3 business days"
            ]
        );
        assert_eq!(of_workflow("2 business days", ", detach: true", "9 business days"), [""; 0], "nobody waits for it");
        assert_eq!(of_workflow("2 business days", "", "9 days"), [""; 0], "of another kind");
        assert_eq!(
            of_workflow("2 business days", ", when: now() != null", "9 business days"),
            [""; 0],
            "may be passed over"
        );
    }

    fn of_process(target: &str, more: &str) -> Vec<String> {
        let text = format!(
            "process: whole\ntitle: Whole\nowner: it\noutcome: All of it\ntarget: {target}\nstart: [{{ form: Go }}]\nworkflows:\n  \
             - {{ run: other, id: a }}\n  - {{ run: other, id: b, after: [a]{more} }}\n  - {{ run: other, id: c }}\n"
        );
        let Some(Definition::Process(process)) = crate::read(&text).definition else { panic!("no process") };
        let found = below_runs_of_process(&process, &text, &mut |_, _| Some(other("2 business days")));
        found.into_iter().map(|fault| format!("{}: {}", fault.line, fault.message)).collect()
    }

    #[test]
    fn a_process_takes_as_long_as_its_longest_chain() {
        assert_eq!(of_process("4 business days", ""), [""; 0]);
        assert_eq!(
            of_process("3 business days", ""),
            [
                "5: the target is 3 business days, and with the runs of other, other on it the shortest way may take 4 business days"
            ]
        );
        assert_eq!(of_process("3 business days", ", due: 1 business day"), [""; 0], "it is due sooner");
        assert_eq!(of_process("3 business days", ", when: now() != null"), [""; 0], "may be passed over");
    }
}
