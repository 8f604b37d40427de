//! Plays a scenario line by line, and tells what happened and what came otherwise than it says.

use baton_engine::state::{Cause, Parent, StepState};
use baton_engine::{
    Actor, ActorKind, Again, CallAnswer, Command, CompleteTask, FailJob, Incoming, Name, Refusal, Resolve, Response,
    StartRun,
};
use baton_model::Compiled;
use baton_model::definition::StartKind;
use baton_people::PersonId;
use jiff::Timestamp;
use serde_json::Value as Json;

use crate::directory::Directory;
use crate::line::{Expected, Line, Taking};
use crate::player::{Happened, Player};
use crate::scenario::{Scenario, Wrong};
use crate::told::{moment, told};

/// A scenario that was played.
#[derive(Debug, Clone)]
pub struct Played {
    /// What happened, line by line.
    pub trace: String,
    /// What came otherwise than the scenario says.
    pub wrong: Vec<Wrong>,
}

struct Play {
    player: Player,
    played: Played,
    /// With what the line before was refused, until somebody expects it.
    refused: Option<(usize, Refusal)>,
}

/// Plays a scenario of a workflow, with the shared decisions that it asks.
pub fn play(scenario: &Scenario, def: Compiled, directory: Directory) -> Played {
    let now: Timestamp = Timestamp::from_second(BEGINS).unwrap_or(Timestamp::UNIX_EPOCH);
    let played = Played { trace: String::new(), wrong: Vec::new() };
    let mut play = Play { player: Player::new(def, directory, now), played, refused: None };
    for (number, text, line) in &scenario.lines {
        if !matches!(line, Line::Expect(Expected::Refused(_))) {
            play.unexpected();
        }
        play.line(*number, text, line);
    }
    play.unexpected();
    play.played
}

/// Monday, 2 November 2026, 9:00: where a scenario begins that says nothing else.
const BEGINS: i64 = 1_793_610_000;

impl Play {
    fn line(&mut self, number: usize, text: &str, line: &Line) {
        let directory = &mut self.player.directory;
        match line {
            Line::Person { handle, manager, skills } => {
                directory.person(handle);
                directory.can(handle, skills);
                if let Some(manager) = manager {
                    directory.manages(manager, handle);
                }
            }
            Line::Group { name, members } => {
                directory.group(name, &members.iter().map(String::as_str).collect::<Vec<_>>());
            }
            Line::File(name) => directory.file(name),
            Line::Away { handle, is_away } => {
                directory.away(handle, *is_away);
                let looks = self.player.state.is_running();
                self.say(number, text, looks.then_some((system(), Command::LookAgain)));
            }
            Line::Event { name, key, body } => self.event(number, text, (name, key.as_deref(), body)),
            Line::Now(at) => self.player.now = *at,
            Line::After(time) => {
                self.head(text);
                let happened = self.player.wait(*time);
                self.tell(&happened);
            }
            Line::Expect(expected) => self.expect(number, expected),
            _ => match self.command(line) {
                Ok(command) => self.say(number, text, Some(command)),
                Err(message) => self.wrong(number, message),
            },
        }
    }

    /// An event comes; what nobody waits for is kept.
    fn event(&mut self, number: usize, text: &str, (name, key, body): (&str, Option<&str>, &Json)) {
        let (name, key, at) = (name.to_owned(), key.map(str::to_owned), self.player.now);
        let incoming = Incoming { event: number as i64, name, key, body: body.clone(), at };
        self.head(text);
        let delivered = Command::DeliverEvent(incoming.clone());
        let is_running = self.player.state.is_running();
        let heard = if is_running { self.player.send(system(), &delivered).unwrap_or_default() } else { Vec::new() };
        if heard.is_empty() {
            self.player.directory.keep(incoming);
        }
        self.tell(&heard);
    }

