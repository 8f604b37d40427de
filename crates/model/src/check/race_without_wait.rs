//! A branch of a race that begins with something that happens at once: it always wins.

use super::Subject;
use crate::codes;
use crate::definition::step::{Each, Repeat, Stage};
use crate::definition::{Step, StepKind};
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    for race in subject.steps.iter().filter(|step| matches!(step.kind, StepKind::Race(_))) {
        for branch in race.branches() {
            let first = branch.steps.first();
            if !first.is_some_and(|first| waits(first)) {
                let what = first.map_or_else(|| "nothing".to_owned(), |first| first.title.outline());
                add(Found::new(&codes::RACE_WITHOUT_WAIT, branch.span).with("first", what));
            }
        }
    }
}

/// Whether a step is waited for, itself or the first one inside it.
fn waits(step: &Step) -> bool {
    match &step.kind {
        StepKind::Task(_)
        | StepKind::Approve(_)
        | StepKind::Wait(_)
        | StepKind::Work(_)
        | StepKind::Call(_)
        | StepKind::Run(_) => true,
        StepKind::Stage(Stage { steps, .. })
        | StepKind::Each(Each { steps, .. })
        | StepKind::Repeat(Repeat { steps, .. }) => steps.first().is_some_and(|step| waits(step)),
        StepKind::Parallel(_) | StepKind::Race(_) | StepKind::AnyOrder(_) => {
            step.branches().iter().all(|branch| branch.steps.first().is_some_and(|step| waits(step)))
        }
        StepKind::Decide(_) | StepKind::Set(_) | StepKind::Send(_) | StepKind::Choose(_) | StepKind::End(_) => false,
    }
}
