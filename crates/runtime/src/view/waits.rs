//! What an open run waits for: who has a task, and of what nobody has which worker, system, event, time or run it is.
//!
//! It names each place where the run stands and waits, so what is done for several stands here once for each. Blocks wait for
//! what is in them, and exceptions for a decision: both are shown elsewhere.

use std::cell::RefCell;
use std::collections::HashMap;

use baton_engine::event::{JobKind, TaskKind, TimerKind};
use baton_engine::state::{JobRecord, JobState, Phase, Places, SubRun, TaskRecord, Thread};
use baton_engine::{SubNo, ThreadNo, state::Block};
use baton_model::definition::step::{Call, StepKind, Wait, WaitFor};
use baton_model::definition::{FieldType, Part, Template};
use jiff::Timestamp;
use serde_json::Value;

use super::lens::{Lens, moment};
use super::run::offered_to;
use super::types::{Waited, WaitsFor};
use crate::words::say;

/// Longer names of items are cut.
const ITEM_CHARS: usize = 80;

/// All that the run waits for: people first.
pub fn all(lens: &Lens<'_>) -> Vec<WaitsFor> {
    let all = All::of(lens);
    let tasks = lens.state.open_tasks().map(|task| all.of_task(task));
    let others = lens.state.threads.iter().filter_map(|thread| all.of_thread(thread));
    // What a part of a process waits for is which others come before it: its parts tell that.
    let is_told =
        |wait: &WaitsFor| lens.parts.is_empty() || wait.waited.as_ref().is_none_or(|it| it.kind != "condition");
    let others = others.filter(is_told);
    tasks.chain(others).collect()
}

/// A pass of a step in a thread.
type Pass<'a> = (&'a str, u32, ThreadNo);

/// What is asked for each place, found by going through the run once: it may be in thousands of items.
struct All<'a> {
    lens: &'a Lens<'a>,
    places: Places<'a>,
    subs: HashMap<Pass<'a>, &'a SubRun>,
    ends: HashMap<Pass<'a>, Timestamp>,
    titles: RefCell<HashMap<&'a str, String>>,
}

impl<'a> All<'a> {
    fn of(lens: &'a Lens<'_>) -> Self {
        let (mut subs, mut ends) = (HashMap::new(), HashMap::new());
        for sub in lens.state.subs.iter().filter(|sub| sub.is_awaited()) {
            subs.entry((&*sub.step, sub.pass, sub.thread)).or_insert(sub);
        }
        for timer in lens.state.timers.iter().filter(|timer| timer.kind == TimerKind::Wait) {
            ends.entry((&*timer.step, timer.pass, timer.thread)).or_insert(timer.at);
        }
        Self { lens, places: Places::of(lens.state), subs, ends, titles: RefCell::default() }
    }

    /// What a step is called that has no title of its own for its items.
    fn title(&self, step: &'a str) -> String {
        self.titles.borrow_mut().entry(step).or_insert_with(|| self.lens.step_title(step)).clone()
    }

    fn task_title(&self, task: &'a TaskRecord) -> String {
        match (&task.kind, &task.title) {
            (TaskKind::Task | TaskKind::Approve, None) => self.title(&task.step),
            _ => self.lens.task_title(task),
        }
    }

    fn of_task(&self, task: &'a TaskRecord) -> WaitsFor {
        let lens = self.lens;
        WaitsFor {
            task: Some(format!("{}.{}", lens.state.key, task.task)),
            step: task.step.to_string(),
            title: self.task_title(task),
            item: self.item(self.places.frame_of(task.thread)),
            who: task.assignee.map(|person| lens.person(person)),
            group: offered_to(lens, task).and_then(|offered| offered.group),
            waited: None,
            since: moment(task.opened),
            due: task.due.map(moment),
            overdue: task.due.is_some_and(|due| due < lens.now),
        }
    }

