//! Workflows: lists, the page of one, its versions.

use baton_model::definition::Definition;
use baton_people::Directory;
use baton_store::query::{LIMIT_MAX, RunFilter, RunQuery};
use baton_store::row::{DraftRow, VersionRow};
use baton_store::{Reader, StoreError};

use super::definition::{head, outline_of, views};
use super::known::{Known, Looking, page as page_of};
use super::looked::seen_of;
use super::page::PageAsk;
use super::starting::how_it_starts;
use crate::caller::Caller;
use crate::handle::Handle;
use crate::history::{hex, time};
use crate::permissions::{Operation, Relation};
use crate::refused::Refused;
use crate::relation::may_start;
use crate::rights::Rights;
use crate::view::lens::{moment, person_ref};
use crate::view::types::{DraftMark, GroupRef, Page, VersionSource, VersionView, Workflow, WorkflowSummary};

impl Handle {
    /// All workflows in the order of their ids: the published ones, and for those who may see them the drafts.
    pub fn workflows(&self, caller: &Caller, page: &PageAsk) -> Result<Page<WorkflowSummary>, Refused> {
        let core = self.core();
        let directory = core.directory();
        let rights = Rights::of(caller, &directory);
        rights.at_all(Operation::ReadWorkflow)?;
        let reader = core.reader()?;
        let looking = Looking { decisions: false, drafts: rights.may_at_all(Operation::ReadDraft) };
        let Page { items: shown, next } = page_of(looking.all(reader.as_ref())?, page)?;
        let items = shown.iter().map(|(slug, known)| self.workflow_summary(caller, reader.as_ref(), slug, known));
        Ok(Page { items: items.collect::<Result<_, _>>()?, next })
    }

    /// A workflow with its live text, or its draft's where it was never published.
    pub fn workflow(&self, caller: &Caller, slug: &str) -> Result<Workflow, Refused> {
        let core = self.core();
        let directory = core.directory();
        let rights = Rights::of(caller, &directory);
        rights.at_all(Operation::ReadWorkflow)?;
        let reader = core.reader()?;
        let looking = Looking { decisions: false, drafts: rights.may_at_all(Operation::ReadDraft) };
        let known = looking.one(reader.as_ref(), slug)?;
        let versions = match &known.published {
            Some(row) => reader.versions(row.id, None, LIMIT_MAX)?,
            None => Vec::new(),
        };
        let live = versions.first().map(|version| version.text.clone());
        let source = live.or_else(|| known.draft.as_ref().map(|draft| draft.text.clone()));
        let source = source.ok_or_else(|| Refused::not_found("workflow", slug))?;
        let read = baton_model::read(&source);
        let pending = known.draft.as_ref().map(|draft| self.publishable(&baton_model::read(&draft.text)));
        let operations =
            [Operation::StartRun, Operation::ReadDraft, Operation::ChangeDraft, Operation::PublishWorkflow];
        let summary = self.workflow_summary(caller, reader.as_ref(), slug, &known)?;
        let may = operations.into_iter().filter(|operation| match operation {
            Operation::StartRun => summary.may_start,
            other => rights.may_at_all(*other),
        });
        let live = known.published.as_ref().map_or(0, |row| row.live_version);
        let public_forms = known.published.as_ref().map(|row| self.public_forms(row)).transpose()?;
        Ok(Workflow {
            public_forms: public_forms.unwrap_or_default(),
            may: may.map(|operation| operation.word().to_owned()).collect(),
            summary,
            source,
            outline: outline_of(&read, reader.as_ref())?,
            versions: versions.iter().map(|row| version_view(&directory, row, live)).collect(),
            starts: known
                .published
                .as_ref()
                .map(|row| how_it_starts(core, caller, reader.as_ref(), row))
                .transpose()?,
            draft_saved: known.draft.as_ref().map(|row| DraftMark {
                rev: row.rev,
                by: Some(person_ref(&directory, row.by)),
                at: moment(time(row.at_us)),
            }),
            not_yet: views(&pending.transpose()?.unwrap_or_default()),
            rev: known.published.map_or(0, |row| row.rev),
        })
    }

