//! Rows of list fields that are items: each is known wherever it stands, and an item goes with its row.
//!
//! A row that is given again with what it held is the same one, of the others the one at its place; all else is new. A form says
//! which are which. What is done of an item stays done when its row is gone.

use baton_feel::Value;
use baton_model::definition::FieldType;
use baton_model::definition::step::StepKind;
use serde_json::Value as Json;

use super::handlers::is_gone_on;
use super::{Oracle, Phase, Thread};

/// The rows of a list: their numbers in their order, and the highest there was.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    pub ids: Vec<u32>,
    made: u32,
}

impl Rows {
    fn one_more(&mut self) -> u32 {
        self.made += 1;
        self.made
    }
}

/// Under which name a form says the number of a row.
const NUMBER: &str = "$row";

/// What a row holds; an empty column is as one that is not there.
fn held(row: &Json) -> Json {
    let cells = row.as_object().into_iter().flatten().filter(|(_, cell)| !cell.is_null());
    Json::Object(cells.map(|(name, cell)| (name.clone(), cell.clone())).collect())
}

impl Oracle {
    pub(super) fn is_list(&self, name: &str) -> bool {
        self.text.workflow.fields.get(name).is_some_and(|field| field.ty == FieldType::List)
    }

    /// What stands in a row of a list now; none: it is gone.
    pub(super) fn row(&self, list: &str, row: u32) -> Option<Value> {
        let place = self.lists.get(list)?.ids.iter().position(|id| *id == row)?;
        match self.values.get(list)? {
            Value::List(rows) => rows.clone().into_vec().into_iter().nth(place),
            _ => None,
        }
    }

    fn rows_of(&self, list: &str) -> Vec<Json> {
        let rows = self.values.get(list).map(Value::to_json);
        rows.and_then(|rows| rows.as_array().cloned()).unwrap_or_default()
    }

    /// A list is given that says nothing of its rows.
    pub(super) fn follow_rows(&mut self, list: &str, value: &Value) {
        let before: Vec<Json> = self.rows_of(list).iter().map(held).collect();
        let now = value.to_json();
        let now: Vec<Json> = now.as_array().into_iter().flatten().map(held).collect();
        let mut left: Vec<bool> = vec![true; before.len()];
        let mut from: Vec<Option<usize>> = vec![None; now.len()];
        for place in (0..now.len()).filter(|place| before.get(*place) == Some(&now[*place])) {
            (from[place], left[place]) = (Some(place), false);
        }
        for (place, row) in now.iter().enumerate() {
            if from[place].is_none() {
                from[place] = (0..before.len()).find(|was| left[*was] && before[*was] == *row);
                from[place].into_iter().for_each(|was| left[was] = false);
            }
        }
        for place in 0..now.len() {
            if from[place].is_none() && left.get(place) == Some(&true) {
                (from[place], left[place]) = (Some(place), false);
            }
        }
        let mut rows = self.lists.remove(list).unwrap_or_default();
        let was = std::mem::take(&mut rows.ids);
        rows.ids = from.into_iter().map(|from| from.map_or_else(|| rows.one_more(), |from| was[from])).collect();
        self.given_rows(list, &was, rows);
    }

    fn given_rows(&mut self, list: &str, was: &[u32], rows: Rows) {
        let gone = was.iter().filter(|id| !rows.ids.contains(id));
        self.gone.extend(gone.map(|id| (list.to_owned(), *id)));
        self.lists.insert(list.to_owned(), rows);
    }

