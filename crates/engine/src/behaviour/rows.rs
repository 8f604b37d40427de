//! Rows of lists: each cell by its column, where what is computed of a column sees the others of its row.
//!
//! The names of the columns come before all others, as those of a block do. What another cell holds and cannot be stored counts
//! as not filled in. A cell that is not shown is empty: a row has no earlier value that it could keep.

use baton_model::definition::{Expr, Field, FieldType, Options};
use indexmap::IndexMap;
use serde_json::Value as Json;

use super::cells::cell;
use super::fields::{Taken, checked, fault, options, take, wrong_type};
use super::values::{Names, Row};
use crate::decide::burst::{Burst, Decision};
use crate::limits::LIST_ROWS;
use crate::refusal::FieldFault;

/// How a cell of a row stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellState {
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether it is shown.
    pub shown: bool,
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

/// The row of an item whose cell a name such as `part.price` means, with what is being filled in for it; and its list.
pub(crate) fn row_of_cell(burst: &Burst<'_>, name: &str, over: &IndexMap<String, Json>) -> Option<(Field, Row)> {
    let cell = cell(burst.def, &burst.state, burst.frame, name)?;
    let (item, _) = name.split_once('.')?;
    let list = burst.workflow().fields.get(cell.list)?;
    let mut row = burst.state.values.get(cell.list)?.row(cell.row)?.as_object()?.clone();
    for column in list.of.keys() {
        if let Some(filled) = over.get(&format!("{item}.{column}")) {
            row.insert(column.clone(), filled.clone());
        }
    }
    Some((list.clone(), row))
}

fn is_computed(column: &Field) -> bool {
    column.required_when.is_some() || column.show_when.is_some() || matches!(column.options, Options::Feel(_))
}

fn state(column: &Field, names: &Names<'_>) -> Decision<CellState> {
    let holds = |when: &Option<Expr>| match when {
        Some(when) => names.eval(&when.program).map(|outcome| Some(outcome.value.is_true())),
        None => Ok(None),
    };
    let shown = holds(&column.show_when)?.unwrap_or(true);
    let required = shown && (column.required || holds(&column.required_when)?.unwrap_or(false));
    Ok(CellState { required, shown, options: options(column, names)? })
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
