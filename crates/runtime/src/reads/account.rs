//! Who somebody is: sessions, tokens' callers, passwords, the first administrator.

use baton_people::{Person, WorkspaceRole};
use baton_store::StoreError;
use baton_store::keys::LinkKind;
use baton_store::workspace::WorkspaceKind;

use crate::ask::{Ask, Made, PersonAsk, Request};
use crate::caller::{Caller, Via};
use crate::core::Core;
use crate::handle::Handle;
use crate::history::time;
use crate::permissions::{Operation, TABLE};
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::lens::{moment, person_ref};
use crate::view::types::{SelfView, Session, SessionRow, SignInPage, SignInPerson, WorkspaceView};

/// The first administrator, with the link that allows it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in the directory")]
pub struct SetUp {
    pub token: String,
    pub name: String,
    pub email: String,
    pub handle: Option<String>,
    pub password: String,
}

/// What somebody changes about themselves.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub struct MyChange {
    pub shortcuts: Option<bool>,
    pub language: Option<String>,
    pub zone: Option<String>,
}

impl Handle {
    /// What the workspace is for.
    pub fn kind(&self) -> WorkspaceKind {
        self.core().kind()
    }

    /// What somebody who is not signed in may know.
    pub fn sign_in_page(&self) -> Result<SignInPage, Refused> {
        let core = self.core();
        let directory = core.directory();
        let example = core.kind() == WorkspaceKind::Example;
        let people = directory.people().filter(|person| example && person.active && !person.erased);
        let people = people.map(|person| {
            let groups = person.groups.iter().filter_map(|group| directory.group(*group));
            let titles: Vec<&str> = groups.map(|group| group.title.as_str()).collect();
            SignInPerson {
                id: format!("@{}", person.handle),
                name: person.name.clone(),
                title: titles.join(", "),
                role: person.role.word().to_owned(),
            }
        });
        Ok(SignInPage { workspace: workspace(core), people: people.collect() })
    }

    /// Whether there is no administrator who could sign in, so that a link may make the first.
    pub fn needs_setup(&self) -> Result<bool, Refused> {
        let core = self.core();
        let directory = core.directory();
        let mut people = directory.people().filter(|person| is_administrator(person));
        // In an example nobody needs a password.
        let enters = |person: &Person| {
            Ok::<_, StoreError>(core.kind() == WorkspaceKind::Example || core.credentials.has_password(person.id)?)
        };
        Ok(!people.try_fold(false, |any, person| Ok::<_, StoreError>(any || enters(person)?))?)
    }

    /// A new link to the first administrator: what stands in it.
    pub fn setup_link(&self) -> Result<String, Refused> {
        Ok(self.core().credentials.make_setup_link(self.core().clock.machine_us())?.secret)
    }

    /// Makes the first administrator.
    pub fn set_up(&self, ask: SetUp) -> Result<i64, Refused> {
        let core = self.core();
        let now_us = core.clock.machine_us();
        // Taken first, so that of two who use it at once one only gets in; given back where nothing came of it.
        let taken = core.credentials.take_link(LinkKind::Setup, &ask.token, now_us)?;
        if taken.is_none() {
            return Err(Refused::new("access.link_used"));
        }
        let (token, password) = (ask.token.clone(), ask.password.clone());
        let made = self.first_administrator(ask).and_then(|person| {
            self.set_password(&Caller::person(person), &password, true)?;
            Ok(person)
        });
        if made.is_err() {
            core.credentials.give_back_setup_link(&token, now_us)?;
        }
        made
    }

    /// Adds the first administrator. One who was added before, but whose password was not kept any more, is that one.
    fn first_administrator(&self, ask: SetUp) -> Result<i64, Refused> {
        if !self.needs_setup()? {
            return Err(Refused::new("access.link_used"));
        }
        let SetUp { name, email, handle, .. } = ask;
        let directory = self.core().directory();
        if let Some(person) = directory.resolve_person(&email).filter(|person| is_administrator(person)) {
            return Ok(person.id);
        }
        let role = Some(WorkspaceRole::Administrator.word().to_owned());
        let person = PersonAsk { name, email, handle, role, ..PersonAsk::default() };
        let request = Request { caller: Caller::system(), key: None, if_match: None, ask: Ask::AddPerson(person) };
        match self.submit_blocking(request)?.made {
            Made::Person(person) => Ok(person),
            _ => Err(Refused::new("server.internal")),
        }
    }

