//! Exceptions that wait for somebody.

use baton_store::query::{ExceptionQuery, Seen};

use super::looked::{Looked, sees_all, zone_of};
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
        let found = reader.exceptions(&query)?;
        let (found, next) = cut(found, page.limit, baton_store::query::ExceptionItem::cursor);
        let zone = zone_of(core, caller);
        let mut items = Vec::with_capacity(found.len());
        for item in found {
            let looked = Looked::of(core, reader.as_ref(), item.run, zone.clone())?;
            let lens = looked.lens();
            if let Some(record) = looked.state.exception(item.exception.n as u32) {
                let mut item = run::exception(&lens, record, &|name: &str| field::missing(&lens, name));
                if !rights.may(Operation::ResolveException, looked.relation(caller)) {
                    item.actions.clear();
                }
                items.push(item);
            }
        }
        Ok(Page { items, next })
    }
}
