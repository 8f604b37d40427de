//! Whether a condition comes out the same whatever its names hold.
//!
//! Names that are compared with fixed values are tried with a value of each piece that these values cut theirs into, and with null
//! where they may be empty: numbers and dates within their limits, yes or no, the options of a choice, texts that are compared for
//! being the same. Everything else may be true, false or null. What is claimed is certain; what is not understood is not claimed.

use crate::env::{Env, Lookup};
use crate::eval;
use crate::node::{Kind, Node};
use crate::program::Program;
use crate::syntax::tree::Comparison;
use crate::table::{Budget, Domain, collect, fixed_value, is_fixed, samples, with_nothing};
use crate::types::Type;
use crate::value::Value;
use std::collections::BTreeMap;

/// So many combinations of values are tried; names for which there is no room may hold anything.
const TRIED_MAX: usize = 4_096;
/// So many steps of a budget it takes to ask one part of a condition about one combination.
const STEPS_A_PART: usize = 20;

/// What comes of a condition each time it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certain {
    /// It is true.
    Always,
    /// It is false or null.
    Never,
}

/// What a name can hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Holds {
    /// Its values.
    pub domain: Domain,
    /// Whether it is never null.
    pub is_there: bool,
}

/// What the names of a condition can hold; none: anything.
pub type Names<'n> = &'n dyn Fn(&str) -> Option<Holds>;

impl Program {
    /// What certainly comes of it as a condition; none also where the budget does not reach.
    pub fn certain(&self, names: Names<'_>, budget: &mut Budget) -> Option<Certain> {
        let node = self.expression()?;
        let mut all = NOTHING;
        for values in tried(&[(node, self.text())], names, budget)? {
            all |= answers(node, self.text(), &values);
        }
        match all {
            TRUE => Some(Certain::Always),
            _ if all != NOTHING && all & TRUE == NOTHING => Some(Certain::Never),
            _ => None,
        }
    }

    /// Whether one of these holds wherever this one does: it never gets its turn after them. Not so of what never holds at all.
    pub fn is_after_all(&self, before: &[&Self], names: Names<'_>, budget: &mut Budget) -> bool {
        let conditions = before.iter().chain([&self]).map(|program| Some((program.expression()?, program.text())));
        let Some(conditions) = conditions.collect::<Option<Vec<_>>>() else { return false };
        let Some(((own, text), before)) = conditions.split_last() else { return false };
        let mut may_hold = false;
        let Some(tried) = tried(&conditions, names, budget) else { return false };
        for values in tried {
            if answers(own, text, &values) & TRUE == NOTHING {
                continue;
            }
            may_hold = true;
            if before.iter().all(|(node, text)| answers(node, text, &values) != TRUE) {
                return false;
            }
        }
        may_hold
    }
}

/// Which answers are possible: each is a bit.
type Answers = u8;

const NOTHING: Answers = 0;
const TRUE: Answers = 1;
const FALSE: Answers = 2;
const NULL: Answers = 4;

fn answers(node: &Node, text: &str, values: &Values) -> Answers {
    match &node.kind {
        Kind::And(parts) => parts.iter().fold(TRUE, |all, part| both(all, answers(part, text, values))),
        Kind::Or(parts) => {
            let none = parts.iter().fold(TRUE, |all, part| both(all, opposite(answers(part, text, values))));
            opposite(none)
        }
        Kind::Builtin(builtin, arguments) if builtin.name == "not" && arguments.len() == 1 => {
            opposite(answers(&arguments[0], text, values))
        }
        Kind::If(parts) => {
            let [when, then, otherwise] = &**parts;
            let asked = answers(when, text, values);
            let first = if asked & TRUE == NOTHING { NOTHING } else { answers(then, text, values) };
            let second = if asked & (FALSE | NULL) == NOTHING { NOTHING } else { answers(otherwise, text, values) };
            first | second
        }
        _ if is_known(node, values) => {
            let value = with_nothing(|env| eval::expression(node, text, &Env { lookup: values, ..*env }).value);
            match value {
                Value::Boolean(true) => TRUE,
                Value::Boolean(false) => FALSE,
                _ => NULL,
            }
        }
        _ => TRUE | FALSE | NULL,
    }
}

/// Both of them: false where one is false, else null where one is null.
fn both(one: Answers, other: Answers) -> Answers {
    let mut all = NOTHING;
    for a in [TRUE, FALSE, NULL].into_iter().filter(|a| one & a != NOTHING) {
        for b in [TRUE, FALSE, NULL].into_iter().filter(|b| other & b != NOTHING) {
            all |= match (a, b) {
                (FALSE, _) | (_, FALSE) => FALSE,
                (NULL, _) | (_, NULL) => NULL,
                _ => TRUE,
            };
        }
    }
    all
}

fn opposite(answers: Answers) -> Answers {
    let turned = |from: Answers, to: Answers| if answers & from == NOTHING { NOTHING } else { to };
    turned(TRUE, FALSE) | turned(FALSE, TRUE) | turned(NULL, NULL)
}

