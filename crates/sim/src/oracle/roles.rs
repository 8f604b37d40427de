//! Who has a step: a role is filled when the first step of it opens, and kept for the run.
//!
//! Whom a role's `not:` names is left out, also of those of its `else:`. A person who is away, or lacks the skill, cannot have it; a
//! kept one who is away is looked for anew. Nobody left: the step is held, and goes on when somebody can have it. Two roles of which one
//! names the other in `not:` are two people, whichever is taken first. Who has a task after a deadline brought somebody in is not told.

use std::collections::{BTreeMap, BTreeSet};

use baton_model::definition::step::{Need, Step, StepKind};
use baton_model::definition::{Else, Part, People, Phrase, Pick, RoleRule, RoleSpec, Template};

use super::troubles::Trouble;
use super::{Oracle, Phase, Place, Thread};

/// Who there is.
#[derive(Debug, Clone, Default)]
pub struct Staff {
    /// Who started the run.
    pub starter: Option<i64>,
    /// The members of each group.
    pub groups: BTreeMap<String, Vec<i64>>,
    /// To whom somebody reports.
    pub managers: BTreeMap<i64, i64>,
    /// What somebody can do.
    pub skills: BTreeMap<i64, Vec<String>>,
    /// How many open tasks somebody has, and the number of the entry that last gave them one.
    pub loads: BTreeMap<i64, (u32, Option<i64>)>,
    /// Who is away.
    pub away: BTreeSet<i64>,
}

/// Who has a task that is open.
#[derive(Debug, Clone, Default)]
pub(super) struct Has {
    pub who: Vec<i64>,
    pub is_offered: bool,
    /// It is to be accepted before anything is done with it.
    pub to_accept: bool,
}

/// Who can have a role.
enum Filled {
    One(i64),
    Offer(Vec<i64>),
    All(Vec<i64>),
    Nobody,
}

/// So many `else` of an `else` are followed.
const DEPTH_MAX: u32 = 16;

impl Oracle {
    /// Opens a step for the people of its role.
    pub(super) fn ask(&mut self, frame: u32, step: &Step) {
        let role = role_of(step);
        let is_started = false;
        let (asked, has) = match self.filled(frame, step) {
            Filled::One(person) => {
                self.kept_roles.insert(role, person);
                let to_accept = step.accept.is_some() && self.comes_from_another(frame, person);
                (Vec::new(), Has { who: vec![person], is_offered: false, to_accept })
            }
            Filled::Offer(who) => {
                let to_accept = step.accept.is_some()
                    && match who.as_slice() {
                        [person] => self.comes_from_another(frame, *person),
                        _ => true,
                    };
                (Vec::new(), Has { who, is_offered: true, to_accept })
            }
            Filled::All(asked) => (asked, Has::default()),
            Filled::Nobody => (Vec::new(), Has::default()),
        };
        self.thread_at(frame, step, Phase::Person { asked, votes: Vec::new(), is_started, has });
    }

    /// Whether there is somebody for a step, and enough of them.
    pub(super) fn can_have(&self, frame: u32, step: &Step) -> bool {
        match self.filled(frame, step) {
            Filled::Nobody => false,
            Filled::All(asked) => match &step.kind {
                StepKind::Approve(approve) => match approve.need {
                    Need::Count(count) => count as usize <= asked.len(),
                    _ => !asked.is_empty(),
                },
                _ => !asked.is_empty(),
            },
            Filled::One(_) | Filled::Offer(_) => true,
        }
    }

    /// A step for which nobody was left opens once somebody can have it.
    pub(super) fn wake_nobody(&mut self) -> bool {
        let held = self.threads.iter().find(|one| {
            matches!(one.phase, Phase::Held(Trouble::Nobody)) && self.can_have(one.frame, self.text.step(&one.step))
        });
        let Some(held) = held.cloned() else { return false };
        let step = self.text.step(&held.step).clone();
        self.threads.retain(|one| one.id != held.id);
        self.open_now(held.frame, &step);
        true
    }

