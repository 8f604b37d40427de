//! Steps that several people answer: who is asked, what their answers come to, and when no more of them are needed.
//!
//! Each has a task of their own, together or one after the other. It is decided as soon as it is certain, or, where all are
//! to be heard, with the last. Who is gone is taken out, and the count made anew.

use baton_feel::Decimal;
use baton_model::definition::step::{Approve, Need, Step};
use baton_model::definition::{Pick, RoleRule, StepKind};
use baton_people::PersonId;

use crate::behaviour::deadlines::Opened;
use crate::behaviour::moving::Completed;
use crate::decide::burst::{Burst, Decision};
use crate::event::{
    BallotOpened, Event, Onwards, Place, TaskClosed, TaskKind, TaskTakenBack, VoteCounted, VoterLeft, Why,
};
use crate::name::{Name, TaskNo, ThreadNo, V1};
use crate::state::{Ballot, TaskRecord, TaskState};
use crate::step::people::Made;

/// How answers count.
struct Counting<'a> {
    need: Need,
    one_by_one: bool,
    hears_all: bool,
    /// The choices, the one for yes first, with whether each is a yes.
    choices: Vec<(&'a str, bool)>,
}

impl<'a> Counting<'a> {
    /// How the answers to a step count. A task for all of a group is done when all have done it.
    fn of(step: &'a Step) -> Self {
        let choices = step.choices().into_iter().flat_map(|choices| choices.values());
        let is_approval = matches!(step.kind, StepKind::Approve(_));
        let choices = choices.enumerate().map(|(nth, choice)| {
            let is_yes = if is_approval { choice.is_yes } else { nth == 0 };
            (choice.name.as_str(), is_yes)
        });
        let mut choices: Vec<_> = choices.collect();
        let yes = choices.iter().position(|(name, _)| *name == "approve").unwrap_or(0);
        if is_approval && !choices.is_empty() {
            let yes = choices.remove(yes);
            choices.insert(0, yes);
        }
        match &step.kind {
            StepKind::Approve(Approve { need, one_by_one, hears_all, .. }) => {
                Self { need: *need, one_by_one: *one_by_one, hears_all: *hears_all, choices }
            }
            _ => Self { need: Need::All, one_by_one: false, hears_all: true, choices },
        }
    }

    /// How many of so many must say yes.
    fn needed(&self, asked: usize) -> usize {
        match self.need {
            Need::Any => 1,
            Need::All => asked,
            Need::Majority => asked / 2 + 1,
            Need::Count(count) => count as usize,
            Need::Percent(percent) => {
                let of_all = percent.checked_mul(Decimal::from(asked));
                (1..=asked).find(|yes| Some(Decimal::from(yes * 100)) >= of_all).unwrap_or(asked)
            }
        }
    }

    fn is_yes(&self, choice: &str) -> bool {
        self.choices.iter().any(|(name, is_yes)| *name == choice && *is_yes)
    }

    /// How many said yes, and how many something else.
    fn count(&self, votes: &[Name]) -> (usize, usize) {
        let yes = votes.iter().filter(|vote| self.is_yes(vote)).count();
        (yes, votes.len() - yes)
    }

    /// What the answers come to, once it is certain.
    fn verdict(&self, votes: &[Name], asked: usize) -> Option<&'a str> {
        let (yes, _) = self.count(votes);
        let open = asked.saturating_sub(votes.len());
        if self.hears_all && open > 0 {
            return None;
        }
        let needed = self.needed(asked);
        if yes >= needed {
            return self.choices.first().map(|(name, _)| *name);
        }
        if yes + open >= needed {
            return None;
        }
        let given = |name: &str| votes.iter().filter(|vote| ***vote == *name).count();
        let others = self.choices.iter().filter(|(name, is_yes)| !is_yes && given(name) > 0);
        // Of those with equally many the first that is written.
        others.map(|(name, _)| *name).rev().max_by_key(|name| given(name))
    }
}

