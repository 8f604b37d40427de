//! Blocks: what they open, when they go on, what becomes of the rest.

use baton_feel::Value;
use baton_model::definition::step::{Again, BlockJoin, Joining, Step, StepKind};

use super::{Move, Oracle, Phase, Progress, Thread};

/// So many rounds of a `repeat` that names no limit.
const ROUNDS_MAX: u32 = 1_000;

impl Oracle {
    /// A block was opened.
    pub(super) fn begin_block(&mut self, thread: u32, step: &Step) {
        let Some(frame) = self.thread(thread).map(|thread| thread.frame) else { return };
        match &step.kind {
            StepKind::Stage(_) => self.begin_part(thread, 0, None),
            StepKind::Choose(choose) => {
                let cases = &choose.cases;
                let holds = |nth: &usize| self.holds_if(cases[*nth].when.as_ref(), frame);
                let holding: Vec<usize> = (0..cases.len()).filter(holds).collect();
                self.begin_parts(thread, &holding);
            }
            StepKind::Parallel(_) | StepKind::Race(_) => {
                let taken = self.taken(step, frame);
                self.begin_parts(thread, &taken);
            }
            StepKind::Each(each) => {
                let items = items(&self.value(&each.items, frame, &[]));
                let at_once = each.at_a_time.map_or(usize::MAX, |count| count as usize);
                let progress = self.progress(thread).expect("it was opened");
                progress.total = items.len();
                progress.later = items.into_iter().zip(1..).collect();
                self.begin_items(thread, &each.name, at_once);
                self.ask_join(thread, true);
            }
            StepKind::Repeat(_) => self.round(thread, step),
            StepKind::AnyOrder(_) => self.uncovered = Some("`any-order`".to_owned()),
            _ => self.uncovered = Some(format!("`{}`", step.kind.word())),
        }
    }

    /// Takes the first case that holds; none: it goes on.
    pub(super) fn choose(&mut self, frame: u32, step: &Step) {
        let StepKind::Choose(choose) = &step.kind else { return };
        self.record(frame, &step.id).state = "done";
        let taken = choose.cases.iter().position(|case| self.holds_if(case.when.as_ref(), frame));
        let Some(part) = taken else { return self.finish(frame, step, &[]) };
        let first = self.text.part(&(step.id.clone(), part)).and_then(|list| list.steps.first());
        match first.map(|first| first.id.clone()) {
            Some(first) => self.todo.push_front(Move::Arrive { frame, step: first, way: step.id.clone() }),
            None => self.finish(frame, step, &choose.cases[part].then),
        }
    }

    /// The branches that are taken.
    fn taken(&self, step: &Step, frame: u32) -> Vec<usize> {
        let branches = step.branches();
        (0..branches.len()).filter(|nth| self.holds_if(branches[*nth].when.as_ref(), frame)).collect()
    }

    fn begin_parts(&mut self, thread: u32, taken: &[usize]) {
        self.progress(thread).expect("it was opened").total = taken.len();
        for part in taken.iter().rev() {
            self.begin_part(thread, *part, None);
        }
        self.ask_join(thread, true);
    }

    fn begin_part(&mut self, thread: u32, part: usize, item: Option<(String, Value, usize)>) {
        let frame = self.frame_in(thread, part, item);
        let Some(block) = self.thread(thread).map(|thread| thread.step.clone()) else { return };
        let first = self.text.part(&(block.clone(), part)).and_then(|list| list.steps.first());
        let first = first.map(|step| step.id.clone());
        self.todo.push_front(match first {
            Some(step) => Move::Arrive { frame, step, way: block },
            None => Move::Nothing { frame },
        });
    }

    fn begin_items(&mut self, thread: u32, name: &str, at_once: usize) {
        let open = self.frames_of(thread).len();
        let mut begun = Vec::new();
        while open + begun.len() < at_once {
            let Some(item) = self.progress(thread).and_then(|progress| progress.later.pop_front()) else { break };
            begun.push(item);
        }
        for (value, index) in begun.into_iter().rev() {
            self.begin_part(thread, 0, Some((name.to_owned(), value, index)));
        }
    }

    /// Asks for another round, and begins it.
    fn round(&mut self, thread: u32, step: &Step) {
        let StepKind::Repeat(repeat) = &step.kind else { return };
        let Some((frame, round)) = self.thread(thread).map(|one| one.frame).zip(self.progress(thread).map(|p| p.round))
        else {
            return;
        };
        let goes_on = match &repeat.again {
            Again::While(when) => self.holds(when, frame),
            Again::Until(when) => round == 0 || !self.holds(when, frame),
        };
        if !goes_on {
            return self.done(thread, &[]);
        }
        if round >= repeat.at_most.unwrap_or(ROUNDS_MAX) {
            if !step.in_case.is_empty() {
                // Its handlers go on hearing; the engine keeps no pass for what is held between two rounds.
                self.uncovered = Some("handlers of a `repeat` that is held".to_owned());
            }
            self.record(frame, &step.id).state = "exception";
            if let Some(held) = self.threads.iter_mut().find(|one| one.id == thread) {
                held.phase = Phase::Held;
            }
            return;
        }
        self.progress(thread).expect("it is a block").round += 1;
        self.begin_part(thread, 0, None);
    }

