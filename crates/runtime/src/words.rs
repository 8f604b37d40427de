//! Sentences for people, from the catalogue of their language.
//!
//! One catalogue a language stands in `locales/`, used by the server and the web app alike. A text names what is put into
//! it as `{{name}}`. English is complete by test; a text that another language lacks is said in English.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::SignedDuration;
use serde_json::Value;

static ENGLISH: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../locales/en.json")).expect("the catalogue is JSON, which a test checks")
});

/// The text of a key such as `timeline.run_started`, with what belongs into it; the key itself where there is no text.
pub fn say(key: &str, params: &[(&str, &str)]) -> String {
    let Some(text) = text(key) else { return key.to_owned() };
    let mut said = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        said.push_str(before);
        let Some((name, after)) = after.split_once("}}") else { break };
        said.push_str(params.iter().find(|(known, _)| *known == name.trim()).map_or("", |(_, value)| value));
        rest = after;
    }
    said.push_str(rest);
    said
}

/// The text of a key for a number of things: `KEY_one` or `KEY_other`, with the number as `{{count}}`.
pub fn say_count(key: &str, count: u64, params: &[(&str, &str)]) -> String {
    let form = if count == 1 { "one" } else { "other" };
    let number = count.to_string();
    let all: Vec<_> = params.iter().copied().chain([("count", number.as_str())]).collect();
    say(&format!("{key}_{form}"), &all)
}

/// Several names as a list: `Ana`, `Ana and Ben`, `Ana, Ben and Eve`.
pub fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => say("words.list", &[("first", &first.join(", ")), ("last", last)]),
    }
}

/// How long something took, in the largest unit that tells enough.
pub fn duration(seconds: i64) -> String {
    let minutes = seconds.max(0) as u64 / 60;
    match minutes {
        0 => say("duration.moment", &[]),
        1..=89 => say_count("duration.minutes", minutes, &[]),
        90..=2159 => say_count("duration.hours", (minutes + 30) / 60, &[]),
        _ => say_count("duration.days", (minutes + 720) / 1440, &[]),
    }
}

/// The same of open hours, of which a working day has so many.
pub fn open_duration(open: SignedDuration, day: SignedDuration) -> String {
    let (minutes, day) = (open.as_mins().max(0) as u64, day.as_mins().max(1) as u64);
    match minutes {
        0..=89 => duration(open.as_secs()),
        _ if minutes < 2 * day => say_count("duration.business_hours", (minutes + 30) / 60, &[]),
        _ => say_count("duration.business_days", (minutes + day / 2) / day, &[]),
    }
}

/// The sentence of one of the engine's codes, with what it shows.
pub fn coded(code: &str, params: &BTreeMap<String, String>) -> String {
    let sentence = baton_engine::codes::code(code).map_or(code, |known| known.sentence);
    let (mut said, mut rest) = (String::new(), sentence);
    // In one pass, so that what is put in is not read again.
    while let Some((before, found)) = rest.split_once('{') {
        said.push_str(before);
        match found.split_once('}').and_then(|(name, after)| Some((params.get(name)?, after))) {
            Some((value, after)) => {
                said.push_str(value);
                rest = after;
            }
            None => {
                said.push('{');
                rest = found;
            }
        }
    }
    said.push_str(rest);
    said
}

fn text(key: &str) -> Option<&'static str> {
    key.split('.').try_fold(&*ENGLISH, |level, part| level.get(part))?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn puts_what_belongs_into_a_text() {
        let said = say("timeline.run_started", &[("who", "Ana {{Díaz}}")]);
        assert!(said.starts_with("Ana {{Díaz}}"), "what is put in is not read again: {said}");
        assert_eq!(say("no.such.text", &[]), "no.such.text");
    }

    #[test]
    fn what_is_put_into_a_code_s_sentence_is_not_read_again() {
        let code = "timer.too_early";
        let params = ["timer", "at"].map(|name| (name.to_owned(), "{timer} {at} {".to_owned()));
        let said = coded(code, &BTreeMap::from(params.clone()));
        let sentence = baton_engine::codes::code(code).expect("a code").sentence;
        assert_eq!(said.matches("{timer} {at} {").count(), sentence.matches('{').count(), "{said}");
        assert_eq!(coded(code, &BTreeMap::new()), sentence);
    }

    #[test]
    fn durations_are_told_in_the_unit_that_fits() {
        let cases = [
            (-5, "less than a minute"),
            (59, "less than a minute"),
            (60, "1 minute"),
            (89 * 60, "89 minutes"),
            (90 * 60, "2 hours"),
            (36 * 3600, "2 days"),
            (49 * 3600, "2 days"),
        ];
        for (seconds, expected) in cases {
            assert_eq!(duration(seconds), expected, "{seconds}");
        }
    }

    #[test]
    fn open_hours_are_told_in_working_days_of_so_many_hours() {
        let told = |hours| open_duration(SignedDuration::from_hours(hours), SignedDuration::from_hours(8));
        assert_eq!(
            [0, 1, 2, 15].map(told),
            ["less than a minute", "60 minutes", "2 business hours", "15 business hours"]
        );
        assert_eq!([16, 21, 400].map(told), ["2 business days", "3 business days", "50 business days"]);
    }

    #[test]
    fn lists_names_as_people_do() {
        let names = |names: &[&str]| list(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(names(&[]), "");
        assert_eq!(names(&["Ana"]), "Ana");
        assert_eq!(names(&["Ana", "Ben", "Eve"]), "Ana, Ben and Eve");
    }
}