    /// Keeps a password, after the entry that says so; links to set another stop working.
    fn set_password(&self, caller: &Caller, password: &str, by_link: bool) -> Result<(), Refused> {
        let credentials = &self.core().credentials;
        let ask = Ask::SetPassword { by_link };
        self.submit_blocking(Request { caller: caller.clone(), key: None, if_match: None, ask })?;
        let person = caller.person.unwrap_or_default();
        credentials.drop_links_of(person)?;
        Ok(credentials.set_password(person, password, self.core().clock.machine_us())?)
    }

    /// Who is signed in, and what they may do.
    pub fn session(&self, caller: &Caller) -> Result<Session, Refused> {
        let core = self.core();
        let directory = core.directory();
        let rights = Rights::of(caller, &directory);
        rights.at_all(Operation::OwnAccount)?;
        let person = caller.person.and_then(|person| directory.person(person));
        let person = person.ok_or_else(|| Refused::new("access.sign_in_needed"))?;
        let groups = person.groups.iter().filter_map(|group| directory.group(*group));
        let may = TABLE.iter().filter(|line| rights.may_at_all(line.operation));
        Ok(Session {
            person: SelfView {
                person: person_ref(&directory, person.id),
                email: person.email.clone(),
                role: person.role.word().to_owned(),
                groups: groups.map(|group| group.handle.clone()).collect(),
                language: person.language.clone(),
                zone: person.zone.clone(),
                shortcuts: core.access().preferences(person.id).shortcuts,
            },
            workspace: workspace(core),
            may: may.map(|line| line.word.to_owned()).collect(),
        })
    }

    /// Refuses what the caller's role or token closes to them.
    pub fn allows(&self, caller: &Caller, operation: Operation) -> Result<(), Refused> {
        Rights::of(caller, &self.core().directory()).at_all(operation)
    }

    /// Who has the session with that secret.
    pub fn caller_of_session(&self, secret: &str) -> Result<Option<Caller>, Refused> {
        let core = self.core();
        let row = core.credentials.session(secret, core.clock.machine_us())?;
        let row = row.filter(|row| is_active(core, row.person));
        Ok(row.map(|row| Caller { person: Some(row.person), via: Via::Session { id: row.id }, origin: None }))
    }

    /// For whom the program with that token acts.
    pub fn caller_of_token(&self, secret: &str) -> Result<Option<Caller>, Refused> {
        let core = self.core();
        let Some(row) = core.credentials.token(secret)? else { return Ok(None) };
        let (id, access) = (row.id, core.access());
        let token = access.token(id).filter(|token| token.holds(core.now()) && is_active(core, token.person));
        if token.is_some() {
            core.credentials.note_use(&row, core.clock.machine_us())?;
        }
        let via = |scopes: &[crate::Scope]| Via::Token { id, scopes: scopes.to_vec() };
        Ok(token.map(|token| Caller { person: Some(token.person), via: via(&token.scopes), origin: None }))
    }

    /// Whether a caller who was let in is still let in.
    pub fn still_holds(&self, caller: &Caller) -> Result<bool, Refused> {
        let core = self.core();
        let Some(person) = caller.person.filter(|person| is_active(core, *person)) else { return Ok(false) };
        Ok(match &caller.via {
            Via::Session { id } => {
                let open = core.credentials.sessions_of(person, core.clock.machine_us())?;
                open.iter().any(|row| row.id == *id)
            }
            Via::Token { id, .. } => core.access().token(*id).is_some_and(|token| token.holds(core.now())),
            _ => false,
        })
    }

    /// Whose name and password that is; as long for nobody as for somebody.
    pub fn verify_password(&self, name: &str, password: &str) -> Result<Option<i64>, Refused> {
        let core = self.core();
        let directory = core.directory();
        let person = directory.resolve_person(name).filter(|person| person.active).map(|person| person.id);
        Ok(if core.credentials.check_password(person, password)? { person } else { None })
    }

