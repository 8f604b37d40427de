//! How threads move: a step is come to, opened, done, and left for the next.

use std::collections::BTreeMap;

use baton_model::definition::Then;
use baton_model::definition::step::{Step, StepJoin, StepKind, Undoes, WaitFor};
use jiff::SignedDuration;

use super::jobs::Tries;
use super::text::{Owner, Part};
use super::troubles::Trouble;
use super::undoing::Undoing;
use super::{Armed, Frame, MOVES_MAX, Move, Oracle, Phase, Progress, Thread};

impl Oracle {
    /// Follows everything that goes on by itself, until every thread waits.
    pub(super) fn settle(&mut self) {
        self.moves = 0;
        while !self.is_over && self.uncovered.is_none() {
            self.moves += 1;
            if self.moves > MOVES_MAX {
                self.uncovered = Some("a command after which it never waits".to_owned());
            }
            if self.withdraw_gone() {
                self.close_frames();
                continue;
            }
            if let Some(next) = self.todo.pop_front() {
                self.make(next);
                self.close_frames();
                continue;
            }
            self.move_deadlines();
            // What holds for a handler is heard before what waits goes on: it may be over by that.
            let is_moved = self.wake_handlers()
                || self.wake_conditions()
                || self.wake_nobody()
                || self.wake_before()
                || self.join_coming()
                || self.hold_arrivals()
                || self.grant();
            if !is_moved {
                break;
            }
            self.close_frames();
        }
    }

    fn make(&mut self, next: Move) {
        match next {
            Move::Arrive { frame, step, way } => self.arrive(frame, &step, &way),
            Move::GoOn { frame, step, then } => self.go_on(frame, &step, &then),
            Move::NextBranch { thread, .. } => self.next_branch(thread),
            Move::Nothing { .. } => {}
        }
    }

    fn arrive(&mut self, frame: u32, step: &str, way: &str) {
        let join = self.text.step(step).join;
        if join == StepJoin::Each || self.text.is_behind(way, step) {
            self.way = Some(way.to_owned());
            self.open_step(frame, step);
            self.way = None;
            return;
        }
        self.join(frame, step, way);
    }

    /// Opens a step, or skips it.
    pub(super) fn open_step(&mut self, frame: u32, id: &str) {
        let step = self.text.step(id).clone();
        if self.passes_over(frame, &step) {
            return;
        }
        self.open_when_free(frame, &step);
    }

    /// Opens a step that has waited for its turn: whether it is passed over is asked when it opens.
    pub(super) fn open_in_turn(&mut self, frame: u32, step: &Step) {
        if !self.passes_over(frame, step) {
            self.open_when_free(frame, step);
        }
    }

    /// Opens a step that is tried again: it is passed over where it is to be skipped by now.
    pub(super) fn open_again(&mut self, frame: u32, step: &Step) {
        if !self.passes_over(frame, step) {
            self.open_now(frame, step);
        }
    }

    fn open_when_free(&mut self, frame: u32, step: &Step) {
        match self.has_to_wait(frame, step, None) {
            Some(waiting) => self.not_open(frame, step, Phase::Before(waiting)),
            None => self.open_now(frame, step),
        }
    }

    /// Passes over a step that is skipped, or stands.
    fn passes_over(&mut self, frame: u32, step: &Step) -> bool {
        let then = if self.holds_if(step.when.as_ref(), frame) {
            self.stands(frame, step)
        } else {
            self.record(frame, &step.id).state = "skipped";
            self.last = Some(step.id.clone());
            Some(Vec::new())
        };
        let Some(then) = then else { return false };
        self.todo.push_front(Move::GoOn { frame, step: step.id.clone(), then });
        true
    }

    /// Opens a step whose turn it is, unless something it needs is not there.
    pub(super) fn open_now(&mut self, frame: u32, step: &Step) {
        let is_missing = |name: &str| self.named(frame, name).is_none_or(|value| value.is_empty());
        if step.needed().any(|need| is_missing(&need.name)) {
            self.not_open(frame, step, Phase::Held(Trouble::Needs));
            self.record(frame, &step.id).state = "exception";
            return;
        }
        if matches!(step.kind, StepKind::Set(_)) && self.lacks(frame, step) {
            self.not_open(frame, step, Phase::Held(Trouble::Needs));
            self.record(frame, &step.id).state = "exception";
            return;
        }
        if step.is_by_people() && !self.can_have(frame, step) {
            self.not_open(frame, step, Phase::Held(Trouble::Nobody));
            self.record(frame, &step.id).state = "exception";
            return;
        }
        self.begin_step(frame, step);
    }

    /// A thread waits before a step: it has not opened, and no clock of it runs.
    pub(super) fn not_open(&mut self, frame: u32, step: &Step, phase: Phase) {
        let thread = self.thread_at(frame, step, phase);
        self.threads.iter_mut().filter(|one| one.id == thread).for_each(|one| one.armed.clear());
    }

