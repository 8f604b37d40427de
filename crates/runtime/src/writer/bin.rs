//! The bin for designs: drafts that are thrown away, and published designs that nobody uses, for a while. What goes in and comes
//! out is recorded; what stood in the place of what comes out goes in, so that nothing is lost.
//!
//! A published workflow goes only while it has never had a run, and a design only while no live one names it: runs keep what
//! they began with for good.

use baton_people::PersonId;
use baton_store::Change;
use baton_store::row::{DraftRow, WorkflowRow};

use super::access::prepared;
use super::batch::{Batch, Decision};
use crate::access::{Access, AccessCommand, AccessEvent, Binned, DesignKind, decide};
use crate::ask::{Answer, Ask, Made, Request};
use crate::definitions::named_by;
use crate::history::time;
use crate::live::{Audience, Live};
use crate::permissions::Operation;
use crate::reads::{next_rev, title_of};
use crate::refused::Refused;
use crate::rights::Rights;

/// Decides it.
pub fn prepare(batch: &mut Batch<'_>, request: &Request) -> Result<Decision, Refused> {
    let rights = Rights::of(&request.caller, &batch.directory);
    let by = request.caller.person;
    let mut work = Work { batch, access: (*batch.access).clone(), by, events: Vec::new(), changes: Vec::new() };
    let keys = match &request.ask {
        Ask::BinDraft { id, rev, instead } => {
            rights.at_all(Operation::ChangeDraft)?;
            let was = work.bin_draft(id, *rev)?;
            if let Some(text) = instead {
                work.becomes_draft(text.clone(), (id, was));
            }
            vec![id.clone()]
        }
        Ask::BinDesign { id } => {
            rights.at_all(Operation::PublishWorkflow)?;
            work.bin_design(id)?;
            vec![id.clone()]
        }
        Ask::RestoreDesign { item, rev } => {
            rights.at_all(Operation::ChangeDraft)?;
            vec![work.restore(*item, *rev)?]
        }
        Ask::RestoreVersion { id, version, rev } => {
            rights.at_all(Operation::ChangeDraft)?;
            work.restore_version(id, *version, *rev)?;
            vec![id.clone()]
        }
        Ask::EmptyBin if request.caller.is_internal() => {
            work.forget()?;
            Vec::new()
        }
        _ => return Err(Refused::new("server.internal")),
    };
    let Work { events, changes, .. } = work;
    if events.is_empty() {
        return Ok(Decision::Nothing(Answer::NOTHING));
    }
    let gone = events.iter().map(|event| match event {
        AccessEvent::DesignsForgotten { items, .. } => items.len() as u64,
        _ => 0,
    });
    let touched = changes.iter().any(|change| matches!(change, Change::PutWorkflow(_) | Change::DropWorkflow { .. }));
    let known = keys.first().map(|id| batch.reader.workflow_by_slug(id)).transpose()?.flatten();
    let is_published = touched || known.is_some();
    let made = match gone.sum() {
        0 => Made::Nothing,
        count => Made::Removed(count),
    };
    let mut taken = prepared(batch, request, &events, made)?;
    taken.changes.extend(changes);
    // Who may not read drafts does not learn of those that were never published.
    let audience = if is_published { Audience::Everybody } else { Audience::Designers };
    taken.told.push(Live { entry: taken.number, kind: "workflow", keys, rev: None, audience });
    Ok(Decision::Take(Box::new(taken)))
}

/// What comes of it, so far.
struct Work<'a, 'b> {
    batch: &'a Batch<'b>,
    access: Access,
    by: Option<PersonId>,
    events: Vec<AccessEvent>,
    changes: Vec<Change>,
}

impl Work<'_, '_> {
    fn take(&mut self, command: &AccessCommand) -> Result<(), Refused> {
        let now = time(self.batch.now_us);
        for event in decide(&self.access, command, now)? {
            self.access.apply(&event, now);
            self.events.push(event);
        }
        Ok(())
    }

    /// Puts a draft into the bin, where it is the one that was read. Says its revision.
    fn bin_draft(&mut self, id: &str, rev: Option<i64>) -> Result<i64, Refused> {
        let draft = self.batch.reader.draft(id)?.ok_or_else(|| Refused::not_found("draft", id))?;
        if rev.is_some_and(|rev| rev != draft.rev) {
            return Err(Refused::new("request.stale").with("rev", draft.rev));
        }
        let was = draft.rev;
        self.draft_goes(draft)?;
        Ok(was)
    }

    fn draft_goes(&mut self, draft: DraftRow) -> Result<(), Refused> {
        self.changes.push(Change::DropDraft { slug: draft.slug.clone() });
        self.put_by(draft)
    }

    fn put_by(&mut self, draft: DraftRow) -> Result<(), Refused> {
        let item = self.access.next_binned();
        let title = title_of(&draft.text).unwrap_or_else(|| draft.slug.clone());
        let (id, kind, by) = (draft.slug.clone(), DesignKind::Draft, self.by);
        self.take(&AccessCommand::BinDesign { id, kind, title, workflow: None, by })?;
        self.changes.push(Change::PutBinned { item, draft });
        Ok(())
    }

