//! The workspace of a seed: its people, its workflows, what it is opened on, and how it is closed and opened again.

use std::collections::BTreeMap;
use std::sync::Arc;

use baton_runtime::config::Mail;
use baton_runtime::files::Memory;
use baton_runtime::outside::Outside;
use baton_runtime::{
    Ask, Caller, Config, Done, Founding, Handle, Heads, PersonAsk, Place, Request, Scope, Service, Via, WorkspaceKind,
};
use baton_sim::simulate::{GROUPS, Random, decisions};
use baton_store::faulty::FaultyStore;
use baton_store::memory::MemoryStore;

use crate::Stop;
use crate::case::Case;
use crate::check::Checks;
use crate::gate::Faults;
use crate::hands::Hands;
use crate::receivers::Receivers;
use crate::workers::Workers;

/// The workflow that others have done: another run.
const OTHER: &str = "workflow: other
title: Other
owner: owners
start:
  - form: Ask
    who: everyone
    gives: [size]
  - run: true
    gives: [size]
fields:
  size: { type: number }
roles:
  pool: { group: team }
steps:
  - choose: Which way
    cases:
      - when: size > 3
        steps:
          - task: Look at it
            who: pool
            due: 2 days
      - otherwise: true
        steps:
          - work: Work on it
            topic: jobs
outcomes:
  over: { title: Over, default: true, gives: [size] }
";

/// A workspace that is open in one thread.
pub(crate) struct Office {
    pub random: Random,
    pub store: MemoryStore,
    pub faults: Arc<Faults>,
    pub receivers: Arc<Receivers>,
    pub hands: Hands,
    pub handle: Handle,
    /// Each service, and when its next round is.
    pub services: Vec<(Service, i64)>,
    /// Who there is, by handle.
    pub people: BTreeMap<&'static str, i64>,
    pub workers: Workers,
    pub checks: Checks,
    pub told: Vec<String>,
    pub sent: u32,
    shelf: Arc<Memory>,
}

impl Office {
    /// Founds the workspace of a case, with all that it plays with.
    pub fn open(case: &Case) -> Result<Self, Stop> {
        let seed = case.seed;
        let (hands, store, faults) = (Hands::new(), MemoryStore::new(), Arc::<Faults>::default());
        let founding = Founding {
            kind: WorkspaceKind::Real,
            name: "Played".to_owned(),
            zone: "UTC".to_owned(),
            at_us: hands.wall_us(),
        };
        founding.found(&store)?;
        let outside = Random::new(seed ^ 0x0B5E);
        let receivers = Receivers::new(outside, store.clone(), Arc::clone(&faults), hands.clone());
        let (receivers, shelf) = (Arc::new(receivers), Arc::<Memory>::default());
        let (handle, services) = opened((&store, &faults), &shelf, &hands, &receivers)?;
        let mut office = Self {
            random: Random::new(seed ^ 0x5EED),
            store,
            faults,
            receivers,
            hands,
            handle,
            services,
            people: BTreeMap::new(),
            workers: Workers::default(),
            checks: Checks::default(),
            told: Vec::new(),
            sent: 0,
            shelf,
        };
        office.take_in()?;
        office.publish("other", OTHER)?;
        for (id, text) in decisions() {
            office.publish(&id, &text)?;
        }
        office.publish("any", &case.drawing.text())?;
        Ok(office)
    }

    fn take_in(&mut self) -> Result<(), Stop> {
        let all = [("root", None), ("di", None), ("ana", Some("di"))];
        let all = all.into_iter().chain(["bo", "cy", "ed", "fi"].map(|handle| (handle, None)));
        for (handle, manager) in all {
            let skills: &[&str] = match handle {
                "bo" => &["press"],
                "cy" => &["press", "print"],
                _ => &[],
            };
            let role = if handle == "root" { "administrator" } else { "member" };
            let person = PersonAsk {
                name: handle.to_owned(),
                email: format!("{handle}@example.com"),
                handle: Some(handle.to_owned()),
                manager: manager.map(str::to_owned),
                role: Some(role.to_owned()),
                skills: skills.iter().map(|skill| (*skill).to_owned()).collect(),
                ..PersonAsk::default()
            };
            self.ask(Caller::system(), Ask::AddPerson(person))?;
            let found = self.handle.core().directory().by_handle(handle).map(|person| person.id);
            self.people.insert(handle, found.ok_or("nobody was taken in")?);
        }
        for (handle, members) in GROUPS.into_iter().chain([("owners", &["root"][..])]) {
            let members = members.iter().map(|member| (*member).to_owned()).collect();
            let (handle, title) = (handle.to_owned(), handle.to_owned());
            self.ask(Caller::system(), Ask::AddGroup { handle, title, members })?;
        }
        Ok(())
    }

    fn publish(&mut self, id: &str, text: &str) -> Result<(), Stop> {
        let root = self.person("root");
        let draft = self.handle.save_draft(&root, id, text, Some(0));
        let draft = draft.map_err(|refused| Stop::NotPublished(format!("{id}: {}", refused.code)))?;
        let ask = Ask::Publish { workflow: id.to_owned(), note: "As drawn".to_owned(), rev: draft.rev };
        match self.ask(root, ask) {
            Ok(_) => Ok(()),
            Err(refused) => {
                let code = refused.faults.first().map_or_else(|| refused.code.to_owned(), |fault| fault.code.clone());
                Err(Stop::NotPublished(format!("{id}: {code}")))
            }
        }
    }

    /// Somebody who is signed in.
    pub fn person(&self, handle: &str) -> Caller {
        Caller::person(self.people.get(handle).copied().unwrap_or_default())
    }

    /// The program that workers are.
    pub fn worker(&self) -> Caller {
        let via = Via::Token { id: 1, scopes: vec![Scope::Jobs, Scope::Work] };
        Caller { person: self.people.get("root").copied(), via, origin: None }
    }

    /// Sends a command without an id.
    pub fn ask(&self, caller: Caller, ask: Ask) -> Done {
        self.handle.submit_blocking(Request { caller, key: None, if_match: None, ask })
    }

    /// The process has ended, and begins again: nothing remains but what was committed.
    pub fn begin_again(&mut self) -> Result<(), Stop> {
        self.receivers.forget();
        self.services.clear();
        // Stopped while nothing works any more: what waits for the writer is lost, as it is with a process.
        self.faults.end();
        self.handle.stop();
        self.faults.calm();
        let (handle, services) = opened((&self.store, &self.faults), &self.shelf, &self.hands, &self.receivers)?;
        (self.handle, self.services) = (handle, services);
        Ok(())
    }
}

fn opened(
    (store, faults): (&MemoryStore, &Arc<Faults>),
    shelf: &Arc<Memory>,
    hands: &Hands,
    receivers: &Arc<Receivers>,
) -> Result<(Handle, Vec<(Service, i64)>), Stop> {
    let gate = FaultyStore::behind(Arc::new(store.clone()), Arc::<Faults>::clone(faults));
    let place = Place { store: Arc::new(gate), shelf: Arc::<Memory>::clone(shelf), heads: Heads::default() };
    let mail = Mail { smtp: "smtp://mail.example.com".to_owned(), password: None, from: "b@example.com".to_owned() };
    let config = Config { base: "http://localhost:7400".to_owned(), mail: Some(mail), ..Config::default() };
    let outside: Arc<dyn Outside> = Arc::<Receivers>::clone(receivers);
    let (handle, services) = Handle::in_turns(place, hands.clock(), config, outside)?;
    let now_us = hands.wall_us();
    Ok((handle, services.into_iter().map(|service| (service, now_us)).collect()))
}
