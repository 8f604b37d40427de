//! Calls of webhooks: whoever knows the secret begins a run, or comes to the one that goes on for the same key.

use baton_engine::{Actor, Ctx, Incoming, begun_by};
use baton_model::Compiled;
use baton_model::definition::Start;
use baton_store::row::{CommandKey, CommandRow};
use baton_store::{Change, Hash};
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
use crate::writer::Put;

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
        // Nobody is signed in: what the secret is called is told under Secrets, not here.
        let known = known.ok_or_else(|| Refused::new("webhook.no_secret"))?;
        call.check(known, core.now()).map_err(Refused::new)?;
        let body: Json = serde_json::from_slice(&call.body).map_err(|_| Refused::new("webhook.no_json"))?;
        let ctx =
            Ctx { now: core.now(), actor: Actor::system(), cmd: String::new(), zone: core.zone(), link: String::new() };
        let id = call.known_as();
        let keys = |start: &str| (format!("hook:{}:{start}:{id}", row.id), format!("hook-to:{}:{start}:{id}", row.id));
        // By its id: another version may have the start at another place. What came before that was known by the place.
        let (begins, comes) = keys(&compiled.workflow.start.get(start).map(Start::id).unwrap_or_default());
        for (begins, comes) in [(begins.clone(), comes.clone()), keys(&start.to_string())] {
            if let Some(taken) = self.taken_before(&begins, &comes)? {
                return Ok(taken);
            }
        }
        let event = Incoming { event: 0, name: name.to_owned(), key: None, body, at: core.now() };
        let key = begun_by(&compiled, start, &event.body, &ctx).flatten();
        let goes_on = match key {
            Some(key) => reader.subscriptions(&begun_name(workflow, start), Some(&key_hash(&key)), 0, 1)?,
            None => Vec::new(),
        };
        let (key, ask, began) = match goes_on.first() {
            Some(open) => (&comes, Ask::DeliverEvent { run: open.run, event, unheard: None }, false),
            None => (&begins, Ask::BeginByEvent { workflow: row.id, start, event, refused: None }, true),
        };
        match self.system(key.clone(), ask) {
            Ok(answer) => {
                let Made::Run(run) = answer.made.clone() else { return Err(Refused::new("server.internal")) };
                if answer.entry == 0 {
                    self.note_taken(key, &answer)?;
                }
                Ok(WebhookTaken { run, began })
            }
            // The same call came twice at once.
            Err(refused) => self.taken_before(&begins, &comes)?.ok_or(refused),
        }
    }

    /// What became of a call that came before under the same id: it began a run, or came to one.
    fn taken_before(&self, begins: &str, comes: &str) -> Result<Option<WebhookTaken>, Refused> {
        if let Some(run) = self.run_of(begins)? {
            return Ok(Some(WebhookTaken { run, began: true }));
        }
        Ok(self.run_of(comes)?.map(|run| WebhookTaken { run, began: false }))
    }

    /// The run of a call that was taken under a key.
    fn run_of(&self, key: &str) -> Result<Option<String>, Refused> {
        let done = self.core().reader()?.command(&of_system(key))?;
        let answer = done.and_then(|done| serde_json::from_slice::<Answer>(&done.answer).ok());
        Ok(answer.and_then(|answer| match answer.made {
            Made::Run(run) => Some(run),
            _ => None,
        }))
    }

    /// A run that did not listen wrote no entry: that the call came is noted beside it, so that it begins no other run later.
    fn note_taken(&self, key: &str, answer: &Answer) -> Result<(), Refused> {
        let (id, at_us) = (of_system(key), self.core().clock.now_us());
        let answer = serde_json::to_vec(answer).map_err(|_| Refused::new("server.internal"))?;
        let row = CommandRow { id, fingerprint: Hash::of(&[key.as_bytes()]), answer, at_us };
        self.put(Put::one(Change::PutCommand(row)))
    }

    fn system(&self, key: String, ask: Ask) -> Result<Answer, Refused> {
        self.submit_blocking(Request { caller: Caller::system(), key: Some(key), if_match: None, ask })
    }
}

fn of_system(key: &str) -> CommandKey {
    let actor = Caller::system().actor();
    CommandKey { actor_kind: stored_kind(actor.kind), actor_id: actor.id, key: key.to_owned() }
}

/// Which start it is, and the secret that signs its calls.
fn webhook_of(compiled: &Compiled, workflow: &str, name: &str) -> Option<(usize, String)> {
    compiled.workflow.start.iter().enumerate().find_map(|(index, start)| {
        let secret = webhook_secret(workflow, start)?;
        (start.id() == name || start.title.text == name).then_some((index, secret))
    })
}
