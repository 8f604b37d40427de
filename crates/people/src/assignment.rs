//! Who gets a task: pure rules over facts about the candidates.
//!
//! Somebody is left out for being excluded, inactive, absent or without the skill asked for, and why is said of each.
//! Among the rest `first-come` offers it to all; `in-turn` takes who has been without work longest; `least-busy` who has
//! the fewest open tasks, and of those who has been without longest, then the lower number. So the same facts always give
//! the same person, and the reason is data that goes into the event.
//! It does not look anything up: loads, absences and exclusions are handed in.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::PersonId;

/// What is known of somebody who might get a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// How many open tasks they have.
    pub open_tasks: u32,
    /// The number of the entry that last gave them a task; none: never.
    pub last_assigned: Option<i64>,
    /// Whether they can be given work at all.
    pub active: bool,
    /// Whether they are away now.
    pub absent: bool,
    /// What they can do.
    #[serde(default)]
    pub skills: Vec<String>,
}

/// How one of several is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pick {
    /// Offered to all; the first to claim it has it.
    #[default]
    FirstCome,
    /// One after the other.
    InTurn,
    /// Who has the fewest open tasks.
    LeastBusy,
    /// All are asked.
    Everyone,
}

/// Somebody who may not have the task, and the role, person or step that keeps them from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// Who.
    pub person: PersonId,
    /// What the definition names under `not:`.
    pub by: String,
}

/// How a role is filled from candidates.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rule<'a> {
    /// How one of several is found.
    pub pick: Pick,
    /// Who may not have it.
    pub not: &'a [Exclusion],
    /// What they must be able to do.
    pub skill: Option<&'a str>,
}

/// Who gets the task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chosen {
    /// It is theirs.
    Person(PersonId),
    /// Any of them may claim it, or all of them are asked; by number, ascending.
    Offer(Vec<PersonId>),
    /// Nobody is left; why not, of each candidate. Empty: there was no candidate.
    Nobody(Vec<(PersonId, WhyNot)>),
}

/// Why somebody could not get the task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum WhyNot {
    /// The role's `not:` names them.
    Excluded {
        /// What it names.
        by: String,
    },
    /// They cannot be given work.
    Inactive,
    /// They are away.
    Absent,
    /// They cannot do what is asked for.
    LacksSkill {
        /// What is asked for.
        skill: String,
    },
}

/// By what rule somebody got the task, with the figures that decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Reason {
    /// Offered to all who may have it.
    FirstCome {
        /// How many that is.
        offered: u32,
    },
    /// Had been without work longest.
    InTurn {
        /// The entry that last gave them a task.
        last_assigned: Option<i64>,
        /// Among how many.
        of: u32,
    },
    /// Had the fewest open tasks.
    LeastBusy {
        /// How many.
        open_tasks: u32,
        /// Among how many people.
        of: u32,
    },
    /// Asked with all who may have it.
    Everyone {
        /// How many that is.
        asked: u32,
    },
    /// Nobody could have it.
    Nobody {
        /// How many were looked at.
        of: u32,
    },
}

/// Who of the candidates gets the task by the rule, and why.
pub fn choose(rule: &Rule<'_>, candidates: &[Candidate]) -> (Chosen, Reason) {
    let (mut left, mut out) = (Vec::new(), Vec::new());
    for candidate in candidates {
        match why_not(rule, candidate) {
            Some(why) => out.push((candidate.person, why)),
            None => left.push(candidate),
        }
    }
    let of = left.len() as u32;
    let turn = |c: &&Candidate| (c.last_assigned.is_some(), c.last_assigned, c.person);
    let first = match rule.pick {
        Pick::LeastBusy => left.iter().copied().min_by_key(|c| (c.open_tasks, turn(c))),
        Pick::FirstCome | Pick::InTurn | Pick::Everyone => left.iter().copied().min_by_key(turn),
    };
    let Some(first) = first else {
        out.sort_by_key(|(person, _)| *person);
        return (Chosen::Nobody(out), Reason::Nobody { of: candidates.len() as u32 });
    };
    match rule.pick {
        Pick::FirstCome | Pick::Everyone => {
            let mut people: Vec<PersonId> = left.iter().map(|c| c.person).collect();
            people.sort_unstable();
            people.dedup();
            let offered = people.len() as u32;
            let is_first_come = rule.pick == Pick::FirstCome;
            let all = Reason::Everyone { asked: offered };
            (Chosen::Offer(people), if is_first_come { Reason::FirstCome { offered } } else { all })
        }
        Pick::InTurn => (Chosen::Person(first.person), Reason::InTurn { last_assigned: first.last_assigned, of }),
        Pick::LeastBusy => (Chosen::Person(first.person), Reason::LeastBusy { open_tasks: first.open_tasks, of }),
    }
}

fn why_not(rule: &Rule<'_>, candidate: &Candidate) -> Option<WhyNot> {
    if let Some(exclusion) = rule.not.iter().find(|exclusion| exclusion.person == candidate.person) {
        return Some(WhyNot::Excluded { by: exclusion.by.clone() });
    }
    if !candidate.active {
        return Some(WhyNot::Inactive);
    }
    if candidate.absent {
        return Some(WhyNot::Absent);
    }
    let skill = rule.skill.filter(|skill| !candidate.skills.iter().any(|has| has == skill))?;
    Some(WhyNot::LacksSkill { skill: skill.to_owned() })
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FirstCome { offered: 1 } => write!(f, "offered to the one person who may have it"),
            Self::FirstCome { offered } => write!(f, "offered to {offered} people, the first to claim it has it"),
            Self::InTurn { last_assigned: None, of } => write!(f, "in turn: never had one, of {of}"),
            Self::InTurn { last_assigned: Some(entry), of } => {
                write!(f, "in turn: longest without one (since entry {entry}), of {of}")
            }
            Self::LeastBusy { open_tasks, of } => write!(f, "least busy: {open_tasks} open tasks, of {of}"),
            Self::Everyone { asked } => write!(f, "asked with all {asked} who may have it"),
            Self::Nobody { of } => write!(f, "nobody of {of} may have it"),
        }
    }
}

impl fmt::Display for WhyNot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Excluded { by } => write!(f, "is excluded by {by}"),
            Self::Inactive => f.write_str("is not active"),
            Self::Absent => f.write_str("is absent"),
            Self::LacksSkill { skill } => write!(f, "lacks the skill {skill}"),
        }
    }
}