    /// Puts a published design into the bin, with its versions and its draft.
    fn bin_design(&mut self, id: &str) -> Result<(), Refused> {
        let batch = self.batch;
        let row = batch.reader.workflow_by_slug(id)?.ok_or_else(|| Refused::not_found("workflow", id))?;
        if batch.counter(&format!("runs:{}", row.id))? > 0 {
            return Err(Refused::new("bin.has_runs").with("id", id));
        }
        let named = named_by(&batch.core.definitions, batch.reader, id)?;
        if !named.is_empty() {
            return Err(Refused::new("bin.in_use").with("id", id).with("by", named.join(", ")));
        }
        let item = self.access.next_binned();
        let kind = if row.is_decision() { DesignKind::Decision } else { DesignKind::Workflow };
        let (title, workflow, by) = (row.title.clone(), Some(row.id), self.by);
        self.take(&AccessCommand::BinDesign { id: id.to_owned(), kind, title, workflow, by })?;
        if let Some(draft) = batch.reader.draft(id)? {
            self.changes.push(Change::DropDraft { slug: id.to_owned() });
            self.changes.push(Change::PutBinned { item, draft });
        }
        self.changes.push(Change::PutWorkflow(WorkflowRow { binned: true, ..row }));
        Ok(())
    }

    /// Takes a design out of the bin; says its id.
    fn restore(&mut self, item: i64, rev: Option<i64>) -> Result<String, Refused> {
        let unknown = || Refused::not_found("design", item.to_string());
        let found = self.access.binned(item).cloned().ok_or_else(unknown)?;
        let draft = self.batch.reader.binned(item)?;
        let now = self.batch.reader.draft(&found.id)?;
        self.take(&AccessCommand::RestoreDesign { item, by: self.by })?;
        match found.workflow {
            None => {
                let draft = draft.ok_or_else(unknown)?;
                if self.access.bin().any(|other| other.workflow.is_some() && other.id == found.id) {
                    return Err(Refused::new("bin.whole_first").with("id", found.id));
                }
                self.make_way(now.as_ref(), rev)?;
                self.becomes_draft(draft.text, (&found.id, now.map_or(draft.rev, |now| now.rev)));
            }
            Some(workflow) => {
                let row = self.batch.reader.workflow(workflow)?.ok_or_else(unknown)?;
                self.changes.push(Change::PutWorkflow(WorkflowRow { binned: false, ..row }));
                match (draft, now) {
                    // What is being written under its id meanwhile stays the draft.
                    (Some(draft), Some(_)) => self.put_by(draft)?,
                    (Some(draft), None) => self.becomes_draft(draft.text, (&found.id, draft.rev)),
                    (None, _) => {}
                }
            }
        }
        self.changes.push(Change::DropBinned { item });
        Ok(found.id)
    }

    /// Makes an earlier version the draft.
    fn restore_version(&mut self, id: &str, version: u32, rev: Option<i64>) -> Result<(), Refused> {
        let reader = self.batch.reader;
        let row = reader.workflow_by_slug(id)?.ok_or_else(|| Refused::not_found("workflow", id))?;
        let text = reader.version(row.id, version.into())?;
        let text = text.ok_or_else(|| Refused::not_found("version", format!("v{version}")))?.text;
        let now = reader.draft(id)?;
        self.make_way(now.as_ref(), rev)?;
        self.take(&AccessCommand::RestoreVersion { id: id.to_owned(), version, by: self.by })?;
        self.becomes_draft(text, (id, now.map_or(0, |now| now.rev)));
        Ok(())
    }

    /// The draft that is there goes into the bin, where whoever asks has seen it.
    fn make_way(&mut self, now: Option<&DraftRow>, rev: Option<i64>) -> Result<(), Refused> {
        let Some(now) = now else { return Ok(()) };
        match rev {
            None => Err(Refused::new("bin.draft_there").with("id", now.slug.as_str()).with("rev", now.rev)),
            Some(rev) if rev != now.rev => Err(Refused::new("request.stale").with("rev", now.rev)),
            Some(_) => self.draft_goes(now.clone()),
        }
    }

    fn becomes_draft(&mut self, text: String, (id, rev): (&str, i64)) {
        self.changes.push(Change::PutDraft(DraftRow {
            slug: id.to_owned(),
            text,
            rev: next_rev(self.batch.core, rev),
            by: self.by.unwrap_or_default(),
            at_us: self.batch.now_us,
        }));
    }

    /// Forgets what was long enough in the bin.
    fn forget(&mut self) -> Result<(), Refused> {
        let before: Vec<Binned> = self.access.bin().cloned().collect();
        self.take(&AccessCommand::ForgetDesigns)?;
        for gone in before.into_iter().filter(|known| self.access.binned(known.item).is_none()) {
            self.changes.push(Change::DropBinned { item: gone.item });
            self.changes.extend(gone.workflow.map(|id| Change::DropWorkflow { id }));
        }
        Ok(())
    }
}
