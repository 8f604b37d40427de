//! What workers, receivers, other runs and owners do, in both.

use baton_engine::state::{JobRecord, JobState, Phase, SubRun, SubState, TaskRecord};
use baton_engine::{
    Actor, ActorKind, AddItem, Again, CallAnswer, Command, FailJob, Incoming, MoveRun, Resolve, Response, SubRunEnd,
    SubUndone, Values,
};
use baton_model::IndexMap;
use baton_model::definition::StepKind;
use baton_model::definition::step::StepJoin;
use serde_json::{Value as Json, json};

use super::drive::{Pair, Stop, pick};
use super::path::{Fault, Try, What};
use crate::oracle::Came;

impl Pair {
    /// A job or a run of another workflow is over, one way or the other.
    pub(super) fn by_others(&mut self, tried: Try) -> Result<(), Stop> {
        let state = &self.player.state;
        let jobs = state.jobs.iter().filter(|job| job.state == JobState::Queued).cloned().collect::<Vec<_>>();
        let subs = state.subs.iter().filter(|sub| sub.is_awaited()).cloned().collect::<Vec<_>>();
        let undone = self.undone_elsewhere();
        let at = tried.nth as usize % (jobs.len() + subs.len() + undone.len()).max(1);
        match (jobs.get(at), subs.get(at.saturating_sub(jobs.len()))) {
            (Some(job), _) if job.topic.is_none() => self.answer(job, tried),
            (Some(job), _) => self.job(job, tried),
            (None, Some(sub)) => self.sub_run(sub, tried),
            (None, None) => match undone.get(at.saturating_sub(jobs.len() + subs.len())) {
                Some((sub, nth)) => self.sub_run_undone((*sub, *nth), tried),
                None => Ok(()),
            },
        }
    }

    /// The runs that undo what they did, with the place of that among all that was completed.
    fn undone_elsewhere(&self) -> Vec<(u32, u32)> {
        let state = &self.player.state;
        let waits = state.threads.iter().filter_map(|thread| match thread.phase {
            Phase::UndoingRun { sub, .. } => Some((thread.thread, sub)),
            _ => None,
        });
        let now = |thread| state.undoing.iter().rfind(|undo| undo.thread == thread)?.now.as_ref().map(|done| done.nth);
        waits.filter_map(|(thread, sub)| Some((sub, now(thread)?))).collect()
    }

    fn sub_run_undone(&mut self, (sub, nth): (u32, u32), tried: Try) -> Result<(), Stop> {
        self.told.push(format!("the run {sub} has undone what it did"));
        let is_taken = self.oracle.undone_elsewhere(nth);
        let told = if tried.value.is_multiple_of(4) { SubUndone::Gone } else { SubUndone::All };
        self.both(is_taken, (Actor::system(), Command::NoteSubUndone { sub, told }), tried.fault)
    }

    fn job(&mut self, job: &JobRecord, tried: Try) -> Result<(), Stop> {
        let place = self.place(job.thread, &job.step, job.pass);
        let take = Command::TakeJob { job: job.job, worker: "worker".to_owned(), lease_s: 60 };
        self.player.send(worker(), &take).map_err(|refusal| Stop::Wrong(format!("the job is not there: {refusal}")))?;
        let fence = self.player.state.job(job.job).map_or(0, |job| job.fence);
        let (command, is_taken) = if tried.what == What::Fail {
            let error = ["broken", "other"][tried.value as usize % 2].to_owned();
            let for_good = tried.value.is_multiple_of(3);
            self.told.push(format!("a worker fails {place}: {error}, for good: {for_good}"));
            let again = if for_good { Again::Never } else { Again::ByPolicy };
            let fail = FailJob { job: job.job, fence, error: error.clone(), message: None, again };
            (Command::FailJob(fail), self.oracle.job_failed(&place, &error, for_good))
        } else {
            self.told.push(format!("a worker does {place}"));
            let result = json!({ "size": tried.value % 10 });
            let is_taken = self.oracle.job_done(&place, &result);
            (Command::CompleteJob { job: job.job, fence, result }, is_taken)
        };
        self.both(is_taken, (worker(), command), tried.fault)
    }

