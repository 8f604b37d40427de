//! What is known in a block alone: its own fields, one set for each pass and item, and `item.column`.
//!
//! The item is the row as it is now, wherever it stands in its list. What a step gives for it is the list with that row changed.

use std::borrow::Cow;
use std::collections::HashSet;

use baton_model::Compiled;
use baton_model::IndexMap;
use baton_model::definition::{Field, FieldType, StepKind};
use serde_json::Value as Json;

use super::values::{Names, Row};
use crate::decide::burst::Burst;
use crate::name::{Name, ThreadNo};
use crate::state::rows::rows_in;
use crate::state::{RowNo, RunState};

/// A column of an item's row.
pub(crate) struct Cell<'a> {
    /// The list.
    pub list: &'a str,
    /// Which row.
    pub row: RowNo,
    /// The column.
    pub column: &'a Field,
}

/// The cell that a name such as `document.verdict` means in a frame.
pub(crate) fn cell<'a>(def: &'a Compiled, state: &RunState, frame: ThreadNo, name: &str) -> Option<Cell<'a>> {
    let (item, column) = name.split_once('.')?;
    let (list, row) = row_of(def, state, frame, item)?;
    Some(Cell { list, row, column: def.workflow.fields.get(list)?.of.get(column)? })
}

/// The list of an item of this name in a frame, where its rows are the items, and the row.
pub(crate) fn row_of<'a>(def: &'a Compiled, state: &RunState, frame: ThreadNo, item: &str) -> Option<(&'a str, RowNo)> {
    state.frames_outwards(frame).find_map(|(block, part)| {
        part.item.as_ref()?;
        let StepKind::Each(each) = &def.step(&block.step)?.kind else { return None };
        let list = each.list.as_deref().filter(|_| each.name == item)?;
        def.workflow.fields.get(list).filter(|list| list.ty == FieldType::List)?;
        Some((list, block.row_of(part.frame)?))
    })
}

/// A field of a block in a frame, the innermost first, and the name under which its value is kept: one for each pass and item.
pub(crate) fn own<'a>(def: &'a Compiled, state: &RunState, frame: ThreadNo, name: &str) -> Option<(&'a Field, Name)> {
    state.frames_outwards(frame).find_map(|(block, part)| {
        let field = def.step(&block.step)?.own_fields()?.get(name)?;
        Some((field, format!("{name}#{}", part.frame).into()))
    })
}

/// What stands in a cell or in a field of a block; null where nothing does. None: there is no such thing in this frame.
pub fn cell_value(def: &Compiled, state: &RunState, frame: ThreadNo, name: &str) -> Option<Json> {
    if let Some((_, key)) = own(def, state, frame, name) {
        return Some(state.values.get(&key).map(|held| (*held.value).clone()).unwrap_or_default());
    }
    let cell = cell(def, state, frame, name)?;
    let row = state.values.get(cell.list).and_then(|held| held.row(cell.row));
    Some(row.and_then(|row| row.get(&cell.column.name)).cloned().unwrap_or_default())
}

impl Burst<'_> {
    /// The definition of a field, or of a column of an item, by the name it has here.
    pub fn field_of(&self, name: &str) -> Option<Cow<'_, Field>> {
        if let Some((field, _)) = own(self.def, &self.state, self.frame, name) {
            return Some(Cow::Borrowed(field));
        }
        if let Some(field) = self.workflow().fields.get(name) {
            return Some(Cow::Borrowed(field));
        }
        let column = cell(self.def, &self.state, self.frame, name)?.column;
        Some(Cow::Owned(Field { name: name.to_owned(), ..column.clone() }))
    }

    /// Puts what is given for items into the rows of their lists: where these are by now, in the list that is given with it.
    /// What is given for a row that goes at the same time goes with it.
    pub fn in_rows(&mut self, values: IndexMap<Name, Json>) -> IndexMap<Name, Json> {
        let mut whole: IndexMap<Name, Json> = IndexMap::default();
        let mut cells: Vec<(Name, RowNo, String, Json)> = Vec::new();
        let mut lists: HashSet<Name> = HashSet::new();
        for (name, value) in values {
            if let Some((_, key)) = own(self.def, &self.state, self.frame, &name) {
                whole.insert(key, value);
                continue;
            }
            let Some(cell) = cell(self.def, &self.state, self.frame, &name) else {
                lists.insert(name.clone());
                whole.insert(name, value);
                continue;
            };
            let now = || self.state.values.get(cell.list).map(|held| (*held.value).clone()).unwrap_or_default();
            whole.entry(cell.list.into()).or_insert_with(now);
            cells.push((cell.list.into(), cell.row, cell.column.name.clone(), value));
        }
        for (list, row, column, value) in cells {
            let Some(rows) = whole.get_mut(&list) else { continue };
            let held = self.state.values.get(&list);
            let place = if lists.contains(&list) {
                let said = self.known_rows.swap_remove(&list).filter(|said| said.ids.len() == rows_in(rows).len());
                let known = said.or_else(|| Some(held?.followed_by(rows)));
                let place = known.as_ref().and_then(|known| known.place_of(row));
                self.known_rows.extend(known.map(|known| (list, known)));
                place
            } else {
                held.and_then(|held| held.place_of(row))
            };
            let rows = rows.as_array_mut().zip(place);
            if let Some(row) = rows.and_then(|(rows, place)| rows.get_mut(place)).and_then(Json::as_object_mut) {
                row.insert(column, value);
            }
        }
        whole
    }
}

impl Names<'_> {
    /// The row of an item as it is, with what is being filled in of its list and in its own columns, which go before that.
    pub(crate) fn row_filled(&self, (item, list): (&str, &Field), row: RowNo) -> Option<Row> {
        let held = self.state.values.get(list.name.as_str())?;
        let is_own = own(self.def, self.state, self.frame, &list.name).is_some();
        let filled = self.over.and_then(|over| over.get(&list.name)).filter(|_| !is_own);
        let place = match self.over_rows.and_then(|rows| rows.get(list.name.as_str())).filter(|_| !is_own) {
            Some(rows) => rows.place_of(row),
            None => held.place_of(row),
        };
        let mut row = filled.unwrap_or(&held.value).get(place?)?.as_object()?.clone();
        for column in list.of.keys() {
            if let Some(filled) = self.over.and_then(|over| over.get(&format!("{item}.{column}"))) {
                row.insert(column.clone(), filled.clone());
            }
        }
        Some(row)
    }
}
