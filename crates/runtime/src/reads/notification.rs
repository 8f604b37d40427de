//! What people are told.

use baton_store::Change;
use baton_store::query::Cursor;
use baton_store::row::{NotificationRow, part_n};

use super::page::{PageAsk, cursor, cut};
use crate::caller::Caller;
use crate::handle::Handle;
use crate::history::time;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::lens::moment;
use crate::view::types::{NotificationList, NotificationView};
use crate::words;
use crate::writer::Put;

impl Handle {
    /// What the caller was told, latest first.
    pub fn notifications(&self, caller: &Caller, page: &PageAsk) -> Result<NotificationList, Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::ReadNotification)?;
        let person = caller.person.unwrap_or_default();
        let before = cursor(page.cursor.as_deref())?.map(|cursor| cursor.id);
        let reader = core.reader()?;
        let rows = reader.notifications(person, before, page.limit as usize + 1)?;
        let (rows, next) = cut(rows, page.limit, |row| Cursor { sort: 0, id: row.id });
        let items = rows.iter().map(|row| self.notification_view(row)).collect::<Result<_, _>>()?;
        Ok(NotificationList { items, unread: u64::try_from(reader.unread(person)?).unwrap_or(0), next })
    }

    fn notification_view(&self, row: &NotificationRow) -> Result<NotificationView, Refused> {
        let reader = self.core().reader()?;
        let run = row.run.map(|run| reader.run(run)).transpose()?.flatten();
        let key = run.as_ref().map(|run| run.key.clone()).unwrap_or_default();
        let label = run.as_ref().map(|run| run.label.clone()).unwrap_or_default();
        let task = row.task.map(|task| reader.task(task)).transpose()?.flatten();
        let title = task.as_ref().map(|task| task.task.title.clone()).unwrap_or_default();
        let about = format!("notification.{}", row.kind);
        let sentence = words::say(&about, &[("run", &key), ("label", &label), ("task", &title)]);
        Ok(NotificationView {
            id: row.id,
            kind: row.kind.clone(),
            sentence,
            task: row.task.map(|task| format!("{key}.{}", part_n(task))),
            run: run.map(|run| run.key),
            at: moment(time(row.at_us)),
            read: row.read,
        })
    }

    /// Marks what the caller was told as read, up to one of them.
    pub fn mark_read(&self, caller: &Caller, up_to: i64) -> Result<(), Refused> {
        Rights::of(caller, &self.core().directory()).at_all(Operation::MarkNotification)?;
        let person = caller.person.unwrap_or_default();
        self.put(Put::one(Change::ReadNotifications { person, up_to }))
    }
}