    fn answer(&mut self, job: &JobRecord, tried: Try) -> Result<(), Stop> {
        let place = self.place(job.thread, &job.step, job.pass);
        let body = json!({ "size": tried.value % 10 });
        let came = match (tried.what, tried.value % 6) {
            (What::Work, _) => Came::Status(200, body),
            (_, 0) => Came::Timeout,
            (_, 1) => Came::Unreachable,
            (_, 2) => Came::Status(429, body),
            (_, 3) => Came::Status(404, body),
            _ => Came::Status(503, body),
        };
        self.told.push(format!("the request of {place} comes to {came:?}"));
        let answer = match &came {
            Came::Timeout => CallAnswer::Timeout,
            Came::Unreachable => CallAnswer::Unreachable { why: "nobody".to_owned() },
            Came::Status(status, body) => {
                let (status, body) = (*status, body.clone());
                CallAnswer::Response(Response { status, headers: [].into(), body, retry_after_s: None })
            }
        };
        let is_taken = self.oracle.answered(&place, &came);
        let command = Command::AnswerCall { job: job.job, attempt: job.attempt, answer };
        self.both(is_taken, (Actor::system(), command), tried.fault)
    }

    /// The runs that were asked for have begun.
    pub(super) fn sub_runs_begin(&mut self) -> Result<(), Stop> {
        let asked: Vec<_> = self.player.state.subs.iter().filter(|sub| sub.state == SubState::Asked).cloned().collect();
        for sub in asked {
            let run = 100 + i64::from(sub.sub);
            let note = Command::NoteSubRun { sub: sub.sub, run, key: format!("OTH-{}", sub.sub) };
            let noted = self.player.send(Actor::system(), &note);
            noted.map_err(|refusal| Stop::Wrong(format!("that a run has begun was refused: {refusal}")))?;
        }
        Ok(())
    }

    fn sub_run(&mut self, sub: &SubRun, tried: Try) -> Result<(), Stop> {
        let place = self.place(sub.thread, &sub.step, sub.pass);
        let (end, is_taken) = if tried.what == What::Fail {
            self.told.push(format!("the run of {place} is cancelled"));
            (SubRunEnd::Cancelled, self.oracle.sub_run_failed(&place))
        } else {
            let undoable = tried.value.is_multiple_of(3);
            self.told.push(format!("the run of {place} ends, and can be undone: {undoable}"));
            let size = json!(tried.value % 10);
            let is_taken = self.oracle.sub_run_ended(&place, &[("size".to_owned(), size.clone())].into(), undoable);
            let values = [("size".to_owned(), size)].into_iter().collect();
            (SubRunEnd::Finished { outcome: "over".into(), values, gives: IndexMap::default(), undoable }, is_taken)
        };
        self.both(is_taken, (Actor::system(), Command::EndSubRun { sub: sub.sub, end }), tried.fault)
    }

    /// Something from outside happens; what nobody waits for is kept.
    pub(super) fn event(&mut self, tried: Try) -> Result<(), Stop> {
        self.events += 1;
        let key = [Some("a"), Some("b"), None][tried.nth as usize % 3];
        let body = json!({ "size": tried.value % 10 });
        self.told.push(format!("news come with the key {key:?}: {body}"));
        let heard = self.oracle.deliver("news", key, &body);
        let (event, name, key) = (self.events, "news".to_owned(), key.map(str::to_owned));
        let incoming = Incoming { event, name, key, body, at: self.player.now };
        if heard {
            return self.both(true, (Actor::system(), Command::DeliverEvent(incoming)), Fault::None);
        }
        let sent = self.player.send(Actor::system(), &Command::DeliverEvent(incoming.clone()));
        if sent.is_ok_and(|events| !events.is_empty()) {
            return Err(Stop::Wrong("the engine hears the event, the oracle does not".to_owned()));
        }
        self.player.directory.keep(incoming);
        Ok(())
    }

