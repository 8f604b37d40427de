//! A workflow: its head and its six parts.

use std::ops::Deref;
use std::sync::Arc;

use super::{Deadline, Expr, Field, Handler, Outcome, Role, Start, Step, StepKind, Template};
use crate::map::{IndexMap, IndexSet};
use crate::span::Span;

/// A name and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name as written.
    pub name: String,
    /// Its place.
    pub span: Span,
}

/// What a workflow and a process both begin with.
#[derive(Debug, Clone)]
pub struct Head {
    /// The id: `workflow: purchase-approval`.
    pub id: Named,
    /// What people call it.
    pub title: String,
    /// What it is for, in Markdown.
    pub about: Option<String>,
    /// The group or person that answers for the design. The checker demands one.
    pub owner: Option<Named>,
    /// The letters of run keys, 2 to 6 capitals.
    pub key: Option<Named>,
    /// A run's name in lists.
    pub label: Option<Template>,
    /// From start to outcome.
    pub target: Option<Deadline>,
    /// How long a run is kept after it has ended; none: for ever.
    pub keep: Option<Keep>,
    /// Words to find it by.
    pub tags: Vec<String>,
}

/// How long a run is kept after it has ended: so many months, or so many seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keep {
    /// As written.
    pub text: String,
    /// Whole months.
    pub months: i64,
    /// Seconds, where it is no months.
    pub seconds: i64,
}

/// One workflow.
#[derive(Debug, Clone)]
pub struct Workflow {
    /// Id, title, owner and the like.
    pub head: Head,
    /// What starts a run.
    pub start: Vec<Start>,
    /// Who does what, by name.
    pub roles: IndexMap<String, Role>,
    /// What is known in a run, by name.
    pub fields: IndexMap<String, Field>,
    /// The main path.
    pub steps: Vec<Arc<Step>>,
    /// Side paths, by name.
    pub paths: IndexMap<String, SidePath>,
    /// How a run can end, by name.
    pub outcomes: IndexMap<String, Outcome>,
    /// Handlers for the whole run.
    pub in_case: Vec<Handler>,
    /// Who may start, see, manage and report.
    pub access: Access,
    /// What its expressions ask of steps, as in `step("review").choice`.
    pub asked_of_steps: Vec<AskedOfStep>,
    /// The names that its `each` steps give their items.
    pub items: Vec<String>,
    /// The names of the fields that its blocks have of their own.
    pub block_fields: IndexSet<String>,
}

/// What an expression asks of a step.
#[derive(Debug, Clone)]
pub struct AskedOfStep {
    /// The step; none where it is known only in a run.
    pub step: Option<String>,
    /// The entry that is asked for; none: the step as a whole.
    pub entry: Option<String>,
    /// The expression.
    pub span: Span,
}

impl Deref for Workflow {
    type Target = Head;

    fn deref(&self) -> &Head {
        &self.head
    }
}

impl Workflow {
    /// Whether that id, in `owner of ID`, means this workflow itself: it is its own, or the word `workflow`.
    pub fn is_itself(&self, id: &str) -> bool {
        id == "workflow" || id == self.head.id.name
    }

    /// Whether an expression asks this of a step.
    pub fn asks_of_step(&self, step: &str, entry: &str) -> bool {
        let is_it = |asked: &AskedOfStep| asked.step.as_deref() == Some(step) && asked.entry.as_deref() == Some(entry);
        self.asked_of_steps.iter().any(is_it)
    }

    /// Every step, in the order of the text, with those inside blocks and handlers.
    pub fn all_steps(&self) -> Vec<&Arc<Step>> {
        let mut all = Vec::new();
        self.lists().flatten().for_each(|step| step.collect_into(&mut all));
        all
    }

    /// The step of this id. Asked many times for each page: it makes no list of all steps first.
    pub fn step(&self, id: &str) -> Option<&Arc<Step>> {
        self.lists().find_map(|steps| find(steps, id))
    }

