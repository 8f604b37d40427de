//! `join` on a step: arrivals wait until the step opens for them.

use baton_model::definition::step::StepJoin;

use super::handlers::is_gone_on;
use super::{Arrival, Oracle, Thread};

impl Oracle {
    /// A thread came to a step that joins.
    pub(super) fn join(&mut self, frame: u32, step: &str, way: &str) {
        let arrival = Arrival { frame, step: step.to_owned(), way: way.to_owned(), is_held: false };
        match self.text.step(step).join {
            StepJoin::Each => self.open_step(frame, step),
            StepJoin::Coming => self.arrivals.push(arrival),
            StepJoin::All => {
                self.arrivals.push(arrival);
                self.join_all(frame, step);
            }
            StepJoin::Count(count) => self.join_count(arrival, count),
        }
    }

    fn join_all(&mut self, frame: u32, step: &str) {
        let is_here = |arrival: &Arrival| arrival.frame == frame && arrival.step == step;
        let ways = self.text.ways(step);
        let came = |way: &String| self.arrivals.iter().any(|arrival| is_here(arrival) && arrival.way == *way);
        if !ways.iter().all(came) {
            return;
        }
        for way in &ways {
            if let Some(place) = self.arrivals.iter().position(|arrival| is_here(arrival) && arrival.way == *way) {
                self.arrivals.remove(place);
            }
        }
        self.open_step(frame, step);
    }

    fn join_count(&mut self, arrival: Arrival, count: u32) {
        let Arrival { frame, step, way, .. } = arrival.clone();
        let ways = self.text.ways(&step);
        let gate = self.gates.entry((frame, step.clone())).or_default();
        if ways.len() > 1 && gate.came.contains(&way) {
            return self.arrivals.push(arrival);
        }
        gate.came.insert(way);
        gate.count += 1;
        let is_passed = gate.count == count;
        let is_over = if ways.len() > 1 { ways.is_subset(&gate.came) } else { gate.count >= count };
        if is_over {
            *gate = super::Gate::default();
        }
        let is_before = !is_passed && !is_over && self.gates[&(frame, step.clone())].count < count;
        if is_before {
            self.arrivals.push(Arrival { way: format!("counted {}", arrival.way), ..arrival });
        } else if is_passed {
            let is_counted =
                |other: &Arrival| other.frame == frame && other.step == step && other.way.starts_with("counted ");
            self.arrivals.retain(|other| !is_counted(other));
            self.open_step(frame, &step);
        }
        if is_over {
            self.next_round(frame, &step, count);
        }
    }

    /// Those that came again wait no longer: they come to the next round.
    fn next_round(&mut self, frame: u32, step: &str, count: u32) {
        let is_here = |arrival: &Arrival| arrival.frame == frame && arrival.step == step;
        let again: Vec<Arrival> = self.arrivals.iter().filter(|arrival| is_here(arrival)).cloned().collect();
        self.arrivals.retain(|arrival| !is_here(arrival));
        for arrival in again {
            self.join_count(arrival, count);
        }
    }

    /// Opens one step with `join: coming` that nothing more can come to.
    pub(super) fn join_coming(&mut self) -> bool {
        let mut waiting: Vec<Arrival> = self.arrivals.iter().filter(|arrival| !arrival.is_held).cloned().collect();
        waiting.retain(|arrival| self.text.step(&arrival.step).join == StepJoin::Coming);
        waiting.sort_by_key(|arrival| self.text.place(&arrival.step));
        let ready = waiting.iter().find(|arrival| !self.can_come(arrival, true));
        let Some(ready) = ready.or_else(|| waiting.iter().find(|arrival| !self.can_come(arrival, false))).cloned()
        else {
            return false;
        };
        self.arrivals.retain(|arrival| arrival.frame != ready.frame || arrival.step != ready.step);
        self.open_step(ready.frame, &ready.step);
        true
    }

    /// Whether a thread of the same block can still come to where an arrival waits; perhaps counting those that wait
    /// at other steps.
    fn can_come(&self, arrival: &Arrival, with_waiting: bool) -> bool {
        // What a block that has gone on left behind comes nowhere.
        let is_there = |one: &&Thread| one.frame == arrival.frame && !is_gone_on(&one.phase);
        let threads = self.threads.iter().filter(is_there).map(|one| one.step.as_str());
        let waiting = self.arrivals.iter().filter(|other| with_waiting && other.frame == arrival.frame);
        let waiting = waiting.map(|other| other.step.as_str());
        let mut others = threads.chain(waiting).filter(|step| *step != arrival.step);
        others.any(|step| self.text.reaches(step, &arrival.step))
    }

    /// Arrivals that can never be joined any more are held.
    pub(super) fn hold_arrivals(&mut self) -> bool {
        let stuck = |arrival: &Arrival| {
            !arrival.is_held
                && !self.threads.iter().any(|one| one.frame == arrival.frame)
                && self
                    .arrivals
                    .iter()
                    .filter(|other| other.frame == arrival.frame)
                    .all(|other| other.is_held || other.step == arrival.step)
        };
        let places: Vec<bool> = self.arrivals.iter().map(stuck).collect();
        for (arrival, is_stuck) in self.arrivals.iter_mut().zip(&places) {
            arrival.is_held |= is_stuck;
        }
        places.contains(&true)
    }
}
