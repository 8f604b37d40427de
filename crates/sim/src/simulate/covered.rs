//! What of the language a run came to: the kinds of steps, their keys, the cases of handlers.

use std::collections::BTreeSet;

use baton_engine::RunState;
use baton_model::definition::Workflow;
use baton_model::definition::step::{BlockJoin, Joining, Step, StepJoin, StepKind, Undoes, WaitFor};

/// What there is to come to: the kinds, what is special of them, keys, cases of handlers, what is tried and goes wrong.
const WORDS: &str = "\
    task, approve, decide, set, call, work, send, choose, parallel, wait, run, stage, each, repeat, race, \
    any-order, end, approve by several, call: retry, choose: take all, decide: rules, decide: shared, decide: table, \
    each: add, each: at_a_time, each: rows, several locks, task: rows, set: rows, join of a block, race: first claimed, rest: cancel, run: detach, \
    stage: fields, task of several, wait: condition, wait: event, wait: time, work: retry, business time, \
    cancels, clock: stop, due, escalate, join: all, join: coming, join: number, lock, lock of the workflow, needs, only_while, \
    redo, remind, then, then of a choice, undo, undoes, when, accept, priority, title with FEEL, conditions of several types, \
    gives of several types, role with not, role with skill, role with else, role of one picked, \
    start: form, start: manual, start: webhook, start: event, start: schedule, start: outcome, start: date, \
    in_case: after, in_case: cancelled, \
    in_case: error, in_case: event, in_case: overdue, in_case: when, in_case of the run, Add, Again, Away, Begin, \
    Cancel, Change, Complete, Early, Event, Fail, Hours, Late, LostAnswer, Move, Next, NotAppended, Reassign, Restart, Retry, Skip, \
    Stale, Stranger, Work, HandBack";

/// What there is to come to: a hole in what seeds exercise is seen against it.
pub fn words() -> Vec<&'static str> {
    WORDS.split(", ").collect()
}

/// What a run came to.
pub(super) fn of(workflow: &Workflow, state: &RunState) -> BTreeSet<String> {
    let mut met = BTreeSet::new();
    for step in workflow.all_steps().into_iter().filter(|step| state.shown(&step.id).is_some()) {
        met.extend(said_of(step).into_iter().map(str::to_owned));
        met.extend(step.who.iter().flat_map(|who| said_of_role(workflow, &who.name)).map(str::to_owned));
        met.extend(step.in_case.iter().map(|handler| format!("in_case: {}", handler.word())));
    }
    // An end opens nothing: what it leads to is seen by the outcome.
    if state.outcome.is_some() && workflow.all_steps().iter().any(|step| matches!(step.kind, StepKind::End(_))) {
        met.insert("end".to_owned());
    }
    if !workflow.in_case.is_empty() {
        met.insert("in_case of the run".to_owned());
    }
    met
}

