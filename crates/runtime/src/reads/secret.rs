//! Secrets: their names, never their values.

use std::collections::{BTreeMap, BTreeSet};

use baton_model::definition::{StartKind, StepKind};
use baton_store::query::LIMIT_MAX;
use baton_store::row::WorkflowRow;

use crate::ask::{Ask, Request};
use crate::caller::{Caller, Via};
use crate::credentials::random_base64;
use crate::handle::Handle;
use crate::hidden::Hidden;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::starts::webhook_secret;
use crate::view::lens::{moment, person_ref};
use crate::view::types::{MadeSecret, SecretView};

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
            names.extend(compiled.workflow.start.iter().filter_map(|start| webhook_secret(&row.slug, start)));
            for name in names {
                let none = SecretView { name: name.clone(), since: None, by: None, used_by: Vec::new() };
                views.entry(name).or_insert(none).used_by.push(row.slug.clone());
            }
        }
        Ok(views.into_values().collect())
    }

    /// Makes the secrets that sign calls of the live version's webhooks, where a webhook names none and none is set under the
    /// name that it has then. Nobody is shown them again.
    pub fn make_webhook_secrets(&self, caller: &Caller, workflow: &str) -> Result<Vec<MadeSecret>, Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::PublishWorkflow)?;
        // Two who publish at once do not make two: the first would never work.
        let _making = core.making_secrets.lock();
        let reader = core.reader()?;
        let row = reader.workflow_by_slug(workflow)?.filter(|row| !row.is_decision());
        let Some(row) = row else { return Ok(Vec::new()) };
        let compiled = core.definitions.compiled(reader.as_ref(), row.id, row.live_version)?;
        let mut made = Vec::new();
        for start in &compiled.workflow.start {
            let StartKind::Webhook { secret: None, .. } = &start.kind else { continue };
            let Some(name) = webhook_secret(workflow, start) else { continue };
            if core.access().secret(&name).is_some() {
                continue;
            }
            let value = format!("whsec_{}", random_base64()?);
            let ask = Ask::SetSecret { name: name.clone(), value: Hidden(value.clone()) };
            // Whoever may publish may not set secrets: it is Baton that makes it, on their behalf.
            let caller = Caller { person: caller.person, via: Via::System, origin: caller.origin.clone() };
            if let Err(refused) = self.submit_blocking(Request { caller, key: None, if_match: None, ask }) {
                // What was published stands; under Secrets it is told that this one is missing.
                tracing::warn!(secret = name, %refused, "the secret of a webhook could not be made");
                continue;
            }
            made.push(MadeSecret { name, webhook: start.id(), value });
        }
        Ok(made)
    }
}
