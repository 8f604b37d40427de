//! What deciding needs to know beyond the run: people, groups, files, the calendar.
//!
//! Facts are data, handed in. `wants` names those a command will need as far as it can be known before; where
//! the decision finds that it needs another, it answers `Decided::Need` and is asked again.

use std::collections::BTreeMap;
use std::sync::Arc;

use baton_model::Compiled;
use baton_model::decision::Linked;
use baton_people::{Calendar, Candidate, PersonId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::state::WantedKey;

/// Something to be known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Want {
    /// A person, by number.
    Person(PersonId),
    /// Which person a text names: `@handle`, handle or e-mail.
    PersonNamed(String),
    /// The members of a group and their load.
    Group(String),
    /// Who owns another workflow, process or decision, by its id.
    OwnerOf(String),
    /// An uploaded file.
    File(String),
    /// A shared decision, by its id.
    Decision(String),
    /// Another version of the run's workflow.
    Version(u32),
    /// The events that came before somebody waited for them.
    Kept(WantedEvent),
    /// Which run holds a lock of the workflow, by the lock's name.
    Holder(String),
}

/// Which events are wanted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WantedEvent {
    /// Their name.
    pub name: String,
    /// Their key.
    pub key: WantedKey,
}

/// An event from outside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Incoming {
    /// Its number in the workspace.
    pub event: i64,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub key: Option<String>,
    /// What it says.
    pub body: Json,
    /// When it came.
    pub at: Timestamp,
}

/// What is known.
#[derive(Clone, Debug)]
pub struct Facts {
    /// People by number; none: there is no such person.
    pub people: BTreeMap<PersonId, Option<PersonFact>>,
    /// Who is meant by a text; none: nobody.
    pub named: BTreeMap<String, Option<PersonId>>,
    /// Groups by handle; none: there is no such group.
    pub groups: BTreeMap<String, Option<GroupFact>>,
    /// The owners of other designs by their ids, as those name them: a group's handle or a person; none: there is no such design.
    pub owners: BTreeMap<String, Option<String>>,
    /// Uploaded files by id; none: there is none, or it is not this actor's to use.
    pub files: BTreeMap<String, Option<FileFact>>,
    /// Shared decisions by id; none: there is no such decision.
    pub decisions: BTreeMap<String, Option<DecisionFact>>,
    /// The first events that were kept, the oldest first.
    pub kept: BTreeMap<WantedEvent, Vec<Incoming>>,
    /// The keys of the runs that hold the locks of the workflow, by the lock's name; none: no run does.
    pub holders: BTreeMap<String, Option<String>>,
    /// Versions of the run's workflow by number; none: there is no such version.
    pub versions: BTreeMap<u32, Option<Arc<Compiled>>>,
    /// The calendar business time is counted in.
    pub calendar: Calendar,
}

/// What is known of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonFact {
    /// The full name; empty: it was erased.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// To whom they report.
    pub manager: Option<PersonId>,
    /// The handles of their groups.
    pub groups: Vec<String>,
    /// Where they work.
    pub site: Option<String>,
    /// Whether they can be given work at all.
    pub active: bool,
    /// Whether they are away now.
    pub absent: bool,
    /// What they can do.
    pub skills: Vec<String>,
}

/// What is known of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupFact {
    /// Its members and their load.
    pub members: Vec<Candidate>,
}

/// What is known of a shared decision: its live version, with those of all that it uses.
#[derive(Clone, Debug)]
pub struct DecisionFact {
    /// The version.
    pub version: u32,
    /// The versions of those that it uses, by id.
    pub uses: BTreeMap<String, u32>,
    /// What they compile to.
    pub linked: Arc<Linked>,
}

/// What is known of an uploaded file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileFact {
    /// Its name.
    pub name: String,
    /// How long it is.
    pub size_bytes: u64,
    /// Its type, as found from the content, such as `application/pdf`.
    pub media_type: String,
    /// The ending that goes with its content, such as `pdf`; none: unknown.
    pub format: Option<String>,
    /// SHA-256 of the stored bytes, hexadecimal.
    pub sha256: String,
    /// SHA-256 of the content, hexadecimal.
    pub content_sha256: String,
}

impl Facts {
    /// Nothing is known but the calendar.
    pub fn new(calendar: Calendar) -> Self {
        Self {
            people: BTreeMap::new(),
            named: BTreeMap::new(),
            groups: BTreeMap::new(),
            owners: BTreeMap::new(),
            files: BTreeMap::new(),
            decisions: BTreeMap::new(),
            kept: BTreeMap::new(),
            holders: BTreeMap::new(),
            versions: BTreeMap::new(),
            calendar,
        }
    }
}
