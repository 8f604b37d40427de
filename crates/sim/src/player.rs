//! One run, its directory and its time.

use baton_engine::limits::NEED_ROUNDS;
use baton_engine::state::Phase;
use baton_engine::{
    Actor, Command, Ctx, Decided, EntryRef, Event, Facts, Refusal, RunState, SharedLock, Want, apply, decide,
    next_grant, shared_locks, wants,
};
use baton_model::Compiled;
use baton_people::Calendar;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::directory::Directory;

/// So many timers fire while time passes, and so many commands follow one that was paused.
const FIRED_MAX: usize = 10_000;

/// A run that is played.
#[derive(Debug)]
pub struct Player {
    /// What it is a run of.
    pub def: Compiled,
    /// Who there is.
    pub directory: Directory,
    /// What time it is.
    pub now: Timestamp,
    /// Its business hours, and the zone in which times are meant.
    pub calendar: Calendar,
    /// Where the run is.
    pub state: RunState,
    entries: Vec<(EntryRef, Vec<Event>)>,
}

/// What came of something: what happened and when.
pub type Happened = Vec<(Timestamp, Event)>;

impl Player {
    /// A run that has not begun.
    pub fn new(def: Compiled, directory: Directory, now: Timestamp) -> Self {
        let calendar = Calendar::weekdays_9_to_17(TimeZone::UTC);
        Self { def, directory, now, calendar, state: RunState::default(), entries: Vec::new() }
    }

    /// Sends a command, and what follows by itself.
    pub fn send(&mut self, actor: Actor, command: &Command) -> Result<Happened, Refusal> {
        let mut happened = self.once(actor, command)?;
        for _ in 0..FIRED_MAX {
            let last = self.entries.last().and_then(|(_, events)| events.last());
            let is_paused = matches!(last, Some(Event::BurstPaused(_)))
                || self.state.threads.iter().any(|thread| matches!(thread.phase, Phase::Paused { .. }));
            let next = match next_grant(&self.state) {
                _ if is_paused => Command::ContinueRun,
                // No other run is there that could have it.
                Some((lock, nth)) => Command::GrantLock { lock, nth },
                None => break,
            };
            let actor = Actor { kind: baton_engine::ActorKind::System, id: 0, on_behalf_of: None };
            match self.once(actor, &next) {
                Err(refusal) if refusal.code == "run.nothing_to_continue" => break,
                more => happened.extend(more?),
            }
        }
        Ok(happened)
    }

    /// Lets time pass: what is due fires, each at its moment.
    pub fn wait(&mut self, time: SignedDuration) -> Happened {
        let until = self.now + time;
        let mut happened = Vec::new();
        let mut refused = Vec::new();
        for _ in 0..FIRED_MAX {
            let due = self.state.timers.iter().filter(|timer| timer.at <= until && !refused.contains(&timer.timer));
            let Some(next) = due.min_by_key(|timer| (timer.at, timer.timer)) else { break };
            let (timer, at) = (next.timer, next.at);
            self.now = self.now.max(at);
            match self.send(Actor::timer(), &Command::FireTimer { timer }) {
                Ok(events) => happened.extend(events),
                Err(_) => refused.push(timer),
            }
        }
        self.now = until;
        happened
    }

    /// The state that all its events together say.
    pub fn rebuilt(&self) -> RunState {
        let mut state = RunState::default();
        for (at, events) in &self.entries {
            for event in events {
                apply(&mut state, event, at);
            }
            state.close_entry(at);
        }
        state
    }

    /// What would come of a command, which is not sent.
    pub fn would(&self, actor: Actor, command: &Command) -> Result<Vec<Event>, Refusal> {
        self.decided(actor, command)
    }

    /// Forgets the state and makes it again of the entries as they are kept.
    ///
    /// # Errors
    ///
    /// One of them cannot be read again.
    pub fn restart(&mut self) -> Result<(), serde_json::Error> {
        for (_, events) in &mut self.entries {
            let kept = serde_json::to_vec(events)?;
            *events = serde_json::from_slice(&kept)?;
        }
        self.state = self.rebuilt();
        Ok(())
    }

    fn once(&mut self, actor: Actor, command: &Command) -> Result<Happened, Refusal> {
        let events = self.decided(actor, command)?;
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let at = EntryRef { number: self.entries.len() as i64 + 1, time: self.now, actor };
        for event in &events {
            apply(&mut self.state, event, &at);
            if let Event::EventCame(came) = event
                && came.kept
            {
                self.directory.taken(came.event);
            }
        }
        self.state.close_entry(&at);
        self.entries.push((at, events.clone()));
        Ok(events.into_iter().map(|event| (self.now, event)).collect())
    }

    fn decided(&self, actor: Actor, command: &Command) -> Result<Vec<Event>, Refusal> {
        let link = "https://baton.example/runs/RUN-1".to_owned();
        let ctx = Ctx {
            now: self.now,
            actor,
            cmd: format!("c{}", self.entries.len()),
            zone: self.calendar.zone().clone(),
            link,
        };
        let mut facts = Facts::new(self.calendar.clone());
        for want in wants(&self.def, &self.state, command) {
            self.directory.tell(&want, &mut facts);
        }
        for _ in 0..NEED_ROUNDS {
            match decide(&self.def, &self.state, &facts, command, &ctx) {
                Decided::Events(events) => return Ok(events),
                Decided::Refused(refusal) => return Err(refusal),
                Decided::Need(wants) => wants.iter().for_each(|want| match want {
                    // No other run is there that could have it.
                    Want::Holder(lock) => {
                        let holds = |one: &SharedLock| one.is_held && *one.lock == **lock;
                        let held = shared_locks(&self.state).iter().any(holds).then(|| self.state.key.to_string());
                        facts.holders.insert(lock.clone(), held);
                    }
                    want => self.directory.tell(want, &mut facts),
                }),
            }
        }
        // The engine asks for as many rounds as this and no more.
        Ok(Vec::new())
    }
}
