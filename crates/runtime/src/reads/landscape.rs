//! The landscape: the live workflows, and what leads from one to the other, all read from their definitions.

use std::collections::{BTreeMap, BTreeSet};

use baton_model::Compiled;
use baton_model::definition::step::WaitFor;
use baton_model::definition::{Case, Process, StartKind, StepKind};
use baton_people::Directory;

use super::parts::process_of;
use super::workflow::owner;
use crate::caller::Caller;
use crate::definitions::rows;
use crate::handle::Handle;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::types::{Landscape, LandscapeEvent, LandscapeLink, LandscapeNode};

impl Handle {
    /// Which workflows there are, who owns them, which starts or feeds which.
    pub fn landscape(&self, caller: &Caller) -> Result<Landscape, Refused> {
        let core = self.core();
        let directory = core.directory();
        Rights::of(caller, &directory).at_all(Operation::ReadWorkflow)?;
        let reader = core.reader()?;
        let mut drawn = Drawn::default();
        for row in rows(reader.as_ref(), false)? {
            let compiled = core.definitions.compiled(reader.as_ref(), row.id, row.live_version)?;
            drawn.take(&compiled, row.live_version as u32, &directory);
        }
        Ok(drawn.finish())
    }
}

/// What was found so far.
#[derive(Default)]
struct Drawn {
    workflows: BTreeMap<String, LandscapeNode>,
    links: Vec<LandscapeLink>,
    events: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)>,
}

impl Drawn {
    fn take(&mut self, compiled: &Compiled, version: u32, directory: &Directory) {
        let workflow = &compiled.workflow;
        let id = workflow.id.name.clone();
        let process = process_of(compiled);
        let node = LandscapeNode {
            id: id.clone(),
            title: workflow.title.clone(),
            kind: if process.is_some() { "process" } else { "workflow" }.to_owned(),
            owner: workflow.owner.as_ref().and_then(|named| owner(directory, &named.name)),
            live_version: Some(version),
            starts: workflow.start.iter().map(|start| start.kind_word().to_owned()).collect(),
        };
        self.workflows.insert(id.clone(), node);
        self.starts(compiled, &id);
        match process {
            Some(process) => self.process(&process),
            None => self.steps(compiled, &id),
        }
        self.hears(compiled, &id);
    }

    fn link(&mut self, ends: (&str, &str), kind: &str, by: String) {
        let (from, to) = (ends.0.to_owned(), ends.1.to_owned());
        let link = LandscapeLink { from, to, kind: kind.to_owned(), by };
        if !self.links.contains(&link) {
            self.links.push(link);
        }
    }

    fn starts(&mut self, compiled: &Compiled, id: &str) {
        for start in &compiled.workflow.start {
            match &start.kind {
                StartKind::Event { name, .. } => {
                    self.events.entry(name.name.clone()).or_default().0.insert(id.to_owned());
                }
                StartKind::Workflow { workflow, outcome, .. } => {
                    let outcome = outcome.as_ref().map(|outcome| outcome.name.clone()).unwrap_or_default();
                    self.link((&workflow.name, id), "outcome", outcome);
                }
                _ => {}
            }
        }
    }

    fn steps(&mut self, compiled: &Compiled, id: &str) {
        for step in compiled.workflow.all_steps() {
            if let StepKind::Run(run) = &step.kind {
                let kind = if run.detach { "starts" } else { "runs" };
                self.link((id, &run.workflow.name), kind, step.title.outline());
            }
        }
    }

    fn process(&mut self, process: &Process) {
        let id = &process.head.id.name;
        for entry in &process.workflows {
            self.link((id, &entry.workflow.name), "process", process.head.title.clone());
            let before = process.workflows.iter().filter(|other| entry.after.iter().any(|id| id.name == other.id.name));
            for other in before {
                self.link((&other.workflow.name, &entry.workflow.name), "before", process.head.title.clone());
            }
        }
    }

    fn hears(&mut self, compiled: &Compiled, id: &str) {
        let workflow = &compiled.workflow;
        let mut names: Vec<&str> = Vec::new();
        for step in workflow.all_steps() {
            if let StepKind::Wait(wait) = &step.kind
                && let WaitFor::Event(awaited) = &wait.what
            {
                names.push(&awaited.name.name);
            }
        }
        let of_steps = workflow.all_steps().into_iter().flat_map(|step| &step.in_case);
        for handler in of_steps.chain(&workflow.in_case) {
            if let Case::Event(awaited) = &handler.when {
                names.push(&awaited.name.name);
            }
        }
        for name in names {
            self.events.entry(name.to_owned()).or_default().1.insert(id.to_owned());
        }
    }

    /// What others name and was never published is shown as well.
    fn finish(mut self) -> Landscape {
        let named = self.links.iter().flat_map(|link| [&link.from, &link.to]);
        let gone: BTreeSet<String> = named.filter(|id| !self.workflows.contains_key(*id)).cloned().collect();
        for id in gone {
            let (title, kind) = (id.clone(), "workflow".to_owned());
            let node =
                LandscapeNode { id: id.clone(), title, kind, owner: None, live_version: None, starts: Vec::new() };
            self.workflows.insert(id, node);
        }
        let events = self.events.into_iter().map(|(name, (starts, heard_by))| LandscapeEvent {
            name,
            starts: starts.into_iter().collect(),
            heard_by: heard_by.into_iter().collect(),
        });
        Landscape { workflows: self.workflows.into_values().collect(), links: self.links, events: events.collect() }
    }
}
