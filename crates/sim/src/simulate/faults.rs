//! What goes wrong on the way, and must change nothing: commands that are sent twice, early, late or by somebody else, a store that
//! does not take an entry, a process that ends.

use baton_engine::{Actor, Command, CompleteTask, Event, Values};
use serde_json::json;

use super::drive::{Pair, Stop};
use super::others::worker;
use super::path::{Try, What};

impl Pair {
    /// Its answer was lost, and it is sent once more: it is refused, or nothing comes of it but that a worker
    /// answered late.
    pub(super) fn once_more(&mut self, actor: Actor, command: &Command) -> Result<(), Stop> {
        self.met.insert("LostAnswer".to_owned());
        let before = self.player.state.clone();
        let happened = self.player.send(actor, command);
        let is_late = |(_, event): &(_, Event)| matches!(event, Event::JobAnsweredLate(_));
        if before == self.player.state || happened.as_ref().is_ok_and(|events| events.iter().all(is_late)) {
            return Ok(());
        }
        Err(Stop::Wrong(format!("sent once more it changed something: {command:?} {happened:?}")))
    }

    /// The store does not take what came of a command: nothing has happened, and asked again the same comes of it.
    pub(super) fn not_appended(&mut self, actor: Actor, command: &Command) -> Result<(), Stop> {
        self.met.insert("NotAppended".to_owned());
        let before = self.player.state.clone();
        let first = self.player.would(actor, command);
        if before != self.player.state {
            return Err(Stop::Wrong("what was not appended changed the state".to_owned()));
        }
        if first.ok() == self.player.would(actor, command).ok() {
            return Ok(());
        }
        Err(Stop::Wrong(format!("asked again, something else came of it: {command:?}")))
    }

    /// The process ends and begins again: all there is are the entries, as they are kept.
    pub(super) fn restart(&mut self) -> Result<(), Stop> {
        self.met.insert("Restart".to_owned());
        let before = self.player.state.clone();
        self.player.restart().map_err(|error| Stop::Wrong(format!("an entry cannot be read again: {error}")))?;
        if before == self.player.state {
            Ok(())
        } else {
            Err(Stop::Wrong("after a start the state is another".to_owned()))
        }
    }

    /// What is stale, early or somebody else's is refused, and changes nothing.
    pub(super) fn must_refuse(&mut self, tried: Try) -> Result<(), Stop> {
        let state = &self.player.state;
        let (actor, command) = match tried.what {
            What::Again => {
                let over = state.tasks.iter().rev().find(|task| !task.state.is_open());
                let task = over.map_or(tried.nth + 1_000, |task| task.task);
                let by = over.and_then(|task| task.done_by).unwrap_or(1);
                (Actor::person(by), complete(task))
            }
            What::Stranger => match state.open_tasks().next() {
                Some(task) => (Actor::person(99), complete(task.task)),
                None => return Ok(()),
            },
            What::Stale => match state.jobs.last() {
                Some(job) => {
                    let fence = job.fence + 1;
                    (worker(), Command::CompleteJob { job: job.job, fence, result: json!({}) })
                }
                None => return Ok(()),
            },
            _ => {
                let early = state.timers.iter().find(|timer| timer.at > self.player.now);
                (Actor::timer(), Command::FireTimer { timer: early.map_or(tried.nth + 1_000, |timer| timer.timer) })
            }
        };
        let before = self.player.state.clone();
        self.told.push(format!("what must be refused: {command:?}"));
        match self.player.send(actor, &command) {
            Err(_) if before == self.player.state => Ok(()),
            Err(_) => Err(Stop::Wrong("a refused command changed something".to_owned())),
            Ok(events) if events.is_empty() => Ok(()),
            Ok(_) => Err(Stop::Wrong(format!("it was not refused: {command:?}"))),
        }
    }
}

fn complete(task: u32) -> Command {
    let values = Values::new();
    Command::CompleteTask(CompleteTask { task, choice: None, values, comment: None, seen: None, checked: Vec::new() })
}
