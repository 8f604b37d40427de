//! A decision table: inputs, outputs, rules of cells.

use baton_feel::{Type, Value, table};

use crate::codes;
use crate::definition::step::{Aggregate, Cell, Hit, Table, TableRule};
use crate::definition::{Expr, Given, Named};
use crate::found::Found;
use crate::limits::{TABLE_COLUMNS_MAX, TABLE_RULES_MAX};
use crate::lower::context::Context;
use crate::lower::keys::Keys;
use crate::lower::values::Words;
use crate::yaml::Node;

/// The test that fits every value.
const ANY: &str = "-";

const HITS: [(&str, Hit); 7] = [
    ("unique", Hit::Unique),
    ("any", Hit::Any),
    ("priority", Hit::Priority),
    ("first", Hit::First),
    ("rule-order", Hit::RuleOrder),
    ("output-order", Hit::OutputOrder),
    ("collect", Hit::Collect(None)),
];

const AGGREGATES: [(&str, Aggregate); 4] =
    [("sum", Aggregate::Sum), ("min", Aggregate::Min), ("max", Aggregate::Max), ("count", Aggregate::Count)];

/// What the outputs of a table fill.
#[derive(Debug, Clone)]
pub(in crate::lower) enum Fills<'g> {
    /// Fields: those of the step's `gives` where the table names none. One that gets a list must take one.
    Fields(&'g [Given]),
    /// The outputs of a decision, whose types are those of one rule's values.
    Outputs(Vec<Named>),
}

/// Reads `table:`.
pub(in crate::lower) fn read(cx: &mut Context<'_>, node: &Node, fills: Fills<'_>) -> Option<Table> {
    let mut keys = Keys::open(cx, node, "table", "a table")?;
    if let Some(marks) = &mut cx.marks {
        marks.tables.push(node.span);
    }
    let hit = hit(cx, &mut keys);
    let inputs = keys.must(cx, "inputs", " and what is looked at, such as [amount]");
    let input_nodes = inputs.map(|node| cx.items(node, "inputs")).unwrap_or_default();
    fits(cx, node, input_nodes.len(), TABLE_COLUMNS_MAX, "inputs")?;
    let compiled: Vec<_> = input_nodes.iter().map(|item| cx.expression(item, "inputs")).collect();
    let types =
        compiled.iter().map(|input| input.as_ref().map_or(Type::Any, |input| input.program.result_type())).collect();
    let inputs: Vec<Expr> = compiled.into_iter().flatten().collect();
    let is_of_fields = matches!(fills, Fills::Fields(_));
    let written = keys.get("outputs").map(|node| cx.nameds(Some(node), "outputs"));
    let outputs: Vec<Named> = match (written, fills) {
        (Some(written), _) => written,
        (None, Fills::Outputs(outputs)) => outputs,
        (None, Fills::Fields(gives)) => {
            gives.iter().map(|given| Named { name: given.field.clone(), span: given.span }).collect()
        }
    };
    fits(cx, node, outputs.len(), TABLE_COLUMNS_MAX, "outputs")?;
    let kinds = outputs.iter().map(|output| kind(cx, hit, output, is_of_fields)).collect();
    let shape = Shape { inputs: types, outputs: kinds };
    let rules = keys.must(cx, "rules", " and a list of { when: […], gives: […] }");
    if let Some(node) = rules.filter(|node| node.items().is_some_and(<[Node]>::is_empty)) {
        let found = Found::new(&codes::NO_ENTRIES, node.span).with("key", "rules");
        cx.fault(found.with("hint", "write at least one rule"));
    }
    let rules = rules.map(|node| cx.items(node, "rules")).unwrap_or_default();
    fits(cx, node, rules.len(), TABLE_RULES_MAX, "rules")?;
    let rules: Vec<TableRule> = rules.iter().filter_map(|item| rule(cx, item, &shape)).collect();
    let default: Option<Vec<Cell>> = keys.get("default").map(|node| values(cx, node, "default", &shape.outputs));
    let span = keys.span;
    keys.finish(cx);
    let priorities = priorities(cx, (hit, node), &outputs, &shape.outputs);
    let table = table::Table { priorities, ..ready(hit, &inputs, &rules, default.as_deref()) };
    Some(Table { hit, inputs, outputs, rules, default, table, span })
}

