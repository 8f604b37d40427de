//! One run with its definition, its house and its time: sends commands, stores what comes of them, and checks after each
//! what must hold after every command.

use baton_engine::limits::NEED_ROUNDS;
use baton_engine::{
    Actor, Command, Ctx, Decided, EntryRef, Event, Refusal, Resolve, RunState, Values, Way, apply, decide, wants, ways,
};
use baton_model::Compiled;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::coverage::Coverage;
use crate::house::House;

/// One run.
pub struct World {
    pub def: Compiled,
    pub house: House,
    pub now: Timestamp,
    pub state: RunState,
    pub entries: Vec<(EntryRef, Vec<Event>)>,
    pub seen: Coverage,
    /// How many events came from outside.
    pub events: i64,
}

impl World {
    pub fn new(def: Compiled) -> Self {
        Self {
            def,
            house: House::default(),
            now: "2026-11-02T09:00:00Z".parse().unwrap(),
            state: RunState::default(),
            entries: Vec::new(),
            seen: Coverage::default(),
            events: 0,
        }
    }

    /// Sends a command: what happened, or why not.
    pub fn send(&mut self, actor: Actor, command: &Command) -> Result<Vec<Event>, Refusal> {
        let before = self.state.clone();
        let ctx = self.ctx(actor);
        let decided = self.decide(command, &ctx);
        assert_eq!(before, self.state, "deciding changes nothing");
        match decided {
            Err(refusal) => {
                self.seen.refused(&refusal);
                Err(refusal)
            }
            Ok(events) => {
                self.store(actor, &events);
                Ok(events)
            }
        }
    }

    pub fn ctx(&self, actor: Actor) -> Ctx {
        let link = "https://baton.example/runs/TST-1".to_owned();
        Ctx { now: self.now, actor, cmd: format!("c{}", self.entries.len()), zone: TimeZone::UTC, link }
    }

    fn decide(&self, command: &Command, ctx: &Ctx) -> Result<Vec<Event>, Refusal> {
        let mut facts = House::empty_facts();
        for want in wants(&self.def, &self.state, command) {
            self.house.tell(&want, &mut facts);
        }
        for _ in 0..NEED_ROUNDS {
            match decide(&self.def, &self.state, &facts, command, ctx) {
                Decided::Events(events) => return Ok(events),
                Decided::Refused(refusal) => return Err(refusal),
                Decided::Need(wants) => {
                    assert!(!wants.is_empty(), "a need names what is needed");
                    for want in &wants {
                        self.house.tell(want, &mut facts);
                    }
                }
            }
        }
        panic!("{command:?} needs ever more facts");
    }

    fn store(&mut self, actor: Actor, events: &[Event]) {
        if events.is_empty() {
            return;
        }
        let at = EntryRef { number: self.entries.len() as i64 + 1, time: self.now, actor };
        for event in events {
            if let Event::EventCame(came) = event {
                self.house.kept.retain(|kept| kept.event != came.event);
            }
            let before = self.state.clone();
            apply(&mut self.state, event, &at);
            self.seen.applied(&before, event, &self.state);
        }
        if let Some(def) = self.house.versions.get(&self.state.version) {
            self.def = (**def).clone();
        }
        self.state.close_entry(&at);
        self.entries.push((at, events.to_vec()));
        self.check();
    }

    /// What must hold after every command.
    fn check(&self) {
        let mut replayed = RunState::default();
        for (at, events) in &self.entries {
            let stored = serde_json::to_string(events).unwrap();
            let read: Vec<Event> = serde_json::from_str(&stored).unwrap();
            assert_eq!(&read, events, "events read back as they were written");
            for event in &read {
                apply(&mut replayed, event, at);
            }
            replayed.close_entry(at);
        }
        assert_eq!(replayed, self.state, "a replay gives the same state");
        let snapshot = serde_json::to_string(&self.state).unwrap();
        assert_eq!(serde_json::from_str::<RunState>(&snapshot).unwrap(), self.state, "a state reads back");
        self.no_thread_is_lost();
        self.ways_on_are_what_is_taken();
    }

