//! A decision with those that it uses: all there, none in a circle, each with the inputs that it needs.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Compiled, Linked, USED_MAX};
use crate::codes;
use crate::definition::Used;
use crate::fault::{Fault, Severity};
use crate::found::{Faults, Found};
use crate::span::Span;
use crate::suggestions::Suggestions;
use crate::yaml::{self, Source};

/// Finds a decision by its id.
pub type Find<'f> = &'f mut dyn FnMut(&str) -> Option<Arc<Compiled>>;

impl Linked {
    /// Links a decision; what is wrong stands in its own text, where it names what it uses.
    pub fn new(root: Arc<Compiled>, find: Find<'_>) -> Result<Self, Vec<Fault>> {
        let mut linking = Linking { used: BTreeMap::new(), faults: Faults::default() };
        let id = root.decision.head.id.name.clone();
        for used in &root.decision.uses {
            linking.use_of(used, used.decision.span, &mut vec![id.clone()], find);
        }
        placed(linking.faults, &root.text)?;
        inputs(&root, &linking.used)?;
        Ok(Self { root, used: linking.used })
    }

    /// What more is wrong with the decision, now that the types of the results that it uses are known: a gap in a table over
    /// one, an operator that never fits it. Asked where it is published; a published one runs as it is.
    pub fn faults(&self) -> Vec<Fault> {
        let types = self.root.decision.uses.iter().filter_map(|used| {
            let kind = self.used.get(&used.decision.name)?.decision.result_type();
            Some((used.name.name.clone(), kind))
        });
        let mut faults = crate::faults_knowing(&self.root.text, &types.collect());
        faults.retain(|fault| fault.severity == Severity::Error);
        faults
    }
}

struct Linking {
    used: BTreeMap<String, Arc<Compiled>>,
    faults: Faults,
}

impl Linking {
    fn use_of(&mut self, used: &Used, at: Span, way: &mut Vec<String>, find: Find<'_>) {
        let id = &used.decision.name;
        if let Some(from) = way.iter().position(|earlier| earlier == id) {
            let circle = way[from..].iter().chain([id]).cloned().collect::<Vec<_>>().join(" → ");
            self.faults.add(Found::new(&codes::DECISION_IN_CIRCLE, at).with("circle", circle));
            return;
        }
        if self.used.contains_key(id) {
            return;
        }
        let Some(found) = find(id) else {
            self.faults.add(Found::new(&codes::DECISION_UNKNOWN, at).with("decision", id));
            return;
        };
        if self.used.len() >= USED_MAX {
            let found = Found::new(&codes::TOO_MANY, at).with("limit", USED_MAX).with("found", "more");
            self.faults.add(found.with("what", "decisions that one uses"));
            return;
        }
        way.push(id.clone());
        for next in &found.decision.uses {
            self.use_of(next, at, way, find);
        }
        way.pop();
        self.used.insert(id.clone(), found);
    }
}

/// Each input of what is used is an input here, or the result of what was used before.
fn inputs(root: &Compiled, used: &BTreeMap<String, Arc<Compiled>>) -> Result<(), Vec<Fault>> {
    let decision = &root.decision;
    let mut faults = Faults::default();
    let suggestions = Suggestions::default();
    for (at, one) in decision.uses.iter().enumerate() {
        let Some(other) = used.get(&one.decision.name) else { continue };
        for (input, needed) in &other.decision.inputs {
            let before = decision.uses[..at].iter().map(|earlier| earlier.name.name.as_str());
            let is_result = before.clone().any(|name| name == input);
            let mine = decision.inputs.get(input);
            if is_result || mine.is_some_and(|mine| mine.kind.fits(&needed.kind)) {
                continue;
            }
            let near = suggestions.near(input, decision.inputs.keys().map(String::as_str).chain(before));
            let near = match mine {
                Some(mine) => format!(": here it is {}, there {}", mine.kind, needed.kind),
                None => near,
            };
            let found = Found::new(&codes::DECISION_INPUT_MISSING, one.decision.span).with("input", input);
            faults.add(found.with("decision", &one.decision.name).with("near", near));
        }
    }
    placed(faults, &root.text)
}

/// The faults with their places in a text.
pub(crate) fn placed(faults: Faults, text: &str) -> Result<(), Vec<Fault>> {
    if faults.is_empty() {
        return Ok(());
    }
    let source = Source::new(text);
    let tree = yaml::read(&source, &mut Faults::default());
    Err(faults.finish(&source, tree.as_ref().map(|tree| &tree.root)))
}