    /// A form gives a list, perhaps with the numbers of its rows. What is to be stored of it.
    pub(super) fn sent_rows(&mut self, list: &str, sent: &Json) -> Json {
        let mut plain: Vec<Json> = sent.as_array().cloned().unwrap_or_default();
        let numbers: Vec<Option<Json>> =
            plain.iter_mut().map(|row| row.as_object_mut().and_then(|row| row.remove(NUMBER))).collect();
        if numbers.iter().any(Option::is_some) {
            let mut rows = self.lists.remove(list).unwrap_or_default();
            let was = std::mem::take(&mut rows.ids);
            for number in numbers {
                let known =
                    number.and_then(|number| u32::try_from(number.as_u64()?).ok()).filter(|id| was.contains(id));
                let id = known.unwrap_or_else(|| rows.one_more());
                rows.ids.push(id);
            }
            self.given_rows(list, &was, rows);
        } else {
            let value = Value::from_json(&plain.clone().into());
            self.follow_rows(list, &value);
        }
        plain.into()
    }

    /// A column of an item is given: it stands in the row, wherever that is. Whether the name is one.
    pub(super) fn put_cell(&mut self, frame: u32, name: &str, value: &Value) -> bool {
        let Some((item, column)) = name.split_once('.') else { return false };
        let row = self.around(frame).into_iter().find_map(|frame| {
            let known = self.frame(frame)?.item.as_ref().filter(|known| known.name == item)?;
            known.row.clone()
        });
        let Some((list, row)) = row else { return false };
        let place = self.lists.get(&list).and_then(|rows| rows.ids.iter().position(|id| *id == row));
        let mut rows = self.rows_of(&list);
        if let Some(row) = place.and_then(|place| rows.get_mut(place)).and_then(Json::as_object_mut) {
            row.insert(column.to_owned(), value.to_json());
            self.store_rows(&list, &rows.into());
        }
        true
    }

    fn store_rows(&mut self, list: &str, rows: &Json) {
        if let Some(field) = self.text.workflow.fields.get(list) {
            self.values.insert(list.to_owned(), Value::typed(rows, &field.kind()));
        }
    }

    /// A row more at the end of a list.
    pub(super) fn add_row(&mut self, list: &str, row: &Json) -> u32 {
        let mut rows = self.rows_of(list);
        rows.push(row.clone());
        self.store_rows(list, &rows.into());
        let known = self.lists.entry(list.to_owned()).or_default();
        let id = known.one_more();
        known.ids.push(id);
        id
    }

    /// Withdraws the items whose rows are gone. Whether there were any rows.
    pub(super) fn withdraw_gone(&mut self) -> bool {
        let Some((list, row)) = self.gone.pop() else { return false };
        if self.lists.get(&list).is_some_and(|rows| rows.ids.contains(&row)) {
            return true;
        }
        let is_of = |step: &str| {
            step != super::text::RUN
                && matches!(&self.text.step(step).kind, StepKind::Each(each) if each.list.as_deref() == Some(&list))
        };
        let blocks: Vec<u32> = self.threads.iter().filter(|one| is_of(&one.step)).map(|one| one.id).collect();
        let item = Some((list, row));
        for thread in blocks {
            let is_it = |frame: &u32| {
                self.frame(*frame).and_then(|frame| frame.item.as_ref()).is_some_and(|known| known.row == item)
            };
            let frames: Vec<u32> = self.frames_of(thread).into_iter().filter(is_it).collect();
            let has_gone_on = |one: &Thread| frames.contains(&one.frame) && is_gone_on(&one.phase);
            if self.threads.iter().any(has_gone_on) {
                // Whether its item is over before it is withdrawn, the language does not say.
                self.uncovered = Some("a row that is removed by what its item has left behind".to_owned());
            }
            let Some(progress) = self.progress(thread) else { continue };
            let waiting = progress.later.len();
            progress.later.retain(|known| known.row != item);
            let removed = waiting - progress.later.len() + frames.len();
            progress.total -= removed;
            for frame in frames {
                self.withdraw_frame(frame);
            }
            if removed > 0 {
                self.item_gone(thread);
            }
        }
        true
    }

    fn item_gone(&mut self, thread: u32) {
        let Some(one) = self.thread(thread).cloned() else { return };
        if let (StepKind::Each(each), Phase::Block(_)) = (&self.text.step(&one.step).clone().kind, &one.phase) {
            self.next_items(thread, each);
        }
    }
}
