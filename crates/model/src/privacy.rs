//! What an expression may show of people: the one place that decides whether what it gives may stand in the clear.
//!
//! Entries are kept for ever and name people by number; what somebody is called, has said or has typed into a personal
//! field must be erasable. An expression counts by what it can reach, not by what it happens to give. Somebody's group
//! and site say where they work, not who they are.

use baton_feel::Program;

use crate::definition::{Field, FieldType, StepKind, Template, Workflow};

/// Something that must not stand in the clear, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Private {
    /// What is reached, as written: `salary`, `requester.name`, `step("review").comment`.
    pub name: String,
    /// Why it is private.
    pub kind: PrivateKind,
}

/// Why something is private, the strictest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PrivateKind {
    /// A secret field.
    Secret,
    /// A personal field.
    Personal,
    /// What somebody said to a choice.
    Comment,
    /// Who somebody is.
    Person,
}

impl PrivateKind {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Secret => "secret",
            Self::Personal | Self::Comment | Self::Person => "personal",
        }
    }
}

impl Workflow {
    /// What an expression reaches that must not stand in the clear; of several the strictest.
    pub fn private_in(&self, program: &Program) -> Option<Private> {
        let uses = program.uses().iter().filter_map(|used| {
            let kind = self.kind_of_use(&used.path)?;
            Some(Private { name: used.path.join("."), kind })
        });
        let calls = program.calls().iter().filter(|call| call.function == "step").filter_map(|call| {
            let kind = kind_of_step(&call.path)?;
            let step = call.arguments.first().and_then(Option::as_ref).and_then(baton_feel::Value::as_text);
            let of = step.map_or_else(|| "step(…)".to_owned(), |step| format!("step(\"{step}\")"));
            let name = [of].into_iter().chain(call.path.iter().cloned()).collect::<Vec<_>>().join(".");
            Some(Private { name, kind })
        });
        uses.chain(calls).min_by_key(|found| found.kind)
    }

    /// The same of all expressions in a text.
    pub fn private_in_text(&self, template: &Template) -> Option<Private> {
        template.expressions().filter_map(|expr| self.private_in(&expr.program)).min_by_key(|found| found.kind)
    }

    /// Whether the values of a field may stand in the clear.
    pub(crate) fn is_in_the_clear(field: &Field) -> bool {
        kind_of_field(field, &[]).is_none()
    }

    fn kind_of_use(&self, path: &[String]) -> Option<PrivateKind> {
        let (name, entries) = path.split_first()?;
        // Whether it is a field or an item that hides it, only the place of the expression tells: the stricter counts.
        let of_item = self.items.contains(name).then(|| self.kind_of_item(name)).flatten();
        self.kind_of_name(name, entries).into_iter().chain(of_item).min()
    }

    fn kind_of_name(&self, name: &str, entries: &[String]) -> Option<PrivateKind> {
        let blocks = if self.block_fields.contains(name) { self.all_steps() } else { Vec::new() };
        let own = blocks.into_iter().filter_map(|step| step.own_fields()?.get(name));
        let own = own.filter_map(|field| kind_of_field(field, entries)).min();
        if let Some(field) = self.fields.get(name) {
            // Whether it is the run's or a block's, only the place of the expression tells: the stricter counts.
            return kind_of_field(field, entries).into_iter().chain(own).min();
        }
        if own.is_some() {
            return own;
        }
        match name {
            "run" => match entries.split_first() {
                Some((entry, of)) if entry == "starter" => kind_of_person(of),
                Some(_) => None,
                None => Some(PrivateKind::Person),
            },
            _ if self.roles.contains_key(name) => kind_of_person(entries),
            _ => None,
        }
    }

    /// An item is as private as the list it comes from, which may be part of another item.
    fn kind_of_item(&self, name: &str) -> Option<PrivateKind> {
        let steps = self.all_steps();
        let (mut seen, mut left) = (Vec::new(), vec![name]);
        let mut strictest = None;
        while let Some(name) = left.pop() {
            if seen.contains(&name) {
                continue;
            }
            seen.push(name);
            let lists = steps.iter().filter_map(|step| match &step.kind {
                StepKind::Each(each) if each.name == name => Some(&each.items.program),
                _ => None,
            });
            for used in lists.flat_map(baton_feel::Program::uses) {
                let Some((name, entries)) = used.path.split_first() else { continue };
                strictest = self.kind_of_name(name, entries).into_iter().chain(strictest).min();
                left.push(name);
            }
        }
        strictest
    }
}

fn kind_of_field(field: &Field, entries: &[String]) -> Option<PrivateKind> {
    if field.secret {
        return Some(PrivateKind::Secret);
    }
    if field.personal {
        return Some(PrivateKind::Personal);
    }
    match field.ty {
        FieldType::Person => kind_of_person(entries),
        FieldType::List if entries.first().is_some_and(|entry| field.of.contains_key(entry)) => {
            entries.split_first().and_then(|(entry, of)| kind_of_field(field.of.get(entry)?, of))
        }
        FieldType::List => field.of.values().filter_map(|column| kind_of_field(column, &[])).min(),
        // The file's name is sealed in the log.
        FieldType::File | FieldType::Files if entries.first().is_none_or(|entry| entry == "name") => {
            Some(PrivateKind::Personal)
        }
        _ => None,
    }
}

fn kind_of_person(entries: &[String]) -> Option<PrivateKind> {
    match entries.first().map(String::as_str) {
        Some("group" | "site") => None,
        _ => Some(PrivateKind::Person),
    }
}

fn kind_of_step(entries: &[String]) -> Option<PrivateKind> {
    match entries.split_first() {
        None => Some(PrivateKind::Comment),
        Some((entry, _)) if entry == "comment" => Some(PrivateKind::Comment),
        Some((entry, of)) if entry == "by" => kind_of_person(of),
        Some(_) => None,
    }
}
