//! A process, in the order of its text.

use super::matched::matched;
use super::tale::Tale;
use super::{field, head, start};
use crate::definition::{Milestone, Process, SubRun};

pub(super) fn told(tale: &mut Tale<'_>, was: &Process, now: &Process) {
    let Process { head, start, fields, outcome, workflows, milestones } = now;
    head::told(tale, &was.head, head);
    tale.value("outcome", &was.outcome, outcome);
    start::told(tale, &was.start, start);
    tale.entries(("field", "fields"), &was.fields, fields, field::told);
    self::workflows(tale, &was.workflows, workflows);
    tale.entries(("milestone", "milestones"), &was.milestones, milestones, milestone);
}

fn workflows(tale: &mut Tale<'_>, was: &[SubRun], now: &[SubRun]) {
    let called = |run: &SubRun| format!("Workflow {}", run.id.name);
    let found = matched(was, now, called);
    let is_same = |(old, new): &&(usize, usize)| was[*old].id.name == now[*new].id.name;
    let pairs: Vec<(usize, usize)> = found.pairs.iter().filter(is_same).copied().collect();
    for (at, run) in now.iter().enumerate() {
        let mut tale = tale.about(called(run));
        match pairs.iter().find(|(_, to)| *to == at) {
            None => tale.is("new"),
            Some((from, _)) => one(&mut tale, &was[*from], run),
        }
    }
    for (_, run) in was.iter().enumerate().filter(|(at, _)| pairs.iter().all(|(from, _)| from != at)) {
        tale.about(called(run)).is("gone");
    }
    if !pairs.is_sorted_by_key(|(from, _)| *from) {
        tale.tell("The workflows are in another order".to_owned());
    }
}

fn one(tale: &mut Tale<'_>, was: &SubRun, now: &SubRun) {
    let SubRun { id: _, workflow, span: _, after, when, not_before, due, target, each, with, gives } = now;
    tale.value("it runs", &was.workflow, workflow);
    tale.value("after", &was.after, after);
    tale.value("when", &was.when, when);
    tale.value("not before", &was.not_before, not_before);
    tale.value("due", &was.due, due);
    tale.value("target", &was.target, target);
    tale.value("one for each of", &was.each, each);
    tale.value("with", &was.with, with);
    tale.value("gives", &was.gives, gives);
}

fn milestone(tale: &mut Tale<'_>, was: &Milestone, now: &Milestone) {
    let Milestone { name: _, title, after, due } = now;
    tale.value("title", &was.title, title);
    tale.value("after", &was.after, after);
    tale.value("due", &was.due, due);
}
