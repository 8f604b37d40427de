//! One line of a scenario, read.

use baton_engine::Values;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value as Json;

/// What a line says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Line {
    Person {
        handle: String,
        manager: Option<String>,
        skills: Vec<String>,
    },
    Group {
        name: String,
        members: Vec<String>,
    },
    /// An uploaded file of this name, which values may name.
    File(String),
    Event {
        name: String,
        key: Option<String>,
        body: Json,
    },
    Away {
        handle: String,
        is_away: bool,
    },
    Now(Timestamp),
    After(SignedDuration),
    Starts {
        who: String,
        start: usize,
        values: Values,
    },
    /// The run begins by itself, by an entry of `start:` that nobody makes.
    Begins {
        start: usize,
        body: Json,
    },
    /// Somebody claims, releases or opens the task of a step.
    Takes {
        who: String,
        how: Taking,
        step: String,
    },
    Does {
        who: String,
        step: String,
        choice: Option<String>,
        values: Values,
        comment: Option<String>,
    },
    Worker {
        step: String,
        result: Json,
    },
    /// The worker of a job says that it went wrong, perhaps that trying again cannot help.
    Fails {
        step: String,
        error: String,
        for_good: bool,
    },
    Answers {
        step: String,
        status: u16,
        body: Json,
    },
    Retries {
        who: String,
        step: String,
    },
    Skips {
        who: String,
        step: String,
        reason: String,
    },
    Cancels {
        who: String,
        reason: String,
    },
    Expect(Expected),
}

/// What somebody does with a task before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taking {
    Claims,
    Releases,
    Opens,
}

/// What is expected.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expected {
    Step {
        step: String,
        state: String,
        of: Option<String>,
    },
    Field {
        field: String,
        value: Json,
    },
    Outcome(String),
    Running,
    /// That the line before was refused with this code.
    Refused(String),
}

/// Reads a line; what is wrong with it.
pub(crate) fn read(line: &str) -> Result<Line, String> {
    let (line, comment) = match line.split_once(" -- ") {
        Some((line, comment)) => (line, Some(comment.trim().to_owned())),
        None => (line, None),
    };
    let (words, json) = match line.find(['{', '[']) {
        Some(at) if !line.starts_with("expect") => (&line[..at], Some(parsed(&line[at..])?)),
        _ => (line, None),
    };
    let values = || match json.clone() {
        None => Ok(Values::new()),
        Some(Json::Object(map)) => Ok(map.into_iter().collect()),
        Some(_) => Err("values stand in braces: { \"amount\": 5 }".to_owned()),
    };
    let words: Vec<&str> = words.split_whitespace().collect();
    let own = |word: &str| word.trim_end_matches(',').to_owned();
    let why = || comment.clone().unwrap_or_else(|| "as the scenario says".to_owned());
    Ok(match words.as_slice() {
        ["person", handle, rest @ ..] => somebody(own(handle), rest)?,
        ["group", name, members @ ..] => Line::Group {
            name: name.trim_end_matches(':').to_owned(),
            members: members.iter().map(|m| own(m)).collect(),
        },
        ["event", name] => Line::Event { name: own(name), key: None, body: json.unwrap_or(Json::Null) },
        ["event", name, key] => Line::Event { name: own(name), key: Some(own(key)), body: json.unwrap_or(Json::Null) },
        ["file", name] => Line::File(own(name)),
        ["now", moment] => {
            Line::Now(moment.parse().map_err(|_| format!("`{moment}` is no moment such as 2026-11-02T09:00:00Z"))?)
        }
        ["after", count, unit] => Line::After(duration(count, unit)?),
        ["expect", rest @ ..] => Line::Expect(expected(rest, line)?),
        ["worker", "does", step] => {
            Line::Worker { step: own(step), result: json.unwrap_or(Json::Object(serde_json::Map::new())) }
        }
        ["worker", "fails", step, error] => Line::Fails { step: own(step), error: own(error), for_good: false },
        ["worker", "fails", step, error, "for", "good"] => {
            Line::Fails { step: own(step), error: own(error), for_good: true }
        }
        ["web", "answers", step, status] => {
            let status = status.parse().map_err(|_| format!("`{status}` is no status such as 200"))?;
            Line::Answers { step: own(step), status, body: json.unwrap_or(Json::Null) }
        }
        [who, "is", "away"] => Line::Away { handle: own(who), is_away: true },
        [who, "is", "back"] => Line::Away { handle: own(who), is_away: false },
        ["begins"] => Line::Begins { start: 0, body: json.unwrap_or(Json::Null) },
        ["begins", nth] => {
            let nth: usize = nth.parse().map_err(|_| format!("`{nth}` is no number of a start"))?;
            Line::Begins { start: nth.saturating_sub(1), body: json.unwrap_or(Json::Null) }
        }
        [who, "starts"] => Line::Starts { who: own(who), start: 0, values: values()? },
        [who, "starts", nth] => {
            let nth: usize = nth.parse().map_err(|_| format!("`{nth}` is no number of a start"))?;
            Line::Starts { who: own(who), start: nth.saturating_sub(1), values: values()? }
        }
        [who, "claims", step] => Line::Takes { who: own(who), how: Taking::Claims, step: own(step) },
        [who, "releases", step] => Line::Takes { who: own(who), how: Taking::Releases, step: own(step) },
        [who, "opens", step] => Line::Takes { who: own(who), how: Taking::Opens, step: own(step) },
        [who, "does", step, choice @ ..] if choice.len() < 2 => {
            let choice = choice.first().map(|choice| own(choice));
            Line::Does { who: own(who), step: own(step), choice, values: values()?, comment }
        }
        [who, "retries", step] => Line::Retries { who: own(who), step: own(step) },
        [who, "skips", step] => Line::Skips { who: own(who), step: own(step), reason: why() },
        [who, "cancels"] => Line::Cancels { who: own(who), reason: why() },
        _ => return Err("this is no line of a scenario; docs/scenarios.md has them all".to_owned()),
    })
}

