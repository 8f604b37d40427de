//! A visit that gives a server every kind of secret and personal value, and keeps what it answers.

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use super::listening::Listening;
use super::planted::{Place, Planted};
use super::somebody::{ORIGIN, Somebody};
use crate::server::Server;

const WORKFLOW: &str = "workflow: visit
title: Visit
owner: desk
keep: 1 day
start:
  - form: Ask
    who: everyone
    gives: [topic, illness, code, paper]
roles:
  helper: { group: desk }
fields:
  topic: { type: text, label: Topic }
  illness: { type: text, label: Illness, personal: true }
  code: { type: text, label: Code, secret: true }
  paper: { type: file, label: Paper }
  note: { type: long-text, label: Note, personal: true }
steps:
  - send: Tell the helper
    to: helper
    subject: Somebody is ill
    body: \"{illness}\"
  - task: Help
    who: helper
    gives: [note]
outcomes:
  done: { title: Done, default: true }
";

/// What was looked at, and what stood there.
pub type Seen = Vec<(Place, Vec<u8>)>;

/// What a visit leaves.
pub struct Left {
    /// Who signs in as the administrator.
    pub sign_in: Value,
    /// The runs that there are: one that is over, and one that is held.
    pub runs: [String; 2],
}

/// One visit.
pub struct Visit<'a> {
    planted: &'a mut Planted,
    /// The administrator.
    keeper: Somebody,
    /// Who is erased in the end.
    helper: Somebody,
    setup: String,
    /// What was looked at meanwhile.
    pub seen: Seen,
    /// What the administrator is told as it happens.
    pub listening: Option<Listening>,
}

impl<'a> Visit<'a> {
    /// To a new workspace.
    pub fn of(server: &Server, planted: &'a mut Planted) -> anyhow::Result<Self> {
        let setup = server.setup.clone().context("no link for the administrator")?;
        planted.known("the administrator's link", &setup);
        planted.of_form("where a request came from", ORIGIN);
        let keeper = Somebody::at(&server.host, &planted.of_session("what a browser calls itself"));
        let helper = Somebody::at(&server.host, &planted.theirs("what the browser of the erased calls itself"));
        Ok(Self { planted, keeper, helper, setup, seen: Vec::new(), listening: None })
    }

    /// All of it. In the end the helper is erased.
    pub fn everything(&mut self) -> anyhow::Result<Left> {
        let sign_in = self.keeper()?;
        let helper = self.helper()?;
        let runs = self.runs(&helper)?;
        self.wrong()?;
        for (place, path) in
            [("the figures", "/metrics".to_owned()), ("a run's evidence", format!("/runs/{}/evidence", runs[0]))]
        {
            let body = self.keeper.read(&path)?;
            self.seen.push((Place::Kept(place.to_owned()), body));
        }
        let reason = self.planted.personal("why somebody was erased");
        self.keeper.done("POST", &format!("/people/{helper}/erase"), &json!({ "reason": reason }))?;
        let left = Left { sign_in, runs };
        let screens = left.screens(&mut self.keeper, "")?;
        self.seen.extend(screens);
        Ok(left)
    }

    /// The administrator, with a password, a session and a token; how they sign in again.
    fn keeper(&mut self) -> anyhow::Result<Value> {
        let (password, name) = (self.planted.secret("a password"), self.planted.personal("a name"));
        let address = format!("{}@example.com", self.planted.personal("an e-mail address"));
        let first = json!({ "token": self.setup, "name": name, "email": address, "password": password });
        self.keeper.sign_in("/setup", &first, self.planted)?;
        self.listening = Some(Listening::to(&self.keeper.host, &self.keeper.cookie)?);
        let scopes = ["read", "work", "design", "admin"];
        let made = self.keeper.done("POST", "/tokens", &json!({ "name": "for tests", "scopes": scopes }))?;
        let secret = made["secret"].as_str().context("a token has a secret")?.to_owned();
        self.planted.known("a token", &secret);
        Ok(json!({ "person": address, "password": password }))
    }

    /// Somebody else, with a link, a password, a session; their id as it stands in a path.
    fn helper(&mut self) -> anyhow::Result<String> {
        let (name, local) = (self.planted.theirs("the name of the erased"), self.planted.theirs("their address"));
        let person = json!({ "name": name, "email": format!("{local}@example.com") });
        let helper = self.keeper.done("POST", "/people", &person)?;
        let helper = helper["id"].as_str().context("a person has an id")?.to_owned();
        let path = helper.replace('@', "%40");
        let invited = self.keeper.done("POST", &format!("/people/{path}/invite"), &json!({}))?;
        let link = invited["link"].as_str().and_then(|link| link.split_once("token=")).context("a link")?.1.to_owned();
        self.planted.known("an invitation's link", &link);
        let password = self.planted.secret("a password set by a link");
        self.helper.sign_in("/invitation", &json!({ "token": link, "password": password }), self.planted)?;
        self.keeper.done("POST", "/groups", &json!({ "handle": "desk", "title": "Desk", "members": [helper] }))?;
        Ok(path)
    }

