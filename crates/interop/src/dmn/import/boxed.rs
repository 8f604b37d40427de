//! Boxed expressions as one FEEL expression, or why there is none.

use super::page::{entry, quoted};
use crate::dmn::tree::{
    Aggregation, Boxed, DecisionTable, Entry, Form, Function, HitPolicy, Iteration, Output, Over, Quantifier, Variable,
};

/// Why something has no form.
pub type Why = String;

/// The expression as FEEL.
pub fn feel(boxed: &Boxed) -> Result<String, Why> {
    match &boxed.form {
        Form::Literal { language: Some(language), .. } => Err(format!("an expression is written in {language}")),
        Form::Literal { text, .. } if text.is_empty() => Ok("null".to_owned()),
        // A comment ends at its line's end, and what stands around the text goes on there.
        Form::Literal { text, .. } if text.contains("//") => Ok(format!("{text}\n")),
        Form::Literal { text, .. } => Ok(text.clone()),
        Form::Table(table) => of_table(table),
        Form::Context(entries) => context(entries),
        Form::List(items) => Ok(format!("[{}]", all(items)?.join(", "))),
        Form::Relation(relation) => {
            let row = |row: &Vec<Boxed>| {
                let cells = relation.columns.iter().zip(all(row)?);
                let cells: Vec<String> =
                    cells.map(|(column, cell)| format!("{}: {cell}", entry(&column.name))).collect();
                Ok(format!("{{ {} }}", cells.join(", ")))
            };
            let rows = relation.rows.iter().map(row).collect::<Result<Vec<_>, Why>>()?;
            Ok(format!("[{}]", rows.join(", ")))
        }
        Form::Function(function) => of_function(function),
        Form::Invocation(callee, bindings) => {
            let argument = |(parameter, value): &(Variable, Option<Boxed>)| {
                Ok(format!("{}: {}", parameter.name, part(value.as_ref())?))
            };
            let arguments = bindings.iter().map(argument).collect::<Result<Vec<_>, Why>>()?;
            Ok(format!("{}({})", part(callee.as_deref())?, arguments.join(", ")))
        }
        Form::Conditional(parts) => {
            let [when, then, otherwise] = [0, 1, 2].map(|at| part(parts[at].as_ref()));
            Ok(format!("if {} then {} else {}", when?, then?, otherwise?))
        }
        Form::Filter(parts) => Ok(format!("({})[{}]", part(parts[0].as_ref())?, part(parts[1].as_ref())?)),
        Form::Iterator(iteration) => iterator(iteration),
    }
}

/// An expression that should be there, as a part of another.
fn part(boxed: Option<&Boxed>) -> Result<String, Why> {
    let boxed = boxed.ok_or_else(|| "an expression is missing".to_owned())?;
    let found = feel(boxed)?;
    let is_whole = matches!(boxed.form, Form::List(_) | Form::Context(_) | Form::Relation(_));
    let is_name = found.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '.'));
    Ok(if is_whole || is_name { found } else { format!("({found})") })
}

fn all(items: &[Boxed]) -> Result<Vec<String>, Why> {
    items.iter().map(|item| part(Some(item))).collect()
}

fn context(entries: &[Entry]) -> Result<String, Why> {
    let mut written = Vec::new();
    for found in entries {
        let value = part(found.value.as_ref())?;
        match &found.variable {
            Some(variable) => written.push(format!("{}: {value}", entry(&variable.name))),
            None => {
                let result = result_name(entries);
                written.push(format!("{result}: {value}"));
                return Ok(format!("{{ {} }}.{result}", written.join(", ")));
            }
        }
    }
    Ok(format!("{{ {} }}", written.join(", ")))
}

/// A name for the result of a context that none of its entries has.
fn result_name(entries: &[Entry]) -> String {
    let mut name = "result".to_owned();
    while entries.iter().any(|found| found.variable.as_ref().is_some_and(|variable| variable.name == name)) {
        name.push('_');
    }
    name
}

fn of_function(function: &Function) -> Result<String, Why> {
    if let Some(kind) = &function.foreign {
        return Err(format!("a function is written in {kind}"));
    }
    let parameters: Vec<&str> = function.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
    Ok(format!("function({}) {}", parameters.join(", "), part(function.body.as_ref())?))
}

fn iterator(iteration: &Iteration) -> Result<String, Why> {
    let source = match iteration.source.as_ref().map(|source| &source.form) {
        Some(Form::Literal { text, language: None }) => text.clone(),
        _ => part(iteration.source.as_ref())?,
    };
    let body = part(iteration.body.as_ref())?;
    let (before, word) = match iteration.over {
        Over::For => ("for", "return"),
        Over::Satisfies(Quantifier::Some) => ("some", "satisfies"),
        Over::Satisfies(Quantifier::Every) => ("every", "satisfies"),
    };
    Ok(format!("{before} {} in {source} {word} {body}", iteration.variable))
}

