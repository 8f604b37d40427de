//! Finishes a task: the choice, the comment and the values are checked together, then the step goes on by the choice.

use baton_model::IndexMap;
use baton_model::definition::step::Task;
use baton_model::definition::{CommentRule, Step, StepKind};
use baton_model::graph::{Edge, Node, NodeKind};
use baton_people::{PersonId, Private};
use serde_json::Value as Json;

use crate::behaviour::cells;
use crate::behaviour::merging::{self, Merged};
use crate::behaviour::moving::Completed;
use crate::command::{CompleteTask, Seen, Values};
use crate::decide::burst::{Burst, Decision, step_of};
use crate::event::{Event, Onwards, TaskCompleted, TaskKind};
use crate::form::{self, Form};
use crate::limits::TITLE_CHARS;
use crate::name::{Name, TaskNo, V1};
use crate::refusal::{FieldFault, Refusal};
use crate::state::rows::are_alike;
use crate::state::{Rows, TaskRecord, TaskState};
use crate::step::people::comment_rule;

/// The choice of a task that lists none.
const DONE: &str = "done";

pub(super) fn carry_out(burst: &mut Burst<'_>, command: &CompleteTask) -> Decision {
    let (task, by) = burst.own_task(command.task)?;
    burst.may_start(&task)?;
    if task.to_accept {
        return Err(burst.about("task.not_accepted", task.task).into());
    }
    let step = burst.step(&task.step);
    let choice = choice(burst, &task, step, command.choice.as_deref())?;
    let merged = merging::merged(burst, Form::Task(task.task, Some(&choice)), &command.values, command.seen)?;
    is_offered(burst, &task, step, (&choice, &merged.values))?;
    let comment = comment(burst, &task, step, &choice, command.comment.as_deref())?;
    fresh(burst, &task, (step, &choice), (command.seen, &merged))?;
    let took = match form::take(burst, Form::Task(task.task, Some(&choice)), &merged.values)? {
        Ok(took) => took,
        Err(faults) => {
            let mut refusal = burst.about("task.values_wrong", task.task).with("count", faults.len());
            refusal.faults = faults.into_iter().map(|fault| merged.as_sent(fault)).collect();
            return Err(refusal.into());
        }
    };
    let checked = checked(burst, &task, step, (&choice, &command.checked))?;
    if task.state == TaskState::Offered {
        burst.claim(task.task, by)?;
    } else if task.assignee != Some(by)
        && let Some(excluded) = burst.excluded_by(task.why.role.as_ref(), by)?
    {
        // Who was brought in may have taken another role since.
        return Err(burst.about("task.excluded", task.task).with("by", excluded).into());
    }
    burst.take_over(&task, by);
    let values = took.values;
    burst.known_rows = took.rows;
    burst.attach_files(&values);
    let comment = comment.map(|text| Private::of_person(by, text));
    answered(burst, task, Answer { choice, by, comment, checked, values })
}

/// Finishes a task again as somebody did once, whoever has it here; a choice that it does not offer here is refused.
pub(super) fn again(
    burst: &mut Burst<'_>,
    (number, choice): (TaskNo, &Name),
    by: PersonId,
    (values, rows): (IndexMap<Name, Json>, IndexMap<Name, Rows>),
) -> Decision {
    let Some(task) = burst.state.task(number).cloned() else { return Ok(()) };
    burst.frame = burst.state.frame_of(task.thread);
    let step = burst.step(&task.step);
    let sent = values.iter().map(|(field, value)| (field.to_string(), value.clone())).collect();
    let choice = self::choice(burst, &task, step, Some(choice))?;
    is_offered(burst, &task, step, (&choice, &sent))?;
    burst.known_rows = rows;
    answered(burst, task, Answer { choice, by, comment: None, checked: Vec::new(), values })
}

/// What somebody answers to a task.
struct Answer {
    choice: Name,
    by: PersonId,
    comment: Option<Private>,
    checked: Vec<String>,
    values: IndexMap<Name, Json>,
}

