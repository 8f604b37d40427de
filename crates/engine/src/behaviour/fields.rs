//! What a value of a field must be like, and how an expression's value is stored as one.
//!
//! Values are JSON: a text type a string, a number or money a number (or its text, beyond 15 digits), dates and times
//! their ISO form, a person its number, a file its id. What a form leaves empty is null. Nothing here decides whether a
//! field is asked for; that is the form's business.

use std::cmp::Ordering;

use baton_feel::{Date, DateTime, Decimal, Time, Value};
use baton_model::definition::{Field, FieldType, Limit, Options};
use baton_people::PersonId;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value as Json;

use crate::behaviour::json_length::json_length;
use crate::behaviour::rows;
use crate::behaviour::values::Names;
use crate::decide::burst::{Burst, Decision};
use crate::facts::{Facts, Want};
use crate::limits::{FIELD_FILES, LIST_ROWS, VALUE_BYTES, VALUE_DEPTH};
use crate::refusal::FieldFault;

/// What became of a value that was sent.
pub(crate) type Taken = Result<Json, Vec<FieldFault>>;

/// Takes a value for a field: the form in which it is stored, or what is wrong with it.
pub(crate) fn take(field: &Field, sent: &Json, names: &Names<'_>) -> Decision<Taken> {
    if json_length(sent) > VALUE_BYTES {
        return Ok(Err(vec![fault(field, "value.too_big").with("max", VALUE_BYTES)]));
    }
    if depth(sent) > VALUE_DEPTH {
        return Ok(Err(vec![fault(field, "value.too_deep").with("max", VALUE_DEPTH)]));
    }
    let stored = match typed(field, sent, names)? {
        Ok(stored) => stored,
        wrong => return Ok(wrong),
    };
    if stored.is_null() {
        return Ok(Ok(stored));
    }
    let faults = limits(field, &stored, &names.ctx.zone);
    Ok(if faults.is_empty() { Ok(stored) } else { Err(faults) })
}

/// What is wrong with the value of a field.
pub(crate) fn fault(field: &Field, code: &'static str) -> FieldFault {
    FieldFault::of_field(&field.name, code).with("field", field.label.outline()).with("label", field.label.outline())
}

pub(crate) fn wrong_type(field: &Field) -> Vec<FieldFault> {
    let (expected, example) = described(field.ty);
    let fault = fault(field, "value.wrong_type").with("type", field.ty.word());
    vec![fault.with("expected", expected).with("example", example)]
}

/// What a type of field holds, in words, and how one is written.
fn described(ty: FieldType) -> (&'static str, &'static str) {
    use FieldType as T;
    match ty {
        T::Text | T::LongText | T::Signature => ("a text", "letters in quotes"),
        T::Number | T::Money => ("a number", "digits, such as 1200.50"),
        T::Date => ("a date", "it like 2026-11-21"),
        T::Time => ("a time of day", "it like 09:30:00"),
        T::DateTime => ("a date and time", "it like 2026-11-21T09:30:00Z"),
        T::Duration => ("a duration", "it like 4 hours"),
        T::YesNo => ("yes or no", "true or false"),
        T::Choice => ("a choice", "one of its options"),
        T::Choices => ("choices", "a list of options"),
        T::Person => ("a person", "a handle, such as @ana.diaz"),
        T::Group => ("a group", "the group's handle"),
        T::Email => ("an e-mail address", "it like ana@example.com"),
        T::Phone => ("a telephone number", "it like +49 30 1234567"),
        T::Url => ("a web address", "it like https://example.com"),
        T::File => ("a file", "the id of an upload"),
        T::Files => ("files", "a list of the ids of uploads"),
        T::List => ("a list", "a list of rows"),
        T::Object => ("an object", "names and their values"),
    }
}

