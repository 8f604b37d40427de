//! The published definitions, workflows and decisions: the events of their streams, and what they compile to, kept.
//!
//! A version never changes, so what it compiled to is kept for as long as there is room.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use baton_engine::DecisionFact;
use baton_model::decision::{self, Linked};
use baton_model::definition::step::DecideRules;
use baton_model::definition::{StartKind, StepKind};
use baton_model::{Compiled, Fault};
use baton_store::StoreError;
use baton_store::query::LIMIT_MAX;
use baton_store::read::{ReadDefinitions, ReadRuns};
use baton_store::row::WorkflowRow;
use parking_lot::RwLock;
use serde::{Deserialize, Serialize};

/// How many compiled versions are kept.
const COMPILED_MAX: usize = 500;

/// One event of a stream `definition`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the workflow's and the version's row")]
pub enum DefinitionEvent {
    /// A version was published and is the live one from now on.
    VersionPublished {
        v: u8,
        workflow: i64,
        slug: String,
        key: String,
        title: String,
        about: String,
        owner: String,
        version: i64,
        text: String,
        sha256: String,
        note: String,
    },
}

/// A version's definition, compiled.
#[derive(Clone)]
pub struct Definition {
    /// The workflow's number.
    pub workflow: i64,
    /// The version.
    pub version: u32,
    /// What it compiles to.
    pub compiled: Arc<Compiled>,
}

/// A decision with those that it uses, and their versions.
type LinkedVersions = (Linked, BTreeMap<String, u32>);

/// Compiled versions, by number and version.
#[derive(Default)]
pub struct Definitions {
    kept: RwLock<HashMap<(i64, i64), Arc<Compiled>>>,
    decisions: RwLock<HashMap<(i64, i64), Arc<decision::Compiled>>>,
}

impl Definitions {
    /// A version, compiled.
    pub fn compiled<R: ReadDefinitions + ?Sized>(
        &self,
        reader: &R,
        workflow: i64,
        version: i64,
    ) -> Result<Arc<Compiled>, StoreError> {
        if let Some(kept) = self.kept.read().get(&(workflow, version)) {
            return Ok(Arc::clone(kept));
        }
        let text = text(reader, workflow, version)?;
        let compiled = baton_model::compile_published(&text).map_err(|faults| broken(workflow, version, &faults))?;
        Ok(keep(&self.kept, (workflow, version), compiled))
    }

    /// The version of a workflow that another one would run: that one, or the live one. None: there is no such.
    pub fn to_run<R: ReadDefinitions + ?Sized>(
        &self,
        reader: &R,
        slug: &str,
        version: Option<u32>,
    ) -> Result<Option<Arc<Compiled>>, StoreError> {
        let Some(row) = reader.workflow_by_slug(slug)?.filter(|row| !row.is_decision()) else { return Ok(None) };
        let version = version.map_or(row.live_version, i64::from);
        match reader.version(row.id, version)? {
            Some(_) => self.compiled(reader, row.id, version).map(Some),
            None => Ok(None),
        }
    }

    /// A version of a decision, compiled.
    pub fn decision<R: ReadDefinitions + ?Sized>(
        &self,
        reader: &R,
        id: i64,
        version: i64,
    ) -> Result<Arc<decision::Compiled>, StoreError> {
        if let Some(kept) = self.decisions.read().get(&(id, version)) {
            return Ok(Arc::clone(kept));
        }
        let text = text(reader, id, version)?;
        let compiled = baton_model::compile_published_decision(&text).map_err(|faults| broken(id, version, &faults))?;
        Ok(keep(&self.decisions, (id, version), compiled))
    }

    /// The live version of a decision with those that it uses. None: there is no such decision, or what it uses is not
    /// as it needs it any more.
    pub fn shared<R: ReadDefinitions + ?Sized>(
        &self,
        reader: &R,
        slug: &str,
    ) -> Result<Option<DecisionFact>, StoreError> {
        let Some((row, root)) = self.live(reader, slug)? else { return Ok(None) };
        let linked = self.link(reader, root)?;
        Ok(linked.ok().map(|(linked, uses)| DecisionFact {
            version: row.live_version as u32,
            uses,
            linked: Arc::new(linked),
        }))
    }

    /// A decision with the live versions of those that it uses, and their numbers; what stands against it.
    pub fn link<R: ReadDefinitions + ?Sized>(
        &self,
        reader: &R,
        root: Arc<decision::Compiled>,
    ) -> Result<Result<LinkedVersions, Vec<Fault>>, StoreError> {
        let (mut failed, mut uses) = (None, BTreeMap::new());
        let linked = Linked::new(root, &mut |id| match self.live(reader, id) {
            Ok(found) => found.map(|(row, compiled)| {
                uses.insert(id.to_owned(), row.live_version as u32);
                compiled
            }),
            Err(error) => {
                failed.get_or_insert(error);
                None
            }
        });
        match failed {
            Some(error) => Err(error),
            None => Ok(linked.map(|linked| (linked, uses))),
        }
    }

    /// The live version of a decision, alone.
    pub fn live<R: ReadDefinitions + ?Sized>(
        &self,
        reader: &R,
        slug: &str,
    ) -> Result<Option<(WorkflowRow, Arc<decision::Compiled>)>, StoreError> {
        let Some(row) = reader.workflow_by_slug(slug)?.filter(WorkflowRow::is_decision) else { return Ok(None) };
        let compiled = self.decision(reader, row.id, row.live_version)?;
        Ok(Some((row, compiled)))
    }
}

