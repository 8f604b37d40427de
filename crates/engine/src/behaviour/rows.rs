//! Rows of lists: each cell by its column, where what is computed of a column sees the others of its row.
//!
//! The names of the columns come before all others, as those of a block do. What another cell holds and cannot be stored counts
//! as not filled in. A cell that is not shown is empty: a row has no earlier value that it could keep.

use std::collections::HashMap;

use baton_model::definition::{Expr, Field, FieldType, Options};
use serde_json::Value as Json;

use super::cells::cell;
use super::fields::{Taken, checked, fault, options, take, wrong_type};
use super::row_keys;
use super::values::{Names, Row};
use crate::decide::burst::{Burst, Decision};
use crate::limits::LIST_ROWS;
use crate::refusal::FieldFault;
use crate::state::rows::{are_alike, rows_in};
use crate::state::{RowNo, Rows};

/// How a cell of a row stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellState {
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether it is shown.
    pub shown: bool,
    /// Whether it cannot be changed.
    pub read_only: bool,
    /// The options of a choice.
    pub options: Vec<String>,
}

/// The rows in their stored form, or all that is wrong in them.
pub(crate) fn list(field: &Field, rows: &[Json], names: &Names<'_>) -> Decision<Taken> {
    let max = field.max_items.map_or(LIST_ROWS, |max| max.min(LIST_ROWS as u64) as usize);
    if rows.len() > max {
        return Ok(Err(vec![fault(field, "value.too_many").with("max", max)]));
    }
    let (mut taken, mut faults) = (Vec::new(), Vec::new());
    for (index, sent) in rows.iter().enumerate() {
        let Some(sent) = sent.as_object() else { return Ok(Err(wrong_type(field))) };
        let place = format!("/values/{}/{index}", field.name);
        match row(field, sent, (&place, names))? {
            Ok(row) => taken.push(Json::Object(row)),
            Err(wrong) => faults.extend(wrong),
        }
    }
    Ok(if faults.is_empty() { Ok(taken.into()) } else { Err(faults) })
}

