//! Blocks: what they open, when they go on, what becomes of the rest.

use std::collections::VecDeque;

use baton_feel::Value;
use baton_model::definition::step::{Again, BlockJoin, Each, Joining, Step, StepKind};
use serde_json::Value as Json;

use super::troubles::Trouble;
use super::values::number;
use super::{Item, Move, Oracle, Phase, Place, Progress, Thread};

/// So many rounds of a `repeat` that names no limit.
const ROUNDS_MAX: u32 = 1_000;

impl Oracle {
    /// A block was opened.
    pub(super) fn begin_block(&mut self, thread: u32, step: &Step) {
        let Some(frame) = self.thread(thread).map(|thread| thread.frame) else { return };
        match &step.kind {
            StepKind::Stage(_) => drop(self.begin_part(thread, 0, None)),
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
                let list = each.list.as_ref().filter(|list| self.is_list(list));
                let rows = list.and_then(|list| Some((list, self.lists.get(list)?.ids.clone())));
                let row = |nth: usize| rows.as_ref().and_then(|(list, ids)| Some(((*list).clone(), *ids.get(nth)?)));
                let items = items.into_iter().enumerate().map(|(nth, value)| {
                    let (name, row) = (each.name.clone(), row(nth));
                    Item { name, value, index: nth + 1, row }
                });
                let items: VecDeque<Item> = items.collect();
                let progress = self.progress(thread).expect("it was opened");
                (progress.total, progress.numbered) = (items.len(), items.len());
                progress.later = items;
                self.begin_items(thread, each);
                self.ask_join(thread, true);
            }
            StepKind::Repeat(_) => self.round(thread, step),
            StepKind::AnyOrder(_) => self.begin_any_order(thread, step),
            _ => self.uncovered = Some(format!("`{}`", step.kind.word())),
        }
    }

    /// Takes the first case that holds; none: it goes on.
    pub(super) fn choose(&mut self, frame: u32, step: &Step) {
        let StepKind::Choose(choose) = &step.kind else { return };
        self.record(frame, &step.id).state = "done";
        self.last = Some(step.id.clone());
        let taken = choose.cases.iter().position(|case| self.holds_if(case.when.as_ref(), frame));
        let Some(part) = taken else { return self.finish(frame, step, &[]) };
        let first = self.text.part(&(step.id.clone(), part)).and_then(|list| list.steps.first());
        match first.map(|first| first.id.clone()) {
            Some(first) => self.todo.push_front(Move::Arrive { frame, step: first, way: step.id.clone() }),
            None => self.finish(frame, step, &choose.cases[part].then),
        }
    }

    /// The branches that are taken.
    pub(super) fn taken(&self, step: &Step, frame: u32) -> Vec<usize> {
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

    pub(super) fn begin_part(&mut self, thread: u32, part: usize, item: Option<Item>) -> u32 {
        let frame = self.frame_in(thread, part, item);
        let block = self.thread(thread).expect("it was opened").step.clone();
        let first = self.text.part(&(block.clone(), part)).and_then(|list| list.steps.first());
        let first = first.map(|step| step.id.clone());
        self.todo.push_front(match first {
            Some(step) => Move::Arrive { frame, step, way: block },
            None => Move::Nothing { frame },
        });
        frame
    }

    /// Begins as many items as may be open at a time, and asks whether the block goes on.
    pub(super) fn next_items(&mut self, thread: u32, each: &Each) {
        self.begin_items(thread, each);
        self.ask_join(thread, false);
    }

    fn begin_items(&mut self, thread: u32, each: &Each) {
        let at_once = each.at_a_time.map_or(usize::MAX, |count| count as usize);
        let open = self.frames_of(thread).len();
        let mut begun = Vec::new();
        while open + begun.len() < at_once {
            let Some(item) = self.progress(thread).and_then(|progress| progress.later.pop_front()) else { break };
            begun.push(item);
        }
        for item in begun.into_iter().rev() {
            self.begin_part(thread, 0, Some(item));
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
            return self.hold(thread, Trouble::Rounds);
        }
        self.progress(thread).expect("it is a block").round += 1;
        self.begin_part(thread, 0, None);
    }

    /// Nothing is left in a frame: what its block does then.
    pub(super) fn frame_over(&mut self, frame: u32) {
        let Some((thread, over)) = self.frame(frame).cloned().and_then(|over| Some((over.owner?, over))) else {
            return;
        };
        let step = self.thread(thread).map(|thread| self.text.step(&thread.step).clone());
        let handed = step.as_ref().map(|step| self.given(&step.gives, frame, &[])).unwrap_or_default();
        self.frames.retain(|one| one.id != frame);
        let Some(step) = step else { return };
        let Some(progress) = self.progress(thread) else { return self.undo_next(thread) };
        progress.over += 1;
        progress.done += usize::from(!over.is_withdrawn);
        progress.handed.insert(over.item.as_ref().map_or(0, |item| item.index), handed);
        match &step.kind {
            StepKind::AnyOrder(_) => self.branch_over(thread, over.part),
            StepKind::Repeat(_) => self.round(thread, &step),
            StepKind::Race(_) => {
                let is_won = progress.chosen == Some(frame);
                if is_won || self.frames_of(thread).is_empty() {
                    self.done(thread, &[]);
                }
            }
            StepKind::Each(each) => self.next_items(thread, each),
            _ => self.ask_join(thread, false),
        }
    }

    /// Whether a block with several frames goes on now.
    fn ask_join(&mut self, thread: u32, at_opening: bool) {
        let Some(one) = self.thread(thread).cloned() else { return };
        let Phase::Block(progress) = &one.phase else { return };
        let step = self.text.step(&one.step).clone();
        let is_all_over = progress.over >= progress.total && self.frames_of(thread).is_empty();
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
        self.hand_out(thread, &step);
        self.won(&one);
        self.todo.push_front(Move::GoOn { frame: one.frame, step: one.step.clone(), then: Vec::new() });
        let cancels: Vec<String> = step.cancels.iter().map(|named| named.name.clone()).collect();
        self.cancel(&cancels);
    }

    fn joins(&self, one: &Thread, progress: &Progress, join: &BlockJoin, at_opening: bool) -> bool {
        let Progress { done, over, total, .. } = *progress;
        match join {
            BlockJoin::All => false,
            BlockJoin::None => true,
            BlockJoin::Any => done >= 1,
            BlockJoin::Count(count) => done >= *count as usize,
            BlockJoin::When(when) => {
                let counts = [("done", number(done)), ("open", number(total - over)), ("total", number(total))];
                !at_opening && self.value(when, one.frame, &counts).is_true()
            }
        }
    }

    /// A block goes on: it hands out what is computed inside.
    pub(super) fn hand_out(&mut self, thread: u32, step: &Step) {
        let Some((frame, progress)) = self.thread(thread).map(|one| one.frame).zip(self.progress(thread).cloned())
        else {
            return;
        };
        if matches!(step.kind, StepKind::Each(_)) {
            for given in step.gives.iter().filter(|given| given.value.is_some()) {
                let of_items = progress.handed.values().flatten().filter(|(name, _)| *name == given.field);
                let list: Vec<Value> = of_items.map(|(_, value)| value.clone()).collect();
                self.put(frame, &given.field, Value::list(list));
            }
        } else {
            for (name, value) in progress.handed.into_values().flatten() {
                self.put(frame, &name, value);
            }
        }
    }

    /// Somebody adds an item to an `each` that is under way. Whether that could be.
    pub fn add_item(&mut self, place: &Place, value: &Json) -> bool {
        let here = self.threads.iter().find(|one| matches!(one.phase, Phase::Block(_)) && self.place(one) == *place);
        let Some(thread) = here.map(|one| one.id) else { return false };
        let StepKind::Each(each) = &self.text.step(&place.step).clone().kind else { return false };
        let progress = self.progress(thread).expect("it is a block");
        if each.add.is_none() || progress.has_gone_on {
            return false;
        }
        progress.total += 1;
        progress.numbered += 1;
        let index = progress.numbered;
        let list = each.list.clone().filter(|list| self.is_list(list));
        let row = list.map(|list| {
            let row = self.add_row(&list, value);
            (list, row)
        });
        let is_number = value.is_null() && row.is_none();
        let value = if is_number { number(index) } else { Value::from_json(value) };
        let item = Item { name: each.name.clone(), value, index, row };
        self.progress(thread).expect("it is a block").later.push_back(item);
        self.next_items(thread, each);
        self.settled()
    }

    /// In a race for who takes it first, the branch whose first step was taken wins.
    pub(super) fn taken_first(&mut self, thread: &Thread) {
        let owner = self.frame(thread.frame).and_then(|frame| self.thread(frame.owner?));
        let kind =
            owner.filter(|one| !matches!(one.phase, Phase::Undoing(_))).map(|one| &self.text.step(&one.step).kind);
        if matches!(kind, Some(StepKind::Race(race)) if race.first_claimed) {
            self.won(thread);
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
