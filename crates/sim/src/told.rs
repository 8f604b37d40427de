//! What happened, as people read it: a line for each thing that changed where the run is.

use baton_engine::Event;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value as Json;

use crate::directory::Directory;

/// One event in words; none for what only the engine has to know.
pub(crate) fn told(event: &Event, directory: &Directory, zone: &TimeZone) -> Option<String> {
    let parts = serde_json::to_value(event).ok()?;
    let text = |name: &str| parts.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let person = |name: &str| parts.get(name).and_then(Json::as_i64).map(|id| directory.handle(id).to_owned());
    let step = text("step");
    Some(match event.name() {
        "run_started" => "the run begins".to_owned(),
        "step_opened" => match text("due") {
            due if due.is_empty() => format!("{step} opens"),
            due => format!("{step} opens, due {}", due.parse().map_or(due, |due| moment(due, zone))),
        },
        "step_completed" => match (text("choice"), person("by")) {
            (choice, Some(by)) if !choice.is_empty() => format!("{step} is done by {by}: {choice}"),
            (_, Some(by)) => format!("{step} is done by {by}"),
            _ => format!("{step} is done"),
        },
        "step_skipped" => format!("{step} is skipped"),
        "step_withdrawn" => format!("{step} is withdrawn"),
        "thread_arrived" => format!("an arrival waits at {step}"),
        "exception_raised" => format!("{step} is held: {}", text("code")),
        "exception_resolved" => "an exception is resolved".to_owned(),
        "timer_fired" => "a timer fires".to_owned(),
        "handler_fired" => format!("{step}: {}", text("label")),
        "race_won" => format!("{} is won by {}", text("block"), text("branch")),
        "run_finished" => format!("the run ends: {}", text("outcome")),
        "run_cancelled" => "the run is cancelled".to_owned(),
        _ => return None,
    })
}

/// A moment in its zone: `Mon 02 Nov 09:00`.
pub(crate) fn moment(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%a %d %b %H:%M").to_string()
}