    /// A field that is known in a block alone: its own, or the column that a name such as `document.verdict` means, where an
    /// `each` calls the rows of a list so.
    pub fn inner_field(&self, name: &str) -> Option<&Field> {
        let own = self.all_steps().into_iter().find_map(|step| step.own_fields()?.get(name));
        if own.is_some() {
            return own;
        }
        let (item, column) = name.split_once('.')?;
        self.all_steps().into_iter().find_map(|step| match &step.kind {
            StepKind::Each(each) if each.name == item => self.fields.get(each.list.as_ref()?)?.of.get(column),
            _ => None,
        })
    }

    /// The texts of forms, choices, starts and outcomes of which parts are computed.
    pub fn computed_texts(&self) -> Vec<&Template> {
        let mut all: Vec<&Template> = self.start.iter().map(|start| &start.title).collect();
        all.extend(self.outcomes.values().map(|outcome| &outcome.title));
        self.fields.values().for_each(|field| field.texts_into(&mut all));
        for step in self.all_steps() {
            all.extend(step.choices().into_iter().flat_map(|choices| choices.values()).map(|choice| &choice.label));
            if let StepKind::Choose(choose) = &step.kind {
                all.extend(choose.cases.iter().filter_map(|case| case.title.as_ref()));
            }
            all.extend(step.branches().iter().filter_map(|branch| branch.title.as_ref()));
            step.own_fields().into_iter().flat_map(|own| own.values()).for_each(|field| field.texts_into(&mut all));
        }
        all.retain(|text| !text.is_plain());
        all
    }

    /// The main path, the side paths, the handlers.
    fn lists(&self) -> impl Iterator<Item = &Vec<Arc<Step>>> {
        std::iter::once(&self.steps)
            .chain(self.paths.values().map(|path| &path.steps))
            .chain(self.in_case.iter().map(|handler| &handler.steps))
    }

    /// The outcome a run ends with when nothing is left to do: the only one, or the one marked `default: true`.
    pub fn default_outcome(&self) -> Option<&Outcome> {
        match self.outcomes.len() {
            1 => self.outcomes.values().next(),
            _ => self.outcomes.values().find(|outcome| outcome.default),
        }
    }
}

/// The step of this id among these and all inside them.
fn find<'a>(steps: &'a [Arc<Step>], id: &str) -> Option<&'a Arc<Step>> {
    steps.iter().find_map(|step| {
        if step.id == id { Some(step) } else { step.inner().into_iter().find_map(|inner| find(inner, id)) }
    })
}

/// A named side path: steps reached by `then:`.
#[derive(Debug, Clone)]
pub struct SidePath {
    /// Its name.
    pub name: Named,
    /// Its steps.
    pub steps: Vec<Arc<Step>>,
}

/// `then:` one place to go to: a step, a path, an outcome or `start`.
#[derive(Debug, Clone)]
pub struct Then {
    /// The name of the target.
    pub to: String,
    /// Its place.
    pub span: Span,
    /// Only if this is true.
    pub when: Option<Expr>,
    /// So many times, side by side.
    pub times: u32,
}

impl Then {
    /// One target, always, once.
    pub fn to(target: &Named) -> Self {
        Self { to: target.name.clone(), span: target.span, when: None, times: 1 }
    }
}

/// `access:` who may do what with a workflow's runs. Empty lists mean the defaults.
#[derive(Debug, Clone, Default)]
pub struct Access {
    /// Its place; none where nothing is written.
    pub span: Option<Span>,
    /// Who may start a run.
    pub start: Vec<Party>,
    /// Who sees all runs.
    pub see: Vec<Party>,
    /// Who may cancel, reassign and resolve.
    pub manage: Vec<Party>,
    /// Who sees its figures.
    pub report: Vec<Party>,
}

/// One entry of `access`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// Everyone signed in.
    Everyone,
    /// The person in this role of the run.
    Role(String),
    /// The members of this group.
    Group(String),
}
