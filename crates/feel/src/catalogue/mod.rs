//! What the built-in functions are for people: family, ways to call them, one sentence, examples with their results.
//!
//! It decides nothing: how a function is called comes from the function itself, and every example is evaluated by a test.
//! Editors complete from it, and the pages of `docs/feel/` are made of it.

mod boolean;
mod context;
mod conversion;
mod list;
mod number;
mod page;
mod range;
mod text;
mod time;

pub use page::page;

use crate::builtins::{self, builtin::Builtin, builtin::Signature};
use crate::types::Type;
use std::sync::LazyLock;

/// Functions that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Texts and patterns.
    Text,
    /// Numbers.
    Number,
    /// Lists, and one value of many.
    List,
    /// Yes and no.
    Boolean,
    /// Dates, times and durations.
    Time,
    /// Ranges and how they lie to each other.
    Range,
    /// Contexts: names with values.
    Context,
    /// Values made of others.
    Conversion,
}

impl Family {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 8] =
        [Self::Text, Self::Number, Self::List, Self::Boolean, Self::Time, Self::Range, Self::Context, Self::Conversion];

    /// The name of its page.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::List => "list",
            Self::Boolean => "boolean",
            Self::Time => "time",
            Self::Range => "range",
            Self::Context => "context",
            Self::Conversion => "conversion",
        }
    }

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Text => "Texts",
            Self::Number => "Numbers",
            Self::List => "Lists",
            Self::Boolean => "Yes and no",
            Self::Time => "Dates and times",
            Self::Range => "Ranges",
            Self::Context => "Contexts",
            Self::Conversion => "Making values of others",
        }
    }

    /// What its functions have in common.
    pub fn about(self) -> &'static str {
        match self {
            Self::Text => {
                "Characters are counted from 1, and from the end where a position is negative. Patterns are regular \
                 expressions as XPath knows them."
            }
            Self::Number => "Numbers have 34 digits and are decimal: 0.1 + 0.2 is 0.3.",
            Self::List => {
                "Items are counted from 1, and from the end where a position is negative. A value that is no list stands \
                 for the list of it alone."
            }
            Self::Boolean => "What is neither true nor false is null, and null is told, not guessed.",
            Self::Time => "A date has no time, a time no date; what has a zone cannot be compared with what has none.",
            Self::Range => {
                "A range has two ends, each of which belongs to it or not: [1..5] holds 5, [1..5) does not. \
                 Where a range is asked for, mostly a single value may stand too."
            }
            Self::Context => "A context holds names with their values: {city: \"Bern\", zip: 3000}.",
            Self::Conversion => "Each gives null, with a reason, where there is no such value.",
        }
    }

    fn entries(self) -> &'static [Entry] {
        match self {
            Self::Text => text::ENTRIES,
            Self::Number => number::ENTRIES,
            Self::List => list::ENTRIES,
            Self::Boolean => boolean::ENTRIES,
            Self::Time => time::ENTRIES,
            Self::Range => range::ENTRIES,
            Self::Context => context::ENTRIES,
            Self::Conversion => conversion::ENTRIES,
        }
    }
}

/// An expression and what it gives, which is FEEL as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// The expression.
    pub expression: &'static str,
    /// Its result.
    pub result: &'static str,
}

/// What a family's file says of a function.
struct Entry {
    name: &'static str,
    about: &'static str,
    examples: &'static [Example],
}

const fn entry(name: &'static str, about: &'static str, examples: &'static [Example]) -> Entry {
    Entry { name, about, examples }
}

const fn gives(expression: &'static str, result: &'static str) -> Example {
    Example { expression, result }
}

/// A parameter of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, by which an argument can be given as well.
    pub name: &'static str,
    /// It may be left out.
    pub is_optional: bool,
    /// More arguments of it may follow.
    pub repeats: bool,
}

/// A built-in function.
#[derive(Debug, Clone, Copy)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// The family it belongs to.
    pub family: Family,
    /// One sentence that says what it does.
    pub about: &'static str,
    /// Examples with their results.
    pub examples: &'static [Example],
    builtin: &'static Builtin,
}

impl Function {
    /// The ways to call it, each as its parameters.
    pub fn signatures(&self) -> Vec<Vec<Parameter>> {
        self.builtin.signatures.iter().map(parameters).collect()
    }

    /// The ways to call it as they are written: `substring(string, start position, length?)`.
    pub fn shapes(&self) -> Vec<String> {
        let shape = |parameters: Vec<Parameter>| {
            let shown = parameters.iter().map(|parameter| match (parameter.is_optional, parameter.repeats) {
                (true, _) => format!("{}?", parameter.name),
                (_, true) => format!("{}, …", parameter.name),
                _ => parameter.name.to_owned(),
            });
            format!("{}({})", self.name, shown.collect::<Vec<_>>().join(", "))
        };
        self.signatures().into_iter().map(shape).collect()
    }

    /// The type of what it gives, as far as that is always the same.
    pub fn gives(&self) -> &'static Type {
        &self.builtin.gives
    }
}

fn parameters(signature: &Signature) -> Vec<Parameter> {
    let last = signature.parameters.len().saturating_sub(1);
    let known = signature.parameters.iter().enumerate().map(|(at, name)| Parameter {
        name,
        is_optional: at >= signature.required,
        repeats: signature.repeats && at == last,
    });
    known.collect()
}

static FUNCTIONS: LazyLock<Vec<Function>> = LazyLock::new(|| {
    let of = |family: Family| {
        family.entries().iter().filter_map(move |entry| {
            let builtin = builtins::find(entry.name)?;
            Some(Function { name: entry.name, family, about: entry.about, examples: entry.examples, builtin })
        })
    };
    Family::ALL.into_iter().flat_map(of).collect()
});

/// All built-in functions, by family.
pub fn functions() -> &'static [Function] {
    &FUNCTIONS
}

/// The function of that name.
pub fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_function_is_told_of_once() {
        let told: Vec<&str> = Family::ALL.iter().flat_map(|family| family.entries()).map(|entry| entry.name).collect();
        let known: BTreeSet<&str> = builtins::all().map(|builtin| builtin.name).collect();
        assert_eq!(told.iter().copied().collect::<BTreeSet<_>>(), known);
        assert_eq!(told.len(), known.len(), "one is there twice");
        assert_eq!(functions().len(), known.len());
    }
}
