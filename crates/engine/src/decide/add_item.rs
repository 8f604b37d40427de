//! Adds an item to an `each` that is under way, and to its list; by the role that its `add:` names, as long as it has not
//! gone on. The `join` is asked anew, since there is one more.

use baton_model::Compiled;
use baton_model::IndexMap;
use baton_model::definition::step::{Each, StepKind};
use baton_model::definition::{Field, FieldType};
use baton_people::PersonId;
use serde_json::Value as Json;

use crate::Datum;
use crate::actor::Ctx;
use crate::behaviour::fields::{self, count_max};
use crate::behaviour::leaving::BlockAt;
use crate::behaviour::rows;
use crate::behaviour::values::{Row, is_absent};
use crate::command::{AddItem, Values};
use crate::decide::burst::{Burst, Decision, Stop};
use crate::event::{Event, ItemAdded, Planned};
use crate::facts::{Facts, Want};
use crate::limits::{ITEMS, ITEMS_OF_RUN};
use crate::name::{Name, ThreadNo, V1};
use crate::refusal::{FieldFault, Refusal};
use crate::state::{Block, RunState};

/// An `each` under way to which somebody may add an item.
#[derive(Clone, Debug)]
pub struct Adding {
    /// The `each`.
    pub step: Name,
    /// The thread that waits at it.
    pub thread: ThreadNo,
    /// What is filled in for the item.
    pub fields: Vec<Field>,
}

/// Where somebody may add an item now; or the facts that saying so needs.
pub fn adding(
    def: &Compiled,
    state: &RunState,
    facts: &Facts,
    ctx: &Ctx,
    person: PersonId,
) -> Result<Vec<Adding>, Vec<Want>> {
    let mut burst = Burst::new(def, state, facts, ctx);
    let mut places = Vec::new();
    for block in state.blocks.iter().filter(|block| !block.went_on && state.is_running()) {
        let Some(StepKind::Each(each)) = burst.step(&block.step).map(|step| &step.kind) else { continue };
        let Some(role) = &each.add else { continue };
        burst.frame = block.outer;
        match burst.may_have(&role.name, person) {
            Ok(true) => {}
            Err(Stop::Need(wants)) => return Err(wants),
            Ok(false) | Err(Stop::Refused(_)) => continue,
        }
        let fields = each.entry(&def.workflow.fields).into_values().collect();
        places.push(Adding { step: block.step.clone(), thread: block.thread, fields });
    }
    Ok(places)
}

pub(super) fn carry_out(burst: &mut Burst<'_>, add: &AddItem) -> Decision {
    burst.still_running()?;
    let by = burst.actor()?;
    let about = |code| Refusal::new(code).with("step", &add.step);
    let Some(StepKind::Each(each)) = burst.step(&add.step).map(|step| &step.kind) else {
        return Err(about("each.not_open").into());
    };
    let block = open_block(&burst.state.blocks, add)?.clone();
    burst.frame = block.outer;
    let Some(role) = &each.add else { return Err(about("each.takes_no_items").into()) };
    if !burst.may_have(&role.name, by)? {
        return Err(about("each.not_yours").with("role", &role.name).into());
    }
    let values = taken(burst, each, &add.values)?;
    let at = BlockAt::from(&block);
    let (item, row) = kept(burst, (&at, each), &block, values)?;
    let branch: Name = format!("{}/{}", at.step, block.parts.len() + 1).into();
    let is_private = burst.workflow().private_in(&each.items.program).is_some();
    let number = burst.rows_of_items(each).and_then(|rows| rows.ids.last().copied()).filter(|_| row.is_some());
    let number = number.filter(|number| row.is_none_or(|place| *number != place + 1));
    let item = Planned { branch, item: Some(Datum::of(item, is_private)), row: number };
    let (pass, thread) = (at.pass, at.thread);
    burst.emit(Event::ItemAdded(ItemAdded { v: V1::default(), block: at.step.clone(), pass, thread, item, row, by }));
    burst.open_items(&at, each);
    match burst.block(&at).cloned() {
        Some(block) => burst.join_if(&at, &block, &each.joining),
        None => Ok(()),
    }
}

/// The block that is meant: it is under way, and has not gone on.
fn open_block<'a>(blocks: &'a [Block], add: &AddItem) -> Result<&'a Block, Refusal> {
    let is_meant = |thread: ThreadNo| add.thread.is_none_or(|meant| meant == thread);
    let mut open = blocks.iter().filter(|block| *block.step == *add.step && !block.went_on && is_meant(block.thread));
    match (open.next(), open.next()) {
        (Some(block), None) => Ok(block),
        (Some(_), Some(_)) => Err(Refusal::new("each.which_one").with("step", &add.step)),
        (None, _) => Err(Refusal::new("each.not_open").with("step", &add.step)),
    }
}

