//! What people call the fields of a definition, and expressions with the fields in them called so.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::definition::step::{Each, Step, StepKind};
use crate::definition::{Field, Workflow};
use crate::map::IndexMap;

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
            _ if is_name(first) => name_end(rest),
            _ => first.len_utf8(),
        };
        let (word, after) = rest.split_at(taken);
        let is_function = after.trim_start().starts_with('(');
        let is_field = is_name(first) && !is_function && !is_of_another(&said) && !is_unit(&said, word);
        match labelled_name(word, labels).filter(|_| is_field) {
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

/// How long a name is, with what is taken of it. `..` between two names is a range.
fn name_end(rest: &str) -> usize {
    let end = rest.find(|letter| !is_name(letter) && letter != '.').unwrap_or(rest.len());
    rest[..end].find("..").unwrap_or(end)
}

/// Whether what comes next is taken of what stands before it: `step("review").comment`.
fn is_of_another(before: &str) -> bool {
    before.ends_with('.') && !before.ends_with("..")
}

/// Whether a word says what a number before it counts: `2 days`, `2 business days`.
fn is_unit(before: &str, word: &str) -> bool {
    let number = before.trim_end().trim_end_matches("business").trim_end();
    let is_business = number.len() < before.trim_end().len();
    let last = number.rsplit(|letter: char| !is_name(letter) && letter != '.').next().unwrap_or_default();
    let is_number = !last.is_empty() && last.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    is_number && (word == "business" || baton_feel::words::unit(word, is_business).is_some())
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
        let labels: Labels = [
            ("amount", "Amount"),
            ("level", "Who checks it"),
            ("row.ok", "Fine"),
            ("rows", "Things"),
            ("days", "Days off"),
        ]
        .map(|(id, label)| (id.to_owned(), label.to_owned()))
        .into();
        for (written, said) in [
            ("amount > 500", "“Amount” > 500"),
            ("count(rows) > 2 and (amount>5 or row.ok)", "count(“Things”) > 2 and (“Amount”>5 or “Fine”)"),
            (r#"level = "amount""#, r#"“Who checks it” = "amount""#),
            (r#"level = "a \" amount" or amount"#, r#"“Who checks it” = "a \" amount" or “Amount”"#),
            ("sum(rows.amount) > 3", "sum(“Things”.amount) > 3"),
            ("amount (3) + amounts", "amount (3) + amounts"),
            (r#"step("review").level != rows[1].amount"#, r#"step("review").level != “Things”[1].amount"#),
            ("level in [amount..level]", "“Who checks it” in [“Amount”..“Who checks it”]"),
            ("days < today() + 2 days", "“Days off” < today() + 2 days"),
            ("amount + 2 business days > days", "“Amount” + 2 business days > “Days off”"),
            ("\"open amount", "\"open amount"),
            ("", ""),
        ] {
            assert_eq!(labelled(written, &labels), said, "{written}");
        }
    }
}
