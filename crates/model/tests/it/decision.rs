//! Shared decisions: read, linked, evaluated; tables with every hit policy; a step as a decision.

use std::collections::BTreeMap;
use std::sync::Arc;

use baton_feel::{Env, Limits, Nothing, Value};
use baton_model::decision::{Compiled, Decided, Linked, Values, from_json, from_text, of_step, steps};
use baton_model::{Fault, compile, compile_decision, read};
use serde_json::{Value as Json, json};

fn compiled(text: &str) -> Arc<Compiled> {
    let faults = |faults: Vec<Fault>| faults.iter().map(|fault| fault.render(text)).collect::<Vec<_>>().join("\n");
    Arc::new(compile_decision(text).unwrap_or_else(|found| panic!("{}", faults(found))))
}

fn linked(texts: &[&str]) -> Result<Linked, Vec<Fault>> {
    let all: Vec<Arc<Compiled>> = texts.iter().map(|text| compiled(text)).collect();
    let known: BTreeMap<String, Arc<Compiled>> =
        all.iter().map(|one| (one.decision.head.id.name.clone(), Arc::clone(one))).collect();
    Linked::new(Arc::clone(&all[0]), &mut |id| known.get(id).cloned())
}

fn decided(linked: &Linked, inputs: &Json) -> Decided {
    let mut values = Values::new();
    for (name, json) in inputs.as_object().expect("a map") {
        let input = &linked.decision().inputs[name];
        values.insert(name.clone(), from_json(input, json).unwrap_or_default());
    }
    linked.evaluate(
        &values,
        &Env {
            lookup: &Nothing,
            now: jiff::Timestamp::UNIX_EPOCH,
            zone: &jiff::tz::TimeZone::UTC,
            calendar: None,
            limits: Limits::default(),
        },
    )
}

fn gives(texts: &[&str], inputs: &Json) -> Json {
    decided(&linked(texts).expect("it links"), inputs).value.to_json()
}

const LEVEL: &str = "\
decision: level
owner: office
inputs:
  amount: { type: number, min: 0 }
  urgent: { type: yes-no }
outputs:
  level: { type: choice, options: [cfo, finance, none] }
  points: { type: number }
