//! A workspace that is worked in: an administrator, people in pairs who ask and approve, a worker, and the workflows `errand` and `haul`. It is made
//! once through the API and then copied, sessions and all.

use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::http::{Answer, Connection, Request};
use crate::server::Server;

/// What is worked with.
const WORKFLOWS: [(&str, &str); 2] =
    [("errand", include_str!("../workflows/errand.yaml")), ("haul", include_str!("../workflows/haul.yaml"))];
/// The password of people who exist for a check only.
pub const PASSWORD: &str = "nobody lives here for long";

/// Somebody who is signed in.
#[derive(Clone, Serialize, Deserialize)]
pub struct Person {
    /// Such as `@asks-3`.
    pub handle: String,
    /// Their session's cookie.
    pub cookie: String,
}

/// Somebody who asks, and who approves what they ask for.
#[derive(Clone, Serialize, Deserialize)]
pub struct Pair {
    /// Asks, and is one of the helpers.
    pub asks: Person,
    /// Approves.
    pub approves: Person,
}

/// Who there is.
#[derive(Clone, Serialize, Deserialize)]
pub struct World {
    /// The administrator.
    pub administrator: Person,
    /// The others.
    pub pairs: Vec<Pair>,
    /// The token that workers have.
    pub worker: String,
}

impl World {
    /// Makes the workspace in a new folder. `depot` is where its requests go.
    pub fn make(baton: &Path, folder: &Path, pairs: usize, depot: &str) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let server = Server::start(baton, folder, true, &[("BATON_LOG", "warn")])?;
        let mut to = Connection::open(&server.host)?;
        let token = server.setup.as_deref().context("a new workspace prints its link")?;
        let who = json!({ "token": token, "name": "Ada", "email": "ada@example.org", "password": PASSWORD });
        let administrator = session("ada", call(&mut to, None, "POST", "/api/v1/setup", &who)?)?;
        let cookie = administrator.cookie.clone();
        let admin = Some(cookie.as_str());
        for group in ["keepers", "helpers"] {
            call(&mut to, admin, "POST", "/api/v1/groups", &json!({ "handle": group, "title": group }))?;
        }
        let mut made = Vec::with_capacity(pairs);
        for n in 0..pairs {
            let approves = take_in(&mut to, admin, &format!("approves-{n}"), None)?;
            let asks = take_in(&mut to, admin, &format!("asks-{n}"), Some(&approves.handle))?;
            let member = format!("/api/v1/groups/helpers/members/{}", asks.handle);
            call(&mut to, admin, "PUT", &member, &Value::Null)?;
            made.push(Pair { asks, approves });
        }
        let secret = json!({ "value": format!("http://{depot}") });
        call(&mut to, admin, "PUT", "/api/v1/secrets/depot", &secret)?;
        for (id, source) in WORKFLOWS {
            let path = format!("/api/v1/workflows/{id}");
            let saved = put_new(&mut to, admin, &format!("{path}/draft"), &json!({ "source": source }))?;
            let publish = json!({ "rev": saved.body["rev"], "note": "For a check" });
            call(&mut to, admin, "POST", &format!("{path}/publish"), &publish)?;
        }
        let token = json!({ "name": "carriers", "scopes": ["jobs"] });
        let token = call(&mut to, admin, "POST", "/api/v1/tokens", &token)?;
        Ok(Self { administrator, pairs: made, worker: token.text("secret").to_owned() })
    }
}

fn call(to: &mut Connection, cookie: Option<&str>, method: &str, path: &str, body: &Value) -> anyhow::Result<Answer> {
    let body = (!body.is_null()).then_some(body);
    to.send(&Request { method, path, cookie, body, ..Request::default() })?.fine(path)
}

fn put_new(to: &mut Connection, cookie: Option<&str>, path: &str, body: &Value) -> anyhow::Result<Answer> {
    to.send(&Request { method: "PUT", path, cookie, body: Some(body), if_none_match: true, ..Request::default() })?
        .fine(path)
}

fn session(handle: &str, answer: Answer) -> anyhow::Result<Person> {
    Ok(Person { handle: format!("@{handle}"), cookie: answer.cookie.context("no session was given")? })
}

fn take_in(to: &mut Connection, admin: Option<&str>, name: &str, manager: Option<&str>) -> anyhow::Result<Person> {
    let person = json!({ "name": name, "email": format!("{name}@example.org"), "manager": manager });
    let person = call(to, admin, "POST", "/api/v1/people", &person)?;
    let id = person.text("id").to_owned();
    let invited = call(to, admin, "POST", &format!("/api/v1/people/{id}/invite"), &Value::Null)?;
    let (_, token) = invited.text("link").split_once("token=").context("an invitation without a token")?;
    let accept = json!({ "token": token, "password": PASSWORD });
    let accepted = call(to, None, "POST", "/api/v1/invitation", &accept)?;
    session(id.trim_start_matches('@'), accepted)
}