    /// A published version.
    pub fn version(&self, caller: &Caller, slug: &str, version: u32) -> Result<VersionSource, Refused> {
        let core = self.core();
        let directory = core.directory();
        Rights::of(caller, &directory).at_all(Operation::ReadWorkflow)?;
        let reader = core.reader()?;
        let workflow = reader.workflow_by_slug(slug)?.ok_or_else(|| Refused::not_found("workflow", slug))?;
        let row = reader.version(workflow.id, version.into())?;
        let row = row.ok_or_else(|| Refused::not_found("version", format!("v{version}")))?;
        Ok(VersionSource {
            version: version_view(&directory, &row, workflow.live_version),
            outline: outline_of(&baton_model::read(&row.text), reader.as_ref())?,
            source: row.text,
        })
    }

    fn workflow_summary(
        &self,
        caller: &Caller,
        reader: &dyn Reader,
        slug: &str,
        known: &Known,
    ) -> Result<WorkflowSummary, StoreError> {
        let directory = self.core().directory();
        let Some(row) = &known.published else { return Ok(of_draft(slug, known.draft.as_ref(), &directory)) };
        let compiled = self.core().definitions.compiled(reader, row.id, row.live_version)?;
        let rights = Rights::of(caller, &directory);
        let starts =
            (0..compiled.workflow.start.len()).any(|index| may_start(&directory, caller.person, &compiled, index));
        // Nobody learns of runs that they may not see, not even how many there are.
        let running = RunQuery {
            filter: Some(RunFilter::Running),
            workflow: Some(row.id),
            limit: LIMIT_MAX,
            ..RunQuery::of(seen_of(&directory, caller, &row.owner))
        };
        Ok(WorkflowSummary {
            id: row.slug.clone(),
            title: row.title.clone(),
            about: (!row.about.is_empty()).then(|| row.about.clone()),
            kind: "workflow".to_owned(),
            owner: owner(&directory, &row.owner),
            key: Some(row.key.clone()),
            live_version: Some(row.live_version as u32),
            draft: known.draft.is_some(),
            open_runs: reader.runs(&running)?.len() as u64,
            may_start: rights.may(Operation::StartRun, Relation { starts, ..Relation::default() }),
        })
    }
}

/// A workflow of which there is only a draft, as far as it can be read.
fn of_draft(slug: &str, draft: Option<&DraftRow>, directory: &Directory) -> WorkflowSummary {
    let read = draft.map(|draft| baton_model::read(&draft.text));
    let title = read.as_ref().and_then(|read| head(read).1);
    let (about, kind, owned) = match read.as_ref().and_then(|read| read.definition.as_ref()) {
        Some(Definition::Workflow(workflow)) => (workflow.head.about.clone(), "workflow", workflow.head.owner.as_ref()),
        Some(Definition::Process(process)) => (process.head.about.clone(), "process", process.head.owner.as_ref()),
        Some(Definition::Decision(_)) | None => (None, "workflow", None),
    };
    WorkflowSummary {
        id: slug.to_owned(),
        title: title.unwrap_or_else(|| slug.to_owned()),
        about,
        kind: kind.to_owned(),
        owner: owned.and_then(|owned| owner(directory, &owned.name)),
        key: None,
        live_version: None,
        draft: true,
        open_runs: 0,
        may_start: false,
    }
}

pub(super) fn owner(directory: &Directory, name: &str) -> Option<GroupRef> {
    let group = directory.group_by_handle(name).map(|group| group.title.clone());
    let title = group.or_else(|| directory.resolve_person(name).map(|person| person.name.clone()));
    Some(GroupRef { handle: name.to_owned(), title: title.unwrap_or_else(|| name.to_owned()) })
        .filter(|_| !name.is_empty())
}

pub(super) fn version_view(directory: &Directory, row: &VersionRow, live: i64) -> VersionView {
    VersionView {
        version: row.version as u32,
        by: (row.by != 0).then(|| person_ref(directory, row.by)),
        at: moment(time(row.at_us)),
        note: row.note.clone(),
        sha256: hex(&row.sha256),
        live: row.version == live,
    }
}
