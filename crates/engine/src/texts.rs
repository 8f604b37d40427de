//! The labels and titles of a workflow of which parts are computed, as they read now.
//!
//! A step's title and a run's name are kept in events, since they are names by which people refer to them; labels of fields and
//! choices and titles of starts and outcomes are what a reader sees now. The label of a choice that was made is kept with it.

use std::collections::BTreeMap;

use baton_feel::{Lookup, Program};
use baton_model::Compiled;
use baton_model::definition::Template;

use crate::actor::Ctx;
use crate::behaviour::texts::in_one_line;
use crate::behaviour::values::Names;
use crate::decide::burst::{Burst, Decision, Stop};
use crate::facts::{Facts, Want};
use crate::limits::TITLE_CHARS;
use crate::state::RunState;

/// What computed texts come to, by how they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(BTreeMap<String, String>);

impl Texts {
    /// What a text says: where it is not known what its parts come to, `…` stands for them.
    pub fn of(&self, text: &Template) -> String {
        let said = if text.is_plain() { None } else { self.0.get(&text.text) };
        said.cloned().unwrap_or_else(|| text.outline())
    }
}

/// The computed texts of a run, or of one that does not exist yet; or the facts that saying so needs.
pub fn texts(def: &Compiled, state: &RunState, facts: &Facts, ctx: &Ctx) -> Result<Texts, Vec<Want>> {
    let burst = Burst::new(def, state, facts, ctx);
    match burst.names().texts() {
        Ok(texts) => Ok(texts),
        Err(Stop::Need(wants)) => Err(wants),
        Err(Stop::Refused(_)) => Ok(Texts::default()),
    }
}

impl Names<'_> {
    /// The computed texts as they read here. Those that are about an item read nowhere else: there it is not known what they come to.
    pub(crate) fn texts(&self) -> Decision<Texts> {
        let mut said = BTreeMap::new();
        let shown = self.shown();
        let texts = &self.def.index.computed_texts;
        for text in texts.iter().filter(|text| text.expressions().all(|expr| self.is_known(&expr.program))) {
            said.insert(text.text.clone(), in_one_line(&shown.render(text)?, TITLE_CHARS));
        }
        Ok(Texts(said))
    }

    /// Whether all that a program reads has a meaning here, also where it has no value.
    fn is_known(&self, program: &Program) -> bool {
        let workflow = &self.def.workflow;
        let of_run =
            |name: &str| name == "run" || workflow.fields.contains_key(name) || workflow.roles.contains_key(name);
        program.uses().iter().all(|used| of_run(used.name()) || self.get(used.name()).is_some())
    }
}