    /// Somebody adds an item to an `each` that is under way, or tries to.
    pub(super) fn add(&mut self, tried: Try) -> Result<(), Stop> {
        let state = &self.player.state;
        let is_each = |step: &str| matches!(self.player.def.workflow.step(step).map(|step| &step.kind), Some(StepKind::Each(each)) if each.add.is_some());
        let blocks: Vec<_> = state.blocks.iter().filter(|block| is_each(&block.step)).cloned().collect();
        // Who has the role that may add, if somebody has.
        let who = self.player.state.roles.get("asker").copied().or(self.player.state.starter);
        let (Some(block), Some(who)) = (pick(&blocks, tried.nth), who) else { return Ok(()) };
        let place = self.place(block.thread, &block.step, block.pass);
        let is_listed = matches!(self.player.def.workflow.step(&block.step).map(|step| &step.kind),
            Some(StepKind::Each(each)) if each.items.text.contains('['));
        let each = self.player.def.workflow.step(&block.step).map(|step| &step.kind);
        let is_row = matches!(each, Some(StepKind::Each(each)) if each.list.as_deref() == Some("rows"));
        let row = || json!({ "n": 200 + self.told.len(), "s": null });
        let item = if is_listed {
            json!(tried.value)
        } else if is_row {
            row()
        } else {
            json!(null)
        };
        self.told.push(format!("{who} adds an item to {place}"));
        let is_taken = self.oracle.add_item(&place, &item);
        let values = match item {
            Json::Object(row) => row.into_iter().collect(),
            Json::Null => Values::new(),
            item => Values::from_iter([("item".to_owned(), item)]),
        };
        let add = AddItem { step: block.step.to_string(), thread: Some(block.thread), values };
        self.both(is_taken, (Actor::person(who), Command::AddItem(add)), Fault::None)
    }

    /// The owner tries again what is held, or passes it over.
    pub(super) fn resolve(&mut self, tried: Try) -> Result<(), Stop> {
        let held: Vec<_> = self.player.state.open_exceptions().cloned().collect();
        let Some(exception) = pick(&held, tried.nth) else { return Ok(()) };
        let (number, step) = (exception.exception, exception.step.to_string());
        let size = json!(tried.value % 10);
        let is_taken = match tried.what {
            What::Retry => self.oracle.retry(&step),
            What::Change => self.oracle.retry_with(&step, &[("size".to_owned(), size.clone())]),
            _ => self.oracle.pass_over(&step),
        };
        // What it has no answer to is not tried.
        let Some(is_taken) = is_taken else { return Ok(()) };
        let word = match tried.what {
            What::Retry => "tries again",
            What::Change => &format!("makes size {size} and tries again"),
            _ => "passes over",
        };
        self.told.push(format!("the owner {word} {step}"));
        let reason = Some("it has to go on".to_owned());
        let resolved = |how| Command::ResolveException { exception: number, how, reason };
        let command = match tried.what {
            What::Retry => Command::RetryException { exception: number },
            What::Change => resolved(Resolve::Change { values: Values::from_iter([("size".to_owned(), size)]) }),
            _ => resolved(Resolve::Skip),
        };
        self.both(is_taken, (Actor::person(1), command), tried.fault)
    }

    /// Somebody accepts a task that was handed over, or hands it back. Whether it is there afterwards, and theirs.
    pub(super) fn accepted(&mut self, task: &TaskRecord, who: i64, tried: Try) -> Result<bool, Stop> {
        let (number, place) = (task.task, self.place(task.thread, &task.step, task.pass));
        if tried.value.is_multiple_of(3) {
            self.met.insert("HandBack".to_owned());
            self.told.push(format!("{who} hands {place} back"));
            let is_taken = self.oracle.hand_back(&place, who);
            let command = Command::HandBackTask { task: number, comment: Some("not ready".to_owned()) };
            return self.both(is_taken, (Actor::person(who), command), tried.fault).map(|()| false);
        }
        self.told.push(format!("{who} accepts {place}"));
        let is_taken = self.oracle.accept(&place, who);
        let command = Command::AcceptTask { task: number, checked: vec![0] };
        self.both(is_taken, (Actor::person(who), command), tried.fault)?;
        self.compare()?;
        Ok(is_taken && self.player.state.task(number).is_some_and(|task| task.state.is_open() && task.is_for(who)))
    }