/// The value in its stored form, by the field's type.
fn typed(field: &Field, sent: &Json, names: &Names<'_>) -> Decision<Taken> {
    use FieldType as T;
    Ok(match (field.ty, sent) {
        (_, Json::Null) => Ok(Json::Null),
        (_, Json::String(text)) if text.trim().is_empty() => Ok(Json::Null),
        (T::Text | T::LongText | T::Signature, Json::String(text)) => Ok(text.trim_end().into()),
        (T::Phone, Json::String(text)) if is_phone(text) => Ok(text.trim().into()),
        (T::Email, Json::String(text)) if is_email(text) => Ok(text.trim().into()),
        (T::Url, Json::String(text)) if is_url(text) => Ok(text.trim().into()),
        (T::Number | T::Money, Json::Number(_) | Json::String(_)) => {
            Decimal::from_json(sent).map(Decimal::to_json).ok_or_else(|| wrong_type(field))
        }
        (T::Date, Json::String(text)) => {
            Date::parse(text.trim()).map(|date| date.to_string().into()).ok_or_else(|| wrong_type(field))
        }
        (T::Time, Json::String(text)) => {
            Time::parse(text.trim()).map(|time| time.to_string().into()).ok_or_else(|| wrong_type(field))
        }
        (T::DateTime, Json::String(text)) => {
            DateTime::parse(text.trim()).map(|at| at.to_string().into()).ok_or_else(|| wrong_type(field))
        }
        (T::Duration, Json::String(text)) => {
            baton_feel::words::parse(text).map(|_| text.trim().into()).map_err(|_| wrong_type(field))
        }
        (T::YesNo, Json::Bool(_)) | (T::Object, Json::Object(_)) => Ok(sent.clone()),
        (T::Choice, Json::String(text)) => option(field, text, names)?,
        (T::Choices, Json::Array(items)) => choices(field, items, names)?,
        (T::Person, sent) => person(field, sent, names.facts)?,
        (T::Group, Json::String(text)) => group(field, text, names.facts)?,
        (T::File, sent @ (Json::String(_) | Json::Object(_))) => match file_id(sent) {
            Some(id) => file(field, id, names)?,
            None => Err(wrong_type(field)),
        },
        (T::Files, Json::Array(ids)) => files(field, ids, names)?,
        (T::List, Json::Array(rows)) => rows::list(field, rows, names)?,
        _ => Err(wrong_type(field)),
    })
}

fn option(field: &Field, text: &str, names: &Names<'_>) -> Decision<Taken> {
    let options = options(field, names)?;
    Ok(if options.iter().any(|known| known == text) {
        Ok(text.into())
    } else {
        Err(vec![fault(field, "value.not_an_option").with("options", options.join(", ")).with("value", text)])
    })
}

fn choices(field: &Field, items: &[Json], names: &Names<'_>) -> Decision<Taken> {
    let mut taken = Vec::new();
    for item in items {
        let Some(text) = item.as_str() else { return Ok(Err(wrong_type(field))) };
        match option(field, text, names)? {
            Ok(item) if !taken.contains(&item) => taken.push(item),
            Ok(_) => {}
            wrong => return Ok(wrong),
        }
    }
    Ok(Ok(taken.into()))
}

/// The options of a choice as they are now.
pub(crate) fn options(field: &Field, names: &Names<'_>) -> Decision<Vec<String>> {
    Ok(match &field.options {
        Options::None => Vec::new(),
        Options::List(options) => options.clone(),
        Options::Feel(expr) => {
            let outcome = names.eval(&expr.program)?;
            let items = outcome.value.as_list().map(|items| items.iter().map(Value::to_json).collect::<Vec<_>>());
            items.unwrap_or_default().iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
        }
    })
}

fn person(field: &Field, sent: &Json, facts: &Facts) -> Decision<Taken> {
    let id: Option<PersonId> = match sent {
        Json::Number(number) => number.as_i64(),
        Json::String(text) => match facts.named.get(text) {
            Some(known) => *known,
            None => return Err(Want::PersonNamed(text.clone()).into()),
        },
        _ => return Ok(Err(wrong_type(field))),
    };
    let shown = sent.as_str().map_or_else(|| sent.to_string(), str::to_owned);
    let known = match id {
        Some(id) => match facts.people.get(&id) {
            Some(known) => known.as_ref().is_some_and(|known| known.active),
            None => return Err(Want::Person(id).into()),
        },
        None => false,
    };
    Ok(match id.filter(|_| known) {
        Some(id) => Ok(id.into()),
        None => Err(vec![fault(field, "value.no_such_person").with("person", shown)]),
    })
}

fn group(field: &Field, text: &str, facts: &Facts) -> Decision<Taken> {
    match facts.groups.get(text) {
        Some(Some(_)) => Ok(Ok(text.into())),
        Some(None) => Ok(Err(vec![fault(field, "value.no_such_group").with("group", text)])),
        None => Err(Want::Group(text.to_owned()).into()),
    }
}

