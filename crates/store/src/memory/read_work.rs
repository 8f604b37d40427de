//! Reading what is still to be done, in memory.

use super::tables::Tabled;
use crate::error::StoreError;
use crate::query::{Cursor, ExceptionItem, ExceptionQuery, Seen};
use crate::read::ReadWork;
use crate::row::{
    ExceptionRow, ExceptionState, JobKind, JobRow, JobState, LockRow, NotificationRow, OutboxKind, OutboxRow,
    OutboxState, TimerRow, TopicRow, part_run,
};

use std::collections::BTreeMap;

impl<T: Tabled> ReadWork for T {
    fn timer(&self, id: i64) -> Result<Option<TimerRow>, StoreError> {
        Ok(self.with(|tables| tables.timers.get(&id).cloned()))
    }

    fn timers_of(&self, run: i64) -> Result<Vec<TimerRow>, StoreError> {
        Ok(self.with(|tables| tables.timers.values().filter(|timer| part_run(timer.id) == run).cloned().collect()))
    }

    fn job(&self, id: i64) -> Result<Option<JobRow>, StoreError> {
        Ok(self.with(|tables| tables.jobs.get(&id).cloned()))
    }

    fn jobs_of(&self, run: i64) -> Result<Vec<JobRow>, StoreError> {
        Ok(self.with(|tables| tables.jobs.values().filter(|job| job.run == run).cloned().collect()))
    }

    fn jobs_queued(&self, kind: JobKind, topic: &str, limit: usize) -> Result<Vec<JobRow>, StoreError> {
        let is = |job: &&JobRow| job.kind == kind && job.topic == topic && job.state == JobState::Queued;
        Ok(self.with(|tables| {
            let mut found: Vec<JobRow> = tables.jobs.values().filter(is).cloned().collect();
            found.sort_by_key(|job| (job.since_us, job.id));
            found.truncate(limit);
            found
        }))
    }

    fn jobs_taken(&self, after: i64, limit: usize) -> Result<Vec<JobRow>, StoreError> {
        let is = |job: &&JobRow| job.state == JobState::Taken && job.id > after;
        Ok(self.with(|tables| tables.jobs.values().filter(is).take(limit).cloned().collect()))
    }

    fn topics(&self, limit: usize) -> Result<Vec<TopicRow>, StoreError> {
        Ok(self.with(|tables| {
            let mut topics: BTreeMap<&str, TopicRow> = BTreeMap::new();
            for job in tables.jobs.values().filter(|job| job.kind == JobKind::Work) {
                let empty = || TopicRow { topic: job.topic.clone(), queued: 0, taken: 0, failed: 0, oldest_us: None };
                let topic = topics.entry(&job.topic).or_insert_with(empty);
                match job.state {
                    JobState::Queued => {
                        topic.queued += 1;
                        topic.oldest_us = Some(topic.oldest_us.map_or(job.since_us, |oldest| oldest.min(job.since_us)));
                    }
                    JobState::Taken => topic.taken += 1,
                    JobState::Failed => topic.failed += 1,
                }
            }
            topics.into_values().take(limit).collect()
        }))
    }

    fn timers_until(&self, until_us: i64, after: Option<Cursor>, limit: usize) -> Result<Vec<TimerRow>, StoreError> {
        let place = |timer: &TimerRow| Cursor { sort: timer.at_us, id: timer.id };
        let wanted = |timer: &&TimerRow| timer.at_us <= until_us && after.is_none_or(|after| place(timer) > after);
        Ok(self.with(|tables| {
            let mut found: Vec<&TimerRow> = tables.timers.values().filter(wanted).collect();
            found.sort_by_key(|timer| place(timer));
            found.into_iter().take(limit).cloned().collect()
        }))
    }

    fn locks(&self, workflow: i64, name: &str, limit: usize) -> Result<Vec<LockRow>, StoreError> {
        let is = |row: &&LockRow| row.workflow == workflow && row.name == name;
        Ok(self.with(|tables| {
            let mut found: Vec<LockRow> = tables.locks.values().filter(is).cloned().collect();
            found.sort_by_key(|row| (!row.held, row.entry, row.id));
            found.truncate(limit);
            found
        }))
    }

    fn exception(&self, id: i64) -> Result<Option<ExceptionRow>, StoreError> {
        Ok(self.with(|tables| tables.exceptions.get(&id).cloned()))
    }

    fn exceptions_of(&self, run: i64) -> Result<Vec<ExceptionRow>, StoreError> {
        Ok(self.with(|tables| tables.exceptions.values().filter(|row| part_run(row.id) == run).cloned().collect()))
    }

    fn exceptions(&self, query: &ExceptionQuery) -> Result<Vec<ExceptionItem>, StoreError> {
        Ok(self.with(|tables| {
            let open = tables.exceptions.values().filter(|row| row.state == ExceptionState::Open);
            let with_run = open.filter_map(|row| {
                Some(ExceptionItem { exception: row.clone(), run: tables.runs.get(&row.run)?.clone() })
            });
            let wanted = |item: &ExceptionItem| {
                let seen = match query.seen {
                    Seen::All => true,
                    Seen::By(person) => tables.is_party(item.run.id, person),
                };
                let counts = !query.before_first_step || item.exception.code.starts_with("start.");
                seen && counts
                    && query.workflow.is_none_or(|workflow| item.run.workflow == workflow)
                    && query.after.is_none_or(|after| item.cursor() > after)
            };
            let mut found: Vec<ExceptionItem> = with_run.filter(wanted).collect();
            found.sort_by_key(ExceptionItem::cursor);
            found.truncate(query.limit);
            found
        }))
    }

    fn outbox(&self, id: i64) -> Result<Option<OutboxRow>, StoreError> {
        Ok(self.with(|tables| tables.outbox.get(&id).cloned()))
    }

    fn outbox_pending(&self, kind: OutboxKind, now_us: i64, limit: usize) -> Result<Vec<OutboxRow>, StoreError> {
        let wanted = |row: &&OutboxRow| row.state == OutboxState::Pending && row.kind == kind && row.at_us <= now_us;
        Ok(self.with(|tables| tables.outbox.values().filter(wanted).take(limit).cloned().collect()))
    }

    fn outbox_list(&self, state: OutboxState, before: Option<i64>, limit: usize) -> Result<Vec<OutboxRow>, StoreError> {
        Ok(self.with(|tables| {
            let rows = tables.outbox.range(..before.unwrap_or(i64::MAX)).rev().map(|(_, row)| row);
            rows.filter(|row| row.state == state).take(limit).cloned().collect()
        }))
    }

    fn outbox_last(&self) -> Result<i64, StoreError> {
        Ok(self.with(|tables| tables.outbox.keys().next_back().copied().unwrap_or(0)))
    }

    fn notifications(
        &self,
        person: i64,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<NotificationRow>, StoreError> {
        Ok(self.with(|tables| {
            let rows = tables.notifications.range(..before.unwrap_or(i64::MAX)).rev().map(|(_, row)| row);
            rows.filter(|row| row.person == person).take(limit).cloned().collect()
        }))
    }

    fn unread(&self, person: i64) -> Result<i64, StoreError> {
        let wanted = |row: &&NotificationRow| row.person == person && !row.read;
        Ok(self.with(|tables| tables.notifications.values().filter(wanted).count() as i64))
    }

    fn notification_last(&self) -> Result<i64, StoreError> {
        Ok(self.with(|tables| tables.notifications.keys().next_back().copied().unwrap_or(0)))
    }
}
