//! Whom the roles and phrases of a design can be, with the people who are here.
//!
//! It never tells too few: what hangs on the values of a run can be anybody (nothing is told), a group's role each who could have it,
//! and those of an `else:` count beside the others. So what can be nobody here is nobody in a run. Who is away is not looked at, nor
//! to whom a role is handed by hand.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use baton_model::definition::{Else, Phrase, RoleRule, RoleSpec, StartKind, Who, Workflow};
use baton_people::{Directory, Found, PersonId};
use baton_store::StoreError;

use super::phrases;
use crate::publishable::{Here, could_have, members, plain_skill};

/// All who can be meant; none: that hangs on the run.
pub(crate) type Can = Option<Rc<BTreeSet<PersonId>>>;

/// Whom a design can mean.
pub(crate) struct Whom<'w> {
    workflow: &'w Workflow,
    pub directory: &'w Directory,
    /// The owners of the designs that phrases name, by id; none: there is no such design.
    owners: HashMap<&'w str, Option<String>>,
    starters: Can,
    /// Whom each role can be, whoever starts the run: found once.
    roles: RefCell<Roles<'w>>,
}

/// Roles by their names; none yet: one is being found, so it stands in a circle, which is told of elsewhere.
type Roles<'w> = HashMap<&'w str, Option<OfRole>>;

/// Whom a role can be.
#[derive(Clone)]
struct OfRole {
    can: Can,
    /// Whom its rule means where it is somebody certain, here or not: of them a manager can be asked for all the same.
    meant: Can,
    /// Whether it mattered who starts the run.
    hangs_on_starter: bool,
}

impl OfRole {
    /// Of a role in a circle it is not known whom it can be.
    fn in_a_circle() -> Self {
        Self { can: None, meant: None, hangs_on_starter: false }
    }
}