/// Keeps an answer, and goes on by it.
fn answered(burst: &mut Burst<'_>, task: TaskRecord, answer: Answer) -> Decision {
    let Answer { choice, by, comment, checked, values } = answer;
    let step = burst.step(&task.step);
    burst.give(Some(task.step.clone()), task.pass, values)?;
    // As it read when it was made: before what the choice itself gives.
    let known = step.and_then(|step| step.choices()?.get(&*choice)).filter(|known| !known.label.is_plain());
    let label = known.map(|known| burst.one_line(&known.label, TITLE_CHARS)).transpose()?;
    let ballot = burst.state.ballot(&task).cloned();
    // One answer of several decides nothing until it is certain what they come to.
    let decided = match &ballot {
        Some(ballot) => burst.verdict_with(ballot, Some(&choice)),
        None => Some(choice.clone()),
    };
    if let (None, Some(step)) = (&ballot, step) {
        let computed = burst.computed_by_choice(step, &choice)?;
        burst.give(Some(task.step.clone()), task.pass, computed)?;
    }
    let edge = decided.as_ref().and_then(|decided| burst.way_on(&task, decided));
    let back_to = edge.filter(|edge| leads_back(burst, edge)).and_then(|edge| step_of(&burst.place(edge)));
    burst.emit(Event::TaskCompleted(TaskCompleted {
        v: V1::default(),
        task: task.task,
        step: task.step.clone(),
        pass: task.pass,
        choice: choice.clone(),
        label,
        back_to,
        comment,
        checked,
        by,
    }));
    if let Some(ballot) = ballot {
        return burst.voted(&ballot, task.task, decided);
    }
    let step = task.step.clone();
    let (pass, thread, choice) = (task.pass, task.thread, Some(choice));
    burst.completed(&Completed { step, pass, thread, choice: choice.clone(), by: Some(by) })?;
    burst.go_on(thread, Onwards { step: Some(task.step), choice, by: Some(by), ..Onwards::default() })
}

/// The choice that is made: the one sent. Only where there is just one it need not be sent: nobody decides by silence.
fn choice(burst: &Burst<'_>, task: &TaskRecord, step: Option<&Step>, sent: Option<&str>) -> Decision<Name> {
    let known = step.and_then(Step::choices).filter(|choices| !choices.is_empty());
    let unknown = |known: String| burst.about("task.unknown_choice", task.task).with("choices", known);
    let Some(known) = known else {
        return match sent {
            None | Some(DONE) => Ok(DONE.into()),
            Some(sent) => Err(unknown(DONE.to_owned()).with("choice", sent).into()),
        };
    };
    let names = || known.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
    let only = known.keys().next().filter(|_| known.len() == 1).map(String::as_str);
    let Some(name) = sent.or(only) else {
        return Err(at_choice(burst.about("task.choice_missing", task.task).with("choices", names())).into());
    };
    if !known.contains_key(name) {
        return Err(at_choice(unknown(names()).with("choice", name)).into());
    }
    Ok(name.into())
}

/// Refuses a choice that is not offered with what is filled in.
fn is_offered(burst: &Burst<'_>, task: &TaskRecord, step: Option<&Step>, (name, values): (&str, &Values)) -> Decision {
    if let Some(when) = step.and_then(|step| step.choices()?.get(name)?.when.as_ref())
        && !form::holds(burst, Form::Task(task.task, Some(name)), values, &when.program)?
    {
        return Err(at_choice(burst.about("task.choice_not_offered", task.task).with("choice", name)).into());
    }
    Ok(())
}

/// A refusal with the place in what was sent.
fn at_choice(mut refusal: Refusal) -> Refusal {
    let params = refusal.params.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    refusal.faults.push(FieldFault { path: "/choice".to_owned(), code: refusal.code.to_owned(), params });
    refusal
}

fn comment(
    burst: &Burst<'_>,
    task: &TaskRecord,
    step: Option<&Step>,
    choice: &str,
    sent: Option<&str>,
) -> Decision<Option<String>> {
    let comment = Burst::comment(sent)?;
    match (comment_rule(step, choice), &comment) {
        (CommentRule::Required, None) => {
            let known = step.and_then(|step| step.choices()?.get(choice));
            let label = known.map(|known| burst.one_line(&known.label, TITLE_CHARS)).transpose()?;
            let label = label.unwrap_or_else(|| choice.to_owned());
            Err(burst.about("task.comment_required", task.task).with("choice", label).into())
        }
        (CommentRule::None, Some(_)) => {
            Err(burst.about("task.comment_not_asked", task.task).with("choice", choice).into())
        }
        _ => Ok(comment),
    }
}