    /// Somebody of the example, who needs no password. In every other workspace: nobody.
    pub fn example_person(&self, name: &str) -> Result<Option<i64>, Refused> {
        if self.core().kind() != WorkspaceKind::Example {
            return Ok(None);
        }
        let directory = self.core().directory();
        Ok(directory.resolve_person(name).filter(|person| person.active).map(|person| person.id))
    }

    /// Opens a session: its secret, for how many seconds, and its caller.
    pub fn open_session(&self, person: i64, agent: Option<&str>) -> Result<(String, i64, Caller), Refused> {
        let core = self.core();
        let now_us = core.clock.machine_us();
        let opened = core.credentials.open_session(person, agent.unwrap_or_default(), now_us)?;
        let seconds = (opened.expires_us - now_us) / 1_000_000;
        let caller = Caller { person: Some(person), via: Via::Session { id: opened.id }, origin: None };
        Ok((opened.secret, seconds, caller))
    }

    /// Where the caller is signed in.
    pub fn sessions(&self, caller: &Caller) -> Result<Vec<SessionRow>, Refused> {
        let core = self.core();
        let here = match &caller.via {
            Via::Session { id } => id.as_str(),
            _ => "",
        };
        let rows = core.credentials.sessions_of(caller.person.unwrap_or_default(), core.clock.machine_us())?;
        let row = |row: baton_store::keys::SessionRow| SessionRow {
            current: row.id == here,
            id: row.id,
            started: moment(time(row.created_us)),
            last_used: moment(time(row.used_us)),
            expires: moment(time(row.expires_us)),
            agent: Some(row.agent).filter(|agent| !agent.is_empty()),
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// Ends one of the caller's sessions.
    pub fn close_session(&self, caller: &Caller, id: &str) -> Result<(), Refused> {
        Rights::of(caller, &self.core().directory()).at_all(Operation::SettleAccount)?;
        let ended = self.core().credentials.close_session(caller.person.unwrap_or_default(), id)?;
        if ended { Ok(()) } else { Err(Refused::not_found("session", id)) }
    }

    /// Sets a new password for somebody who knows the old one; all their other sessions end.
    pub fn change_password(&self, caller: &Caller, old: &str, new: &str) -> Result<(), Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::OwnPassword)?;
        let person = caller.person.unwrap_or_default();
        if !core.credentials.check_password(Some(person), old)? {
            return Err(Refused::new("access.password_wrong"));
        }
        self.set_password(caller, new, false)?;
        let here = match &caller.via {
            Via::Session { id } => Some(id.as_str()),
            _ => None,
        };
        Ok(core.credentials.close_sessions_of(person, here)?)
    }

    /// Sets a password by a one-time link; whose it is. Their sessions end. `origin`: where the request came from.
    pub fn use_invitation(&self, secret: &str, password: &str, origin: &str) -> Result<i64, Refused> {
        let core = self.core();
        let now_us = core.clock.machine_us();
        let person = core.credentials.take_link(LinkKind::Password, secret, now_us)?;
        let person =
            person.filter(|person| is_active(core, *person)).ok_or_else(|| Refused::new("access.link_used"))?;
        self.set_password(&Caller::person(person).from(origin), password, true)?;
        core.credentials.close_sessions_of(person, None)?;
        Ok(person)
    }

    /// Changes what the caller settles for themselves.
    pub fn change_me(&self, caller: &Caller, change: MyChange) -> Result<(), Refused> {
        let MyChange { shortcuts, language, zone } = change;
        let mut asks = Vec::new();
        if language.is_some() || zone.is_some() {
            asks.push(Ask::ChangeMe { language, zone });
        }
        asks.extend(shortcuts.map(|on| Ask::SetShortcuts { on }));
        for ask in asks {
            self.submit_blocking(Request { caller: caller.clone(), key: None, if_match: None, ask })?;
        }
        Ok(())
    }
}

fn is_administrator(person: &Person) -> bool {
    person.active && person.role == WorkspaceRole::Administrator
}

fn is_active(core: &Core, person: i64) -> bool {
    core.directory().person(person).is_some_and(|person| person.active)
}

fn workspace(core: &Core) -> WorkspaceView {
    let access = core.access();
    WorkspaceView {
        name: access.name.clone(),
        kind: access.kind().word().to_owned(),
        time: moment(core.now()),
        zone: access.zone.clone(),
    }
}
