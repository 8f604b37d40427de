//! The page of a run says what the computed titles of cases, branches and outcomes come to, also before anybody comes there.

use baton_runtime::{Ask, Made};
use serde_json::{Map, Value, json};

use crate::world::{Kept, World, complete};

const ORDERS: &str = r#"
workflow: orders
title: Orders
owner: procurement
start:
  - form: Begin
    who: everyone
    gives: [amount, place]
roles:
  asker: { is: starter }
fields:
  amount: { type: number, required: true }
  place:  { type: text, required: true }
steps:
  - choose: How much is it?
    cases:
      - when: amount > 100
        title: More than 100, here {amount}
        steps:
          - parallel: Ask two
            branches:
              - { id: near, title: "Near {place}", steps: [{ task: Look near, who: asker }] }
              - { id: far, title: Elsewhere, steps: [{ task: Look far, who: asker, choices: { ok: { label: "Not in {place}" } } }] }
      - otherwise: true
        steps: []
outcomes:
  bought: { title: "Bought in {place}" }
"#;

#[test]
fn they_are_said_on_the_page_of_a_run() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("orders", ORDERS).expect("published");
        let ana = world.person("ana");
        let values = Map::from_iter([("amount".to_owned(), json!(250)), ("place".to_owned(), json!("Porto"))]);
        let begun = world.ask(&ana, Ask::StartRun { workflow: "orders".to_owned(), start: None, values });
        let Made::Run(run) = begun.expect("begun").made else { panic!("a run is made") };
        let told = world.handle.run(&ana, &run).expect("a page");
        let case = &told.outline.steps[0].branches[0];
        assert_eq!(case.title.as_deref(), Some("More than 100, here 250"));
        let branches = &case.steps[0].branches;
        assert_eq!(
            branches.iter().map(|one| one.title.as_deref()).collect::<Vec<_>>(),
            [Some("Near Porto"), Some("Elsewhere")]
        );
        assert_eq!(branches[1].steps[0].choices[0].label, "Not in Porto");
        assert_eq!(told.outline.outcomes[0].title, "Bought in Porto");
        let said: Vec<&str> = told.timeline.iter().map(|item| item.sentence.as_str()).collect();
        assert!(said.iter().any(|text| text.contains("More than 100, here 250")), "{said:?}");
        for task in 1..=2 {
            world.ask(&ana, complete(format!("{run}.{task}"), None, Value::Null)).expect("done");
        }
        let told = world.handle.run(&ana, &run).expect("a page");
        assert_eq!(told.summary.outcome.expect("an outcome").title, "Bought in Porto");
    }
}
