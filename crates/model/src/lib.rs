//! What a workflow is: YAML to definition, checks, graph.
//!
//! [`read`] tells everything that is wrong with a text at once; [`Checked::compile`] gives what the engine runs;
//! [`publishable`] tells what of it cannot run yet. [`definition`] is what a file says, [`graph`] what it compiles to;
//! [`decision`] links shared decisions and evaluates them.
//! Pure: text in, data out. Whether groups, people and other workflows exist is asked where they are known, at publishing.

mod check;
pub mod codes;
mod coordinate;
pub mod decision;
pub mod definition;
mod diff;
mod fault;
mod fmt;
mod found;
pub mod graph;
mod index;
pub mod limits;
mod lower;
mod map;
mod not_yet;
mod outline;
mod privacy;
mod proof;
mod publish;
mod span;
mod spots;
pub mod starts_after;
pub mod sub_runs;
pub mod sub_targets;
pub mod sub_values;
mod suggestions;
mod yaml;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use diff::diff;
pub use fault::{Fault, Severity};
pub use fmt::{fmt, with_ids};
pub use index::Index;
pub use lower::is_workflow_id;
pub use map::{IndexMap, IndexSet};
pub use outline::{
    Block, BranchBlock, ChoiceBlock, Goes, Labels, OutcomeBlock, Outline, PartBlock, PathBlock, StartBlock, labelled,
    labels, outline, outline_in_run,
};
pub use privacy::{Private, PrivateKind};
pub use proof::TraceStep;
pub use publish::publishable;
use sha2::{Digest, Sha256};
pub use span::Span;
pub use spots::{Spot, Spots, Wanted, table_domains, table_example};

use baton_feel::Type;
use check::Extent;
use definition::{Definition, Step, Workflow};
use found::{Faults, Found};
use graph::Graph;
use lower::Asked;
use yaml::Source;

/// A text that was read, with all that is wrong with it.
#[derive(Debug, Clone)]
pub struct Checked {
    /// What it defines, as far as it could be read. Only complete where no fault is an error.
    pub definition: Option<Definition>,
    /// What is wrong, in the order of the text.
    pub faults: Vec<Fault>,
    /// The text itself.
    pub text: Arc<str>,
    graph: Option<Graph>,
}

/// A workflow without errors: what the engine runs.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// What the text says.
    pub workflow: Workflow,
    /// What it compiles to.
    pub graph: Graph,
    /// What is true of it as a whole.
    pub index: Index,
    /// The text.
    pub text: Arc<str>,
    /// The SHA-256 of the text, in hexadecimal.
    pub sha256: String,
}

impl Compiled {
    /// A step by its id, found without going through the others.
    pub fn step(&self, id: &str) -> Option<&Arc<Step>> {
        self.graph.step(id).and_then(graph::Node::step)
    }
}

/// Reads and checks a definition.
pub fn read(text: &str) -> Checked {
    read_as(text, Asked::All).0
}

/// Reads and checks a definition, and tells where its expressions and tables stand.
pub fn read_places(text: &str) -> (Checked, Spots) {
    read_as(text, Asked::Places)
}

/// Reads, checks and compiles a workflow. The faults if it has errors, or is none.
pub fn compile(text: &str) -> Result<Compiled, Vec<Fault>> {
    read(text).compile()
}

/// Compiles a version that was published. What a text must be to be published was asked then: a rule that came since does not
/// stop the runs that the version has. The faults if it cannot be read.
pub fn compile_published(text: &str) -> Result<Compiled, Vec<Fault>> {
    read_as(text, Asked::WasPublished).0.compile()
}

/// Reads, checks and compiles a decision. The faults if it has errors, or is none.
pub fn compile_decision(text: &str) -> Result<decision::Compiled, Vec<Fault>> {
    read(text).compile_decision()
}

/// Compiles a version of a decision that was published, as [`compile_published`] does a workflow's.
pub fn compile_published_decision(text: &str) -> Result<decision::Compiled, Vec<Fault>> {
    read_as(text, Asked::WasPublished).0.compile_decision()
}

/// What more is wrong with a text, once the types of what it uses are known.
pub(crate) fn faults_knowing(text: &str, uses: &BTreeMap<String, Type>) -> Vec<Fault> {
    let (before, after) = (read(text).faults, read_as(text, Asked::Knowing(uses)).0.faults);
    after.into_iter().filter(|fault| !before.contains(fault)).collect()
}

