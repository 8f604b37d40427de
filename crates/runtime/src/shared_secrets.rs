//! Webhooks that name no secret have one called after workflow and webhook. Two such names can be alike: webhook `c` of
//! workflow `a-b`, and webhook `b-c` of workflow `a`. Who knows the secret of one could begin runs of the other, so the second
//! is not published before it names a secret of its own. What is live stays as it is: no secret changes its name.

use std::collections::BTreeMap;

use baton_model::definition::{Named, Start, StartKind};
use baton_model::{Checked, Fault};
use baton_store::StoreError;

use crate::definitions::rows;
use crate::publishable::{Here, fault};
use crate::starts::webhook_secret;

impl Here<'_> {
    /// The webhooks of a text whose secret would be that of another webhook as well, though nobody wrote so.
    pub(crate) fn shared_secrets(&self, checked: &Checked) -> Result<Vec<Fault>, StoreError> {
        let Ok(compiled) = checked.clone().compile() else { return Ok(Vec::new()) };
        let (id, starts) = (compiled.workflow.id.name.as_str(), &compiled.workflow.start);
        if !starts.iter().any(is_unnamed) {
            return Ok(Vec::new());
        }
        let mut taken = self.taken(id)?;
        let mut found = Vec::new();
        for start in starts.iter().filter(|start| is_unnamed(start)) {
            let Some(secret) = webhook_secret(id, start) else { continue };
            let webhook = format!("{id}/{}", start.id());
            match taken.get(&secret) {
                Some(other) => found.push(told(start, (&secret, other), &checked.text)),
                None => drop(taken.insert(secret, webhook)),
            }
        }
        Ok(found)
    }

    /// The webhooks of the other live workflows that name no secret, by what theirs is called.
    fn taken(&self, but: &str) -> Result<BTreeMap<String, String>, StoreError> {
        let mut taken = BTreeMap::new();
        for row in rows(self.reader, false)?.into_iter().filter(|row| row.slug != but && row.live_version > 0) {
            // One that cannot be read takes no calls.
            let Ok(compiled) = self.definitions.compiled(self.reader, row.id, row.live_version) else { continue };
            for start in compiled.workflow.start.iter().filter(|start| is_unnamed(start)) {
                let named = webhook_secret(&row.slug, start);
                taken.extend(named.map(|secret| (secret, format!("{}/{}", row.slug, start.id()))));
            }
        }
        Ok(taken)
    }
}

fn is_unnamed(start: &Start) -> bool {
    matches!(start.kind, StartKind::Webhook { secret: None, .. })
}

fn told(start: &Start, (secret, other): (&str, &str), text: &str) -> Fault {
    let at = Named { name: start.title.text.clone(), span: start.span };
    let message = format!("the secret `{secret}` of this webhook is that of another one too: {other}");
    let remedy = "write `secret:` with a name of its own under the webhook".to_owned();
    let params = [("secret", secret.to_owned()), ("other", other.to_owned())].into();
    fault(&at, text, ("publish.secret_shared", message, remedy), params)
}