    /// Somebody is away from now on, or is back.
    pub fn away(&mut self, person: i64) {
        if !self.staff.away.remove(&person) {
            self.staff.away.insert(person);
        }
        if !self.is_over {
            self.settled();
        }
    }

    /// Somebody gives a task to somebody else. Whether that could be.
    pub fn reassign(&mut self, place: &Place, to: i64) -> bool {
        let Some(at) = self.at(place) else { return false };
        let role = role_of(self.text.step(&place.step));
        let Phase::Person { has, .. } = &self.threads[at].phase else { return false };
        let has_it = !has.is_offered && has.who == [to];
        if has_it || self.is_kept_out(&role, to) {
            return false;
        }
        if let Phase::Person { has, is_started, .. } = &mut self.threads[at].phase {
            (has.who, has.is_offered) = (vec![to], false);
            *is_started = false;
        }
        self.kept_roles.insert(role, to);
        self.settled()
    }

    /// Who has a task, or may claim it.
    pub(super) fn who_now(&self, thread: &Thread) -> Vec<i64> {
        let Phase::Person { asked, votes, has, .. } = &thread.phase else { return Vec::new() };
        if !self.tells_who {
            return Vec::new();
        }
        let mut who = has.who.clone();
        let left = asked.iter().filter(|person| votes.iter().all(|(by, _)| by != *person));
        let one_by_one = matches!(&self.text.step(&thread.step).kind, StepKind::Approve(approve) if approve.one_by_one);
        who.extend(left.take(if one_by_one { 1 } else { usize::MAX }));
        who.sort_unstable();
        who
    }

    /// Whether somebody may answer a task.
    pub(super) fn is_theirs(&self, at: usize, by: i64) -> bool {
        let who = self.who_now(&self.threads[at]);
        who.is_empty() || who.contains(&by)
    }

    /// Who claims what is offered has it, and its role. Whether that could be.
    pub(super) fn claim(&mut self, at: usize, by: i64) -> bool {
        let role = role_of(self.text.step(&self.threads[at].step));
        let Phase::Person { has, .. } = &self.threads[at].phase else { return false };
        if !has.is_offered {
            return true;
        }
        if self.is_kept_out(&role, by) {
            return false;
        }
        if let Phase::Person { has, .. } = &mut self.threads[at].phase {
            (has.who, has.is_offered) = (vec![by], false);
        }
        self.kept_roles.insert(role, by);
        true
    }

    fn filled(&self, frame: u32, step: &Step) -> Filled {
        let role = role_of(step);
        let Some(known) = self.text.workflow.roles.get(&role) else { return Filled::Nobody };
        let by_several = matches!(&step.kind, StepKind::Approve(approve) if approve.is_by_several());
        let all = match &known.spec.rule {
            RoleRule::Group { pick: Pick::Everyone, .. } => true,
            RoleRule::Group { pick: Pick::FirstCome, .. } => by_several,
            _ => false,
        };
        match self.kept_roles.get(&role) {
            Some(kept) if !all && !self.staff.away.contains(kept) && !self.is_kept_out(&role, *kept) => {
                Filled::One(*kept)
            }
            _ => self.by_rule(frame, (&known.spec, all), &[], 0),
        }
    }

