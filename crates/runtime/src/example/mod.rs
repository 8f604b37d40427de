//! The example workspace: its people, its workflow, and the purchases of the last weeks.
//!
//! Everything is made by sending commands, with a clock that starts 60 days ago and is moved on from one moment to the next;
//! timers that come due in between fire at their moment. So every table, handoff and proof is what real work leaves.
//! What is read is compiled in, so the example needs no file at hand.

mod history;
mod people;
mod play;
mod quote;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use baton_store::row::DraftRow;
use baton_store::workspace::WorkspaceKind;
use baton_store::{Change, StoreError};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::clock::Clock;
use crate::writer::Put;
use crate::{Ask, Caller, Config, Founding, Handle, Place, Refused, Request, Time};

const PEOPLE: &str = include_str!("../../../../examples/workspace/people.toml");
const HISTORY: &str = include_str!("../../../../examples/workspace/history.toml");
const PURCHASE: &str = include_str!("../../../../examples/purchase-approval.yaml");
/// What is still worked on: what cannot run yet, whose page says why, and the next version of the onboarding.
const DRAFTS: [(&str, &str); 2] = [
    ("model-deployment", include_str!("../../../../examples/model-deployment.yaml")),
    ("employee-onboarding", include_str!("../../../../examples/employee-onboarding.yaml")),
];

/// The onboarding, a process, after the workflows that it coordinates.
const ONBOARDING: [(&str, &str); 6] = [
    ("hr-documents", include_str!("../../../../examples/hr-documents.yaml")),
    ("it-provisioning", include_str!("../../../../examples/it-provisioning.yaml")),
    ("workspace-preparation", include_str!("../../../../examples/workspace-preparation.yaml")),
    ("compliance-training", include_str!("../../../../examples/compliance-training.yaml")),
    ("manager-check-in", include_str!("../../../../examples/manager-check-in.yaml")),
    ("employee-onboarding", include_str!("../../../../examples/employee-onboarding.yaml")),
];

/// A shared decision, for whoever builds a workflow of their own.
const LEVEL: &str = include_str!("../../../../examples/approval-level.yaml");

/// How long ago the example's workspace was founded.
const BEGINS_BEFORE: SignedDuration = SignedDuration::from_hours(60 * 24);
/// Who writes the definitions.
const DESIGNER: &str = "nora.lindqvist";
/// Who answers for the purchase approval, as one of Procurement.
const OWNER: &str = "hannah.vogel";
/// Who manages the people.
const ADMINISTRATOR: &str = "ines.weber";

/// Why the example could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExampleError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A command was refused.
    #[error("a command of the example was refused: {0}")]
    Refused(#[from] Refused),
    /// What the example says does not fit together.
    #[error("the example: {0}")]
    Told(String),
}

/// Founds the example workspace and plays its history, unless there is a workspace already; whether it did.
pub fn make(place: Place, config: Config, zone: &TimeZone, now: Timestamp) -> Result<bool, ExampleError> {
    let begin = now - BEGINS_BEFORE;
    let name = zone.iana_name().unwrap_or("UTC").to_owned();
    let (kind, at_us) = (WorkspaceKind::Example, begin.as_microsecond());
    let founding = Founding { kind, name: "Baton example".to_owned(), zone: name, at_us };
    if !founding.found(place.store.as_ref())? {
        return Ok(false);
    }
    let stage = Stage::open(place, config, begin)?;
    let made = fill(&stage, zone, now);
    stage.handle.stop();
    made.map(|()| true)
}

fn fill(stage: &Stage, zone: &TimeZone, now: Timestamp) -> Result<(), ExampleError> {
    add_people(stage)?;
    publish(stage)?;
    play::play(stage, zone, now)?;
    share(stage)?;
    // Nothing stands here that no checkpoint proves.
    Ok(stage.handle.cover()?)
}

/// Where the history is played: an open workspace whose clock stands until it is moved.
struct Stage {
    handle: Handle,
    at_us: Arc<AtomicI64>,
}

impl Stage {
    fn open(place: Place, config: Config, begin: Timestamp) -> Result<Self, ExampleError> {
        let at_us = Arc::new(AtomicI64::new(begin.as_microsecond()));
        let read = Arc::clone(&at_us);
        let clock = Clock::reading(move || read.load(Ordering::Acquire));
        Ok(Self { handle: Handle::open(place, clock, config, Time::Stands)?, at_us })
    }

    /// Moves the clock; it never goes back.
    fn move_to(&self, at: Timestamp) {
        self.at_us.fetch_max(at.as_microsecond(), Ordering::AcqRel);
    }

    fn ask(&self, caller: Caller, ask: Ask) -> Result<crate::Answer, ExampleError> {
        Ok(self.handle.submit_blocking(Request { caller, key: None, if_match: None, ask })?)
    }

    /// The person of that handle.
    fn person(&self, handle: &str) -> Result<i64, ExampleError> {
        let found = self.handle.core().directory().by_handle(handle).map(|person| person.id);
        found.ok_or_else(|| ExampleError::Told(format!("there is no {handle}")))
    }

    fn caller(&self, handle: &str) -> Result<Caller, ExampleError> {
        Ok(Caller::person(self.person(handle)?))
    }
}

fn add_people(stage: &Stage) -> Result<(), ExampleError> {
    let people: people::People = read(PEOPLE)?;
    for somebody in people.people {
        stage.ask(Caller::system(), Ask::AddPerson(somebody.into()))?;
    }
    for people::Team { handle, title, members } in people.groups {
        stage.ask(Caller::system(), Ask::AddGroup { handle, title, members })?;
    }
    Ok(())
}

fn share(stage: &Stage) -> Result<(), ExampleError> {
    let slug = "approval-level";
    draft(stage, slug, LEVEL)?;
    let note = "For all workflows that buy something.".to_owned();
    stage.ask(stage.caller(DESIGNER)?, Ask::Publish { workflow: slug.to_owned(), note, rev: 1 })?;
    for (slug, text) in ONBOARDING {
        draft(stage, slug, text)?;
        let note = "As agreed with People operations.".to_owned();
        stage.ask(stage.caller(DESIGNER)?, Ask::Publish { workflow: slug.to_owned(), note, rev: 1 })?;
    }
    DRAFTS.iter().try_for_each(|(slug, text)| draft(stage, slug, text))
}

fn publish(stage: &Stage) -> Result<(), ExampleError> {
    let slug = "purchase-approval";
    draft(stage, slug, PURCHASE)?;
    let note = "The first version, as agreed with Procurement and Finance.".to_owned();
    stage.ask(stage.caller(DESIGNER)?, Ask::Publish { workflow: slug.to_owned(), note, rev: 1 })?;
    Ok(())
}

fn draft(stage: &Stage, slug: &str, text: &str) -> Result<(), ExampleError> {
    let (slug, text) = (slug.to_owned(), text.to_owned());
    let (by, at_us) = (stage.person(DESIGNER)?, stage.handle.core().clock.now_us());
    stage.handle.put(Put::one(Change::PutDraft(DraftRow { slug, text, rev: 1, by, at_us })))?;
    Ok(())
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, ExampleError> {
    toml::from_str(text).map_err(|error| ExampleError::Told(error.to_string()))
}