    /// Nothing is left in a frame: what its block does then.
    pub(super) fn frame_over(&mut self, frame: u32) {
        let owner = self.frame(frame).and_then(|frame| frame.owner);
        self.frames.retain(|one| one.id != frame);
        let Some(thread) = owner else { return };
        let Some(step) = self.thread(thread).map(|thread| self.text.step(&thread.step).clone()) else { return };
        let Some(progress) = self.progress(thread) else { return };
        progress.done += 1;
        match &step.kind {
            StepKind::Repeat(_) => self.round(thread, &step),
            StepKind::Race(_) => {
                let is_won = progress.chosen == Some(frame);
                if is_won || self.frames_of(thread).is_empty() {
                    self.done(thread, &[]);
                }
            }
            StepKind::Each(each) => {
                self.begin_items(thread, &each.name, each.at_a_time.map_or(usize::MAX, |count| count as usize));
                self.ask_join(thread, false);
            }
            _ => self.ask_join(thread, false),
        }
    }

    /// Whether a block with several frames goes on now.
    fn ask_join(&mut self, thread: u32, at_opening: bool) {
        let Some(one) = self.thread(thread).cloned() else { return };
        let Phase::Block(progress) = &one.phase else { return };
        let step = self.text.step(&one.step).clone();
        let is_all_over = progress.done >= progress.total && self.frames_of(thread).is_empty();
        if progress.has_gone_on {
            if is_all_over {
                self.threads.retain(|one| one.id != thread);
            }
            return;
        }
        let joining = joining(&step);
        if !(is_all_over || self.joins(&one, progress, &joining.join, at_opening)) {
            return;
        }
        if joining.cancels_rest || is_all_over {
            for frame in self.frames_of(thread) {
                self.withdraw_frame(frame);
            }
            return self.done(thread, &[]);
        }
        self.progress(thread).expect("it is a block").has_gone_on = true;
        self.record(one.frame, &one.step).state = "done";
        self.won(&one);
        self.todo.push_front(Move::GoOn { frame: one.frame, step: one.step.clone(), then: Vec::new() });
        let cancels: Vec<String> = step.cancels.iter().map(|named| named.name.clone()).collect();
        self.cancel(&cancels);
    }

    fn joins(&self, one: &Thread, progress: &Progress, join: &BlockJoin, at_opening: bool) -> bool {
        let Progress { done, total, .. } = *progress;
        match join {
            BlockJoin::All => false,
            BlockJoin::None => true,
            BlockJoin::Any => done >= 1,
            BlockJoin::Count(count) => done >= *count as usize,
            BlockJoin::When(when) => {
                let counts = [("done", done), ("open", total - done), ("total", total)];
                !at_opening && self.value(when, one.frame, &counts).is_true()
            }
        }
    }

    /// In a race, the branch whose first step was done wins.
    pub(super) fn won(&mut self, gone: &Thread) {
        let Some(frame) = self.frame(gone.frame).cloned() else { return };
        let Some(owner) = frame.owner.and_then(|owner| self.thread(owner)).cloned() else { return };
        let StepKind::Race(race) = &self.text.step(&owner.step).kind else { return };
        let is_first = race.branches[frame.part].steps.first().is_some_and(|first| first.id == gone.step);
        let Phase::Block(progress) = &owner.phase else { return };
        if !is_first || progress.chosen.is_some() {
            return;
        }
        self.progress(owner.id).expect("it is a block").chosen = Some(frame.id);
        for other in self.frames_of(owner.id).into_iter().filter(|other| *other != frame.id) {
            self.withdraw_frame(other);
        }
    }
}

/// When a block goes on.
fn joining(step: &Step) -> Joining {
    match &step.kind {
        StepKind::Parallel(parallel) => parallel.joining.clone(),
        StepKind::Each(each) => each.joining.clone(),
        StepKind::Choose(choose) => choose.take_all.clone().unwrap_or_default(),
        _ => Joining::default(),
    }
}

/// The items of a list, or of a number.
fn items(value: &Value) -> Vec<Value> {
    match value {
        Value::List(list) => list.clone().into_vec(),
        Value::Number(_) => {
            let count = value.to_json().as_u64().unwrap_or(0);
            (1..=count).map(|nth| Value::from_json(&serde_json::Value::from(nth))).collect()
        }
        _ => Vec::new(),
    }
}