/// What was sent, as it is stored.
fn taken(burst: &Burst<'_>, each: &Each, sent: &Values) -> Decision<IndexMap<String, Json>> {
    let list = each.list.as_ref().and_then(|list| burst.workflow().fields.get(list));
    if let Some(list) = list.filter(|list| list.ty == FieldType::List) {
        let sent = sent.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        let row = rows::row(list, &sent, ("/values", &burst.names()))?;
        // Every column is there, filled in or not, as it is in what its form sends.
        let all =
            |row: Row| list.of.keys().map(|name| (name.clone(), row.get(name).cloned().unwrap_or_default())).collect();
        let row = row.map_err(item_wrong)?;
        let wrong = rows::unchangeable_cells(list, (None, &row), &burst.names())?.into_iter();
        let wrong: Vec<FieldFault> =
            wrong.map(|(column, wrong)| FieldFault { path: format!("/values/{column}"), ..wrong }).collect();
        return if wrong.is_empty() { Ok(all(row)) } else { Err(item_wrong(wrong)) };
    }
    let entry = each.entry(&burst.workflow().fields);
    let unknown = sent.keys().filter(|name| !entry.contains_key(*name));
    let mut faults: Vec<FieldFault> = unknown
        .map(|name| FieldFault::of_field(name, "value.unknown_field").with("field", name).with("name", name))
        .collect();
    let mut values = IndexMap::default();
    for (name, field) in &entry {
        let value = match fields::take(field, sent.get(name).unwrap_or(&Json::Null), &burst.names())? {
            Ok(value) => value,
            Err(wrong) => {
                faults.extend(wrong);
                continue;
            }
        };
        if field.required && is_absent(&value) {
            faults.push(fields::fault(field, "value.required"));
        }
        values.insert(name.clone(), value);
    }
    if faults.is_empty() { Ok(values) } else { Err(item_wrong(faults)) }
}

fn item_wrong(faults: Vec<FieldFault>) -> Stop {
    let mut refusal = Refusal::new("each.item_wrong").with("count", faults.len());
    refusal.faults = faults;
    refusal.into()
}

/// The item; where the items are those of a list field, it is put at its end. With its row there.
fn kept(
    burst: &mut Burst<'_>,
    (at, each): (&BlockAt, &Each),
    block: &Block,
    mut values: IndexMap<String, Json>,
) -> Decision<(Json, Option<u32>)> {
    let too_many = |code, max: usize| Err(Refusal::new(code).with("max", max).into());
    // Items whose rows were removed make room for others; how many a run may have at once counts them all.
    if block.total() >= ITEMS {
        return too_many("each.too_many_items", ITEMS);
    }
    if burst.state.items() >= ITEMS_OF_RUN {
        return too_many("each.too_many_in_run", ITEMS_OF_RUN);
    }
    let list = each.list.as_ref().and_then(|list| burst.field_of(list)).map(std::borrow::Cow::into_owned);
    let is_list = |field: &Field| matches!(field.ty, FieldType::List | FieldType::Choices | FieldType::Files);
    let Some(list) = list.filter(is_list) else {
        let item = values.swap_remove(&each.name).unwrap_or_else(|| (block.parts.len() + 1).into());
        return Ok((item, None));
    };
    let held = burst.stored(&list.name).and_then(|held| held.as_array().cloned()).unwrap_or_default();
    let row = u32::try_from(held.len()).ok().filter(|_| list.ty == FieldType::List);
    let item = match row {
        Some(_) => Json::Object(values.into_iter().collect()),
        None => values.swap_remove(&each.name).unwrap_or_default(),
    };
    let mut all = held;
    if row.is_some() || !all.contains(&item) {
        all.push(item.clone());
    }
    let max = count_max(&list);
    if all.len() > max {
        return too_many("each.too_many_items", max);
    }
    let whole = IndexMap::from_iter([(Name::from(list.name.as_str()), Json::Array(all))]);
    burst.attach_files(&whole);
    burst.give(Some(at.step.clone()), at.pass, whole)?;
    Ok((item, row))
}

impl Burst<'_> {
    /// Whether somebody has a role, or could have it while nobody has.
    fn may_have(&self, role: &str, person: PersonId) -> Decision<bool> {
        if let Some(kept) = self.state.roles.get(role) {
            return Ok(*kept == person);
        }
        Ok(self.who_could(role)?.contains(&person))
    }
}
