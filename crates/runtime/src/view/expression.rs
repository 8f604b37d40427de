//! Places, types, faults and proposals of expressions in the API's words.

use baton_feel::complete::{Completion, Kind};
use baton_feel::{Fault, Note, Program, Scope, Step, Type, catalogue};
use baton_model::definition::Definition;
use baton_model::{Checked, Spots, Wanted};

use super::types::{
    ColumnView, ExpressionFault, ExpressionSpot, NoteView, PartView, ProposalView, Proposals, TableSpot, TypeView,
    UsedName,
};

/// So many parts of an evaluation are told of at most, and so much of the value of each.
const PARTS_MAX: usize = 200;
const PART_CHARS_MAX: usize = 200;

/// Where the expressions and tables of a text stand. The cells of tables are found by their table.
pub fn spots(read: &Checked, spots: &Spots) -> (Vec<ExpressionSpot>, Vec<TableSpot>) {
    let in_table = |path: &str| {
        spots
            .tables
            .iter()
            .any(|(table, _)| path.strip_prefix(table.as_str()).is_some_and(|rest| rest.starts_with('/')))
    };
    let wanted = |wanted: &Wanted| if *wanted == Wanted::Condition { "condition" } else { "value" };
    let expressions = spots.expressions.iter().filter(|spot| !in_table(&spot.path));
    let expressions = expressions
        .map(|spot| ExpressionSpot { path: spot.path.clone(), wanted: wanted(&spot.wanted).to_owned() })
        .collect();
    let tables = spots.tables.iter().map(|(path, _)| table(path, read.definition.as_ref(), spots)).collect();
    (expressions, tables)
}

fn table(path: &str, definition: Option<&Definition>, spots: &Spots) -> TableSpot {
    let found = definition.and_then(|definition| spots.table(definition, path));
    let inputs = found.into_iter().flat_map(|table| &table.inputs);
    let inputs =
        inputs.map(|input| ColumnView { text: input.text.clone(), r#type: kind(&input.program.result_type()) });
    let outputs = found.into_iter().flat_map(|table| &table.outputs);
    let outputs = outputs.map(|output| {
        let shared = definition.and_then(Definition::decision).and_then(|decision| decision.outputs.get(&output.name));
        let known = spots.scope.slot(&output.name).and_then(|slot| spots.scope.at(slot)).map(|(_, of)| of);
        let known = shared.map(|shared| &shared.kind).or(known);
        ColumnView { text: output.name.clone(), r#type: known.map(kind).unwrap_or_default() }
    });
    let cells = found.into_iter().flat_map(|table| &table.rules).flat_map(|rule| rule.when.iter().chain(&rule.gives));
    let programs = found.into_iter().flat_map(|table| &table.inputs).chain(cells.map(|cell| &cell.expr));
    TableSpot {
        path: path.to_owned(),
        inputs: inputs.collect(),
        outputs: outputs.collect(),
        uses: uses(programs.map(|expr| &expr.program), &spots.scope),
    }
}

/// The names that programs use, each once.
pub fn uses<'p>(programs: impl Iterator<Item = &'p Program>, scope: &Scope) -> Vec<UsedName> {
    let mut found: Vec<UsedName> = Vec::new();
    for used in programs.flat_map(Program::uses) {
        if !found.iter().any(|known| known.name == used.name()) {
            let of = scope.slot(used.name()).and_then(|slot| scope.at(slot)).map(|(_, of)| of.clone());
            found.push(UsedName { name: used.name().to_owned(), r#type: kind(&of.unwrap_or_default()) });
        }
    }
    found
}

/// A type in words.
pub fn kind(of: &Type) -> TypeView {
    let (word, options): (&str, &[String]) = match of {
        Type::Any | Type::Null | Type::Function | Type::Range(_) => ("any", &[]),
        Type::Boolean => ("yes-no", &[]),
        Type::Number => ("number", &[]),
        Type::Text => ("text", &[]),
        Type::Choice(options) => ("choice", options),
        Type::Date => ("date", &[]),
        Type::Time => ("time", &[]),
        Type::DateTime => ("date-time", &[]),
        Type::DaysDuration | Type::YearsDuration | Type::BusinessDuration => ("duration", &[]),
        Type::List(item) => match &**item {
            Type::Choice(options) => ("list", options),
            _ => ("list", &[]),
        },
        Type::Context(_) => ("object", &[]),
        Type::Person => ("person", &[]),
    };
    TypeView { kind: word.to_owned(), options: options.to_vec() }
}

/// Faults of a text, with places in characters.
pub fn faults(text: &str, faults: &[Fault]) -> Vec<ExpressionFault> {
    let view = |fault: &Fault| ExpressionFault {
        code: fault.code.to_owned(),
        message: fault.message.clone(),
        remedy: fault.remedy.clone(),
        start: characters(text, fault.span.start),
        end: characters(text, fault.span.end),
    };
    faults.iter().map(view).collect()
}

/// Notes of an evaluation of a text, with places in characters.
pub fn notes(text: &str, notes: &[Note]) -> Vec<NoteView> {
    let view = |note: &Note| NoteView {
        code: note.code.to_owned(),
        message: note.message.clone(),
        start: characters(text, note.span.start),
        end: characters(text, note.span.end),
    };
    notes.iter().map(view).collect()
}

/// What the parts of a text gave, with places in characters.
pub fn parts(text: &str, steps: &[Step]) -> Vec<PartView> {
    let view = |step: &Step| PartView {
        start: characters(text, step.span.start),
        end: characters(text, step.span.end),
        depth: step.depth,
        text: step.value.to_string().chars().take(PART_CHARS_MAX).collect(),
    };
    steps.iter().take(PARTS_MAX).map(view).collect()
}

/// Proposals, with places in characters.
pub fn proposals(text: &str, found: Completion) -> Proposals {
    let items = found.proposals.into_iter().map(|one| ProposalView {
        caret: characters(&one.text, one.caret),
        kind: word(one.kind).to_owned(),
        detail: one.detail,
        about: (one.kind == Kind::Function).then(|| about(&one.label)).flatten(),
        label: one.label,
        text: one.text,
    });
    Proposals { start: characters(text, found.start), end: characters(text, found.end), items: items.collect() }
}

/// What a function does, in a sentence.
fn about(name: &str) -> Option<String> {
    let known = catalogue::functions().iter().find(|function| function.name == name)?;
    Some(known.about.to_owned())
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Name => "name",
        Kind::Entry => "entry",
        Kind::Value => "value",
        Kind::Function => "function",
        Kind::Word => "word",
    }
}

/// How many characters stand before a byte.
fn characters(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).count()
}

/// The byte at which a character begins.
pub fn byte(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(at, _)| at)
}