    /// A place in a step that nobody does by hand.
    fn of_thread(&self, thread: &'a Thread) -> Option<WaitsFor> {
        let lens = self.lens;
        if let Phase::UndoingRun { sub, since } = thread.phase {
            return self.of_undoing(thread, sub, since);
        }
        let Phase::In(step) = &thread.phase else { return None };
        let record = self.places.record(step, thread);
        let opened = record.and_then(|record| record.opened).unwrap_or(lens.state.started);
        let (waited, since) = match &lens.compiled.workflow.step(step)?.kind {
            StepKind::Work(work) => {
                job(self.places.job_of(thread.thread)?, None, work.retry.as_ref().map(|retry| retry.times))?
            }
            StepKind::Call(call) => {
                job(self.places.job_of(thread.thread)?, host(call), call.retry.as_ref().map(|retry| retry.times))?
            }
            StepKind::Wait(wait) => (self.waiting(wait, step, thread), opened),
            StepKind::Run(run) => {
                let sub = self.subs.get(&(&**step, thread.pass, thread.thread))?;
                let (kind, name) = match &sub.key {
                    Some(key) => ("run", key.to_string()),
                    None => ("asked", run.workflow.name.clone()),
                };
                let label = lens.parts.get(&**step).filter(|_| kind == "asked").cloned();
                (Waited { kind: kind.to_owned(), name: Some(name), label, ..Waited::default() }, opened)
            }
            _ => return None,
        };
        let due = record.and_then(|record| record.due);
        Some(WaitsFor {
            task: None,
            step: step.to_string(),
            title: record.and_then(|record| record.title.clone()).unwrap_or_else(|| self.title(step)),
            item: self.item(thread.frame()),
            who: None,
            group: None,
            waited: Some(waited),
            since: moment(since),
            due: due.map(moment),
            overdue: due.is_some_and(|due| due < lens.now),
        })
    }

    /// A run that was asked for undoes what it did.
    fn of_undoing(&self, thread: &'a Thread, sub: SubNo, since: Timestamp) -> Option<WaitsFor> {
        let state = self.lens.state;
        let sub = state.subs.iter().find(|known| known.sub == sub)?;
        let name = sub.key.as_ref().map(ToString::to_string);
        Some(WaitsFor {
            task: None,
            step: sub.step.to_string(),
            title: self.title(&sub.step),
            item: self.item(thread.frame()),
            who: None,
            group: None,
            waited: Some(Waited { kind: "undoing".to_owned(), name, ..Waited::default() }),
            since: moment(since),
            due: None,
            overdue: false,
        })
    }

    fn waiting(&self, wait: &Wait, step: &str, thread: &Thread) -> Waited {
        // Timers of before threads were noted with them say only their step.
        let end_of = |thread: ThreadNo, pass| self.ends.get(&(step, pass, thread)).copied();
        let until = end_of(thread.thread, thread.pass).or_else(|| end_of(0, thread.pass)).map(moment);
        let (kind, name) = match &wait.what {
            WaitFor::Event(event) => ("event", Some(event.name.name.clone())),
            WaitFor::Condition(condition) => ("condition", Some(condition.text.clone())),
            WaitFor::Time(_) | WaitFor::Moment(_) => ("time", None),
        };
        Waited { kind: kind.to_owned(), name, until, ..Waited::default() }
    }

    /// What the item is called that a frame is for, where it is for one.
    fn item(&self, frame: ThreadNo) -> Option<String> {
        let at = self.places.item_around(frame)?;
        // A row is called by what it holds now.
        let item = row_now(self.lens, at.block, at.nth - 1).or(at.part.item.as_deref());
        let named = item.and_then(|item| name_of(self.lens, at.block, item));
        Some(named.unwrap_or_else(|| say("words.item", &[("nth", &at.nth.to_string())])))
    }
}

