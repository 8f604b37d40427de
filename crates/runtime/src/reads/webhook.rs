//! Calls of webhooks: whoever knows the secret begins a run, or comes to the one that goes on for the same key.

use baton_engine::{Actor, Ctx, Incoming, begun_by};
use baton_model::Compiled;
use baton_store::row::CommandKey;
use serde_json::Value as Json;

use crate::ask::{Answer, Ask, Made, Request};
use crate::caller::Caller;
use crate::handle::Handle;
use crate::history::stored_kind;
use crate::incoming::{begun_name, key_hash};
use crate::refused::Refused;
use crate::starts::webhook_secret;
use crate::view::types::WebhookTaken;
use crate::webhook::SignedCall;

impl Handle {
    /// Takes a call. One that came before under its id gets the same answer.
    pub fn call_webhook(&self, workflow: &str, name: &str, call: &SignedCall) -> Result<WebhookTaken, Refused> {
        let core = self.core();
        let hidden = || Refused::not_found("webhook", format!("{workflow}/{name}"));
        let reader = core.reader()?;
        let row = reader.workflow_by_slug(workflow)?.filter(|row| !row.is_decision() && row.live_version > 0);
        let row = row.ok_or_else(hidden)?;
        let compiled = core.definitions.compiled(reader.as_ref(), row.id, row.live_version)?;
        let (start, secret) = webhook_of(&compiled, workflow, name).ok_or_else(hidden)?;
        let access = core.access();
        let known = access.secret(&secret).and_then(|known| known.value());
        let known = known.ok_or_else(|| Refused::new("webhook.no_secret").with("secret", secret.as_str()))?;
        call.check(known, core.now()).map_err(Refused::new)?;
        let body: Json = serde_json::from_slice(&call.body).map_err(|_| Refused::new("webhook.no_json"))?;
        let ctx =
            Ctx { now: core.now(), actor: Actor::system(), cmd: String::new(), zone: core.zone(), link: String::new() };
        let id = call.known_as();
        let begins = format!("hook:{}:{start}:{id}", row.id);
        if let Some(run) = self.begun_before(&begins)? {
            return Ok(WebhookTaken { run, began: true });
        }
        let event = Incoming { event: 0, name: name.to_owned(), key: None, body, at: core.now() };
        let key = begun_by(&compiled, start, &event.body, &ctx).flatten();
        if let Some(key) = key {
            let hash = key_hash(&key);
            let open = reader.subscriptions(&begun_name(workflow, start), Some(&hash), 0, 1)?;
            if let Some(open) = open.first() {
                let ask = Ask::DeliverEvent { run: open.run, event };
                self.system(format!("hook-to:{}:{start}:{id}", row.id), ask)?;
                let run = core.reader()?.run(open.run)?.ok_or_else(hidden)?;
                return Ok(WebhookTaken { run: run.key, began: false });
            }
        }
        let ask = Ask::BeginByEvent { workflow: row.id, start, event, refused: None };
        match self.system(begins.clone(), ask) {
            Ok(Made::Run(run)) => Ok(WebhookTaken { run, began: true }),
            Ok(_) => Err(Refused::new("server.internal")),
            // The same call came twice at once.
            Err(refused) => self.begun_before(&begins)?.map(|run| WebhookTaken { run, began: true }).ok_or(refused),
        }
    }

    /// The run that began with a call before, under the same id.
    fn begun_before(&self, key: &str) -> Result<Option<String>, Refused> {
        let actor = Caller::system().actor();
        let id = CommandKey { actor_kind: stored_kind(actor.kind), actor_id: actor.id, key: key.to_owned() };
        let done = self.core().reader()?.command(&id)?;
        let answer = done.and_then(|done| serde_json::from_slice::<Answer>(&done.answer).ok());
        Ok(answer.and_then(|answer| match answer.made {
            Made::Run(run) => Some(run),
            _ => None,
        }))
    }

    fn system(&self, key: String, ask: Ask) -> Result<Made, Refused> {
        let request = Request { caller: Caller::system(), key: Some(key), if_match: None, ask };
        Ok(self.submit_blocking(request)?.made)
    }
}

/// Which start it is, and the secret that signs its calls.
fn webhook_of(compiled: &Compiled, workflow: &str, name: &str) -> Option<(usize, String)> {
    compiled.workflow.start.iter().enumerate().find_map(|(index, start)| {
        let secret = webhook_secret(workflow, start)?;
        (start.id() == name || start.title.text == name).then_some((index, secret))
    })
}