/// A table as conditions, and what its hit policy makes of the rules that are met.
fn of_table(table: &DecisionTable) -> Result<String, Why> {
    let mut rules = Vec::new();
    for rule in &table.rules {
        let tests = rule.tests.iter().zip(&table.inputs);
        let tests: Vec<String> = tests.filter_map(|((test, _), input)| condition(&input.text, test)).collect();
        let when = if tests.is_empty() { "true".to_owned() } else { tests.join(" and ") };
        let values: Vec<&str> = rule.values.iter().map(|(text, _)| text.as_str()).collect();
        rules.push((when, row(table, &values)));
    }
    let defaults = table.outputs.iter().any(|output| output.default.is_some());
    let default: Vec<&str> = table.outputs.iter().map(|output| output.default.as_deref().unwrap_or("null")).collect();
    let otherwise = if defaults { row(table, &default) } else { "null".to_owned() };
    let hits = match table.hit {
        HitPolicy::First => {
            let chain = |rest: String, (when, value): &(String, String)| format!("if {when} then {value} else {rest}");
            return Ok(rules.iter().rev().fold(otherwise, chain));
        }
        HitPolicy::RuleOrder | HitPolicy::Collect(None) => "hits".to_owned(),
        HitPolicy::Collect(Some(_)) if table.outputs.len() > 1 => {
            return Err("a table inside an expression makes one value of several outputs".to_owned());
        }
        HitPolicy::Collect(Some(Aggregation::Count)) if !defaults => return Ok(format!("count({})", listed(&rules))),
        HitPolicy::Collect(Some(aggregation)) => format!("{}(hits)", function(aggregation)),
        HitPolicy::Priority => format!("{}[1]", ordered(table)?),
        HitPolicy::OutputOrder => ordered(table)?,
        // Exactly one rule, or rules that agree.
        HitPolicy::Unique => "if count(hits) = 1 then hits[1] else null".to_owned(),
        HitPolicy::Any => "if count(distinct values(hits)) = 1 then hits[1] else null".to_owned(),
    };
    Ok(format!("(for hits in [{}] return if count(hits) = 0 then {otherwise} else {hits})[1]", listed(&rules)))
}

fn function(aggregation: Aggregation) -> &'static str {
    match aggregation {
        Aggregation::Sum => "sum",
        Aggregation::Min => "min",
        Aggregation::Max => "max",
        Aggregation::Count => "count",
    }
}

/// What the rules give, in the order of the outputs' own lists, the first output first.
fn ordered(table: &DecisionTable) -> Result<String, Why> {
    let place = |side: &str, output: &Output| {
        let value = match output.name.as_deref() {
            Some(name) if table.outputs.len() > 1 => format!("get value({side}, {})", quoted(name)),
            _ => side.to_owned(),
        };
        Some(format!("index of([{}], {value})[1]", output.allowed.as_deref()?))
    };
    let places = table.outputs.iter().filter_map(|output| Some((place("a", output)?, place("b", output)?)));
    let places: Vec<(String, String)> = places.collect();
    let before = places.iter().rev().fold(None, |rest: Option<String>, (a, b)| match rest {
        Some(rest) => Some(format!("if {a} != {b} then {a} < {b} else {rest}")),
        None => Some(format!("{a} < {b}")),
    });
    let before = before.ok_or("a table inside an expression has no order of its outputs")?;
    Ok(format!("sort(hits, function(a, b) {before})"))
}

/// The values of the rules that are met, as a list.
fn listed(rules: &[(String, String)]) -> String {
    let rule = |(when, value): &(String, String)| format!("if {when} then [{value}] else []");
    let rules: Vec<String> = rules.iter().map(|rule_| format!("({})", rule(rule_))).collect();
    if rules.is_empty() { "[]".to_owned() } else { format!("concatenate({})", rules.join(", ")) }
}

/// The values of a row: of one output its value, of several a context.
fn row(table: &DecisionTable, values: &[&str]) -> String {
    let value = |text: &&str| if matches!(*text, "" | "-") { "null".to_owned() } else { (*text).to_owned() };
    if table.outputs.len() < 2 {
        return values.first().map_or("null".to_owned(), |text| format!("({})", value(text)));
    }
    let cells = table.outputs.iter().zip(values);
    let cells: Vec<String> = cells
        .map(|(output, text)| format!("{}: {}", entry(output.name.as_deref().unwrap_or_default()), value(text)))
        .collect();
    format!("{{ {} }}", cells.join(", "))
}

/// A cell as a condition on what its column tests; none fits everything.
fn condition(input: &str, test: &str) -> Option<String> {
    if test.is_empty() || test == "-" {
        return None;
    }
    let negated = test.strip_prefix("not(").and_then(|rest| rest.strip_suffix(')'));
    Some(match negated {
        Some(inner) => format!("not(({input}) in ({inner}))"),
        None => format!("({input}) in ({test})"),
    })
}
