//! What comes from outside: the start, answers of people, time, jobs.

use baton_model::definition::step::{Approve, Need, StepKind};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value as Json;

use super::text::RUN;
use super::{Asked, Move, Oracle, Phase, Place, Thread};

/// The run stands in no frame.
const NOWHERE: u32 = u32::MAX;

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
        self.take(values, 0);
        self.open_run();
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
        if !self.may_work(thread) || self.is_to_accept(thread) {
            return false;
        }
        let frame = self.threads[thread].frame;
        if !self.is_theirs(thread, answer.by) {
            return false;
        }
        let role = step.who.as_ref().map(|who| who.name.clone()).unwrap_or_default();
        let Phase::Person { asked, votes, .. } = &mut self.threads[thread].phase else { return false };
        let Some(choices) = step.choices() else { return false };
        let name = answer.choice.clone().or_else(|| choices.keys().next().cloned());
        let Some(choice) = name.as_ref().and_then(|name| choices.get(name)) else { return false };
        let mut chosen = choice.name.clone();
        if !asked.is_empty() {
            if !asked.contains(&answer.by) || votes.iter().any(|(by, _)| *by == answer.by) {
                return false;
            }
            votes.push((answer.by, choice.name.clone()));
            let is_over = match &step.kind {
                StepKind::Approve(approve) => counted(approve, asked.len(), votes),
                // A task of several is done when all have done it.
                _ => (votes.len() == asked.len()).then(|| choice.name.clone()),
            };
            self.doers.push((role.clone(), answer.by));
            self.take(&answer.values, frame);
            self.begun(frame);
            match is_over {
                Some(result) => chosen = result,
                None => return self.settled(),
            }
        }
        if let Phase::Person { asked, .. } = &self.threads[thread].phase
            && asked.is_empty()
        {
            self.doers.push((role, answer.by));
        }
        self.take(&answer.values, frame);
        let thread = &self.threads[thread];
        let (id, frame) = (thread.id, thread.frame);
        let choice = &choices[&chosen];
        self.record(frame, &step.id).choice = Some(chosen);
        self.record(frame, &step.id).by = Some(answer.by);
        let cancels: Vec<String> = choice.cancels.iter().map(|named| named.name.clone()).collect();
        self.give(&choice.gives, frame);
        self.done_undoing(id, &choice.then, &choice.undoes);
        self.cancel(&cancels);
        self.settled()
    }

    /// Somebody claims what is offered, or opens what is theirs to work on it. Whether that could be.
    pub fn begin_work(&mut self, place: &Place, by: i64) -> bool {
        let Some(at) = self.at(place) else { return false };
        if self.is_to_accept(at) && !self.is_offered(at) {
            // Looking at it is not taking it over.
            return true;
        }
        if !self.may_work(at) || !self.claim(at, by) {
            return false;
        }
        if self.is_to_accept(at) {
            return self.settled();
        }
        let thread = self.threads[at].clone();
        if let Phase::Person { is_started, .. } = &mut self.threads[at].phase {
            *is_started = true;
        }
        self.begun(thread.frame);
        self.taken_first(&thread);
        self.settled()
    }

    /// Whether people may work on it: its `only_while` holds, or it was begun before.
    pub(super) fn may_work(&self, at: usize) -> bool {
        let thread = &self.threads[at];
        let is_started = matches!(thread.phase, Phase::Person { is_started: true, .. });
        is_started || self.holds_if(self.text.step(&thread.step).only_while.as_ref(), thread.frame)
    }

    /// The run as a whole has handlers.
    fn open_run(&mut self) {
        let id = self.number();
        let (step, stood, asked) = (RUN.to_owned(), SignedDuration::ZERO, Asked::default());
        let run = Thread {
            id,
            frame: NOWHERE,
            step,
            pass: 0,
            since: self.now,
            phase: Phase::Run,
            armed: Vec::new(),
            stood,
            asked,
        };
        self.threads.push(run);
        let armed = (0..self.text.workflow.in_case.len()).filter_map(|nth| self.armed(id, RUN, nth)).collect();
        self.threads.iter_mut().filter(|one| one.id == id).for_each(|one| one.armed.clone_from(&armed));
    }

    /// Time passes to this moment: what is due happens, each at its own.
    pub fn pass_to(&mut self, moment: Timestamp) {
        while !self.is_over && self.uncovered.is_none() {
            let Some(next) = self.next_moment().filter(|next| *next <= moment) else { break };
            self.advance(next);
            self.wake_at(next);
            self.close_frames();
            self.settle();
        }
        self.advance(moment);
    }

    /// Time passes without anything happening; then what was due happens, in the order of its moments.
    pub fn pass_late(&mut self, moment: Timestamp) {
        self.advance(moment);
        self.pass_to(moment);
    }

    pub(super) fn settled(&mut self) -> bool {
        self.close_frames();
        self.settle();
        true
    }

    pub(super) fn at(&self, place: &Place) -> Option<usize> {
        let waits = |thread: &Thread| matches!(thread.phase, Phase::Person { .. });
        self.threads.iter().position(|thread| waits(thread) && self.place(thread) == *place)
    }
}

/// What the votes come to; none: it is open yet.
fn counted(approve: &Approve, asked: usize, votes: &[(i64, String)]) -> Option<String> {
    let yes = approve.choices.values().find(|choice| choice.is_yes).map(|choice| choice.name.clone())?;
    let is_yes = |name: &str| approve.choices.get(name).is_some_and(|choice| choice.is_yes);
    let count = |name: &str| votes.iter().filter(|(_, vote)| vote == name).count();
    let said_yes = votes.iter().filter(|(_, vote)| is_yes(vote)).count();
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
    if said_yes >= need {
        return Some(yes);
    }
    if said_yes + left >= need {
        return None;
    }
    let others = approve.choices.keys().filter(|name| !is_yes(name));
    others.rev().max_by_key(|name| count(name)).cloned()
}