/// `hit:` and `aggregate:`.
fn hit(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Hit {
    let hit = cx.word(keys.get("hit"), &Words { key: "hit", place: None, known: &HITS }).unwrap_or(Hit::Unique);
    let written = keys.entry("aggregate");
    let words = Words { key: "aggregate", place: None, known: &AGGREGATES };
    let aggregate = written.and_then(|entry| cx.word(Some(&entry.value), &words));
    match (hit, written) {
        (Hit::Collect(_), _) => Hit::Collect(aggregate),
        (_, Some(entry)) => {
            cx.fault(Found::new(&codes::AGGREGATE_WITHOUT_COLLECT, entry.key_span));
            hit
        }
        (_, None) => hit,
    }
}

/// The type of an output's cells.
fn kind(cx: &mut Context<'_>, hit: Hit, output: &Named, is_of_fields: bool) -> Type {
    let kind = cx.names.given.get(&output.name).cloned().unwrap_or_default();
    let is_ordered = matches!(
        kind,
        Type::Any
            | Type::Number
            | Type::Date
            | Type::Time
            | Type::DateTime
            | Type::DaysDuration
            | Type::YearsDuration
            | Type::Text
            | Type::Choice(_)
    );
    let (fits, gives, cells) = match hit {
        Hit::Collect(Some(Aggregate::Count)) => (kind.fits(&Type::Number), "a number", Type::Any),
        Hit::Collect(Some(Aggregate::Sum)) => {
            let adds = matches!(kind, Type::Any | Type::Number | Type::DaysDuration | Type::YearsDuration);
            (adds, "a sum of numbers or durations", kind.clone())
        }
        Hit::Collect(Some(_)) => (is_ordered, "the least or greatest of values that have an order", kind.clone()),
        Hit::RuleOrder | Hit::OutputOrder | Hit::Collect(None) if is_of_fields => match &kind {
            Type::List(item) => (true, "a list", (**item).clone()),
            Type::Any => (true, "a list", Type::Any),
            _ => (false, "a list", Type::Any),
        },
        _ => (true, "", kind.clone()),
    };
    if !fits {
        let found = Found::new(&codes::HIT_GIVES_OTHER, output.span).with("output", &output.name).with("gives", gives);
        cx.fault(found.with("hit", word_of(hit)).with("kind", &kind));
        return Type::Any;
    }
    cells
}

/// `hit: first`, `aggregate: sum`.
fn word_of(hit: Hit) -> String {
    if let Hit::Collect(Some(aggregate)) = hit {
        let word = AGGREGATES.iter().find(|(_, known)| *known == aggregate).map_or("", |(word, _)| word);
        return format!("aggregate: {word}");
    }
    format!("hit: {}", HITS.iter().find(|(_, known)| *known == hit).map_or("", |(word, _)| word))
}

/// For `priority` and `output-order`: the options of each output that is a choice, from the first to the last.
fn priorities(cx: &mut Context<'_>, (hit, node): (Hit, &Node), outputs: &[Named], kinds: &[Type]) -> Vec<Vec<Value>> {
    if !matches!(hit, Hit::Priority | Hit::OutputOrder) {
        return Vec::new();
    }
    let options = |kind: &Type| match kind {
        Type::Choice(options) => options.iter().map(Value::text).collect(),
        _ => Vec::new(),
    };
    let priorities: Vec<Vec<Value>> = kinds.iter().map(options).collect();
    let is_known = outputs.iter().all(|output| cx.names.given.contains_key(&output.name));
    if is_known && priorities.iter().all(Vec::is_empty) {
        let span = node.get("hit").map_or(node.span, |hit| hit.span);
        cx.fault(Found::new(&codes::HIT_NEEDS_OPTIONS, span).with("hit", word_of(hit)));
    }
    priorities
}

/// Tells of a table that is larger than one may be; the rest of it is not looked at then.
fn fits(cx: &mut Context<'_>, node: &Node, found: usize, limit: usize, what: &str) -> Option<()> {
    if found <= limit {
        return Some(());
    }
    let fault = Found::new(&codes::TABLE_TOO_LARGE, node.span).with("limit", limit);
    cx.fault(fault.with("what", what).with("found", found));
    None
}

/// The table as the expression language evaluates it.
fn ready(hit: Hit, inputs: &[Expr], rules: &[TableRule], default: Option<&[Cell]>) -> table::Table {
    let program = |cell: &Cell| cell.expr.program.clone();
    let test = |cell: &Cell| (cell.text.trim() != ANY).then(|| program(cell));
    table::Table {
        hit,
        inputs: inputs.iter().map(|input| input.program.clone()).collect(),
        rules: rules
            .iter()
            .map(|rule| table::Rule {
                when: rule.when.iter().map(test).collect(),
                gives: rule.gives.iter().map(program).collect(),
            })
            .collect(),
        default: default.map(|cells| cells.iter().map(program).collect()),
        priorities: Vec::new(),
    }
}

/// The types of a table's columns.
struct Shape {
    inputs: Vec<Type>,
    outputs: Vec<Type>,
}

fn rule(cx: &mut Context<'_>, node: &Node, shape: &Shape) -> Option<TableRule> {
    let mut keys = Keys::open(cx, node, "rules", "a rule")?;
    let when = keys.must(cx, "when", " and a test for each input").map(|node| tests(cx, node, &shape.inputs));
    let gives =
        keys.must(cx, "gives", " and a value for each output").map(|node| values(cx, node, "gives", &shape.outputs));
    let note = keys.get("note").and_then(|node| cx.text(node, "note"));
    let span = keys.span;
    keys.finish(cx);
    Some(TableRule { when: when?, gives: gives?, note, span })
}

fn tests(cx: &mut Context<'_>, node: &Node, inputs: &[Type]) -> Vec<Cell> {
    let items = cells(cx, node, "when", inputs.len());
    items.iter().zip(inputs).filter_map(|(item, input)| cx.test(item, input)).collect()
}

fn values(cx: &mut Context<'_>, node: &Node, key: &str, outputs: &[Type]) -> Vec<Cell> {
    let items = cells(cx, node, key, outputs.len());
    items.iter().zip(outputs).filter_map(|(item, output)| cx.cell(item, output)).collect()
}

fn cells<'n>(cx: &mut Context<'_>, node: &'n Node, key: &str, expected: usize) -> &'n [Node] {
    let items = cx.items(node, key);
    if node.items().is_some() && items.len() != expected {
        let found = Found::new(&codes::TABLE_WIDTH, node.span).with("key", key);
        cx.fault(found.with("found", items.len()).with("expected", expected));
    }
    items
}
