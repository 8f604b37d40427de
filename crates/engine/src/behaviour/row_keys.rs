//! The numbers of rows as forms carry them: `$row` in each row, sent back unchanged; null in one that is new.
//!
//! No field has such a name, and what is stored holds none: they are put in where a form is shown and taken out where one is
//! taken. A list none of whose rows says anything comes from somebody who knows no numbers.

use std::borrow::Cow;
use std::collections::HashSet;

use baton_model::definition::{Field, FieldType};
use serde_json::Value as Json;

use super::cells;
use super::fields::{Taken, fault, take};
use super::values::{Names, Row};
use crate::decide::burst::Decision;
use crate::refusal::FieldFault;
use crate::state::rows::rows_in;
use crate::state::{Held, RowNo, Rows};

/// The name under which a form carries the number of a row.
pub(crate) const ROW: &str = "$row";

/// The number that a row carries; none: it is new, or nothing is said.
pub(crate) fn number_of(row: &Json) -> Option<RowNo> {
    row.get(ROW)?.as_u64().and_then(|number| RowNo::try_from(number).ok())
}

/// A row without its number.
pub(crate) fn without_number(row: &Row) -> Row {
    row.iter().filter(|(name, _)| *name != ROW).map(|(name, cell)| (name.clone(), cell.clone())).collect()
}

/// Takes what a form holds for a field: the numbers of rows are no part of it.
pub(crate) fn take_sent(field: &Field, sent: &Json, names: &Names<'_>) -> Decision<Taken> {
    take(field, &plain(field, sent), names)
}

fn plain<'a>(field: &Field, sent: &'a Json) -> Cow<'a, Json> {
    let rows = rows_in(sent);
    if field.ty != FieldType::List || !rows.iter().any(|row| row.get(ROW).is_some()) {
        return Cow::Borrowed(sent);
    }
    let rows =
        rows.iter().map(|row| row.as_object().map_or_else(|| row.clone(), |row| Json::Object(without_number(row))));
    Cow::Owned(rows.collect())
}

/// What is wrong with the numbers that rows carry: each is one that the list has or had, and stands there once. Nobody is shown
/// those of a secret list, and nobody is told which of them there are.
pub(crate) fn faults(field: &Field, sent: &Json, names: &Names<'_>) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if field.ty != FieldType::List {
        return faults;
    }
    let held = names.held(&field.name).filter(|_| !field.secret);
    let made = held.map_or(0, |held| Rows::of(held.rows.as_deref(), &held.value).made);
    let mut known = HashSet::new();
    for (place, row) in rows_in(sent).iter().enumerate() {
        let Some(said) = row.get(ROW).filter(|said| !said.is_null()) else { continue };
        let number = number_of(row).filter(|number| (1..=made).contains(number));
        let code = match number {
            None => "value.no_such_row",
            Some(number) if !known.insert(number) => "value.row_twice",
            Some(_) => continue,
        };
        faults.push(fault(field, code).inside(&place.to_string()).inside(ROW).with("row", said));
    }
    faults
}

/// The rows of a list as a form says them; none where it says nothing.
pub(crate) fn said(field: &Field, sent: &Json, names: &Names<'_>) -> Option<Rows> {
    let sent = rows_in(sent);
    if field.ty != FieldType::List || !sent.iter().any(|row| row.get(ROW).is_some()) {
        return None;
    }
    let held = names.held(&field.name);
    let known = held.map_or_else(Rows::default, |held| Rows::of(held.rows.as_deref(), &held.value));
    // A form that was kept before rows had numbers, and had some added since.
    let is_old = !sent.iter().any(|row| number_of(row).is_some());
    let numberless: Vec<Json> = sent.iter().filter(|row| is_old && row.get(ROW).is_none()).cloned().collect();
    let held = held.filter(|_| !numberless.is_empty());
    let followed = held.map_or_else(Rows::default, |held| held.followed_by(&numberless.into()));
    let mut rows = Rows { ids: Vec::with_capacity(sent.len()), made: known.made.max(followed.made) };
    let mut found = followed.ids.into_iter();
    for row in sent {
        let found = if is_old && row.get(ROW).is_none() { found.next() } else { None };
        // A row that was removed meanwhile, and is sent all the same, is a new one.
        let known = || number_of(row).filter(|id| known.ids.contains(id));
        let id = found.or_else(known).unwrap_or_else(|| rows.new_row());
        rows.ids.push(id);
    }
    Some(rows)
}

/// The list that a field holds, with the numbers of its rows, as a form shows it.
pub(crate) fn numbered(held: &Held) -> Json {
    let rows = held.list().numbered().into_iter().map(|(id, row)| match row {
        Json::Object(mut row) => {
            row.insert(ROW.to_owned(), id.into());
            Json::Object(row)
        }
        other => other,
    });
    rows.collect()
}

impl Names<'_> {
    /// What is held of a field by the name that it has here.
    pub(crate) fn held(&self, field: &str) -> Option<&Held> {
        match cells::own(self.def, self.state, self.frame, field) {
            Some((_, key)) => self.state.values.get(&key),
            None => self.state.values.get(field),
        }
    }
}
