//! One run in the engine and in the oracle, side by side: what is tried is tried in both, and compared after each.

use std::collections::{BTreeMap, BTreeSet};

use baton_engine::state::{Phase, Rows, RunState, TaskRecord, TaskState};
use baton_engine::{Actor, Command, CompleteTask};
use baton_model::Compiled;
use baton_model::definition::StepKind;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value as Json, json};

use super::begin::{TYPED, begins_with, staff, start_run, typed_value};
use super::draw::Start;
use super::path::{Fault, Try, What};
use super::write;
use crate::oracle::{Answer, Asked, NotCovered, Oracle, Place};
use crate::{Directory, Player};

/// What a field holds, by its name.
type Held<'a> = &'a dyn Fn(&str) -> Json;

/// Why a run was not played to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    /// The oracle does not know something in it.
    NotCovered(String),
    /// The two do not agree, or a law is broken.
    Wrong(String),
}

impl From<NotCovered> for Stop {
    fn from(not: NotCovered) -> Self {
        Self::NotCovered(not.0)
    }
}

/// A run in both.
pub(super) struct Pair {
    pub(super) player: Player,
    pub(super) oracle: Oracle,
    /// What was done, in words.
    pub told: Vec<String>,
    /// What was tried and went wrong on the way, by its name.
    pub met: BTreeSet<String>,
    pub(super) events: i64,
    /// Who is away.
    pub(super) away: BTreeSet<i64>,
}

impl Pair {
    /// Begins a run in both.
    pub fn begin(def: Compiled, start: Start, size: u32) -> Result<Self, Stop> {
        let now = Timestamp::from_second(1_793_610_000).unwrap_or(Timestamp::UNIX_EPOCH);
        let mut directory = Directory::default();
        let asker = directory.person("ana");
        let mut staff = staff(&mut directory, size);
        // Where a date is to begin it and there is none, the form does.
        let start = if def.workflow.start.len() == 1 { Start::Form } else { start };
        staff.starter = staff.starter.filter(|_| start.is_by_hand());
        let mut oracle = Oracle::new(&def.workflow, staff, now)?;
        let shared = write::decisions().into_iter().map(|text| baton_model::compile_published_decision(&text));
        let shared: Vec<baton_model::decision::Compiled> = shared
            .collect::<Result<_, _>>()
            .map_err(|faults| Stop::Wrong(format!("a shared decision is wrong: {faults:?}")))?;
        for one in &shared {
            oracle.with_decision(&one.decision);
        }
        directory.decisions(shared);
        let player = Player::new(def, directory, now);
        let told = vec![format!("it begins with size {size}: {start:?}")];
        let met = BTreeSet::from([format!("start: {start:?}").to_lowercase()]);
        let mut pair = Self { player, oracle, told, met, events: 0, away: BTreeSet::new() };
        let begun = begins_with(&pair.player.def, start, size);
        let (command, actor) = start_run(start, &begun, (asker, now));
        pair.oracle.start(&begun);
        pair.goes_on()?;
        let started = pair.player.send(actor, &Command::StartRun(command));
        started.map_err(|refusal| Stop::Wrong(format!("the start was refused: {refusal}")))?;
        pair.sub_runs_begin()?;
        pair.compare()?;
        Ok(pair)
    }

