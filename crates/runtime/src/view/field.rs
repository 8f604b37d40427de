//! A field for its reader: what it is called, what stands in it, and, on a form, in what state it is.

use std::borrow::Cow;

use baton_engine::ThreadNo;
use baton_engine::form::{CellState, FormField};
use baton_engine::state::Held;
use baton_model::definition::{Field, FieldType, Limit, Options};
use serde_json::Value;

use super::lens::{Lens, moment};
use super::types::{CellView, FieldView, OptionView};
use crate::words;

/// A field that is known: read only, with who filled it in and when.
pub fn known(lens: &Lens<'_>, name: &str) -> Option<FieldView> {
    let field = lens.compiled.workflow.fields.get(name)?;
    let held = lens.state.values.get(name);
    let value = held.map_or(Value::Null, |held| (*held.value).clone());
    let mut view = FieldView { read_only: true, ..plain(lens, field, &value, held) };
    if held.is_some_and(|held| held.erased) {
        view.display = words::say("words.erased", &[]);
    }
    Some(view)
}

/// The same of what a task shows, which may be a column of its item.
pub fn known_at(lens: &Lens<'_>, name: &str, frame: ThreadNo) -> Option<FieldView> {
    let Some(value) = baton_engine::cell_value(lens.compiled, lens.state, frame, name) else {
        return known(lens, name);
    };
    Some(FieldView { read_only: true, ..plain(lens, &*of(lens, name)?, &value, None) })
}

/// The definition of a field, or of a column by the name that it has in an item.
fn of<'a>(lens: &Lens<'a>, name: &str) -> Option<Cow<'a, Field>> {
    if let Some(field) = lens.compiled.workflow.fields.get(name) {
        return Some(Cow::Borrowed(field));
    }
    let column = lens.compiled.workflow.inner_field(name)?;
    Some(Cow::Owned(Field { name: name.to_owned(), ..column.clone() }))
}

/// Every field of the run that has a value, in the order of the definition.
pub fn all_known(lens: &Lens<'_>) -> Vec<FieldView> {
    let there =
        |name: &&String| lens.state.values.get(name.as_str()).is_some_and(|held| !held.value.is_null() || held.erased);
    lens.compiled.workflow.fields.keys().filter(there).filter_map(|name| known(lens, name)).collect()
}

/// A field that a form asks for, in the state it has there.
pub fn asked(lens: &Lens<'_>, form: &FormField) -> Option<FieldView> {
    let field = of(lens, &form.name)?;
    let held = lens.state.values.get(&form.name);
    Some(FieldView {
        asked: true,
        required: form.required,
        shown: form.shown,
        read_only: form.read_only,
        // An empty field that must be filled in is marked as required; it is only a fault once it is sent.
        message: form
            .faults
            .iter()
            .find(|fault| fault.code != "value.required")
            .map(baton_engine::FieldFault::sentence),
        options: form.options.iter().map(option_view).collect(),
        cells: cells(&form.cells, &field, !field.secret || held.is_none_or(|held| *held.value != form.value)),
        ..plain(lens, &field, &form.value, held)
    })
}

/// How the cells of each row stand, the last of which is to be added. Of a list that is secret they are told of the rows that
/// whoever fills it in has sent, else of that one alone: how many rows the run has is not told.
fn cells(rows: &[Vec<CellState>], list: &Field, is_told: bool) -> Vec<Vec<CellView>> {
    let cell = |(state, column): (&CellState, &Field)| CellView {
        required: state.required,
        shown: state.shown,
        read_only: state.read_only,
        options: (!has_all(column, &state.options)).then(|| state.options.iter().map(option_view).collect()),
    };
    let told = if is_told { rows } else { &rows[rows.len().saturating_sub(1)..] };
    told.iter().map(|row| row.iter().zip(list.of.values()).map(cell).collect()).collect()
}

/// Whether these are the options that are written at the column: they stand there once for all rows.
fn has_all(column: &Field, options: &[impl AsRef<str>]) -> bool {
    match &column.options {
        Options::List(written) => written.iter().map(AsRef::<str>::as_ref).eq(options.iter().map(AsRef::as_ref)),
        _ => options.is_empty(),
    }
}

fn option_view(option: impl AsRef<str>) -> OptionView {
    let option = option.as_ref();
    OptionView { value: option.into(), label: option.to_owned() }
}

/// A field that an exception asks for.
pub fn missing(lens: &Lens<'_>, name: &str) -> Option<FieldView> {
    let field = of(lens, name)?;
    let view = plain(lens, &field, &Value::Null, None);
    Some(FieldView { asked: true, required: true, options: options(&field), ..view })
}

/// The fields with which what is held can be tried again, each with what it holds now: all but those whose options only a form
/// can tell.
pub fn changeable(lens: &Lens<'_>) -> Vec<FieldView> {
    let fields = lens.compiled.workflow.fields.values();
    let view = |field: &Field| {
        let held = lens.state.values.get(&*field.name);
        let value = held.map_or(Value::Null, |held| (*held.value).clone());
        FieldView { asked: true, options: options(field), ..plain(lens, field, &value, held) }
    };
    fields.filter(|field| !matches!(field.options, Options::Feel(_))).map(view).collect()
}

/// The options that are written at a field.
fn options(field: &Field) -> Vec<OptionView> {
    match &field.options {
        Options::List(written) => written.iter().map(option_view).collect(),
        _ => Vec::new(),
    }
}

