//! Lists that were changed by others since a form was opened: what the form sends is put together with what is there by now.
//!
//! Held against each other are the list as the form showed it, as it was sent, and as it is. A row or a column that only one
//! side changed is taken from that side, rows that either added are kept, a row that one side removed and the other left as it
//! was is gone. What both changed differently is told, by row and column, and nothing of what was sent is lost or taken.
//!
//! Not put together is a list whose rows come without their numbers, and one of which nobody knows any more what the form
//! showed: these are refused as other values are that have changed since. Nothing is told of a list that the form does not show.

use std::collections::{HashMap, HashSet};

use baton_model::IndexMap;
use baton_model::definition::{Field, FieldType, Options};
use serde_json::Value as Json;

use super::fields::{fault, take};
use super::row_keys::{self, ROW, number_of, without_number};
use super::texts::in_one_line;
use super::values::{Names, Row};
use crate::command::{Seen, Values};
use crate::decide::burst::{Burst, Decision};
use crate::form::{self, Form};
use crate::limits::TITLE_CHARS;
use crate::refusal::FieldFault;
use crate::state::rows::{Shown, rows_in};
use crate::state::{RowNo, Rows};

/// What was sent, with its lists as they are to be now.
#[derive(Default)]
pub(crate) struct Merged {
    /// All that was sent.
    pub values: Values,
    /// The lists that were put together, and at which place of what was sent each of their rows stood.
    pub lists: IndexMap<String, Vec<Option<usize>>>,
    /// What both sides changed.
    pub conflicts: Vec<FieldFault>,
}

impl Merged {
    /// A fault of a row at the place where that was in what was sent.
    pub fn as_sent(&self, mut fault: FieldFault) -> FieldFault {
        let mut parts = fault.path.splitn(5, '/').skip(2);
        let (Some(field), Some(row), rest) = (parts.next(), parts.next(), parts.next()) else { return fault };
        let Some(places) = self.lists.get(field) else { return fault };
        let place = row.parse().ok().and_then(|row: usize| places.get(row).copied().flatten());
        fault.path = match (place, rest) {
            (Some(place), Some(rest)) => format!("/values/{field}/{place}/{rest}"),
            (Some(place), None) => format!("/values/{field}/{place}"),
            // The row is somebody else's.
            (None, _) => format!("/values/{field}"),
        };
        fault
    }
}

/// Puts together what was sent for a form by somebody who saw the run at a revision: the lists that it shows, and no others.
pub(crate) fn merged(burst: &Burst<'_>, which: Form<'_>, sent: &Values, seen: Option<Seen>) -> Decision<Merged> {
    let mut merged = Merged { values: sent.clone(), ..Merged::default() };
    let Some(Seen { rev: seen, told }) = seen.filter(|seen| seen.rev < burst.state.rev) else { return Ok(merged) };
    let names = burst.names();
    let is_list = |name: &str| burst.field_of(name).is_some_and(|field| field.ty == FieldType::List);
    if !sent.keys().any(|name| is_list(name) && names.held(name).is_some_and(|held| held.rev > seen)) {
        return Ok(merged);
    }
    for name in form::lists(burst, which, sent)? {
        let Some((value, field)) = sent.get(&*name).zip(burst.field_of(&name)) else { continue };
        let Some(held) = names.held(&name).filter(|held| held.rev > seen) else { continue };
        if !row_keys::faults(&field, value, &names).is_empty() {
            // Told with all else that is wrong.
            merged.lists.insert(name.to_string(), (0..rows_in(value).len()).map(Some).collect());
            continue;
        }
        let (Some(base), Some(mut mine)) = (held.shown_at(seen), mine(&field, value, &names)?) else { continue };
        let numberless = !mine.is_empty() && mine.iter().all(|row| row.id.is_none() && !row.is_new);
        // The rows that a form begins with stand in each of two forms: nobody can say which are meant to be added.
        let begun = base.rows.is_empty() && field.default.is_some();
        if begun || !base.rows.is_empty() && numberless {
            continue;
        }
        number(&mut mine, &base.rows);
        let mut sides = Sides::new(&field, base, held.list().numbered());
        sides.is_told = told.is_some_and(|told| told >= held.rev);
        let rows = sides.merge(&mine);
        // Who was told of the others' changes, and sends theirs again, means it.
        if !sides.is_told {
            merged.conflicts.append(&mut sides.conflicts);
        }
        merged.lists.insert(name.to_string(), rows.iter().map(|(place, _)| *place).collect());
        merged.values.insert(name.to_string(), rows.into_iter().map(|(_, row)| Json::Object(row)).collect());
    }
    Ok(merged)
}

/// A row as it was sent.
struct Mine {
    id: Option<RowNo>,
    is_new: bool,
    row: Row,
}

