//! A task for its reader: what is asked, what is known, what each choice leads to, and why it may be read only.

use std::sync::Arc;

use baton_engine::event::TaskKind;
use baton_engine::form::FormView;
use baton_engine::state::{RunStatus, StepState, TaskRecord, TaskState};
use baton_engine::{Event, START};
use baton_model::definition::{Choice, ChoiceStyle, CommentRule, StepKind};
use baton_people::PersonId;

use super::again;
use super::field;
use super::lens::{Lens, moment};
use super::next;
use super::run;
use super::timeline::{Origins, Recorded, timeline};
use super::types::{CommentShown, FormState, Progress, Task, TaskChoice, TaskMay, TaskSummary};
use crate::words;

/// Who reads, and what they may do beyond having the task.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// Who.
    pub person: PersonId,
    /// Whether their role in the workspace lets them work at all.
    pub works: bool,
    /// Whether they may manage the run.
    pub manages: bool,
    /// Whether they may see where requests came from.
    pub origins: Origins,
}

/// What is kept of a form that somebody has begun.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Its revision; 0: nothing is kept.
    pub rev: i64,
    /// When it was saved.
    pub saved_at: Option<jiff::Timestamp>,
    /// The fields that were filled in.
    pub typed: Vec<String>,
    /// The revision of the run on which it was begun.
    pub seen: Option<i64>,
}

/// The task as lists show it.
pub fn summary(lens: &Lens<'_>, task: &TaskRecord) -> TaskSummary {
    let state = lens.state;
    TaskSummary {
        id: format!("{}.{}", state.key, task.task),
        run: state.key.to_string(),
        run_label: state.label.clone(),
        workflow: run::workflow(lens),
        step: task.step.to_string(),
        title: lens.task_title(task),
        kind: kind_word(task.kind).to_owned(),
        status: task.state.word().to_owned(),
        due: task.due.map(moment),
        priority: task.priority.word().to_owned(),
        overdue: task.state.is_open() && task.due.is_some_and(|due| due < lens.now),
        assignee: task.assignee.map(|person| lens.person(person)),
        offered_to: run::offered_to(lens, task),
        opened: moment(task.opened),
        pass: task.pass,
        done_by: task.done_by.map(|person| lens.person(person)),
        done_at: task.ended.filter(|_| task.state == TaskState::Done).map(moment),
        choice_label: task.choice.as_ref().map(|choice| lens.chosen(&task.step, choice, task.label.as_ref())),
        rev: state.rev,
        unread: task.state.is_open() && task.taken_over.is_none(),
    }
}

/// The word for a task's kind.
pub fn kind_word(kind: TaskKind) -> &'static str {
    match kind {
        TaskKind::Task => "task",
        TaskKind::Approve => "approve",
        TaskKind::Form => "form",
    }
}

/// The task with all that its page shows.
pub fn task(
    lens: &Lens<'_>,
    task: &TaskRecord,
    entries: &[Arc<Recorded>],
    form: &FormView,
    draft: &Draft,
    reader: Reader,
) -> Task {
    let step = lens.compiled.workflow.step(&task.step);
    let frame = lens.state.frame_of(task.thread);
    let may = may(lens, task, form, reader);
    let all = timeline(lens, entries, reader.origins);
    Task {
        summary: summary(lens, task),
        guide: step.and_then(|step| step.guide.as_ref()).map(|guide| {
            let opened = lens.state.steps.get(&task.step).filter(|record| record.pass == task.pass);
            opened.and_then(|record| record.guide.clone()).unwrap_or_else(|| guide.outline())
        }),
        known: form.known.iter().filter_map(|name| field::known_at(lens, name, frame)).collect(),
        form: form_state(lens, form, draft),
        choices: choices(lens, task, form),
        comment_shown: comment_shown(lens, task, entries),
        why_not: (!may.complete).then(|| why_not(lens, task, form, reader)),
        may,
        activity: all,
        progress: progress(lens),
        checklist: match step.map(|step| &step.kind) {
            Some(StepKind::Task(known)) => known.checklist.clone(),
            _ => Vec::new(),
        },
        accept: step
            .filter(|_| task.to_accept)
            .and_then(|step| step.accept.as_ref())
            .map(|accept| accept.checklist.clone()),
        votes: super::votes::votes(lens, task),
        handed_over_by: task.from.map(|person| lens.person(person)),
        handed_over_at: task.from.map(|_| moment(task.opened)),
        run_state: run::state_word(lens.state.status).to_owned(),
    }
}

/// A form as its page shows it.
pub fn form_state(lens: &Lens<'_>, form: &FormView, draft: &Draft) -> FormState {
    FormState {
        rev: draft.rev,
        saved_at: draft.saved_at.map(moment),
        fields: form.asked.iter().filter_map(|asked| field::asked(lens, asked)).collect(),
        typed: draft.typed.clone(),
        seen: draft.seen,
    }
}

