//! Holds a thread where it cannot go on by itself, and says why.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::Datum;
use crate::behaviour::beside::is_beside;
use crate::behaviour::handlers::OpenStep;
use crate::behaviour::over_limit::is_over_limit;
use crate::behaviour::roles::Filled;
use crate::decide::burst::{Burst, Decision};
use crate::decide::report_timer::timer_of;
use crate::event::{Event, ExceptionRaised, ExceptionResolved, Left, Place, Resolution, TimerCancelled, TimerKind};
use crate::limits::CHAIN_RUNS;
use crate::name::{ExceptionNo, Name, START, ThreadNo, TimerNo, V1};
use crate::state::{ExceptionRecord, Timer};

/// A timer was refused again and again. This exception holds no thread.
pub const TIMER_REFUSED: &str = "timer.refused";

/// What an event from outside would bring about was refused. This exception holds no thread.
pub const EVENT_REFUSED: &str = "event.refused";

/// Whether an exception holds its thread; others stand beside what goes on.
pub(crate) fn holds(code: &str) -> bool {
    !matches!(code, TIMER_REFUSED | EVENT_REFUSED) && !is_beside(code)
}

/// What begins a run did not say all that is needed, or says what does not fit.
pub const VALUES_MISSING: &str = "start.values_missing";

/// What begins a run was refused before.
pub const START_REFUSED: &str = "start.refused";

/// Too many runs begin one another.
pub const CHAIN_TOO_LONG: &str = "start.chain_too_long";

/// Whether an exception holds a run before its first step.
pub fn is_of_start(code: &str) -> bool {
    matches!(code, VALUES_MISSING | START_REFUSED | CHAIN_TOO_LONG)
}

