//! A small world for the engine: people, groups, a clock that the test moves, and the trace of what happened.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use baton_engine::{
    Actor, Command, CompleteTask, Ctx, Decided, EntryRef, Event, Facts, GroupFact, PersonFact, Refusal, RunState,
    StartRun, Want, apply, decide, wants,
};
use baton_model::Compiled;
use baton_people::{Calendar, Candidate, PersonId};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde_json::json;

/// The people, by number: who they report to and which groups they are in.
const PEOPLE: [(PersonId, &str, Option<PersonId>, &[&str]); 8] = [
    (1, "clara", None, &[]),
    (2, "miriam", Some(1), &[]),
    (3, "ana", Some(2), &[]),
    (4, "priya", Some(6), &["finance"]),
    (5, "tom", Some(6), &["finance"]),
    (6, "victor", Some(1), &["cfo"]),
    (7, "hannah", Some(1), &["procurement"]),
    (8, "samir", Some(1), &["procurement"]),
];

/// A run and the world around it.
pub struct World {
    pub def: Compiled,
    pub state: RunState,
    pub now: Timestamp,
    pub trace: String,
    pub inactive: Vec<PersonId>,
    pub history: Vec<(Event, EntryRef)>,
    entries: i64,
}

impl World {
    /// A world for a definition; it is Monday morning.
    pub fn of(text: &str) -> Self {
        let def = baton_model::compile(text).unwrap_or_else(|faults| panic!("{faults:#?}"));
        Self {
            def,
            state: RunState::default(),
            now: "2026-03-02T09:00:00Z".parse().unwrap(),
            trace: String::new(),
            inactive: Vec::new(),
            history: Vec::new(),
            entries: 0,
        }
    }

    /// Lets time pass.
    pub fn wait_hours(&mut self, hours: i64) {
        self.now = self.now.checked_add(hours.hours()).unwrap();
    }

    /// Starts the run.
    pub fn start(&mut self, by: PersonId, values: serde_json::Value) -> Result<(), Refusal> {
        let values = serde_json::from_value(values).unwrap();
        let start =
            StartRun { run: 1, number: 1, key: "PUR-1".into(), version: 1, start: 0, values, ..StartRun::default() };
        self.send(Actor::person(by), &Command::StartRun(start))
    }

    /// Completes the open task of a step.
    pub fn complete(
        &mut self,
        by: PersonId,
        step: &str,
        choice: &str,
        values: serde_json::Value,
    ) -> Result<(), Refusal> {
        self.complete_with(by, step, choice, values, None)
    }

    /// Completes the open task of a step, with a comment.
    pub fn complete_with(
        &mut self,
        by: PersonId,
        step: &str,
        choice: &str,
        values: serde_json::Value,
        comment: Option<&str>,
    ) -> Result<(), Refusal> {
        let task = self.state.open_tasks().find(|task| &*task.step == step);
        let task = task.unwrap_or_else(|| panic!("no open task of {step}:\n{}", self.trace)).task;
        let complete = CompleteTask {
            task,
            choice: Some(choice.into()),
            values: serde_json::from_value(values).unwrap(),
            comment: comment.map(str::to_owned),
            seen: None,
            checked: Vec::new(),
        };
        self.send(Actor::person(by), &Command::CompleteTask(complete))
    }

    /// Sends a command, with the facts it asks for, and writes down what happened.
    pub fn send(&mut self, actor: Actor, command: &Command) -> Result<(), Refusal> {
        let ctx = Ctx {
            now: self.now,
            actor,
            cmd: "c".into(),
            zone: TimeZone::UTC,
            link: "http://localhost/runs/PUR-1".into(),
        };
        let mut facts = Facts::new(Calendar::weekdays_9_to_17(TimeZone::UTC));
        for want in wants(&self.def, &self.state, command) {
            self.tell(&mut facts, want);
        }
        for _ in 0..baton_engine::limits::NEED_ROUNDS {
            match decide(&self.def, &self.state, &facts, command, &ctx) {
                Decided::Need(wants) => wants.into_iter().for_each(|want| self.tell(&mut facts, want)),
                Decided::Refused(refusal) => {
                    let _ = writeln!(self.trace, "{} {} ✗ {refusal}", self.clock(), command.word());
                    return Err(refusal);
                }
                Decided::Events(events) => {
                    self.take(command, events, actor);
                    return Ok(());
                }
            }
        }
        panic!("asked for facts without end");
    }