fn read_as(text: &str, asked: Asked<'_>) -> (Checked, Spots) {
    let source = Source::new(text);
    let mut faults = Faults::default();
    let tree = yaml::read(&source, &mut faults);
    let lowered = tree.as_ref().map(|tree| lower::lower(&source, &tree.root, asked, &mut faults));
    let is_whole = lowered.as_ref().is_some_and(|lowered| lowered.is_whole);
    let (definition, spots) = lowered.map_or((None, None), |lowered| (lowered.definition, lowered.spots));
    let mut graph = None;
    match &definition {
        Some(Definition::Workflow(workflow)) => {
            let (built, strays) = graph::build(workflow);
            let extent = if is_whole { Extent::All } else { Extent::Present };
            if asked != Asked::WasPublished {
                check::workflow(workflow, (&built, &strays), extent, &mut faults);
            }
            graph = Some(built);
        }
        Some(Definition::Process(process)) if asked != Asked::WasPublished => check::process(process, &mut faults),
        Some(Definition::Decision(decision)) if asked != Asked::WasPublished => {
            let extent = if is_whole { Extent::All } else { Extent::Present };
            check::decision(decision, extent, &mut faults);
        }
        Some(Definition::Process(_) | Definition::Decision(_)) | None => {}
    }
    let faults = faults.finish(&source, tree.as_ref().map(|tree| &tree.root));
    (Checked { definition, faults, text: Arc::from(text), graph }, spots.unwrap_or_default())
}

impl Checked {
    /// Whether anything refuses it.
    pub fn has_errors(&self) -> bool {
        self.faults.iter().any(|fault| fault.severity == Severity::Error)
    }

    /// The workflow, compiled. The faults if it has errors, or is a process.
    pub fn compile(self) -> Result<Compiled, Vec<Fault>> {
        if self.has_errors() {
            return Err(self.faults);
        }
        match (self.definition, self.graph) {
            (Some(Definition::Workflow(workflow)), Some(graph)) => {
                let sha256 = sha256(&self.text);
                Ok(Compiled { index: Index::of(&workflow), workflow: *workflow, graph, text: self.text, sha256 })
            }
            (Some(Definition::Decision(decision)), _) => {
                let mut faults = Faults::default();
                let missing = Found::new(&codes::MISSING_KEY, decision.head.id.span).with("what", "the file");
                faults.add(missing.with("key", "workflow").with("hint", ": this is a decision"));
                Err(faults.finish(&Source::new(&self.text), None))
            }
            (Some(Definition::Process(process)), _) => of_process(&process, self.text),
            (Some(definition), _) => Err(publish::faults(&definition, &self.text)),
            (None, _) => Err(self.faults),
        }
    }

    /// The decision. The faults if it has errors, or is none.
    pub fn compile_decision(self) -> Result<decision::Compiled, Vec<Fault>> {
        if self.has_errors() {
            return Err(self.faults);
        }
        match self.definition {
            Some(Definition::Decision(decision)) => {
                let sha256 = sha256(&self.text);
                Ok(decision::Compiled { decision: *decision, text: self.text, sha256 })
            }
            definition => {
                let mut faults = Faults::default();
                let span = definition.map(|definition| definition.head().id.span).unwrap_or_default();
                let missing = Found::new(&codes::MISSING_KEY, span).with("what", "the file");
                faults.add(missing.with("key", "decision").with("hint", ": this is none"));
                Err(faults.finish(&Source::new(&self.text), None))
            }
        }
    }
}

/// A process, compiled: the workflow that it means, with the text of the process.
fn of_process(process: &definition::Process, text: Arc<str>) -> Result<Compiled, Vec<Fault>> {
    let source = Source::new(&text);
    let Some(tree) = yaml::read(&source, &mut Faults::default()) else { return Err(Vec::new()) };
    let written = coordinate::workflow(process, &text, &tree.root);
    let compiled = read_as(&written, Asked::WasPublished).0.compile()?;
    Ok(Compiled { sha256: sha256(&text), text, ..compiled })
}

/// The SHA-256 of a text, in hexadecimal.
pub fn sha256(text: &str) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    Sha256::digest(text.as_bytes()).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