fn plain(lens: &Lens<'_>, field: &Field, value: &Value, held: Option<&Held>) -> FieldView {
    let limit = |limit: &Option<Limit>| limit.as_ref().map(|limit| limit_value(field, &limit.text));
    let is_text = matches!(field.ty, FieldType::Text | FieldType::LongText | FieldType::Phone);
    FieldView {
        id: field.name.clone(),
        label: lens.texts.of(&field.label),
        help: field.help.as_ref().map(|help| lens.texts.of(help)),
        kind: field.ty.word().to_owned(),
        value: if field.secret { Value::Null } else { outside(lens, field, value) },
        display: if field.secret { String::new() } else { display(lens, field, value) },
        options: Vec::new(),
        required: false,
        shown: true,
        read_only: false,
        message: None,
        unit: field.unit.clone(),
        currency: field.currency.clone(),
        min: limit(&field.min).filter(|_| !is_text),
        max: limit(&field.max).filter(|_| !is_text),
        max_length: field.max.as_ref().filter(|_| is_text).and_then(|max| max.text.parse().ok()),
        pattern: field.pattern.as_ref().map(|pattern| pattern.text.clone()),
        formats: field.formats.clone(),
        max_size: field.max_size_bytes,
        asked: false,
        secret: field.secret,
        filled: !value.is_null(),
        columns: field.of.values().map(|column| of_column(lens, column)).collect(),
        rows: if field.secret { Vec::new() } else { rows(lens, field, value) },
        cells: Vec::new(),
        max_items: field.max_items,
        set_by: held.and_then(|held| held.by).map(|person| lens.person(person)),
        set_at: held.map(|held| moment(held.at)),
    }
}

/// A column as the form of a row asks for it.
pub fn of_column(lens: &Lens<'_>, column: &Field) -> FieldView {
    let options = match &column.options {
        baton_model::definition::Options::List(options) => options.clone(),
        _ => Vec::new(),
    };
    let view = plain(lens, column, &Value::Null, None);
    FieldView { asked: true, required: column.required, options: options.iter().map(option_view).collect(), ..view }
}

/// The rows of a list as they are shown.
fn rows(lens: &Lens<'_>, list: &Field, value: &Value) -> Vec<Vec<String>> {
    let (baton_model::definition::FieldType::List, Value::Array(rows)) = (list.ty, value) else { return Vec::new() };
    let cell = |row: &Value, column: &Field| display(lens, column, row.get(&column.name).unwrap_or(&Value::Null));
    rows.iter().map(|row| list.of.values().map(|column| cell(row, column)).collect()).collect()
}

fn limit_value(field: &Field, text: &str) -> Value {
    match field.ty {
        FieldType::Date | FieldType::Time | FieldType::DateTime => text.into(),
        _ => text.parse::<baton_feel::Decimal>().map_or_else(|_| text.into(), baton_feel::Decimal::to_json),
    }
}

/// A stored value in the API's form: people by their handle, all else as it is stored.
fn outside(lens: &Lens<'_>, field: &Field, value: &Value) -> Value {
    match (field.ty, value) {
        (FieldType::Person, Value::Number(number)) => {
            number.as_i64().map_or(Value::Null, |person| lens.person(person).id.into())
        }
        (FieldType::File, Value::String(id)) => file(lens, id),
        (FieldType::Files, Value::Array(ids)) => {
            ids.iter().map(|id| id.as_str().map_or_else(|| id.clone(), |id| file(lens, id))).collect()
        }
        (FieldType::List, Value::Array(rows)) => rows.iter().map(|row| outside_row(lens, field, row)).collect(),
        _ => value.clone(),
    }
}

/// A file of the run with its name, size and type; one that only was uploaded is known by its id alone.
fn file(lens: &Lens<'_>, id: &str) -> Value {
    match lens.state.files.get(id) {
        Some(known) => serde_json::json!({
            "id": id, "name": lens.file_name(id), "size": known.size_bytes, "type": known.media_type,
        }),
        None => id.into(),
    }
}

fn outside_row(lens: &Lens<'_>, list: &Field, row: &Value) -> Value {
    let Some(row) = row.as_object() else { return row.clone() };
    let column = |(name, value): (&String, &Value)| {
        let known = list.of.get(name);
        (name.clone(), known.map_or_else(|| value.clone(), |field| outside(lens, field, value)))
    };
    Value::Object(row.iter().map(column).collect())
}

/// A value as it is shown. Null is nothing.
pub fn display(lens: &Lens<'_>, field: &Field, value: &Value) -> String {
    match (field.ty, value) {
        (_, Value::Null) => String::new(),
        (FieldType::Money, value) => baton_engine::money(value, field.currency.as_deref()),
        (FieldType::YesNo, Value::Bool(true)) => words::say("words.yes", &[]),
        (FieldType::YesNo, Value::Bool(false)) => words::say("words.no", &[]),
        (FieldType::Person | FieldType::File | FieldType::Files, value) => list_text(&lens.told_as(field, value)),
        (FieldType::List, Value::Array(rows)) => words::say_count("words.rows", rows.len() as u64, &[]),
        (_, value) => {
            let text = list_text(value);
            field.unit.as_ref().map_or_else(|| text.clone(), |unit| format!("{text} {unit}"))
        }
    }
}

fn list_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(list_text).collect::<Vec<_>>().join(", "),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
