//! What people call the fields of a definition, and expressions with the fields in them called so.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::definition::step::{Each, Step, StepKind};
use crate::definition::{Field, Workflow};

/// What fields are called, by how expressions name them.
pub type Labels = BTreeMap<String, String>;

/// The labels of a workflow's fields.
pub fn labels(workflow: &Workflow) -> Labels {
    of_fields(&workflow.fields, &workflow.all_steps())
}

/// Of two of one name it is the one of the whole workflow; columns have the name that they have in an item.
pub(super) fn of_fields(fields: &IndexMap<String, Field>, steps: &[&Arc<Step>]) -> Labels {
    let mut labels = Labels::new();
    for step in steps {
        let own = step.own_fields().into_iter().flatten();
        labels.extend(own.map(|(name, field)| (name.clone(), field.label.outline())));
        let StepKind::Each(Each { list: Some(list), name: item, .. }) = &step.kind else { continue };
        let columns = fields.get(list).into_iter().flat_map(|list| &list.of);
        labels.extend(columns.map(|(name, column)| (format!("{item}.{name}"), column.label.outline())));
    }
    labels.extend(fields.iter().map(|(name, field)| (name.clone(), field.label.outline())));
    labels
}

/// An expression with the fields in it called as people call them, in quotation marks. Texts in it and names of functions stay.
pub fn labelled(expression: &str, labels: &Labels) -> String {
    let mut said = String::with_capacity(expression.len() + 16);
    let mut rest = expression;
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '"' => text_end(rest),
            _ if is_name(first) => rest.find(|letter| !is_name(letter) && letter != '.').unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (word, after) = rest.split_at(taken);
        let is_function = after.trim_start().starts_with('(');
        match labelled_name(word, labels).filter(|_| is_name(first) && !is_function) {
            Some(name) => said.push_str(&name),
            None => said.push_str(word),
        }
        rest = after;
    }
    said
}

/// A field, or something of one.
fn labelled_name(name: &str, labels: &Labels) -> Option<String> {
    if let Some(label) = labels.get(name) {
        return Some(format!("“{label}”"));
    }
    let (field, of_it) = name.split_once('.')?;
    Some(format!("“{}”.{of_it}", labels.get(field)?))
}

fn is_name(letter: char) -> bool {
    letter == '_' || letter.is_alphanumeric()
}

/// How long a text in quotation marks is, with these.
fn text_end(rest: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_called_as_people_call_them() {
        let labels: Labels = [("amount", "Amount"), ("level", "Who checks it"), ("row.ok", "Fine"), ("rows", "Things")]
            .map(|(id, label)| (id.to_owned(), label.to_owned()))
            .into();
        for (written, said) in [
            ("amount > 500", "“Amount” > 500"),
            ("count(rows) > 2 and (amount>5 or row.ok)", "count(“Things”) > 2 and (“Amount”>5 or “Fine”)"),
            (r#"level = "amount""#, r#"“Who checks it” = "amount""#),
            (r#"level = "a \" amount" or amount"#, r#"“Who checks it” = "a \" amount" or “Amount”"#),
            ("sum(rows.amount) > 3", "sum(“Things”.amount) > 3"),
            ("amount (3) + amounts", "amount (3) + amounts"),
            ("\"open amount", "\"open amount"),
            ("", ""),
        ] {
            assert_eq!(labelled(written, &labels), said, "{written}");
        }
    }
}
