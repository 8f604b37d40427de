//! A folder of cases: `feel.jsonl` has expressions, `models.jsonl` decision models. Each is evaluated and counted; those that
//! expect null apart, because an evaluator that knows nothing would pass them.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

use baton_feel::Value;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::compare::same;
use crate::expression::{Expression, named_type};
use crate::model::Question;
use crate::typed;

/// Why the cases could not be counted.
#[derive(Debug)]
pub enum Unreadable {
    /// The folder has no cases.
    Missing(std::path::PathBuf),
    /// A file that cannot be read.
    File(std::path::PathBuf, std::io::Error),
    /// A line that is no case.
    Line(std::path::PathBuf, usize, String),
}

impl std::error::Error for Unreadable {}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing(dir) => write!(f, "there is neither feel.jsonl nor models.jsonl: {}", dir.display()),
            Self::File(path, error) => write!(f, "{} cannot be read: {error}", path.display()),
            Self::Line(path, line, wrong) => write!(f, "{}:{line}: {wrong}", path.display()),
        }
    }
}

/// Cases that hold, of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// How many hold.
    pub passed: usize,
    /// How many there are.
    pub total: usize,
}

impl Count {
    fn add(&mut self, passed: bool) {
        self.total += 1;
        self.passed += usize::from(passed);
    }
}

impl Count {
    /// Do relatively fewer hold than of the other?
    pub fn falls_below(self, other: Self) -> bool {
        self.passed * other.total < other.passed * self.total
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.passed, self.total)
    }
}

/// The counts of a folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Of the cases that expect a value.
    pub values: Count,
    /// Of those that expect null.
    pub nulls: Count,
}

/// What came of all cases.
#[derive(Debug, Default, Serialize)]
pub struct Tally {
    /// Of all together.
    pub all: Counts,
    /// By folder.
    pub folders: IndexMap<String, Counts>,
    /// Those that do not hold, a line each.
    pub failures: Vec<String>,
    /// Those that need a function in another language, such as Java, which never runs here. They count nowhere else.
    pub aside: Vec<String>,
}

/// What the reasons say where a function is not written in FEEL.
const NOT_FEEL: [&str; 2] = ["(feel.external)", "(dmn.external)"];

impl Tally {
    fn add(&mut self, dir: &str, expected: &Value, passed: bool) {
        for counts in [&mut self.all, self.folders.entry(dir.to_owned()).or_default()] {
            if expected.is_null() { counts.nulls.add(passed) } else { counts.values.add(passed) }
        }
    }

    /// Counts one result, and keeps what is wrong with it.
    fn hold(&mut self, case: &Place<'_>, expected: &Value, found: &Found) {
        let reasoned = !case.needs_reason || !found.reasons.is_empty();
        let passed = same(&found.value, expected) && reasoned;
        let needs_other = found.reasons.iter().any(|reason| NOT_FEEL.iter().any(|code| reason.ends_with(code)));
        if !passed && needs_other {
            self.aside.push(format!("{}/{}", case.dir, case.name));
            return;
        }
        self.add(case.dir, expected, passed);
        if !passed {
            let mut line = format!("{}/{}: {}", case.dir, case.name, case.what);
            let _ = write!(line, "\n    expected {expected}, found {}", found.value);
            if let Some(reason) = found.reasons.first() {
                let _ = write!(line, ": {reason}");
            } else if !reasoned {
                line.push_str(" without a reason");
            }
            self.failures.push(line);
        }
    }
}

/// Which case it is.
struct Place<'a> {
    dir: &'a str,
    name: String,
    what: &'a str,
    needs_reason: bool,
}

