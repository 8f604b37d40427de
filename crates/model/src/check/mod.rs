//! What must be true of a whole definition: one file for each thing that can be wrong.
//!
//! A check looks at the definition and its graph and adds what it finds; none depends on another having run. What
//! follows from a fault that was told already is not told again.

mod asks_itself;
mod cancelled_leads;
mod case_never_taken;
mod certain;
mod choice_named_like_outcome;
mod clock_on_own_work;
mod condition_certain;
mod conditional;
mod decision;
mod due_before_opening;
mod duplicate_id;
mod escalates_in_circle;
mod field_given_twice;
mod field_set;
mod field_undefined;
mod flow;
mod given;
mod jump_withdraws_work;
mod locks;
mod means_nothing;
mod name_hides_field;
mod need_not_given;
mod need_of_one;
mod no_outcome;
mod no_owner;
mod no_steps;
mod no_trigger;
mod not_a_file;
mod not_a_person;
mod null_in_min;
mod offset_before_opening;
mod offset_without_due;
mod outcome_never_reached;
mod private_copied;
mod private_in_text;
mod process;
mod process_names;
mod process_times;
mod process_values;
mod public_field;
mod race_without_wait;
mod reserved_name;
mod role_in_circle;
mod role_not_itself;
mod role_undefined;
mod role_unused;
mod rules_gap;
mod send_back_skips_approval;
mod soundness;
mod starter_outside;
mod step_undefined;
mod step_whole;
mod step_without_who;
mod table_gap;
mod table_gap_empty;
mod target_too_short;
mod times;
mod undo_unused;
mod unknown_target;
mod unreachable_step;
mod value_changes_after_approval;
mod variables;
mod waits_for_ever;
mod way_ends_nowhere;

use std::sync::Arc;

use crate::codes;
use crate::definition::step::{Again, Repeat, Timeout, Wait, WaitFor};
use crate::definition::{Case, Expr, Part, People, Phrase, PriorityRule, Step, StepKind, Template, Workflow};
use crate::found::{Faults, Found};
use crate::graph::{Graph, Stray};
use crate::suggestions::Suggestions;

pub(crate) use certain::decides_certainly;
pub(crate) use decision::decision;
pub(crate) use flow::Flow;
pub(crate) use given::Uncertain;
pub(crate) use private_copied::may_hold;
pub(crate) use process::process;
pub(crate) use table_gap::{domain as table_domain, example as table_example};
pub(crate) use target_too_short::{of_step, shortest};
pub(crate) use times::Length;

/// What a check looks at.
struct Subject<'a> {
    pub workflow: &'a Workflow,
    pub graph: &'a Graph,
    pub strays: &'a [Stray],
    /// Every step, in the order of the text.
    pub steps: Vec<&'a Arc<Step>>,
    pub flow: Flow<'a>,
    pub suggestions: Suggestions,
}

impl<'a> Subject<'a> {
    fn of(workflow: &'a Workflow, (graph, strays): (&'a Graph, &'a [Stray])) -> Self {
        let (steps, flow) = (workflow.all_steps(), Flow::of(workflow, graph));
        Self { workflow, graph, strays, steps, flow, suggestions: Suggestions::default() }
    }
}

/// A check: adds what it finds.
type Check = fn(&Subject<'_>, &mut dyn FnMut(Found));

/// How much can be said about a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All of it was read.
    All,
    /// Something could not be read: only what is there can be judged, not what is missing.
    Present,
}

/// What is wrong with what is there.
const OF_WHAT_IS_THERE: &[Check] = &[
    no_owner::check,
    no_outcome::check,
    duplicate_id::check,
    reserved_name::check,
    name_hides_field::check,
    field_undefined::check,
    role_undefined::check,
    role_not_itself::check,
    role_in_circle::check,
    step_without_who::check,
    means_nothing::check,
    not_a_person::check,
    not_a_file::check,
    private_copied::check,
    private_in_text::check,
    choice_named_like_outcome::check,
    case_never_taken::check,
    condition_certain::check,
    rules_gap::check,
    table_gap::check,
    table_gap_empty::check,
    field_given_twice::check,
    jump_withdraws_work::check,
    value_changes_after_approval::check,
    send_back_skips_approval::check,
    waits_for_ever::check,
    asks_itself::check,
    escalates_in_circle::check,
    offset_before_opening::check,
    due_before_opening::check,
    target_too_short::check,
    need_of_one::check,
    race_without_wait::check,
    cancelled_leads::check,
    locks::check,
    clock_on_own_work::check,
    public_field::check,
    starter_outside::check,
];

/// What is wrong because something is missing.
const OF_WHAT_IS_MISSING: &[Check] = &[
    no_trigger::check,
    no_steps::check,
    step_undefined::check,
    step_whole::check,
    role_unused::check,
    unknown_target::check,
    unreachable_step::check,
    way_ends_nowhere::check,
    outcome_never_reached::check,
    offset_without_due::check,
    undo_unused::check,
    need_not_given::check,
    null_in_min::check,
];

