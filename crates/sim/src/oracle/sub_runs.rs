//! Runs of other workflows: how one that is waited for ended.

use std::collections::BTreeMap;

use baton_feel::Value;
use baton_model::definition::step::StepKind;
use serde_json::Value as Json;

use super::troubles::Trouble;
use super::{Oracle, Phase, Place, Thread};

impl Oracle {
    /// A run that was asked for came to its outcome, with the values that the step takes, and has done something or not
    /// that it can undo. Whether it was waited for.
    pub fn sub_run_ended(&mut self, place: &Place, values: &BTreeMap<String, Json>, undoable: bool) -> bool {
        let Some(thread) = self.sub_at(place) else { return false };
        let StepKind::Run(run) = &self.text.step(&thread.step).kind else { return false };
        let names: Vec<String> = run.takes.iter().map(|taken| taken.mine.name.clone()).collect();
        for name in names {
            let value = values.get(&name).map_or(Value::Null, Value::from_json);
            self.put(thread.frame, &name, value);
        }
        self.undoes_itself = undoable;
        self.done(thread.id, &[]);
        self.undoes_itself = false;
        self.settled()
    }

    /// It could not begin, or somebody cancelled it.
    pub fn sub_run_failed(&mut self, place: &Place) -> bool {
        let Some(thread) = self.sub_at(place) else { return false };
        self.hold(thread.id, Trouble::Sub);
        self.settled()
    }

    fn sub_at(&self, place: &Place) -> Option<Thread> {
        let waits = |thread: &&Thread| matches!(thread.phase, Phase::Sub) && self.place(thread) == *place;
        self.threads.iter().find(waits).cloned()
    }
}
