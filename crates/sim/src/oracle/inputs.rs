//! What comes from outside: the start, answers of people, time, jobs.

use baton_model::definition::Case;
use baton_model::definition::step::{Approve, Need, Step, StepKind};
use baton_model::definition::{Pick, RoleRule};
use jiff::Timestamp;
use serde_json::Value as Json;

use super::{Move, Oracle, Phase, Place};

/// What somebody answers.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// Who.
    pub by: i64,
    /// The choice; none: the only one.
    pub choice: Option<String>,
    /// The values that were filled in.
    pub values: Vec<(String, Json)>,
}

impl Oracle {
    /// The run begins with these values.
    pub fn start(&mut self, values: &[(String, Json)]) {
        self.take(values);
        if let Some(first) = self.text.workflow.steps.first().map(|step| step.id.clone()) {
            self.todo.push_back(Move::Arrive { frame: 0, step: first, way: "start".to_owned() });
        }
        self.close_frames();
        self.settle();
    }

    /// Somebody completes a step, or votes on it. Whether that could be.
    pub fn complete(&mut self, place: &Place, answer: &Answer) -> bool {
        let Some(thread) = self.at(place) else { return false };
        let step = self.text.step(&place.step).clone();
        let Phase::Person { asked, votes } = &mut self.threads[thread].phase else { return false };
        let Some(choices) = step.choices() else { return false };
        let name = answer.choice.clone().or_else(|| choices.keys().next().cloned());
        let Some(choice) = name.as_ref().and_then(|name| choices.get(name)) else { return false };
        let mut chosen = choice.name.clone();
        if !asked.is_empty() {
            if !asked.contains(&answer.by) || votes.iter().any(|(by, _)| *by == answer.by) {
                return false;
            }
            votes.push((answer.by, choice.name.clone()));
            let StepKind::Approve(approve) = &step.kind else { return false };
            let is_over = counted(approve, asked.len(), votes);
            self.take(&answer.values);
            match is_over {
                Some(result) => chosen = result,
                None => return self.settled(),
            }
        }
        self.take(&answer.values);
        let thread = &self.threads[thread];
        let (id, frame) = (thread.id, thread.frame);
        let choice = &choices[&chosen];
        self.record(frame, &step.id).choice = Some(chosen);
        let cancels: Vec<String> = choice.cancels.iter().map(|named| named.name.clone()).collect();
        self.done(id, &choice.then);
        self.cancel(&cancels);
        self.settled()
    }

    /// Time passes to this moment: what is due happens, each at its own.
    pub fn pass_to(&mut self, moment: Timestamp) {
        while self.outcome.is_none() && self.uncovered.is_none() {
            let Some(next) = self.next_moment().filter(|next| *next <= moment) else { break };
            self.now = self.now.max(next);
            self.wake_at(next);
            self.close_frames();
            self.settle();
        }
        self.now = self.now.max(moment);
    }

    /// A job is done.
    pub fn job_done(&mut self, place: &Place) -> bool {
        let Some(thread) = self.at(place).map(|thread| &self.threads[thread]) else { return false };
        if !matches!(thread.phase, Phase::Job) {
            return false;
        }
        self.done(thread.id, &[]);
        self.settled()
    }

    /// A job failed for good: a handler takes it, or it is held.
    pub fn job_failed(&mut self, place: &Place, code: &str) -> bool {
        let Some(thread) = self.at(place).map(|thread| self.threads[thread].clone()) else { return false };
        if !matches!(thread.phase, Phase::Job) {
            return false;
        }
        match self.catcher(&thread, code) {
            Some((catcher, nth)) => {
                if catcher != thread.id {
                    self.withdraw(thread.id);
                }
                self.fire(catcher, nth);
            }
            None => {
                self.record(thread.frame, &thread.step).state = "exception";
                self.threads.iter_mut().filter(|one| one.id == thread.id).for_each(|one| one.phase = Phase::Held);
            }
        }
        self.settled()
    }

    /// The handler that catches an error: the step's, then each block's outwards; the code before `any`.
    fn catcher(&self, thread: &super::Thread, code: &str) -> Option<(u32, usize)> {
        let owner = |frame: &u32| self.frame(*frame).and_then(|frame| frame.owner);
        let outwards = self.around(thread.frame).iter().filter_map(owner).collect::<Vec<_>>();
        [thread.id].into_iter().chain(outwards).find_map(|id| {
            let one = self.thread(id)?;
            let step = self.text.step(&one.step);
            let caught = |wanted: &str| {
                step.in_case.iter().enumerate().position(|(nth, handler)| {
                    let is_armed = one.armed.iter().any(|armed| armed.nth == nth && !armed.is_spent);
                    matches!(&handler.when, Case::Error(named) if named.name == wanted) && is_armed
                })
            };
            caught(code).or_else(|| caught("any")).map(|nth| (id, nth))
        })
    }

    fn settled(&mut self) -> bool {
        self.close_frames();
        self.settle();
        true
    }

    fn at(&self, place: &Place) -> Option<usize> {
        let waits = |thread: &super::Thread| matches!(thread.phase, Phase::Person { .. } | Phase::Job);
        self.threads.iter().position(|thread| waits(thread) && self.place(thread) == *place)
    }

    /// All who are asked, where a step asks several.
    pub(super) fn asked(&self, step: &Step) -> Vec<i64> {
        let role = step.who.as_ref().and_then(|who| self.text.workflow.roles.get(&who.name));
        match role.map(|role| &role.spec.rule) {
            Some(RoleRule::Group { group, pick: Pick::Everyone }) => {
                self.groups.get(&group.name).cloned().unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }
}

/// What the votes come to; none: it is open yet.
fn counted(approve: &Approve, asked: usize, votes: &[(i64, String)]) -> Option<String> {
    let yes = approve.choices.values().find(|choice| choice.is_yes).map(|choice| choice.name.clone())?;
    let count = |name: &str| votes.iter().filter(|(_, vote)| vote == name).count();
    let need = match approve.need {
        Need::Any => 1,
        Need::All => asked,
        Need::Majority => asked / 2 + 1,
        Need::Count(count) => count as usize,
        Need::Percent(percent) => {
            let percent = percent.to_json().as_u64().unwrap_or(100) as usize;
            (asked * percent).div_ceil(100)
        }
    };
    let left = asked - votes.len();
    if approve.hears_all && left > 0 {
        return None;
    }
    if count(&yes) >= need {
        return Some(yes);
    }
    if count(&yes) + left >= need {
        return None;
    }
    let others = approve.choices.keys().filter(|name| **name != yes);
    others.rev().max_by_key(|name| count(name)).cloned()
}