    /// Tries something in both. Whether there is more to try.
    pub fn attempt(&mut self, tried: Try) -> Result<bool, Stop> {
        if !self.player.state.is_running() {
            return Ok(false);
        }
        let count = self.told.len();
        match tried.what {
            What::Complete => self.complete(tried)?,
            What::Begin => self.begin_work(tried)?,
            What::Work | What::Fail => self.by_others(tried)?,
            What::Event => self.event(tried)?,
            What::Add => self.add(tried)?,
            What::Retry | What::Skip | What::Change => self.resolve(tried)?,
            What::Cancel => self.cancel(tried)?,
            What::Reassign => self.reassign(tried)?,
            What::Away => self.away(tried),
            What::Move => self.send_elsewhere(tried)?,
            What::Next => self.pass_to_next(tried)?,
            What::Hours => self.pass(SignedDuration::from_mins(i64::from(tried.value) * 20))?,
            What::Late => self.late(SignedDuration::from_mins(i64::from(tried.value) * 20))?,
            What::Again | What::Early | What::Stranger | What::Stale => self.must_refuse(tried)?,
        }
        if self.told.len() > count {
            self.met.insert(format!("{:?}", tried.what));
        }
        self.sub_runs_begin()?;
        if tried.fault == Fault::Restart {
            self.restart()?;
        }
        self.compare()?;
        Ok(true)
    }

    fn complete(&mut self, tried: Try) -> Result<(), Stop> {
        let tasks: Vec<_> = self.player.state.open_tasks().cloned().collect();
        let Some(task) = pick(&tasks, tried.nth).filter(|task| self.is_one(task)) else { return Ok(()) };
        let Some(who) = pick(&task.people(), tried.value).copied() else { return Ok(()) };
        let step = self.player.def.workflow.step(&task.step).cloned();
        let Some(step) = step else { return Err(Stop::NotCovered("the form that began it".to_owned())) };
        if task.to_accept && !self.accepted(task, who, tried)? {
            return Ok(());
        }
        let is_offered = self.player.state.task(task.task).is_some_and(|task| task.state == TaskState::Offered);
        if is_offered && !self.taken(task, who, tried.fault)? {
            return Ok(());
        }
        let choices: Vec<String> = step.choices().map(|choices| choices.keys().cloned().collect()).unwrap_or_default();
        let choice = pick(&choices, tried.value).cloned();
        let values: Vec<_> =
            step.gives.iter().map(|given| (given.field.clone(), self.given(&given.field, tried))).collect();
        let place = self.place(task.thread, &task.step, task.pass);
        self.told.push(format!("{who} does {place}: {choice:?} {values:?}"));
        let answer = Answer { by: who, choice: choice.clone(), values: values.clone() };
        let values = values.into_iter().collect();
        let command = CompleteTask { task: task.task, choice, values, comment: None, seen: None, checked: Vec::new() };
        let is_taken = self.oracle.complete(&place, &answer);
        self.both(is_taken, (Actor::person(who), Command::CompleteTask(command)), tried.fault)
    }

    /// What somebody fills in for a field: a list with the numbers of its rows.
    fn given(&self, field: &str, tried: Try) -> Json {
        if TYPED.contains(&field) {
            return typed_value(field, tried.value);
        }
        if field != "rows" {
            return json!(tried.value % 10);
        }
        let mut rows = self.rows();
        let nth = (tried.nth as usize).checked_rem(rows.len()).unwrap_or_default();
        match tried.value % 5 {
            0 => rows.reverse(),
            1 if !rows.is_empty() => drop(rows.remove(nth)),
            2 if !rows.is_empty() => rows[nth]["s"] = json!(tried.value),
            3 => rows.insert(nth, json!({ "$row": null, "n": 100 + self.told.len() })),
            _ => {}
        }
        rows.into()
    }

    /// The rows as a form shows them.
    fn rows(&self) -> Vec<Json> {
        let Some(held) = self.player.state.values.get("rows") else { return Vec::new() };
        let rows = held.value.as_array().cloned().unwrap_or_default();
        let numbers = Rows::of(held.rows.as_deref(), &held.value).ids;
        let numbered = rows.into_iter().zip(numbers).map(|(mut row, number)| {
            row["$row"] = number.into();
            row
        });
        numbered.collect()
    }

    fn begin_work(&mut self, tried: Try) -> Result<(), Stop> {
        let tasks: Vec<_> = self.player.state.open_tasks().cloned().collect();
        let Some(task) = pick(&tasks, tried.nth).filter(|task| self.is_one(task)) else { return Ok(()) };
        let Some(who) = pick(&task.people(), tried.value).copied() else { return Ok(()) };
        self.taken(task, who, tried.fault).map(drop)
    }