fn file(field: &Field, id: &str, names: &Names<'_>) -> Decision<Taken> {
    if names.state.files.contains_key(id) {
        return Ok(Ok(id.into()));
    }
    let known = match names.facts.files.get(id) {
        Some(Some(known)) => known,
        Some(None) => return Ok(Err(vec![fault(field, "value.no_such_file").with("file", id)])),
        None => return Err(Want::File(id.to_owned()).into()),
    };
    if let Some(max) = field.max_size_bytes.filter(|max| known.size_bytes > *max) {
        return Ok(Err(vec![fault(field, "value.file_too_large").with("max", size(max))]));
    }
    let fits = |format: &String| known.format.as_deref().is_some_and(|found| same_format(found, format));
    if !field.formats.is_empty() && !field.formats.iter().any(fits) {
        return Ok(Err(vec![fault(field, "value.file_format").with("formats", field.formats.join(", "))]));
    }
    Ok(Ok(id.into()))
}

fn same_format(found: &str, format: &str) -> bool {
    let plain = |format: &str| match format.trim_start_matches('.').to_ascii_lowercase().as_str() {
        "jpeg" => "jpg".to_owned(),
        other => other.to_owned(),
    };
    plain(found) == plain(format)
}

/// A file as it is sent: its id, or what its upload was answered with.
pub(crate) fn file_id(sent: &Json) -> Option<&str> {
    sent.as_str().or_else(|| sent.get("id")?.as_str())
}

/// The files that a stored value names, also in the rows of a list.
pub(crate) fn files_in<'a>(field: &Field, value: &'a Json) -> Vec<&'a str> {
    match (field.ty, value) {
        (FieldType::File, Json::String(id)) => vec![id],
        (FieldType::Files, Json::Array(ids)) => ids.iter().filter_map(Json::as_str).collect(),
        (FieldType::List, Json::Array(rows)) => {
            let cells = rows.iter().filter_map(Json::as_object).flatten();
            let known = cells.filter_map(|(name, value)| Some((field.of.get(name)?, value)));
            known.flat_map(|(column, value)| files_in(column, value)).collect()
        }
        _ => Vec::new(),
    }
}

fn files(field: &Field, ids: &[Json], names: &Names<'_>) -> Decision<Taken> {
    let max = field.max_items.map_or(FIELD_FILES, |max| max.min(FIELD_FILES as u64) as usize);
    if ids.len() > max {
        return Ok(Err(vec![fault(field, "value.too_many").with("max", max)]));
    }
    let mut taken: Vec<Json> = Vec::new();
    for id in ids {
        let Some(id) = file_id(id) else { return Ok(Err(wrong_type(field))) };
        match file(field, id, names)? {
            Ok(id) if !taken.contains(&id) => taken.push(id),
            Ok(_) => {}
            wrong => return Ok(wrong),
        }
    }
    Ok(Ok(taken.into()))
}

/// The most rows, options or files a field holds.
pub(crate) fn count_max(field: &Field) -> usize {
    let limit = if field.ty == FieldType::Files { FIELD_FILES } else { LIST_ROWS };
    let said = field.max.as_ref().and_then(|max| max.text.parse().ok());
    field.max_items.into_iter().chain(said).map(|max| max.min(limit as u64) as usize).min().unwrap_or(limit)
}

/// The field's own check, asked once it is filled in.
pub(crate) fn checked(field: &Field, names: &Names<'_>) -> Decision<Option<FieldFault>> {
    let Some(check) = &field.check else { return Ok(None) };
    if names.eval(&check.when.program)?.value.is_true() {
        return Ok(None);
    }
    let message = names.render(&check.message)?;
    Ok(Some(FieldFault::of_field(&field.name, "value.check_failed").with("message", message)))
}

/// Length, size, count and pattern.
fn limits(field: &Field, stored: &Json, zone: &TimeZone) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let (measure, low, high) = match stored {
        Json::Array(items) => (Decimal::from(items.len() as i64), "value.too_few", "value.too_many"),
        Json::String(text) if matches!(field.ty, FieldType::Text | FieldType::LongText | FieldType::Phone) => {
            (Decimal::from(text.chars().count() as i64), "value.too_short", "value.too_long")
        }
        Json::String(text) if matches!(field.ty, FieldType::Date | FieldType::DateTime | FieldType::Time) => {
            faults.extend(by_time(field, text, zone));
            return faults;
        }
        _ => match Decimal::from_json(stored) {
            Some(number) if matches!(field.ty, FieldType::Number | FieldType::Money) => {
                (number, "value.too_small", "value.too_large")
            }
            _ => return faults,
        },
    };
    let bound = |limit: &Option<Limit>| limit.as_ref().and_then(|limit| limit.text.parse::<Decimal>().ok());
    if let Some(min) = bound(&field.min).filter(|min| measure < *min) {
        faults.push(fault(field, low).with("min", min));
    }
    if let Some(max) = bound(&field.max).filter(|max| measure > *max) {
        faults.push(fault(field, high).with("max", max));
    }
    if let (Some(pattern), Some(text)) = (&field.pattern, stored.as_str())
        && !pattern.matches(text)
    {
        faults.push(fault(field, "value.pattern").with("pattern", &pattern.text));
    }
    faults
}

