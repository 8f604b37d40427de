//! `join` on a step: a thread that comes waits there until as many have come as the join asks for.
//!
//! What opens the join is one pass, by the thread that came last; the others are gone. `coming` is asked whenever all threads
//! wait: it opens when nothing in the same frame can still come by another way. What can never be joined becomes an exception.

use baton_model::definition::step::StepJoin;
use baton_model::graph::{NodeId, arrivals};

use crate::behaviour::moving::TOO_MANY_STEPS;
use crate::decide::burst::{Burst, Decision, step_of};
use crate::event::{ArrivalPassedBy, Event, Place, ThreadArrived, ThreadsJoined};
use crate::name::{Name, START, ThreadNo, V1};
use crate::state::Phase;

/// What waits at a join can never be joined.
const JOIN_NEVER_OPENS: &str = "join.never_opens";

impl Burst<'_> {
    /// A thread comes to a step by a way: it waits there, or enters it.
    pub fn come(&mut self, thread: ThreadNo, name: &Name, via: Option<&Name>) -> Decision {
        let join = self.step(name).map_or(StepJoin::Each, |step| step.join);
        let Some(node) = self.node(name).filter(|_| join != StepJoin::Each) else { return self.enter(thread, name) };
        let ways = arrivals(&self.def.graph, node.id);
        let way = via.cloned().unwrap_or_else(|| START.into());
        if ways.through.iter().any(|through| self.way_name(*through) == way) {
            return self.enter(thread, name);
        }
        let ways: Vec<Name> = ways.ways.into_iter().map(|way| self.way_name(way)).collect();
        match join {
            StepJoin::Count(count) => self.come_to_count(thread, name, &way, (&ways, count as usize)),
            _ => {
                self.arrived(thread, name, &way);
                if join == StepJoin::All { self.join_all(thread, name, &ways) } else { Ok(()) }
            }
        }
    }

    /// A thread goes on where an exception held it. A step that could not take it does so now: what it waited for there at a join
    /// has come already.
    pub fn go_on_at(&mut self, thread: ThreadNo, at: &Place, held_by: &str) -> Decision {
        match at {
            Place::Step(step) if !matches!(held_by, JOIN_NEVER_OPENS | TOO_MANY_STEPS) && self.is_joined(step) => {
                self.frame = self.state.frame_of(thread);
                self.moving((thread, at), |burst| burst.enter(thread, step)).map(drop)
            }
            at => {
                self.send(thread, at.clone());
                Ok(())
            }
        }
    }

    fn is_joined(&self, step: &Name) -> bool {
        self.step(step).is_some_and(|step| step.join != StepJoin::Each)
    }

    fn arrived(&mut self, thread: ThreadNo, step: &Name, way: &Name) {
        let (step, way) = (step.clone(), way.clone());
        self.emit(Event::ThreadArrived(ThreadArrived { v: V1::default(), step, thread, way }));
    }

    /// What a way is called: the step or block it comes from, or `start`.
    fn way_name(&self, way: NodeId) -> Name {
        let step = self.def.graph.node(way).and_then(|node| node.step());
        step.map_or_else(|| START.into(), |step| step.id.as_str().into())
    }

    /// The threads that wait at a join in this frame, with their ways, the first that came first.
    fn waiting(&self, step: &Name, frame: ThreadNo) -> Vec<(ThreadNo, Name)> {
        let waiting = self.state.threads.iter().filter(|thread| thread.frame() == frame);
        let waiting = waiting.filter_map(|thread| match &thread.phase {
            Phase::AtJoin { step: at, way } if at == step => Some((thread.thread, way.clone())),
            _ => None,
        });
        waiting.collect()
    }

    /// Opens when every way has one arrival waiting; takes the first of each.
    fn join_all(&mut self, thread: ThreadNo, step: &Name, ways: &[Name]) -> Decision {
        let waiting = self.waiting(step, self.frame);
        let first_of = |way: &Name| waiting.iter().find(|(_, came)| came == way).map(|(thread, _)| *thread);
        let Some(taken) = ways.iter().map(first_of).collect::<Option<Vec<ThreadNo>>>() else { return Ok(()) };
        let goes_on = if taken.contains(&thread) { thread } else { taken.last().copied().unwrap_or(thread) };
        let with = taken.into_iter().filter(|taken| *taken != goes_on).collect();
        self.open_join(goes_on, step, with, true)
    }

    /// One thread goes on for all that came: of those that undo what was done the one that does, since what is left of that is its.
    fn open_join(&mut self, thread: ThreadNo, step: &Name, mut with: Vec<ThreadNo>, over: bool) -> Decision {
        let (mut thread, name) = (thread, step.clone());
        if !self.is_undoing(thread)
            && let Some(undoing) = with.iter_mut().find(|other| self.is_undoing(**other))
        {
            std::mem::swap(undoing, &mut thread);
        }
        for other in &with {
            self.give_up_undo(*other, false);
        }
        self.emit(Event::ThreadsJoined(ThreadsJoined { v: V1::default(), step: name, thread, with, over }));
        // What came together stays together, also where the step itself cannot begin.
        self.moving((thread, &Place::Step(step.clone())), |burst| burst.enter(thread, step)).map(drop)
    }

    /// Opens at the N-th different way of a round; the others of the round are passed by.
    fn come_to_count(
        &mut self,
        thread: ThreadNo,
        step: &Name,
        way: &Name,
        (ways, count): (&[Name], usize),
    ) -> Decision {
        let frame = self.frame;
        let gate = self.state.gates.iter().find(|gate| gate.step == *step && gate.frame == frame);
        let (before, opened) = gate.map_or((Vec::new(), false), |gate| (gate.came.clone(), gate.opened));
        self.arrived(thread, step, way);
        let counts_arrivals = ways.len() == 1;
        if before.contains(way) && !counts_arrivals {
            return Ok(());
        }
        let mut came = before;
        came.push(way.clone());
        if !counts_arrivals {
            // One that came again waits for the next round, and does not count in this one.
            came.sort();
            came.dedup();
        }
        let is_over = if counts_arrivals { came.len() >= count } else { ways.iter().all(|way| came.contains(way)) };
        if opened {
            return self.pass_by(thread, step, is_over);
        }
        if came.len() >= count.min(ways.len().max(if counts_arrivals { count } else { 0 })) {
            let with = self.first_of_each(step, frame, counts_arrivals);
            let with = with.into_iter().filter(|other| *other != thread).collect();
            self.open_join(thread, step, with, is_over)?;
        }
        if is_over {
            self.next_of_round(step, frame);
        }
        Ok(())
    }

    /// A thread has come when the join had opened already: it is gone, and where it was the last of its frame, that is over.
    fn pass_by(&mut self, thread: ThreadNo, step: &Name, over: bool) -> Decision {
        let (frame, name) = (self.frame, step.clone());
        if self.is_undoing(thread) {
            // What it undid is done by the others; what is left of that is still its.
            self.emit(Event::ThreadsJoined(ThreadsJoined {
                v: V1::default(),
                step: name,
                thread,
                with: Vec::new(),
                over,
            }));
            if over {
                self.next_of_round(step, frame);
            }
            return self.next_undo(thread);
        }
        let is_last = self.state.threads.len() == 1;
        if is_last {
            // Nothing else is open: the run comes to its end with it.
            self.end_thread(thread);
            return Ok(());
        }
        let outwards: Vec<ThreadNo> = self.state.frames_outwards(frame).map(|(_, part)| part.frame).collect();
        self.emit(Event::ArrivalPassedBy(ArrivalPassedBy { v: V1::default(), step: name, thread, over }));
        if over {
            self.next_of_round(step, frame);
        }
        // A block that had gone on is forgotten with its last part; what it stood in may be over with that.
        let known = outwards.into_iter().find(|frame| self.state.part(*frame).is_some());
        known.map_or(Ok(()), |frame| self.frame_left(frame))
    }

    /// The threads that wait in this round: the first of each way; where arrivals are counted, all.
    fn first_of_each(&self, step: &Name, frame: ThreadNo, all: bool) -> Vec<ThreadNo> {
        let mut ways: Vec<Name> = Vec::new();
        let mut first = Vec::new();
        for (thread, way) in self.waiting(step, frame) {
            if all || !ways.contains(&way) {
                ways.push(way);
                first.push(thread);
            }
        }
        first
    }

    /// Those that came again before a round was over begin the next.
    fn next_of_round(&mut self, step: &Name, frame: ThreadNo) {
        for (thread, way) in self.waiting(step, frame) {
            self.send_via(thread, Place::Step(step.clone()), Some(way));
        }
    }

    /// When all threads wait: opens the first `coming` join to which nothing can come any more, holds what can never be joined.
    /// Says whether something moved.
    pub fn settle_joins(&mut self) -> Decision<bool> {
        let mut joins: Vec<(NodeId, Name, ThreadNo)> = Vec::new();
        for thread in &self.state.threads {
            let Phase::AtJoin { step, .. } = &thread.phase else { continue };
            let Some(node) = self.node(step) else { continue };
            if !joins.iter().any(|(id, _, frame)| *id == node.id && *frame == thread.frame()) {
                joins.push((node.id, step.clone(), thread.frame()));
            }
        }
        joins.sort_unstable_by_key(|(node, _, frame)| (*node, *frame));
        let is_coming = |burst: &Self, step: &Name| burst.step(step).is_some_and(|step| step.join == StepJoin::Coming);
        let ready =
            joins.iter().find(|(node, step, frame)| is_coming(self, step) && !self.can_come(*node, *frame, false));
        let ready = ready.or_else(|| {
            joins.iter().find(|(node, step, frame)| is_coming(self, step) && !self.can_come(*node, *frame, true))
        });
        if let Some((_, step, frame)) = ready.cloned() {
            self.frame = frame;
            let mut waiting: Vec<ThreadNo> = self.waiting(&step, frame).into_iter().map(|(thread, _)| thread).collect();
            let Some(thread) = waiting.pop() else { return Ok(false) };
            self.open_join(thread, &step, waiting, true)?;
            return Ok(true);
        }
        let stuck = joins.into_iter().find(|(_, _, frame)| {
            let mut of_frame = self.state.threads.iter().filter(|thread| thread.frame() == *frame);
            of_frame.all(|thread| matches!(thread.phase, Phase::AtJoin { .. }))
                && !self.state.blocks.iter().any(|block| block.outer == *frame)
        });
        let Some((_, step, frame)) = stuck else { return Ok(false) };
        self.frame = frame;
        let Some((thread, way)) = self.waiting(&step, frame).into_iter().next() else { return Ok(false) };
        self.raise(thread, &Place::Step(step.clone()), &step, JOIN_NEVER_OPENS, [("way", way.to_string())]);
        Ok(true)
    }

    /// Whether a thread of a frame can still come to a step from elsewhere. Those that wait at joins count only where nothing
    /// else is left (`joins_wait`: they do not).
    fn can_come(&self, to: NodeId, frame: ThreadNo, joins_wait: bool) -> bool {
        let target =
            self.def.graph.node(to).and_then(|node| node.step()).map(|step| step.id.clone()).unwrap_or_default();
        self.state.threads.iter().filter(|thread| thread.frame() == frame).any(|thread| {
            let at = match &thread.phase {
                Phase::AtJoin { step, .. } if **step == *target || joins_wait => return false,
                Phase::In(step) | Phase::AtJoin { step, .. } | Phase::Before { step, .. } => step.clone(),
                Phase::Held(exception) => match self.state.exception(*exception) {
                    Some(exception) => exception.step.clone(),
                    None => return false,
                },
                Phase::Paused { to, .. } => match step_of(to) {
                    Some(step) if *step == *target => return true,
                    Some(step) => step,
                    None => return false,
                },
                // It goes on from where it began to undo.
                Phase::UndoingRun { .. } => match self.undoes_from(thread.thread) {
                    Some(step) => step,
                    None => return false,
                },
                Phase::Between => return false,
            };
            self.node(&at).is_some_and(|from| *at != *target && self.leads(from.id, to))
        })
    }

    /// Whether a way leads from a node to another without coming through it before.
    fn leads(&self, from: NodeId, to: NodeId) -> bool {
        let graph = &self.def.graph;
        let mut seen = vec![false; graph.nodes.len()];
        let mut left = vec![from];
        while let Some(at) = left.pop() {
            if std::mem::replace(&mut seen[at.0 as usize], true) {
                continue;
            }
            let Some(node) = graph.node(at) else { continue };
            for edge in node.possible() {
                if edge.to == to {
                    return true;
                }
                left.push(edge.to);
            }
        }
        false
    }
}
