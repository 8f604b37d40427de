//! `each`: the same steps for each item, so many at a time, in the items' order.

use baton_feel::Value;
use baton_model::definition::step::Each;
use baton_people::PersonId;
use serde_json::Value as Json;

use crate::Datum;
use crate::behaviour::leaving::BlockAt;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, PartsPlanned, Place, Planned};
use crate::limits::{ITEMS, ITEMS_OF_RUN};
use crate::name::{Name, ThreadNo, V1};
use crate::state::PartState;

impl Burst<'_> {
    /// Opens the first items. No list is an empty one; a number is so many items.
    pub fn open_each(&mut self, thread: ThreadNo, block: &Name, each: &Each) -> Decision {
        let items = match self.names().eval(&each.items.program)?.value {
            Value::Null => Vec::new(),
            Value::List(items) => items.iter().map(Value::to_json).collect(),
            value @ Value::Number(_) => {
                // So many times, and never less than not at all.
                let count = value.to_json().as_f64().unwrap_or_default().clamp(0.0, ITEMS as f64 + 1.0);
                (1..=count as u64).map(Json::from).collect()
            }
            value => vec![value.to_json()],
        };
        let too_many = match items.len() {
            count if count > ITEMS => Some(("each.too_many_items", ITEMS)),
            count if self.state.items() + count > ITEMS_OF_RUN => Some(("each.too_many_in_run", ITEMS_OF_RUN)),
            _ => None,
        };
        if let Some((code, max)) = too_many {
            self.raise(thread, &Place::Step(block.clone()), block, code, [("max", max.to_string())]);
            return Ok(());
        }
        let adders = self.adders(each)?;
        let at = self.open_block_at(thread, block)?;
        let is_private = self.workflow().private_in(&each.items.program).is_some();
        let rows = self.rows_of_items(each).filter(|rows| rows.ids.len() == items.len());
        let row = |index: usize| rows.as_ref()?.ids.get(index).copied().filter(|row| *row as usize != index + 1);
        let parts = items.into_iter().enumerate().map(|(index, item)| Planned {
            branch: format!("{block}/{}", index + 1).into(),
            item: Some(Datum::of(item, is_private)),
            row: row(index),
        });
        let parts: Vec<Planned> = parts.collect();
        if parts.is_empty() {
            return self.block_done(&at);
        }
        self.emit(Event::PartsPlanned(PartsPlanned {
            v: V1::default(),
            block: block.clone(),
            pass: at.pass,
            thread,
            parts,
            adders,
        }));
        self.open_items(&at, each);
        match self.block(&at).cloned() {
            Some(opened) => self.join_if(&at, &opened, &each.joining),
            None => Ok(()),
        }
    }

    /// Who could add items if the block opened now.
    fn adders(&self, each: &Each) -> Decision<Vec<PersonId>> {
        let Some(role) = &each.add else { return Ok(Vec::new()) };
        match self.state.roles.get(role.name.as_str()) {
            Some(kept) => Ok(vec![*kept]),
            None => self.who_could(&role.name),
        }
    }

    /// Opens as many of the items that wait as may be open at a time.
    pub fn open_items(&mut self, at: &BlockAt, each: &Each) {
        let Some(block) = self.block(at) else { return };
        let open = block.count(PartState::Open);
        let room = each.at_a_time.map_or(usize::MAX, |most| (most as usize).saturating_sub(open));
        let waiting = block.parts.iter().filter(|part| part.state == PartState::Waiting);
        let next: Vec<Name> = waiting.take(room).map(|part| part.branch.clone()).collect();
        let Some(inside) = self.node(&at.step).and_then(|node| node.branches.first()) else { return };
        let before = self.moves.len();
        for branch in next {
            self.open_part(at, &branch, &inside.first);
        }
        // The last in the list moves first.
        self.moves[before..].reverse();
    }
}