/// Dates and times compare as what they are: a moment is one, in whichever zone it is written.
fn by_time(field: &Field, text: &str, zone: &TimeZone) -> Option<FieldFault> {
    let against = |limit: &Limit| match field.ty {
        FieldType::Date => Date::parse(text)?.partial_cmp(&Date::parse(&limit.text)?),
        FieldType::Time => of_day(text)?.partial_cmp(&of_day(&limit.text)?),
        _ => moment(text, zone)?.partial_cmp(&moment(&limit.text, zone)?),
    };
    if let Some(min) = field.min.as_ref().filter(|min| against(min) == Some(Ordering::Less)) {
        return Some(fault(field, "value.too_small").with("min", &min.text));
    }
    let max = field.max.as_ref().filter(|max| against(max) == Some(Ordering::Greater))?;
    Some(fault(field, "value.too_large").with("max", &max.text))
}

/// A time of day without its zone, which says nothing on a day that nobody knows.
fn of_day(text: &str) -> Option<i128> {
    Time::parse(text).map(|time| time.nanos_of_day())
}

fn moment(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    DateTime::parse(text)?.to_timestamp(zone)
}

fn is_email(text: &str) -> bool {
    let text = text.trim();
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let plain = text.len() <= 254 && !text.contains(|letter: char| letter.is_whitespace() || letter.is_control());
    plain && !local.is_empty() && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.')
}

fn is_phone(text: &str) -> bool {
    text.chars().any(|letter| letter.is_ascii_digit())
        && text.chars().all(|letter| letter.is_ascii_digit() || " +-()/.".contains(letter))
}

fn is_url(text: &str) -> bool {
    let text = text.trim();
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty())
        && !text.contains(|letter: char| letter.is_whitespace() || letter.is_control())
}

fn depth(value: &Json) -> usize {
    match value {
        Json::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Json::Object(entries) => 1 + entries.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        1_000_000..1_000_000_000 => format!("{} MB", bytes / 1_000_000),
        _ => format!("{} GB", bytes / 1_000_000_000),
    }
}

impl Burst<'_> {
    /// An expression's value in the form in which the field stores it.
    pub fn as_stored(&self, field: &str, value: &Value) -> Json {
        self.field_of(field).map_or_else(|| value.to_json(), |known| self.stored_as(&known, value))
    }

    pub fn stored_as(&self, field: &Field, value: &Value) -> Json {
        match (field.ty, value) {
            (FieldType::Person, Value::Context(_)) => self.person_of(value).map_or(Json::Null, Into::into),
            (FieldType::Text | FieldType::LongText, Value::Number(number)) => number.to_string().into(),
            (FieldType::List, Value::List(rows)) => rows.iter().map(|row| self.row_as(field, row)).collect(),
            _ => value.to_json(),
        }
    }

    fn row_as(&self, list: &Field, row: &Value) -> Json {
        let Some(entries) = row.as_context() else { return row.to_json() };
        let stored = entries.iter().map(|(name, value)| {
            let column = list.of.get(&**name);
            (name.to_string(), column.map_or_else(|| value.to_json(), |column| self.stored_as(column, value)))
        });
        Json::Object(stored.collect())
    }

    /// The person whom an expression's value names, by its e-mail.
    fn person_of(&self, value: &Value) -> Option<PersonId> {
        let email = value.as_context()?.get("email")?.as_text()?.to_owned();
        let same = |known: &&(&PersonId, &Option<crate::PersonFact>)| {
            known.1.as_ref().is_some_and(|known| known.email == email)
        };
        self.facts.people.iter().collect::<Vec<_>>().iter().find(|known| same(known)).map(|known| *known.0)
    }

    /// Whether a computed value fits its field.
    pub fn fits(&self, field: &str, value: &Json) -> Decision<bool> {
        let Some(known) = self.field_of(field) else { return Ok(false) };
        Ok(take(&known, value, &self.names())?.is_ok())
    }
}
