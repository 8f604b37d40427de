//! Handlers: when they are armed, when they fire, and where their thread goes.

use baton_model::definition::step::{StepKind, WaitFor};
use baton_model::definition::{Case, Handler};
use jiff::Timestamp;

use super::text::RUN;
use super::{Armed, Move, Oracle, Phase, Thread};

/// What is due of a thread.
enum Due {
    Handler(usize),
    /// What it waited for has come.
    End,
    /// It has waited for its lock too long.
    Lock,
}

impl Oracle {
    pub(super) fn armed(&mut self, thread: u32, of: &str, nth: usize) -> Option<Armed> {
        let one = self.thread(thread).cloned()?;
        let frame = self.scope(&one);
        let due = match of {
            RUN => self.text.workflow.target.clone(),
            of => self.text.step(of).due.clone(),
        };
        let at = match &self.text.handlers(of)[nth].when.clone() {
            Case::After(deadline) => Some(self.moment(deadline, one.since, frame)?),
            Case::Overdue => Some(self.moment(&due?, one.since, frame)?),
            Case::When(_) | Case::Error(_) | Case::Event(_) | Case::Cancelled => None,
        };
        Some(Armed { nth, at, was_true: false, is_spent: false })
    }

    /// The earliest moment at which something waits to happen.
    pub(super) fn next_moment(&self) -> Option<Timestamp> {
        let waits = self.threads.iter().filter_map(|thread| match thread.phase {
            Phase::Until(at) => Some(at),
            _ => None,
        });
        let runs = |thread: &&Thread| !is_gone_on(&thread.phase) && !self.is_stopped(thread);
        let handlers = self.threads.iter().filter(runs).flat_map(|thread| &thread.armed);
        let handlers = handlers.filter(|armed| !armed.is_spent).filter_map(|armed| armed.at);
        waits.chain(handlers).chain(self.lock_waits().map(|(_, at)| at)).min()
    }

    /// The frame whose names the handlers of something see.
    pub(super) fn scope(&self, thread: &Thread) -> u32 {
        if thread.step == RUN {
            return 0;
        }
        let is_stage = matches!(self.text.step(&thread.step).kind, StepKind::Stage(_));
        let inside = is_stage.then(|| self.frames_of(thread.id).first().copied()).flatten();
        inside.unwrap_or(thread.frame)
    }

    /// Lets what is due at this moment happen, one thing.
    pub(super) fn wake_at(&mut self, moment: Timestamp) {
        // Of what is due at one moment, what was opened first comes first, and the handlers of a step before its end.
        let is_due = |at: Timestamp| at <= moment;
        let lock_waits: Vec<u32> = self.lock_waits().filter(|(_, at)| is_due(*at)).map(|(thread, _)| thread).collect();
        let next = self.threads.iter().find_map(|thread| {
            let runs = !is_gone_on(&thread.phase) && !self.is_stopped(thread);
            let armed = thread.armed.iter().find(|armed| !armed.is_spent && armed.at.is_some_and(is_due));
            match (armed.filter(|_| runs), &thread.phase) {
                (Some(armed), _) => Some((thread.id, Due::Handler(armed.nth))),
                (None, Phase::Until(at)) if is_due(*at) => Some((thread.id, Due::End)),
                (None, Phase::Before(_)) if lock_waits.contains(&thread.id) => Some((thread.id, Due::Lock)),
                _ => None,
            }
        });
        match next {
            Some((thread, Due::Handler(nth))) => self.fire(thread, nth),
            Some((thread, Due::End)) => self.done(thread, &[]),
            Some((thread, Due::Lock)) => self.hold_for_lock(thread),
            None => {}
        }
    }

    /// A condition that somebody waits for has come true.
    pub(super) fn wake_conditions(&mut self) -> bool {
        let awake = self.threads.iter().find(|thread| {
            if !matches!(thread.phase, Phase::Condition) {
                return false;
            }
            let StepKind::Wait(wait) = &self.text.step(&thread.step).kind else { return false };
            matches!(&wait.what, WaitFor::Condition(when) if self.holds(when, thread.frame))
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
            // What is held looks at no condition until it is tried again; its clocks go on.
            .filter(|thread| !is_gone_on(&thread.phase) && !matches!(thread.phase, Phase::Held(_)))
            .flat_map(|thread| thread.armed.iter().map(move |armed| (thread, armed)))
            .filter(|(_, armed)| !armed.is_spent)
            .filter_map(|(thread, armed)| {
                let Case::When(when) = &self.text.handlers(&thread.step)[armed.nth].when else { return None };
                let is_true = self.holds(when, self.scope(thread));
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
        let handler = self.text.handlers(&one.step)[nth].clone();
        let interrupts = handler.interrupts();
        self.begun(one.frame);
        let now = self.now;
        if let Some(mine) = self.threads.iter_mut().find(|one| one.id == thread) {
            for armed in &mut mine.armed {
                let is_once = armed.nth == nth && !matches!(handler.when, Case::When(_) | Case::Event(_));
                // A stage and the run are still open after one that interrupts: what is due at once with it does not fire.
                armed.is_spent |= is_once || interrupts && armed.at.is_some_and(|at| at <= now);
            }
        }
        let frame = self.scope(&one);
        let failed = matches!(handler.when, Case::Error(_)) && matches!(one.phase, Phase::Job(_));
        // The handler's own thread is there before anything is withdrawn: what it is in is not over meanwhile.
        if interrupts {
            if frame != one.frame {
                self.empty_frame(frame);
            } else if failed {
                self.take_away(thread);
            } else {
                self.withdraw(thread);
            }
        }
        self.begin_handler(frame, &one.step, nth, &handler);
    }

    fn begin_handler(&mut self, frame: u32, of: &str, nth: usize, handler: &Handler) {
        let first = self.text.handler(Some(of), nth).steps.first().map(|step| step.id.clone());
        match first {
            Some(first) => self.todo.push_front(Move::Arrive { frame, step: first, way: of.to_owned() }),
            None => self.handled(frame, Some(of), nth, of),
        }
        let cancels: Vec<String> = handler.cancels.iter().map(|named| named.name.clone()).collect();
        self.cancel(&cancels);
    }

    /// The steps of a handler are through: where its thread goes then.
    pub(super) fn handled(&mut self, frame: u32, of: Option<&str>, nth: usize, way: &str) {
        let of = of.unwrap_or(RUN);
        let handler = self.text.handlers(of)[nth].clone();
        let thens = self.holding(&handler.then, frame);
        if !thens.is_empty() {
            return self.follow(frame, way, &thens);
        }
        // Inside a stage, the stage is over with its last thread; so is the run.
        if handler.interrupts() && of != RUN && !matches!(self.text.step(of).kind, StepKind::Stage(_)) {
            self.todo.push_front(Move::GoOn { frame, step: of.to_owned(), then: Vec::new() });
        }
    }
}

pub(super) fn is_gone_on(phase: &Phase) -> bool {
    matches!(phase, Phase::Block(progress) if progress.has_gone_on)
}
