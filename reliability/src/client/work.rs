//! One connection: writes down, sends, writes down what came back.

use std::time::{Duration, Instant};

use serde_json::json;

use super::errands::{Errands, start};
use super::journal::{Essence, Journal, Line, Sent};
use crate::http::{Connection, Request};
use crate::moment;
use crate::world::Pair;

/// One in so many commands repeats an answered one.
const REPEATS: u8 = 12;

/// A connection at work.
pub struct Work {
    pairs: Vec<Pair>,
    own: usize,
    journal: Journal,
    errands: Errands,
    random: fastrand::Rng,
    count: u64,
}

impl Work {
    /// The `own`-th connection, with what its journal says.
    pub fn new(pairs: Vec<Pair>, own: usize, journal: Journal, random: fastrand::Rng) -> Self {
        let errands = Errands::from_lines(&journal.lines);
        let count = journal.lines.len() as u64;
        Self { pairs, own, journal, errands, random, count }
    }

    /// Repeats what is not answered, then works until the time is over or the server is gone.
    pub fn go_on(&mut self, host: &str, until: Instant, starts: u64, pause: Duration) -> anyhow::Result<()> {
        let Ok(mut to) = Connection::open(host) else { return Ok(()) };
        if let Some(sent) = self.unanswered() {
            // A draft has no key: whether it was kept is seen by its revision, and it is not repeated.
            if sent.key.is_some() && !self.ask(&mut to, &sent)? {
                return Ok(());
            }
        }
        if starts > 0 {
            return self.start_all(&mut to, until, starts);
        }
        while Instant::now() < until {
            if self.random.u8(..REPEATS) == 0 {
                if !self.ask_again(&mut to)? {
                    return Ok(());
                }
                continue;
            }
            let key = self.key();
            let sent = self.errands.next(self.own, self.pairs.len(), key, &mut self.random);
            self.journal.add(Line::Sent(sent.clone()))?;
            if !self.ask(&mut to, &sent)? {
                return Ok(());
            }
            if !pause.is_zero() {
                moment::wait(pause);
            }
        }
        Ok(())
    }

    /// Starts so many runs, and does nothing with them.
    fn start_all(&mut self, to: &mut Connection, until: Instant, starts: u64) -> anyhow::Result<()> {
        for _ in 0..starts {
            let key = self.key();
            let sent = start(self.own, key, &mut self.random);
            self.journal.add_soon(Line::Sent(sent.clone()))?;
            let Some(essence) = self.send(to, &sent).filter(|_| Instant::now() < until) else { break };
            self.journal.add_soon(Line::Answered(essence))?;
        }
        Ok(())
    }

    fn key(&mut self) -> String {
        self.count += 1;
        format!("{}-{}-{:08x}", self.own, self.count, self.random.u32(..))
    }

    /// The last command, where no answer to it was written down.
    fn unanswered(&self) -> Option<Sent> {
        match self.journal.lines.last() {
            Some(Line::Sent(sent)) => Some(sent.clone()),
            _ => None,
        }
    }

    /// Sends it and writes down the answer; false where none came.
    fn ask(&mut self, to: &mut Connection, sent: &Sent) -> anyhow::Result<bool> {
        let Some(essence) = self.send(to, sent) else { return Ok(false) };
        if essence.code.as_deref() == Some("store.sync_failed") {
            // Nobody knows whether it happened: no answer to write down. It is repeated after the next start.
            return Ok(false);
        }
        self.errands.learn(sent, &essence);
        if matches!(essence.status, 503 | 507) {
            // Refused for now and so not done: this is its answer, and it may be asked again later as a new command.
            moment::wait_ms(20);
        }
        let odd = matches!(essence.status, 500 | 502 | 504);
        self.journal.add(Line::Answered(essence.clone()))?;
        if odd {
            let said = format!("{} was answered with {} {:?}", sent.path, essence.status, essence.code);
            self.journal.add(Line::Wrong(said))?;
        }
        Ok(true)
    }

    /// Repeats a command that was answered; false where no answer came.
    fn ask_again(&mut self, to: &mut Connection) -> anyhow::Result<bool> {
        let lines = &self.journal.lines;
        let recent = lines.len().saturating_sub(40);
        let answered: Vec<(Sent, Essence)> = lines[recent..]
            .windows(2)
            .filter_map(|two| match two {
                [Line::Sent(sent), Line::Answered(first)]
                    if sent.key.is_some() && (200..300).contains(&first.status) =>
                {
                    Some((sent.clone(), first.clone()))
                }
                _ => None,
            })
            .collect();
        let Some((sent, first)) = self.random.choice(answered) else { return Ok(true) };
        let Some(second) = self.send(to, &sent) else { return Ok(false) };
        if second != first && !matches!(second.status, 503 | 507) {
            let key = sent.key.unwrap_or_default();
            let (second, first) = (serde_json::to_string(&second)?, serde_json::to_string(&first)?);
            self.journal.add(Line::Wrong(format!("the repeat of {key} was answered with {second}, not {first}")))?;
        }
        Ok(true)
    }

    fn send(&self, to: &mut Connection, sent: &Sent) -> Option<Essence> {
        let pair = &self.pairs[sent.who.0];
        let who = if sent.who.1 { &pair.approves } else { &pair.asks };
        let body = match (sent.what.as_str(), sent.body["place"].as_u64()) {
            ("reassign", Some(place)) => json!({ "to": self.pairs[place as usize].asks.handle }),
            _ => sent.body.clone(),
        };
        let request = Request {
            method: &sent.method,
            path: &sent.path,
            cookie: Some(&who.cookie),
            key: sent.key.as_deref(),
            body: (!body.is_null()).then_some(&body),
            ..Request::default()
        };
        let answer = to.send(&request).ok()?;
        let fine = (200..300).contains(&answer.status);
        let run = if matches!(sent.what.as_str(), "start" | "haul") && fine {
            Some(answer.text("key").to_owned())
        } else {
            sent.run.clone()
        };
        Some(Essence {
            key: sent.key.clone(),
            status: answer.status,
            code: (!fine).then(|| answer.text("code").to_owned()),
            run,
            rev: answer.body["rev"].as_i64().filter(|_| sent.what == "draft"),
        })
    }
}
