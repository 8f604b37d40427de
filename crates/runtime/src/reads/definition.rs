//! Texts of definitions: checked, kept as drafts, compared.

use baton_model::definition::Definition;
use baton_model::{Checked as Read, Fault, Severity};
use baton_store::query::LIMIT_MAX;
use baton_store::row::DraftRow;
use baton_store::{Reader, StoreError};
use serde_json::Map;

use crate::ask::{Ask, Request};
use crate::caller::Caller;
use crate::handle::Handle;
use crate::history::time;
use crate::permissions::Operation;
use crate::publishable::Here;
use crate::reads::form::next_rev;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::unified::unified;
use crate::view::expression;
use crate::view::lens::{moment, person_ref};
use crate::view::outline::outline;
use crate::view::types::{Checked, DefinitionDraft, Diff, FaultView, Outline, TraceView};
use crate::writer::Put;

impl Handle {
    /// Checks a text without keeping it.
    pub fn check(&self, caller: &Caller, source: &str) -> Result<Checked, Refused> {
        let directory = self.core().directory();
        Rights::of(caller, &directory).at_all(Operation::CheckDefinition)?;
        let (read, spots) = baton_model::read_places(source);
        let (id, title) = head(&read);
        let (expressions, tables) = expression::spots(&read, &spots);
        Ok(Checked {
            id,
            title,
            faults: views(&self.found(&read)?),
            publishable: views(&self.publishable(&read)?),
            outline: outline_of(&read, self.core().reader()?.as_ref())?,
            expressions,
            tables,
        })
    }

    /// What is wrong with a text, and what is worth a second look with the people and the workflows that are here.
    fn found(&self, read: &Read) -> Result<Vec<Fault>, Refused> {
        let core = self.core();
        let reader = core.reader()?;
        let here = Here { directory: &core.directory(), definitions: &core.definitions, reader: reader.as_ref() };
        let mut faults = read.faults.clone();
        faults.extend(here.doubts(read)?);
        faults.extend(here.publishable(read)?.into_iter().filter(|fault| fault.severity != Severity::Error));
        faults.sort_by_key(|fault| (fault.line, fault.column));
        Ok(faults)
    }

    /// What stands against publishing a text.
    pub(crate) fn publishable(&self, read: &Read) -> Result<Vec<Fault>, Refused> {
        let core = self.core();
        let reader = core.reader()?;
        let here = Here { directory: &core.directory(), definitions: &core.definitions, reader: reader.as_ref() };
        Ok(here.publishable(read)?.into_iter().filter(|fault| fault.severity == Severity::Error).collect())
    }

