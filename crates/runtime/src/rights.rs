//! What a caller may do, as refusals: the permission table asked with the caller's role and their relation to the thing.

use baton_people::Directory;

use crate::Scope;
use crate::caller::{Caller, Via};
use crate::permissions::{Asker, Operation, Relation, Verdict, may, may_at_all};
use crate::refused::Refused;

/// A caller before the permission table.
#[derive(Clone, Copy, Debug)]
pub struct Rights<'a> {
    asker: Asker<'a>,
    internal: bool,
}

impl<'a> Rights<'a> {
    /// The caller's rights, by their role in this directory. Somebody who was deactivated is nobody.
    pub fn of(caller: &'a Caller, directory: &Directory) -> Self {
        let person = caller.person.and_then(|person| directory.person(person)).filter(|person| person.active);
        let scopes: Option<&[Scope]> = match &caller.via {
            Via::Token { scopes, .. } => Some(scopes),
            _ => None,
        };
        Self { asker: Asker { role: person.map(|person| person.role), scopes }, internal: caller.is_internal() }
    }

    /// Refuses what their role or token closes to them, before anything is known of the thing.
    pub fn at_all(&self, operation: Operation) -> Result<(), Refused> {
        if self.internal { Ok(()) } else { refused(may_at_all(self.asker, operation), operation, "thing", "") }
    }

    /// Refuses what they may not do with a thing to which they have that relation.
    pub fn with(&self, operation: Operation, relation: Relation, what: &str, id: &str) -> Result<(), Refused> {
        if self.internal { Ok(()) } else { refused(may(self.asker, operation, relation), operation, what, id) }
    }

    /// Whether they may.
    pub fn may(&self, operation: Operation, relation: Relation) -> bool {
        self.internal || may(self.asker, operation, relation) == Verdict::Yes
    }

    /// Whether they may at all.
    pub fn may_at_all(&self, operation: Operation) -> bool {
        self.internal || may_at_all(self.asker, operation) == Verdict::Yes
    }
}

fn refused(verdict: Verdict, operation: Operation, what: &str, id: &str) -> Result<(), Refused> {
    match verdict {
        Verdict::Yes => Ok(()),
        Verdict::SignIn => Err(Refused::new("access.sign_in_needed")),
        Verdict::ScopeMissing(scope) => Err(Refused::new("access.scope_missing").with("scope", scope.word())),
        Verdict::SessionOnly => Err(Refused::new("access.session_only")),
        Verdict::No => Err(Refused::new("access.not_allowed").with("operation", operation.word())),
        Verdict::Hidden => Err(Refused::not_found(what, id)),
    }
}
