//! The people and groups of every story, and the facts the engine asks about them.

use std::collections::BTreeMap;
use std::sync::Arc;

use baton_engine::{DecisionFact, Facts, FileFact, GroupFact, Incoming, PersonFact, Want};
use baton_model::decision::{Compiled, Linked};
use baton_people::{Calendar, Candidate};
use jiff::tz::TimeZone;

/// Name, manager's number. Numbers are places in this list, from 1.
const PEOPLE: [(&str, Option<i64>); 9] = [
    ("ana", Some(2)),
    ("ben", Some(3)),
    ("carla", None),
    ("dan", Some(3)),
    ("eve", Some(3)),
    ("fay", Some(3)),
    ("gus", Some(3)),
    ("hal", Some(2)),
    ("ida", Some(2)),
];

/// What is known beyond a run.
#[derive(Clone)]
pub struct House {
    pub groups: BTreeMap<String, Vec<i64>>,
    pub absent: Vec<i64>,
    pub inactive: Vec<i64>,
    pub busy: BTreeMap<i64, u32>,
    pub skills: BTreeMap<i64, Vec<String>>,
    pub files: BTreeMap<String, FileFact>,
    pub decisions: BTreeMap<String, DecisionFact>,
    pub versions: BTreeMap<u32, Arc<baton_model::Compiled>>,
    /// Events that came before somebody waited for them.
    pub kept: Vec<Incoming>,
    /// Which run holds a lock of the workflow.
    pub holders: BTreeMap<String, String>,
    /// Who owns other designs, by their ids.
    pub owners: BTreeMap<String, String>,
}

/// A shared decision that uses another one.
const DECISIONS: [&str; 2] = [
    "\
decision: level
owner: finance
uses: [factor]
inputs:
  amount: { type: number }
outputs:
  level: { type: choice, options: [low, high] }
  points: { type: number }
table:
  hit: any
  inputs: [amount * factor]
  rules:
    - { when: [\"< 100\"], gives: [low, \"1\"] }
    - { when: [\"[100..1000)\"], gives: [high, amount / 10] }
    - { when: [\"[900..1000)\"], gives: [high, \"99\"] }
",
    "\
decision: factor
owner: finance
outputs: { factor: { type: number } }
value: \"2\"
",
];

fn decisions() -> BTreeMap<String, DecisionFact> {
    let compiled: Vec<Arc<Compiled>> =
        DECISIONS.iter().map(|text| Arc::new(baton_model::compile_published_decision(text).unwrap())).collect();
    let find = |id: &str| compiled.iter().find(|one| one.decision.head.id.name == id).cloned();
    let fact = |one: &Arc<Compiled>| DecisionFact {
        version: 3,
        uses: one.decision.uses.iter().map(|used| (used.decision.name.clone(), 7)).collect(),
        linked: Arc::new(Linked::new(Arc::clone(one), &mut |id| find(id)).unwrap()),
    };
    compiled.iter().map(|one| (one.decision.head.id.name.clone(), fact(one))).collect()
}

impl Default for House {
    fn default() -> Self {
        let groups = [
            ("finance", vec![4, 5]),
            ("cfo", vec![3]),
            ("procurement", vec![6, 7]),
            ("many", vec![4, 5, 6, 8]),
            ("nobody", vec![]),
        ];
        let file = |name: &str, size_bytes, format: &str| FileFact {
            name: name.to_owned(),
            size_bytes,
            media_type: format!("application/{format}"),
            format: Some(format.to_owned()),
            sha256: "00".repeat(32),
            content_sha256: "11".repeat(32),
        };
        let files = [
            ("f1", file("quote.pdf", 120_000, "pdf")),
            ("f2", file("table.xlsx", 9_000, "xlsx")),
            ("f3", file("film.pdf", 30_000_000, "pdf")),
        ];
        Self {
            groups: groups.into_iter().map(|(name, members)| (name.to_owned(), members)).collect(),
            absent: Vec::new(),
            inactive: vec![9],
            busy: BTreeMap::new(),
            skills: BTreeMap::new(),
            files: files.into_iter().map(|(id, file)| (id.to_owned(), file)).collect(),
            decisions: decisions(),
            versions: BTreeMap::new(),
            kept: Vec::new(),
            holders: BTreeMap::new(),
            owners: BTreeMap::new(),
        }
    }
}

/// The number of a person.
pub fn number(name: &str) -> i64 {
    let place = PEOPLE.iter().position(|(known, _)| *known == name);
    place.unwrap_or_else(|| panic!("nobody is called {name}")) as i64 + 1
}

impl House {
    /// Facts about nothing but the calendar.
    pub fn empty_facts() -> Facts {
        Facts::new(Calendar::weekdays_9_to_17(TimeZone::UTC))
    }

    /// Answers a want.
    pub fn tell(&self, want: &Want, facts: &mut Facts) {
        match want {
            Want::Person(id) => drop(facts.people.insert(*id, self.person(*id))),
            Want::PersonNamed(text) => {
                let name = text.trim_start_matches('@').split('@').next().unwrap_or_default();
                let id = PEOPLE.iter().position(|(known, _)| *known == name).map(|place| place as i64 + 1);
                facts.named.insert(text.clone(), id);
            }
            Want::Group(group) => {
                let members = self
                    .groups
                    .get(group)
                    .map(|members| GroupFact { members: members.iter().map(|id| self.candidate(*id)).collect() });
                facts.groups.insert(group.clone(), members);
            }
            Want::File(id) => drop(facts.files.insert(id.clone(), self.files.get(id).cloned())),
            Want::OwnerOf(id) => drop(facts.owners.insert(id.clone(), self.owners.get(id).cloned())),
            Want::Holder(lock) => drop(facts.holders.insert(lock.clone(), self.holders.get(lock).cloned())),
            Want::Version(version) => drop(facts.versions.insert(*version, self.versions.get(version).cloned())),
            Want::Kept(wanted) => {
                let fits = |kept: &&Incoming| kept.name == wanted.name && wanted.key.fits(kept.key.as_deref());
                facts.kept.insert(wanted.clone(), self.kept.iter().filter(fits).cloned().collect());
            }
            Want::Decision(id) => drop(facts.decisions.insert(id.clone(), self.decisions.get(id).cloned())),
        }
    }

    fn person(&self, id: i64) -> Option<PersonFact> {
        let (name, manager) = PEOPLE.get(usize::try_from(id - 1).ok()?)?;
        Some(PersonFact {
            name: format!("{}{}", name[..1].to_uppercase(), &name[1..]),
            email: format!("{name}@example.com"),
            manager: *manager,
            groups: self
                .groups
                .iter()
                .filter(|(_, members)| members.contains(&id))
                .map(|(name, _)| name.clone())
                .collect(),
            site: None,
            active: !self.inactive.contains(&id),
            absent: self.absent.contains(&id),
            skills: self.skills.get(&id).cloned().unwrap_or_default(),
        })
    }

    fn candidate(&self, id: i64) -> Candidate {
        Candidate {
            person: id,
            open_tasks: self.busy.get(&id).copied().unwrap_or(0),
            last_assigned: None,
            active: !self.inactive.contains(&id),
            absent: self.absent.contains(&id),
            skills: self.skills.get(&id).cloned().unwrap_or_default(),
        }
    }
}
