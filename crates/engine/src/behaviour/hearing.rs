//! Listening for events: waits and handlers begin to listen when their step opens, and hear what comes.
//!
//! The key is computed at the opening, and again when values change. A wait with `early: keep` takes the oldest event that
//! came before it; one event ends one wait. What an event gives counts at once.

use baton_feel::Value;
use baton_model::IndexMap;
use baton_model::definition::step::{Awaited, Wait, WaitFor};
use baton_model::definition::{Case, Handler, Step, StepKind};
use serde_json::Value as Json;

use crate::Datum;
use crate::behaviour::beside::{Anew, Told};
use crate::behaviour::handlers::OpenStep;
use crate::behaviour::over_limit::{OVER_LIMIT, told};
use crate::decide::burst::{Burst, Decision, Stop};
use crate::decide::deliver_event::{self, may_hold};
use crate::event::{Event, EventAwaited, EventCame};
use crate::facts::{Want, WantedEvent};
use crate::name::{Name, SubscriptionNo, ThreadNo, V1};
use crate::state::{Holding, Listener, Subscription, WantedKey};

impl Burst<'_> {
    /// The handlers of a step, or of the run, begin to listen.
    pub fn arm(&mut self, step: Option<&Step>, pass: u32, thread: ThreadNo) -> Decision {
        let handlers: &[Handler] = step.map_or(&self.def.workflow.in_case, |step| &step.in_case);
        for (nth, handler) in handlers.iter().enumerate() {
            if let Case::Event(awaited) = &handler.when {
                let name = step.map(|step| Name::from(step.id.as_str()));
                self.listen(awaited, Listener::Handler(nth as u32), (name, pass, thread))?;
            }
        }
        Ok(())
    }

    /// Opens a wait for an event; one that came before ends it at once.
    pub fn wait_for_event(&mut self, thread: ThreadNo, step: &Step, awaited: &Awaited) -> Decision {
        let name = Name::from(step.id.as_str());
        let wanted = WantedEvent { name: awaited.name.name.clone(), key: self.wanted_key(awaited)?.0 };
        let kept = if awaited.drop_early || wanted.key == WantedKey::Unknown {
            None
        } else {
            let Some(kept) = self.facts.kept.get(&wanted) else { return Err(Want::Kept(wanted).into()) };
            kept.iter().find(|incoming| !self.kept_taken.contains(&incoming.event))
        };
        let pass = self.open_waiting(thread, step)?;
        let by = Listener::Wait { early: !awaited.drop_early };
        let subscription = self.listen(awaited, by, (Some(name), pass, thread))?;
        let Some(incoming) = kept else { return Ok(()) };
        let open = OpenStep { step: step.id.as_str().into(), pass, thread };
        let values = self.given_by_event(&open, &incoming.body);
        if let Err(Stop::Refused(refusal)) = &values
            && refusal.code == OVER_LIMIT
            && !may_hold(&self.state)
        {
            // As many wait for the owner as may: it stays kept until the wait is tried again.
            self.hold_open_over_limit(&open, refusal);
            return Ok(());
        }
        self.kept_taken.push(incoming.event);
        self.emit(Event::EventCame(EventCame {
            v: V1::default(),
            event: incoming.event,
            name: awaited.name.name.as_str().into(),
            to: vec![subscription],
            kept: true,
        }));
        match values {
            // It is told beside the wait, which goes on waiting: it would hold every other wait for the same as well.
            Err(Stop::Refused(refusal)) if refusal.code == OVER_LIMIT => {
                deliver_event::refused(self, incoming, (&told(&refusal), true));
                Ok(())
            }
            values => self.take_event(&open, values?),
        }
    }

    fn listen(
        &mut self,
        awaited: &Awaited,
        by: Listener,
        (step, pass, thread): (Option<Name>, u32, ThreadNo),
    ) -> Decision<SubscriptionNo> {
        let subscription = self.state.subscriptions_made + 1;
        let (_, key) = self.wanted_key(awaited)?;
        let name = awaited.name.name.as_str().into();
        self.emit(Event::EventAwaited(EventAwaited {
            v: V1::default(),
            subscription,
            by,
            name,
            key,
            step,
            pass,
            thread,
        }));
        Ok(subscription)
    }

    /// The key that an event must have, and how it is kept.
    fn wanted_key(&self, awaited: &Awaited) -> Decision<(WantedKey, Option<Datum>)> {
        let Some(expr) = &awaited.key else { return Ok((WantedKey::Any, None)) };
        let key = key_text(&self.names().eval(&expr.program)?.value);
        let datum = Datum::of(
            key.clone().map_or(Json::Null, Json::String),
            self.workflow().private_in(&expr.program).is_some(),
        );
        Ok((key.map_or(WantedKey::Unknown, WantedKey::Is), Some(datum)))
    }

    /// Computes the keys anew, after values have changed.
    pub fn move_keys(&mut self, anew: Anew<'_>) -> Decision {
        let (here, told) = (self.frame, self.told_beside());
        for known in self.state.subscriptions.clone() {
            let is_ending = |open: &OpenStep| known.is_of(&open.step, open.pass, open.thread);
            if self.ending.as_ref().is_some_and(is_ending) || self.hearing.contains(&known.subscription) {
                continue;
            }
            let Some(awaited) = self.awaited(&known).cloned() else { continue };
            self.frame = self.state.frame_of(known.thread);
            let Some((wanted, key)) = self.key_now(&told, &known, (&awaited, anew))? else { continue };
            if wanted == known.key {
                continue;
            }
            let Subscription { subscription, by, name, step, pass, thread, .. } = known;
            self.emit(Event::EventAwaited(EventAwaited {
                v: V1::default(),
                subscription,
                by,
                name,
                key,
                step,
                pass,
                thread,
            }));
        }
        self.frame = here;
        Ok(())
    }

    /// The key that something open waits for now. Over its limit it is none, so that nothing is heard by mistake: a wait is held, of a
    /// handler the owner is told beside what goes on. None: there is nothing to change.
    fn key_now(
        &mut self,
        told: &Told,
        known: &Subscription,
        (awaited, anew): (&Awaited, Anew<'_>),
    ) -> Decision<Option<(WantedKey, Option<Datum>)>> {
        let Subscription { by, step, pass, thread, .. } = known.clone();
        let handler = match by {
            Listener::Handler(nth) => Some(Holding { step: step.clone(), pass, thread, nth }),
            Listener::Wait { .. } => None,
        };
        let told = handler.as_ref().and_then(|handler| told.of_handler(handler));
        if let (Some(_), Some(expr)) = (told, &awaited.key)
            && self.is_as_told(&expr.program, anew)
        {
            return Ok(None);
        }
        match (self.beside(|burst| burst.wanted_key(awaited)), handler, step) {
            (Err(Stop::Refused(refusal)), Some(handler), _) if refusal.code == OVER_LIMIT => {
                if told.is_none() {
                    self.tell_condition(&handler, refusal, false);
                }
                Ok(Some((WantedKey::Unknown, Some(Datum::of(Json::Null, false)))))
            }
            (Err(Stop::Refused(refusal)), None, Some(step)) if refusal.code == OVER_LIMIT => {
                self.hold_open_over_limit(&OpenStep { step, pass, thread }, &refusal);
                Ok(None)
            }
            (found, ..) => {
                let found = found?;
                self.told_is_over(told);
                Ok(Some(found))
            }
        }
    }

    /// What a subscription comes from.
    fn awaited(&self, known: &Subscription) -> Option<&Awaited> {
        let step = known.step.as_ref().map(|step| self.step(step));
        match known.by {
            Listener::Wait { .. } => match &step??.kind {
                StepKind::Wait(Wait { what: WaitFor::Event(awaited) }) => Some(awaited),
                _ => None,
            },
            Listener::Handler(nth) => {
                let handlers = match step {
                    Some(step) => &step?.in_case,
                    None => &self.def.workflow.in_case,
                };
                match &handlers.get(nth as usize)?.when {
                    Case::Event(awaited) => Some(awaited),
                    _ => None,
                }
            }
        }
    }

    /// What listens hears an event, if it still listens. Says whether that interrupted its step.
    pub fn hear(&mut self, known: &Subscription, body: &Json) -> Decision<bool> {
        if !self.state.subscriptions.iter().any(|still| still.subscription == known.subscription) {
            return Ok(false);
        }
        let Subscription { pass, thread, .. } = *known;
        self.frame = self.state.frame_of(thread);
        let open = known.step.as_ref().map(|step| OpenStep { step: step.clone(), pass, thread });
        match (known.by, open) {
            (Listener::Wait { .. }, Some(open)) => self.end_wait(&open, body).map(|()| false),
            (Listener::Wait { .. }, None) => Ok(false),
            (Listener::Handler(nth), open) => {
                self.body = Some(body.clone());
                let fired = match open {
                    Some(open) => self.fire_handler(&open, nth as usize),
                    None => self.fire_of_run(nth as usize),
                };
                self.body = None;
                fired
            }
        }
    }

    /// A wait has its event: what that gives is kept, and the run goes on. What does not fit its field holds the step.
    fn end_wait(&mut self, open: &OpenStep, body: &Json) -> Decision {
        let values = self.given_by_event(open, body)?;
        self.take_event(open, values)
    }

    /// What a wait takes from its event.
    fn given_by_event(&mut self, open: &OpenStep, body: &Json) -> Decision<IndexMap<Name, Json>> {
        let Some(step) = self.step(&open.step) else { return Ok(IndexMap::default()) };
        self.body = Some(body.clone());
        let values = self.computed(&step.gives);
        self.body = None;
        values
    }

    fn take_event(&mut self, open: &OpenStep, values: IndexMap<Name, Json>) -> Decision {
        if let Some((code, fields)) = self.not_taken(&open.step, &values)? {
            self.hold_open(open, code, fields);
            return Ok(());
        }
        self.end_with(open, values)
    }

    /// What ends a wait is kept, and the run goes on.
    pub fn end_with(&mut self, open: &OpenStep, values: IndexMap<Name, Json>) -> Decision {
        self.ending = Some(open.clone());
        let given = self.give(Some(open.step.clone()), open.pass, values);
        self.ending = None;
        given?;
        self.complete_automatic(open.thread, &open.step, open.pass)
    }
}

/// What a value is as a key: text as it is, anything else as JSON. Null is none.
pub(crate) fn key_text(value: &Value) -> Option<String> {
    match value.to_json() {
        Json::Null => None,
        Json::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}