fn choices(lens: &Lens<'_>, task: &TaskRecord, form: &FormView) -> Vec<TaskChoice> {
    let step = lens.compiled.workflow.step(&task.step).filter(|_| &*task.step != START);
    let Some(known) = step.and_then(|step| step.choices()).filter(|known| !known.is_empty()) else {
        let main = TaskChoice {
            id: "done".to_owned(),
            label: words::say(if task.kind == TaskKind::Form { "form.send_again" } else { "form.done" }, &[]),
            style: "main".to_owned(),
            comment: "optional".to_owned(),
            next: next::after(lens, task, "done"),
            again: again::after(lens, task, "done"),
            needs_values: true,
        };
        return vec![main];
    };
    let is_offered = |choice: &&Choice| !task.state.is_open() || form.offered.iter().any(|name| **name == *choice.name);
    known.values().filter(is_offered).map(|choice| of_choice(lens, task, choice)).collect()
}

fn of_choice(lens: &Lens<'_>, task: &TaskRecord, choice: &Choice) -> TaskChoice {
    TaskChoice {
        id: choice.name.clone(),
        label: lens.texts.of(&choice.label),
        style: match choice.style {
            ChoiceStyle::Main => "main",
            ChoiceStyle::Plain => "plain",
            ChoiceStyle::Danger => "danger",
        }
        .to_owned(),
        comment: match choice.comment {
            CommentRule::Required => "required",
            CommentRule::Optional => "optional",
            CommentRule::None => "none",
        }
        .to_owned(),
        next: next::after(lens, task, &choice.name),
        again: again::after(lens, task, &choice.name),
        needs_values: choice.then.is_empty() || !choice.gives.is_empty(),
    }
}

/// The words with which the work came back here, while the task is open.
fn comment_shown(lens: &Lens<'_>, task: &TaskRecord, entries: &[Arc<Recorded>]) -> Option<CommentShown> {
    let before = entries.iter().filter(|entry| task.entry == 0 || entry.entry <= task.entry);
    let mut sent_back =
        before.flat_map(|entry| entry.events.iter().map(move |event| (entry, event))).filter_map(|(entry, event)| {
            match event {
                Event::TaskCompleted(done) if done.back_to.as_ref() == Some(&task.step) => {
                    let choice = lens.choice_label(&done.step, &done.choice);
                    Some((entry, done.by, done.comment.as_ref(), choice))
                }
                Event::TaskHandedBack(back) if back.back_to == task.step => {
                    Some((entry, back.by, back.comment.as_ref(), words::say("words.handed_back", &[])))
                }
                _ => None,
            }
        });
    let (entry, by, comment, choice_label) = sent_back.next_back().filter(|_| task.pass > 1)?;
    Some(CommentShown {
        by: lens.person(by),
        text: comment?.text().map_or_else(|| words::say("words.erased", &[]), str::to_owned),
        at: moment(entry.at),
        choice_label,
    })
}

fn may(lens: &Lens<'_>, task: &TaskRecord, form: &FormView, reader: Reader) -> TaskMay {
    let open = task.state.is_open() && lens.state.status == RunStatus::Running && reader.works;
    let theirs = task.is_for(reader.person);
    let offered = task.state == TaskState::Offered;
    TaskMay {
        claim: open && offered && theirs && form.not_now.is_none(),
        release: open && task.state == TaskState::Claimed && task.assignee == Some(reader.person),
        complete: open && theirs && form.not_now.is_none() && !task.to_accept,
        accept: open && theirs && task.to_accept,
        reassign: open && (reader.manages || task.assignee == Some(reader.person)),
        comment: reader.works,
    }
}

/// Why the reader cannot complete it, as a sentence.
fn why_not(lens: &Lens<'_>, task: &TaskRecord, form: &FormView, reader: Reader) -> String {
    if let Some(condition) = form.not_now.as_ref().filter(|_| task.state.is_open() && task.is_for(reader.person)) {
        return words::say("why_read_only.not_now", &[("condition", condition)]);
    }
    if task.to_accept && task.state.is_open() && task.is_for(reader.person) {
        return words::say("why_read_only.to_accept", &[]);
    }
    match task.state {
        TaskState::Done => {
            let who = task.done_by.map(|person| lens.name(person)).unwrap_or_default();
            let choice = task.choice.as_ref().map(|choice| lens.choice_label(&task.step, choice)).unwrap_or_default();
            words::say("why_read_only.done", &[("who", &who), ("choice", &choice)])
        }
        TaskState::Withdrawn if lens.state.status != RunStatus::Running => words::say("why_read_only.run_over", &[]),
        TaskState::Withdrawn => words::say("why_read_only.withdrawn", &[]),
        _ if !reader.works => words::say("why_read_only.read_only", &[]),
        TaskState::Offered => {
            let people = lens.names(&task.offered);
            words::say("why_read_only.offered_to", &[("who", &people)])
        }
        TaskState::Assigned | TaskState::Claimed => {
            let who = task.assignee.map(|person| lens.name(person)).unwrap_or_default();
            words::say("why_read_only.not_yours", &[("who", &who)])
        }
    }
}

/// The steps that people see of the run, for a small map.
fn progress(lens: &Lens<'_>) -> Vec<Progress> {
    let seen = |step: &super::types::RunStep| {
        let by_people = lens.compiled.workflow.step(&step.id).is_none_or(|step| step.is_by_people());
        by_people && step.state != StepState::Skipped.word()
    };
    let steps = run::steps(lens).into_iter().filter(seen);
    steps.map(|step| Progress { step: step.id, title: step.title, state: step.state }).collect()
}