/// What leaves it open which ways there are.
const OF_WAYS: &[&codes::Rule] = &[
    &codes::UNKNOWN_TARGET,
    &codes::TARGET_INSIDE_BLOCK,
    &codes::NO_FORM_TO_REOPEN,
    &codes::UNREACHABLE_STEP,
    &codes::WAY_ENDS_NOWHERE,
    &codes::OUTCOME_NEVER_REACHED,
    &codes::DUPLICATE_ID,
    &codes::NO_TRIGGER,
    &codes::NO_STEPS,
    &codes::NO_OUTCOME,
];

/// Checks a workflow.
pub(crate) fn workflow(workflow: &Workflow, compiled: (&Graph, &[Stray]), extent: Extent, faults: &mut Faults) {
    let subject = Subject::of(workflow, compiled);
    let missing = OF_WHAT_IS_MISSING.iter().filter(|_| extent == Extent::All);
    for check in OF_WHAT_IS_THERE.iter().chain(missing) {
        check(&subject, &mut |found| faults.add(found));
    }
    // Where the ways themselves are in question, there is nothing to prove about them.
    if extent == Extent::All && !faults.has_any(OF_WAYS) {
        soundness::check(&subject, &mut |found| faults.add(found));
    }
}

/// What a workflow needs that its shared decisions may leave empty.
pub(crate) fn left_empty(workflow: &Workflow, uncertain: Uncertain, faults: &mut Faults) {
    let (graph, strays) = crate::graph::build(workflow);
    need_not_given::left_empty(&Subject::of(workflow, (&graph, &strays)), uncertain, &mut |found| faults.add(found));
}

/// Every expression of a step, without those of the steps inside it.
pub(crate) fn expressions(step: &Step) -> Vec<&Expr> {
    let mut all: Vec<&Expr> = step.when.iter().collect();
    let mut templates: Vec<&Template> = vec![&step.title];
    templates.extend(&step.guide);
    all.extend(step.gives.iter().filter_map(|given| given.value.as_ref()));
    for choice in step.choices().into_iter().flat_map(|choices| choices.values()) {
        all.extend(&choice.when);
        templates.push(&choice.label);
    }
    all.extend(&step.only_while);
    if let Some(PriorityRule::Feel(priority)) = &step.priority {
        all.push(priority);
    }
    all.extend(step.branches().iter().filter_map(|branch| branch.when.as_ref()));
    let choices = step.choices().into_iter().flat_map(|choices| choices.values());
    let targets = step.then.iter().chain(choices.flat_map(|choice| &choice.then));
    all.extend(targets.filter_map(|then| then.when.as_ref()));
    for handler in &step.in_case {
        match &handler.when {
            Case::When(when) => all.push(when),
            Case::Event(event) => all.extend(&event.key),
            _ => {}
        }
    }
    match &step.kind {
        StepKind::Choose(choose) => {
            all.extend(choose.cases.iter().filter_map(|case| case.when.as_ref()));
            all.extend(choose.take_all.iter().filter_map(|joining| joining.condition()));
        }
        StepKind::Parallel(parallel) => all.extend(parallel.joining.condition()),
        StepKind::Each(each) => all.extend([&each.items].into_iter().chain(each.joining.condition())),
        StepKind::Repeat(Repeat { again: Again::While(condition) | Again::Until(condition), .. }) => {
            all.push(condition);
        }
        StepKind::Wait(Wait { what: WaitFor::Condition(condition) }) => all.push(condition),
        StepKind::Wait(Wait { what: WaitFor::Event(event) }) => all.extend(&event.key),
        StepKind::Call(call) => all.extend(computed(call.timeout.as_ref())),
        StepKind::Work(work) => all.extend(computed(work.timeout.as_ref())),
        StepKind::Send(send) => {
            templates.push(&send.subject);
            templates.extend(&send.body);
        }
        StepKind::Decide(decide) => all.extend(decide.expressions()),
        _ => {}
    }
    let inside = templates.into_iter().flat_map(|template| &template.parts).filter_map(|part| match part {
        Part::Expr(expr) => Some(expr),
        Part::Text(_) => None,
    });
    all.extend(inside);
    all
}

fn computed(timeout: Option<&Timeout>) -> Option<&Expr> {
    match timeout? {
        Timeout::Feel(expr) => Some(expr),
        Timeout::Fixed(_) => None,
    }
}

/// Every phrase of a step that names people.
pub(super) fn people_of(step: &Step) -> Vec<&People> {
    let mut all: Vec<&People> = step.escalate.iter().map(|escalate| &escalate.to).collect();
    if let StepKind::Send(send) = &step.kind {
        all.extend(&send.to);
    }
    all
}

/// What a phrase is about in the end: `requester` in `manager of manager of requester`.
pub(super) fn innermost(phrase: &Phrase) -> &Phrase {
    match phrase {
        Phrase::ManagerOf(of) => innermost(of),
        other => other,
    }
}
