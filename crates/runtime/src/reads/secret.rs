//! Secrets: their names, never their values.

use std::collections::{BTreeMap, BTreeSet};

use baton_model::definition::StepKind;
use baton_store::query::LIMIT_MAX;
use baton_store::row::WorkflowRow;

use crate::caller::Caller;
use crate::handle::Handle;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::lens::{moment, person_ref};
use crate::view::types::SecretView;

impl Handle {
    /// Those that are set, and those that live versions name although they are not.
    pub fn secrets(&self, caller: &Caller) -> Result<Vec<SecretView>, Refused> {
        let core = self.core();
        let directory = core.directory();
        Rights::of(caller, &directory).at_all(Operation::ReadSecret)?;
        let access = core.access();
        let mut views: BTreeMap<String, SecretView> = BTreeMap::new();
        for (name, secret) in access.secrets() {
            let by = secret.by.map(|by| person_ref(&directory, by));
            let view = SecretView { name: name.clone(), since: Some(moment(secret.since)), by, used_by: Vec::new() };
            views.insert(name.clone(), view);
        }
        let reader = core.reader()?;
        let mut rows = Vec::new();
        loop {
            let page = reader.workflows(rows.last().map_or(0, |row: &WorkflowRow| row.id), LIMIT_MAX)?;
            let more = page.len() == LIMIT_MAX;
            rows.extend(page);
            if !more {
                break;
            }
        }
        for row in rows.iter().filter(|row| !row.is_decision() && row.live_version > 0) {
            let compiled = core.definitions.compiled(reader.as_ref(), row.id, row.live_version)?;
            let mut names = BTreeSet::new();
            for step in compiled.workflow.all_steps() {
                if let StepKind::Call(call) = &step.kind {
                    names.extend(call.secrets());
                }
            }
            for name in names {
                let none = SecretView { name: name.clone(), since: None, by: None, used_by: Vec::new() };
                views.entry(name).or_insert(none).used_by.push(row.slug.clone());
            }
        }
        Ok(views.into_values().collect())
    }
}
