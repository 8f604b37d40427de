//! Blocks: their cases and branches, and when they go on.

use super::tale::Tale;
use super::words::Said;
use super::{field, steps};
use crate::definition::step::{BlockJoin, Branch, Case, Choose, Each, Joining, Parallel, Race, Stage};

pub(super) fn choose(tale: &mut Tale<'_>, was: &Choose, now: &Choose) {
    let Choose { cases, take_all } = now;
    tale.list(("case", "cases"), (&was.cases, cases), called, case);
    if was.take_all.is_some() != take_all.is_some() {
        tale.say(if take_all.is_some() {
            "all cases that hold are taken"
        } else {
            "the first case that holds is taken"
        });
    }
    let (old, new) = (was.take_all.clone().unwrap_or_default(), take_all.clone().unwrap_or_default());
    joining(tale, &old, &new);
}

fn called(case: &Case) -> String {
    case.when.as_ref().map_or_else(|| "otherwise".to_owned(), |when| format!("when {}", when.text.trim()))
}

fn case(tale: &mut Tale<'_>, was: &Case, now: &Case) {
    let Case { id: _, when: _, title, steps, then, span: _ } = now;
    tale.value("it is taken", &called(was), &called(now));
    tale.value("title", &was.title, title);
    tale.value("then", &was.then, then);
    steps::inside(tale, &was.steps, steps);
}

pub(super) fn parallel(tale: &mut Tale<'_>, was: &Parallel, now: &Parallel) {
    let Parallel { branches, joining } = now;
    self::branches(tale, &was.branches, branches);
    self::joining(tale, &was.joining, joining);
}

pub(super) fn race(tale: &mut Tale<'_>, was: &Race, now: &Race) {
    let Race { branches, first_claimed } = now;
    self::branches(tale, &was.branches, branches);
    if was.first_claimed != *first_claimed {
        tale.say(if *first_claimed { "the first one taken wins" } else { "the first one completed wins" });
    }
}

pub(super) fn branches(tale: &mut Tale<'_>, was: &[Branch], now: &[Branch]) {
    tale.list(("branch", "branches"), (was, now), branch_called, branch);
}

/// Its id where it has one, else its title, else how its steps begin.
fn branch_called(branch: &Branch) -> String {
    let first = || branch.steps.first().map(|step| format!("“{}”", step.title.text));
    let written = (!branch.id.contains('/')).then(|| branch.id.clone());
    written
        .or_else(|| branch.title.as_ref().map(|title| format!("“{}”", title.text)))
        .or_else(first)
        .unwrap_or_default()
}

fn branch(tale: &mut Tale<'_>, was: &Branch, now: &Branch) {
    let Branch { id: _, title, when, after, steps, span: _ } = now;
    // What it is called by changed alone where it is the id.
    if !was.id.contains('/') || !now.id.contains('/') {
        let id = |branch: &Branch| (!branch.id.contains('/')).then(|| branch.id.clone());
        tale.value("id", &id(was), &id(now));
    }
    tale.value("title", &was.title, title);
    tale.value("when", &was.when, when);
    tale.value("after", &was.after, after);
    steps::inside(tale, &was.steps, steps);
}

fn joining(tale: &mut Tale<'_>, was: &Joining, now: &Joining) {
    let Joining { join, cancels_rest } = now;
    tale.value("join", &was.join, join);
    if was.cancels_rest != *cancels_rest {
        tale.say(if *cancels_rest { "what is left then is withdrawn" } else { "what is left then is finished" });
    }
}

impl Said for BlockJoin {
    fn said(&self) -> Option<String> {
        Some(match self {
            Self::All => "all".to_owned(),
            Self::Any => "any".to_owned(),
            Self::None => "none".to_owned(),
            Self::Count(count) => count.to_string(),
            Self::When(when) => when.text.trim().to_owned(),
        })
    }
}

pub(super) fn stage(tale: &mut Tale<'_>, was: &Stage, now: &Stage) {
    let Stage { steps: _, fields } = now;
    tale.parts(("field", "fields"), &was.fields, fields, field::told);
}

pub(super) fn each(tale: &mut Tale<'_>, was: &Each, now: &Each) {
    // Which list it is follows from `in`.
    let Each { items, list: _, name, steps: _, at_a_time, joining, add, fields } = now;
    tale.value("in", &was.items, items);
    tale.value("an item is called", &was.name, name);
    match (was.at_a_time, at_a_time) {
        (was, now) if was == *now => {}
        (_, Some(1)) => tale.say("the items are done one by one"),
        (_, Some(count)) => tale.say(&format!("{count} items are done at a time")),
        (_, None) => tale.say("all items are done together"),
    }
    self::joining(tale, &was.joining, joining);
    tale.value("items may be added by", &was.add, add);
    tale.parts(("field", "fields"), &was.fields, fields, field::told);
}
