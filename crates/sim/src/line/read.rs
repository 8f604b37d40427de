//! Reading a line of a scenario: what it says, or what is wrong with it.

use baton_engine::state::StepState;
use baton_engine::{CancelHow, Values};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use serde_json::Value as Json;

use super::{At, Came, Deed, End, Expected, Line};

/// A hundred years.
const SECONDS_MAX: i64 = 100 * 366 * 24 * 60 * 60;

/// A line in pieces: its words, the JSON behind them, and what is said behind ` -- `.
struct Said {
    json: Option<Json>,
    comment: Option<String>,
}

impl Said {
    fn values(&self) -> Result<Values, String> {
        Ok(self.fields()?.into_iter().collect())
    }

    fn fields(&self) -> Result<serde_json::Map<String, Json>, String> {
        match self.json.clone() {
            None => Ok(serde_json::Map::new()),
            Some(Json::Object(map)) => Ok(map),
            Some(_) => Err("values stand in braces: { \"amount\": 5 }".to_owned()),
        }
    }

    fn body(&self) -> Json {
        self.json.clone().unwrap_or(Json::Null)
    }

    fn why(&self) -> String {
        self.comment.clone().unwrap_or_else(|| "as the scenario says".to_owned())
    }
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
    let said = Said { json, comment };
    let words: Vec<&str> = words.split_whitespace().collect();
    if let ["expect", rest @ ..] = words.as_slice() {
        return Ok(Line::Expect(expected(rest, line)?));
    }
    let read = match who_and_when(&words, &said)? {
        None => by_itself(&words, &said)?,
        found => found,
    };
    match read {
        None => somebody_acts(&words, &said),
        Some(found) => Ok(found),
    }
}

/// Who there is, and what time it is.
fn who_and_when(words: &[&str], said: &Said) -> Result<Option<Line>, String> {
    Ok(Some(match words {
        ["person", handle, rest @ ..] => somebody(own(handle), rest)?,
        ["group", name, members @ ..] => Line::Group {
            name: name.trim_end_matches(':').to_owned(),
            members: members.iter().map(|member| own(member)).collect(),
        },
        ["file", name] => Line::File(own(name)),
        ["event", name] => Line::Event { name: own(name), key: None, body: said.body() },
        ["event", name, key] => Line::Event { name: own(name), key: Some(own(key)), body: said.body() },
        ["now", moment] => {
            Line::Now(moment.parse().map_err(|_| format!("`{moment}` is no moment such as 2026-11-02T09:00:00Z"))?)
        }
        ["zone", zone] => {
            Line::Zone(TimeZone::get(zone).map_err(|_| format!("`{zone}` is no zone such as Europe/Berlin"))?)
        }
        ["after", count, unit] => Line::After(duration(count, unit)?),
        [who, "is", "away"] => Line::Away { handle: own(who), is_away: true },
        [who, "is", "back"] => Line::Away { handle: own(who), is_away: false },
        _ => return Ok(None),
    }))
}

/// What happens without a person: workers, the web, other runs, starts that nobody makes.
fn by_itself(words: &[&str], said: &Said) -> Result<Option<Line>, String> {
    let empty = || Json::Object(serde_json::Map::new());
    Ok(Some(match words {
        ["worker", "does", step] => Line::Worker { at: at(step)?, result: said.json.clone().unwrap_or_else(empty) },
        ["worker", "fails", step, error] => Line::Fails { at: at(step)?, error: own(error), for_good: false },
        ["worker", "fails", step, error, "for", "good"] => {
            Line::Fails { at: at(step)?, error: own(error), for_good: true }
        }
        ["web", "answers", step, status] => {
            let status = status.parse().map_err(|_| format!("`{status}` is no status such as 200"))?;
            Line::Web { at: at(step)?, came: Came::Answer { status, body: said.body() } }
        }
        ["web", "is", "silent", "for", step] => Line::Web { at: at(step)?, came: Came::NothingInTime },
        ["web", "is", "away", "for", step] => Line::Web { at: at(step)?, came: Came::NobodyThere },
        ["run", "of", step, "ends", outcome] => {
            let (outcome, fields) = (own(outcome), said.fields()?);
            Line::SubRun { at: at(step)?, end: End::Outcome { outcome, fields, undoable: false } }
        }
        ["run", "of", step, "ends", outcome, "and", "can", "undo"] => {
            let (outcome, fields) = (own(outcome), said.fields()?);
            Line::SubRun { at: at(step)?, end: End::Outcome { outcome, fields, undoable: true } }
        }
        ["run", "of", step, "is", "undone"] => Line::SubRunUndone(at(step)?),
        ["run", "of", step, "is", "cancelled"] => Line::SubRun { at: at(step)?, end: End::Cancelled },
        ["run", "of", step, "cannot", "begin"] => {
            Line::SubRun { at: at(step)?, end: End::NotBegun { why: said.why() } }
        }
        ["begins"] => Line::Begins { start: 0, body: said.body() },
        ["begins", nth] => Line::Begins { start: nth_start(nth)?, body: said.body() },
        _ => return Ok(None),
    }))
}