/// The rows of all workflows, or of all decisions, in the order in which they came.
pub fn rows<R: ReadDefinitions + ?Sized>(reader: &R, decisions: bool) -> Result<Vec<WorkflowRow>, StoreError> {
    let (mut rows, mut after) = (Vec::new(), 0);
    loop {
        let page = reader.workflows(after, LIMIT_MAX)?;
        let Some(last) = page.last() else { return Ok(rows) };
        after = last.id;
        rows.extend(page.into_iter().filter(|row| row.is_decision() == decisions));
    }
}

/// The workflows and decisions that name one: live ones that run it, begin with its outcome, or ask it, and earlier versions that
/// run or ask it and have runs that go on.
pub fn named_by<R: ReadDefinitions + ReadRuns + ?Sized>(
    definitions: &Definitions,
    reader: &R,
    slug: &str,
) -> Result<Vec<String>, StoreError> {
    let mut named = Vec::new();
    for row in rows(reader, false)?.into_iter().filter(|row| row.slug != slug) {
        let version = |version, names: &dyn Fn(&Compiled) -> bool| {
            let compiled = definitions.compiled(reader, row.id, version);
            told_by(compiled.map(|compiled| names(&compiled)), || text(reader, row.id, version), slug)
        };
        let mut is_named = version(row.live_version, &|live| names(live, slug) || begins_after(live, slug))?;
        for earlier in (1..row.live_version).rev() {
            is_named = is_named
                || reader.has_open_runs(row.id, earlier)? && version(earlier, &|compiled| names(compiled, slug))?;
        }
        if is_named {
            named.push(row.slug);
        }
    }
    for row in rows(reader, true)?.into_iter().filter(|row| row.slug != slug) {
        let compiled = definitions.decision(reader, row.id, row.live_version);
        let uses = compiled.map(|known| known.decision.uses.iter().any(|used| used.decision.name == slug));
        if told_by(uses, || text(reader, row.id, row.live_version), slug)? {
            named.push(row.slug);
        }
    }
    Ok(named)
}

/// Whether a version names a workflow or decision. Of one that cannot be read any more it is asked whether its text has that word:
/// it holds what it may depend on, and nothing else.
fn told_by(
    names: Result<bool, StoreError>,
    text: impl FnOnce() -> Result<String, StoreError>,
    slug: &str,
) -> Result<bool, StoreError> {
    let is_of_slug = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
    match names {
        Err(StoreError::Corrupt(_)) => match text() {
            Ok(text) => Ok(text.split(|letter| !is_of_slug(letter)).any(|word| word == slug)),
            Err(StoreError::Corrupt(_)) => Ok(false),
            Err(failed) => Err(failed),
        },
        names => names,
    }
}

/// Whether the end of a run of that workflow begins a run of it.
fn begins_after(compiled: &Compiled, slug: &str) -> bool {
    let is_after = |kind: &StartKind| matches!(kind, StartKind::Workflow { workflow, .. } if workflow.name == slug);
    compiled.workflow.start.iter().any(|start| is_after(&start.kind))
}

/// Whether a step of it runs that workflow or asks that decision.
fn names(compiled: &Compiled, slug: &str) -> bool {
    compiled.workflow.all_steps().into_iter().any(|step| match &step.kind {
        StepKind::Run(run) => run.workflow.name == slug,
        StepKind::Decide(decide) => {
            matches!(&decide.rules, DecideRules::Shared(shared) if shared.decision.name == slug)
        }
        _ => false,
    })
}

fn text<R: ReadDefinitions + ?Sized>(reader: &R, id: i64, version: i64) -> Result<String, StoreError> {
    let missing = || StoreError::Corrupt(format!("version {version} of definition {id} is not there"));
    Ok(reader.version(id, version)?.ok_or_else(missing)?.text)
}

fn broken(id: i64, version: i64, faults: &[Fault]) -> StoreError {
    let first = faults.first().map(|fault| fault.message.clone()).unwrap_or_default();
    StoreError::Corrupt(format!("version {version} of definition {id} does not compile any more: {first}"))
}

fn keep<T>(kept: &RwLock<HashMap<(i64, i64), Arc<T>>>, key: (i64, i64), compiled: T) -> Arc<T> {
    let compiled = Arc::new(compiled);
    let mut kept = kept.write();
    if kept.len() >= COMPILED_MAX {
        kept.clear();
    }
    kept.insert(key, Arc::clone(&compiled));
    compiled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_that_cannot_be_read_holds_only_what_its_text_names() {
        let broken = || Err(StoreError::Corrupt("version 1 of definition 7 does not compile any more".to_owned()));
        let text = || Ok("steps:\n  - run: Hire\n    workflow: new-hire\n".to_owned());
        for (slug, holds) in [("new-hire", true), ("hire", false), ("new", false), ("other", false)] {
            assert_eq!(told_by(broken(), text, slug).ok(), Some(holds), "{slug}");
        }
        assert_eq!(told_by(broken(), text_gone, "new-hire").ok(), Some(false), "no text names nothing");
        assert_eq!(told_by(Ok(true), text, "other").ok(), Some(true), "what can be read says it itself");
        let failed = told_by(Err(StoreError::Io("the disk is gone".to_owned())), text, "new-hire");
        assert!(matches!(failed, Err(StoreError::Io(_))), "a store that fails says nothing: {failed:?}");
    }

    fn text_gone() -> Result<String, StoreError> {
        Err(StoreError::Corrupt("version 1 of definition 7 is not there".to_owned()))
    }
}