/// What was evaluated.
struct Found {
    value: Value,
    reasons: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FeelCase {
    dir: String,
    id: String,
    #[serde(default)]
    decision: String,
    expr: String,
    type_ref: Option<String>,
    type_base: Option<String>,
    inputs: Option<IndexMap<String, Json>>,
    expected: Json,
    #[serde(default)]
    error: bool,
}

#[derive(Deserialize)]
struct ModelCase {
    dir: String,
    id: String,
    model: String,
    #[serde(default)]
    other_models: Vec<String>,
    invocable: Option<String>,
    #[serde(default)]
    inputs: IndexMap<String, Json>,
    results: Vec<ModelResult>,
}

#[derive(Deserialize)]
struct ModelResult {
    name: String,
    expected: Json,
    #[serde(default)]
    error: bool,
}

/// Evaluates and counts all cases of a folder: what it has of expressions and of models, each under its name.
pub fn run(dir: &Path) -> Result<IndexMap<&'static str, Tally>, Unreadable> {
    let mut tallies = IndexMap::new();
    let feel = dir.join("feel.jsonl");
    if feel.exists() {
        tallies.insert("expressions", expressions(&feel)?);
    }
    let models = dir.join("models.jsonl");
    if models.exists() {
        let mut tally = Tally::default();
        each_line(&models, |line| model(line, &dir.join("models"), &mut tally))?;
        tallies.insert("models", tally);
    }
    if tallies.is_empty() { Err(Unreadable::Missing(dir.to_owned())) } else { Ok(tallies) }
}

fn expressions(feel: &Path) -> Result<Tally, Unreadable> {
    let mut tally = Tally::default();
    let mut types = IndexMap::new();
    each_line(feel, |line| named_types(line, &mut types))?;
    let types = Arc::new(types);
    each_line(feel, |line| expression(line, &types, &mut tally))?;
    Ok(tally)
}

fn each_line(path: &Path, mut work: impl FnMut(&str) -> Result<(), String>) -> Result<(), Unreadable> {
    let failed = |error| Unreadable::File(path.to_owned(), error);
    for (at, line) in BufReader::new(File::open(path).map_err(failed)?).lines().enumerate() {
        let line = line.map_err(failed)?;
        if !line.trim().is_empty() {
            work(&line).map_err(|wrong| Unreadable::Line(path.to_owned(), at + 1, wrong))?;
        }
    }
    Ok(())
}

fn feel_case(line: &str) -> Result<FeelCase, String> {
    serde_json::from_str(line).map_err(|error| error.to_string())
}

/// The cases define types as they use them: `tNumberList` is `number[]` throughout.
fn named_types(line: &str, types: &mut IndexMap<String, String>) -> Result<(), String> {
    if let FeelCase { type_ref: Some(name), type_base: Some(base), .. } = feel_case(line)? {
        types.insert(name, base);
    }
    Ok(())
}

fn expression(line: &str, types: &Arc<IndexMap<String, String>>, tally: &mut Tally) -> Result<(), String> {
    let case = feel_case(line)?;
    let inputs = case.inputs.iter().flatten().map(|(name, json)| Ok((name.clone(), typed::read(json)?)));
    let expression = Expression {
        text: case.expr.clone(),
        inputs: inputs.collect::<Result<_, String>>()?,
        gives: named_type(case.type_ref.as_deref(), case.type_base.as_deref()),
        types: Arc::clone(types),
    };
    let expected = typed::read(&case.expected)?;
    let answer = expression.evaluate();
    let name = format!("{}/{}", case.id, case.decision);
    let place = Place { dir: &case.dir, name, what: &case.expr, needs_reason: case.error };
    tally.hold(&place, &expected, &Found { value: answer.value, reasons: answer.reasons });
    Ok(())
}

fn model(line: &str, files: &Path, tally: &mut Tally) -> Result<(), String> {
    let case: ModelCase = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let inputs = case.inputs.iter().map(|(name, json)| Ok((name.clone(), typed::read(json)?)));
    let question = Question {
        model: files.join(&case.model),
        others: case.other_models.iter().map(|path| files.join(path)).collect(),
        service: case.invocable.clone(),
        inputs: inputs.collect::<Result<_, String>>()?,
        want: case.results.iter().map(|result| result.name.clone()).collect(),
    };
    for (result, answer) in case.results.iter().zip(question.answer()) {
        let expected = typed::read(&result.expected)?;
        let name = format!("{}/{}", case.id, result.name);
        let place = Place { dir: &case.dir, name, what: &case.model, needs_reason: result.error };
        tally.hold(&place, &expected, &Found { value: answer.value, reasons: answer.reasons });
    }
    Ok(())
}