/// The points of the checklist, which must all be ticked off where the step's own work is done with the choice.
fn checked(
    burst: &Burst<'_>,
    task: &TaskRecord,
    step: Option<&Step>,
    (choice, sent): (&str, &[u32]),
) -> Decision<Vec<String>> {
    let Some(StepKind::Task(Task { checklist, .. })) = step.map(|step| &step.kind) else { return Ok(Vec::new()) };
    let chosen = step.and_then(|step| step.choices()?.get(choice));
    if chosen.is_some_and(|choice| !choice.then.is_empty() && choice.gives.is_empty()) {
        return Ok(Vec::new());
    }
    burst.ticked(task.task, checklist, sent)
}

/// Refuses a completion whose sender was shown a value that has changed since; of a list that is put together with what it is by
/// now only what both sides changed.
fn fresh(
    burst: &Burst<'_>,
    task: &TaskRecord,
    (step, choice): (Option<&Step>, &str),
    (seen, merged): (Option<Seen>, &Merged),
) -> Decision {
    let Some(seen) = seen.map(Seen::known).filter(|seen| *seen < burst.state.rev) else { return Ok(()) };
    let shown = step.into_iter().flat_map(|step| step.needs.iter().chain(&step.shows)).map(|field| field.name.as_str());
    let chosen = step.and_then(|step| step.choices()?.get(choice)).into_iter().flat_map(|choice| &choice.gives);
    let asked = chosen.filter(|given| given.value.is_none());
    let given = step.into_iter().flat_map(|step| &step.gives).chain(asked).map(|given| given.field.as_str());
    let changed = |field: &&str| !merged.lists.contains_key(*field) && burst.has_changed_since(field, seen);
    let changed: Vec<String> = shown.chain(given).filter(changed).map(|field| burst.label(field)).collect();
    if !changed.is_empty() {
        // All of it at once: who is told this and sends it again means it.
        let mut refusal =
            burst.about("task.stale", task.task).with("fields", changed.join(", ")).with("rev", burst.state.rev);
        refusal.faults.clone_from(&merged.conflicts);
        return Err(refusal.into());
    }
    if merged.conflicts.is_empty() {
        return Ok(());
    }
    let refusal = burst.about("task.rows_changed", task.task).with("count", merged.conflicts.len());
    let mut refusal = refusal.with("rev", burst.state.rev);
    refusal.faults.clone_from(&merged.conflicts);
    Err(refusal.into())
}

fn leads_back(burst: &Burst<'_>, edge: &Edge) -> bool {
    let to = burst.def.graph.node(edge.to).map(|node| &node.kind);
    edge.back || matches!(to, Some(NodeKind::Start(_)))
}

impl<'a> Burst<'a> {
    /// What a step of people computes when it is done with a choice.
    pub fn computed_by_choice(&self, step: &Step, choice: &str) -> Decision<IndexMap<Name, Json>> {
        let mut values = self.computed(&step.gives)?;
        if let Some(choice) = step.choices().and_then(|choices| choices.get(choice)) {
            values.extend(self.computed(&choice.gives)?);
        }
        Ok(values)
    }

    /// Whether a value is another than it was at a revision of the run; of an item only its row counts, or the column of that.
    fn has_changed_since(&self, field: &str, seen: i64) -> bool {
        let (item, column) = field.split_once('.').map_or((field, None), |(item, column)| (item, Some(column)));
        let row = cells::row_of(self.def, &self.state, self.frame, item);
        let names = self.names();
        let held = names.held(row.map_or(field, |(list, _)| list)).filter(|held| held.rev > seen);
        let (Some(held), Some((_, row))) = (held, row) else { return held.is_some() };
        let Some(then) = held.shown_at(seen) else { return true };
        if then.unsure.is_some_and(|unsure| unsure.contains(&row)) {
            return true;
        }
        let then = then.rows.into_iter().find(|(id, _)| *id == row).map(|(_, row)| row);
        let cell = |row: Option<&Json>| column.map_or(row, |column| row?.get(column)).cloned().unwrap_or_default();
        !are_alike(&cell(then.as_ref()), &cell(held.row(row)))
    }

    /// The way on from a task with a choice.
    fn way_on(&self, task: &TaskRecord, choice: &str) -> Option<&'a Edge> {
        let node: Option<&'a Node> = match task.kind {
            TaskKind::Form => {
                let start = self.def.graph.starts.get(self.state.start)?;
                self.def.graph.node(*start)
            }
            TaskKind::Task | TaskKind::Approve => self.node(&task.step),
        };
        node?.after(Some(choice))
    }
}
