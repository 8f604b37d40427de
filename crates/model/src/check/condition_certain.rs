//! A condition that comes out the same each time it is asked: `amount > 10 and amount < 5`, or one against the limits and options
//! of a field. It is warned of wherever a condition stands. Only what is certain is told: a field that may be empty counts as empty
//! too, and a condition over what is not known beforehand may be anything. `while: true` and `until: false` are said on purpose.

use std::collections::HashSet;

use baton_feel::table::{Budget, Domain};
use baton_feel::{Certain, Holds, Type, Value};

use super::case_never_taken::words as words_of;
use super::{Subject, table_gap};
use crate::codes;
use crate::definition::step::{Again, DecideRules, Joining, Repeat, Wait, WaitFor};
use crate::definition::{Case, Expr, Field, Handler, Start, StartKind, Step, StepKind, Then};
use crate::found::Found;
use crate::map::IndexMap;

/// What it comes to where a condition is never true, and where it always is.
type Words = (&'static str, &'static str);

const STEP: Words = ("the step is always passed over", "the step is never passed over");
const ONLY_WHILE: Words = ("nobody can ever do the step", "it holds nobody up");
const CHOICE: Words = ("the choice is never offered", "the choice is always offered");
const THEN: Words = ("this way is never taken", "this way is always taken");
const CASE: Words = ("the case is never taken", "no case after it is taken");
const ALL_CASES: Words = ("the case is never taken", "the case is always taken");
const RULE: Words = ("the rule never holds", "no rule after it holds");
const BRANCH: Words = ("the branch is never taken", "the branch is always taken");
const JOIN: Words = ("the block goes on only when all are done", "the block goes on at once");
const HANDLER: Words = ("the handler never fires", "the handler fires as soon as it can");
const WHILE: Words = ("no round is ever done", "it goes round for ever");
const UNTIL: Words = ("it goes round for ever", "there is one round");
const WAIT: Words = ("it waits for ever", "it waits for nothing");
const START: Words = ("no run ever begins so", "a run begins with each of these events");
const REQUIRED: Words = ("the field is never required", "the field is always required");
const SHOWN: Words = ("the field is never shown", "the field is always shown");
const READ_ONLY: Words = ("the field can always be changed", "the field can never be changed");
const CHECK: Words = ("nothing that is filled in is ever right", "it refuses nothing");
const PART: Words = ("the workflow is always passed over", "the workflow is never passed over");

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let workflow = subject.workflow;
    let known = Known::of(subject);
    starts_and_fields(&workflow.start, &workflow.fields, add);
    let names = |name: &str| known.holds(name);
    let mut asked = Asked::of(&names, add);
    asked.handlers(&workflow.in_case);
    for step in &subject.steps {
        asked.step(step);
    }
    // An inner name may mean something else in a block, so nothing is taken as known.
    let own = subject.steps.iter().filter_map(|step| step.own_fields()).flat_map(|own| own.values());
    let mut asked = Asked::of(&|_| None, add);
    own.for_each(|field| asked.field(field));
}

/// The conditions of starts and of forms, where a field may not be filled in yet.
pub(super) fn starts_and_fields(start: &[Start], fields: &IndexMap<String, Field>, add: &mut dyn FnMut(Found)) {
    let mut asked = Asked::of(&|_| None, add);
    for start in start {
        if let StartKind::Event { when: Some(when), .. } = &start.kind {
            asked.tell(when, START);
        }
    }
    // A column sees those of its row, which may be called like fields.
    fields.values().flat_map(|field| field.of.values()).for_each(|column| asked.field(column));
    let names = |name: &str| fields.get(name).map(|field| holds(field, false));
    let mut asked = Asked::of(&names, add);
    fields.values().for_each(|field| asked.field(field));
}

