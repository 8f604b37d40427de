//! What happens when something comes up.

use super::steps;
use super::tale::Tale;
use crate::definition::step::Awaited;
use crate::definition::{Case, Handler};

pub(super) fn told(tale: &mut Tale<'_>, was: &[Handler], now: &[Handler]) {
    tale.list(("handler", "handlers"), (was, now), called, one);
}

/// `for error: tests-failed`.
fn called(handler: &Handler) -> String {
    format!("for {}", handler.label())
}

fn one(tale: &mut Tale<'_>, was: &Handler, now: &Handler) {
    // Whether it interrupts is told as it comes out.
    let Handler { when, span: _, gives, steps, then, cancels, undoes, interrupt: _ } = now;
    tale.value("it is", &called(was), &called(now));
    if let (Case::Event(was), Case::Event(now)) = (&was.when, when) {
        awaited(tale, was, now);
    }
    tale.value("gives", &was.gives, gives);
    tale.value("then", &was.then, then);
    tale.value("cancels", &was.cancels, cancels);
    tale.value("undoes", &was.undoes, undoes);
    if was.interrupts() != now.interrupts() {
        tale.say(if now.interrupts() { "what is open ends with it" } else { "what is open goes on beside it" });
    }
    steps::inside(tale, &was.steps, steps);
}

/// The event of a handler or a wait, without its name.
pub(super) fn awaited(tale: &mut Tale<'_>, was: &Awaited, now: &Awaited) {
    let Awaited { name: _, key, drop_early, early_at: _ } = now;
    tale.value("key", &was.key, key);
    if was.drop_early != *drop_early {
        tale.say(if *drop_early { "what came before does not count" } else { "what came before counts" });
    }
}
