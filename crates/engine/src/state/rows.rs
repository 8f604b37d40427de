//! Which rows a list holds: a number for each, which it keeps while others are added, sorted and removed around it.
//!
//! The numbers stand beside the value, never in it: what reads a value sees none. A list of which nothing is said has its rows
//! by their places, the first is 1; so it is with all that was recorded before rows had numbers, and with most lists ever since.
//! A number that was given once is never given to another row of the list.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// Which row of a list, from 1 in the order in which they came.
pub type RowNo = u32;

/// The rows of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// The rows' numbers, in their order.
    pub ids: Vec<RowNo>,
    /// The highest number that was ever given.
    pub made: RowNo,
}

impl Rows {
    /// So many rows, each by its place.
    pub fn by_place(count: usize) -> Self {
        let made = RowNo::try_from(count).unwrap_or(RowNo::MAX);
        Self { ids: (1..=made).collect(), made }
    }

    /// The rows of a value, by their places where nothing else is said.
    pub fn of(said: Option<&Self>, value: &Json) -> Self {
        said.cloned().unwrap_or_else(|| Self::by_place(rows_in(value).len()))
    }

    /// What is to be said of them: nothing where their places say it.
    pub fn said(self) -> Option<Self> {
        let is_by_place = self.made as usize == self.ids.len() && (1..).zip(&self.ids).all(|(nth, id)| nth == *id);
        (!is_by_place).then_some(self)
    }

    /// At which place a row is, from 0; none: it is gone.
    pub fn place_of(&self, row: RowNo) -> Option<usize> {
        self.ids.iter().position(|id| *id == row)
    }

    /// A number for a row that is new.
    pub fn new_row(&mut self) -> RowNo {
        self.made = self.made.saturating_add(1);
        self.made
    }

    /// The rows of a list that was made anew from what it held before, by somebody or something that knows no numbers: a row that
    /// holds the same as one before is that row; of the others the one at the same place; else it is new.
    #[must_use]
    pub fn followed(&self, before: &[Json], now: &[Json]) -> Self {
        let [before, now] = [before, now].map(|rows| rows.iter().map(content).collect::<Vec<_>>());
        let is_same = |place: usize| now.get(place) == before.get(place);
        let mut moved: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, row) in before.iter().enumerate().rev().filter(|(place, _)| !is_same(*place)) {
            moved.entry(row).or_default().push(place);
        }
        let mut from: Vec<Option<usize>> = Vec::new();
        for (place, row) in now.iter().enumerate() {
            let mut equal = || moved.get_mut(row.as_str()).and_then(Vec::pop);
            from.push(if is_same(place) { Some(place) } else { equal() });
        }
        let mut taken = vec![false; before.len()];
        from.iter().flatten().for_each(|place| taken[*place] = true);
        let mut rows = Self { ids: Vec::with_capacity(now.len()), made: self.made };
        for (place, from) in from.into_iter().enumerate() {
            let from = from.or_else(|| taken.get(place).is_some_and(|taken| !taken).then_some(place));
            let known = from.and_then(|from| self.ids.get(from)).copied();
            let id = known.unwrap_or_else(|| rows.new_row());
            rows.ids.push(id);
        }
        rows
    }
}

/// The rows of a stored value; none where it is no list.
pub fn rows_in(value: &Json) -> &[Json] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// What a row holds, to be compared: a column that is empty is as one that is not there, and their order says nothing.
fn content(row: &Json) -> String {
    let Json::Object(cells) = row else { return row.to_string() };
    let mut cells: Vec<_> = cells.iter().filter(|(_, cell)| !cell.is_null()).collect();
    cells.sort_unstable_by_key(|(name, _)| name.as_str());
    let cells: Vec<String> = cells.into_iter().map(|(name, cell)| format!("{name}:{cell}")).collect();
    format!("{{{}}}", cells.join(","))
}

/// Whether two rows, or two cells, hold the same.
pub(crate) fn are_alike(one: &Json, other: &Json) -> bool {
    one == other || content(one) == content(other)
}

/// How a list was before it became what it is: no more of it than what tells it from what came next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Earlier {
    /// The run's `rev` with which it came.
    pub rev: i64,
    /// Its rows, where they were not those of what came next, in this order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<RowNo>>,
    /// The rows that became others, or are gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub was: Vec<(RowNo, Json)>,
}

/// How many earlier states of a list are kept for the forms that are open; of what is older only which rows changed when.
const EARLIER_MAX: usize = 64;