impl Burst<'_> {
    /// Holds a thread.
    pub fn raise<const N: usize>(
        &mut self,
        thread: ThreadNo,
        at: &Place,
        step: &Name,
        code: &str,
        params: [(&str, String); N],
    ) {
        let params = params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        self.raise_said(thread, (at, step), code, params);
    }

    /// The same, with what is said of it.
    pub fn raise_said(
        &mut self,
        thread: ThreadNo,
        (at, step): (&Place, &Name),
        code: &str,
        params: BTreeMap<String, String>,
    ) {
        self.hold(thread, at, step, Held { code, params, missing: Vec::new(), people: Vec::new(), came: None });
    }

    /// Holds a thread because values are missing.
    pub fn raise_missing(&mut self, thread: ThreadNo, at: &Place, step: &Name, code: &str, missing: Vec<Name>) {
        let labels: Vec<String> = missing.iter().map(|field| self.label(field)).collect();
        let params = BTreeMap::from([("fields".to_owned(), labels.join(", "))]);
        self.hold(thread, at, step, Held { code, params, missing, people: Vec::new(), came: None });
    }

    /// Holds a run before its first step, with what came.
    pub fn hold_start(&mut self, why: NotBegun) {
        let (code, params, missing, came) = match why {
            NotBegun::Unclear { fields, came } => {
                let labels: Vec<String> = fields.iter().map(|field| self.label(field)).collect();
                (VALUES_MISSING, ("fields", labels.join(", ")), fields, came)
            }
            NotBegun::Refused { refused, missing, came } => (START_REFUSED, ("refused", refused), missing, came),
            NotBegun::TooLongAChain => (CHAIN_TOO_LONG, ("max", CHAIN_RUNS.to_string()), Vec::new(), Json::Null),
        };
        let params = BTreeMap::from([(params.0.to_owned(), params.1)]);
        let came = Some(came).filter(|came| !came.is_null());
        self.hold(1, &Place::Start, &START.into(), Held { code, params, missing, people: Vec::new(), came });
    }

    /// Holds a thread in an open step of which the end cannot be taken. Its clocks go on; tried again, it opens anew.
    pub fn hold_open(&mut self, open: &OpenStep, code: &str, fields: Vec<Name>) {
        let labels: Vec<String> = fields.iter().map(|field| self.label(field)).collect();
        self.hold_opened(open, code, BTreeMap::from([("fields".to_owned(), labels.join(", "))]), fields);
    }

    /// Holds a thread in an open step that cannot go on by itself. Its clocks go on; tried again, it opens anew.
    pub fn hold_opened(&mut self, open: &OpenStep, code: &str, params: BTreeMap<String, String>, missing: Vec<Name>) {
        self.drop_ends(open);
        let raised = self.exception(code, (&open.step, open.pass, open.thread));
        self.emit(Event::ExceptionRaised(ExceptionRaised { params, missing, opened: true, ..raised }));
    }

    /// An exception at this pass of a step, of which nothing more is said.
    pub fn exception(&self, code: &str, (step, pass, thread): (&Name, u32, ThreadNo)) -> ExceptionRaised {
        ExceptionRaised {
            v: V1::default(),
            exception: self.state.exceptions.len() as u32 + 1,
            code: code.into(),
            step: step.clone(),
            pass,
            thread,
            at: Place::Step(step.clone()),
            params: BTreeMap::new(),
            missing: Vec::new(),
            people: Vec::new(),
            came: None,
            opened: false,
        }
    }

    /// The timers that end a step by themselves are gone; its deadline and its handlers for a time are not.
    fn drop_ends(&mut self, open: &OpenStep) {
        let ends = |timer: &&Timer| timer.kind == TimerKind::Wait && timer.is_of(&open.step, open.pass, open.thread);
        let ends = self.state.timers.iter().filter(ends).map(|timer| timer.timer).collect();
        self.say_cancelled(ends);
    }

    /// Holds a thread because nobody can have a role.
    pub fn raise_nobody(&mut self, thread: ThreadNo, at: &Place, step: &Name, role: &str, people: Vec<Left>) {
        let params = BTreeMap::from([("role".to_owned(), role.to_owned())]);
        self.hold(thread, at, step, Held { code: "role.nobody_left", params, missing: Vec::new(), people, came: None });
    }

    /// Holds a thread in a `decide` that gives nothing: its outputs can be supplied.
    pub fn raise_undecided(
        &mut self,
        thread: ThreadNo,
        step: &Name,
        code: &str,
        params: BTreeMap<String, String>,
        outputs: Vec<Name>,
    ) {
        let at = Place::Step(step.clone());
        self.hold(thread, &at, step, Held { code, params, missing: outputs, people: Vec::new(), came: None });
    }

    /// Where nobody could have a role and somebody can now, it is tried again. Says whether something moved.
    pub fn settle_roles(&mut self) -> Decision<bool> {
        let held: Vec<_> = self
            .state
            .open_exceptions()
            .filter(|exception| matches!(&*exception.code, "role.nobody_left" | "approve.too_few"))
            .map(|exception| (exception.exception, exception.thread, exception.at.clone()))
            .collect();
        for (exception, thread, at) in held {
            let Place::Step(name) = &at else { continue };
            let Some(step) = self.step(name) else { continue };
            let role = step.who.as_ref().map(|who| who.name.clone()).unwrap_or_default();
            self.frame = self.state.frame_of(thread);
            let filled = self.fill_step(step, &role);
            // Where what the role asks for is over its limit now, the step is tried again, and that is what it is held by then.
            let is_enough = is_over_limit(&filled)
                || match filled? {
                    Filled::Nobody(_) => false,
                    Filled::Everyone(people, _) => Self::needed(step, people.len()) <= people.len(),
                    Filled::Person(..) | Filled::Offer(..) => true,
                };
            if !is_enough {
                continue;
            }
            let how = Resolution::Retry;
            self.emit(Event::ExceptionResolved(ExceptionResolved {
                v: V1::default(),
                exception,
                how,
                reason: None,
                by: None,
            }));
            self.send(thread, at);
            return Ok(true);
        }
        Ok(false)
    }

    /// An exception about a timer is over with the timer: where its step went and took the timer along, that is said.
    pub fn settle_refused_timers(&mut self) {
        let is_set = |timer: TimerNo| {
            let mut stopped = self.state.clocks.iter().flat_map(|clock| &clock.timers);
            self.state.timer(timer).is_some() || stopped.any(|known| known.timer == timer)
        };
        let over = self.refused_timers().filter(|timer| !is_set(*timer)).collect();
        self.say_cancelled(over);
    }

    /// An exception about an event is over with what listened for it.
    pub fn settle_refused_events(&mut self) {
        let listens =
            |number: &str| self.state.subscriptions.iter().any(|known| number.parse() == Ok(known.subscription));
        let is_over = |record: &&ExceptionRecord| {
            let to = record.params.get("to").map(String::as_str).unwrap_or_default();
            &*record.code == EVENT_REFUSED && !to.split(',').any(listens)
        };
        let over = self.state.open_exceptions().filter(is_over).map(|record| record.exception).collect();
        self.say_resolved(over);
    }

    /// The run is about to end: no timer, event or condition is left that somebody would have to look at.
    pub fn end_refused(&mut self) {
        let all = self.refused_timers().collect();
        self.say_cancelled(all);
        let is_left = |record: &&ExceptionRecord| &*record.code == EVENT_REFUSED || is_beside(&record.code);
        let beside = self.state.open_exceptions().filter(is_left).map(|record| record.exception).collect();
        self.say_resolved(beside);
    }

    pub fn say_resolved(&mut self, exceptions: Vec<ExceptionNo>) {
        for exception in exceptions {
            let (how, reason, by) = (Resolution::Skip, None, None);
            self.emit(Event::ExceptionResolved(ExceptionResolved { v: V1::default(), exception, how, reason, by }));
        }
    }

    fn refused_timers(&self) -> impl Iterator<Item = TimerNo> {
        self.state.open_exceptions().filter_map(timer_of)
    }

    fn say_cancelled(&mut self, timers: Vec<TimerNo>) {
        for timer in timers {
            self.emit(Event::TimerCancelled(TimerCancelled { v: V1::default(), timer }));
        }
    }

    fn hold(&mut self, thread: ThreadNo, at: &Place, step: &Name, held: Held<'_>) {
        let Held { code, params, missing, people, came } = held;
        let is_open = self.state.open_block_at(thread, step).is_some();
        let pass = match &**step {
            START => self.state.pass(START),
            _ if is_open => self.next_pass(step) - 1,
            _ => self.next_pass(step),
        };
        let (at, came) = (at.clone(), came.map(Datum::sealed));
        let raised = self.exception(code, (step, pass, thread));
        self.emit(Event::ExceptionRaised(ExceptionRaised { at, params, missing, people, came, ..raised }));
    }

    /// What a field is called on forms.
    pub fn label(&self, field: &str) -> String {
        let Some(known) = self.field_of(field) else { return field.to_owned() };
        // It is said in passing: a person who would have to be asked for first is left out.
        self.names().render(&known.label).unwrap_or_else(|_| known.label.outline())
    }
}

/// Why a run that has begun does not go to its first step.
pub enum NotBegun {
    /// These fields are missing, or what came for them does not fit.
    Unclear {
        /// Which.
        fields: Vec<Name>,
        /// What came.
        came: Json,
    },
    /// It was refused before.
    Refused {
        /// With what, as in the table of codes.
        refused: String,
        /// The fields that are needed.
        missing: Vec<Name>,
        /// What came.
        came: Json,
    },
    /// Too many runs begin one another.
    TooLongAChain,
}

struct Held<'a> {
    code: &'a str,
    params: BTreeMap<String, String>,
    missing: Vec<Name>,
    people: Vec<Left>,
    came: Option<Json>,
}