    fn clock(&self) -> String {
        self.now.strftime("%a %H:%M").to_string()
    }

    fn take(&mut self, command: &Command, events: Vec<Event>, actor: Actor) {
        self.entries += 1;
        let at = EntryRef { number: self.entries, time: self.now, actor };
        let by = actor.as_person().map_or_else(|| "timer".to_owned(), |person| name(person).to_owned());
        let _ = writeln!(self.trace, "{} {} by {by}", self.clock(), command.word());
        for event in events {
            apply(&mut self.state, &event, &at);
            let json = serde_json::to_value(&event).unwrap();
            let read: Event = serde_json::from_value(json.clone()).unwrap();
            assert_eq!(read, event, "an event reads back as it was written");
            let _ = writeln!(self.trace, "  {}", short(&json));
            self.history.push((event, at));
        }
        self.state.close_entry(&at);
    }

    fn tell(&self, facts: &mut Facts, want: Want) {
        let open =
            |person: PersonId| self.state.open_tasks().filter(|task| task.assignee == Some(person)).count() as u32;
        match want {
            Want::Person(id) => {
                let known = PEOPLE.iter().find(|known| known.0 == id).map(|(_, name, manager, groups)| PersonFact {
                    name: (*name).to_owned(),
                    email: format!("{name}@example.com"),
                    manager: *manager,
                    groups: groups.iter().map(|group| (*group).to_owned()).collect(),
                    site: None,
                    active: !self.inactive.contains(&id),
                    absent: false,
                    skills: Vec::new(),
                });
                facts.people.insert(id, known);
            }
            Want::PersonNamed(text) => {
                let known = PEOPLE.iter().find(|known| text.trim_start_matches('@') == known.1).map(|known| known.0);
                facts.named.insert(text, known);
            }
            Want::Group(group) => {
                let members = PEOPLE.iter().filter(|known| known.3.contains(&group.as_str()));
                let members = members.map(|known| Candidate {
                    person: known.0,
                    open_tasks: open(known.0),
                    last_assigned: None,
                    active: !self.inactive.contains(&known.0),
                    absent: false,
                    skills: Vec::new(),
                });
                let fact = GroupFact { members: members.collect() };
                facts.groups.insert(group, Some(fact));
            }
            Want::Holder(lock) => drop(facts.holders.insert(lock, None)),
            Want::OwnerOf(id) => drop(facts.owners.insert(id, None)),
            Want::Kept(wanted) => drop(facts.kept.insert(wanted, Vec::new())),
            Want::Decision(id) => drop(facts.decisions.insert(id, None)),
            Want::Version(version) => drop(facts.versions.insert(version, None)),
            Want::File(id) => {
                let fact = baton_engine::FileFact {
                    name: "quote.pdf".into(),
                    size_bytes: 1200,
                    media_type: "application/pdf".into(),
                    format: Some("pdf".into()),
                    sha256: "00".repeat(32),
                    content_sha256: "11".repeat(32),
                };
                facts.files.insert(id.clone(), (id == "f1").then_some(fact));
            }
        }
    }

    /// What the run waits for: the steps of its open tasks with who has them.
    pub fn waits(&self) -> BTreeMap<String, Vec<&'static str>> {
        let open = self.state.open_tasks();
        open.map(|task| (task.step.to_string(), task.people().into_iter().map(name).collect())).collect()
    }
}

pub fn name(person: PersonId) -> &'static str {
    PEOPLE.iter().find(|known| known.0 == person).map_or("?", |known| known.1)
}

/// An event in one line: its name and what tells most.
fn short(event: &serde_json::Value) -> String {
    let mut event = event.clone();
    let map = event.as_object_mut().unwrap();
    map.remove("v");
    let name = map.remove("t").unwrap_or(json!("?"));
    map.retain(|_, value| !value.is_null());
    format!("{} {}", name.as_str().unwrap_or("?"), event)
}