/// A row in its stored form, or all that is wrong in it, by its place in what was sent.
pub(crate) fn row(
    list: &Field,
    sent: &Row,
    (place, names): (&str, &Names<'_>),
) -> Decision<Result<Row, Vec<FieldFault>>> {
    let inside = |name: &str, wrong: FieldFault| FieldFault { path: format!("{place}/{name}"), ..wrong };
    let unknown = sent.keys().filter(|name| !list.of.contains_key(*name));
    let mut faults: Vec<FieldFault> = unknown
        .map(|name| inside(name, fault(list, "value.unknown_field").with("field", name).with("name", name)))
        .collect();
    let plain = plain(list, sent, names)?;
    let names = names.in_row(list, &plain);
    let mut stored = Row::new();
    for (name, column) in &list.of {
        let state = state(column, &names)?;
        let value = sent.get(name);
        let value = match take(column, value.unwrap_or(&Json::Null), &names)? {
            _ if !state.shown => Json::Null,
            Ok(value) => value,
            Err(wrong) => {
                faults.extend(wrong.into_iter().map(|wrong| inside(name, wrong)));
                continue;
            }
        };
        if state.required && value.is_null() {
            faults.push(inside(name, fault(column, "value.required")));
        } else if !value.is_null() {
            faults.extend(checked(column, &names)?.map(|wrong| inside(name, wrong)));
        }
        if sent.contains_key(name) {
            stored.insert(name.clone(), value);
        }
    }
    Ok(if faults.is_empty() { Ok(stored) } else { Err(faults) })
}

/// How the cells of the rows stand, and those of one that is empty; nothing where no column is computed.
pub(crate) fn cells(field: &Field, value: &Json, names: &Names<'_>) -> Decision<Vec<Vec<CellState>>> {
    if field.ty != FieldType::List || !field.of.values().any(is_computed) {
        return Ok(Vec::new());
    }
    let empty = Row::new();
    let rows = value.as_array().into_iter().flatten().map(|row| row.as_object().unwrap_or(&empty));
    let mut all = Vec::new();
    for row in rows.chain([&empty]) {
        let plain = plain(field, row, names)?;
        let names = names.in_row(field, &plain);
        all.push(field.of.values().map(|column| state(column, &names)).collect::<Decision<Vec<_>>>()?);
    }
    Ok(all)
}

/// The cells that were changed though they cannot be, each at its place in what was sent. A row is held against what it was,
/// wherever it stood; what a form begins with is known by what it holds, and a new row was empty.
pub(crate) fn unchangeable(
    list: &Field,
    (sent, stored): (&Json, &Json),
    (initial, names): (&Json, &Names<'_>),
) -> Decision<Vec<FieldFault>> {
    let mut faults = Vec::new();
    if list.ty != FieldType::List || list.of.values().all(|column| column.read_only_when.is_none()) {
        return Ok(faults);
    }
    let (was, ids) = match names.held(&list.name).filter(|_| !list.secret) {
        Some(held) => {
            let rows = row_keys::said(list, sent, names).unwrap_or_else(|| held.followed_by(stored));
            (held.list().numbered(), rows.ids)
        }
        // Nobody is shown which rows a secret list has: what is sent is all new.
        None if list.secret => (Vec::new(), Rows::by_place(rows_in(stored).len()).ids),
        None => {
            let first = Rows::by_place(rows_in(initial).len());
            let ids = first.followed(rows_in(initial), rows_in(stored)).ids;
            (first.ids.into_iter().zip(rows_in(initial).iter().cloned()).collect(), ids)
        }
    };
    let was: HashMap<RowNo, Json> = was.into_iter().collect();
    for (place, (id, row)) in ids.into_iter().zip(rows_in(stored)).enumerate() {
        let Some(row) = row.as_object() else { continue };
        let before = was.get(&id).and_then(Json::as_object);
        let wrong = unchangeable_cells(list, (before, row), names)?;
        faults.extend(wrong.into_iter().map(|(column, wrong)| {
            let path = format!("/values/{}/{place}/{column}", list.name);
            FieldFault { path, ..wrong }
        }));
    }
    Ok(faults)
}

/// The same of one row, by its columns.
pub(crate) fn unchangeable_cells(
    list: &Field,
    (was, row): (Option<&Row>, &Row),
    names: &Names<'_>,
) -> Decision<Vec<(String, FieldFault)>> {
    let mut faults = Vec::new();
    let cell = |row: Option<&Row>, name: &str| row.and_then(|row| row.get(name)).cloned().unwrap_or_default();
    let is_changed = |column: &&Field| {
        let (was, is) = (cell(was, &column.name), cell(Some(row), &column.name));
        column.read_only_when.is_some() && !are_alike(&was, &is)
    };
    let changed: Vec<&Field> = list.of.values().filter(is_changed).collect();
    if changed.is_empty() {
        return Ok(faults);
    }
    let plain = plain(list, row, names)?;
    let names = names.in_row(list, &plain);
    for column in changed {
        let state = state(column, &names)?;
        if state.shown && state.read_only {
            faults.push((column.name.clone(), fault(column, "value.read_only")));
        }
    }
    Ok(faults)
}

/// The row of an item whose cell a name such as `part.price` means, with what is being filled in; and its list.
pub(crate) fn row_of_cell(burst: &Burst<'_>, name: &str, names: &Names<'_>) -> Option<(Field, Row)> {
    let cell = cell(burst.def, &burst.state, burst.frame, name)?;
    let (item, _) = name.split_once('.')?;
    let list = burst.workflow().fields.get(cell.list)?;
    Some((list.clone(), names.row_filled((item, list), cell.row)?))
}

fn is_computed(column: &Field) -> bool {
    let is_asked = column.required_when.is_some() || column.show_when.is_some() || column.read_only_when.is_some();
    is_asked || matches!(column.options, Options::Feel(_))
}

fn state(column: &Field, names: &Names<'_>) -> Decision<CellState> {
    let holds = |when: &Option<Expr>| match when {
        Some(when) => names.eval(&when.program).map(|outcome| Some(outcome.value.is_true())),
        None => Ok(None),
    };
    let shown = holds(&column.show_when)?.unwrap_or(true);
    let required = shown && (column.required || holds(&column.required_when)?.unwrap_or(false));
    let read_only = holds(&column.read_only_when)?.unwrap_or(false);
    Ok(CellState { required, shown, read_only, options: options(column, names)? })
}

/// The cells as expressions of the row see them; none where there are no such expressions.
fn plain(list: &Field, sent: &Row, names: &Names<'_>) -> Decision<Row> {
    let mut plain = Row::new();
    if !list.of.values().any(|column| is_computed(column) || column.check.is_some()) {
        return Ok(plain);
    }
    for (name, column) in &list.of {
        let value = sent.get(name).unwrap_or(&Json::Null);
        let value = match &column.options {
            // Which options there are may depend on the row itself; what was chosen does not.
            Options::Feel(_) => value.clone(),
            _ => take(column, value, names)?.unwrap_or(Json::Null),
        };
        plain.insert(name.clone(), value);
    }
    Ok(plain)
}
