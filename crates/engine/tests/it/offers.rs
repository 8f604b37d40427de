//! What a form asks for at once, and which choices it offers.

use std::fmt::Write;

use baton_engine::form::{Form, form};
use baton_engine::{Actor, Ctx, RunState, Values};
use jiff::tz::TimeZone;
use serde_json::json;

use crate::house::House;

#[test]
fn the_facts_of_a_large_form_are_asked_for_at_once() {
    let mut fields = String::new();
    let mut names = Vec::new();
    for index in 0..30 {
        writeln!(fields, "  file{index}: {{ type: file }}\n  person{index}: {{ type: person }}").unwrap();
        names.extend([format!("file{index}"), format!("person{index}")]);
    }
    let text = format!(
        "workflow: large\ntitle: Large\nowner: procurement\nstart: [{{ form: Ask, gives: [{}] }}]\nroles: {{ asker: {{ is: starter }} }}
fields:\n{fields}steps: [{{ task: Look, who: asker }}]\noutcomes: {{ done: {{}} }}\n",
        names.join(", ")
    );
    let def = baton_model::compile(&text).unwrap();
    let values: Values = (0..30)
        .flat_map(|index| {
            [
                (format!("file{index}"), json!(format!("g{index}"))),
                (format!("person{index}"), json!(format!("@p{index}"))),
            ]
        })
        .collect();
    let ctx = Ctx {
        now: "2026-11-02T09:00:00Z".parse().unwrap(),
        actor: Actor::person(1),
        cmd: "c".to_owned(),
        zone: TimeZone::UTC,
        link: String::new(),
    };
    let (house, mut facts, mut rounds) = (House::default(), House::empty_facts(), 0);
    while let Err(wants) = form(&def, &RunState::default(), &facts, &ctx, Form::Start(0), &values) {
        for want in &wants {
            house.tell(want, &mut facts);
        }
        rounds += 1;
        assert!(rounds <= 2, "{wants:?}");
    }
}
