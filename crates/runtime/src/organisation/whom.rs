//! Whom the roles and phrases of a design can be, with the people who are here.
//!
//! It never tells too few: what hangs on the values of a run can be anybody (nothing is told), a group's role each who could have it,
//! and those of an `else:` count beside the others. So what can be nobody here is nobody in a run. Who is away is not looked at, nor
//! to whom a role is handed by hand.

use std::collections::{BTreeSet, HashMap};

use baton_model::definition::{Else, Phrase, RoleRule, RoleSpec, StartKind, Who, Workflow};
use baton_people::{Directory, Found, PersonId};
use baton_store::StoreError;

use super::phrases;
use crate::publishable::{Here, could_have, members, plain_skill};

/// All who can be meant; none: that hangs on the run.
pub(crate) type Can = Option<BTreeSet<PersonId>>;

/// Whom a design can mean.
pub(crate) struct Whom<'w> {
    workflow: &'w Workflow,
    pub directory: &'w Directory,
    /// The owners of the designs that phrases name, by id; none: there is no such design.
    owners: HashMap<&'w str, Option<String>>,
    starters: Can,
}

/// What is asked when somebody certain starts a run, or anybody does, with what was found already.
#[derive(Default)]
pub(crate) struct Asked<'w> {
    by: Option<PersonId>,
    /// Whom each role can be; none yet: it is being found, so it stands in a circle, which is told of elsewhere.
    roles: HashMap<&'w str, Option<Can>>,
    /// Whether it mattered who starts the run.
    pub hangs_on_starter: bool,
}

impl Asked<'_> {
    /// What is asked when that person starts it.
    pub fn by(person: PersonId) -> Self {
        Self { by: Some(person), ..Self::default() }
    }
}

impl<'w> Whom<'w> {
    /// With the people and the designs that are here.
    pub fn new(workflow: &'w Workflow, here: &Here<'w>) -> Result<Self, StoreError> {
        let mut owners = HashMap::new();
        for people in phrases::all(workflow) {
            if let Phrase::OwnerOf(id) = phrases::innermost(&people.phrase) {
                let owner = if workflow.is_itself(id) {
                    Some(workflow.owner.as_ref().map(|owner| owner.name.clone()).unwrap_or_default())
                } else {
                    here.reader.workflow_by_slug(id)?.map(|row| row.owner)
                };
                owners.insert(id.as_str(), owner);
            }
        }
        Ok(Self { workflow, directory: here.directory, owners, starters: starters(workflow, here.directory) })
    }

    /// Whether there is the design of which a phrase asks for the owner.
    pub fn knows_design(&self, id: &str) -> bool {
        self.owners.get(id).is_some_and(Option::is_some)
    }

    /// Whom a phrase can be.
    pub fn phrase(&self, phrase: &'w Phrase, asked: &mut Asked<'w>) -> Can {
        let can: BTreeSet<PersonId> = match phrase {
            Phrase::Starter => {
                asked.hangs_on_starter = true;
                return asked.by.map(|by| BTreeSet::from([by])).or_else(|| self.starters.clone());
            }
            Phrase::ManagerOf(of) => {
                let of = self.phrase(of, asked)?;
                of.into_iter().filter_map(|person| self.directory.manager_of(person)).map(|person| person.id).collect()
            }
            Phrase::OwnerOf(id) => self.owner(id).into_iter().collect(),
            Phrase::Person(name) => self.directory.resolve_person(name).map(|person| person.id).into_iter().collect(),
            Phrase::Role(name) => return self.role(name, asked),
            Phrase::Field(_) | Phrase::DoerOf(_) => return None,
        };
        Some(can.into_iter().filter(|id| self.directory.person(*id).is_some_and(|person| person.active)).collect())
    }

    /// Whom a role can be.
    pub fn role(&self, name: &'w str, asked: &mut Asked<'w>) -> Can {
        if let Some(found) = asked.roles.get(name) {
            return found.clone()?;
        }
        let spec = self.workflow.roles.get(name).map(|role| &role.spec);
        asked.roles.insert(name, None);
        let can = spec.map_or(Some(BTreeSet::new()), |spec| self.spec(spec, asked));
        asked.roles.insert(name, Some(can.clone()));
        can
    }

    /// Whom what a role may be can be, without those whom its `not:` surely means.
    pub fn spec(&self, spec: &'w RoleSpec, asked: &mut Asked<'w>) -> Can {
        let mut can = self.rule(spec, asked)?;
        can.extend(match spec.or_else.as_deref() {
            None => BTreeSet::new(),
            Some(Else::Spec(inner)) => self.spec(inner, asked)?,
            Some(Else::Role(named)) => self.role(&named.name, asked)?,
        });
        let out = self.left_out(spec, asked);
        Some(can.difference(&out).copied().collect())
    }

