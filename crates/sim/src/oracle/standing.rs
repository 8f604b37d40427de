//! `redo: if-changed`: what was completed for the same values stands.

use baton_feel::Value;
use baton_model::definition::Then;
use baton_model::definition::step::Step;

use super::Oracle;

/// What a step was completed for, and where its choice led.
#[derive(Debug, Clone)]
pub(super) struct Given {
    values: Vec<Option<Value>>,
    then: Vec<Then>,
}

impl Oracle {
    /// A step was completed.
    pub(super) fn completed(&mut self, frame: u32, step: &Step, then: &[Then]) {
        let given = Given { values: self.asked_for(frame, step), then: then.to_vec() };
        self.last = Some(step.id.clone());
        let record = self.record(frame, &step.id);
        record.state = "done";
        record.given = Some(given);
    }

    /// Where the thread goes, if it passes over the step because it stands.
    pub(super) fn stands(&mut self, frame: u32, step: &Step) -> Option<Vec<Then>> {
        if !step.stands_if_unchanged {
            return None;
        }
        let values = self.asked_for(frame, step);
        let record = self.record(frame, &step.id);
        let given = record.given.clone().filter(|given| record.state == "done" && given.values == values)?;
        let leads_back = given.then.iter().any(|then| self.leads_back(&then.to, &step.id));
        (!leads_back).then_some(given.then)
    }

    /// Whether a way sends the work back: to this step, or to one that stands before it and from which one comes to it again.
    fn leads_back(&self, to: &str, step: &str) -> bool {
        let order = self.text.order();
        let place = |step: &str| order.iter().position(|known| known == step);
        let is_back = |target: &String| place(target) < place(step) && self.text.reaches(target, step);
        self.text.target(to).is_some_and(|target| target == step || is_back(&target))
    }

    fn asked_for(&self, frame: u32, step: &Step) -> Vec<Option<Value>> {
        step.needs.iter().chain(&step.shows).map(|named| self.named(frame, &named.name)).collect()
    }
}
