//! What a run begins with: who there is, the values, the command.

use baton_engine::state::Cause;
use baton_engine::{Actor, Incoming, StartRun, Values};
use baton_model::Compiled;
use jiff::Timestamp;
use serde_json::{Value as Json, json};

use super::draw::Start;
use crate::Directory;
use crate::oracle::Staff;

/// The fields of other types, where they are drawn.
pub(super) const TYPED: [&str; 4] = ["note", "colour", "day", "urgent"];

/// What somebody fills in for one of them.
pub(super) fn typed_value(field: &str, nth: u32) -> Json {
    match field {
        "note" => json!(["a", "b", "", "ax"][nth as usize % 4]),
        "colour" => [json!("red"), json!("green"), json!("blue"), Json::Null][nth as usize % 4].clone(),
        "day" if nth.is_multiple_of(7) => Json::Null,
        "day" => json!(format!("2026-11-0{}", 1 + nth % 9)),
        _ => [json!(true), json!(false), Json::Null][nth as usize % 3].clone(),
    }
}

pub(super) const TEAM: [&str; 3] = ["bo", "cy", "di"];
pub(super) const OTHERS: [&str; 2] = ["ed", "fi"];

/// The values that a run begins with.
pub(super) fn begins_with(def: &Compiled, start: Start, size: u32) -> Vec<(String, Json)> {
    let size = if start == Start::Schedule { 4 } else { size };
    let rows = json!([{ "n": 1 }, { "n": 2 }, { "n": 3 }]);
    let typed = TYPED.into_iter().filter(|field| def.workflow.fields.contains_key(*field) && start != Start::Schedule);
    let given = |field: &str| match typed_value(field, size) {
        // What a form leaves empty another start does not give.
        Json::String(text) if text.is_empty() && !start.is_by_hand() => json!("b"),
        value => value,
    };
    let typed = typed.map(|field| (field.to_owned(), given(field)));
    [("size".to_owned(), json!(size)), ("rows".to_owned(), rows)].into_iter().chain(typed).collect()
}

/// The command that begins it, and who sends it.
pub(super) fn start_run(start: Start, begun: &[(String, Json)], (asker, now): (i64, Timestamp)) -> (StartRun, Actor) {
    let body = Json::Object(begun.iter().cloned().collect());
    let event = |name: &str| Some(Incoming { event: 1, name: name.to_owned(), key: None, body: body.clone(), at: now });
    let event = match start {
        Start::Webhook => event("called"),
        Start::Event => event("began"),
        Start::Schedule => event("schedule"),
        _ => None,
    };
    let cause = matches!(start, Start::Outcome | Start::Date).then_some(Cause { run: 50, chain: 1 });
    let values = if event.is_none() { begun.iter().cloned().collect() } else { Values::new() };
    let command = StartRun {
        run: 1,
        number: 1,
        key: "RUN-1".to_owned(),
        version: 1,
        start: usize::from(start != Start::Form),
        values,
        event,
        cause,
        ..StartRun::default()
    };
    (command, if start.is_by_hand() { Actor::person(asker) } else { Actor::system() })
}

/// Who there is, in both: what they can do, and how busy they are elsewhere, goes by a number.
pub(super) fn staff(directory: &mut Directory, number: u32) -> Staff {
    let mut staff = Staff { starter: Some(directory.person("ana")), ..Staff::default() };
    directory.group("team", &TEAM);
    directory.group("others", &OTHERS);
    directory.manages("di", "ana");
    let press = "press".to_owned();
    for (handle, skills) in [("bo", vec![press.clone()]), ("cy", vec![press, "print".to_owned()])] {
        directory.can(handle, &skills);
        staff.skills.insert(directory.person(handle), skills);
    }
    for (group, members) in [("team", &TEAM[..]), ("others", &OTHERS[..])] {
        let members = members.iter().map(|handle| directory.person(handle)).collect();
        staff.groups.insert(group.to_owned(), members);
    }
    staff.managers.insert(directory.person("ana"), directory.person("di"));
    for (nth, handle) in ["bo", "cy", "di", "ed", "fi"].into_iter().enumerate() {
        let mixed = (nth as u32 + 1) * (number + 3);
        let load = (mixed % 3, (!mixed.is_multiple_of(4)).then_some(i64::from(mixed * 7 % 5)));
        directory.busy(handle, load.0, load.1);
        staff.loads.insert(directory.person(handle), load);
    }
    staff
}