    /// Whom a role's `not:` surely means.
    pub fn left_out(&self, spec: &RoleSpec, asked: &mut Asked<'_>) -> BTreeSet<PersonId> {
        spec.not.iter().filter_map(|people| self.certain(&people.phrase, asked)).collect()
    }

    /// Whom the rule itself can be, without an `else:`.
    pub fn rule(&self, spec: &'w RoleSpec, asked: &mut Asked<'w>) -> Can {
        Some(match &spec.rule {
            RoleRule::Group { group, .. } => match self.directory.group_by_handle(&group.name) {
                Some(group) => could_have(group, spec, self.directory).into_iter().map(|person| person.id).collect(),
                None => BTreeSet::new(),
            },
            RoleRule::Person(people) => {
                let skill = plain_skill(spec);
                let has = |id: &PersonId| {
                    let person = self.directory.person(*id);
                    skill.is_none_or(|skill| person.is_some_and(|known| known.skills.iter().any(|has| has == skill)))
                };
                self.phrase(&people.phrase, asked)?.into_iter().filter(has).collect()
            }
        })
    }

    /// Who a phrase surely is; none: that hangs on the run, or it is nobody.
    fn certain(&self, phrase: &Phrase, asked: &mut Asked<'_>) -> Option<PersonId> {
        self.sure(phrase, self.workflow.roles.len(), asked)
    }

    /// The same, over so many roles at most: those in a circle are nobody.
    fn sure(&self, phrase: &Phrase, roles: usize, asked: &mut Asked<'_>) -> Option<PersonId> {
        match phrase {
            Phrase::Starter => {
                asked.hangs_on_starter = true;
                asked.by
            }
            Phrase::ManagerOf(of) => self.directory.person(self.sure(of, roles, asked)?)?.manager,
            Phrase::Person(name) => self.directory.resolve_person(name).map(|person| person.id),
            Phrase::OwnerOf(id) => self.owner(id),
            Phrase::Role(name) => match &self.workflow.roles.get(name)?.spec.rule {
                RoleRule::Person(people) if roles > 0 => self.sure(&people.phrase, roles - 1, asked),
                _ => None,
            },
            Phrase::Field(_) | Phrase::DoerOf(_) => None,
        }
    }

    /// Why a phrase can be nobody.
    pub fn why_nobody(&self, phrase: &'w Phrase) -> String {
        self.why(phrase, self.workflow.roles.len())
    }

    fn why(&self, phrase: &'w Phrase, roles: usize) -> String {
        match phrase {
            Phrase::Starter => "nobody here may start it by hand".to_owned(),
            Phrase::ManagerOf(of) => match self.phrase(of, &mut Asked::default()) {
                Some(can) if can.is_empty() => self.why(of, roles),
                _ if **of == Phrase::Starter => "nobody who may start it has a manager".to_owned(),
                _ => format!("`{of}` has no manager"),
            },
            Phrase::OwnerOf(id) => format!("nobody who owns `{id}` is here"),
            Phrase::Person(name) => format!("`{name}` is not active"),
            Phrase::Role(name) => match self.workflow.roles.get(name).map(|role| &role.spec.rule) {
                Some(RoleRule::Person(people)) if roles > 0 => self.why(&people.phrase, roles - 1),
                _ => format!("nobody could have the role `{name}`"),
            },
            Phrase::Field(_) | Phrase::DoerOf(_) => "it hangs on the run".to_owned(),
        }
    }

    /// Who owns a design: the person, or the first of the group who is here.
    fn owner(&self, id: &str) -> Option<PersonId> {
        match self.directory.resolve(self.owners.get(id)?.as_ref()?)? {
            Found::Person(person) => Some(person.id),
            Found::Group(group) => members(group, self.directory).next().map(|person| person.id),
        }
    }
}

/// All who can be the starter of a run; none: that is not known.
fn starters(workflow: &Workflow, here: &Directory) -> Can {
    let mut all = BTreeSet::new();
    for start in &workflow.start {
        match &start.kind {
            StartKind::Form(Who::Public) | StartKind::Manual(Who::Public) => return None,
            StartKind::Form(Who::Groups(groups)) | StartKind::Manual(Who::Groups(groups)) => {
                for group in groups {
                    // One that is not there is told of as such.
                    all.extend(members(here.group_by_handle(&group.name)?, here).map(|person| person.id));
                }
            }
            StartKind::Form(Who::Everyone) | StartKind::Manual(Who::Everyone) | StartKind::Run => {
                all.extend(here.people().filter(|person| person.active).map(|person| person.id));
            }
            _ => {}
        }
    }
    Some(all)
}
