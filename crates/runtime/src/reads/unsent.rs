//! What a draft holds of secret fields. Nobody is shown it, so who goes on with the draft cannot send it back: what they leave out
//! stays in the draft, and is taken from it once the form is sent. What they send counts, also that nothing stands there.

use baton_engine::form::Form;
use baton_engine::{RunState, Values};
use baton_model::Compiled;
use baton_model::definition::Field;

use super::form::{Place, kept, shown};
use crate::caller::Caller;
use crate::core::Core;
use crate::refused::Refused;

/// A form that is sent, and where its draft is.
pub struct Unsent<'a> {
    /// What it is a form of.
    pub compiled: &'a Compiled,
    /// The run as it is.
    pub state: &'a RunState,
    /// Which form.
    pub form: Form<'a>,
    /// Where its draft is.
    pub place: Place,
}

impl Unsent<'_> {
    /// What is sent, with what the caller's draft holds of the secret fields that the form asks for and that were left out.
    pub fn with(&self, core: &Core, caller: &Caller, mut sent: Values) -> Result<Values, Refused> {
        let Some(person) = caller.person.filter(|_| has_secrets(self.compiled)) else { return Ok(sent) };
        let (draft, _) = kept(core, &self.place, person)?;
        let mut filled = sent.clone();
        keep(self.compiled, draft.values, &mut filled);
        if filled.len() == sent.len() {
            return Ok(sent);
        }
        let form = shown(core, caller, self.compiled, self.state, self.form, &filled)?;
        for field in form.asked.iter().filter(|field| field.shown && !field.read_only) {
            if let Some(value) = filled.get(&*field.name) {
                sent.entry(field.name.to_string()).or_insert_with(|| value.clone());
            }
        }
        Ok(sent)
    }
}

/// Keeps what stood in secret fields that were left out.
pub fn keep(compiled: &Compiled, before: Values, now: &mut Values) {
    for (name, value) in before.into_iter().filter(|(name, _)| is_secret(compiled, name)) {
        now.entry(name).or_insert(value);
    }
}

/// Takes secret fields that were emptied out of a draft: nothing was filled in there, and what the run holds stays.
pub fn take_out_emptied(compiled: &Compiled, draft: &mut Values) {
    draft.retain(|name, value| !value.is_null() || !is_secret(compiled, name));
}

/// What may be shown of a draft to whoever filled it in.
pub fn without_secrets(compiled: &Compiled, mut values: Values) -> Values {
    values.retain(|name, _| !is_secret(compiled, name));
    values
}

fn is_secret(compiled: &Compiled, name: &str) -> bool {
    let workflow = &compiled.workflow;
    workflow.fields.get(name).or_else(|| workflow.inner_field(name)).is_some_and(|field| field.secret)
}

fn has_secrets(compiled: &Compiled) -> bool {
    let is_or_holds = |field: &Field| field.secret || field.of.values().any(|column| column.secret);
    let workflow = &compiled.workflow;
    let own = workflow.all_steps().into_iter().filter_map(|step| step.own_fields());
    workflow.fields.values().chain(own.flat_map(|fields| fields.values())).any(is_or_holds)
}