/// What is asked when somebody certain starts a run, or anybody does.
#[derive(Default)]
pub(crate) struct Asked<'w> {
    by: Option<PersonId>,
    /// Whom the roles can be then that hang on the starter.
    roles: Roles<'w>,
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
        let (directory, starters) = (here.directory, starters(workflow, here.directory).map(Rc::new));
        Ok(Self { workflow, directory, owners, starters, roles: RefCell::default() })
    }

    /// Whether there is the design of which a phrase asks for the owner.
    pub fn knows_design(&self, id: &str) -> bool {
        self.owners.get(id).is_some_and(Option::is_some)
    }

    /// Whom a phrase can be of those who are here.
    pub fn phrase(&self, phrase: &'w Phrase, asked: &mut Asked<'w>) -> Can {
        let can = match phrase {
            Phrase::Role(name) => return self.of_role(name, asked).can,
            _ => self.meant(phrase, asked)?,
        };
        let is_here = |id: &PersonId| self.directory.person(*id).is_some_and(|person| person.active);
        Some(if can.iter().all(is_here) { can } else { Rc::new(can.iter().copied().filter(is_here).collect()) })
    }

    /// Whom a phrase can mean, also who is not active: as in a run, where who reports to somebody is asked of them as well.
    fn meant(&self, phrase: &'w Phrase, asked: &mut Asked<'w>) -> Can {
        Some(Rc::new(match phrase {
            Phrase::Starter => {
                asked.hangs_on_starter = true;
                return asked.by.map(|by| Rc::new(BTreeSet::from([by]))).or_else(|| self.starters.clone());
            }
            Phrase::ManagerOf(of) => {
                let of: Rc<BTreeSet<PersonId>> = self.meant(of, asked)?;
                self.managers(&of)
            }
            Phrase::OwnerOf(id) => self.owner(id).into_iter().collect(),
            Phrase::Person(name) => self.directory.resolve_person(name).map(|person| person.id).into_iter().collect(),
            Phrase::Role(name) => {
                let OfRole { can, meant, .. } = self.of_role(name, asked);
                let (can, meant) = (can?, meant?);
                if meant.is_subset(&can) {
                    return Some(can);
                }
                can.union(&meant).copied().collect()
            }
            Phrase::Field(_) | Phrase::DoerOf(_) => return None,
        }))
    }

    fn managers(&self, of: &BTreeSet<PersonId>) -> BTreeSet<PersonId> {
        of.iter().filter_map(|id| self.directory.person(*id)?.manager).collect()
    }

    /// Whom a role can be. What does not hang on who starts the run is found once for all who may.
    fn of_role(&self, name: &'w str, asked: &mut Asked<'w>) -> OfRole {
        let known = self.roles.borrow().get(name).cloned();
        let of_all = match known {
            Some(found) => found.unwrap_or_else(OfRole::in_a_circle),
            None => {
                self.roles.borrow_mut().insert(name, None);
                let found = self.find_role(name, &mut Asked::default());
                self.roles.borrow_mut().insert(name, Some(found.clone()));
                found
            }
        };
        asked.hangs_on_starter |= of_all.hangs_on_starter;
        if asked.by.is_none() || !of_all.hangs_on_starter {
            return of_all;
        }
        if let Some(found) = asked.roles.get(name) {
            return found.clone().unwrap_or_else(OfRole::in_a_circle);
        }
        asked.roles.insert(name, None);
        let found = self.find_role(name, asked);
        asked.roles.insert(name, Some(found.clone()));
        found
    }

    fn find_role(&self, name: &'w str, asked: &mut Asked<'w>) -> OfRole {
        let Some(spec) = self.workflow.roles.get(name).map(|role| &role.spec) else {
            let nobody = Some(Rc::default());
            return OfRole { can: nobody.clone(), meant: nobody, hangs_on_starter: false };
        };
        let can = self.spec(spec, asked);
        let meant = match &spec.rule {
            RoleRule::Person(people) => self.meant(&people.phrase, asked),
            RoleRule::Group { .. } => Some(Rc::default()),
        };
        OfRole { can, meant, hangs_on_starter: asked.hangs_on_starter }
    }

    /// Whom what a role may be can be, without those whom its `not:` surely means.
    fn spec(&self, spec: &'w RoleSpec, asked: &mut Asked<'w>) -> Can {
        let by_rule = self.rule(spec, asked)?;
        let or_else = match spec.or_else.as_deref() {
            None => None,
            Some(Else::Spec(inner)) => Some(self.spec(inner, asked)?),
            Some(Else::Role(named)) => Some(self.of_role(&named.name, asked).can?),
        };
        let out = self.left_out(spec, asked);
        let all = by_rule.iter().chain(or_else.iter().flat_map(|others| others.iter()));
        Some(Rc::new(all.filter(|id| !out.contains(id)).copied().collect()))
    }

    /// Whether nobody can be what a role may be; none: that hangs on the run. It stops at the first who can: it is asked for each
    /// who may start the run.
    pub fn is_nobody(&self, spec: &'w RoleSpec, asked: &mut Asked<'w>) -> Option<bool> {
        self.somebody((spec, self.workflow.roles.len()), &BTreeSet::new(), asked).map(|somebody| !somebody)
    }

    /// Whether somebody can, who is none of those. Over so many roles at most: of those in a circle it is not known.
    fn somebody(
        &self,
        (spec, roles): (&'w RoleSpec, usize),
        out: &BTreeSet<PersonId>,
        asked: &mut Asked<'w>,
    ) -> Option<bool> {
        let out: BTreeSet<PersonId> = self.left_out(spec, asked).union(out).copied().collect();
        let by_rule = match &spec.rule {
            RoleRule::Group { group, .. } => {
                let known = self.directory.group_by_handle(&group.name);
                known.is_some_and(|known| {
                    could_have(known, spec, self.directory).any(|person| !out.contains(&person.id))
                })
            }
            RoleRule::Person(_) => self.rule(spec, asked)?.iter().any(|id| !out.contains(id)),
        };
        match spec.or_else.as_deref().filter(|_| !by_rule) {
            None => Some(by_rule),
            Some(Else::Spec(inner)) => self.somebody((inner, roles), &out, asked),
            Some(Else::Role(named)) => match self.workflow.roles.get(&named.name) {
                Some(role) => self.somebody((&role.spec, roles.checked_sub(1)?), &out, asked),
                None => Some(false),
            },
        }
    }

    /// Whom a role's `not:` surely means.
    pub fn left_out(&self, spec: &RoleSpec, asked: &mut Asked<'_>) -> BTreeSet<PersonId> {
        spec.not.iter().filter_map(|people| self.certain(&people.phrase, asked)).collect()
    }

    /// Whom the rule itself can be, without an `else:`.
    pub fn rule(&self, spec: &'w RoleSpec, asked: &mut Asked<'w>) -> Can {
        match &spec.rule {
            RoleRule::Group { group, .. } => {
                let known = self.directory.group_by_handle(&group.name).into_iter();
                let could = known.flat_map(|known| could_have(known, spec, self.directory));
                Some(Rc::new(could.map(|person| person.id).collect()))
            }
            RoleRule::Person(people) => {
                let can = self.phrase(&people.phrase, asked)?;
                let Some(skill) = plain_skill(spec) else { return Some(can) };
                let has = |id: &PersonId| {
                    self.directory.person(*id).is_some_and(|known| known.skills.iter().any(|has| has == skill))
                };
                Some(Rc::new(can.iter().copied().filter(has).collect()))
            }
        }
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
            Phrase::Starter => self.why_no_starter(),
            Phrase::ManagerOf(of) => match self.meant(of, &mut Asked::default()) {
                Some(can) if can.is_empty() => self.why(of, roles),
                Some(can) if !self.managers(&can).is_empty() => format!("the manager of `{of}` is not active"),
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

    /// Why nobody can start it by hand: nothing of it is started so, or nobody is in the groups that may.
    fn why_no_starter(&self) -> String {
        let groups = self.workflow.start.iter().filter_map(|start| match &start.kind {
            StartKind::Form(Who::Groups(groups)) | StartKind::Manual(Who::Groups(groups)) => Some(groups),
            _ => None,
        });
        let groups: Vec<&str> = groups.flatten().map(|group| group.name.as_str()).collect();
        match groups.as_slice() {
            [] => "nobody here may start it by hand".to_owned(),
            groups => format!("nobody is in the groups that may start it: {}", groups.join(", ")),
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
fn starters(workflow: &Workflow, here: &Directory) -> Option<BTreeSet<PersonId>> {
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