    /// Somebody gives a task to somebody else; not one of several, who each have their own.
    pub(super) fn reassign(&mut self, tried: Try) -> Result<(), Stop> {
        let tasks: Vec<_> =
            self.player.state.open_tasks().filter(|task| self.player.state.ballot(task).is_none()).collect();
        let to = i64::from(1 + tried.value % 6);
        let Some(task) =
            pick(&tasks, tried.nth).filter(|task| self.tells_who() && self.is_one(task)).map(|task| (*task).clone())
        else {
            return Ok(());
        };
        let place = self.place(task.thread, &task.step, task.pass);
        self.told.push(format!("ana gives {place} to {to}"));
        let is_taken = self.oracle.reassign(&place, to);
        let command = Command::ReassignTask { task: task.task, to, comment: None };
        self.both(is_taken, (Actor::person(1), command), tried.fault)
    }

    /// The owner sends what waits for somebody to a step of the main path.
    pub(super) fn send_elsewhere(&mut self, tried: Try) -> Result<(), Stop> {
        let tasks: Vec<_> = self.player.state.open_tasks().cloned().collect();
        let steps = self.player.def.workflow.steps.iter().filter(|step| step.join == StepJoin::Each);
        let targets: Vec<String> = steps.map(|step| step.id.clone()).collect();
        let (Some(task), Some(to)) =
            (pick(&tasks, tried.nth).filter(|task| self.is_one(task)), pick(&targets, tried.value))
        else {
            return Ok(());
        };
        let place = self.place(task.thread, &task.step, task.pass);
        // What it has no answer to is not tried.
        if !self.oracle.may_be_sent(&place) {
            return Ok(());
        }
        self.told.push(format!("the owner sends {place} to {to}"));
        let is_taken = self.oracle.send_elsewhere(&place, to);
        let places = vec![(task.thread, to.as_str().into())];
        let moved = MoveRun { version: 1, places, reason: Some("it is better there".to_owned()) };
        self.both(is_taken, (Actor::person(1), Command::MoveRun(moved)), tried.fault)
    }

    /// Somebody is away, or back: what nobody could have is tried again.
    pub(super) fn away(&mut self, tried: Try) {
        if !self.tells_who() {
            return;
        }
        let handle = ["bo", "cy", "di", "ed", "fi"][tried.nth as usize % 5];
        let person = self.player.directory.person(handle);
        let is_away = self.away.insert(person) || !self.away.remove(&person);
        self.told.push(format!("{handle} is {}", if is_away { "away" } else { "back" }));
        self.player.directory.away(handle, is_away);
        self.oracle.away(person);
        let held: Vec<u32> = self.player.state.open_exceptions().map(|held| held.exception).collect();
        for exception in held {
            let is_open = self.player.state.open_exceptions().any(|held| {
                held.exception == exception && matches!(&*held.code, "role.nobody_left" | "approve.too_few")
            });
            if is_open {
                // What still nobody can have stays as it is.
                let _ = self.player.send(Actor::system(), &Command::RetryException { exception });
            }
        }
    }

    pub(super) fn cancel(&mut self, tried: Try) -> Result<(), Stop> {
        self.told.push("ana cancels the run".to_owned());
        self.oracle.cancel_run();
        let command = Command::CancelRun { reason: "no longer wanted".to_owned(), how: baton_engine::CancelHow::Keep };
        self.both(true, (Actor::person(1), command), tried.fault)
    }
}

pub(super) fn worker() -> Actor {
    Actor { kind: ActorKind::Worker, id: 1, on_behalf_of: None }
}
