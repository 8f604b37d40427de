//! `start:` a list.

use baton_feel::Type;
use baton_feel::words::Duration;

use super::context::Context;
use super::field::Gives;
use super::keys::Keys;
use super::step::{Kinds, kind_of};
use crate::codes;
use crate::definition::{Beside, Cron, Given, Named, ScheduleRule, Start, StartKind, Who};
use crate::found::Found;
use crate::not_yet::{self, Place};
use crate::yaml::Node;

const KINDS: [&str; 8] = ["form", "manual", "webhook", "schedule", "event", "date", "workflow", "run"];

/// Reads what starts a run.
pub(super) fn read(cx: &mut Context<'_>, node: Option<&Node>) -> Vec<Start> {
    let Some(node) = node else { return Vec::new() };
    let mut starts = Vec::new();
    for item in cx.items(node, "start") {
        let start = one(cx, item);
        cx.lost |= start.is_none();
        starts.extend(start);
    }
    starts
}

fn one(cx: &mut Context<'_>, node: &Node) -> Option<Start> {
    let mut keys = Keys::open(cx, node, "start", "a start")?;
    keys.place(Place::StartKey);
    let kinds = Kinds { known: &KINDS, refused: not_yet::refused(Place::Start) };
    let kind = kind_of(cx, node, &mut keys, &kinds)?;
    let entry = keys.entry(kind)?;
    let title = cx.template(&entry.value, kind);
    let by_hand = matches!(kind, "form" | "manual" | "webhook");
    if let Some(title) = title.as_ref().filter(|title| by_hand && baton_feel::slug(&title.text).is_empty()) {
        cx.fault(Found::new(&codes::NO_TITLE_LETTERS, title.span).with("title", &title.text));
    }
    let read = match kind {
        "form" | "manual" => {
            let who = who(cx, keys.get("who"));
            let kind = if kind == "form" { StartKind::Form(who) } else { StartKind::Manual(who) };
            Some((kind, cx.gives(keys.get("gives"), Gives::Names)))
        }
        _ => by_itself(cx, &mut keys, kind, &entry.value),
    };
    keys.finish(cx);
    let (kind, gives) = read?;
    Some(Start { kind, title: title?, span: entry.value.span, gives })
}

/// A start that no person makes.
fn by_itself(cx: &mut Context<'_>, keys: &mut Keys<'_>, kind: &str, value: &Node) -> Option<(StartKind, Vec<Given>)> {
    let body = cx.scope.clone().with("body", Type::Any);
    let values = |cx: &mut Context<'_>, keys: &mut Keys<'_>| {
        cx.within(body.clone(), |cx| cx.gives(keys.get("gives"), Gives::Values))
    };
    let key = |cx: &mut Context<'_>, keys: &mut Keys<'_>| {
        keys.get("key").and_then(|node| cx.within(body.clone(), |cx| cx.expression(node, "key")))
    };
    Some(match kind {
        "webhook" => {
            let secret = keys.get("secret").and_then(|node| cx.named(node, "secret"));
            (StartKind::Webhook { secret, key: key(cx, keys) }, values(cx, keys))
        }
        "event" => {
            let name = cx.named(value, "event")?;
            let when = cx.within(body.clone(), |cx| cx.condition_of(keys.get("when"), "when"));
            (StartKind::Event { name, key: key(cx, keys), when }, values(cx, keys))
        }
        "schedule" => {
            let zone = keys.get("zone").and_then(|node| zone(cx, node));
            let gives = cx.gives(keys.get("gives"), Gives::Values);
            (StartKind::Schedule { rule: schedule(cx, value)?, zone }, gives)
        }
        "date" => {
            let before = beside(cx, keys, "before");
            let after = beside(cx, keys, "after");
            let gives = cx.gives(keys.get("gives"), Gives::Values);
            (StartKind::Date { field: cx.named(value, "date")?, beside: before.or(after) }, gives)
        }
        "workflow" => {
            let outcome = keys.get("outcome").and_then(|node| cx.named(node, "outcome"));
            let with = super::process::taken(cx, keys.get("with"));
            (StartKind::Workflow { workflow: cx.named(value, "workflow")?, outcome, with }, Vec::new())
        }
        _ => {
            cx.must_be_true(Some(value), "run");
            (StartKind::Run, cx.gives(keys.get("gives"), Gives::Names))
        }
    })
}

/// How long before or after a date.
fn beside(cx: &mut Context<'_>, keys: &mut Keys<'_>, word: &'static str) -> Option<Beside> {
    let node = keys.get(word)?;
    let by = cx.duration(Some(node), word)?;
    Some(Beside { by, before: word == "before", text: node.text().unwrap_or_default().trim().to_owned() })
}

/// The name of a time zone.
fn zone(cx: &mut Context<'_>, node: &Node) -> Option<Named> {
    let named = cx.named(node, "zone")?;
    if jiff::tz::TimeZone::get(&named.name).is_ok() {
        return Some(named);
    }
    let found = Found::new(&codes::BAD_VALUE, node.span).with("key", "zone").with("type", "a time zone");
    cx.fault(found.with("text", &named.name).with("expected", "the name of a time zone, such as `Europe/Berlin`"));
    None
}

/// What would begin runs without end is no schedule.
fn is_at_least_a_minute(every: &Duration) -> bool {
    match every {
        Duration::Days(every) => every.nanos() >= 60_000_000_000,
        Duration::Years(every) => every.months > 0,
        Duration::Business(every) => every.days >= 0 && every.minutes >= 0 && every.days + every.minutes > 0,
    }
}

/// Five fields of a CRON line, or `every` and a duration.
fn schedule(cx: &mut Context<'_>, node: &Node) -> Option<ScheduleRule> {
    let text = cx.text(node, "schedule")?;
    if let Some(every) = text.trim().strip_prefix("every ") {
        if let Some(every) = baton_feel::words::parse(every.trim()).ok().filter(is_at_least_a_minute) {
            return Some(ScheduleRule::Every(every));
        }
    } else if let Some(cron) = Cron::parse(&text) {
        return Some(ScheduleRule::Cron(cron));
    }
    let found = Found::new(&codes::BAD_VALUE, node.span).with("key", "schedule").with("type", "a schedule");
    cx.fault(found.with("text", &text).with("expected", "five fields, such as `0 8 * * 1`, or `every 15 minutes`"));
    None
}

/// `everyone`, a group, or a list of groups.
fn who(cx: &mut Context<'_>, node: Option<&Node>) -> Who {
    let Some(node) = node else { return Who::Everyone };
    match node.text() {
        Some("everyone") => Who::Everyone,
        Some("public") => Who::Public,
        Some(_) => Who::Groups(cx.named(node, "who").into_iter().collect()),
        None => Who::Groups(cx.nameds(Some(node), "who")),
    }
}