/// The rows that were sent, each cell as it would be stored; none where they are no rows.
fn mine(list: &Field, sent: &Json, names: &Names<'_>) -> Decision<Option<Vec<Mine>>> {
    let rows = match sent {
        Json::Null => &[],
        Json::Array(rows) => rows.as_slice(),
        _ => return Ok(None),
    };
    let mut all = Vec::new();
    for row in rows {
        let Some(sent) = row.as_object() else { return Ok(None) };
        let id = number_of(row);
        let mut row = without_number(sent);
        for (name, column) in &list.of {
            let Some(cell) = row.get(name).filter(|_| !matches!(column.options, Options::Feel(_))) else { continue };
            // What cannot be stored is told of as it was sent.
            if let Ok(stored) = take(column, cell, names)? {
                row.insert(name.clone(), stored);
            }
        }
        all.push(Mine { id, is_new: id.is_none() && sent.contains_key(ROW), row });
    }
    Ok(Some(all))
}

/// Numbers the rows of a form that knew none when it was kept and had rows added since: these are new, the others are found by
/// what they hold and by their places. Where a number stands at all, a row without one is new.
fn number(mine: &mut [Mine], base: &[(RowNo, Json)]) {
    if mine.iter().any(|row| row.id.is_some()) {
        return;
    }
    let ids: Vec<RowNo> = base.iter().map(|(id, _)| *id).collect();
    let made = ids.iter().copied().max().unwrap_or_default();
    let was: Vec<Json> = base.iter().map(|(_, row)| row.clone()).collect();
    let known: Vec<&mut Mine> = mine.iter_mut().filter(|row| !row.is_new).collect();
    let sent: Vec<Json> = known.iter().map(|row| Json::Object(row.row.clone())).collect();
    let followed = Rows { ids, made }.followed(&was, &sent);
    for (row, id) in known.into_iter().zip(followed.ids) {
        row.id = Some(id).filter(|id| *id <= made);
    }
}

/// Where a row of the result comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    /// A row that has its number.
    Known(RowNo),
    /// One that was sent as a new one, by its place there.
    New(usize),
}

struct Sides<'a> {
    list: &'a Field,
    base: Vec<(RowNo, Row)>,
    now: Vec<(RowNo, Row)>,
    /// Of a list that has changed too often: the rows that others changed, and of which nobody knows how they were shown.
    unsure: Option<HashSet<RowNo>>,
    conflicts: Vec<FieldFault>,
    /// Whether the sender knows what others changed in the same rows: what they send stands.
    is_told: bool,
}

impl<'a> Sides<'a> {
    fn new(list: &'a Field, base: Shown, now: Vec<(RowNo, Json)>) -> Self {
        let objects = |rows: Vec<(RowNo, Json)>| {
            let object = |row| if let Json::Object(row) = row { row } else { Row::new() };
            rows.into_iter().map(|(id, row)| (id, object(row))).collect()
        };
        let Shown { rows, unsure } = base;
        Self { list, base: objects(rows), now: objects(now), unsure, conflicts: Vec::new(), is_told: false }
    }

    /// The rows as they are to be, each with its place in what was sent.
    fn merge(&mut self, mine: &[Mine]) -> Vec<(Option<usize>, Row)> {
        if self.unsure.is_some() {
            // Rows that came after all that are sent may not have been shown: whoever sends the list did not remove them.
            let last = mine.iter().filter_map(|row| row.id).max().unwrap_or_default();
            self.base.retain(|(id, _)| *id <= last);
        }
        let base: HashMap<RowNo, Row> = self.base.iter().cloned().collect();
        let now: HashMap<RowNo, Row> = self.now.iter().cloned().collect();
        let mut rows: HashMap<RowNo, Row> = HashMap::new();
        let mut sent: Vec<From> = Vec::new();
        for (place, row) in mine.iter().enumerate() {
            let Some(id) = row.id else {
                sent.push(From::New(place));
                continue;
            };
            match (base.get(&id), now.get(&id)) {
                (base, Some(now)) => {
                    let base = base.filter(|_| !self.is_unsure(id));
                    let both = self.cells(place, base, [&row.row, now]);
                    rows.insert(id, both);
                    sent.push(From::Known(id));
                }
                (Some(base), None) if self.differs(base, &row.row).is_none() => {}
                (None, None) if self.unsure.is_none() => sent.push(From::New(place)),
                (_, None) => {
                    self.conflicts.push(self.about(place, "value.row_removed_since"));
                    sent.push(From::New(place));
                }
            }
        }
        let is_sent = |id: RowNo| mine.iter().any(|row| row.id == Some(id));
        let mut kept: Vec<From> = Vec::new();
        for (id, row) in self.now.clone() {
            match base.get(&id) {
                Some(base) if !is_sent(id) => {
                    let unsure = || self.list.of.keys().next().filter(|_| self.is_unsure(id));
                    let changed = self.differs(base, &row).or_else(|| unsure().map(|column| self.label(column)));
                    if let Some(column) = changed {
                        // Its place is the one in which it was shown: what was sent is without it.
                        let shown = self.base.iter().position(|(known, _)| *known == id).unwrap_or_default();
                        let fault = fault(self.list, "value.row_changed_since").with("row", shown + 1);
                        self.conflicts.push(fault.with("column", column));
                        if !self.is_told {
                            kept.push(From::Known(id));
                        }
                    }
                }
                _ => kept.push(From::Known(id)),
            }
            rows.entry(id).or_insert(row);
        }
        let order = if self.is_sorted(mine) { woven(sent, &kept) } else { woven(kept, &sent) };
        order.into_iter().filter_map(|from| of(from, (&mut rows, mine))).collect()
    }