    /// The command that a line stands for, and who sends it.
    fn command(&mut self, line: &Line) -> Result<(Actor, Command), String> {
        let person = |play: &mut Self, who: &str| Actor::person(play.player.directory.person(who));
        Ok(match line {
            Line::Starts { who, start, values } => {
                let (run, number, key) = (1, 1, "RUN-1".to_owned());
                let known = self.player.def.workflow.start.get(*start);
                let asked_for = known.is_some_and(|start| matches!(start.kind, StartKind::Run));
                // Another run asked for it, which the scenario does not play.
                let parent = asked_for.then_some(Parent { run: 0, sub: 1 });
                let (start, values) = (*start, values.clone());
                let start = StartRun { run, number, key, version: 1, start, values, parent, ..StartRun::default() };
                (person(self, who), Command::StartRun(start))
            }
            Line::Begins { start, body } => (system(), Command::StartRun(self.begins(*start, body))),
            Line::Takes { who, how, step } => {
                let actor = person(self, who);
                let task = self.task(step, actor.id)?;
                let command = match how {
                    Taking::Claims => Command::ClaimTask { task },
                    Taking::Releases => Command::ReleaseTask { task },
                    Taking::Opens => Command::OpenTask { task },
                };
                (actor, command)
            }
            Line::Does { who, step, choice, values, comment } => {
                let actor = person(self, who);
                let task = self.task(step, actor.id)?;
                let (choice, values, comment) = (choice.clone(), values.clone(), comment.clone());
                let checked = (0..self.checklist(step)).collect();
                (actor, Command::CompleteTask(CompleteTask { task, choice, values, comment, seen: None, checked }))
            }
            Line::Worker { step, result } => {
                let (job, fence) = self.taken_job(step)?;
                (worker(), Command::CompleteJob { job, fence, result: result.clone() })
            }
            Line::Fails { step, error, for_good } => {
                let (job, fence) = self.taken_job(step)?;
                let again = if *for_good { Again::Never } else { Again::ByPolicy };
                let fails = FailJob { job, fence, error: error.clone(), message: None, again };
                (worker(), Command::FailJob(fails))
            }
            Line::Answers { step, status, body } => {
                let job = self.job(step)?;
                let attempt = self.player.state.job(job).map_or(1, |job| job.attempt);
                let (status, body) = (*status, body.clone());
                let answer = Response { status, headers: [].into(), body, retry_after_s: None };
                (system(), Command::AnswerCall { job, attempt, answer: CallAnswer::Response(answer) })
            }
            Line::Retries { who, step } => {
                let exception = self.exception(step)?;
                (person(self, who), Command::RetryException { exception })
            }
            Line::Skips { who, step, reason } => {
                let exception = self.exception(step)?;
                let skip = Command::ResolveException { exception, how: Resolve::Skip, reason: Some(reason.clone()) };
                (person(self, who), skip)
            }
            Line::Cancels { who, reason } => (person(self, who), Command::CancelRun { reason: reason.clone() }),
            _ => return Err("nobody does this".to_owned()),
        })
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

    fn checklist(&self, step: &str) -> u32 {
        use baton_model::definition::StepKind;
        match self.player.def.workflow.step(step).map(|step| &step.kind) {
            Some(StepKind::Task(task)) => task.checklist.len() as u32,
            _ => 0,
        }
    }

    /// The open task of a step: the person's own, else any.
    fn task(&self, step: &str, person: PersonId) -> Result<u32, String> {
        let of_step = || self.player.state.open_tasks().filter(|task| *task.step == *step);
        let own = of_step().find(|task| task.people().contains(&person)).or_else(|| of_step().next());
        own.map(|task| task.task).ok_or_else(|| format!("`{step}` is not open"))
    }

    fn job(&self, step: &str) -> Result<u32, String> {
        use baton_engine::state::JobState;
        let open = |state| matches!(state, JobState::Queued | JobState::Taken);
        let job = self.player.state.jobs.iter().rfind(|job| *job.step == *step && open(job.state));
        job.map(|job| job.job).ok_or_else(|| format!("`{step}` waits for nobody"))
    }

    /// The job of a step, taken by a worker.
    fn taken_job(&mut self, step: &str) -> Result<(u32, u32), String> {
        let job = self.job(step)?;
        let take = Command::TakeJob { job, worker: "worker".to_owned(), lease_s: 60 };
        self.player.send(worker(), &take).map_err(|refusal| refusal.to_string())?;
        Ok((job, self.player.state.job(job).map_or(0, |job| job.fence)))
    }

    fn exception(&self, step: &str) -> Result<u32, String> {
        let of_step = self.player.state.open_exceptions().find(|exception| *exception.step == *step);
        of_step.map(|exception| exception.exception).ok_or_else(|| format!("`{step}` is not held"))
    }

    fn say(&mut self, number: usize, text: &str, command: Option<(Actor, Command)>) {
        self.head(text);
        let Some((actor, command)) = command else { return };
        match self.player.send(actor, &command) {
            Ok(happened) => self.tell(&happened),
            Err(refusal) => {
                let refused = format!("      refused: {refusal}\n");
                self.played.trace.push_str(&refused);
                self.refused = Some((number, refusal));
            }
        }
    }

    fn head(&mut self, text: &str) {
        let head = format!("{}  {text}\n", moment(self.player.now));
        self.played.trace.push_str(&head);
    }

    fn tell(&mut self, happened: &Happened) {
        let mut last = self.player.now;
        for (at, event) in happened {
            let Some(said) = told(event, &self.player.directory) else { continue };
            let when = if *at == last { String::new() } else { format!("{}: ", moment(*at)) };
            last = *at;
            self.played.trace.extend(["      ", &when, &said, "\n"]);
        }
    }

    /// A refusal that nobody expected.
    fn unexpected(&mut self) {
        if let Some((number, refusal)) = self.refused.take() {
            self.wrong(number, format!("it was refused: {refusal}"));
        }
    }

    fn wrong(&mut self, line: usize, message: String) {
        self.played.wrong.push(Wrong { line, message });
    }

    fn expect(&mut self, number: usize, expected: &Expected) {
        let state = &self.player.state;
        let wrong = match expected {
            Expected::Refused(code) => match self.refused.take() {
                Some((_, refusal)) if is_of(&refusal, code) => None,
                Some((_, refusal)) => Some(format!("it was refused with {}, not with {code}", refusal.code)),
                None => Some(format!("it was not refused with {code}")),
            },
            Expected::Running => (!state.is_running()).then(|| "the run is over".to_owned()),
            Expected::Outcome(name) => match &state.outcome {
                Some(outcome) if **outcome == **name => None,
                Some(outcome) => Some(format!("the run ended with `{outcome}`, not with `{name}`")),
                None => Some(format!("the run did not end with `{name}`")),
            },
            Expected::Field { field, value } => {
                let held = state.values.get(field.as_str()).map(|held| (*held.value).clone()).unwrap_or_default();
                (held != *value).then(|| format!("`{field}` is {held}, not {value}"))
            }
            Expected::Step { step, state, of } => self.step_is(step, state, of.as_deref()),
        };
        if let Some(wrong) = wrong {
            self.wrong(number, wrong);
        }
    }

    fn step_is(&mut self, step: &str, wanted: &str, of: Option<&str>) -> Option<String> {
        if self.player.def.workflow.step(step).is_none() {
            return Some(format!("there is no step `{step}`"));
        }
        let is = match self.player.state.step_state(&Name::from(step)) {
            StepState::None => "none",
            StepState::Open => "open",
            StepState::Done => "done",
            StepState::Skipped => "skipped",
            StepState::Withdrawn => "withdrawn",
            StepState::Exception => "held",
        };
        if is != wanted {
            return Some(format!("`{step}` is {is}, not {wanted}"));
        }
        let who = of?;
        let person = self.player.directory.person(who);
        let mut tasks = self.player.state.open_tasks().filter(|task| *task.step == *step);
        (!tasks.any(|task| task.people().contains(&person))).then(|| format!("`{step}` is not for {who}"))
    }
}

/// Whether it was refused with this code, or a field of it was.
fn is_of(refusal: &Refusal, code: &str) -> bool {
    refusal.code == code || refusal.faults.iter().any(|fault| *fault.code == *code)
}

fn system() -> Actor {
    Actor { kind: ActorKind::System, id: 0, on_behalf_of: None }
}

fn worker() -> Actor {
    Actor { kind: ActorKind::Worker, id: 1, on_behalf_of: None }
}
