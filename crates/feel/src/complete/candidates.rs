//! All that could be proposed: the names of a scope, the entries of a type, the options of a choice, functions, words.

use super::{Expected, Kind, Proposal};
use crate::builtins::{self, builtin::Signature};
use crate::scope::Scope;
use crate::types::{PERSON_ENTRIES, Type};

/// Words that begin or join expressions.
const WORDS: [&str; 15] = [
    "and",
    "or",
    "not",
    "in",
    "between",
    "if",
    "then",
    "else",
    "for",
    "some",
    "every",
    "satisfies",
    "return",
    "instance of",
    "null",
];
/// Those that go on from a value.
const JOINING: [&str; 8] = ["and", "or", "in", "between", "then", "else", "satisfies", "return"];

/// The options of a choice, and the values of a yes-no; in quotes where they are texts of an expression.
pub(super) fn options(kind: &Type, quoted: bool) -> Vec<Proposal> {
    match kind {
        Type::Choice(known) => known.iter().map(|option| value(option, quoted)).collect(),
        Type::Boolean => vec![plain("true", Kind::Value, "yes"), plain("false", Kind::Value, "no")],
        Type::List(item) => options(item, quoted),
        _ => Vec::new(),
    }
}

fn value(option: &str, quoted: bool) -> Proposal {
    let text = if quoted { serde_json::Value::from(option).to_string() } else { option.to_owned() };
    Proposal { label: option.to_owned(), caret: text.len(), text, kind: Kind::Value, detail: "an option".to_owned() }
}

/// The entries of what stands before a dot.
pub(super) fn entries(kind: &Type) -> Vec<Proposal> {
    members(kind).into_iter().map(|(name, kind)| plain(&name, Kind::Entry, &said(&kind))).collect()
}

/// The type of one entry.
pub(super) fn member(kind: &Type, name: &str) -> Option<Type> {
    members(kind).into_iter().find(|(known, _)| known == name).map(|(_, kind)| kind)
}

fn members(kind: &Type) -> Vec<(String, Type)> {
    let of =
        |names: &[&str], kind: &Type| names.iter().map(|name| ((*name).to_owned(), kind.clone())).collect::<Vec<_>>();
    let day = || of(&["year", "month", "day", "weekday"], &Type::Number);
    let clock = || {
        let mut all = of(&["hour", "minute", "second"], &Type::Number);
        all.extend(of(&["time offset"], &Type::DaysDuration));
        all.extend(of(&["timezone"], &Type::Text));
        all
    };
    match kind {
        Type::Context(entries) => entries.clone(),
        Type::List(item) => members(item),
        Type::Person => {
            let kind = |name: &str| if name == "manager" { Type::Person } else { Type::Text };
            PERSON_ENTRIES.iter().map(|name| ((*name).to_owned(), kind(name))).collect()
        }
        Type::Date => day(),
        Type::Time => clock(),
        Type::DateTime => day().into_iter().chain(clock()).collect(),
        Type::DaysDuration => of(&["days", "hours", "minutes", "seconds"], &Type::Number),
        Type::YearsDuration => of(&["years", "months"], &Type::Number),
        Type::Range(end) => {
            let mut all = of(&["start", "end"], end);
            all.extend(of(&["start included", "end included"], &Type::Boolean));
            all
        }
        _ => Vec::new(),
    }
}

/// Names, functions and words, in this order.
pub(super) fn everything(scope: &Scope, expected: &Expected) -> Vec<Proposal> {
    let names = scope.names().map(|name| {
        let kind = scope.slot(name).and_then(|slot| scope.at(slot)).map(|(_, kind)| kind.clone()).unwrap_or_default();
        plain(name, Kind::Name, &said(&kind))
    });
    let own = scope.functions().map(|name| function(name, format!("{name}(…)")));
    let builtins = builtins::all().map(|builtin| {
        let called = builtin.signatures.first().map(|signature| shown(builtin.name, signature));
        function(builtin.name, format!("{}: {}", called.unwrap_or_default(), said(&builtin.gives)))
    });
    let tests = matches!(expected, Expected::Tests(_)).then(|| plain("-", Kind::Word, "fits everything"));
    let words = WORDS.iter().map(|word| plain(word, Kind::Word, ""));
    tests.into_iter().chain(names).chain(own).chain(builtins).chain(words).collect()
}

/// What goes on from a finished value.
pub(super) fn joining() -> Vec<Proposal> {
    JOINING.iter().map(|word| plain(word, Kind::Word, "")).collect()
}

/// `substring(string, start position, length?)`.
fn shown(name: &str, signature: &Signature) -> String {
    let parameters = signature.parameters.iter().enumerate().map(|(at, parameter)| {
        let optional = if at >= signature.required { "?" } else { "" };
        let repeated = if signature.repeats && at + 1 == signature.parameters.len() { ", …" } else { "" };
        format!("{parameter}{optional}{repeated}")
    });
    format!("{name}({})", parameters.collect::<Vec<_>>().join(", "))
}

fn function(name: &str, detail: String) -> Proposal {
    let text = format!("{name}()");
    Proposal { label: name.to_owned(), caret: text.len() - 1, text, kind: Kind::Function, detail }
}

fn plain(text: &str, kind: Kind, detail: &str) -> Proposal {
    Proposal { label: text.to_owned(), text: text.to_owned(), caret: text.len(), kind, detail: detail.to_owned() }
}

/// A type as people read it; the options of a choice by name.
fn said(kind: &Type) -> String {
    match kind {
        Type::Choice(options) => options.join(", "),
        Type::List(item) => match &**item {
            Type::Any => "a list".to_owned(),
            Type::Choice(options) => format!("a list of: {}", options.join(", ")),
            Type::Context(entries) => {
                format!(
                    "a list of rows: {}",
                    entries.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
                )
            }
            item => format!("a list, each {item}"),
        },
        other => other.to_string(),
    }
}
