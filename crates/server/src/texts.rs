//! The words for codes, in the caller's language: from `locales/LANGUAGE.json`, else from the code's own table.
//!
//! The catalogues are compiled in. A text names parameters in braces; one that is missing stays as it is written.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use axum::http::StatusCode;
use baton_feel::codes::Code;
use serde::Deserialize;
use serde_json::{Map, Value};

/// What a code says.
#[derive(Clone, Debug, Deserialize)]
pub struct Text {
    /// What is wrong.
    pub sentence: String,
    /// What to do about it.
    pub remedy: String,
}

/// The catalogues that come with Baton; English is the code tables themselves.
const CATALOGUES: &[(&str, &str)] = &[];

type Catalogue = BTreeMap<String, Text>;

fn catalogues() -> &'static BTreeMap<&'static str, Catalogue> {
    static READ: OnceLock<BTreeMap<&'static str, Catalogue>> = OnceLock::new();
    READ.get_or_init(|| CATALOGUES.iter().map(|(language, text)| (*language, read(text))).collect())
}

fn read(text: &str) -> Catalogue {
    #[derive(Deserialize)]
    struct File {
        #[serde(default)]
        errors: Catalogue,
    }
    serde_json::from_str::<File>(text).map(|file| file.errors).unwrap_or_default()
}

/// What a code says in a language.
pub fn of(code: &Code, language: &str) -> Text {
    let own = || Text { sentence: code.sentence.to_owned(), remedy: code.remedy.to_owned() };
    catalogues().get(language).and_then(|texts| texts.get(code.code)).cloned().unwrap_or_else(own)
}

/// The first language of an `Accept-Language` header that there is a catalogue for.
pub fn language(accepted: Option<&str>) -> String {
    let wanted = accepted.unwrap_or_default().split(',').filter_map(|part| part.split(';').next());
    let known = |tag: &str| tag == "en" || catalogues().contains_key(tag);
    wanted
        .map(|tag| tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase())
        .find(|tag| known(tag))
        .unwrap_or_else(|| "en".into())
}

/// The text with its parameters in place.
pub fn filled(text: &str, params: &Map<String, Value>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some(close) = rest.find('}') else { break };
        match params.get(&rest[1..close]) {
            Some(Value::String(value)) => filled.push_str(value),
            Some(Value::Array(items)) => filled.push_str(&listed(items)),
            Some(value) => filled.push_str(&value.to_string()),
            None => filled.push_str(&rest[..=close]),
        }
        rest = &rest[close + 1..];
    }
    filled.push_str(rest);
    filled
}

fn listed(items: &[Value]) -> String {
    let words: Vec<String> =
        items.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned)).collect();
    words.join(", ")
}

/// The few words that name a status.
pub fn status_title(status: StatusCode) -> String {
    status.canonical_reason().unwrap_or("Not done").to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{filled, language};

    #[test]
    fn parameters_are_put_in_place() {
        let params = json!({ "task": "PUR-1.2", "n": 3, "names": ["a", "b"] });
        let params = params.as_object().expect("an object");
        let cases = [
            ("{task} is done", "PUR-1.2 is done"),
            ("{n} of {names}", "3 of a, b"),
            ("{unknown} stays", "{unknown} stays"),
            ("a { b", "a { b"),
        ];
        for (text, expected) in cases {
            assert_eq!(filled(text, params), expected);
        }
    }

    #[test]
    fn the_first_known_language_is_taken() {
        let cases = [(None, "en"), (Some("de-CH, fr;q=0.9"), "en"), (Some("EN-gb"), "en")];
        for (header, expected) in cases {
            assert_eq!(language(header), expected, "{header:?}");
        }
    }
}
