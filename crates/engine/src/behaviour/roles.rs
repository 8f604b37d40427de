//! Who fills a role: resolved when a step needs it, kept for the run, and with the reason.
//!
//! A kept person who is gone or absent is resolved anew. Whoever the role's `not:` names is left out. If nobody is left,
//! that is told with each person and why not; it becomes an exception, never a task for nobody.

use baton_model::definition::step::Step;
use baton_model::definition::{Else, People, Phrase, Pick as WrittenPick, RoleRule, RoleSpec};
use baton_people::{Candidate, Chosen, Exclusion, PersonId, Pick, Rule, WhyNot, choose};

use crate::decide::burst::{Burst, Decision};
use crate::event::{How, Left, Why};
use crate::facts::Want;
use crate::name::Name;

/// Roles named in roles named in roles; a circle ends here.
const DEPTH_MAX: u32 = 16;

/// Who has a step.
pub(crate) enum Filled {
    /// One person.
    Person(PersonId, Why),
    /// Several are asked, the first to claim it has it.
    Offer(Vec<PersonId>, Why),
    /// All of them are asked.
    Everyone(Vec<PersonId>, Why),
    /// Nobody can; who was looked at, and why not.
    Nobody(Vec<Left>),
}

/// A rule by which somebody is looked for.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    spec: &'a RoleSpec,
    /// Whether all who can have it are asked.
    all: bool,
    /// In which `else` of an `else` it stands.
    depth: u32,
}

