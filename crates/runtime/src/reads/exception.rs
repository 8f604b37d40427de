//! Exceptions that wait for somebody.

use baton_store::query::{ExceptionItem, ExceptionQuery, Seen};
use baton_store::{Reader, StoreError};

use super::above::Above;
use super::followed::hide_run;
use super::looked::{Looked, owned_workflows, sees_all, zone_of};
use super::page::{PageAsk, cursor, cut};
use crate::caller::Caller;
use crate::handle::Handle;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::types::{Exception, Page};
use crate::view::{field, run};

impl Handle {
    /// Open exceptions of runs the caller may see, oldest first.
    pub fn exceptions(&self, caller: &Caller, page: &PageAsk) -> Result<Page<Exception>, Refused> {
        let core = self.core();
        let directory = core.directory();
        let rights = Rights::of(caller, &directory);
        rights.at_all(Operation::ListException)?;
        let me = caller.person.unwrap_or_default();
        let query = ExceptionQuery {
            after: cursor(page.cursor.as_deref())?,
            limit: page.limit as usize + 1,
            ..ExceptionQuery::of(if sees_all(&directory, caller) { Seen::All } else { Seen::By(me) })
        };
        let reader = core.reader()?;
        let owned = match query.seen {
            Seen::All => Vec::new(),
            Seen::By(me) => owned_workflows(&directory, reader.as_ref(), me)?,
        };
        let found = exceptions_of(reader.as_ref(), &query, &owned)?;
        let (found, next) = cut(found, page.limit, ExceptionItem::cursor);
        let zone = zone_of(core, caller);
        let above = Above::new(core, caller, reader.as_ref());
        let mut items = Vec::with_capacity(found.len());
        for item in found {
            let looked = Looked::of(core, reader.as_ref(), item.run, zone.clone())?;
            let lens = looked.lens();
            if let Some(record) = looked.state.exception(item.exception.n as u32) {
                let mut item = run::exception(&lens, record, &|name: &str| field::missing(&lens, name));
                hide_run(&above, record, &mut item)?;
                if !rights.may(Operation::ResolveException, looked.relation(caller)) {
                    item.actions.clear();
                    item.came = None;
                }
                items.push(item);
            }
        }
        Ok(Page { items, next })
    }
}

/// The open exceptions of runs that somebody is a party of, with those of the workflows they answer for, oldest first.
fn exceptions_of(reader: &dyn Reader, query: &ExceptionQuery, owned: &[i64]) -> Result<Vec<ExceptionItem>, StoreError> {
    let mut found = reader.exceptions(query)?;
    for workflow in owned {
        let theirs = ExceptionQuery { seen: Seen::All, workflow: Some(*workflow), ..query.clone() };
        found.extend(reader.exceptions(&theirs)?);
    }
    found.sort_by_key(ExceptionItem::cursor);
    found.dedup_by_key(|item| item.exception.id);
    found.truncate(query.limit);
    Ok(found)
}