    /// Whether its place is the only one that reads so: not where an `each` is open in several passes.
    pub(super) fn is_one(&self, task: &TaskRecord) -> bool {
        let place = self.place(task.thread, &task.step, task.pass);
        self.oracle.open().iter().filter(|(open, _)| *open == place).count() == 1
    }

    /// Somebody claims or opens a task. Whether it is there afterwards, and theirs.
    fn taken(&mut self, task: &TaskRecord, who: i64, fault: Fault) -> Result<bool, Stop> {
        let (number, place) = (task.task, self.place(task.thread, &task.step, task.pass));
        let (word, command) = match task.state {
            TaskState::Offered => ("claims", Command::ClaimTask { task: number }),
            _ => ("opens", Command::OpenTask { task: number }),
        };
        self.told.push(format!("{who} {word} {place}"));
        let is_taken = self.oracle.begin_work(&place, who);
        self.both(is_taken, (Actor::person(who), command), fault)?;
        self.compare()?;
        Ok(is_taken && self.player.state.task(number).is_some_and(|task| task.state.is_open() && task.is_for(who)))
    }

    /// What the oracle has done, or not, is asked of the engine.
    pub(super) fn both(&mut self, is_taken: bool, sent: (Actor, Command), fault: Fault) -> Result<(), Stop> {
        self.goes_on()?;
        let (actor, command) = sent;
        if fault == Fault::NotAppended {
            self.not_appended(actor, &command)?;
        }
        let before = (!is_taken).then(|| self.player.state.clone());
        match (self.player.send(actor, &command), is_taken) {
            (Ok(_), true) if fault == Fault::LostAnswer => self.once_more(actor, &command),
            (Ok(_), true) => Ok(()),
            (Ok(_), false) => Err(Stop::Wrong(format!("the engine takes it, the oracle does not: {command:?}"))),
            (Err(_), false) if before.as_ref() == Some(&self.player.state) => Ok(()),
            (Err(_), false) => Err(Stop::Wrong("a refused command changed something".to_owned())),
            (Err(refusal), true) => Err(Stop::Wrong(format!("the engine refuses: {refusal} {:?}", refusal.faults))),
        }
    }

    fn pass_to_next(&mut self, tried: Try) -> Result<(), Stop> {
        let next = self.player.state.timers.iter().map(|timer| timer.at).min();
        let hours = SignedDuration::from_hours(i64::from(tried.value % 6));
        self.pass(next.map_or(hours, |next| (next.duration_since(self.player.now)).max(SignedDuration::ZERO)))
    }

    /// The oracle goes first: what never waits is stopped there.
    fn goes_on(&self) -> Result<(), Stop> {
        self.oracle.uncovered().map_or(Ok(()), |not| Err(not.into()))
    }

    fn pass(&mut self, time: SignedDuration) -> Result<(), Stop> {
        self.told.push(format!("{time:#} pass"));
        self.oracle.pass_to(self.player.now + time);
        self.goes_on()?;
        self.player.wait(time);
        Ok(())
    }

    /// No timer fires for a while; then those that are due do, in the order of their moments.
    fn late(&mut self, time: SignedDuration) -> Result<(), Stop> {
        self.told.push(format!("{time:#} pass without a timer"));
        self.oracle.pass_late(self.player.now + time);
        self.goes_on()?;
        self.player.now += time;
        self.player.wait(SignedDuration::ZERO);
        Ok(())
    }

    /// Whether the two agree, and the state is what its events say.
    pub(super) fn compare(&self) -> Result<(), Stop> {
        if self.player.rebuilt() != self.player.state {
            return Err(Stop::Wrong("the state is not what its events say".to_owned()));
        }
        let (engine, oracle) = (self.engine_says(), self.oracle_says());
        if engine == oracle { Ok(()) } else { Err(Stop::Wrong(format!("engine: {engine}\noracle: {oracle}"))) }
    }