    fn by_rule(&self, frame: u32, (spec, all): (&RoleSpec, bool), not: &[i64], depth: u32) -> Filled {
        let named = spec.not.iter().flat_map(|people| self.named_by(people));
        let not: Vec<i64> = not.iter().copied().chain(named).collect();
        let skill = spec.skill.as_ref().map(|skill| self.skill(frame, skill)).filter(|skill| !skill.is_empty());
        let can = |person: &i64| {
            let skills = self.staff.skills.get(person);
            let is_able = skill.as_ref().is_none_or(|skill| skills.is_some_and(|skills| skills.contains(skill)));
            is_able && !self.staff.away.contains(person) && !not.contains(person)
        };
        let found = match &spec.rule {
            RoleRule::Person(people) => self.person(&people.phrase).filter(can).map_or(Filled::Nobody, Filled::One),
            RoleRule::Group { group, pick } => {
                let members = self.staff.groups.get(&group.name).cloned().unwrap_or_default();
                let mut left: Vec<i64> = members.into_iter().filter(can).collect();
                left.sort_unstable();
                // Who never had a task has been without one longest.
                let turn = |person: &i64| (self.load(*person).1, *person);
                let first = match pick {
                    Pick::LeastBusy => left.iter().copied().min_by_key(|one| (self.load(*one).0, turn(one))),
                    _ => left.iter().copied().min_by_key(turn),
                };
                match (first, pick) {
                    (None, _) => Filled::Nobody,
                    (Some(_), _) if all => Filled::All(left),
                    (Some(_), Pick::FirstCome) => Filled::Offer(left),
                    (Some(_), Pick::Everyone) => Filled::All(left),
                    (Some(first), _) => Filled::One(first),
                }
            }
        };
        match (found, spec.or_else.as_deref()) {
            (Filled::Nobody, Some(next)) if depth < DEPTH_MAX => match next {
                Else::Spec(spec) => self.by_rule(frame, (spec, all), &not, depth + 1),
                Else::Role(named) => match self.text.workflow.roles.get(&named.name) {
                    Some(known) => self.by_rule(frame, (&known.spec, all), &not, depth + 1),
                    None => Filled::Nobody,
                },
            },
            (found, _) => found,
        }
    }

    fn load(&self, person: i64) -> (u32, Option<i64>) {
        self.staff.loads.get(&person).copied().unwrap_or_default()
    }

    fn skill(&self, frame: u32, skill: &Template) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Expr(expr) => self.value(expr, frame, &[]).as_text().unwrap_or_default().to_owned(),
        };
        skill.parts.iter().map(part).collect()
    }

    /// Whom an entry of `not:` names: who has a role, and who has done something in it.
    fn named_by(&self, people: &People) -> Vec<i64> {
        let doers = match &people.phrase {
            Phrase::Role(role) => self.doers_of(role),
            _ => Vec::new(),
        };
        doers.into_iter().chain(self.person(&people.phrase)).collect()
    }

    fn doers_of(&self, role: &str) -> Vec<i64> {
        self.doers.iter().filter(|(of, _)| of == role).map(|(_, by)| *by).collect()
    }

    fn person(&self, phrase: &Phrase) -> Option<i64> {
        match phrase {
            Phrase::Starter => self.staff.starter,
            Phrase::ManagerOf(of) => self.staff.managers.get(&self.person(of)?).copied(),
            Phrase::Role(role) => {
                let is = || match &self.text.workflow.roles.get(role)?.spec.rule {
                    RoleRule::Person(people) => self.person(&people.phrase),
                    RoleRule::Group { .. } => None,
                };
                self.kept_roles.get(role).copied().or_else(is)
            }
            _ => None,
        }
    }

    /// Whether somebody cannot have a role: its `not:` names them, or they have or did one whose `not:` names it.
    fn is_kept_out(&self, role: &str, person: i64) -> bool {
        let roles = &self.text.workflow.roles;
        let Some(known) = roles.get(role) else { return false };
        let names = |people: &People| matches!(&people.phrase, Phrase::Role(named) if named == role);
        let opposite = roles.values().filter(|other| other.spec.not.iter().any(names));
        let theirs =
            |other: &str| self.kept_roles.get(other) == Some(&person) || self.doers_of(other).contains(&person);
        known.spec.not.iter().any(|people| self.named_by(people).contains(&person))
            || opposite.into_iter().any(|other| theirs(&other.name))
    }
}

fn role_of(step: &Step) -> String {
    step.who.as_ref().map(|who| who.name.clone()).unwrap_or_default()
}
