//! Events from outside: who hears one, and what is kept for a late `wait`.
//!
//! An event comes to every open `wait` and every armed handler whose name and key fit at that moment. What fits none is kept 30
//! days for the first `wait` that opens and does not drop it, the oldest first, one event for one wait.

use baton_feel::Value;
use baton_model::definition::Case;
use baton_model::definition::step::{Awaited, StepKind, WaitFor};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value as Json;

use super::handlers::is_gone_on;
use super::{Oracle, Phase, Thread};

/// So long an event is kept.
const KEPT_DAYS: i64 = 30;

/// An event that nobody waited for.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    name: String,
    key: Option<String>,
    body: Value,
    at: Timestamp,
}

impl Oracle {
    /// An event comes. Whether somebody heard it.
    pub fn deliver(&mut self, name: &str, key: Option<&str>, body: &Json) -> bool {
        let body = Value::from_json(body);
        let mut heard: Vec<(u32, Option<usize>)> = Vec::new();
        for thread in self.threads.iter().filter(|thread| !is_gone_on(&thread.phase)) {
            // What a `wait` has heard is over: its handlers come before.
            for armed in thread.armed.iter().filter(|armed| !armed.is_spent) {
                if let Case::Event(awaited) = &self.text.handlers(&thread.step)[armed.nth].when
                    && self.fits(awaited, thread, name, key)
                {
                    heard.push((thread.id, Some(armed.nth)));
                }
            }
            if let Some(awaited) = self.awaited(thread)
                && self.fits(awaited, thread, name, key)
            {
                heard.push((thread.id, None));
            }
        }
        let interrupts = |thread: u32, nth: usize| {
            self.thread(thread).is_some_and(|one| self.text.handlers(&one.step)[nth].interrupts())
        };
        let by_handlers = heard.iter().filter_map(|(thread, nth)| Some((*thread, (*nth)?)));
        let interrupting: Vec<(u32, usize)> = by_handlers.filter(|(thread, nth)| interrupts(*thread, *nth)).collect();
        let waits = heard.iter().any(|(_, handler)| handler.is_none());
        if waits && !interrupting.is_empty() {
            // Which of the two is first, the language does not say.
            self.uncovered = Some("an event for a `wait` and for a handler that interrupts".to_owned());
        }
        let is_held = |thread: u32| matches!(self.thread(thread).map(|one| &one.phase), Some(Phase::Held(_)));
        if heard.iter().any(|(thread, _)| is_held(*thread)) {
            // Whether what is held still hears, the language does not say.
            self.uncovered = Some("an event for a handler of what is held".to_owned());
        }
        if heard.is_empty() {
            let (name, key) = (name.to_owned(), key.map(str::to_owned));
            self.kept.push(Kept { name, key, body, at: self.now });
            return false;
        }
        for (thread, handler) in heard {
            match handler {
                None => self.heard(thread, &body),
                // Of several that hear it at once those after one that interrupts do not.
                Some(nth) if interrupting.iter().any(|(of, first)| *of == thread && *first < nth) => {}
                Some(nth) => self.heard_by_handler(thread, nth, &body),
            }
        }
        self.settled()
    }

    /// A `wait` opened: something may have come before.
    pub(super) fn hear_kept(&mut self, thread: u32, awaited: &Awaited) {
        if awaited.drop_early {
            return;
        }
        let Some(one) = self.thread(thread).cloned() else { return };
        let since = self.now - SignedDuration::from_hours(24 * KEPT_DAYS);
        let fits = |kept: &Kept| kept.at >= since && self.fits(awaited, &one, &kept.name, kept.key.as_deref());
        if let Some(place) = self.kept.iter().position(fits) {
            let kept = self.kept.remove(place);
            self.heard(thread, &kept.body);
        }
    }

    fn heard(&mut self, thread: u32, body: &Value) {
        let Some(one) = self.thread(thread).filter(|one| matches!(one.phase, Phase::Event)).cloned() else { return };
        let gives = self.text.step(&one.step).gives.clone();
        self.give_over(&gives, one.frame, &[("body", body.clone())]);
        self.done(thread, &[]);
    }

    fn heard_by_handler(&mut self, thread: u32, nth: usize, body: &Value) {
        let Some(one) = self.thread(thread).cloned() else { return };
        if !one.armed.iter().any(|armed| armed.nth == nth && !armed.is_spent) {
            return;
        }
        let gives = self.text.handlers(&one.step)[nth].gives.clone();
        self.give_over(&gives, self.scope(&one), &[("body", body.clone())]);
        self.fire(thread, nth);
    }

    fn awaited<'a>(&'a self, thread: &Thread) -> Option<&'a Awaited> {
        if !matches!(thread.phase, Phase::Event) {
            return None;
        }
        match &self.text.step(&thread.step).kind {
            StepKind::Wait(wait) => match &wait.what {
                WaitFor::Event(awaited) => Some(awaited),
                _ => None,
            },
            _ => None,
        }
    }

    fn fits(&self, awaited: &Awaited, thread: &Thread, name: &str, key: Option<&str>) -> bool {
        let has_key = |wanted: &Value| wanted.as_text().is_some_and(|wanted| Some(wanted) == key);
        let wanted = awaited.key.as_ref().map(|wanted| self.value(wanted, self.scope(thread), &[]));
        awaited.name.name == name && wanted.is_none_or(|wanted| has_key(&wanted))
    }
}
