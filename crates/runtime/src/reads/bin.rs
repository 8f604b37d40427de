//! The bin: which designs are in it, who put them there, until when they can be restored.

use super::page::PageAsk;
use crate::access::Binned;
use crate::caller::Caller;
use crate::handle::Handle;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::lens::{moment, person_ref};
use crate::view::types::{BinnedDesign, BinnedText, Page};

impl Handle {
    /// What is in the bin, latest first.
    pub fn bin(&self, caller: &Caller, page: &PageAsk) -> Result<Page<BinnedDesign>, Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::ReadDraft)?;
        let wrong = || Refused::new("request.wrong_cursor");
        let before: i64 = match &page.cursor {
            Some(cursor) => cursor.parse().map_err(|_| wrong())?,
            None => i64::MAX,
        };
        let (reader, access) = (core.reader()?, core.access());
        let mut rest = access.bin().rev().filter(|known| known.item < before);
        let items = rest.by_ref().take(page.limit as usize).map(|known| {
            let is_written = reader.draft(&known.id)?.is_some();
            Ok(self.binned_view(known, is_written))
        });
        let items: Vec<BinnedDesign> = items.collect::<Result<_, Refused>>()?;
        let next = rest.next().and_then(|_| items.last().map(|last| last.item.clone()));
        Ok(Page { items, next })
    }

    /// The text of a draft in the bin, or the last version of what was published.
    pub fn binned(&self, caller: &Caller, item: i64) -> Result<BinnedText, Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::ReadDraft)?;
        let unknown = || Refused::not_found("design", item.to_string());
        let access = core.access();
        let known = access.binned(item).ok_or_else(unknown)?;
        let reader = core.reader()?;
        let source = match (reader.binned(item)?, known.workflow) {
            (Some(draft), _) => draft.text,
            (None, Some(workflow)) => {
                let live = reader.workflow(workflow)?.map_or(0, |row| row.live_version);
                reader.version(workflow, live)?.ok_or_else(unknown)?.text
            }
            (None, None) => return Err(unknown()),
        };
        let is_written = reader.draft(&known.id)?.is_some();
        Ok(BinnedText { design: self.binned_view(known, is_written), source })
    }

    /// Refuses a new draft under the id of a published design in the bin, which keeps it. A draft in the bin keeps none: where
    /// another one is written under its id, the two change places when it is restored.
    pub(super) fn not_in_bin(&self, id: &str) -> Result<(), Refused> {
        let access = self.core().access();
        let Some(known) = access.bin().rev().find(|known| known.id == id && known.workflow.is_some()) else {
            return Ok(());
        };
        Err(Refused::new("bin.id_taken").with("id", id).with("until", moment(known.until)))
    }

    fn binned_view(&self, known: &Binned, is_written: bool) -> BinnedDesign {
        let directory = self.core().directory();
        BinnedDesign {
            item: known.item.to_string(),
            id: known.id.clone(),
            kind: known.kind.word().to_owned(),
            title: known.title.clone(),
            by: known.by.map(|by| person_ref(&directory, by)),
            since: moment(known.since),
            until: moment(known.until),
            draft_there: is_written,
        }
    }
}