table:
  hit: HIT
  inputs: [amount, urgent]
  rules:
    - { when: [\"< 1000\", \"-\"], gives: [none, \"1\"] }
    - { when: [\"< 5000\", \"true\"], gives: [finance, \"2\"] }
    - { when: [\">= 1000\", \"-\"], gives: [cfo, \"4\"] }
";

#[test]
fn a_table_gives_what_its_hit_policy_says() {
    let both = json!({ "amount": 500, "urgent": true });
    let none = |points: i64| json!({ "level": "none", "points": points });
    let cases = [
        ("first", json!({ "level": "none", "points": 1 })),
        ("priority", json!({ "level": "finance", "points": 2 })),
        ("rule-order", json!([none(1), { "level": "finance", "points": 2 }])),
        ("output-order", json!([{ "level": "finance", "points": 2 }, none(1)])),
        ("collect", json!([none(1), { "level": "finance", "points": 2 }])),
        ("any", Json::Null),
    ];
    for (hit, expected) in cases {
        let text = LEVEL.replace("HIT", hit);
        // A table that overlaps where it may not is refused before; here what it does all the same is asked.
        let text = if hit == "any" { text.replace("finance, \"2\"", "none, \"3\"") } else { text };
        let linked = Linked::new(Arc::new(unchecked(&text)), &mut |_| None).expect("it links");
        assert_eq!(decided(&linked, &both).value.to_json(), expected, "{hit}");
    }
    for (aggregate, expected) in [("sum", 3), ("min", 1), ("max", 2), ("count", 2)] {
        let text = LEVEL.replace("HIT", &format!("collect\n  aggregate: {aggregate}"));
        let text = text.replace("  level: { type: choice, options: [cfo, finance, none] }\n", "");
        let text = text.replace("[none, ", "[").replace("[finance, ", "[").replace("[cfo, ", "[");
        assert_eq!(gives(&[&text], &both), json!(expected), "{aggregate}");
    }
}

/// A decision as it was published once, whatever would be said of it now.
fn unchecked(text: &str) -> Compiled {
    baton_model::compile_published_decision(text).expect("it can be read")
}

#[test]
fn a_decision_uses_others_functions_and_names_with_spaces() {
    let offer = "\
decision: offer
owner: office
inputs:
  Monthly income: { type: money, currency: EUR }
  rate: { type: number }
uses: { Credit risk: credit-risk }
functions:
  twice: { inputs: { x: { type: number } }, value: x * 2 }
  four times: { inputs: { x: { type: number } }, value: twice(twice(x)) // of it }
outputs:
  offer: { type: number }
  reason: { type: text }
value: 'if Credit risk = \"low\" then { offer: four times(Monthly income), reason: \"safe\" } else { reason: \"risky\" }'
";
    let offer = &offer.replace(" // of it", "");
    let risk = "\
decision: credit-risk
owner: office
inputs:
  Monthly income: { type: number }
  rate: { type: number }
outputs:
  risk: { type: choice, options: [low, high] }
table:
  inputs: [Monthly income * rate]
  rules:
    - { when: [\"> 100\"], gives: [low] }
    - { when: [\"<= 100\"], gives: [high] }
";
    assert_eq!(
        gives(&[offer, risk], &json!({ "Monthly income": "1000.50", "rate": 0.5 })),
        json!({ "offer": 4002, "reason": "safe" })
    );
    let poor = decided(&linked(&[offer, risk]).unwrap(), &json!({ "Monthly income": 10, "rate": 1 }));
    assert_eq!(poor.value.to_json(), json!({ "offer": null, "reason": "risky" }));
    let ways: Vec<(&str, &[usize])> =
        poor.applied.iter().map(|applied| (applied.decision.as_str(), applied.hits.as_slice())).collect();
    assert_eq!(ways, [("credit-risk", [1].as_slice()), ("offer", &[])]);
    assert_eq!(poor.applied[0].inputs, [("Monthly income * rate".to_owned(), Value::from(10))]);
}

fn decision(id: &str, rest: &str) -> String {
    format!("decision: {id}\nowner: office\n{rest}\n")
}

#[test]
fn what_is_used_must_be_there_and_in_no_circle() {
    let value = |uses: &str, inputs: &str| {
        format!("uses: [{uses}]\ninputs: {{ {inputs} }}\noutputs: {{ a: {{ type: any }} }}\nvalue: 1")
    };
    let x = "x: { type: number }";
    let cases = [
        (vec![decision("a", &value("b", x))], vec!["check.decision_unknown"]),
        (
            vec![decision("a", &value("b", x)), decision("b", &value("c", x)), decision("c", &value("a", x))],
            vec!["check.decision_in_circle"],
        ),
        (vec![decision("a", &value("b", "")), decision("b", &value("", x))], vec!["check.decision_input_missing"]),
        (
            vec![decision("a", &value("b", "x: { type: text }")), decision("b", &value("", x))],
            vec!["check.decision_input_missing"],
        ),
        // What was used before is an input of what is used after it.
        (vec![decision("a", &value("x, b", "")), decision("b", &value("", x)), decision("x", &value("", ""))], vec![]),
    ];
    for (texts, expected) in cases {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let faults = linked(&texts).err().unwrap_or_default();
        let codes: Vec<&str> = faults.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, expected, "{texts:?}");
        assert!(faults.iter().all(|fault| fault.line == 3), "{faults:?}");
    }
}

#[test]
fn a_service_gives_what_it_uses_and_what_it_is_given_stands_for_decisions() {
    let service = decision(
        "prices",
        "service: true\ninputs: { amount: { type: number }, discount: { type: number } }\nuses: [total]",
    );
    let total = decision(
        "total",
        "inputs: { amount: { type: number } }\nuses: [discount]\noutputs: { total: { type: number } }\nvalue: amount - discount",
    );
    let discount = decision(
        "discount",
        "inputs: { amount: { type: number } }\noutputs: { discount: { type: number } }\nvalue: amount / 10",
    );
    let texts = [service.as_str(), &total, &discount];
    assert_eq!(gives(&texts, &json!({ "amount": 100, "discount": 40 })), json!(60));
    assert_eq!(gives(&texts[1..], &json!({ "amount": 100 })), json!(90));
}

#[test]
fn what_does_not_fit_counts_as_null_and_is_told() {
    let text = decision(
        "a",
        "inputs: { n: { type: number, min: 0 }, c: { type: choice, options: [x, y] } }\noutputs: { o: { type: number, max: 10 } }\nvalue: n",
    );
    let linked = linked(&[&text]).unwrap();
    let n = &linked.decision().inputs["n"];
    let c = &linked.decision().inputs["c"];
    assert_eq!(from_text(n, "-1").unwrap_err(), "`n` is at least 0, and this is -1");
    assert_eq!(from_text(n, "many").unwrap_err(), "`n` takes a number, and this is a text");
    assert!(from_text(c, "z").unwrap_err().starts_with("`c` has no option"));
    assert_eq!(from_text(n, "12.50").map(|value| value.to_string()).as_deref(), Ok("12.5"));
    let large = decided(&linked, &json!({ "n": 11 }));
    assert_eq!(large.value, Value::Null);
    assert_eq!(large.own().unwrap().notes, ["output: `o` is at most 10, and this is 11"]);
    // A list of one stands for the one.
    assert_eq!(decided(&linked, &json!({ "n": [7] })).value, Value::from(7));
}

#[test]
fn lists_of_plain_values_and_objects_have_their_types() {
    let text = decision(
        "a",
        "inputs: { rows: { type: list, of: { price: { type: number } } }, days: { type: list, of: date }, who: { type: object, of: { Full Name: { type: text } } } }\noutputs: { o: { type: any } }\nvalue: '[sum(rows.price), max(days), who.Full Name]'",
    );
    let inputs = json!({
        "rows": [{ "price": "1.5" }, { "price": 2 }],
        "days": ["2026-03-01", "2026-02-01"],
        "who": { "Full Name": "Ana" },
    });
    assert_eq!(gives(&[&text], &inputs), json!([3.5, "2026-03-01", "Ana"]));
}

#[test]
fn many_uses_of_the_same_are_decided_once() {
    // Twenty layers that each use the one below twice under two names would be a million decisions.
    let mut texts = vec![decision("d0", "inputs: {}\noutputs: { o: { type: number } }\nvalue: 1")];
    for n in 1..=20 {
        let uses = format!("uses: {{ one: d{0}, other: d{0} }}", n - 1);
        texts.push(decision(
            &format!("d{n}"),
            &format!("{uses}\noutputs: {{ o: {{ type: number }} }}\nvalue: one + other"),
        ));
    }
    texts.reverse();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let found = decided(&linked(&texts).unwrap(), &json!({}));
    assert_eq!((found.value, found.applied.len()), (Value::from(1 << 20), 21));
}

#[test]
fn a_step_of_a_workflow_is_a_decision_of_its_fields() {
    let text = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/definition/hit_gives_other.ok.yaml"
    ));
    let compiled = compile(&text.unwrap()).expect("it has no errors");
    let steps = steps(&compiled.workflow);
    let decision = of_step(&compiled.workflow, steps[0]).expect("it has a table");
    assert_eq!(decision.inputs.keys().collect::<Vec<_>>(), ["amount"]);
    let whole = Compiled { decision, text: Arc::clone(&compiled.text), sha256: String::new() };
    let linked = Linked::new(Arc::new(whole), &mut |_| None).expect("it uses nothing");
    assert_eq!(decided(&linked, &json!({ "amount": 3 })).value.to_json(), json!(["budget"]));
}

#[test]
fn a_decision_is_no_workflow_and_a_workflow_no_decision() {
    let text = decision("a", "outputs: { o: { type: number } }\nvalue: 1");
    assert_eq!(compile(&text).unwrap_err()[0].message, read(&text).compile().unwrap_err()[0].message);
    assert_eq!(compile(&text).unwrap_err()[0].code, "definition.missing_key");
    assert_eq!(compile_decision("workflow: a\nowner: b\n").unwrap_err()[0].severity, baton_model::Severity::Error);
}

#[test]
fn a_workflow_asks_what_a_decision_can_answer() {
    let text = "\
workflow: errand
owner: office
start:
  - form: Ask
    gives: [amount, note]
fields:
  amount: { type: number }
  note: { type: text }
  level: { type: choice, options: [low] }
  points: { type: number }
  pay: { type: number, personal: true }
  twice: { type: number, personal: true }
steps:
  - decide: One
    decision: level
    gives: [level, points]
  - decide: Two
    decision: level
    with: { amount: note, urgnet: 'true' }
    gives: [level, point]
  - decide: Three
    decision: nothing
    gives: [level]
  - decide: Four
    decision: level
    with: { amount: pay, urgent: 'true' }
    gives: { level: result.level, points: result.points, twice: result.points * 2 }
outcomes:
  done: { title: Done }
";
    let checked = read(text);
    let workflow = checked.definition.as_ref().and_then(|definition| definition.workflow()).expect("it is a workflow");
    let level = LEVEL.replace("HIT", "first").replace("  urgent", "  note: { type: text }\n  urgent");
    let level = Arc::new(linked(&[&level]).unwrap());
    let found = baton_model::decision::asked(workflow, text, &mut |id| (id == "level").then(|| Arc::clone(&level)));
    let told: Vec<String> = found.iter().map(|fault| format!("{} {}", fault.line, fault.message)).collect();
    assert_eq!(
        told,
        [
            "15 `level` needs the input `urgent`, which it does not find here",
            "18 `level` needs the input `urgent`, which it does not find here",
            "19 `level` needs the input `amount`, which it does not find here: here it is a text, there a number",
            "19 `level` has no input called `urgnet`, did you mean `urgent`?",
            "20 the decision has no output called `point`, did you mean `points`?",
            "22 there is no decision called `nothing`",
            "27 `pay` is personal, and `points` would hold it in the clear",
        ]
    );
}

#[test]
fn entries_of_what_is_used_may_have_names_with_spaces() {
    let uses = "uses: { The score: { decision: score, type: object, of: { Score Value: { type: number } } } }";
    let offer =
        decision("offer", &format!("{uses}\noutputs: {{ o: {{ type: number }} }}\nvalue: The score.Score Value + 1"));
    let score = decision(
        "score",
        "outputs: { Score Value: { type: number }, Why: { type: text } }\nvalue: '{ Score Value: 4, Why: \"so\" }'",
    );
    assert_eq!(gives(&[&offer, &score], &json!({})), json!(5));
}

#[test]
fn a_decision_is_formatted_like_every_definition() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/approval-level.yaml");
    let text = std::fs::read_to_string(path).expect("it is there");
    assert_eq!(baton_model::fmt(&text).as_deref(), Ok(text.as_str()));
    assert_eq!(baton_model::with_ids(&text), text);
    let faults = read(&text).faults;
    assert!(faults.is_empty(), "{faults:?}");
    let untidy = text
        .replace("  amount: {", "    amount:   {  ")
        .replace("  kind: {", "    kind: {")
        .replace("  planned", "    planned");
    let tidy = baton_model::fmt(&untidy).expect("it can be read");
    assert_eq!(compiled(&tidy).decision.inputs.len(), 3);
    assert_eq!(baton_model::fmt(&tidy).as_deref(), Ok(tidy.as_str()));
}