impl Burst<'_> {
    /// Whether all who can have a step's role are asked, not one of them.
    pub fn asks_all(&self, step: &Step, role: &str) -> bool {
        let Some(RoleRule::Group { pick, .. }) = self.workflow().roles.get(role).map(|role| &role.spec.rule) else {
            return false;
        };
        let by_several = matches!(&step.kind, StepKind::Approve(approve) if approve.is_by_several());
        *pick == Pick::Everyone || (*pick == Pick::FirstCome && by_several)
    }

    /// How many of so many people must say yes in a step.
    pub fn needed(step: &Step, asked: usize) -> usize {
        Counting::of(step).needed(asked)
    }

    /// Opens a step for several people, each with a task.
    pub fn open_ballot(&mut self, thread: ThreadNo, step: &Step, people: Vec<PersonId>, why: Why) -> Decision {
        let name = Name::from(step.id.as_str());
        let counting = Counting::of(step);
        let needed = counting.needed(people.len());
        if needed > people.len() {
            let params = [("needed", needed.to_string()), ("asked", people.len().to_string())];
            self.raise(thread, &Place::Step(name.clone()), &name, "approve.too_few", params);
            return Ok(());
        }
        let opened = self.open_step(thread, step)?;
        let pass = opened.pass;
        self.emit(Event::BallotOpened(BallotOpened {
            v: V1::default(),
            step: name,
            pass,
            thread,
            people,
            needed: needed as u32,
            why,
        }));
        let Some(ballot) = self.state.ballots.last().cloned() else { return Ok(()) };
        self.ask(step, &ballot)?;
        self.set_timers(step, &Opened { task: None, ..opened })?;
        self.arm(Some(step), pass, thread)
    }

    /// Asks those who are still to be asked: all, or the next.
    fn ask(&mut self, step: &Step, ballot: &Ballot) -> Decision {
        let one_by_one = Counting::of(step).one_by_one;
        let mut ballot = ballot.clone();
        loop {
            let is_asked = |person: PersonId| self.state.tasks_of(&ballot).any(|task| task.assignee == Some(person));
            let next = ballot.asked.iter().copied().find(|person| !is_asked(*person));
            let Some(person) = next else { return Ok(()) };
            if !self.person(person)?.is_some_and(|known| known.active) {
                return self.voter_left(&ballot, None, person);
            }
            self.make_vote(step, &ballot, person);
            if one_by_one {
                return Ok(());
            }
            let again = self.state.ballots.iter().find(|known| known.is_of(&ballot.step, ballot.pass, ballot.thread));
            let Some(again) = again.cloned() else { return Ok(()) };
            ballot = again;
        }
    }

    fn make_vote(&mut self, step: &Step, ballot: &Ballot, person: PersonId) {
        let kind = if matches!(step.kind, StepKind::Approve(_)) { TaskKind::Approve } else { TaskKind::Task };
        let due = self.state.record(&ballot.step, self.state.frame_of(ballot.thread)).and_then(|record| record.due);
        let made = Made {
            kind,
            pass: ballot.pass,
            thread: ballot.thread,
            people: vec![person],
            why: ballot.why.clone(),
            offered: false,
            due,
            what: self.handed(step),
            is_vote: true,
            to_accept: false,
        };
        self.make_task(&ballot.step, made);
    }

    /// What the answers come to with one more.
    pub fn verdict_with(&self, ballot: &Ballot, choice: Option<&Name>) -> Option<Name> {
        let step = self.step(&ballot.step)?;
        let votes = self.votes(ballot, choice);
        Counting::of(step).verdict(&votes, ballot.asked.len()).map(Name::from)
    }

    fn votes(&self, ballot: &Ballot, choice: Option<&Name>) -> Vec<Name> {
        let done = self.state.tasks_of(ballot).filter(|task| task.state == TaskState::Done);
        done.filter_map(|task| task.choice.clone()).chain(choice.cloned()).collect()
    }

    /// Somebody has answered, which stands in their task already.
    pub fn voted(&mut self, ballot: &Ballot, task: TaskNo, decided: Option<Name>) -> Decision {
        let Some(step) = self.step(&ballot.step) else { return Ok(()) };
        let (yes, others) = Counting::of(step).count(&self.votes(ballot, None));
        self.emit(Event::VoteCounted(VoteCounted {
            v: V1::default(),
            step: ballot.step.clone(),
            pass: ballot.pass,
            thread: ballot.thread,
            task,
            yes: yes as u32,
            others: others as u32,
            decided: decided.clone(),
        }));
        match decided {
            Some(choice) => self.decided(ballot, choice),
            None => self.ask(step, ballot),
        }
    }

    /// It is certain what the answers come to: the others are not asked any more, the step is done.
    fn decided(&mut self, ballot: &Ballot, choice: Name) -> Decision {
        let by = self.ctx.actor.as_person();
        let Some(step) = self.step(&ballot.step) else { return Ok(()) };
        let computed = self.computed_by_choice(step, &choice)?;
        self.give(Some(ballot.step.clone()), ballot.pass, computed)?;
        self.close_others(ballot, None);
        let (pass, thread, name) = (ballot.pass, ballot.thread, ballot.step.clone());
        let choice = Some(choice);
        self.completed(&Completed { step: name.clone(), pass, thread, choice: choice.clone(), by })?;
        self.go_on(thread, Onwards { step: Some(name), choice, by, ..Onwards::default() })
    }

    /// Withdraws the tasks that are still open, but for one.
    pub fn close_others(&mut self, ballot: &Ballot, but: Option<TaskNo>) {
        let by = self.ctx.actor.as_person();
        let open = self.state.tasks_of(ballot).filter(|task| task.state.is_open() && Some(task.task) != but);
        for task in open.map(|task| task.task).collect::<Vec<_>>() {
            let (step, pass) = (ballot.step.clone(), ballot.pass);
            self.emit(Event::TaskClosed(TaskClosed { v: V1::default(), task, step, pass, by }));
        }
    }

    /// One of those who are asked is gone for good: they do not count any more. Where too few are left, the step opens again,
    /// which says so.
    pub fn voter_left(&mut self, ballot: &Ballot, task: Option<&TaskRecord>, person: PersonId) -> Decision {
        let Some(step) = self.step(&ballot.step) else { return Ok(()) };
        let counting = Counting::of(step);
        let left = ballot.asked.len() - 1;
        let needed = counting.needed(left);
        let open = self.state.tasks_of(ballot).find(|task| task.state.is_open()).cloned();
        if left == 0 || needed > left {
            let Some(last) = task.cloned().or(open) else { return Ok(()) };
            self.close_others(ballot, Some(last.task));
            let (step, pass, thread) = (ballot.step.clone(), ballot.pass, ballot.thread);
            self.emit(Event::TaskTakenBack(TaskTakenBack {
                v: V1::default(),
                task: last.task,
                step,
                pass,
                thread,
                person,
            }));
            return match self.step(&ballot.step) {
                Some(step) => self.open_for_people(thread, step, None),
                None => Ok(()),
            };
        }
        let (name, pass, thread) = (ballot.step.clone(), ballot.pass, ballot.thread);
        self.emit(Event::VoterLeft(VoterLeft {
            v: V1::default(),
            step: name,
            pass,
            thread,
            task: task.map(|task| task.task),
            person,
            needed: needed as u32,
        }));
        let now = self.state.ballots.iter().find(|known| known.is_of(&ballot.step, pass, thread)).cloned();
        let Some(now) = now else { return Ok(()) };
        match self.verdict_with(&now, None) {
            Some(choice) => self.decided(&now, choice),
            None if self.state.tasks_of(&now).any(|task| task.state.is_open()) => Ok(()),
            None => self.ask(step, &now),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Counting, Need};
    use crate::name::Name;

    fn verdict(need: Need, hears_all: bool, votes: &str, asked: usize) -> Option<&'static str> {
        let choices = vec![("approve", true), ("fine", true), ("refuse", false), ("back", false)];
        let counting = Counting { need, one_by_one: false, hears_all, choices };
        let votes: Vec<Name> = votes.split_whitespace().map(Name::from).collect();
        counting.verdict(&votes, asked)
    }

    #[test]
    fn answers_count_as_needed() {
        let percent = |text: &str| Need::Percent(text.parse().expect("a number"));
        for (need, hears_all, votes, asked, expected) in [
            (Need::Any, false, "", 3, None),
            (Need::Any, false, "refuse", 3, None),
            (Need::Any, false, "refuse fine", 3, Some("approve")),
            (Need::Any, false, "refuse back back", 3, Some("back")),
            (Need::All, false, "approve approve", 3, None),
            (Need::All, false, "approve refuse", 3, Some("refuse")),
            (Need::All, true, "approve refuse", 3, None),
            (Need::All, true, "approve refuse back", 3, Some("refuse")),
            (Need::Majority, false, "approve approve", 4, None),
            (Need::Majority, false, "approve approve fine", 4, Some("approve")),
            (Need::Majority, false, "back refuse", 4, Some("refuse")),
            (Need::Count(2), false, "approve refuse refuse", 4, None),
            (Need::Count(2), false, "approve refuse fine", 4, Some("approve")),
            (percent("50"), false, "approve", 2, Some("approve")),
            (percent("51"), false, "approve", 2, None),
            (percent("66.7"), false, "approve approve", 3, None),
            (percent("66.6"), false, "approve approve", 3, Some("approve")),
            (percent("0.1"), false, "refuse", 2, None),
        ] {
            assert_eq!(verdict(need, hears_all, votes, asked), expected, "{need:?} {votes} of {asked}");
        }
    }
}
