//! Plays a scenario line by line, and tells what happened and what came otherwise than it says.

use baton_engine::state::{Block, StepState, Undone};
use baton_engine::{Actor, Command, Incoming, Name, Refusal};
use baton_model::Compiled;
use baton_people::Calendar;
use jiff::Timestamp;
use serde_json::Value as Json;

use crate::directory::Directory;
use crate::line::{At, Expected, Line};
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

pub(crate) struct Play {
    pub(crate) player: Player,
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
                self.say(number, text, looks.then_some((Actor::system(), Command::LookAgain)).into_iter().collect());
            }
            Line::Event { name, key, body } => self.event(number, text, (name, key.as_deref(), body)),
            Line::Now(at) => self.player.now = *at,
            Line::Zone(zone) => self.player.calendar = Calendar::weekdays_9_to_17(zone.clone()),
            Line::After(time) => {
                self.head(text);
                let happened = self.player.wait(*time);
                self.tell(&happened);
            }
            Line::Expect(expected) => self.expect(number, expected),
            _ => match self.commands(line) {
                Ok(commands) => self.say(number, text, commands),
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
        let heard =
            if is_running { self.player.send(Actor::system(), &delivered).unwrap_or_default() } else { Vec::new() };
        if heard.is_empty() {
            self.player.directory.keep(incoming);
        }
        self.tell(&heard);
    }

    /// Sends what a line stands for, one after the other until one is refused.
    fn say(&mut self, number: usize, text: &str, commands: Vec<(Actor, Command)>) {
        self.head(text);
        for (actor, command) in commands {
            match self.player.send(actor, &command) {
                Ok(happened) => self.tell(&happened),
                Err(refusal) => {
                    let refused = format!("      refused: {refusal}\n");
                    self.played.trace.push_str(&refused);
                    self.refused = Some((number, refusal));
                    return;
                }
            }
        }
    }

    fn head(&mut self, text: &str) {
        let head = format!("{}  {text}\n", moment(self.player.now, self.player.calendar.zone()));
        self.played.trace.push_str(&head);
    }

    fn tell(&mut self, happened: &Happened) {
        let mut last = self.player.now;
        for (at, event) in happened {
            let Some(said) = told(event, &self.player.directory, self.player.calendar.zone()) else { continue };
            let when =
                if *at == last { String::new() } else { format!("{}: ", moment(*at, self.player.calendar.zone())) };
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
            Expected::Undone(at) => self.is_undone(at),
            Expected::Step { at, state, of } => self.step_is(at, *state, of.as_deref()),
        };
        if let Some(wrong) = wrong {
            self.wrong(number, wrong);
        }
    }

    fn is_undone(&self, at: &At) -> Option<String> {
        let shown = self.player.state.shown(&at.step).and_then(|record| record.undone);
        (shown != Some(Undone::Over)).then(|| format!("`{at}` is not undone"))
    }

    fn step_is(&mut self, at: &At, wanted: StepState, of: Option<&str>) -> Option<String> {
        let (step, name) = (&at.step, at.to_string());
        if self.player.def.workflow.step(step).is_none() {
            return Some(format!("there is no step `{step}`"));
        }
        let is = match at.item {
            None => self.player.state.step_state(&Name::from(step.as_str())),
            Some(_) => self.state_in_item(at),
        };
        if is != wanted {
            return Some(format!("`{name}` is {}, not {}", word(is), word(wanted)));
        }
        let who = of?;
        let person = self.player.directory.person(who);
        let state = &self.player.state;
        let mut tasks = state.open_tasks().filter(|task| at.is_of(state, &task.step, task.thread));
        (!tasks.any(|task| task.people().contains(&person))).then(|| format!("`{name}` is not for {who}"))
    }

    /// Where a step stands in one item.
    fn state_in_item(&self, at: &At) -> StepState {
        let state = &self.player.state;
        let step = Name::from(at.step.as_str());
        let items = |block: &'_ Block| {
            let frames = block.parts.iter().filter(|part| at.is_part(block, part)).map(|part| part.frame);
            frames.collect::<Vec<_>>()
        };
        let mut records = state.blocks.iter().rev().flat_map(items).filter_map(|frame| state.record(&step, frame));
        records.next().map_or(StepState::None, |record| record.state)
    }
}

/// The word that scenarios have for where a step stands.
fn word(state: StepState) -> &'static str {
    if state == StepState::Exception { "held" } else { state.word() }
}

/// Whether it was refused with this code, or a field of it was.
fn is_of(refusal: &Refusal, code: &str) -> bool {
    refusal.code == code || refusal.faults.iter().any(|fault| *fault.code == *code)
}
