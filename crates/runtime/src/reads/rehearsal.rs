//! A rehearsal's clock and mails.

use std::time::Duration;

use baton_store::StoreError;
use baton_store::query::Cursor;
use baton_store::row::{OutboxRow, OutboxState};

use super::file::uploaded_name;
use super::page::{PageAsk, cursor, cut};
use crate::ask::{Ask, Request};
use crate::caller::Caller;
use crate::handle::Handle;
use crate::history::time;
use crate::outcome::{Attached, Mail as Kept};
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::lens::moment;
use crate::view::types::{Mail, MailBox, RehearsalView};
use crate::words;

/// How long a move of the clock waits for what is due by it.
const MOVED_WITHIN: Duration = Duration::from_secs(5);
/// How many kept mails are counted.
const COUNTED_MAX: usize = 1_000;

impl Handle {
    /// What time it is in the rehearsal, and for those who may read them how many mails are kept.
    pub fn rehearsal(&self, caller: &Caller) -> Result<RehearsalView, Refused> {
        let core = self.core();
        let directory = core.directory();
        let rights = Rights::of(caller, &directory);
        rights.at_all(Operation::ReadRehearsal)?;
        self.must_be_rehearsal()?;
        let reads_mails = rights.may_at_all(Operation::ReadMail);
        let limit = if reads_mails { COUNTED_MAX } else { 0 };
        let mails = core.reader()?.outbox_list(OutboxState::Kept, None, limit)?.len() as u64;
        Ok(RehearsalView { time: moment(core.now()), mails })
    }

    /// Mails that were kept instead of sent, latest first.
    pub fn mails(&self, caller: &Caller, page: &PageAsk) -> Result<MailBox, Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::ReadMail)?;
        self.must_be_rehearsal()?;
        let before = cursor(page.cursor.as_deref())?.map(|cursor| cursor.id);
        let rows = core.reader()?.outbox_list(OutboxState::Kept, before, page.limit as usize + 1)?;
        let (rows, next) = cut(rows, page.limit, |row| Cursor { sort: 0, id: row.id });
        let items = rows.iter().map(|row| self.mail_view(row)).collect::<Result<_, _>>()?;
        Ok(MailBox { items, next })
    }

    /// Moves the clock forward, and waits until what is due by then has happened; where that is very much, the rest happens
    /// after the answer.
    pub fn move_clock(&self, request: Request) -> Result<(), Refused> {
        debug_assert!(matches!(request.ask, Ask::MoveClock { .. }));
        self.submit_blocking(request)?;
        self.settle_for(MOVED_WITHIN)
    }

    fn mail_view(&self, row: &OutboxRow) -> Result<Mail, Refused> {
        let core = self.core();
        let opened = core.sealer.open_from(&row.body)?;
        let kept = opened.and_then(|bytes| serde_json::from_slice::<Kept>(&bytes).ok());
        let directory = core.directory();
        let run = row.run.map(|run| core.reader()?.run(run)).transpose()?.flatten();
        let erased = || words::say("words.erased", &[]);
        let address = |person: &i64| {
            let person = directory.person(*person).filter(|person| !person.erased);
            person.map_or_else(erased, |person| format!("{} <{}>", person.name, person.email))
        };
        let called = |file: &Attached| -> Result<String, StoreError> {
            let row = core.reader()?.file(&file.id)?;
            Ok(row.map(|row| uploaded_name(core, &row)).transpose()?.flatten().unwrap_or_else(erased))
        };
        Ok(Mail {
            id: row.id.to_string(),
            to: kept.as_ref().map_or_else(erased, |kept| kept.to.iter().map(address).collect::<Vec<_>>().join(", ")),
            subject: kept.as_ref().map_or_else(erased, |kept| kept.subject.clone()),
            files: kept.iter().flat_map(|kept| &kept.files).map(called).collect::<Result<_, _>>()?,
            body: kept.map_or_else(erased, |kept| kept.body),
            at: moment(time(row.at_us)),
            run: run.map(|run| run.key),
        })
    }

    fn must_be_rehearsal(&self) -> Result<(), Refused> {
        if self.core().access().is_rehearsal() { Ok(()) } else { Err(Refused::new("rehearsal.not_here")) }
    }
}
