//! Handlers: when they are armed, when they fire, and where their thread goes.

use baton_model::definition::step::{Step, StepKind, WaitFor};
use baton_model::definition::{Case, Handler};
use jiff::Timestamp;

use super::{Armed, Move, Oracle, Phase};

impl Oracle {
    pub(super) fn armed(&mut self, thread: u32, step: &Step, nth: usize) -> Option<Armed> {
        let one = self.thread(thread).cloned()?;
        let at = match &step.in_case[nth].when {
            Case::After(deadline) => Some(self.moment(deadline, one.since, one.frame)?),
            Case::Overdue => Some(self.moment(step.due.as_ref()?, one.since, one.frame)?),
            Case::When(_) | Case::Error(_) => None,
            Case::Event(_) | Case::Cancelled => return None,
        };
        Some(Armed { nth, at, was_true: false, is_spent: false })
    }

    /// The earliest moment at which something waits to happen.
    pub(super) fn next_moment(&self) -> Option<Timestamp> {
        let waits = self.threads.iter().filter_map(|thread| match thread.phase {
            Phase::Until(at) => Some(at),
            _ => None,
        });
        let handlers = self.threads.iter().filter(|thread| !is_gone_on(&thread.phase)).flat_map(|thread| &thread.armed);
        waits.chain(handlers.filter(|armed| !armed.is_spent).filter_map(|armed| armed.at)).min()
    }

    /// Lets what is due at this moment happen, one thing.
    pub(super) fn wake_at(&mut self, moment: Timestamp) {
        let wait = self.threads.iter().find(|thread| matches!(thread.phase, Phase::Until(at) if at <= moment));
        if let Some(thread) = wait.map(|thread| thread.id) {
            return self.done(thread, &[]);
        }
        let due = self.threads.iter().filter(|thread| !is_gone_on(&thread.phase)).find_map(|thread| {
            let armed = thread.armed.iter().find(|armed| !armed.is_spent && armed.at.is_some_and(|at| at <= moment))?;
            Some((thread.id, armed.nth))
        });
        if let Some((thread, nth)) = due {
            self.fire(thread, nth);
        }
    }

    /// A condition that somebody waits for has come true.
    pub(super) fn wake_conditions(&mut self) -> bool {
        let awake = self.threads.iter().find(|thread| {
            let StepKind::Wait(wait) = &self.text.step(&thread.step).kind else { return false };
            let WaitFor::Condition(when) = &wait.what else { return false };
            matches!(thread.phase, Phase::Condition) && self.holds(when, thread.frame)
        });
        let Some(thread) = awake.map(|thread| thread.id) else { return false };
        self.done(thread, &[]);
        true
    }

    /// A condition of a handler has come true.
    pub(super) fn wake_handlers(&mut self) -> bool {
        let looked: Vec<(u32, usize, bool)> = self
            .threads
            .iter()
            .filter(|thread| !is_gone_on(&thread.phase))
            .flat_map(|thread| thread.armed.iter().map(move |armed| (thread, armed)))
            .filter(|(_, armed)| !armed.is_spent)
            .filter_map(|(thread, armed)| {
                let Case::When(when) = &self.text.step(&thread.step).in_case[armed.nth].when else { return None };
                let is_true = self.holds(when, thread.frame);
                (is_true != armed.was_true).then_some((thread.id, armed.nth, is_true))
            })
            .collect();
        let Some((thread, nth, is_true)) = looked.first().copied() else { return false };
        let armed = self.threads.iter_mut().find(|one| one.id == thread).map(|one| &mut one.armed);
        for armed in armed.into_iter().flatten().filter(|armed| armed.nth == nth) {
            armed.was_true = is_true;
        }
        if is_true {
            self.fire(thread, nth);
        }
        true
    }

    pub(super) fn fire(&mut self, thread: u32, nth: usize) {
        let Some(one) = self.thread(thread).cloned() else { return };
        let step = self.text.step(&one.step).clone();
        let handler = &step.in_case[nth];
        let interrupts = handler.interrupts();
        if let Some(mine) = self.threads.iter_mut().find(|one| one.id == thread) {
            for armed in &mut mine.armed {
                armed.is_spent |= interrupts || (armed.nth == nth && !matches!(handler.when, Case::When(_)));
            }
        }
        let inside = matches!(step.kind, StepKind::Stage(_)).then(|| self.frames_of(thread).first().copied()).flatten();
        let frame = inside.unwrap_or(one.frame);
        // The handler's own thread is there before anything is withdrawn: what it is in is not over meanwhile.
        if interrupts {
            match inside {
                Some(frame) => self.empty_frame(frame),
                None => self.withdraw(thread),
            }
        }
        self.begin_handler(frame, &step, nth, handler);
    }

    fn begin_handler(&mut self, frame: u32, step: &Step, nth: usize, handler: &Handler) {
        let first = self.text.handler(Some(&step.id), nth).steps.first().map(|step| step.id.clone());
        match first {
            Some(first) => self.todo.push_front(Move::Arrive { frame, step: first, way: step.id.clone() }),
            None => self.handled(frame, Some(&step.id), nth, &step.id),
        }
        let cancels: Vec<String> = handler.cancels.iter().map(|named| named.name.clone()).collect();
        self.cancel(&cancels);
    }

    /// The steps of a handler are through: where its thread goes then.
    pub(super) fn handled(&mut self, frame: u32, of: Option<&str>, nth: usize, way: &str) {
        let Some(of) = of else { return };
        let step = self.text.step(of).clone();
        let handler = &step.in_case[nth];
        let thens = self.holding(&handler.then, frame);
        if !thens.is_empty() {
            return self.follow(frame, way, &thens);
        }
        // Inside a stage, the stage is over with its last thread.
        if handler.interrupts() && !matches!(step.kind, StepKind::Stage(_)) {
            self.todo.push_front(Move::GoOn { frame, step: of.to_owned(), then: Vec::new() });
        }
    }
}

fn is_gone_on(phase: &Phase) -> bool {
    matches!(phase, Phase::Block(progress) if progress.has_gone_on)
}
