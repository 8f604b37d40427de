//! The commands that a line of a scenario stands for, and who sends them.

use baton_engine::state::{Block, BlockPart, Cause, JobState, Parent, Phase, RunState, SubState, Thread};
use baton_engine::{
    Actor, ActorKind, AddItem, Again, CallAnswer, Command, CompleteTask, FailJob, Incoming, MoveRun, Resolve, Response,
    StartRun, SubRunEnd, SubUndone,
};
use baton_model::definition::{StartKind, StepKind};
use baton_people::PersonId;
use serde_json::Value as Json;

use crate::line::{At, Came, Deed, End, Line};
use crate::play::Play;
use crate::taken::{given, taken};

/// How long a worker of a scenario keeps a job.
const LEASE_S: u32 = 60;

impl At {
    /// Whether something of this step and thread is meant.
    pub(crate) fn is_of(&self, state: &RunState, step: &str, thread: u32) -> bool {
        let is_in = || state.frames_outwards(state.frame_of(thread)).any(|(block, part)| self.is_part(block, part));
        step == self.step && (self.item.is_none() || is_in())
    }

    /// Whether this part of a block is the item.
    pub(crate) fn is_part(&self, block: &Block, part: &BlockPart) -> bool {
        let place = || block.parts.iter().position(|known| known.branch == part.branch);
        part.item.is_some() && self.item.is_some_and(|item| place() == Some(item - 1))
    }
}

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.step)?;
        self.item.map_or(Ok(()), |item| write!(f, "#{item}"))
    }
}

impl Play {
    /// What a line stands for.
    pub(crate) fn commands(&mut self, line: &Line) -> Result<Vec<(Actor, Command)>, String> {
        Ok(match line {
            Line::Starts { who, start, values } => {
                let (run, number, key) = (1, 1, "RUN-1".to_owned());
                let known = self.player.def.workflow.start.get(*start);
                let asked_for = known.is_some_and(|start| matches!(start.kind, StartKind::Run));
                // Another run asked for it, which the scenario does not play.
                let parent = asked_for.then_some(Parent { run: 0, sub: 1 });
                let (start, values) = (*start, values.clone());
                let start = StartRun { run, number, key, version: 1, start, values, parent, ..StartRun::default() };
                vec![(self.person(who), Command::StartRun(start))]
            }
            Line::Begins { start, body } => vec![(Actor::system(), Command::StartRun(self.begins(*start, body)))],
            Line::Acts { who, at, deed } => {
                let actor = self.person(who);
                vec![(actor, self.deed(actor.id, at, deed)?)]
            }
            Line::Worker { at, result } => {
                let (job, fence) = self.taken_job(at)?;
                vec![(worker(), Command::CompleteJob { job, fence, result: result.clone() })]
            }
            Line::Fails { at, error, for_good } => {
                let (job, fence) = self.taken_job(at)?;
                let again = if *for_good { Again::Never } else { Again::ByPolicy };
                let fails = FailJob { job, fence, error: error.clone(), message: None, again };
                vec![(worker(), Command::FailJob(fails))]
            }
            Line::Web { at, came } => vec![(Actor::system(), self.answered(at, came)?)],
            Line::SubRun { at, end } => self.ended(at, end)?,
            Line::SubRunUndone(at) => vec![(Actor::system(), self.undone(at)?)],
            Line::Cancels { who, how, reason } => {
                vec![(self.person(who), Command::CancelRun { reason: reason.clone(), how: *how })]
            }
            _ => return Err("nobody does this".to_owned()),
        })
    }

    fn person(&mut self, who: &str) -> Actor {
        Actor::person(self.player.directory.person(who))
    }

    /// The command with which a run begins by itself: with what an event or a call says, or another run hands over.
    fn begins(&self, start: usize, body: &Json) -> StartRun {
        let command = StartRun { run: 1, number: 1, key: "RUN-1".to_owned(), version: 1, start, ..StartRun::default() };
        let known = self.player.def.workflow.start.get(start).map(|start| &start.kind);
        if let Some(StartKind::Workflow { .. } | StartKind::Date { .. }) = known {
            let values = body.as_object().cloned().unwrap_or_default().into_iter().collect();
            // The other run is not played.
            return StartRun { values, cause: Some(Cause { run: 0, chain: 1 }), ..command };
        }
        let (name, body, at) = (String::new(), body.clone(), self.player.now);
        StartRun { event: Some(Incoming { event: 0, name, key: None, body, at }), ..command }
    }