    /// A workflow's draft, with what is wrong in it.
    pub fn draft(&self, caller: &Caller, slug: &str) -> Result<DefinitionDraft, Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::ReadDraft)?;
        let row = core.reader()?.draft(slug)?.ok_or_else(|| Refused::not_found("draft", slug))?;
        self.draft_view(&row)
    }

    /// Saves a workflow's draft, whatever is wrong in it; `rev` is the one that was read, 0: there was none.
    pub fn save_draft(
        &self,
        caller: &Caller,
        slug: &str,
        source: &str,
        rev: Option<i64>,
    ) -> Result<DefinitionDraft, Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::ChangeDraft)?;
        if !baton_model::is_workflow_id(slug) {
            return Err(Refused::new("workflow.id_impossible").with("id", slug));
        }
        let there = core.reader()?.draft(slug)?;
        let now = there.as_ref().map_or(0, |row| row.rev);
        if rev.is_some_and(|rev| rev != now) {
            let stale = Refused::new("request.stale").with("rev", now);
            let difference = there.map(|row| unified(&row.text, source, "draft", "sent"));
            return Err(difference.into_iter().fold(stale, |stale, text| stale.with("difference", text)));
        }
        if there.is_none() && core.reader()?.workflow_by_slug(slug)?.is_none() {
            self.not_in_bin(slug)?;
        }
        let (id, _) = head(&baton_model::read(source));
        if let Some(id) = id.filter(|id| id != slug) {
            return Err(Refused::new("workflow.id_differs").with("id", id));
        }
        let row = DraftRow {
            slug: slug.to_owned(),
            text: source.to_owned(),
            rev: next_rev(core, now),
            by: caller.person.unwrap_or_default(),
            at_us: core.clock.now_us(),
        };
        self.put(Put::Draft(Box::new(row.clone()), now))?;
        self.draft_view(&row)
    }

    /// Makes a text the draft in place of one that was read, which goes into the bin with the same command.
    pub fn replace_draft(
        &self,
        caller: &Caller,
        slug: &str,
        source: &str,
        rev: Option<i64>,
    ) -> Result<DefinitionDraft, Refused> {
        Rights::of(caller, &self.core().directory()).at_all(Operation::ChangeDraft)?;
        let (id, _) = head(&baton_model::read(source));
        if let Some(id) = id.filter(|id| id != slug) {
            return Err(Refused::new("workflow.id_differs").with("id", id));
        }
        let ask = Ask::BinDraft { id: slug.to_owned(), rev, instead: Some(source.to_owned()) };
        self.submit_blocking(Request { caller: caller.clone(), key: None, if_match: None, ask })?;
        let draft = self.draft(caller, slug)?;
        if draft.source == source {
            return Ok(draft);
        }
        // Somebody saved another one in between: that is not what was sent, and goes by its own revision.
        let difference = unified(&draft.source, source, "draft", "sent");
        Err(Refused::new("request.stale").with("rev", draft.rev).with("difference", difference))
    }

    /// Throws a definition's draft into the bin.
    pub fn discard_draft(&self, caller: &Caller, slug: &str, rev: Option<i64>) -> Result<(), Refused> {
        let ask = Ask::BinDraft { id: slug.to_owned(), rev, instead: None };
        self.submit_blocking(Request { caller: caller.clone(), key: None, if_match: None, ask }).map(drop)
    }

    /// What became different between two texts of a definition: `v1`, `v2`, `draft`.
    pub fn diff(&self, caller: &Caller, slug: &str, from: &str, to: &str) -> Result<Diff, Refused> {
        Rights::of(caller, &self.core().directory()).at_all(Operation::ReadWorkflow)?;
        let (was, now) = (self.text(caller, slug, from)?, self.text(caller, slug, to)?);
        let sentences = match (baton_model::read(&was).definition, baton_model::read(&now).definition) {
            (Some(was), Some(now)) => baton_model::diff(&was, &now),
            _ => vec!["One of the two cannot be read, so that only its lines are compared".to_owned()],
        };
        Ok(Diff { sentences, unified: unified(&was, &now, from, to) })
    }

    fn text(&self, caller: &Caller, slug: &str, version: &str) -> Result<String, Refused> {
        if version == "draft" {
            return self.draft(caller, slug).map(|draft| draft.source);
        }
        let number = version.trim_start_matches('v').parse().map_err(|_| Refused::not_found("version", version))?;
        self.version(caller, slug, number).map(|version| version.source)
    }

    fn draft_view(&self, row: &DraftRow) -> Result<DefinitionDraft, Refused> {
        let read = baton_model::read(&row.text);
        let core = self.core();
        let reader = core.reader()?;
        let versions = match reader.workflow_by_slug(&row.slug)? {
            Some(workflow) => reader.versions(workflow.id, None, LIMIT_MAX)?,
            None => Vec::new(),
        };
        let text = baton_model::with_ids(&row.text);
        Ok(DefinitionDraft {
            id: row.slug.clone(),
            rev: row.rev,
            by: (row.by != 0).then(|| person_ref(&core.directory(), row.by)),
            at: moment(time(row.at_us)),
            same_as: versions.iter().find(|version| version.text == text).map(|version| version.version as u32),
            source: row.text.clone(),
            faults: views(&self.found(&read)?),
            publishable: views(&self.publishable(&read)?),
            outline: outline_of(&read, self.core().reader()?.as_ref())?,
        })
    }
}

/// The id and title a text has.
pub fn head(read: &Read) -> (Option<String>, Option<String>) {
    let Some(head) = read.definition.as_ref().map(Definition::head) else { return (None, None) };
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    (some(&head.id.name), some(&head.title))
}

/// What a text says that it is called.
pub(crate) fn title_of(text: &str) -> Option<String> {
    head(&baton_model::read(text)).1
}

/// A text as it is drawn. The parts of a process are called as their workflows are, where these are there.
pub fn outline_of(read: &Read, reader: &dyn Reader) -> Result<Outline, StoreError> {
    let Some(definition) = &read.definition else { return Ok(Outline::default()) };
    let mut drawn = outline(&baton_model::outline(definition));
    for part in &mut drawn.parts {
        let workflow = part.workflow.as_deref().map(|slug| reader.workflow_by_slug(slug)).transpose()?.flatten();
        if let Some(row) = workflow.filter(|row| !row.is_decision()) {
            part.title = row.title;
        }
    }
    Ok(drawn)
}

/// Faults as screens show them.
pub fn views(faults: &[Fault]) -> Vec<FaultView> {
    faults.iter().map(view).collect()
}

fn view(fault: &Fault) -> FaultView {
    FaultView {
        code: fault.code.to_owned(),
        severity: match fault.severity {
            baton_model::Severity::Error => "error",
            baton_model::Severity::Warning => "warning",
        }
        .to_owned(),
        path: fault.path.clone(),
        line: fault.line,
        column: fault.column,
        end_line: fault.end_line,
        end_column: fault.end_column,
        message: fault.message.clone(),
        remedy: fault.remedy.clone(),
        params: fault
            .params
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone().into()))
            .collect::<Map<_, _>>(),
        way: fault.way.clone().unwrap_or_default(),
        trace: fault.trace.iter().flatten().map(trace_view).collect(),
    }
}

fn trace_view(step: &baton_model::TraceStep) -> TraceView {
    let (step, how, name, words) = (step.step.clone(), step.how.to_owned(), step.name.clone(), step.words.clone());
    TraceView { step, how, name, words }
}
