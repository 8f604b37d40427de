//! The workspace that is worked in: people who sign in, the group that owns, the workflows. All made through the API.

use anyhow::Context;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::json;

use crate::client::Client;

/// The definitions, by workflow.
const WORKFLOWS: [(&str, &str); 3] = [
    ("bench-straight-through", include_str!("../workflows/bench-straight-through.yaml")),
    ("bench-human-approval", include_str!("../workflows/bench-human-approval.yaml")),
    ("bench-waiting", include_str!("../workflows/bench-waiting.yaml")),
];

/// The password of the people that are made here; they exist for the measurement only.
const PASSWORD: &str = "a bench has four legs";

/// Somebody who asks, and the manager who approves; each with a connection of their own.
pub struct Pair {
    pub requester: Client,
    pub approver: Client,
}

#[derive(Deserialize)]
struct Person {
    id: String,
}

#[derive(Deserialize)]
struct SignIn {
    people: Vec<Example>,
}

#[derive(Deserialize)]
struct Example {
    id: String,
    role: String,
}

#[derive(Deserialize)]
struct Invitation {
    link: String,
}

#[derive(Deserialize)]
struct Draft {
    rev: i64,
}

/// Makes the first administrator of a new workspace and signs them in.
pub async fn administrator(host: &str, setup: &str) -> anyhow::Result<Client> {
    let mut client = Client::connect(host).await?;
    let who = json!({ "token": setup, "name": "Bench", "email": "bench@example.org", "password": PASSWORD });
    client.post::<IgnoredAny>("set up", "/api/v1/setup", &who).await?;
    Ok(client)
}

/// Signs an administrator in on a server that runs already; without a password where the workspace is an example.
pub async fn sign_in(host: &str, person: &str, password: Option<&str>) -> anyhow::Result<Client> {
    let mut client = Client::connect(host).await?;
    let who = json!({ "person": person, "password": password });
    client.post::<IgnoredAny>("sign in", "/api/v1/session", &who).await?;
    Ok(client)
}

/// An administrator of an example workspace, who needs no password.
pub async fn example_administrator(host: &str) -> anyhow::Result<String> {
    let mut client = Client::connect(host).await?;
    let page: SignIn = client.get("sign-in page", "/api/v1/sign-in").await?;
    let administrator = page.people.into_iter().find(|person| person.role == "administrator");
    let found = administrator.context("this is no example workspace: name an administrator with --person")?;
    Ok(found.id)
}

/// Publishes the workflows, owned by a group in which the administrator is.
pub async fn workflows(administrator: &mut Client) -> anyhow::Result<()> {
    let group = json!({ "handle": "bench", "title": "Bench" });
    let made = administrator.post::<IgnoredAny>("add group", "/api/v1/groups", &group).await;
    let there = administrator.get::<IgnoredAny>("show group", "/api/v1/groups/bench").await;
    if there.is_err() {
        made?;
    }
    for (id, source) in WORKFLOWS {
        let draft = format!("/api/v1/workflows/{id}/draft");
        // A server that was measured before has them.
        let kept = administrator.get::<Draft>("show draft", &draft).await.ok().map(|kept| kept.rev);
        let draft: Draft = administrator.put("save draft", &draft, kept, &json!({ "source": source })).await?;
        let publish = format!("/api/v1/workflows/{id}/publish");
        let note = json!({ "rev": draft.rev, "note": "For a measurement" });
        administrator.post::<IgnoredAny>("publish", &publish, &note).await?;
    }
    Ok(())
}

/// Takes in `count` pairs of people and signs them in. `stamp` keeps their names apart from those of an earlier run.
pub async fn pairs(administrator: &mut Client, host: &str, count: usize, stamp: u64) -> anyhow::Result<Vec<Pair>> {
    let mut pairs = Vec::with_capacity(count);
    for n in 0..count {
        let (manager, approver) = take_in(administrator, host, &format!("approver-{stamp}-{n}"), None).await?;
        let (_, requester) = take_in(administrator, host, &format!("requester-{stamp}-{n}"), Some(&manager)).await?;
        pairs.push(Pair { requester, approver });
    }
    Ok(pairs)
}

async fn take_in(
    administrator: &mut Client,
    host: &str,
    name: &str,
    manager: Option<&str>,
) -> anyhow::Result<(String, Client)> {
    let email = format!("{name}@example.org");
    let person = json!({ "name": name, "email": email, "manager": manager });
    let person: Person = administrator.post("add person", "/api/v1/people", &person).await?;
    let invite = format!("/api/v1/people/{}/invite", person.id);
    let invitation: Invitation = administrator.post("invite", &invite, &json!(null)).await?;
    let (_, token) = invitation.link.split_once("token=").context("an invitation without a token")?;
    let mut client = Client::connect(host).await?;
    let accept = json!({ "token": token, "password": PASSWORD });
    client.post::<IgnoredAny>("accept", "/api/v1/invitation", &accept).await?;
    client.times = crate::latency::Latencies::default();
    Ok((person.id, client))
}
