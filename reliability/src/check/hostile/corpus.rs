//! What is changed: the examples, the checker's fixtures, the expressions of the FEEL tests, and expressions drawn anew.

use std::path::Path;

use anyhow::Context;
use fastrand::Rng;

use super::{nasty, twist};

/// Lines of `expression => value`.
const EXPRESSIONS: &str = include_str!("../../../../crates/feel/tests/it/expressions.rs");
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
/// What an expression may name.
const NAMES: &[&str] = &["amount", "priority", "urgent", "day", "rows", "manager", "nothing", "anything", "item", "x"];
const FUNCTIONS: &[&str] = &[
    "count",
    "sum",
    "min",
    "max",
    "string",
    "number",
    "date",
    "time",
    "duration",
    "substring",
    "replace",
    "matches",
    "split",
    "contains",
    "upper case",
    "string length",
    "append",
    "concatenate",
    "insert before",
    "reverse",
    "sort",
    "flatten",
    "distinct values",
    "index of",
    "floor",
    "decimal",
    "modulo",
    "sqrt",
    "exp",
    "get value",
    "put",
    "step",
    "context",
    "years and months duration",
    "day of week",
    "list replace",
    "string join",
    "mode",
    "stddev",
    "now",
];

/// What there is to change.
pub struct Corpus {
    definitions: Vec<String>,
    expressions: Vec<String>,
}

impl Corpus {
    /// Reads it.
    pub fn read() -> anyhow::Result<Self> {
        let mut definitions = Vec::new();
        for folder in ["examples", "crates/model/tests/fixtures"] {
            gather(&Path::new(ROOT).join(folder), &mut definitions)?;
        }
        let cases = EXPRESSIONS.lines().filter_map(|line| line.trim().rsplit_once(" => "));
        Ok(Self { definitions, expressions: cases.map(|(text, _)| text.to_owned()).collect() })
    }

    /// A definition with something wrong in it, mostly.
    pub fn definition(&self, random: &mut Rng) -> String {
        let text = one(&self.definitions, random);
        let mut text = match random.u8(..64) {
            0..4 => text.to_owned(),
            4 => deep(random),
            _ => twist::lines(text, one(&self.definitions, random), random),
        };
        if random.u8(..3) == 0 {
            text = bitten(text, random);
        }
        if random.u8(..6) == 0 {
            text = text.replacen("amount", &self.expression(random), 1);
        }
        text
    }

    /// An expression with something wrong in it, mostly.
    pub fn expression(&self, random: &mut Rng) -> String {
        match random.u8(..4) {
            0 => bitten(one(&self.expressions, random).to_owned(), random),
            1 => bitten(drawn(random, 6), random),
            2 => {
                let (open, close) = *random.choice(BRACKETS).unwrap_or(&("(", ")"));
                let deep = if random.u8(..20) == 0 { 4_000 } else { 300 };
                let deep = random.usize(1..deep);
                format!("{}{}{}", open.repeat(deep), one(&self.expressions, random), close.repeat(deep))
            }
            _ => drawn(random, 7),
        }
    }
}

const BRACKETS: &[(&str, &str)] = &[
    ("(", ")"),
    ("[", "]"),
    ("{a: ", "}"),
    ("not(", ")"),
    ("-", ""),
    ("if true then ", " else 1"),
    ("for i in [1] return ", ""),
    ("some i in [1] satisfies ", ""),
    ("", " + 1"),
    ("", "[1]"),
    ("", ".a"),
    ("function(x) ", ""),
    ("1 in ", ""),
    ("2 ** ", ""),
];

fn one<'a>(from: &'a [String], random: &mut Rng) -> &'a str {
    random.choice(from).map_or("", String::as_str)
}

fn gather(folder: &Path, to: &mut Vec<String>) -> anyhow::Result<()> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            gather(&path, to)?;
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            to.push(String::from_utf8_lossy(&std::fs::read(&path)?).into_owned());
        }
    }
    Ok(())
}