    fn deed(&mut self, who: PersonId, at: &At, deed: &Deed) -> Result<Command, String> {
        Ok(match deed {
            Deed::Claims => Command::ClaimTask { task: self.task(at, who)? },
            Deed::Releases => Command::ReleaseTask { task: self.task(at, who)? },
            Deed::Opens => Command::OpenTask { task: self.task(at, who)? },
            Deed::Does { choice, values, comment } => {
                let (choice, values, comment) = (choice.clone(), values.clone(), comment.clone());
                let (task, checked) = (self.task(at, who)?, self.points(&at.step).0);
                Command::CompleteTask(CompleteTask { task, choice, values, comment, seen: None, checked })
            }
            Deed::Accepts => Command::AcceptTask { task: self.task(at, who)?, checked: self.points(&at.step).1 },
            Deed::HandsBack { comment } => {
                Command::HandBackTask { task: self.task(at, who)?, comment: Some(comment.clone()) }
            }
            Deed::Gives { to, comment } => {
                let person = self.player.directory.person(to);
                match self.exception(at) {
                    Ok(exception) => {
                        let reason = comment.clone().or_else(|| Some("as the scenario says".to_owned()));
                        Command::ResolveException { exception, how: Resolve::Assign { person }, reason }
                    }
                    Err(_) => Command::ReassignTask { task: self.task(at, who)?, to: person, comment: comment.clone() },
                }
            }
            Deed::Adds { values } => {
                let state = &self.player.state;
                let mut open = state.blocks.iter().filter(|block| at.is_of(state, &block.step, block.thread));
                let thread = at.item.and_then(|_| open.next()).map(|block| block.thread);
                Command::AddItem(AddItem { step: at.step.clone(), thread, values: values.clone() })
            }
            Deed::Retries => Command::RetryException { exception: self.exception(at)? },
            Deed::Skips { reason } => self.resolved(at, Resolve::Skip, reason)?,
            Deed::Changes { values, reason } => self.resolved(at, self.changed(at, values)?, reason)?,
            Deed::Moves { to, reason } => self.moved(at, to, reason)?,
        })
    }

    fn resolved(&self, at: &At, how: Resolve, reason: &str) -> Result<Command, String> {
        Ok(Command::ResolveException { exception: self.exception(at)?, how, reason: Some(reason.to_owned()) })
    }

    /// With what was missing where something was; else with other values.
    fn changed(&self, at: &At, values: &baton_engine::Values) -> Result<Resolve, String> {
        let number = self.exception(at)?;
        let held = self.player.state.exception(number).is_some_and(|exception| !exception.missing.is_empty());
        let values = values.clone();
        Ok(if held { Resolve::Supply { values } } else { Resolve::Change { values } })
    }

    /// What is held goes on at another step; so does what is open there.
    fn moved(&self, at: &At, to: &str, reason: &str) -> Result<Command, String> {
        if self.exception(at).is_ok() {
            return self.resolved(at, Resolve::Move { to: to.into() }, reason);
        }
        let state = &self.player.state;
        let is_there = |thread: &&Thread| match &thread.phase {
            Phase::In(step) => at.is_of(state, step, thread.thread),
            _ => false,
        };
        let thread = state.threads.iter().find(is_there).ok_or_else(|| format!("`{at}` is not open"))?;
        let (version, reason) = (state.version, Some(reason.to_owned()));
        Ok(Command::MoveRun(MoveRun { version, places: vec![(thread.thread, to.into())], reason }))
    }

    /// All points of a step's checklist, and of its `accept`.
    fn points(&self, step: &str) -> (Vec<u32>, Vec<u32>) {
        let Some(step) = self.player.def.workflow.step(step) else { return (Vec::new(), Vec::new()) };
        let checklist = match &step.kind {
            StepKind::Task(task) => task.checklist.len(),
            _ => 0,
        };
        let accept = step.accept.as_ref().map_or(0, |accept| accept.checklist.len());
        ((0..checklist as u32).collect(), (0..accept as u32).collect())
    }

    /// The open task of a step: the person's own, else any.
    fn task(&self, at: &At, person: PersonId) -> Result<u32, String> {
        let state = &self.player.state;
        let of_step = || state.open_tasks().filter(|task| at.is_of(state, &task.step, task.thread));
        let own = of_step().find(|task| task.people().contains(&person)).or_else(|| of_step().next());
        own.map(|task| task.task).ok_or_else(|| format!("`{at}` is not open"))
    }

    fn job(&self, at: &At) -> Result<u32, String> {
        let state = &self.player.state;
        let open = |state| matches!(state, JobState::Queued | JobState::Taken);
        let job = state.jobs.iter().rfind(|job| at.is_of(state, &job.step, job.thread) && open(job.state));
        job.map(|job| job.job).ok_or_else(|| format!("`{at}` waits for nobody"))
    }

