//! The landscape: the live workflows, and what leads from one to the other, all read from their definitions. Who may read drafts sees
//! those beside them that were never published, as far as they can be read; to others they look as if they were not there.

use std::collections::{BTreeMap, BTreeSet};

use baton_model::definition::step::WaitFor;
use baton_model::definition::{Case, Definition, Head, Process, Start, StartKind, StepKind, Workflow};
use baton_people::Directory;

use super::known::Looking;
use super::parts::process_of;
use super::workflow::owner;
use crate::caller::Caller;
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
        let rights = Rights::of(caller, &directory);
        rights.at_all(Operation::ReadWorkflow)?;
        let reader = core.reader()?;
        let looking = Looking { decisions: false, drafts: rights.may_at_all(Operation::ReadDraft) };
        let mut drawn = Drawn::default();
        for (id, known) in looking.all(reader.as_ref())? {
            match (known.published, known.draft) {
                (Some(row), _) => {
                    let compiled = core.definitions.compiled(reader.as_ref(), row.id, row.live_version)?;
                    let process = process_of(&compiled);
                    let workflow = &compiled.workflow;
                    let (head, starts) = (&workflow.head, workflow.start.as_slice());
                    let (process, live) = (process.as_deref(), Some(row.live_version as u32));
                    drawn.take(&Design { id: &id, head, starts, workflow: Some(workflow), process, live }, &directory);
                }
                (None, Some(row)) => match baton_model::read(&row.text).definition {
                    Some(Definition::Workflow(workflow)) => {
                        let (head, starts, workflow) = (&workflow.head, workflow.start.as_slice(), Some(&*workflow));
                        let design = Design { id: &id, head, starts, workflow, process: None, live: None };
                        drawn.take(&design, &directory);
                    }
                    Some(Definition::Process(process)) => {
                        let (head, starts, process) = (&process.head, process.start.as_slice(), Some(&*process));
                        let design = Design { id: &id, head, starts, workflow: None, process, live: None };
                        drawn.take(&design, &directory);
                    }
                    _ => {}
                },
                (None, None) => {}
            }
        }
        Ok(drawn.finish())
    }
}

/// What is drawn of a workflow or a process.
struct Design<'d> {
    /// Its id; a draft's may be another than its text says by now.
    id: &'d str,
    head: &'d Head,
    starts: &'d [Start],
    /// None: a process that was never published.
    workflow: Option<&'d Workflow>,
    process: Option<&'d Process>,
    /// Its live version; none: it is only a draft.
    live: Option<u32>,
}

/// What was found so far.
#[derive(Default)]
struct Drawn {
    workflows: BTreeMap<String, LandscapeNode>,
    links: Vec<LandscapeLink>,
    events: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)>,
}

impl Drawn {
    fn take(&mut self, design: &Design<'_>, directory: &Directory) {
        let (id, head) = (design.id, design.head);
        let node = LandscapeNode {
            id: id.to_owned(),
            title: if head.title.is_empty() { id.to_owned() } else { head.title.clone() },
            kind: if design.process.is_some() { "process" } else { "workflow" }.to_owned(),
            owner: head.owner.as_ref().and_then(|named| owner(directory, &named.name)),
            live_version: design.live,
            draft: design.live.is_none(),
            starts: design.starts.iter().map(|start| start.kind_word().to_owned()).collect(),
        };
        self.workflows.insert(id.to_owned(), node);
        self.starts(design.starts, id);
        match (design.process, design.workflow) {
            (Some(process), _) => self.process(process, id),
            (None, Some(workflow)) => self.steps(workflow, id),
            (None, None) => {}
        }
        design.workflow.into_iter().for_each(|workflow| self.hears(workflow, id));
    }

    fn link(&mut self, ends: (&str, &str), kind: &str, by: String) {
        let (from, to) = (ends.0.to_owned(), ends.1.to_owned());
        let link = LandscapeLink { from, to, kind: kind.to_owned(), by };
        if !self.links.contains(&link) {
            self.links.push(link);
        }
    }

    fn starts(&mut self, starts: &[Start], id: &str) {
        for start in starts {
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

    fn steps(&mut self, workflow: &Workflow, id: &str) {
        for step in workflow.all_steps() {
            if let StepKind::Run(run) = &step.kind {
                let kind = if run.detach { "starts" } else { "runs" };
                self.link((id, &run.workflow.name), kind, step.title.outline());
            }
        }
    }

    fn process(&mut self, process: &Process, id: &str) {
        for entry in &process.workflows {
            self.link((id, &entry.workflow.name), "process", process.head.title.clone());
            let before = process.workflows.iter().filter(|other| entry.after.iter().any(|id| id.name == other.id.name));
            for other in before {
                self.link((&other.workflow.name, &entry.workflow.name), "before", process.head.title.clone());
            }
        }
    }

    fn hears(&mut self, workflow: &Workflow, id: &str) {
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
            let (owner, live_version, starts) = (None, None, Vec::new());
            let node = LandscapeNode { id: id.clone(), title, kind, owner, live_version, draft: false, starts };
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