    /// Gives a step its next pass and begins it.
    pub(super) fn begin_step(&mut self, frame: u32, step: &Step) {
        let record = self.record(frame, &step.id);
        record.pass += 1;
        record.state = "open";
        match &step.kind {
            StepKind::Task(_) | StepKind::Approve(_) => self.ask(frame, step),
            StepKind::Set(_) => {
                self.give(&step.gives, frame);
                self.finish(frame, step, &[]);
            }
            StepKind::Send(_) => self.finish(frame, step, &[]),
            StepKind::End(end) => {
                self.last = Some(step.id.clone());
                self.end(frame, &end.outcome.name);
            }
            StepKind::Work(_) | StepKind::Call(_) => drop(self.thread_at(frame, step, Phase::Job(Tries::default()))),
            StepKind::Run(run) if run.detach => self.finish(frame, step, &[]),
            StepKind::Run(_) => drop(self.thread_at(frame, step, Phase::Sub)),
            StepKind::Decide(decide) => self.decide(frame, step, decide),
            StepKind::Wait(wait) => self.wait(frame, step, &wait.what),
            StepKind::Choose(choose) if choose.take_all.is_none() => self.choose(frame, step),
            _ => {
                let thread = self.thread_at(frame, step, Phase::Block(Progress::default()));
                self.begin_block(thread, step);
            }
        }
    }

    fn wait(&mut self, frame: u32, step: &Step, what: &WaitFor) {
        let phase = match what {
            WaitFor::Time(deadline) | WaitFor::Moment(deadline) => match self.moment(deadline, self.now, frame) {
                Some(at) if at <= self.now => return self.waited(frame, step),
                Some(at) => Phase::Until(at),
                None => Phase::Held(Trouble::Time),
            },
            WaitFor::Condition(when) if self.holds(when, frame) => return self.waited(frame, step),
            WaitFor::Condition(_) => Phase::Condition,
            WaitFor::Event(awaited) => {
                let thread = self.thread_at(frame, step, Phase::Event);
                return self.hear_kept(thread, awaited);
            }
        };
        self.thread_at(frame, step, phase);
    }

    /// A `wait` for what is so already is over at once; in a race it wins.
    fn waited(&mut self, frame: u32, step: &Step) {
        let thread = self.thread_at(frame, step, Phase::Condition);
        self.done(thread, &[]);
    }

    pub(super) fn thread_at(&mut self, frame: u32, step: &Step, phase: Phase) -> u32 {
        let (id, pass) = (self.number(), self.record(frame, &step.id).pass);
        let (since, stood) = (self.now, SignedDuration::ZERO);
        let asked = self.asks(frame, step);
        self.threads.push(Thread {
            id,
            frame,
            step: step.id.clone(),
            pass,
            since,
            phase,
            armed: Vec::new(),
            stood,
            asked,
        });
        let armed = self.arm(id, step);
        if let Some(thread) = self.threads.iter_mut().find(|thread| thread.id == id) {
            thread.armed = armed;
        }
        id
    }

    fn arm(&mut self, thread: u32, step: &Step) -> Vec<Armed> {
        (0..step.in_case.len()).filter_map(|nth| self.armed(thread, &step.id, nth)).collect()
    }

    /// A thread is through with its step.
    pub(super) fn done(&mut self, thread: u32, then: &[Then]) {
        self.done_undoing(thread, then, &Undoes::Nothing);
    }

    /// The same, after what it undoes.
    pub(super) fn done_undoing(&mut self, thread: u32, then: &[Then], undoes: &Undoes) {
        let Some(place) = self.threads.iter().position(|one| one.id == thread) else { return };
        let step = self.text.step(&self.threads[place].step).clone();
        self.hand_out(thread, &step);
        let gone = self.threads.remove(place);
        self.won(&gone);
        self.begun(gone.frame);
        self.finish_undoing(gone.frame, &step, then, undoes);
    }

    pub(super) fn finish(&mut self, frame: u32, step: &Step, then: &[Then]) {
        self.finish_undoing(frame, step, then, &Undoes::Nothing);
    }

    fn finish_undoing(&mut self, frame: u32, step: &Step, then: &[Then], undoes: &Undoes) {
        self.moved(frame);
        self.completed(frame, step, then);
        let undoing = self.take_undone(&[&step.undoes, undoes]);
        if undoing.is_empty() {
            self.todo.push_front(Move::GoOn { frame, step: step.id.clone(), then: then.to_vec() });
        } else {
            self.begin_undoing(frame, step, Undoing::of(undoing, then));
        }
        self.remember(step);
        let cancels: Vec<String> = step.cancels.iter().map(|named| named.name.clone()).collect();
        self.cancel(&cancels);
    }