/// One value for each name that is tried.
#[derive(Debug, Clone, Default)]
struct Values(BTreeMap<String, Value>);

impl Lookup for Values {
    fn get(&self, name: &str) -> Option<Value> {
        self.0.get(name).cloned()
    }

    fn call(&self, _function: &str, _arguments: &[Value]) -> Option<Value> {
        None
    }
}

/// Whether a part says the same wherever the names that are tried hold the same piece.
fn is_known(node: &Node, values: &Values) -> bool {
    match (&node.kind, asked(node)) {
        (_, Some((name, _))) => values.0.contains_key(name),
        (Kind::Compare(_, left, right), None) => is_fixed(left) && is_fixed(right),
        (Kind::Constant(_), None) => true,
        _ => false,
    }
}

/// How a name is asked.
struct Asked<'n> {
    /// The fixed values that it is held against.
    against: Vec<&'n Node>,
    /// Whether only being the same counts, and not which comes first.
    is_sameness: bool,
}

/// The name that a part of a condition asks, where it asks one alone, and against fixed values.
fn asked(node: &Node) -> Option<(&str, Asked<'_>)> {
    let outer = |node: &'_ Node| matches!(&node.kind, Kind::Outer { .. });
    let (of, against, is_sameness) = match &node.kind {
        Kind::Outer { .. } => (node, Vec::new(), true),
        Kind::Compare(comparison, left, right) => {
            let (of, against) = if outer(left) { (left, right) } else { (right, left) };
            let is_sameness = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
            (&**of, vec![&**against], is_sameness)
        }
        Kind::Between(parts) => (&parts[0], vec![&parts[1], &parts[2]], false),
        Kind::In(of, tests) if tests.iter().all(|test| !test.is_condition) => {
            let is_sameness = tests.iter().all(|test| matches!(test.node.kind, Kind::Constant(_)));
            (&**of, tests.iter().map(|test| &test.node).collect(), is_sameness)
        }
        _ => return None,
    };
    let Kind::Outer { name, .. } = &of.kind else { return None };
    against.iter().all(|node| is_fixed(node)).then_some((&**name, Asked { against, is_sameness }))
}

/// The parts of a condition that `and`, `or`, `not` and `if` put together.
fn parts<'n>(node: &'n Node, text: &'n str, found: &mut Vec<(&'n Node, &'n str)>) {
    match &node.kind {
        Kind::And(all) | Kind::Or(all) => {
            for part in all {
                parts(part, text, found);
            }
        }
        Kind::Builtin(builtin, arguments) if builtin.name == "not" => {
            for part in arguments {
                parts(part, text, found);
            }
        }
        Kind::If(all) => {
            for part in all.iter() {
                parts(part, text, found);
            }
        }
        _ => found.push((node, text)),
    }
}

/// Every combination of the values that are tried; none where the budget does not reach.
fn tried(conditions: &[(&Node, &str)], names: Names<'_>, budget: &mut Budget) -> Option<Vec<Values>> {
    let mut found = Vec::new();
    for (node, text) in conditions {
        parts(node, text, &mut found);
    }
    let parts = found.len();
    if !budget.take(parts.saturating_mul(STEPS_A_PART)) {
        return None;
    }
    // None: its values cannot be cut into pieces by what it is held against.
    let mut named: BTreeMap<&str, Option<(Holds, Vec<Value>)>> = BTreeMap::new();
    for (node, text) in found {
        let Some((name, asked)) = asked(node) else { continue };
        let known = named.entry(name).or_insert_with(|| Some((names(name)?, Vec::new())));
        if known.as_ref().is_some_and(|(holds, _)| !asked.is_sameness && holds.domain.kind == Type::Text) {
            *known = None;
        }
        if let Some((_, known)) = known {
            for node in asked.against {
                let node = if let Kind::Unary(_, inner) = &node.kind { inner } else { node };
                collect(fixed_value(node, text), known);
            }
        }
    }
    let mut all = vec![Values::default()];
    for (name, known) in named {
        let Some(pieces) = known.and_then(|(holds, against)| pieces(&holds, &against)) else { continue };
        if pieces.is_empty() || all.len().saturating_mul(pieces.len()) > TRIED_MAX {
            continue;
        }
        let with = |values: &Values, piece: &Value| {
            let mut values = values.clone();
            values.0.insert(name.to_owned(), piece.clone());
            values
        };
        all = all.iter().flat_map(|values| pieces.iter().map(|piece| with(values, piece))).collect();
    }
    budget.take(all.len().saturating_mul(parts).saturating_mul(STEPS_A_PART)).then_some(all)
}

/// A value for each piece of what a name can hold.
fn pieces(holds: &Holds, against: &[Value]) -> Option<Vec<Value>> {
    let is_cut = matches!(holds.domain.kind, Type::Number | Type::Date | Type::Boolean | Type::Choice(_) | Type::Text);
    let mut pieces = is_cut.then(|| samples(&holds.domain, against)).flatten()?;
    if !holds.is_there {
        pieces.push(Value::Null);
    }
    Some(pieces)
}
