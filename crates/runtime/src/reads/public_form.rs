//! Forms that are open to anybody: what they ask for, what follows from what is filled in, and whether one may be sent.
//!
//! A form is there if the workflow is published and its live version says `who: public`; everything else looks alike, as if
//! it were not there. Nothing that is typed is kept before it is sent. With a form goes a ticket: sealed, so that nobody else
//! makes one, it says which form was opened and when, and is the key under which its run begins, so that a form that is sent
//! twice makes one run. It needs no memory and holds across restarts.

use baton_store::Hash;
use baton_store::keys::Subject;
use baton_store::row::WorkflowRow;
use serde::{Deserialize, Serialize};

use super::start::{Begun, started};
use crate::ask::Filled;
use crate::caller::Caller;
use crate::handle::Handle;
use crate::refused::Refused;
use crate::relation::public_index;
use crate::view::task::{Draft, form_state};
use crate::view::types::{FormState, PublicForm, PublicFormLink};

/// The least time between opening a form and sending it: programs that fill in all they find are faster than people.
const FILLED_IN_S_MIN: i64 = 2;
/// How long a form may stand open. The answers that keep it from making a second run are kept for longer.
const OPEN_S_MAX: i64 = 14 * 24 * 60 * 60;

/// What a ticket says.
#[derive(Serialize, Deserialize)]
struct Ticket {
    workflow: String,
    form: String,
    opened_s: i64,
}

/// A form that may be sent now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sendable {
    /// The start's id.
    pub form: String,
    /// The key under which it makes its run.
    pub key: String,
}

impl Handle {
    /// A form that anybody may fill in; none named: the first one.
    pub fn public_form(&self, workflow: &str, form: Option<&str>) -> Result<PublicForm, Refused> {
        let core = self.core();
        let begun = self.open_form(workflow, form)?;
        let shown = begun.shown(core, &Caller::outside(), &baton_engine::Values::default())?;
        let ticket = Ticket { workflow: workflow.to_owned(), form: begun.id(), opened_s: core.now().as_second() };
        let ticket = serde_json::to_vec(&ticket).map_err(|_| Refused::new("server.internal"))?;
        Ok(PublicForm {
            workflow: started(&begun.workflow),
            form: begun.id(),
            title: shown.texts.of(&begun.start().title),
            fields: form_state(&begun.lens(core.now(), &shown), &shown, &Draft::default()).fields,
            ticket: baton_store::bytes::encode(&core.sealer.seal_for(Subject::tickets(), &ticket)?),
        })
    }

    /// What follows from what is filled in so far; nothing of it is kept.
    pub fn fill_public_form(&self, workflow: &str, form: Option<&str>, values: Filled) -> Result<FormState, Refused> {
        let core = self.core();
        let begun = self.open_form(workflow, form)?;
        let shown = begun.shown(core, &Caller::outside(), &values.into_iter().collect())?;
        Ok(form_state(&begun.lens(core.now(), &shown), &shown, &Draft::default()))
    }

    /// Whether a form may be sent with this ticket.
    pub fn sendable_form(&self, workflow: &str, form: Option<&str>, ticket: &str) -> Result<Sendable, Refused> {
        let core = self.core();
        let begun = self.open_form(workflow, form)?;
        let too_old = || Refused::new("form.too_old");
        let sealed = baton_store::bytes::decode(ticket).ok_or_else(too_old)?;
        let opened = core.sealer.open_from(&sealed).ok().flatten().ok_or_else(too_old)?;
        let known: Ticket = serde_json::from_slice(&opened).map_err(|_| too_old())?;
        let stood_s = core.now().as_second() - known.opened_s;
        if known.workflow != workflow || known.form != begun.id() || !(0..=OPEN_S_MAX).contains(&stood_s) {
            return Err(too_old());
        }
        if stood_s < FILLED_IN_S_MIN {
            let wait = FILLED_IN_S_MIN - stood_s;
            let refused = Refused::new("form.too_soon").with("seconds", wait);
            return Err(Refused { retry_after_s: u32::try_from(wait).ok(), ..refused });
        }
        Ok(Sendable { form: known.form, key: format!("form:{}", Hash::of(&[b"form", ticket.as_bytes()])) })
    }

    /// The forms of a workflow that anybody may fill in, with their addresses.
    pub(super) fn public_forms(&self, workflow: &WorkflowRow) -> Result<Vec<PublicFormLink>, Refused> {
        let core = self.core();
        let compiled = core.compiled(workflow.id, workflow.live_version)?;
        let public = compiled.workflow.start.iter().filter(|start| start.is_public()).enumerate();
        let link = |(nth, start): (usize, &baton_model::definition::Start)| {
            let id = start.id();
            let name = (nth > 0).then_some(id.as_str());
            PublicFormLink { title: start.title.outline(), link: core.form_link(&workflow.slug, name) }
        };
        Ok(public.map(link).collect())
    }

    fn open_form(&self, slug: &str, form: Option<&str>) -> Result<Begun, Refused> {
        let core = self.core();
        let reader = core.reader()?;
        let hidden =
            || Refused::not_found("form", form.map_or_else(|| slug.to_owned(), |form| format!("{slug}/{form}")));
        let row = reader.workflow_by_slug(slug)?.filter(|row| !row.is_decision() && row.live_version > 0);
        let workflow = row.ok_or_else(hidden)?;
        let compiled = core.definitions.compiled(reader.as_ref(), workflow.id, workflow.live_version)?;
        let index = public_index(&compiled, form).ok_or_else(hidden)?;
        Ok(Begun::of(core, &Caller::outside(), workflow, compiled, index))
    }
}