/// What people do.
fn somebody_acts(words: &[&str], said: &Said) -> Result<Line, String> {
    let (who, step, deed) = match words {
        [who, "starts"] => return Ok(Line::Starts { who: own(who), start: 0, values: said.values()? }),
        [who, "starts", nth] => {
            return Ok(Line::Starts { who: own(who), start: nth_start(nth)?, values: said.values()? });
        }
        [who, "cancels"] => {
            return Ok(Line::Cancels { who: own(who), how: CancelHow::Keep, reason: said.why() });
        }
        [who, "cancels", "and", "undoes"] => {
            return Ok(Line::Cancels { who: own(who), how: CancelHow::Undo, reason: said.why() });
        }
        [who, "claims", step] => (who, step, Deed::Claims),
        [who, "releases", step] => (who, step, Deed::Releases),
        [who, "opens", step] => (who, step, Deed::Opens),
        [who, "does", step, choice @ ..] if choice.len() < 2 => {
            let choice = choice.first().map(|choice| own(choice));
            (who, step, Deed::Does { choice, values: said.values()?, comment: said.comment.clone() })
        }
        [who, "accepts", step] => (who, step, Deed::Accepts),
        [who, "hands", "back", step] => (who, step, Deed::HandsBack { comment: said.why() }),
        [who, "gives", step, "to", to] => (who, step, Deed::Gives { to: own(to), comment: said.comment.clone() }),
        [who, "adds", "to", step] => (who, step, Deed::Adds { values: said.values()? }),
        [who, "retries", step] => (who, step, Deed::Retries),
        [who, "skips", step] => (who, step, Deed::Skips { reason: said.why() }),
        [who, "changes", step] => (who, step, Deed::Changes { values: said.values()?, reason: said.why() }),
        [who, "moves", step, "to", to] => (who, step, Deed::Moves { to: own(to), reason: said.why() }),
        _ => return Err("this is no line of a scenario; docs/scenarios.md has them all".to_owned()),
    };
    Ok(Line::Acts { who: own(who), at: at(step)?, deed })
}

fn own(word: &str) -> String {
    word.trim_end_matches(',').to_owned()
}

/// `check` or `check#2`.
fn at(word: &str) -> Result<At, String> {
    let Some((step, item)) = word.split_once('#') else { return Ok(At { step: own(word), item: None }) };
    let item = own(item).parse().ok().filter(|item| *item > 0);
    let item = item.ok_or_else(|| format!("`{word}`: behind # stands the number of an item, from 1"))?;
    Ok(At { step: step.to_owned(), item: Some(item) })
}

/// The number of an entry of `start:`, counted from 0.
fn nth_start(nth: &str) -> Result<usize, String> {
    let nth: Option<usize> = nth.parse().ok().filter(|nth| *nth > 0);
    nth.map(|nth| nth - 1).ok_or_else(|| "the entries of `start:` are counted from 1".to_owned())
}

fn expected(words: &[&str], line: &str) -> Result<Expected, String> {
    const STATES: [(&str, StepState); 6] = [
        ("open", StepState::Open),
        ("done", StepState::Done),
        ("skipped", StepState::Skipped),
        ("withdrawn", StepState::Withdrawn),
        ("held", StepState::Exception),
        ("none", StepState::None),
    ];
    Ok(match words {
        ["outcome", name] => Expected::Outcome((*name).to_owned()),
        ["running"] => Expected::Running,
        ["refused", code] => Expected::Refused((*code).to_owned()),
        [field, "=", ..] => {
            let value = line.split_once('=').map_or("", |(_, value)| value);
            Expected::Field { field: (*field).to_owned(), value: parsed(value.trim())? }
        }
        [step, "is", "undone"] => Expected::Undone(at(step)?),
        [step, "is", state, rest @ ..] => {
            let known = STATES.iter().find(|(word, _)| word == state);
            let (_, state) = known
                .ok_or_else(|| format!("`{state}` is none of {}, undone", STATES.map(|(word, _)| word).join(", ")))?;
            let of = match rest {
                [] => None,
                ["for", who] => Some((*who).to_owned()),
                _ => return Err("write: expect STEP is open for WHO".to_owned()),
            };
            Expected::Step { at: at(step)?, state: *state, of }
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
    let seconds = match unit.trim_end_matches('s') {
        "second" => 1,
        "minute" => 60,
        "hour" => 3_600,
        "day" => 24 * 3_600,
        "week" => 7 * 24 * 3_600,
        _ => return Err(wrong()),
    };
    let seconds = count.checked_mul(seconds).filter(|seconds| (0..=SECONDS_MAX).contains(seconds)).ok_or_else(wrong)?;
    Ok(SignedDuration::from_secs(seconds))
}

/// Somebody, with what is said of them.
fn somebody(handle: String, said: &[&str]) -> Result<Line, String> {
    let (manager, rest) = match said {
        ["manager", manager, rest @ ..] => (Some(own(manager)), rest),
        rest => (None, rest),
    };
    let skills = match rest {
        [] => Vec::new(),
        ["skills", skills @ ..] if !skills.is_empty() => skills.iter().map(|skill| own(skill)).collect(),
        _ => return Err("a person is written `person ANA, manager BEN, skills vision, language`".to_owned()),
    };
    Ok(Line::Person { handle, manager, skills })
}
