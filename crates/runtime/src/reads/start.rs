//! Starts: what the caller can begin, a start's form, its draft.

use std::sync::Arc;

use baton_engine::form::{Form, FormView};
use baton_engine::{RunState, Values};
use baton_model::Compiled;
use baton_model::definition::Start;
use baton_people::Directory;
use baton_store::query::Cursor;
use baton_store::row::WorkflowRow;
use jiff::tz::TimeZone;

use super::form::{FormDraft, Of, Place, kept, shown};
use super::looked::{texts_of, zone_of};
use super::page::{PageAsk, cursor, cut};
use crate::caller::Caller;
use crate::core::Core;
use crate::definitions::rows;
use crate::handle::Handle;
use crate::permissions::{Operation, Relation};
use crate::refused::Refused;
use crate::relation::{may_start, start_index};
use crate::rights::Rights;
use crate::view::lens::{Lens, NO_NAMES, moment};
use crate::view::task::{Draft, form_state};
use crate::view::types::{FormState, Page, StartForm, StartItem, StartedWorkflow};

/// A start that is looked at; its run does not exist yet.
pub(super) struct Begun {
    pub workflow: WorkflowRow,
    pub compiled: Arc<Compiled>,
    directory: Arc<Directory>,
    index: usize,
    state: RunState,
    zone: TimeZone,
}

impl Begun {
    /// A start of a published version, as this caller sees it.
    pub fn of(core: &Core, caller: &Caller, workflow: WorkflowRow, compiled: Arc<Compiled>, index: usize) -> Self {
        let started = workflow.slug.as_str().into();
        let state = RunState { workflow: started, start: index, starter: caller.person, ..RunState::default() };
        Self { workflow, compiled, directory: core.directory(), index, state, zone: zone_of(core, caller) }
    }

    /// What a form of it is looked at through.
    pub fn lens<'a>(&'a self, now: jiff::Timestamp, form: &'a FormView) -> Lens<'a> {
        let Self { directory, compiled, state, zone, .. } = self;
        Lens { directory, compiled, state, now, zone, holders: &NO_NAMES, parts: &NO_NAMES, texts: &form.texts }
    }

    pub fn id(&self) -> String {
        self.start().id()
    }

    pub fn start(&self) -> &Start {
        &self.compiled.workflow.start[self.index]
    }

    /// The form with what is filled in.
    pub fn shown(&self, core: &Core, caller: &Caller, values: &Values) -> Result<FormView, Refused> {
        shown(core, caller, &self.compiled, &self.state, Form::Start(self.index), values)
    }
}

impl Handle {
    /// What the caller can start, in the order in which the workflows came.
    pub fn starts(&self, caller: &Caller, page: &PageAsk) -> Result<Page<StartItem>, Refused> {
        let core = self.core();
        let directory = core.directory();
        let rights = Rights::of(caller, &directory);
        rights.at_all(Operation::ListStart)?;
        let reader = core.reader()?;
        let after = cursor(page.cursor.as_deref())?;
        let mut items = Vec::new();
        for workflow in rows(reader.as_ref(), false)? {
            let compiled = core.definitions.compiled(reader.as_ref(), workflow.id, workflow.live_version)?;
            let unborn = RunState { workflow: workflow.slug.as_str().into(), ..RunState::default() };
            let texts = texts_of(core, &compiled, &unborn);
            for (index, start) in compiled.workflow.start.iter().enumerate() {
                let place = Cursor { sort: workflow.id, id: i64::try_from(index).unwrap_or(i64::MAX) };
                if after.is_some_and(|after| (place.sort, place.id) <= (after.sort, after.id)) {
                    continue;
                }
                let starts = may_start(&directory, caller.person, &compiled, index);
                if rights.may(Operation::StartRun, Relation { starts, ..Relation::default() }) {
                    let (title, kind) = (texts.of(&start.title), start.kind_word().to_owned());
                    items.push((place, StartItem { workflow: started(&workflow), start: start.id(), title, kind }));
                }
            }
        }
        let (items, next) = cut(items, page.limit, |(place, _)| *place);
        Ok(Page { items: items.into_iter().map(|(_, item)| item).collect(), next })
    }

    /// A start's form, with what the caller has filled in so far.
    pub fn start_form(&self, caller: &Caller, workflow: &str, start: &str) -> Result<StartForm, Refused> {
        let begun = self.begun(caller, workflow, start)?;
        let place = Place::start(workflow, &begun.id(), caller.person.unwrap_or_default());
        let (kept, draft) = kept(self.core(), &place, caller.person.unwrap_or_default())?;
        let form = begun.shown(self.core(), caller, &kept.values)?;
        let fields = form_state(&begun.lens(self.core().now(), &form), &form, &draft).fields;
        Ok(StartForm {
            workflow: started(&begun.workflow),
            start: begun.id(),
            title: form.texts.of(&begun.start().title),
            fields,
            guide: None,
            rev: draft.rev,
            saved_at: draft.saved_at.map(moment),
            typed: draft.typed,
        })
    }

    /// Keeps what is filled in of a start's form, and says what follows from it.
    pub fn save_start_draft(
        &self,
        caller: &Caller,
        workflow: &str,
        start: &str,
        draft: FormDraft,
    ) -> Result<FormState, Refused> {
        let begun = self.begun(caller, workflow, start)?;
        let person = caller.person.unwrap_or_default();
        let place = Place::start(workflow, &begun.id(), person);
        let now = self.keep_form(&place, person, draft, Of { compiled: &begun.compiled, run: None })?;
        let form = begun.shown(self.core(), caller, &now.values)?;
        let (_, draft): (_, Draft) = kept(self.core(), &place, person)?;
        Ok(form_state(&begun.lens(self.core().now(), &form), &form, &draft))
    }

    fn begun(&self, caller: &Caller, slug: &str, start: &str) -> Result<Begun, Refused> {
        let core = self.core();
        let directory = core.directory();
        let reader = core.reader()?;
        let hidden = || Refused::not_found("start", format!("{slug}/{start}"));
        let workflow = reader.workflow_by_slug(slug)?.filter(|row| !row.is_decision()).ok_or_else(hidden)?;
        let compiled = core.definitions.compiled(reader.as_ref(), workflow.id, workflow.live_version)?;
        let index = start_index(&compiled, Some(start)).map_err(|_| hidden())?;
        let starts = may_start(&directory, caller.person, &compiled, index);
        let relation = Relation { starts, ..Relation::default() };
        Rights::of(caller, &directory).with(Operation::StartRun, relation, "start", start)?;
        Ok(Begun::of(core, caller, workflow, compiled, index))
    }
}

pub(super) fn started(workflow: &WorkflowRow) -> StartedWorkflow {
    let about = (!workflow.about.is_empty()).then(|| workflow.about.clone());
    StartedWorkflow { id: workflow.slug.clone(), title: workflow.title.clone(), about }
}