/// A list as it is or was, with the run's `rev` with which it came.
#[derive(Clone, Copy)]
pub(crate) struct ListAt<'a> {
    pub value: &'a Json,
    pub rows: Option<&'a Rows>,
    pub rev: i64,
}

impl ListAt<'_> {
    /// Whether it is a list of rows, as far as that can be seen.
    fn has_rows(&self) -> bool {
        rows_in(self.value).first().is_some_and(Json::is_object)
    }

    /// Its rows by their numbers.
    pub fn numbered(&self) -> Vec<(RowNo, Json)> {
        let ids = Rows::of(self.rows, self.value).ids;
        ids.into_iter().zip(rows_in(self.value).iter().cloned()).collect()
    }
}

/// When rows became others, of states that are not kept, since there were too many of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Turned {
    /// The run's `rev` since which all of it is here or in the states that are kept.
    pub since: i64,
    /// By row the `rev` with which it last did.
    pub rows: BTreeMap<RowNo, i64>,
}

/// What is kept of how a list was.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Kept {
    pub earlier: Vec<Earlier>,
    pub turned: Option<Turned>,
}

impl Kept {
    /// What is to be kept when a list becomes another: what somebody may have in a form of a task that has been open since the
    /// revision `open`. Nothing of what is no list, and nothing where no task is open.
    pub fn with(self, was: ListAt<'_>, now: ListAt<'_>, open: Option<i64>) -> Self {
        let Self { mut earlier, mut turned } = self;
        let is_list = !earlier.is_empty() || was.has_rows() || now.has_rows();
        let Some(open) = open.filter(|_| is_list) else { return Self::default() };
        let (ids, next) = (Rows::of(was.rows, was.value).ids, Rows::of(now.rows, now.value).ids);
        let after: HashMap<RowNo, &Json> = next.iter().copied().zip(rows_in(now.value)).collect();
        let before = ids.iter().copied().zip(rows_in(was.value));
        let changed =
            before.filter(|(id, row)| after.get(id) != Some(row)).map(|(id, row)| (id, row.clone())).collect();
        earlier.push(Earlier { rev: was.rev, ids: (ids != next).then_some(ids), was: changed });
        // A state could be seen until the next one came.
        let until: Vec<i64> = earlier.iter().skip(1).map(|next| next.rev).chain([now.rev]).collect();
        let needless = until.iter().take_while(|until| **until <= open).count();
        let gone = needless.max(earlier.len().saturating_sub(EARLIER_MAX));
        for (state, until) in earlier.drain(..gone).zip(until).filter(|(_, until)| *until > open) {
            let turned = turned.get_or_insert_with(|| Turned { since: state.rev, ..Turned::default() });
            turned.rows.extend(state.was.iter().map(|(row, _)| (*row, until)));
        }
        if let Some(turned) = &mut turned {
            turned.rows.retain(|row, until| *until > open && after.contains_key(row));
        }
        // It is there as long as a state is missing that somebody may have in a form, also where that changed no row.
        let lacks = earlier.first().is_some_and(|first| first.rev > open);
        Self { earlier, turned: turned.filter(|_| lacks) }
    }
}

/// A list as a form showed it, as far as that is known.
pub(crate) struct Shown {
    pub rows: Vec<(RowNo, Json)>,
    /// Of a list that has changed too often: the rows of which it is only known that they have become others since. Of what else
    /// was gone before the states that are kept nothing is known.
    pub unsure: Option<HashSet<RowNo>>,
}

/// The rows as they were when the run had this revision; none: nobody knows any more.
pub(crate) fn at(now: ListAt<'_>, earlier: &[Earlier], seen: i64) -> Option<Vec<(RowNo, Json)>> {
    let numbered = now.numbered();
    if now.rev <= seen {
        return Some(numbered);
    }
    let mut ids: Vec<RowNo> = numbered.iter().map(|(id, _)| *id).collect();
    let mut rows: HashMap<RowNo, Json> = numbered.into_iter().collect();
    for state in earlier.iter().rev() {
        rows.extend(state.was.iter().cloned());
        ids = state.ids.clone().unwrap_or(ids);
        if state.rev <= seen {
            return Some(ids.into_iter().filter_map(|id| Some((id, rows.get(&id)?.clone()))).collect());
        }
    }
    None
}

/// What is said of rows, shared.
pub(crate) fn shared(said: Option<&Rows>) -> Option<Arc<Rows>> {
    said.cloned().map(Arc::new)
}

#[cfg(test)]
mod tests;
