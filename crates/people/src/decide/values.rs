//! What the directory takes as a name, an address, a language or a zone.

use jiff::tz::TimeZone;

use crate::limits::{EMAIL_BYTES_MAX, REASON_CHARS_MAX, SKILLS_MAX, TEXT_CHARS_MAX};
use crate::{Directory, PersonId, Refusal};

/// A name, title, site or skill, trimmed.
pub fn text(field: &'static str, value: &str) -> Result<String, Refusal> {
    let value = value.trim();
    let fits = (1..=TEXT_CHARS_MAX).contains(&value.chars().count()) && !value.chars().any(char::is_control);
    if fits { Ok(value.to_owned()) } else { Err(Refusal::TextWrong { field, max: TEXT_CHARS_MAX }) }
}

/// Why something is done: may have several lines.
pub fn reason(value: &str) -> Result<String, Refusal> {
    let value = value.trim();
    let fits = (1..=REASON_CHARS_MAX).contains(&value.chars().count());
    if fits { Ok(value.to_owned()) } else { Err(Refusal::ReasonMissing { max: REASON_CHARS_MAX }) }
}

/// A text that may be missing.
pub fn optional_text(field: &'static str, value: Option<&String>) -> Result<Option<String>, Refusal> {
    value.map(|value| text(field, value)).transpose()
}

/// An address in its usual form that nobody but `person` has.
pub fn email(directory: &Directory, person: PersonId, value: &str) -> Result<String, Refusal> {
    let value = value.trim();
    let wrong = || Refusal::EmailWrong { email: value.to_owned() };
    let (local, domain) = value.split_once('@').ok_or_else(wrong)?;
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '@' | '<' | '>' | ',' | ';' | '"');
    let dots = |part: &str| part.split('.').all(|piece| !piece.is_empty());
    if value.len() > EMAIL_BYTES_MAX || value.matches('@').count() != 1 || local.chars().chain(domain.chars()).any(odd)
    {
        return Err(wrong());
    }
    if !dots(local) || !dots(domain) {
        return Err(wrong());
    }
    match directory.by_email(value) {
        Some(other) if other.id != person => Err(Refusal::EmailTaken { email: value.to_owned() }),
        _ => Ok(value.to_owned()),
    }
}

/// A language tag (BCP 47): letters and digits in parts of 1 to 8, joined by hyphens.
pub fn language(value: &str) -> Result<String, Refusal> {
    let part = |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    let first = value.split('-').next().unwrap_or_default();
    let tag = (2..=35).contains(&value.len())
        && (2..=3).contains(&first.len())
        && first.chars().all(|c| c.is_ascii_alphabetic())
        && value.split('-').all(part);
    if tag { Ok(value.to_owned()) } else { Err(Refusal::LanguageWrong { language: value.to_owned() }) }
}

/// The name of a time zone that exists.
pub fn zone(value: &str) -> Result<String, Refusal> {
    match TimeZone::get(value) {
        Ok(zone) => Ok(zone.iana_name().unwrap_or(value).to_owned()),
        Err(_) => Err(Refusal::ZoneWrong { zone: value.to_owned() }),
    }
}

/// Skills, each once, in the order given.
pub fn skills(values: &[String]) -> Result<Vec<String>, Refusal> {
    if values.len() > SKILLS_MAX {
        return Err(Refusal::Full { what: "skills of a person", max: SKILLS_MAX });
    }
    let mut skills: Vec<String> = Vec::with_capacity(values.len());
    for value in values {
        let skill = text("skill", value)?;
        if !skills.contains(&skill) {
            skills.push(skill);
        }
    }
    Ok(skills)
}
