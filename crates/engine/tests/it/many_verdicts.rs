//! A list that changes more often than its states are kept: rows that nobody touched are as they were shown, and of those that
//! others changed it is told what both did.

use baton_engine::{Actor, Command, CompleteTask, Refusal, Seen, Values};
use serde_json::{Value as Json, json};

use crate::stage::World;
use crate::story::start;

const DEFINITION: &str = "\
workflow: verdicts
title: Verdicts
owner: procurement
start:
  - form: Ask
    who: everyone
    gives: [parts]
roles:
  asker: { is: starter }
fields:
  parts: { type: list, of: { name: { type: text }, good: { type: yes-no } } }
steps:
  - parallel: Both
    branches:
      - steps: [{ task: Edit, id: edit, who: asker, gives: [parts] }]
      - steps:
          - each: Parts
            id: each-part
            in: parts
            as: part
            steps: [{ task: Check, id: check, who: asker, shows: [part.name], gives: [part.good] }]
  - { task: See, id: see, who: asker }
outcomes:
  done: { title: Done }
";

/// More than states are kept.
const PARTS: u32 = 90;

struct Told {
    world: World,
    edit: u32,
    checks: Vec<u32>,
}

impl Told {
    fn new() -> Self {
        let mut world = World::new(baton_model::compile(DEFINITION).unwrap());
        let parts = (1..=PARTS).map(|nth| json!({ "name": format!("Part {nth}") }));
        let filled = Values::from_iter([("parts".to_owned(), parts.collect())]);
        world.send(Actor::person(1), &Command::StartRun(start(0, filled))).unwrap();
        let of =
            |step: &str| world.state.open_tasks().filter(|task| &*task.step == step).map(|task| task.task).collect();
        let (edit, checks): (Vec<u32>, Vec<u32>) = (of("edit"), of("check"));
        Self { world, edit: edit[0], checks }
    }

    /// Completes a task by a form that was opened at the beginning.
    fn complete(&mut self, task: u32, (field, value): (&str, Json), told: Option<i64>) -> Result<(), Refusal> {
        let (values, seen) = (Values::from_iter([(field.to_owned(), value)]), Some(Seen { rev: 1, told }));
        let done = CompleteTask { task, choice: None, values, comment: None, seen, checked: Vec::new() };
        self.world.send(Actor::person(1), &Command::CompleteTask(done)).map(drop)
    }

    fn all_but_one(&mut self) {
        for task in self.checks.clone().into_iter().skip(1) {
            self.complete(task, ("part.good", true.into()), None).unwrap();
        }
    }
}

fn row(nth: u32) -> Json {
    json!({ "$row": nth, "name": format!("Part {nth}") })
}

#[test]
fn each_verdict_is_taken_however_many_came_before_it() {
    let mut told = Told::new();
    told.all_but_one();
    let edited = (1..=PARTS).map(|nth| if nth == 1 { json!({ "$row": 1, "name": "Best part" }) } else { row(nth) });
    told.complete(told.edit, ("parts", edited.collect()), told.world.state.rev.into()).unwrap();
    let first = told.checks[0];
    assert_eq!(told.complete(first, ("part.good", true.into()), None).unwrap_err().code, "task.stale");
    let rev = told.world.state.rev;
    told.complete(first, ("part.good", true.into()), Some(rev)).unwrap();
}

#[test]
fn a_form_that_is_older_than_what_is_kept_changes_its_own_rows_and_is_told_of_the_others() {
    let mut told = Told::new();
    told.all_but_one();
    let edit = told.edit;
    // The second part's verdict is of those that are not kept: what the form sends for it may be what it was shown.
    let mut edited: Vec<Json> = (1..=PARTS).map(row).collect();
    edited[0]["name"] = "Best part".into();
    edited.push(json!({ "$row": null, "name": "New part" }));
    let refusal = told.complete(edit, ("parts", edited.clone().into()), None).unwrap_err();
    assert_eq!(refusal.code, "task.rows_changed");
    assert_eq!(refusal.faults[0].path, "/values/parts/1/good");
    let unsure = refusal.faults.len();
    assert!((1..PARTS as usize - 60).contains(&unsure), "{unsure}");
    let rev = told.world.state.rev;
    told.complete(edit, ("parts", edited.into()), Some(rev)).unwrap();
    let parts = told.world.state.values["parts"].value.clone();
    assert_eq!((&parts[0]["name"], &parts[90]["name"]), (&json!("Best part"), &json!("New part")));
    assert_eq!((&parts[1]["good"], &parts[80]["good"]), (&Json::Null, &json!(true)));
}