fn expected(words: &[&str], line: &str) -> Result<Expected, String> {
    const STATES: [&str; 6] = ["open", "done", "skipped", "withdrawn", "held", "none"];
    Ok(match words {
        ["outcome", name] => Expected::Outcome((*name).to_owned()),
        ["running"] => Expected::Running,
        ["refused", code] => Expected::Refused((*code).to_owned()),
        [field, "=", ..] => {
            let value = line.split_once('=').map_or("", |(_, value)| value);
            Expected::Field { field: (*field).to_owned(), value: parsed(value.trim())? }
        }
        [step, "is", state, rest @ ..] => {
            if !STATES.contains(state) {
                return Err(format!("`{state}` is none of {}", STATES.join(", ")));
            }
            let of = match rest {
                [] => None,
                ["for", who] => Some((*who).to_owned()),
                _ => return Err("write: expect STEP is open for WHO".to_owned()),
            };
            Expected::Step { step: (*step).to_owned(), state: (*state).to_owned(), of }
        }
        _ => return Err("expect STEP is STATE, FIELD = VALUE, outcome NAME, running or refused CODE".to_owned()),
    })
}

fn parsed(json: &str) -> Result<Json, String> {
    serde_json::from_str(json).map_err(|error| format!("this is no JSON: {error}"))
}

fn duration(count: &str, unit: &str) -> Result<SignedDuration, String> {
    let wrong = || format!("`{count} {unit}` is no time such as 2 days");
    let count: i64 = count.parse().map_err(|_| wrong())?;
    let minutes = match unit.trim_end_matches('s') {
        "minute" => 1,
        "hour" => 60,
        "day" => 24 * 60,
        "week" => 7 * 24 * 60,
        _ => return Err(wrong()),
    };
    let minutes = count.checked_mul(minutes).filter(|minutes| (0..=MINUTES_MAX).contains(minutes)).ok_or_else(wrong)?;
    Ok(SignedDuration::from_mins(minutes))
}

/// Somebody, with what is said of them.
fn somebody(handle: String, said: &[&str]) -> Result<Line, String> {
    let own = |word: &&str| word.trim_end_matches(',').to_owned();
    let (manager, rest) = match said {
        ["manager", manager, rest @ ..] => (Some(own(manager)), rest),
        rest => (None, rest),
    };
    let skills = match rest {
        [] => Vec::new(),
        ["skills", skills @ ..] if !skills.is_empty() => skills.iter().map(own).collect(),
        _ => return Err("a person is written `person ANA, manager BEN, skills vision, language`".to_owned()),
    };
    Ok(Line::Person { handle, manager, skills })
}

/// A hundred years.
const MINUTES_MAX: i64 = 100 * 366 * 24 * 60;
