//! Definitions of one kind by their ids, the published ones and the drafts together: what the lists of workflows and of
//! decisions, and their pages, are made of. Whether somebody may see drafts is decided by who asks.

use std::collections::BTreeMap;

use baton_store::query::LIMIT_MAX;
use baton_store::row::{DraftRow, WorkflowRow};
use baton_store::{Reader, StoreError};

use super::page::PageAsk;
use crate::definitions::rows;
use crate::refused::Refused;
use crate::view::types::Page;

/// What is known of a definition: published, being written, or both.
#[derive(Default)]
pub(super) struct Known {
    pub published: Option<WorkflowRow>,
    pub draft: Option<DraftRow>,
}

/// Which definitions are looked for.
#[derive(Clone, Copy)]
pub(super) struct Looking {
    /// Shared decisions, else workflows and processes.
    pub decisions: bool,
    /// Drafts as well.
    pub drafts: bool,
}

impl Looking {
    /// All of them, by their ids.
    pub fn all(self, reader: &dyn Reader) -> Result<BTreeMap<String, Known>, StoreError> {
        let mut known: BTreeMap<String, Known> = BTreeMap::new();
        for row in rows(reader, self.decisions)? {
            let slug = row.slug.clone();
            known.entry(slug).or_default().published = Some(row);
        }
        if self.drafts {
            for row in reader.drafts("", LIMIT_MAX)?.into_iter().filter(|row| self.takes(row)) {
                let slug = row.slug.clone();
                known.entry(slug).or_default().draft = Some(row);
            }
        }
        Ok(known)
    }

    /// The one with that id.
    pub fn one(self, reader: &dyn Reader, slug: &str) -> Result<Known, StoreError> {
        let draft = if self.drafts { reader.draft(slug)?.filter(|row| self.takes(row)) } else { None };
        let published = reader.workflow_by_slug(slug)?.filter(|row| row.is_decision() == self.decisions);
        Ok(Known { published, draft })
    }

    fn takes(self, row: &DraftRow) -> bool {
        is_decision(&row.text) == self.decisions
    }
}

/// What a page of them shows, and where the next one begins.
pub(super) fn page(known: BTreeMap<String, Known>, ask: &PageAsk) -> Result<Page<(String, Known)>, Refused> {
    let after = ask.cursor.as_deref().map(slug_of).transpose()?.unwrap_or_default();
    let mut rest = known.into_iter().filter(|(slug, _)| *slug > after);
    let items: Vec<(String, Known)> = rest.by_ref().take(ask.limit as usize).collect();
    let next = rest.next().and_then(|_| items.last().map(|(slug, _)| cursor_of(slug)));
    Ok(Page { items, next })
}

/// Whether a text is that of a decision, however much else is wrong in it.
fn is_decision(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("decision:"))
}

/// The cursor after a definition's id: nothing to be read into it.
fn cursor_of(slug: &str) -> String {
    crate::files::hexadecimal(slug.as_bytes())
}

fn slug_of(cursor: &str) -> Result<String, Refused> {
    let wrong = || Refused::new("request.wrong_cursor");
    if !cursor.len().is_multiple_of(2) || !cursor.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(wrong());
    }
    let byte = |at: usize| u8::from_str_radix(&cursor[at..at + 2], 16).map_err(|_| wrong());
    let bytes: Vec<u8> = (0..cursor.len()).step_by(2).map(byte).collect::<Result<_, _>>()?;
    String::from_utf8(bytes).map_err(|_| wrong())
}
