//! `set`: values computed without anybody.

use baton_feel::Value;
use baton_model::IndexMap;
use baton_model::definition::{FieldType, Given, Step};
use serde_json::Value as Json;

use crate::Datum;
use crate::behaviour::beside::Anew;
use crate::behaviour::demands::is_demanded_after;
use crate::behaviour::values::{Names, is_absent};
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, Given as GivenValue, Place, ValuesGiven};
use crate::limits::RUN_VALUES_BYTES;
use crate::name::{Name, ThreadNo, V1};
use crate::refusal::Refusal;

impl Burst<'_> {
    /// Computes and keeps the values of a `set`.
    pub fn set_values(&mut self, thread: ThreadNo, step: &Step) -> Decision {
        let values = self.computed(&step.gives)?;
        self.give_and_complete(thread, step, values)
    }

    /// What the `gives` with expressions come to.
    pub fn computed(&self, gives: &[Given]) -> Decision<IndexMap<Name, Json>> {
        self.computed_by(gives, &self.names())
    }

    /// The same, where one more name has a value: `result`, `response` or `body`.
    pub fn computed_with(&self, gives: &[Given], also: (&str, &Value)) -> Decision<IndexMap<Name, Json>> {
        let mut names = self.names();
        names.also = Some(also);
        self.computed_by(gives, &names)
    }

    fn computed_by(&self, gives: &[Given], names: &Names<'_>) -> Decision<IndexMap<Name, Json>> {
        let mut values = IndexMap::default();
        for given in gives {
            let Some(expr) = &given.value else { continue };
            let outcome = names.eval(&expr.program)?;
            values.insert(Name::from(given.field.as_str()), self.as_stored(&given.field, &outcome.value));
        }
        Ok(values)
    }

    /// Keeps what an automatic step gives and goes on, or holds it where a value that is needed later is missing.
    pub fn give_and_complete(&mut self, thread: ThreadNo, step: &Step, values: IndexMap<Name, Json>) -> Decision {
        let name = Name::from(step.id.as_str());
        if let Some((code, fields)) = self.not_taken(&name, &values)? {
            self.raise_missing(thread, &Place::Step(name.clone()), &name, code, fields);
            return Ok(());
        }
        let pass = self.open_automatic(thread, &name)?;
        self.give(Some(name.clone()), pass, values)?;
        self.complete_automatic(thread, &name, pass)
    }

    /// Why values cannot be kept that a step has from elsewhere: what is needed later is not there, or does not fit its field.
    pub fn not_taken(&self, step: &Name, values: &IndexMap<Name, Json>) -> Decision<Option<(&'static str, Vec<Name>)>> {
        let node = self.node(step);
        let is_demanded = |field: &Name| is_demanded_after(self.def, node, None, field);
        let missing = values.iter().filter(|(field, value)| is_absent(value) && is_demanded(field));
        let missing: Vec<Name> = missing.map(|(field, _)| field.clone()).collect();
        if !missing.is_empty() {
            return Ok(Some(("step.value_missing", missing)));
        }
        let mut wrong: Vec<Name> = Vec::new();
        for (field, value) in values {
            if !self.fits(field, value)? {
                wrong.push(field.clone());
            }
        }
        Ok((!wrong.is_empty()).then_some(("step.value_wrong", wrong)))
    }

    /// Keeps values, with what they replace, and lets deadlines and the run's label follow them.
    pub fn give(&mut self, step: Option<Name>, pass: u32, values: IndexMap<Name, Json>) -> Decision {
        if values.is_empty() {
            return Ok(());
        }
        let values = self.in_rows(values);
        let held: usize = self.state.values.values().map(|held| size(&held.value)).sum();
        if held + values.values().map(size).sum::<usize>() > RUN_VALUES_BYTES {
            return Err(Refusal::new("run.values_too_large").with("max", RUN_VALUES_BYTES).into());
        }
        let known_rows = std::mem::take(&mut self.known_rows);
        let mut given = IndexMap::default();
        for (field, value) in values {
            let was = self.state.values.get(&field).map(|held| held.entry).filter(|entry| *entry > 0);
            let name = field.split('#').next().unwrap_or_default();
            let (private, is_list) = self
                .field_of(name)
                .map_or((false, false), |known| (known.personal || known.secret, known.ty == FieldType::List));
            // A form says them by the name that its list has there.
            let known = known_rows.get(&field).or_else(|| known_rows.get(name));
            let rows = if is_list { self.follow_rows(&field, &value, known) } else { None };
            given.insert(field, GivenValue { value: Datum::of(value, private), was, rows });
        }
        let values = given;
        let given: Vec<Name> = values.keys().cloned().collect();
        self.emit(Event::ValuesGiven(ValuesGiven { v: V1::default(), step, pass, values }));
        self.move_deadlines(Anew::Given(&given))?;
        self.move_keys(Anew::Given(&given))?;
        // A field of a block is kept by its name and the number of the block's frame.
        let name = |field: &Name| field.split('#').next().unwrap_or_default().to_owned();
        if given.iter().any(|field| self.def.index.names_run(&name(field))) { self.relabel() } else { Ok(()) }
    }
}

/// About how long a value is as JSON, in bytes.
fn size(value: &Json) -> usize {
    match value {
        Json::String(text) => text.len() + 2,
        Json::Array(items) => items.iter().map(size).sum::<usize>() + 2,
        Json::Object(entries) => entries.iter().map(|(name, value)| name.len() + 4 + size(value)).sum::<usize>() + 2,
        _ => 8,
    }
}
