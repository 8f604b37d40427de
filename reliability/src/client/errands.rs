//! What a connection knows of its runs, from what was answered to it: what can be asked for next.

use serde_json::{Value, json};

use super::journal::{Essence, Line, Sent};

/// How many runs a connection keeps open.
const OPEN_MAX: usize = 12;

/// A run.
#[derive(Clone)]
pub struct Errand {
    /// Such as `ERR-12`.
    pub run: String,
    /// Which of its tasks is open.
    task: u64,
    /// Whether that is the approval.
    approval: bool,
    /// Who has claimed it, by the place of their pair.
    taken: Option<usize>,
    /// The revision of its draft, and whose it is.
    draft: i64,
}

/// The runs of a connection.
#[derive(Default)]
pub struct Errands {
    open: Vec<Errand>,
}

impl Errands {
    /// What is known from a journal.
    pub fn from_lines(lines: &[Line]) -> Self {
        let mut errands = Self::default();
        let mut last = None;
        for line in lines {
            match line {
                Line::Sent(sent) => last = Some(sent),
                Line::Answered(essence) => {
                    if let Some(sent) = last.take() {
                        errands.learn(sent, essence);
                    }
                }
                Line::Wrong(_) => {}
            }
        }
        errands
    }

    /// Takes in what was answered.
    pub fn learn(&mut self, sent: &Sent, essence: &Essence) {
        let Some(run) = &essence.run else { return };
        if (200..300).contains(&essence.status) && sent.what == "start" {
            self.open.push(Errand { run: run.clone(), task: 1, approval: false, taken: None, draft: 0 });
            return;
        }
        let Some(place) = self.open.iter().position(|errand| &errand.run == run) else { return };
        let errand = &mut self.open[place];
        if !(200..300).contains(&essence.status) {
            // Not what was thought: nothing more is asked of it.
            self.open.remove(place);
            return;
        }
        match sent.what.as_str() {
            "claim" => errand.taken = Some(sent.who.0),
            "draft" => errand.draft = essence.rev.unwrap_or(errand.draft),
            "reassign" => {
                errand.taken = sent.body["place"].as_u64().map(|place| place as usize);
                errand.draft = 0;
            }
            "complete" if sent.body["choice"] == "approve" || sent.body["choice"] == "refuse" => {
                self.open.remove(place);
            }
            "complete" => {
                // Whoever fetched it once has the role, and gets it back.
                *errand = Errand { task: errand.task + 1, approval: !errand.approval, draft: 0, ..errand.clone() };
            }
            "cancel" => {
                self.open.remove(place);
            }
            _ => {}
        }
    }

    /// What is asked for next.
    pub fn next(&self, own: usize, pairs: usize, key: String, random: &mut fastrand::Rng) -> Sent {
        if self.open.is_empty() || (self.open.len() < OPEN_MAX && random.u8(..4) == 0) {
            return if random.u8(..4) == 0 { haul(own, key, random) } else { start(own, key, random) };
        }
        let errand = &self.open[random.usize(..self.open.len())];
        let doer = errand.taken.unwrap_or(own);
        let task = format!("/api/v1/tasks/{}.{}", errand.run, errand.task);
        let run = format!("/api/v1/runs/{}", errand.run);
        let sent = |what: &str, who, path: String, body| Sent {
            key: Some(key.clone()),
            what: what.to_owned(),
            who,
            method: "POST".to_owned(),
            path,
            body,
            run: Some(errand.run.clone()),
        };
        let note = format!("Seen {}", random.u32(..));
        match (random.u8(..20), errand.approval) {
            (0, _) => sent("cancel", (own, false), format!("{run}/cancel"), json!({ "reason": note })),
            (1..=3, _) => sent("comment", (own, false), format!("{run}/comments"), json!({ "text": note })),
            (4..=13, true) => sent("complete", (own, true), format!("{task}/complete"), json!({ "choice": "approve" })),
            (14..=16, true) => {
                sent("complete", (own, true), format!("{task}/complete"), json!({ "choice": "again", "comment": note }))
            }
            (_, true) => sent(
                "complete",
                (own, true),
                format!("{task}/complete"),
                json!({ "choice": "refuse", "comment": note }),
            ),
            (_, false) if errand.taken.is_none() => sent("claim", (own, false), format!("{task}/claim"), Value::Null),
            (4..=6, false) => {
                let to = (doer + 1) % pairs;
                sent("reassign", (doer, false), format!("{task}/reassign"), json!({ "place": to }))
            }
            (7..=10, false) => Sent {
                key: None,
                method: "PUT".to_owned(),
                ..sent(
                    "draft",
                    (doer, false),
                    format!("{task}/draft"),
                    json!({ "rev": errand.draft, "values": { "note": note } }),
                )
            },
            (_, false) => {
                sent("complete", (doer, false), format!("{task}/complete"), json!({ "values": { "note": note } }))
            }
        }
    }
}

/// A run is begun in which only programs work.
fn haul(own: usize, key: String, random: &mut fastrand::Rng) -> Sent {
    let body = json!({ "values": { "item": format!("Crate {}", random.u32(..)) } });
    let path = "/api/v1/workflows/haul/runs".to_owned();
    Sent { what: "haul".to_owned(), path, body, ..start(own, key, random) }
}

/// A run is begun.
pub fn start(own: usize, key: String, random: &mut fastrand::Rng) -> Sent {
    Sent {
        key: Some(key),
        what: "start".to_owned(),
        who: (own, false),
        method: "POST".to_owned(),
        path: "/api/v1/workflows/errand/runs".to_owned(),
        body: json!({ "values": { "item": format!("Thing {}", random.u32(..)), "amount": random.u32(1..10_000) } }),
        run: None,
    }
}