    /// A run of each of them with all its values; their keys.
    fn runs(&mut self, helper: &str) -> anyhow::Result<[String; 2]> {
        let draft = self.keeper.done("PUT", "/workflows/visit/draft", &json!({ "source": WORKFLOW }))?;
        self.keeper.done("POST", "/workflows/visit/publish", &json!({ "rev": draft["rev"], "note": "First" }))?;
        let paper = upload(&mut self.keeper, self.planted)?;
        let illness = self.planted.personal_that_goes("a personal field");
        let code = self.planted.secret_that_goes("a secret field");
        let topic = self.planted.clear_that_goes("a field that is not personal");
        let begun = self.planted.personal("what is not sent yet");
        let begun = json!({ "rev": 0, "values": { "illness": begun } });
        self.keeper.done("PUT", "/starts/visit/ask/draft", &begun)?;
        let values = json!({ "topic": topic, "illness": illness, "code": code, "paper": paper });
        let mine = begin(&mut self.keeper, &values)?;
        let comment = self.planted.personal_that_goes("a comment");
        self.keeper.done("POST", &format!("/runs/{mine}/comments"), &json!({ "text": comment }))?;
        let begun = self.planted.theirs("what the erased had not sent yet");
        let begun = json!({ "rev": 0, "values": { "illness": begun } });
        self.helper.done("PUT", "/starts/visit/ask/draft", &begun)?;
        let illness = self.planted.theirs("a personal field of the erased");
        let theirs = begin(&mut self.helper, &json!({ "topic": "leave", "illness": illness }))?;
        let comment = self.planted.theirs("a comment of the erased");
        self.helper.done("POST", &format!("/runs/{theirs}/comments"), &json!({ "text": comment }))?;
        let note = self.planted.personal_that_goes("what the erased wrote of somebody else");
        self.helper.done("POST", &format!("/tasks/{mine}.1/complete"), &json!({ "values": { "note": note } }))?;
        let given = self.planted.personal("why a task was given on");
        let task = format!("/tasks/{theirs}.1/reassign");
        let to = helper.replace("%40", "@");
        let answer = self.keeper.ask("POST", &task, Some(&json!({ "to": to, "comment": given })))?;
        self.seen.push((Place::Answer(format!("an answer to POST {task}")), answer.body));
        let held = self.planted.personal("why a run is held");
        self.keeper.done("POST", "/holds", &json!({ "run": theirs, "reason": held }))?;
        let reason = self.planted.personal("why a run was ended");
        self.keeper.done("POST", &format!("/runs/{theirs}/cancel"), &json!({ "reason": reason }))?;
        Ok([mine, theirs])
    }

    /// What is refused: the answers may tell their sender what they sent, but no secret.
    fn wrong(&mut self) -> anyhow::Result<()> {
        let password = self.planted.secret("a wrong password");
        let (token, cookie) = (self.planted.secret("a wrong token"), self.planted.secret("a wrong cookie"));
        let asked = self.planted.personal("what was looked for");
        let broken = self.planted.personal("what stands in a body that cannot be read");
        let sign_in = json!({ "person": "nobody@example.com", "password": password });
        let cases = [
            ("POST", "/session".to_owned(), sign_in.to_string()),
            ("POST", "/setup".to_owned(), json!({ "token": token, "password": password }).to_string()),
            ("GET", format!("/runs?q={asked}&cursor={asked}"), String::new()),
            ("GET", format!("/people/{asked}"), String::new()),
            ("POST", "/people".to_owned(), format!("{{\"name\": \"{broken}\", ")),
            ("PUT", "/me/password".to_owned(), json!({ "old": password, "new": "x" }).to_string()),
        ];
        for (method, path, body) in cases {
            let body = (!body.is_empty()).then_some(("application/json", body.as_bytes()));
            let answer = self.keeper.send(method, &path, body)?;
            ensure!(answer.status >= 200 && answer.status < 500, "{method} {path} answers {}", answer.status);
            self.seen.push((Place::Answer(format!("an answer to {method} {path}")), answer.body));
        }
        let mine = std::mem::replace(&mut self.keeper.cookie, format!("baton={cookie}"));
        self.keeper.bearer = Some(token);
        let answer = self.keeper.ask("GET", "/session", None)?;
        self.seen.push((Place::Answer("an answer to a wrong token".to_owned()), answer.body));
        (self.keeper.cookie, self.keeper.bearer) = (mine, None);
        Ok(())
    }
}

impl Left {
    /// What the administrator is shown after the erasing, on this server or on one that a backup was restored to.
    pub fn screens(&self, keeper: &mut Somebody, of: &str) -> anyhow::Result<Seen> {
        let mut paths = vec!["/people".to_owned(), "/runs".to_owned()];
        for run in &self.runs {
            paths.extend(["", "/timeline", "/evidence"].map(|part| format!("/runs/{run}{part}")));
        }
        let read = |path: String| Ok((Place::AfterErasing(format!("{path}{of} after erasing")), keeper.read(&path)?));
        paths.into_iter().map(read).collect()
    }
}

fn begin(who: &mut Somebody, values: &Value) -> anyhow::Result<String> {
    let run = who.done("POST", "/workflows/visit/runs", &json!({ "values": values }))?;
    Ok(run["key"].as_str().context("a run has a key")?.to_owned())
}

fn upload(who: &mut Somebody, planted: &mut Planted) -> anyhow::Result<Value> {
    let (name, content) = (planted.personal_that_goes("a file's name"), planted.secret_that_goes("a file's content"));
    let edge = "edge-of-a-part";
    let body = format!(
        "--{edge}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}.txt\"\r\n\
         Content-Type: text/plain\r\n\r\n{content}\r\n--{edge}--\r\n"
    );
    let kind = format!("multipart/form-data; boundary={edge}");
    let answer = who.send("POST", "/files", Some((kind.as_str(), body.as_bytes())))?;
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    ensure!(answer.status == 201, "an upload answers {}: {text}", answer.status);
    Ok(serde_json::from_str::<Value>(&text)?["id"].clone())
}