    /// The job of a step, taken by a worker.
    fn taken_job(&mut self, at: &At) -> Result<(u32, u32), String> {
        let job = self.job(at)?;
        let take = Command::TakeJob { job, worker: "worker".to_owned(), lease_s: LEASE_S };
        self.player.send(worker(), &take).map_err(|refusal| refusal.to_string())?;
        Ok((job, self.player.state.job(job).map_or(0, |job| job.fence)))
    }

    fn answered(&self, at: &At, came: &Came) -> Result<Command, String> {
        let job = self.job(at)?;
        let attempt = self.player.state.job(job).map_or(1, |job| job.attempt);
        let answer = match came {
            Came::Answer { status, body } => {
                let (status, body) = (*status, body.clone());
                CallAnswer::Response(Response { status, headers: [].into(), body, retry_after_s: None })
            }
            Came::NothingInTime => CallAnswer::Timeout,
            Came::NobodyThere => CallAnswer::Unreachable { why: "as the scenario says".to_owned() },
        };
        Ok(Command::AnswerCall { job, attempt, answer })
    }

    /// The step that asks for a run. In a process with several runs of one workflow it stands in the items of that entry.
    fn asking(&self, at: &At) -> At {
        let known = &self.player.def.workflow;
        let of_items = format!("{}-run", at.step);
        let is_each = matches!(known.step(&at.step).map(|step| &step.kind), Some(StepKind::Each(_)));
        let step = if is_each && known.step(&of_items).is_some() { of_items } else { at.step.clone() };
        At { step, item: at.item }
    }

    /// The run that a step asked for begins, where it has not, and ends.
    fn ended(&self, at: &At, end: &End) -> Result<Vec<(Actor, Command)>, String> {
        let (state, at) = (&self.player.state, &self.asking(at));
        let goes_on = |known| !matches!(known, SubState::Ended | SubState::Withdrawn);
        let sub = state.subs.iter().rfind(|sub| at.is_of(state, &sub.step, sub.thread) && goes_on(sub.state));
        let sub = sub.ok_or_else(|| format!("`{at}` waits for no other run"))?;
        let end = match end {
            End::Outcome { outcome, fields, undoable } => {
                let takes = match self.player.def.workflow.step(&at.step).map(|step| &step.kind) {
                    Some(StepKind::Run(run)) => run.takes.as_slice(),
                    _ => &[],
                };
                let value = |theirs: &str| Ok((theirs.to_owned(), taken(theirs, fields, &self.player)?));
                let values: Result<_, String> = takes.iter().map(|taken| value(&taken.theirs)).collect();
                let gives = given(&self.player.def.workflow, &at.step, fields);
                SubRunEnd::Finished { outcome: outcome.as_str().into(), values: values?, gives, undoable: *undoable }
            }
            End::Cancelled => SubRunEnd::Cancelled,
            End::NotBegun { why } => SubRunEnd::NotBegun { why: why.clone() },
        };
        let (number, key) = (sub.sub, format!("SUB-{}", sub.sub));
        let begins = sub.run.is_none() && !matches!(end, SubRunEnd::NotBegun { .. });
        let noted = Command::NoteSubRun { sub: number, run: OTHER_RUN + i64::from(number), key };
        let commands = begins.then_some(noted).into_iter().chain([Command::EndSubRun { sub: number, end }]);
        Ok(commands.map(|command| (Actor::system(), command)).collect())
    }

    /// The run that a step had asked for has undone what it did, as was asked of it.
    fn undone(&self, at: &At) -> Result<Command, String> {
        let (state, at) = (&self.player.state, &self.asking(at));
        let mut asked = state.threads.iter().filter_map(|thread| match thread.phase {
            Phase::UndoingRun { sub, .. } => state.subs.iter().find(|known| known.sub == sub),
            _ => None,
        });
        let sub = asked.find(|sub| at.is_of(state, &sub.step, sub.thread));
        let sub = sub.ok_or_else(|| format!("the run of `{at}` is not asked to undo what it did"))?.sub;
        Ok(Command::NoteSubUndone { sub, told: SubUndone::All })
    }

    fn exception(&self, at: &At) -> Result<u32, String> {
        let state = &self.player.state;
        let mut of_step = state.open_exceptions().filter(|held| at.is_of(state, &held.step, held.thread));
        of_step.next().map(|held| held.exception).ok_or_else(|| format!("`{at}` is not held"))
    }
}

/// The numbers of other runs, which the scenario does not play, begin behind this one.
const OTHER_RUN: i64 = 1_000;

fn worker() -> Actor {
    Actor { kind: ActorKind::Worker, id: 1, on_behalf_of: None }
}