/// The condition under which a workflow of a process runs.
pub(super) fn of_part((when, is_each): (&Expr, bool), fields: &IndexMap<String, Field>, add: &mut dyn FnMut(Found)) {
    // Where there is a run for each of several, these two are the item and its place.
    let is_item = |name: &str| is_each && matches!(name, "item" | "index");
    let names = |name: &str| fields.get(name).filter(|_| !is_item(name)).map(|field| holds(field, false));
    Asked::of(&names, add).tell(when, PART);
}

/// The rules of a shared decision.
pub(super) fn rules<'e>(
    whens: impl Iterator<Item = Option<&'e Expr>>,
    names: baton_feel::Names<'_>,
    add: &mut dyn FnMut(Found),
) {
    Asked::of(names, add).cases(whens, RULE);
}

/// Conditions that are asked over the same names, and how much longer may be looked.
struct Asked<'a> {
    names: baton_feel::Names<'a>,
    budget: Budget,
    add: &'a mut dyn FnMut(Found),
}

impl<'a> Asked<'a> {
    fn of(names: baton_feel::Names<'a>, add: &'a mut dyn FnMut(Found)) -> Self {
        Self { names, budget: Budget::default(), add }
    }

    fn field(&mut self, field: &Field) {
        let all = [(&field.required_when, REQUIRED), (&field.show_when, SHOWN), (&field.read_only_when, READ_ONLY)];
        for (when, words) in all.into_iter().filter_map(|(when, words)| Some((when.as_ref()?, words))) {
            self.tell(when, words);
        }
        if let Some(check) = &field.check {
            self.tell(&check.when, CHECK);
        }
    }

    fn step(&mut self, step: &Step) {
        step.when.iter().for_each(|when| self.tell(when, STEP));
        step.only_while.iter().for_each(|when| self.tell(when, ONLY_WHILE));
        self.targets(&step.then);
        self.handlers(&step.in_case);
        for choice in step.choices().into_iter().flat_map(|choices| choices.values()) {
            choice.when.iter().for_each(|when| self.tell(when, CHOICE));
            self.targets(&choice.then);
        }
        step.branches().iter().filter_map(|branch| branch.when.as_ref()).for_each(|when| self.tell(when, BRANCH));
        match &step.kind {
            StepKind::Choose(choose) => {
                let words = if choose.take_all.is_some() { ALL_CASES } else { CASE };
                self.cases(choose.cases.iter().map(|case| case.when.as_ref()), words);
                choose.cases.iter().for_each(|case| self.targets(&case.then));
                choose.take_all.iter().for_each(|joining| self.joined(joining));
            }
            StepKind::Decide(decide) => {
                if let DecideRules::Rules(rules) = &decide.rules {
                    self.cases(rules.iter().map(|rule| rule.when.as_ref()), RULE);
                }
            }
            StepKind::Parallel(parallel) => self.joined(&parallel.joining),
            StepKind::Each(each) => self.joined(&each.joining),
            StepKind::Repeat(Repeat { again, .. }) => match again {
                Again::While(when) if is(when, true) => {}
                Again::Until(when) if is(when, false) => {}
                Again::While(when) => self.tell(when, WHILE),
                Again::Until(when) => self.tell(when, UNTIL),
            },
            StepKind::Wait(Wait { what: WaitFor::Condition(when) }) => self.tell(when, WAIT),
            _ => {}
        }
    }