    /// What is offered for an exception is taken, and nothing else.
    fn ways_on_are_what_is_taken(&self) {
        let ctx = self.ctx(Actor::person(3));
        for record in self.state.open_exceptions() {
            let offered = ways(&self.def, &self.state, record);
            let resolve = |how| Command::ResolveException {
                exception: record.exception,
                how,
                reason: Some("So be it".to_owned()),
            };
            let all = [
                (Way::Supply, resolve(Resolve::Supply { values: Values::new() })),
                (Way::Assign, resolve(Resolve::Assign { person: 2 })),
                (Way::Skip, resolve(Resolve::Skip)),
                (Way::Change, resolve(Resolve::Change { values: Values::new() })),
                (Way::Move, resolve(Resolve::Move { to: "nowhere".into() })),
                (Way::Drop, resolve(Resolve::Drop)),
                (Way::Retry, Command::RetryException { exception: record.exception }),
            ];
            for (way, command) in all {
                let refused = self.decide(&command, &ctx).err().map(|refusal| refusal.code);
                let is_taken = refused != Some("exception.way_not_offered");
                assert_eq!(is_taken, offered.contains(&way), "{way:?} of {record:?}: {refused:?}");
            }
        }
    }

    /// Every thread waits for a person, below it, for somebody to resolve it, or for the next command.
    fn no_thread_is_lost(&self) {
        use baton_engine::state::{ExceptionState, Phase};
        if !self.state.is_running() {
            assert!(self.state.threads.is_empty() && self.state.timers.is_empty(), "nothing goes on after the end");
            assert!(self.state.subscriptions.is_empty(), "nothing listens after the end");
            assert_eq!(self.state.open_tasks().count(), 0, "no task is open after the end");
            assert_eq!(self.state.open_exceptions().count(), 0, "no exception is open after the end");
            assert!(!self.state.jobs.iter().any(|job| job.state.is_open()), "no job is open after the end");
            return;
        }
        assert!(!self.state.threads.is_empty(), "a running run is somewhere");
        for thread in &self.state.threads {
            let waits = match &thread.phase {
                Phase::Between => false,
                Phase::Paused { .. } | Phase::AtJoin { .. } | Phase::Before { .. } | Phase::UndoingRun { .. } => true,
                Phase::Held(number) => {
                    let held = self.state.exception(*number);
                    held.is_some_and(|held| held.state == ExceptionState::Open && held.thread == thread.thread)
                }
                Phase::In(step) => {
                    let has_task =
                        self.state.open_tasks().any(|task| task.step == *step && task.thread == thread.thread);
                    // What a block inside has left behind may be all that is still open in it.
                    let child = |other: &baton_engine::state::Thread| {
                        self.state.frames_outwards(other.frame()).any(|(block, _)| block.thread == thread.thread)
                    };
                    let timed = self.state.timers.iter().any(|timer| timer.is_of(step, thread.pass, thread.thread));
                    let known = self.def.workflow.step(step).map(|step| &step.kind);
                    let on_values = matches!(known, Some(baton_model::definition::StepKind::Wait(_)));
                    let asked = self.state.subs.iter().any(|sub| sub.is_of(step, thread.pass, thread.thread));
                    has_task
                        || asked
                        || timed
                        || self.state.job_of(thread.thread).is_some()
                        || on_values
                        || self.state.threads.iter().any(child)
                }
            };
            assert!(waits, "thread {} is lost: {:?}", thread.thread, thread.phase);
        }
        for job in self.state.jobs.iter().filter(|job| job.state.is_open()) {
            assert!(self.state.thread(job.thread).is_some(), "job {} has no thread", job.job);
        }
        for heard in &self.state.subscriptions {
            let Some(step) = &heard.step else { continue };
            let is_open = self.state.is_open_in(heard.thread, step, heard.pass);
            assert!(is_open, "{step} listens and is not open");
        }
        for key in self.state.steps.keys() {
            let frame = key.rsplit_once('#').map(|(_, frame)| frame.parse().unwrap());
            assert!(
                frame.is_none_or(|frame| self.state.part(frame).is_some()),
                "{key} is kept for an item that is over"
            );
        }
        for task in self.state.open_tasks() {
            assert!(self.state.thread(task.thread).is_some(), "task {} has no thread", task.task);
        }
    }
}
