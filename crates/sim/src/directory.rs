//! The people and groups of a scenario, and what the engine asks about them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use baton_engine::{DecisionFact, Facts, FileFact, GroupFact, Incoming, PersonFact, Want};
use baton_model::decision::{Compiled, Linked};
use baton_people::{Candidate, PersonId};

/// How large the files of a scenario are.
const SIZE_BYTES: u64 = 100_000;

/// A person of a scenario.
#[derive(Debug, Clone)]
struct Person {
    handle: String,
    manager: Option<PersonId>,
    absent: bool,
    skills: Vec<String>,
    /// How many tasks they have in other runs, and when they were last given one.
    load: (u32, Option<i64>),
}

/// Who there is, and which shared decisions.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    people: Vec<Person>,
    groups: BTreeMap<String, BTreeSet<PersonId>>,
    decisions: BTreeMap<String, DecisionFact>,
    /// Who owns the shared decisions. Other workflows are not there.
    owners: BTreeMap<String, String>,
    files: BTreeMap<String, FileFact>,
    /// Events that came before somebody waited for them.
    kept: Vec<Incoming>,
}

impl Directory {
    /// The number of a person; somebody who is named for the first time is added.
    pub fn person(&mut self, handle: &str) -> PersonId {
        let handle = handle.trim_start_matches('@');
        self.known(handle).unwrap_or_else(|| {
            let person =
                Person { handle: handle.to_owned(), manager: None, absent: false, skills: Vec::new(), load: (0, None) };
            self.people.push(person);
            self.people.len() as PersonId
        })
    }

    /// Says to whom somebody reports.
    pub fn manages(&mut self, manager: &str, of: &str) {
        let (manager, of) = (self.person(manager), self.person(of));
        self.people[of as usize - 1].manager = Some(manager);
    }

    /// Says what somebody can do.
    pub fn can(&mut self, handle: &str, skills: &[String]) {
        let person = self.person(handle);
        self.people[person as usize - 1].skills.extend_from_slice(skills);
    }

    /// Says who is in a group.
    pub fn group(&mut self, name: &str, members: &[&str]) {
        let members = members.iter().map(|member| self.person(member)).collect();
        self.groups.insert(name.to_owned(), members);
    }

    /// Says whether somebody is away.
    pub fn away(&mut self, handle: &str, absent: bool) {
        let person = self.person(handle);
        self.people[person as usize - 1].absent = absent;
    }

    /// Says how many open tasks somebody has, and the entry that last gave them one.
    pub fn busy(&mut self, handle: &str, open_tasks: u32, last_assigned: Option<i64>) {
        let person = self.person(handle);
        self.people[person as usize - 1].load = (open_tasks, last_assigned);
    }

    /// Keeps an event that nobody waited for.
    pub fn keep(&mut self, event: Incoming) {
        self.kept.push(event);
    }

    /// Somebody took a kept event: it is gone.
    pub fn taken(&mut self, event: i64) {
        self.kept.retain(|kept| kept.event != event);
    }

    /// Adds an uploaded file: its id is its name, its format its ending.
    pub fn file(&mut self, name: &str) {
        let format = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        let media_type = format!("application/{}", format.as_deref().unwrap_or("octet-stream"));
        let (sha256, content_sha256) = ("00".repeat(32), "00".repeat(32));
        let file =
            FileFact { name: name.to_owned(), size_bytes: SIZE_BYTES, media_type, format, sha256, content_sha256 };
        self.files.insert(name.to_owned(), file);
    }

    /// Adds shared decisions, which may use each other. The ids of those that cannot be linked.
    pub fn decisions(&mut self, compiled: Vec<Compiled>) -> Vec<String> {
        let all: Vec<Arc<Compiled>> = compiled.into_iter().map(Arc::new).collect();
        let find = |id: &str| all.iter().find(|one| one.decision.head.id.name == id).cloned();
        let mut lost = Vec::new();
        for one in &all {
            let id = one.decision.head.id.name.clone();
            self.owners.extend(one.decision.head.owner.iter().map(|owner| (id.clone(), owner.name.clone())));
            let Ok(linked) = Linked::new(Arc::clone(one), &mut |id| find(id)) else {
                lost.push(id);
                continue;
            };
            let uses = one.decision.uses.iter().map(|used| (used.decision.name.clone(), 1)).collect();
            self.decisions.insert(id, DecisionFact { version: 1, uses, linked: Arc::new(linked) });
        }
        lost
    }

    /// The handle of a person.
    pub fn handle(&self, person: PersonId) -> &str {
        self.at(person).map_or("somebody", |person| person.handle.as_str())
    }

    /// Answers what the engine wants to know.
    pub fn tell(&self, want: &Want, facts: &mut Facts) {
        match want {
            Want::Person(id) => drop(facts.people.insert(*id, self.fact(*id))),
            Want::PersonNamed(text) => {
                let handle = text.trim_start_matches('@').split('@').next().unwrap_or_default();
                facts.named.insert(text.clone(), self.known(handle));
            }
            Want::Group(group) => {
                let members = self.groups.get(group);
                let members = members.map(|members| members.iter().map(|id| self.candidate(*id)).collect());
                facts.groups.insert(group.clone(), members.map(|members| GroupFact { members }));
            }
            Want::Decision(id) => drop(facts.decisions.insert(id.clone(), self.decisions.get(id).cloned())),
            Want::OwnerOf(id) => drop(facts.owners.insert(id.clone(), self.owners.get(id).cloned())),
            // A scenario plays one version.
            Want::Version(version) => drop(facts.versions.insert(*version, None)),
            // Nobody but this run is there.
            Want::Holder(lock) => drop(facts.holders.insert(lock.clone(), None)),
            Want::Kept(wanted) => {
                let fits = |kept: &&Incoming| kept.name == wanted.name && wanted.key.fits(kept.key.as_deref());
                facts.kept.insert(wanted.clone(), self.kept.iter().filter(fits).cloned().collect());
            }
            Want::File(id) => drop(facts.files.insert(id.clone(), self.files.get(id).cloned())),
        }
    }

    fn known(&self, handle: &str) -> Option<PersonId> {
        self.people.iter().position(|person| person.handle == handle).map(|place| place as PersonId + 1)
    }

    fn at(&self, person: PersonId) -> Option<&Person> {
        self.people.get(usize::try_from(person - 1).ok()?)
    }

    fn fact(&self, id: PersonId) -> Option<PersonFact> {
        let person = self.at(id)?;
        let groups = self.groups.iter().filter(|(_, members)| members.contains(&id)).map(|(name, _)| name.clone());
        Some(PersonFact {
            name: person.handle.clone(),
            email: format!("{}@example.com", person.handle),
            manager: person.manager,
            groups: groups.collect(),
            active: true,
            absent: person.absent,
            skills: person.skills.clone(),
            ..PersonFact::default()
        })
    }

    fn candidate(&self, person: PersonId) -> Candidate {
        let known = self.at(person);
        let absent = known.is_some_and(|person| person.absent);
        let skills = known.map(|person| person.skills.clone()).unwrap_or_default();
        let (open_tasks, last_assigned) = known.map(|person| person.load).unwrap_or_default();
        Candidate { person, open_tasks, last_assigned, active: true, absent, skills }
    }
}