fn bitten(text: String, random: &mut Rng) -> String {
    let mut bytes = text.into_bytes();
    for _ in 0..random.usize(1..4) {
        twist::bytes(&mut bytes, random);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A text that is nothing but deep, wide or full of references.
fn deep(random: &mut Rng) -> String {
    let many = random.usize(1..20_000);
    match random.u8(..7) {
        0 => "[".repeat(many),
        1 => format!("workflow: {}x{}", "{a: ".repeat(many / 4), "}".repeat(many / 4)),
        2 => (0..many.min(300)).map(|n| " ".repeat(n) + "a:\n").collect(),
        3 => {
            let levels = (0..9).map(|n| format!("a{}: &a{} [*a{n}, *a{n}, *a{n}, *a{n}, *a{n}]\n", n + 1, n + 1));
            format!("a0: &a0 [x]\n{}", levels.collect::<String>())
        }
        4 => (0..many).map(|n| "k".to_owned() + &n.to_string() + ": 1\n").collect(),
        5 => format!("workflow: x\nsteps:\n{}", "- task: a\n".repeat(many)),
        _ => format!("? {}\n", "- ".repeat(many / 2)),
    }
}

/// An expression drawn from the grammar.
fn drawn(random: &mut Rng, deep: u8) -> String {
    if deep == 0 {
        return leaf(random);
    }
    let sub = |random: &mut Rng| {
        let less = random.u8(..deep);
        drawn(random, less)
    };
    match random.u8(..14) {
        0 => format!("({} {} {})", sub(random), operator(random), sub(random)),
        1 => format!("if {} then {} else {}", sub(random), sub(random), sub(random)),
        2 => format!("for i in {} return {}", sub(random), sub(random)),
        3 => format!("for i in 0..{}, j in {} return [i, j, partial]", leaf(random), sub(random)),
        4 => format!("{} {} in {} satisfies {}", quantifier(random), "x", sub(random), sub(random)),
        5 => format!("[{}, {}]", sub(random), sub(random)),
        6 => format!("{{a: {}, \"b c\": {}}}", sub(random), sub(random)),
        7 => format!("{}[{}]", sub(random), sub(random)),
        8 => format!("{}.{}", sub(random), random.choice(NAMES).unwrap_or(&"x")),
        9 => format!("{} in ({}..{}]", sub(random), sub(random), sub(random)),
        10 => format!(
            "{} instance of {}",
            sub(random),
            random.choice(["number", "list<string>", "context"]).unwrap_or("Any")
        ),
        11 => format!("(function(a, b) {})({}, {})", sub(random), sub(random), sub(random)),
        _ => {
            let name = random.choice(FUNCTIONS).unwrap_or(&"sum");
            let arguments: Vec<String> = (0..random.u8(..4)).map(|_| sub(random)).collect();
            format!("{name}({})", arguments.join(", "))
        }
    }
}

fn quantifier(random: &mut Rng) -> &'static str {
    if random.bool() { "some" } else { "every" }
}

fn operator(random: &mut Rng) -> &'static str {
    random.choice(["+", "-", "*", "/", "**", "=", "!=", "<", ">=", "and", "or", "between 1 and"]).unwrap_or("+")
}

fn leaf(random: &mut Rng) -> String {
    match random.u8(..8) {
        0 => format!("{:?}", nasty::text(random)),
        1 => random.choice(nasty::NUMBERS).map_or_else(String::new, |number| (*number).to_owned()),
        2 => random.i32(-100..100_000).to_string(),
        3 => "@\"2026-03-29T02:30:00@Europe/Berlin\"".to_owned(),
        4 => format!("duration(\"P{}Y\")", random.u32(..)),
        5 => (*random.choice(&["null", "true", "[]", "{}", "?", "item"]).unwrap_or(&"null")).to_owned(),
        _ => (*random.choice(NAMES).unwrap_or(&"x")).to_owned(),
    }
}