    fn is_unsure(&self, row: RowNo) -> bool {
        self.unsure.as_ref().is_some_and(|unsure| unsure.contains(&row))
    }

    /// Whether the rows that were there were put into another order by whoever sends them.
    fn is_sorted(&self, mine: &[Mine]) -> bool {
        let sent: Vec<RowNo> = mine.iter().filter_map(|row| row.id).collect();
        let was = self.base.iter().map(|(id, _)| *id).filter(|id| sent.contains(id));
        let is = sent.iter().copied().filter(|id| self.base.iter().any(|(known, _)| known == id));
        !was.eq(is)
    }

    /// A row of which both sides may have changed cells: as it was shown, was sent and is now. Of one that was not there yet when
    /// the form was shown nobody can say who changed what: all that is sent otherwise than it is now is told.
    fn cells(&mut self, place: usize, base: Option<&Row>, [mine, now]: [&Row; 2]) -> Row {
        let mut row = now.clone();
        for name in self.list.of.keys() {
            let was = base.map(|row| cell(row, name));
            let [sent, is] = [mine, now].map(|row| cell(row, name));
            if Some(sent) == was || sent == is {
                continue;
            }
            if Some(is) != was {
                let fault = self.about(place, "value.cell_changed_since").inside(name);
                self.conflicts.push(fault.with("column", self.label(name)).with("now", self.told(is)));
            }
            row.insert(name.clone(), sent.clone());
        }
        row
    }

    /// The label of the first column in which two rows are not the same.
    fn differs(&self, one: &Row, other: &Row) -> Option<String> {
        let column = self.list.of.keys().find(|name| cell(one, name) != cell(other, name))?;
        Some(self.label(column))
    }

    fn label(&self, column: &str) -> String {
        self.list.of.get(column).map_or_else(|| column.to_owned(), |column| column.label.outline())
    }

    /// A cell in words, as far as it can be said in a sentence and may stand in one.
    fn told(&self, cell: &Json) -> String {
        match cell {
            _ if self.list.personal || self.list.secret => "something else".to_owned(),
            Json::Null => "empty".to_owned(),
            Json::String(text) => format!("\"{}\"", in_one_line(text, TITLE_CHARS)),
            Json::Number(number) => number.to_string(),
            Json::Bool(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
            Json::Array(_) | Json::Object(_) => "something else".to_owned(),
        }
    }

    fn about(&self, place: usize, code: &'static str) -> FieldFault {
        fault(self.list, code).inside(&place.to_string()).with("row", place + 1)
    }
}

/// What stands in a cell; what is not there is empty.
fn cell<'a>(row: &'a Row, column: &str) -> &'a Json {
    row.get(column).unwrap_or(&Json::Null)
}

/// Rows in their order, with those that only the other side has: each after the row that it followed there, those at the end at
/// the end.
fn woven(mut order: Vec<From>, other: &[From]) -> Vec<From> {
    let last = other.iter().rposition(|row| order.contains(row));
    for (place, row) in other.iter().enumerate() {
        if order.contains(row) {
            continue;
        }
        let before = other[..place].iter().rev().find_map(|known| order.iter().position(|row| row == known));
        let at = match (before, last) {
            (_, last) if last.is_none_or(|last| last < place) => order.len(),
            (Some(before), _) => before + 1,
            (None, _) => 0,
        };
        order.insert(at, *row);
    }
    order
}

/// A row of the result, with its place in what was sent.
fn of(from: From, (rows, mine): (&mut HashMap<RowNo, Row>, &[Mine])) -> Option<(Option<usize>, Row)> {
    match from {
        From::Known(id) => {
            let mut row = rows.remove(&id)?;
            row.insert(ROW.to_owned(), id.into());
            Some((mine.iter().position(|row| row.id == Some(id)), row))
        }
        From::New(place) => {
            let mut row = mine.get(place)?.row.clone();
            row.insert(ROW.to_owned(), Json::Null);
            Some((Some(place), row))
        }
    }
}