/// A worker, or another system; none where it went wrong and is not tried again: that is the owner's exception.
fn job(job: &JobRecord, host: Option<String>, again: Option<u32>) -> Option<(Waited, Timestamp)> {
    if job.state == JobState::Failed && job.again.is_none() {
        return None;
    }
    let (kind, name) = match (job.kind, job.state) {
        (JobKind::Call, _) => ("system", host),
        (JobKind::Work, JobState::Taken) => ("working", job.worker.as_ref().map(ToString::to_string)),
        (JobKind::Work, _) => ("worker", job.topic.as_ref().map(ToString::to_string)),
    };
    let waited = Waited {
        kind: kind.to_owned(),
        name,
        attempt: Some(job.attempt),
        attempts: Some(again.unwrap_or_default() + 1).filter(|attempts| *attempts >= job.attempt),
        again: job.again.filter(|_| job.state == JobState::Failed).map(moment),
        until: None,
        label: None,
    };
    Some((waited, job.since))
}

/// Whose the system is that a request goes to; none where that is computed.
fn host(call: &Call) -> Option<String> {
    let Template { parts, .. } = &call.http.url;
    let Some(Part::Text(url)) = parts.first() else { return None };
    let (_, rest) = url.split_once("://")?;
    let (place, path) = rest.split_once('/').unwrap_or((rest, ""));
    // Who asks stands before the last `@`, and is not told.
    let host = place.rsplit('@').next()?;
    let (host, query) = host.split_once('?').unwrap_or((host, ""));
    // Where all that is written may be but the beginning of a computed name, it is not known.
    let is_whole = parts.len() == 1 || place.len() < rest.len() || !path.is_empty() || !query.is_empty();
    Some(host.to_owned()).filter(|host| is_whole && !host.is_empty())
}

/// The row of the item at a place of a block, as it is now.
fn row_now<'a>(lens: &Lens<'a>, block: &Block, place: usize) -> Option<&'a Value> {
    let StepKind::Each(each) = &lens.compiled.workflow.step(&block.step)?.kind else { return None };
    let list = each.list.as_deref()?;
    lens.compiled.workflow.fields.get(list).filter(|field| field.ty == FieldType::List)?;
    lens.state.values.get(list)?.row(block.row_at(place)?)
}

/// A text is its own name; of a row the first column that says something in words. What is personal or secret, or computed of that,
/// is told to those alone who see the field.
fn name_of(lens: &Lens<'_>, block: &Block, item: &Value) -> Option<String> {
    let step = lens.compiled.workflow.step(&block.step)?;
    let StepKind::Each(each) = &step.kind else { return None };
    let workflow = &lens.compiled.workflow;
    if workflow.private_in(&each.items.program).is_some() {
        return None;
    }
    let list = each.list.as_ref().and_then(|list| workflow.fields.get(list));
    let said = match item {
        Value::String(text) => text.clone(),
        Value::Object(row) => list?.of.values().find_map(|column| {
            let is_words =
                matches!(column.ty, FieldType::Text | FieldType::Choice) && !column.secret && !column.personal;
            row.get(&column.name).filter(|_| is_words)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
        })?,
        _ => return None,
    };
    let cut = said.chars().count() > ITEM_CHARS;
    let short: String = said.chars().take(ITEM_CHARS).collect();
    Some(if cut { format!("{short}…") } else { short }).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_request_the_host_is_told_and_never_who_asks() {
        for (url, told) in [
            ("https://example.com/orders", Some("example.com")),
            ("https://ana:secret@example.com/orders", Some("example.com")),
            ("https://ana:se@cret@example.com:8443/orders", Some("example.com:8443")),
            ("https://example.com?key={size}", Some("example.com")),
            ("https://ana:secret@{host}/orders", None),
            ("https://example{size}", None),
            ("{host}/orders", None),
        ] {
            let text = format!(
                "workflow: asks\ntitle: Asks\nowner: procurement\nstart:\n  - manual: Go\n    gives: [host, size]\n\
                 fields:\n  host: {{ type: text, required: true }}\n  size: {{ type: number, required: true }}\nsteps:\n  \
                 - call: Ask\n    http: {{ method: GET, url: \"{url}\" }}\n  - end: over\noutcomes:\n  over: {{ title: Over }}\n"
            );
            let compiled = baton_model::compile_published(&text).expect("a workflow");
            let StepKind::Call(call) = &compiled.workflow.step("ask").expect("a step").kind else { panic!("a call") };
            assert_eq!(host(call).as_deref(), told, "{url}");
        }
    }
}
