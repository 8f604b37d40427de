//! A workflow, in the order of its text.

use super::tale::Tale;
use super::words::Said;
use super::{field, handler, head, role, start, steps};
use crate::definition::{Access, Outcome, Party, SidePath, Workflow};

pub(super) fn told(tale: &mut Tale<'_>, was: &Workflow, now: &Workflow) {
    // The names of items are told with their blocks.
    let Workflow {
        head,
        start,
        roles,
        fields,
        steps: _,
        paths,
        outcomes,
        in_case,
        access,
        items: _,
        block_fields: _,
        asked_of_steps: _,
    } = now;
    head::told(tale, &was.head, head);
    self::access(tale, &was.access, access);
    start::told(tale, &was.start, start);
    tale.entries(("role", "roles"), &was.roles, roles, role::told);
    tale.entries(("field", "fields"), &was.fields, fields, field::told);
    handler::told(tale, &was.in_case, in_case);
    steps::told(tale, was, now);
    tale.entries(("path", "paths"), &was.paths, paths, |_, _, path| {
        // Which steps stand in it is told with the steps.
        let SidePath { name: _, steps: _ } = path;
    });
    tale.entries(("outcome", "outcomes"), &was.outcomes, outcomes, outcome);
}

fn access(tale: &mut Tale<'_>, was: &Access, now: &Access) {
    let Access { span: _, start, see, manage, report } = now;
    tale.value("who may start it:", &was.start, start);
    tale.value("who sees all its runs:", &was.see, see);
    tale.value("who manages its runs:", &was.manage, manage);
    tale.value("who sees its figures:", &was.report, report);
}

impl Said for Party {
    fn said(&self) -> Option<String> {
        Some(match self {
            Self::Everyone => "everyone".to_owned(),
            Self::Role(role) => format!("the role {role}"),
            Self::Group(group) => group.clone(),
        })
    }
}

fn outcome(tale: &mut Tale<'_>, was: &Outcome, now: &Outcome) {
    let Outcome { name: _, span: _, title, gives, default } = now;
    tale.value("title", &was.title, title);
    tale.value("gives", &was.gives, gives);
    if was.default != *default {
        tale.say(if *default { "it is the default now" } else { "it is not the default any more" });
    }
}
