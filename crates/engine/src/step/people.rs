//! `task`, `approve` and the reopened start form: a task for somebody, with its deadline, handoff and timers.

use baton_model::definition::{CommentRule, Named, Step};
use baton_people::PersonId;
use jiff::Timestamp;

use crate::behaviour::deadlines::Opened;
use crate::behaviour::roles::Filled;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, HandedOver, How, Place, RoleFilled, StepOpened, TaskKind, TaskMade, Why};
use crate::name::{Name, START, TaskNo, ThreadNo, V1};
use crate::state::TaskRecord;

impl Burst<'_> {
    /// Opens a step for the people of its role, or for somebody who was named for it.
    pub fn open_for_people(&mut self, thread: ThreadNo, step: &Step, named: Option<PersonId>) -> Decision {
        let name = Name::from(step.id.as_str());
        let role = step.who.as_ref().map(|who| who.name.clone()).unwrap_or_default();
        let filled = match named {
            Some(person) => {
                let by = self.ctx.actor.as_person();
                let role = self.workflow().roles.contains_key(&role).then(|| Name::from(role.as_str()));
                Filled::Person(person, Why { role, how: How::Given { by } })
            }
            None => self.fill_step(step, &role)?,
        };
        let (people, why, offered) = match filled {
            Filled::Person(person, why) => (vec![person], why, false),
            Filled::Offer(people, why) => (people, why, true),
            Filled::Everyone(people, why) => return self.open_ballot(thread, step, people, why),
            Filled::Nobody(left) => {
                self.raise_nobody(thread, &Place::Step(name.clone()), &name, &role, left);
                return Ok(());
            }
        };
        let from = self.state.thread(thread).and_then(|thread| thread.from);
        let accept = step.accept.as_ref().filter(|_| from.is_none_or(|from| people != [from]));
        // What is to be accepted has its own deadline from then.
        let until = accept.map_or(step.due.as_ref(), |accept| accept.due.as_ref());
        let to_accept = accept.is_some();
        let opened = self.open_until(thread, step, until)?;
        let kind = match step.kind {
            baton_model::definition::StepKind::Approve(_) => TaskKind::Approve,
            _ => TaskKind::Task,
        };
        let (pass, due) = (opened.pass, opened.due);
        let made =
            Made { kind, pass, thread, people, why, offered, due, what: self.handed(step), is_vote: false, to_accept };
        let task = self.make_task(&name, made);
        self.set_timers(step, &Opened { task: Some(task), ..opened })?;
        self.arm(Some(step), opened.pass, thread)
    }

    /// Opens the start form again, for who started the run, with what was filled in.
    pub fn reopen_start(&mut self, thread: ThreadNo) -> Decision {
        let start = Name::from(START);
        let starter = match self.state.starter {
            Some(person) if self.can_work(person)? => Some(person),
            _ => None,
        };
        let Some(starter) = starter else {
            self.raise_nobody(thread, &Place::Start, &start, "starter", Vec::new());
            return Ok(());
        };
        self.open_start_for(thread, starter, How::Is("starter".to_owned()));
        Ok(())
    }

    /// Opens the start form for somebody.
    pub fn open_start_for(&mut self, thread: ThreadNo, person: PersonId, how: How) {
        let start = Name::from(START);
        let pass = self.next_pass(&start);
        let opened = StepOpened {
            v: V1::default(),
            step: start.clone(),
            pass,
            thread,
            due: None,
            notes: Vec::new(),
            title: None,
            guide: None,
            priority: None,
        };
        self.emit(Event::StepOpened(opened));
        let what = self.state.values.keys().cloned().collect();
        let why = Why { role: None, how };
        let made = Made {
            kind: TaskKind::Form,
            pass,
            thread,
            people: vec![person],
            why,
            offered: false,
            due: None,
            what,
            is_vote: false,
            to_accept: false,
        };
        self.make_task(&start, made);
    }

    /// Makes a task and hands it over.
    pub fn make_task(&mut self, step: &Name, made: Made) -> TaskNo {
        let task = self.state.tasks.len() as TaskNo + 1;
        let Made { kind, pass, thread, people, why, offered, due, what, is_vote, to_accept } = made;
        let kept = matches!(why.how, How::Kept);
        if let (Some(role), [person], false, false) = (&why.role, people.as_slice(), offered, kept || is_vote) {
            let filled = RoleFilled { v: V1::default(), role: role.clone(), person: *person, why: why.clone() };
            self.emit(Event::RoleFilled(filled));
        }
        // Of several who answer a step each has a task of their own.
        let is_theirs = |known: &TaskRecord| !is_vote || known.assignee == people.first().copied();
        let before = self.state.tasks.iter().rev().find(|known| known.step == *step && is_theirs(known));
        let is_item = !std::sync::Arc::ptr_eq(&self.state.key_of(step, self.frame), step);
        let before = before.filter(|known| !is_item || known.thread == thread);
        let again = before.filter(|known| known.people() == people || known.assignee == people.first().copied());
        let again = again.map(|known| known.task);
        let event = TaskMade {
            v: V1::default(),
            task,
            kind,
            step: step.clone(),
            pass,
            thread,
            people: people.clone(),
            why,
            due,
            again,
            to_accept,
        };
        self.emit(if offered { Event::TaskOffered(event) } else { Event::TaskAssigned(event) });
        let from = self.state.thread(thread).and_then(|thread| thread.from);
        let to_self = from.is_some_and(|from| people == [from]);
        if !to_self {
            self.emit(Event::HandedOver(HandedOver {
                v: V1::default(),
                step: step.clone(),
                pass,
                task,
                from,
                to: people,
                what,
            }));
        }
        task
    }

    /// The names of the values that are handed over with a step: what it needs and shows and is there.
    pub fn handed(&self, step: &Step) -> Vec<Name> {
        let there = |field: &&Named| !self.is_missing(&field.name);
        step.needs.iter().chain(&step.shows).filter(there).map(|field| field.name.as_str().into()).collect()
    }
}

/// A task that is to be made.
pub(crate) struct Made {
    pub kind: TaskKind,
    pub pass: u32,
    pub thread: ThreadNo,
    pub people: Vec<PersonId>,
    pub why: Why,
    pub offered: bool,
    pub due: Option<Timestamp>,
    /// The values that are handed over.
    pub what: Vec<Name>,
    /// Whether it is one answer of several: who gives it does not have the role alone.
    pub is_vote: bool,
    /// Whether who gets it is to accept it first.
    pub to_accept: bool,
}

/// Whether a comment is asked for, allowed, or not asked.
pub(crate) fn comment_rule(step: Option<&Step>, choice: &str) -> CommentRule {
    let known = step.and_then(Step::choices).and_then(|choices| choices.get(choice));
    known.map_or(CommentRule::Optional, |choice| choice.comment)
}