    fn engine_says(&self) -> String {
        let state = &self.player.state;
        let tells_who = self.tells_who();
        let inside = state.threads.iter().filter_map(|thread| match &thread.phase {
            Phase::In(step) => {
                let task = state.open_tasks().find(|task| task.thread == thread.thread && task.step == *step);
                let priority = task.map(|task| task.priority.word()).unwrap_or_default();
                let title = task.and_then(|task| task.title.clone());
                let tasks = state.open_tasks().filter(|task| task.thread == thread.thread && task.step == *step);
                let mut who: Vec<i64> = tasks.filter(|_| tells_who).flat_map(TaskRecord::people).collect();
                who.sort_unstable();
                Some((self.place(thread.thread, step, thread.pass), Asked { priority, title, who }))
            }
            _ => None,
        });
        let held = state.open_exceptions().map(|exception| exception.step.to_string()).collect();
        let value = |field: &str| state.values.get(field).map(|held| (*held.value).clone()).unwrap_or_default();
        self.said(inside.collect(), held, (state.outcome.as_deref(), &value))
    }

    /// Whether the oracle knows who has a task: not where a deadline brings somebody in.
    pub(super) fn tells_who(&self) -> bool {
        self.player.def.workflow.all_steps().iter().all(|step| step.escalate.is_none())
    }

    fn oracle_says(&self) -> String {
        let value = |field: &str| self.oracle.field(field);
        self.said(self.oracle.open(), self.oracle.held(), (self.oracle.outcome(), &value))
    }

    fn said(&self, mut open: Vec<(Place, Asked)>, mut held: Vec<String>, end: (Option<&str>, Held<'_>)) -> String {
        // The case of a choice of one way is no place of its own: its steps are.
        let is_place = |(place, _): &(Place, Asked)| {
            let kind = self.player.def.workflow.step(&place.step).map(|step| &step.kind);
            !matches!(kind, Some(StepKind::Choose(choose)) if choose.take_all.is_none())
        };
        open.retain(is_place);
        open.sort();
        held.sort();
        let open: Vec<String> = open.iter().map(|(place, asked)| format!("{place}{asked}")).collect();
        let (outcome, value) = (end.0.unwrap_or("none"), end.1);
        let rows: Vec<String> = value("rows").as_array().into_iter().flatten().map(cells).collect();
        let (open, held, rows) = (open.join(", "), held.join(", "), rows.join(", "));
        let fields = ["size"].iter().chain(&TYPED).map(|field| format!("{field} {}", value(field)));
        let fields = fields.collect::<Vec<_>>().join(", ");
        format!("open [{open}], held [{held}], outcome {outcome}, {fields}, rows [{rows}]")
    }

    pub(super) fn place(&self, thread: u32, step: &str, pass: u32) -> Place {
        let state: &RunState = &self.player.state;
        let numbers = state.frames_outwards(state.frame_of(thread)).filter_map(|(block, part)| {
            part.item.as_ref()?;
            block.parts.iter().position(|other| other.frame == part.frame).map(|place| place + 1)
        });
        let mut items: Vec<usize> = numbers.collect();
        items.reverse();
        Place { step: step.to_owned(), pass, items }
    }
}

pub(super) fn pick<T>(all: &[T], nth: u32) -> Option<&T> {
    all.get(nth as usize % all.len().max(1))
}

/// What a row holds, without what is empty.
fn cells(row: &Json) -> String {
    let cells = row.as_object().into_iter().flatten().filter(|(_, cell)| !cell.is_null());
    let cells: BTreeMap<&String, &Json> = cells.collect();
    let cells: Vec<String> = cells.into_iter().map(|(name, cell)| format!("{name} {cell}")).collect();
    cells.join(" ")
}