impl Burst<'_> {
    /// Who fills a role now.
    pub fn fill_role(&self, role: &str) -> Decision<Filled> {
        if role == "starter" {
            return self.one(self.state.starter, Why { role: None, how: How::Is(role.to_owned()) }, (&[], None));
        }
        let Some(known) = self.workflow().roles.get(role) else { return Ok(Filled::Nobody(Vec::new())) };
        let name: Name = role.into();
        if let Some(kept) = self.state.roles.get(role).copied()
            && self.can_work(kept)?
            && self.excluded_by(Some(&name), kept)?.is_none()
        {
            return Ok(Filled::Person(kept, Why { role: Some(name), how: How::Kept }));
        }
        self.fill_spec(&name, &Wanted { spec: &known.spec, all: false, depth: 0 }, &[])
    }

    /// Who can have a role by a rule; where nobody is left, by what its `else` says. Whom the role's `not:` names is left out
    /// there too.
    fn fill_spec(&self, role: &Name, wanted: &Wanted<'_>, not: &[Exclusion]) -> Decision<Filled> {
        let Wanted { spec, all, depth } = *wanted;
        let mut not = not.to_vec();
        not.extend(self.exclusions(spec, 0)?);
        let skill = match &spec.skill {
            Some(skill) => Some(self.rendered(skill)?).filter(|skill| !skill.is_empty()),
            None => None,
        };
        let found = match &spec.rule {
            RoleRule::Person(people) => {
                let why = Why { role: Some(role.clone()), how: How::Is(people.phrase.to_string()) };
                self.one(self.resolve(&people.phrase, 0)?, why, (&not, skill.as_deref()))?
            }
            RoleRule::Group { group, pick } => {
                let pick = if all { WrittenPick::Everyone } else { *pick };
                self.pick(&group.name, pick, (&not, skill.as_deref()), role.clone())?
            }
        };
        let Filled::Nobody(mut left) = found else { return Ok(found) };
        let (Some(or_else), true) = (spec.or_else.as_deref(), depth < DEPTH_MAX) else {
            return Ok(Filled::Nobody(left));
        };
        let next = match or_else {
            Else::Spec(spec) => self.fill_spec(role, &Wanted { spec, all, depth: depth + 1 }, &not)?,
            Else::Role(named) => match self.workflow().roles.get(&named.name) {
                Some(known) => self.fill_spec(role, &Wanted { spec: &known.spec, all, depth: depth + 1 }, &not)?,
                None => Filled::Nobody(Vec::new()),
            },
        };
        Ok(match next {
            Filled::Nobody(more) => {
                left.extend(more);
                left.dedup_by_key(|left| left.person);
                Filled::Nobody(left)
            }
            found => found,
        })
    }

    /// Who has a step now: who fills its role, or all who can, where several are to answer it.
    pub fn fill_step(&self, step: &Step, role: &str) -> Decision<Filled> {
        let known = self.workflow().roles.get(role).filter(|_| self.asks_all(step, role));
        let Some(known) = known else { return self.fill_role(role) };
        let wanted = Wanted { spec: &known.spec, all: true, depth: 0 };
        Ok(match self.fill_spec(&role.into(), &wanted, &[])? {
            Filled::Offer(people, why) => Filled::Everyone(people, why),
            other => other,
        })
    }

    /// All who could have a role now.
    pub fn who_could(&self, role: &str) -> Decision<Vec<PersonId>> {
        let Some(known) = self.workflow().roles.get(role) else { return Ok(Vec::new()) };
        Ok(match self.fill_spec(&role.into(), &Wanted { spec: &known.spec, all: true, depth: 0 }, &[])? {
            Filled::Person(person, _) => vec![person],
            Filled::Offer(people, _) | Filled::Everyone(people, _) => people,
            Filled::Nobody(_) => Vec::new(),
        })
    }

    fn one(&self, person: Option<PersonId>, why: Why, (not, skill): (&[Exclusion], Option<&str>)) -> Decision<Filled> {
        let Some(person) = person else { return Ok(Filled::Nobody(Vec::new())) };
        let reason = match self.person(person)? {
            _ if not.iter().any(|excluded| excluded.person == person) => {
                let by = not.iter().find(|excluded| excluded.person == person).map(|excluded| excluded.by.clone());
                Some(WhyNot::Excluded { by: by.unwrap_or_default() })
            }
            Some(known) if !known.active => Some(WhyNot::Inactive),
            Some(known) if known.absent => Some(WhyNot::Absent),
            Some(known) => skill
                .filter(|skill| !known.skills.iter().any(|has| has == skill))
                .map(|skill| WhyNot::LacksSkill { skill: skill.to_owned() }),
            None => Some(WhyNot::Inactive),
        };
        Ok(match reason {
            Some(why) => Filled::Nobody(vec![Left { person, why }]),
            None => Filled::Person(person, why),
        })
    }

    fn pick(
        &self,
        group: &str,
        pick: WrittenPick,
        (not, skill): (&[Exclusion], Option<&str>),
        role: Name,
    ) -> Decision<Filled> {
        let members = self.members(group)?;
        let pick = match pick {
            WrittenPick::FirstCome => Pick::FirstCome,
            WrittenPick::Everyone => Pick::Everyone,
            WrittenPick::InTurn => Pick::InTurn,
            WrittenPick::LeastBusy => Pick::LeastBusy,
        };
        let (chosen, reason) = choose(&Rule { pick, not, skill }, members);
        let why = Why { role: Some(role), how: How::Picked { group: group.to_owned(), by: reason } };
        Ok(match chosen {
            Chosen::Person(person) => Filled::Person(person, why),
            Chosen::Offer(people) => Filled::Offer(people, why),
            Chosen::Nobody(left) => {
                Filled::Nobody(left.into_iter().map(|(person, why)| Left { person, why }).collect())
            }
        })
    }

    /// The members of a group; none of a group that does not exist.
    fn members(&self, group: &str) -> Decision<&[Candidate]> {
        match self.facts.groups.get(group) {
            Some(known) => Ok(known.as_ref().map_or(&[], |known| known.members.as_slice())),
            None => Err(Want::Group(group.to_owned()).into()),
        }
    }

    /// Whom a role's `not:` keeps from it: of a role who has it, and everybody who has done a task of it in this run.
    pub fn exclusions(&self, spec: &RoleSpec, depth: u32) -> Decision<Vec<Exclusion>> {
        let mut excluded = Vec::new();
        for people in &spec.not {
            if let Phrase::Role(other) = &people.phrase {
                excluded.extend(self.doers(other).map(|person| Exclusion { person, by: other.clone() }));
            }
            if let Some(person) = self.resolve(&people.phrase, depth + 1)? {
                excluded.push(Exclusion { person, by: people.phrase.to_string() });
            }
        }
        Ok(excluded)
    }

    /// Who has done a task of a role.
    pub fn doers(&self, role: &str) -> impl Iterator<Item = PersonId> {
        let of_role = self.state.tasks.iter().filter(move |task| task.why.role.as_deref() == Some(role));
        of_role.filter_map(|task| task.done_by)
    }

    /// The person a phrase names, if there is one.
    pub fn resolve(&self, phrase: &Phrase, depth: u32) -> Decision<Option<PersonId>> {
        if depth > DEPTH_MAX {
            return Ok(None);
        }
        Ok(match phrase {
            Phrase::Starter => self.state.starter,
            Phrase::ManagerOf(of) => match self.resolve(of, depth + 1)? {
                Some(person) => self.person(person)?.and_then(|known| known.manager),
                None => None,
            },
            Phrase::OwnerOf(id) => self.owner_of(id)?,
            Phrase::Role(role) => self.holder(role, depth)?,
            Phrase::Field(field) => self.stored(field).and_then(|value| value.as_i64()),
            Phrase::DoerOf(step) => {
                let record = self.state.record(&step.as_str().into(), self.frame);
                record.and_then(|record| record.by)
            }
            Phrase::Person(text) => self.named(text)?,
        })
    }

    /// Who has a role: who is kept for it, else the one person it can only be. A group's role that nobody has taken yet
    /// has no holder.
    fn holder(&self, role: &str, depth: u32) -> Decision<Option<PersonId>> {
        if let Some(kept) = self.state.roles.get(role) {
            return Ok(Some(*kept));
        }
        match self.workflow().roles.get(role).map(|known| &known.spec.rule) {
            Some(RoleRule::Person(people)) => self.resolve(&people.phrase, depth + 1),
            _ => Ok(None),
        }
    }

    /// Who owns a design, this workflow or another: the first active member of that group, or the person it names. Nobody owns one
    /// that is not there.
    fn owner_of(&self, id: &str) -> Decision<Option<PersonId>> {
        let workflow = self.workflow();
        if workflow.is_itself(id) {
            return workflow.owner.as_ref().map_or(Ok(None), |owner| self.first_of(&owner.name));
        }
        match self.facts.owners.get(id) {
            None => Err(Want::OwnerOf(id.to_owned()).into()),
            Some(owner) => owner.as_ref().map_or(Ok(None), |owner| self.first_of(owner)),
        }
    }

    /// The first active member of a group, or the person of that name.
    fn first_of(&self, owner: &str) -> Decision<Option<PersonId>> {
        match self.facts.groups.get(owner) {
            None => Err(Want::Group(owner.to_owned()).into()),
            Some(Some(group)) => Ok(group.members.iter().find(|member| member.active).map(|member| member.person)),
            Some(None) => self.named(owner),
        }
    }

    /// Whether somebody answers for the workflow: as a member of the group that owns it, or as the person it names.
    pub fn is_owner(&self, person: PersonId) -> Decision<bool> {
        let Some(owner) = &self.workflow().owner else { return Ok(false) };
        match self.facts.groups.get(&owner.name) {
            None => Err(Want::Group(owner.name.clone()).into()),
            Some(Some(group)) => Ok(group.members.iter().any(|member| member.person == person && member.active)),
            Some(None) => Ok(self.named(&owner.name)? == Some(person)),
        }
    }

    /// The person that a handle or e-mail names.
    fn named(&self, text: &str) -> Decision<Option<PersonId>> {
        match self.facts.named.get(text) {
            Some(known) => Ok(*known),
            None => Err(Want::PersonNamed(text.to_owned()).into()),
        }
    }

    /// Several phrases as people who are there, each once.
    pub fn people(&self, phrases: &[People]) -> Decision<Vec<PersonId>> {
        let mut people = Vec::new();
        for phrase in phrases {
            for person in self.people_of(&phrase.phrase)? {
                if !people.contains(&person) {
                    people.push(person);
                }
            }
        }
        Ok(people)
    }

    /// Whom a phrase reaches of those who are there: a group's role that nobody has taken yet reaches all its members.
    fn people_of(&self, phrase: &Phrase) -> Decision<Vec<PersonId>> {
        let person = self.there(self.resolve(phrase, 0)?)?;
        match (phrase, person) {
            (Phrase::Role(role), None) => match self.workflow().roles.get(role) {
                Some(known) => self.reached(&known.spec, 0),
                None => Ok(Vec::new()),
            },
            (_, person) => Ok(person.into_iter().collect()),
        }
    }

    /// Whom a role reaches by its rule; where that is nobody, by what its `else` says.
    fn reached(&self, spec: &RoleSpec, depth: u32) -> Decision<Vec<PersonId>> {
        let people: Vec<PersonId> = match &spec.rule {
            RoleRule::Person(people) => self.there(self.resolve(&people.phrase, 0)?)?.into_iter().collect(),
            RoleRule::Group { group, .. } => {
                self.members(&group.name)?.iter().filter(|member| member.active).map(|member| member.person).collect()
            }
        };
        match spec.or_else.as_deref().filter(|_| people.is_empty() && depth < DEPTH_MAX) {
            Some(Else::Spec(spec)) => self.reached(spec, depth + 1),
            Some(Else::Role(named)) => match self.workflow().roles.get(&named.name) {
                Some(known) => self.reached(&known.spec, depth + 1),
                None => Ok(people),
            },
            None => Ok(people),
        }
    }

    /// Somebody, where they are still there.
    fn there(&self, person: Option<PersonId>) -> Decision<Option<PersonId>> {
        let Some(person) = person else { return Ok(None) };
        Ok(self.person(person)?.filter(|known| known.active).map(|_| person))
    }
}