    /// Where a thread goes from a step: by what was chosen, by the step, to the next one.
    fn go_on(&mut self, frame: u32, step: &str, then: &[Then]) {
        let by_choice = self.holding(then, frame);
        let by_step = self.holding(&self.text.step(step).then.clone(), frame);
        let thens = if by_choice.is_empty() { by_step } else { by_choice };
        if !thens.is_empty() {
            return self.follow(frame, step, &thens);
        }
        if let Some(next) = self.text.next(step) {
            let next = next.id.clone();
            return self.todo.push_front(Move::Arrive { frame, step: next, way: step.to_owned() });
        }
        match self.text.list_of(step).owner.clone() {
            Owner::Handler { step: of, nth } => self.handled(frame, of.as_deref(), nth, step),
            Owner::Part((block, part)) => self.end_of_case(frame, &block, part),
            Owner::Path | Owner::Undo(_) => {}
        }
    }

    /// After the steps of the case that a choice of one way took.
    fn end_of_case(&mut self, frame: u32, block: &str, part: usize) {
        let step = self.text.step(block);
        if let StepKind::Choose(choose) = &step.kind
            && choose.take_all.is_none()
        {
            let then = choose.cases[part].then.clone();
            self.todo.push_front(Move::GoOn { frame, step: block.to_owned(), then });
        }
    }

    /// Goes to each of these targets, in their order.
    pub(super) fn follow(&mut self, frame: u32, way: &str, thens: &[Then]) {
        let places: Vec<&Then> = thens.iter().flat_map(|then| vec![then; then.times as usize]).collect();
        let Some((first, rest)) = places.split_first() else { return };
        let mut moves: Vec<Move> = self.jump(frame, way, &first.to).into_iter().collect();
        for then in rest {
            // What leaves a block leaves it once: the others start from where the first came to.
            let from = moves.first().map_or(frame, Move::frame);
            moves.extend(self.jump(from, way, &then.to));
        }
        for next in moves.into_iter().rev() {
            self.todo.push_front(next);
        }
    }

    /// Leaves the blocks that the target is not in, opens the stages and cases that it is in.
    pub(super) fn jump(&mut self, frame: u32, way: &str, to: &str) -> Option<Move> {
        if self.is_over {
            return None;
        }
        if self.text.workflow.outcomes.contains_key(to) && self.text.target(to).is_none() {
            self.end(frame, to);
            return None;
        }
        let Some(target) = self.text.target(to) else {
            self.uncovered = Some(format!("`then: {to}`"));
            return None;
        };
        let around = self.text.list_of(&target).around.clone();
        let (frame, _) = self.leave_for(frame, &around)?;
        self.enter_for(frame, &target, way)
    }

    /// Opens the stages and cases around a step that this frame is not in. None: one of them has to wait.
    pub(super) fn enter_for(&mut self, frame: u32, target: &str, way: &str) -> Option<Move> {
        let around = self.text.list_of(target).around.clone();
        let (mut frame, depth) = (frame, self.parts_around(frame).len());
        for part in &around[depth..] {
            frame = self.enter(frame, part, (target, way))?;
        }
        Some(Move::Arrive { frame, step: target.to_owned(), way: way.to_owned() })
    }

    /// Opens a stage in the middle, where it may open.
    fn enter(&mut self, frame: u32, part: &Part, (target, way): (&str, &str)) -> Option<u32> {
        let step = self.text.step(&part.0).clone();
        if let Some(waiting) = self.has_to_wait(frame, &step, Some((target.to_owned(), way.to_owned()))) {
            self.not_open(frame, &step, Phase::Before(waiting));
            return None;
        }
        let record = self.record(frame, &step.id);
        record.pass += 1;
        record.state = "open";
        let progress = Progress { total: 1, ..Progress::default() };
        let thread = self.thread_at(frame, &step, Phase::Block(progress));
        Some(self.frame_in(thread, part.1, None))
    }

    pub(super) fn frame_in(&mut self, owner: u32, part: usize, item: Option<super::Item>) -> u32 {
        let id = self.number();
        self.frames.push(Frame { id, owner: Some(owner), part, item, own: BTreeMap::new(), is_withdrawn: false });
        id
    }

    /// A thread has come to an outcome. It waits there while a value that it gives is missing; else the run is over, and nothing
    /// else opens.
    pub(super) fn end(&mut self, frame: u32, outcome: &str) {
        let gives = self.text.workflow.outcomes.get(outcome).map(|outcome| outcome.gives.clone()).unwrap_or_default();
        if gives.iter().any(|given| self.named(frame, &given.name).is_none_or(|value| value.is_empty()))
            && let Some(last) = self.last.clone()
        {
            let step = self.text.step(&last).clone();
            return self.not_open(frame, &step, Phase::Held(Trouble::Outcome));
        }
        self.cancelled_all();
        self.outcome = Some(outcome.to_owned());
        self.is_over = true;
        self.threads.clear();
        self.kept.clear();
        self.todo.clear();
        self.arrivals.clear();
    }
}

impl Move {
    pub(super) fn frame(&self) -> u32 {
        match self {
            Self::Arrive { frame, .. }
            | Self::Nothing { frame }
            | Self::NextBranch { frame, .. }
            | Self::GoOn { frame, .. } => *frame,
        }
    }
}