fn said_of(step: &Step) -> Vec<&'static str> {
    let of_block = |joining: &Joining| (!matches!(joining.join, BlockJoin::All), joining.cancels_rest);
    let (joins, cancels) = match &step.kind {
        StepKind::Parallel(parallel) => of_block(&parallel.joining),
        StepKind::Each(each) => of_block(&each.joining),
        StepKind::Choose(choose) => choose.take_all.as_ref().map_or((false, false), of_block),
        _ => (false, false),
    };
    let by_choice = |is: fn(&baton_model::definition::Choice) -> bool| {
        step.choices().is_some_and(|choices| choices.values().any(is))
    };
    let gives = |field: &str| step.gives.iter().any(|given| given.field == field);
    let keys = [
        (joins, "join of a block"),
        (cancels, "rest: cancel"),
        (!step.cancels.is_empty(), "cancels"),
        (step.stops_clock, "clock: stop"),
        (step.due.is_some(), "due"),
        (step.due.as_ref().is_some_and(|due| due.text.contains("business")), "business time"),
        (step.escalate.is_some(), "escalate"),
        (!step.remind.is_empty(), "remind"),
        (step.join == StepJoin::All, "join: all"),
        (step.join == StepJoin::Coming, "join: coming"),
        (matches!(step.join, StepJoin::Count(_)), "join: number"),
        (!step.locks.is_empty(), "lock"),
        (step.locks.iter().any(|lock| lock.of_workflow), "lock of the workflow"),
        (step.locks.len() > 1, "several locks"),
        (gives("rows") && step.is_by_people(), "task: rows"),
        (gives("rows") && !step.is_by_people(), "set: rows"),
        (matches!(&step.kind, StepKind::Each(each) if each.list.as_deref() == Some("rows")), "each: rows"),
        (!step.needs.is_empty(), "needs"),
        (step.only_while.is_some(), "only_while"),
        (step.stands_if_unchanged, "redo"),
        (!step.then.is_empty(), "then"),
        (by_choice(|choice| !choice.then.is_empty()), "then of a choice"),
        (!step.undo.is_empty(), "undo"),
        (step.undoes != Undoes::Nothing, "undoes"),
        (step.when.is_some(), "when"),
        (step.accept.is_some(), "accept"),
        (step.priority.is_some(), "priority"),
        (!step.title.is_plain(), "title with FEEL"),
        (reads_typed(step), "conditions of several types"),
        (gives("colour") || gives("note") || gives("day") || gives("urgent"), "gives of several types"),
    ];
    let keys = keys.into_iter().filter(|(is_so, _)| *is_so).map(|(_, word)| word);
    [step.kind.word()].into_iter().chain(own(step)).chain(keys).collect()
}

/// Whether its `when` or `only_while` reads a field that is no number.
fn reads_typed(step: &Step) -> bool {
    let texts = step.when.iter().chain(&step.only_while).map(|when| when.text.as_str());
    texts.into_iter().any(|text| ["colour", "urgent", "day", "note"].iter().any(|field| text.contains(field)))
}

fn said_of_role(workflow: &Workflow, role: &str) -> Vec<&'static str> {
    use baton_model::definition::{Pick, RoleRule};
    let Some(role) = workflow.roles.get(role) else { return Vec::new() };
    let picks = |pick: &Pick| matches!(pick, Pick::InTurn | Pick::LeastBusy);
    let said = [
        (!role.spec.not.is_empty(), "role with not"),
        (role.spec.skill.is_some(), "role with skill"),
        (role.spec.or_else.is_some(), "role with else"),
        (matches!(&role.spec.rule, RoleRule::Group { pick, .. } if picks(pick)), "role of one picked"),
    ];
    said.into_iter().filter(|(is_so, _)| *is_so).map(|(_, word)| word).collect()
}

fn own(step: &Step) -> Option<&'static str> {
    use baton_model::definition::step::DecideRules;
    Some(match &step.kind {
        StepKind::Approve(approve) if approve.is_by_several() => "approve by several",
        StepKind::Task(_) if step.who.as_ref().is_some_and(|who| who.name == "team") => "task of several",
        StepKind::Call(call) if call.retry.is_some() => "call: retry",
        StepKind::Work(work) if work.retry.is_some() => "work: retry",
        StepKind::Choose(choose) if choose.take_all.is_some() => "choose: take all",
        StepKind::Decide(decide) => match decide.rules {
            DecideRules::Table(_) => "decide: table",
            DecideRules::Shared(_) => "decide: shared",
            DecideRules::Rules(_) => "decide: rules",
        },
        StepKind::Each(each) if each.add.is_some() => "each: add",
        StepKind::Each(each) if each.at_a_time.is_some() => "each: at_a_time",
        StepKind::Race(race) if race.first_claimed => "race: first claimed",
        StepKind::Run(run) if run.detach => "run: detach",
        StepKind::Stage(stage) if !stage.fields.is_empty() => "stage: fields",
        StepKind::Wait(wait) => match wait.what {
            WaitFor::Event(_) => "wait: event",
            WaitFor::Condition(_) => "wait: condition",
            _ => "wait: time",
        },
        _ => return None,
    })
}
