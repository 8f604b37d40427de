//! `accept`: who gets a task from somebody else takes it as it is, or hands it back; until then nothing is done with it.
//!
//! Covered is what says where it goes back to, and has no deadline. From whom a task comes is known where a person did the step before.

use baton_model::definition::step::StepJoin;

use super::{Oracle, Phase, Place};

impl Oracle {
    /// Somebody accepts a task. Whether that could be.
    pub fn accept(&mut self, place: &Place, by: i64) -> bool {
        let Some(at) = self.at(place) else { return false };
        if !self.is_to_accept(at) || !self.is_theirs(at, by) || !self.may_work(at) || !self.claim(at, by) {
            return false;
        }
        let thread = self.threads[at].clone();
        if let Phase::Person { has, is_started, .. } = &mut self.threads[at].phase {
            (has.to_accept, *is_started) = (false, true);
        }
        self.begun(thread.frame);
        self.taken_first(&thread);
        self.settled()
    }

    /// Somebody hands a task back. Whether that could be.
    pub fn hand_back(&mut self, place: &Place, by: i64) -> bool {
        let Some(at) = self.at(place) else { return false };
        let back_to = self.text.step(&place.step).accept.as_ref().and_then(|accept| accept.back_to.clone());
        let (true, true, Some(to)) = (self.is_to_accept(at), self.is_theirs(at, by), back_to) else { return false };
        let gone = self.threads.remove(at);
        let record = self.record(gone.frame, &gone.step);
        (record.state, record.by) = ("handed back", Some(by));
        self.handed_back.insert(by);
        self.moved(gone.frame);
        let next = self.jump(gone.frame, &gone.step, &to.name);
        if let Some(next) = next {
            self.todo.push_front(next);
        }
        self.settled()
    }

    pub(super) fn is_to_accept(&self, at: usize) -> bool {
        matches!(&self.threads[at].phase, Phase::Person { has, .. } if has.to_accept)
    }

    pub(super) fn is_offered(&self, at: usize) -> bool {
        matches!(&self.threads[at].phase, Phase::Person { has, .. } if has.is_offered)
    }

    /// Who did the step before, where a person did.
    pub(super) fn came_from(&self, frame: u32) -> Option<i64> {
        match self.way.as_deref()? {
            "start" => self.staff.starter,
            way if way == super::text::RUN => None,
            way => self.records.get(&self.record_key(frame, way)).filter(|_| self.is_by_one(way))?.by,
        }
    }

    fn is_by_one(&self, way: &str) -> bool {
        let step = self.text.step(way);
        step.is_by_people() && step.join == StepJoin::Each
    }

    /// Whether somebody else had it before who has it now.
    pub(super) fn comes_from_another(&mut self, frame: u32, person: i64) -> bool {
        if let Some(from) = self.came_from(frame) {
            return from != person;
        }
        let has_acted = self.staff.starter == Some(person)
            || self.handed_back.contains(&person)
            || self.doers.iter().any(|(_, by)| *by == person);
        if has_acted {
            self.uncovered = Some("`accept` of who may have it from themselves".to_owned());
        }
        true
    }
}
