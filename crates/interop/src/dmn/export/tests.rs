//! What is written reads back as what was written, whatever the tree.

use super::xml;
use crate::dmn::read;
use crate::dmn::tree::{
    Aggregation, Boxed, Decision, DecisionTable, Definitions, Entry, Form, Function, HitPolicy, Input, InputData,
    ItemDefinition, Iteration, Knowledge, Output, Over, Quantifier, Relation, Rule, Service, Variable,
};
use fastrand::Rng;

fn name(random: &mut Rng) -> String {
    let words = ["a", "the rate", "x-y", "Teacher's mark", "größe", "t1", "<&>\"'"];
    words[random.usize(..words.len())].to_owned()
}

fn text(random: &mut Rng) -> String {
    let words = ["1 + 1", "a < b & c", "\"x\"", "if a then\n  b\nelse c // d", "]]>", "&amp;", "[1..5)", "\u{1F600} é"];
    words[random.usize(..words.len())].to_owned()
}

fn maybe<T>(random: &mut Rng, make: impl Fn(&mut Rng) -> T) -> Option<T> {
    random.bool().then(|| make(random))
}

fn some<T>(random: &mut Rng, make: impl Fn(&mut Rng) -> T) -> Vec<T> {
    (0..random.usize(..3)).map(|_| make(random)).collect()
}

fn variable(random: &mut Rng) -> Variable {
    Variable { name: name(random), type_ref: maybe(random, name) }
}

fn item(random: &mut Rng, depth: u32) -> ItemDefinition {
    let components = if depth == 0 { Vec::new() } else { some(random, |random| item(random, depth - 1)) };
    ItemDefinition {
        name: name(random),
        type_ref: maybe(random, name),
        is_collection: random.bool(),
        allowed: maybe(random, text),
        constraint: maybe(random, text),
        components,
        function: maybe(random, |random| (some(random, variable), maybe(random, name))),
        line: 0,
    }
}

fn table(random: &mut Rng) -> DecisionTable {
    let policies = [
        HitPolicy::Unique,
        HitPolicy::Any,
        HitPolicy::Priority,
        HitPolicy::First,
        HitPolicy::RuleOrder,
        HitPolicy::OutputOrder,
        HitPolicy::Collect(None),
        HitPolicy::Collect(Some(Aggregation::Sum)),
        HitPolicy::Collect(Some(Aggregation::Min)),
        HitPolicy::Collect(Some(Aggregation::Max)),
        HitPolicy::Collect(Some(Aggregation::Count)),
    ];
    let cell = |random: &mut Rng| (text(random), 0);
    DecisionTable {
        hit: policies[random.usize(..policies.len())],
        inputs: some(random, |random| Input {
            label: maybe(random, name),
            text: text(random),
            type_ref: maybe(random, name),
            allowed: maybe(random, text),
            line: 0,
        }),
        outputs: some(random, |random| Output {
            name: maybe(random, name),
            label: maybe(random, name),
            type_ref: maybe(random, name),
            allowed: maybe(random, text),
            default: maybe(random, text),
            line: 0,
        }),
        rules: some(random, |random| Rule {
            tests: some(random, cell),
            values: some(random, cell),
            about: some(random, text),
        }),
    }
}

fn function(random: &mut Rng, depth: u32) -> Function {
    Function {
        foreign: maybe(random, |_| "Java".to_owned()),
        parameters: some(random, variable),
        body: maybe(random, |random| boxed(random, depth)),
        type_ref: maybe(random, name),
        line: 0,
    }
}

fn boxed(random: &mut Rng, depth: u32) -> Boxed {
    let inner = |random: &mut Rng| boxed(random, depth.saturating_sub(1));
    let form = match if depth == 0 { 0 } else { random.u32(..10) } {
        0 => Form::Literal { text: text(random), language: maybe(random, |_| "urn:js".to_owned()) },
        1 => Form::Table(Box::new(table(random))),
        2 => Form::Context(some(random, |random| Entry {
            variable: maybe(random, variable),
            value: maybe(random, inner),
        })),
        3 => Form::List(some(random, inner)),
        4 => Form::Relation(Relation {
            columns: some(random, variable),
            rows: some(random, |random| some(random, inner)),
        }),
        5 => Form::Function(Box::new(function(random, depth - 1))),
        6 => Form::Invocation(
            maybe(random, |random| Box::new(inner(random))),
            some(random, |random| (variable(random), maybe(random, inner))),
        ),
        7 => Form::Conditional(Box::new([0; 3].map(|_| maybe(random, inner)))),
        8 => Form::Filter(Box::new([0; 2].map(|_| maybe(random, inner)))),
        _ => {
            let overs = [Over::For, Over::Satisfies(Quantifier::Some), Over::Satisfies(Quantifier::Every)];
            let over = overs[random.usize(..3)];
            let (source, body) = (maybe(random, inner), maybe(random, inner));
            Form::Iterator(Box::new(Iteration { over, variable: name(random), source, body }))
        }
    };
    // The type of a function's results stands where its own type would.
    let type_ref = if let Form::Function(function) = &form { function.type_ref.clone() } else { maybe(random, name) };
    Boxed { form, type_ref, line: 0 }
}

fn definitions(random: &mut Rng) -> Definitions {
    let href = |random: &mut Rng| format!("#{}", random.u32(..9));
    let id = |random: &mut Rng| random.u32(10..).to_string();
    Definitions {
        name: name(random),
        namespace: "urn:x".to_owned(),
        imports: Vec::new(),
        types: some(random, |random| item(random, 2)),
        inputs: some(random, |random| InputData {
            id: id(random),
            about: text(random),
            variable: variable(random),
            line: 0,
        }),
        decisions: some(random, |random| Decision {
            id: id(random),
            name: name(random),
            about: text(random),
            variable: variable(random),
            needs: some(random, href),
            knows: some(random, href),
            logic: maybe(random, |random| boxed(random, 3)),
            line: 0,
        }),
        knowledge: some(random, |random| Knowledge {
            id: id(random),
            about: text(random),
            variable: variable(random),
            knows: some(random, href),
            function: maybe(random, |random| function(random, 2)),
            line: 0,
        }),
        services: some(random, |random| Service {
            id: id(random),
            about: text(random),
            variable: variable(random),
            outputs: some(random, href),
            encapsulated: some(random, href),
            input_decisions: some(random, href),
            input_data: some(random, href),
            line: 0,
        }),
    }
}

/// The tree as text without the lines of the file.
fn lineless(file: &Definitions) -> String {
    let text = format!("{file:#?}");
    let is_line = |line: &&str| {
        let line = line.trim().trim_end_matches(',');
        line.parse::<u32>().is_err() && !line.starts_with("line: ")
    };
    text.lines().filter(is_line).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_written_reads_back_the_same() {
    for seed in 0..500 {
        let file = definitions(&mut Rng::with_seed(seed));
        let text = xml::write(&file);
        let (back, _) = read::read(&text).unwrap_or_else(|fault| panic!("seed {seed}: {fault}\n{text}"));
        assert_eq!(lineless(&back), lineless(&file), "seed {seed}\n{text}");
    }
}