    /// Cases of which the first that holds counts, or rules. That a fixed one is never taken is told of as such, and a last one
    /// that always holds stands for `otherwise`.
    fn cases<'e>(&mut self, whens: impl Iterator<Item = Option<&'e Expr>>, words: Words) {
        let whens: Vec<Option<&Expr>> = whens.collect();
        let mut seen: HashSet<String> = HashSet::new();
        for (at, when) in whens.iter().enumerate() {
            let Some(when) = when.filter(|when| when.program.as_constant().is_none()) else { continue };
            self.tell(when, words);
            // After one that always holds, or the same again, is told already.
            let before = whens[..at].iter().copied().collect::<Option<Vec<&Expr>>>().unwrap_or_default();
            let is_told = !seen.insert(words_of(when)) || before.iter().any(|other| is(other, true));
            let before: Vec<&baton_feel::Program> = before.into_iter().map(|when| &when.program).collect();
            if words == ALL_CASES || before.is_empty() || is_told {
                continue;
            }
            if when.program.is_after_all(&before, self.names, &mut self.budget) {
                let why = "those before it hold wherever it does";
                (self.add)(Found { is_mild: true, ..Found::new(&codes::CASE_NEVER_TAKEN, when.span).with("why", why) });
            }
        }
    }

    fn targets(&mut self, then: &[Then]) {
        then.iter().filter_map(|then| then.when.as_ref()).for_each(|when| self.tell(when, THEN));
    }

    fn joined(&mut self, joining: &Joining) {
        joining.condition().into_iter().for_each(|when| self.tell(when, JOIN));
    }

    fn handlers(&mut self, handlers: &[Handler]) {
        for handler in handlers {
            if let Case::When(when) = &handler.when {
                self.tell(when, HANDLER);
            }
            self.targets(&handler.then);
        }
    }

    fn tell(&mut self, when: &Expr, (never, always): Words) {
        // What is no condition at all is told as that.
        if !when.program.result_type().fits(&Type::Boolean) {
            return;
        }
        let (rule, what) = match when.program.certain(self.names, &mut self.budget) {
            Some(Certain::Never) => (&codes::CONDITION_NEVER, never),
            Some(Certain::Always) => (&codes::CONDITION_ALWAYS, always),
            None => return,
        };
        (self.add)(Found::new(rule, when.span).with("text", &when.text).with("what", what));
    }
}

fn is(when: &Expr, truth: bool) -> bool {
    when.program.as_constant() == Some(&Value::Boolean(truth))
}

/// What a field can hold.
pub(super) fn holds(field: &Field, is_there: bool) -> Holds {
    let domain = table_gap::value_domain(field).unwrap_or_else(|| Domain::from(field.kind()));
    Holds { domain, is_there }
}

/// The fields of a workflow as its steps find them.
struct Known<'s> {
    fields: &'s IndexMap<String, Field>,
    /// Names that mean something else somewhere.
    hidden: HashSet<&'s str>,
    /// Fields that every start asks a person for, and that nothing else fills.
    there: HashSet<&'s str>,
}

impl<'s> Known<'s> {
    fn of(subject: &'s Subject<'_>) -> Self {
        const ELSEWHERE: [&str; 8] = ["item", "index", "body", "response", "result", "done", "open", "total"];
        let workflow = subject.workflow;
        let own = subject.steps.iter().filter_map(|step| step.own_fields()).flat_map(|own| own.keys());
        let items = workflow.items.iter();
        let hidden = own.chain(items).map(String::as_str).chain(ELSEWHERE).collect();
        let mut filled: HashSet<&str> = HashSet::new();
        for step in &subject.steps {
            let choices =
                step.choices().into_iter().flat_map(|choices| choices.values()).flat_map(|choice| &choice.gives);
            let handlers = step.in_case.iter().flat_map(|handler| &handler.gives);
            filled.extend(step.gives.iter().chain(choices).chain(handlers).map(|given| given.field.as_str()));
        }
        filled.extend(workflow.in_case.iter().flat_map(|handler| &handler.gives).map(|given| given.field.as_str()));
        let is_asked = |name: &str| {
            let mut starts = workflow.start.iter();
            starts.len() > 0 && starts.all(|start| start.is_by_hand() && start.fields().contains(&name))
        };
        let is_there = |field: &&Field| {
            let is_filled_in = field.required && field.show_when.is_none() && !field.personal;
            is_filled_in && is_asked(&field.name) && !filled.contains(field.name.as_str())
        };
        let there = workflow.fields.values().filter(is_there).map(|field| field.name.as_str()).collect();
        Self { fields: &workflow.fields, hidden, there }
    }

    fn holds(&self, name: &str) -> Option<Holds> {
        let field = self.fields.get(name).filter(|_| !self.hidden.contains(name))?;
        Some(holds(field, self.there.contains(name)))
    }
}
