//! Rows that are known: which rows a list has when it is given anew, and what becomes of the items whose rows are gone.
//!
//! A form says which rows are which; of what is computed, or sent by somebody who knows no numbers, they are found by what they
//! hold. An item whose row is removed is withdrawn with all that is open in it, does not count any more, and `join` is asked
//! again. An item that is done stays done. Nothing is withdrawn because a value was erased.

use baton_model::definition::step::Each;
use baton_model::definition::{FieldType, StepKind};
use serde_json::Value as Json;

use super::leaving::BlockAt;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, ItemRemoved, Place, Withdrawal};
use crate::name::{Name, ThreadNo, V1};
use crate::state::rows::rows_in;
use crate::state::{Block, Held, PartState, RowNo, Rows};

impl Burst<'_> {
    /// What is to be said of the rows of a list that is given; notes those that are gone and have items.
    pub fn follow_rows(&mut self, field: &Name, value: &Json, known: Option<&Rows>) -> Option<Rows> {
        let held = self.state.values.get(field);
        let (before, was) = match held {
            Some(held) => (Rows::of(held.rows.as_deref(), &held.value), rows_in(&held.value)),
            None => (Rows::default(), [].as_slice()),
        };
        let now = rows_in(value);
        let rows = match known.filter(|known| known.ids.len() == now.len()) {
            Some(known) => known.clone(),
            None => before.followed(was, now),
        };
        let is_same = before.ids == rows.ids;
        let gone = before.ids.into_iter().filter(|row| !is_same && !rows.ids.contains(row)).collect::<Vec<_>>();
        if !gone.is_empty() && self.state.blocks.iter().any(|block| self.items_are_rows(block, field)) {
            self.removed_rows.push((field.clone(), gone));
        }
        rows.said()
    }

    /// The rows that are the items of an `each` over a list of them.
    pub fn rows_of_items(&self, each: &Each) -> Option<Rows> {
        let held = self.list_of_items(each)?;
        Some(Rows::of(held.rows.as_deref(), &held.value))
    }

    fn list_of_items(&self, each: &Each) -> Option<&Held> {
        let list = each.list.as_deref()?;
        self.workflow().fields.get(list).filter(|list| list.ty == FieldType::List)?;
        self.state.values.get(list)
    }

    /// Whether the item at a place of a block is a row that was removed from its list.
    pub fn is_row_gone(&self, block: &Block, place: usize) -> bool {
        let Some(StepKind::Each(each)) = self.step(&block.step).map(|step| &step.kind) else { return false };
        let held = self.list_of_items(each).filter(|held| !held.erased);
        held.zip(block.row_at(place)).is_some_and(|(held, row)| held.place_of(row).is_none())
    }

    fn items_are_rows(&self, block: &Block, list: &str) -> bool {
        let kind = self.step(&block.step).map(|step| &step.kind);
        matches!(kind, Some(StepKind::Each(each)) if each.list.as_deref() == Some(list))
    }

    /// Withdraws the items whose rows were removed.
    pub fn withdraw_removed(&mut self) -> Decision {
        while let Some((list, rows)) = self.removed_rows.pop() {
            let held = self.state.values.get(&list);
            let is_gone = |row: &RowNo| held.is_none_or(|held| held.place_of(*row).is_none());
            let rows: Vec<RowNo> = rows.into_iter().filter(is_gone).collect();
            let blocks = self.state.blocks.iter().filter(|block| self.items_are_rows(block, &list));
            for at in blocks.map(BlockAt::from).collect::<Vec<_>>() {
                self.withdraw_items(&at, &list, &rows)?;
            }
        }
        Ok(())
    }

    /// Asks a block again of which an item is gone. Whoever removed its row is not refused for what the block's `join` and `gives`
    /// take: the thread that waits at it is held.
    fn ask_again(&mut self, at: &BlockAt, ask: impl FnOnce(&mut Self) -> Decision) -> Decision {
        let again = Place::Again(at.step.clone());
        self.moving((at.thread, &again), ask).map(drop)
    }

    fn withdraw_items(&mut self, at: &BlockAt, list: &Name, rows: &[RowNo]) -> Decision {
        let Some(block) = self.block(at) else { return Ok(()) };
        let is_left = |state: PartState| matches!(state, PartState::Open | PartState::Waiting);
        let is_meant = |place: usize| block.row_at(place).is_some_and(|row| rows.contains(&row));
        let parts = block.parts.iter().enumerate().filter(|(place, part)| is_left(part.state) && is_meant(*place));
        let items: Vec<(Name, ThreadNo)> = parts.map(|(_, part)| (part.branch.clone(), part.frame)).collect();
        if items.is_empty() {
            return Ok(());
        }
        let by = self.ctx.actor.as_person();
        let outwards = self.outwards(at.outer);
        let reason = Withdrawal::RowRemoved { block: at.step.clone(), list: list.clone() };
        for (branch, frame) in items {
            self.emit(Event::ItemRemoved(ItemRemoved {
                v: V1::default(),
                block: at.step.clone(),
                pass: at.pass,
                thread: at.thread,
                branch,
                list: list.clone(),
                by,
            }));
            if frame != 0 {
                self.withdraw_frame(frame, None, &reason, by);
            }
        }
        self.drop_moves();
        self.frame = at.outer;
        if self.block(at).is_some() {
            return self.ask_again(at, |burst| burst.part_over(at));
        }
        // What it stood in may be over with it.
        let around = outwards.iter().find_map(|frame| self.state.part(*frame)).map(|(block, _)| BlockAt::from(block));
        match around {
            Some(around) => self.ask_again(&around, |burst| burst.left_by_cancelling(outwards)),
            None => Ok(()),
        }
    }
}
