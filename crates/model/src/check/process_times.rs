//! A workflow or a milestone of a process that is due so long before a day that it can never be in time: it, or what comes before
//! it, does not begin before that day. What may be passed over holds nothing up.

use std::collections::{BTreeMap, BTreeSet};

use super::due_before_opening::About;
use crate::codes;
use crate::definition::{Deadline, Named, Process, SubRun};
use crate::found::{Faults, Found};

pub(super) fn check(process: &Process, faults: &mut Faults) {
    let parts = Parts::of(process);
    for run in &process.workflows {
        parts.tell((&run.id, run.due.as_ref()), (run.not_before.as_ref(), &run.after), faults);
    }
    for milestone in process.milestones.values() {
        parts.tell((&milestone.name, milestone.due.as_ref()), (None, &milestone.after), faults);
    }
}

/// The workflows of a process by their places, with the places of those before each.
struct Parts<'p> {
    process: &'p Process,
    places: BTreeMap<&'p str, usize>,
    after: Vec<BTreeSet<usize>>,
    /// The fields that its workflows give: what they say of a day is not known beforehand.
    given: BTreeSet<&'p str>,
}

impl<'p> Parts<'p> {
    fn of(process: &'p Process) -> Self {
        let runs = process.workflows.iter();
        let places: BTreeMap<_, _> = runs.clone().enumerate().map(|(at, run)| (run.id.name.as_str(), at)).collect();
        let of = |names: &[Named]| names.iter().filter_map(|id| places.get(id.name.as_str()).copied()).collect();
        let after = runs.clone().map(|run| of(&run.after)).collect();
        let given = runs.flat_map(|run| &run.gives).map(|taken| taken.mine.name.as_str()).collect();
        Self { process, places, after, given }
    }

    fn tell(
        &self,
        (id, due): (&Named, Option<&Deadline>),
        (own, after): (Option<&Deadline>, &[Named]),
        faults: &mut Faults,
    ) {
        let Some((due, over)) = due.and_then(|due| Some((due, About::of(due)?))) else { return };
        if self.given.contains(over.field) {
            return;
        }
        let before = self.before(after).into_iter().filter_map(|run| run.not_before.as_ref());
        let too_late = own
            .into_iter()
            .chain(before)
            .find(|begins| About::of(begins).is_some_and(|begins| over.is_before(&begins)));
        if let Some(begins) = too_late {
            let found = Found::new(&codes::DUE_BEFORE_OPENING, due.span).with("step", &id.name);
            faults.add(found.with("due", &due.text).with("begins", &begins.text));
        }
    }

    /// All that surely comes before, at once or through others.
    fn before(&self, after: &[Named]) -> Vec<&'p SubRun> {
        let mut left: Vec<usize> = after.iter().filter_map(|id| self.places.get(id.name.as_str()).copied()).collect();
        let mut seen = vec![false; self.after.len()];
        let mut all = Vec::new();
        while let Some(at) = left.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            left.extend(self.after[at].iter().filter(|before| !seen[**before]));
            let run = &self.process.workflows[at];
            if run.when.is_none() && run.each.is_empty() {
                all.push(run);
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    fn found(more: &str, milestones: &str) -> Vec<String> {
        let text = format!(
            "process: whole\ntitle: Whole\nowner: it\noutcome: All of it\nstart: [{{ form: Go, gives: [first_day] }}]\nfields: {{ \
             first_day: {{ type: date, required: true }} }}\nworkflows:\n  - {{ run: papers, not_before: first_day }}\n  - {{ run: \
             desk, after: [papers]{more} }}\n{milestones}"
        );
        let faults = crate::read(&text).faults.into_iter().filter(|fault| fault.code == "check.due_before_opening");
        faults.map(|fault| format!("{}: {}", fault.line, fault.message)).collect()
    }

    #[test]
    fn what_comes_after_a_day_is_not_due_before_it() {
        assert_eq!(found(", due: first_day + 2 business days", ""), [""; 0]);
        assert_eq!(found(", due: first_day", ""), [""; 0], "in the evening");
        assert_eq!(
            found(", due: first_day - 2 business days", ""),
            ["9: `desk` is due first_day - 2 business days, and cannot begin before first_day"]
        );
        let ready = "milestones: { ready: { title: Ready, after: [desk], due: first_day - 1 business day } }\n";
        assert_eq!(found("", ready).len(), 1, "through others");
    }

    #[test]
    fn what_may_be_passed_over_holds_nothing_up() {
        let ready = "milestones: { ready: { title: Ready, after: [desk], due: first_day - 1 business day } }\n";
        let text = found(", not_before: first_day + 9 days, when: first_day != null", ready);
        assert_eq!(text.len(), 1, "of the papers alone");
    }
}
