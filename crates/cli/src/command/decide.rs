//! `baton decide FILE`: tries a decision out: what it gives, which rules hit, why something is null.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use baton_feel::table::Problem;
use baton_feel::{Env, Limits, Nothing, Value, suggest};
use baton_model::decision::{self, Compiled, Decided, Linked, Values};
use baton_model::definition::{DecidedBy, Decision, Definition, Step, Workflow};
use baton_model::{Checked, Fault, Severity};
use baton_people::Calendar;
use clap::Args;
use serde_json::{Map, Value as Json, json};

use crate::Outcome;
use crate::command::check::read;
use crate::say::{literal, say};

/// Try a decision out: a `decision:` file, or a table or rules of a workflow's `decide` step.
///
/// Decisions that it uses are looked for beside it. Exit code 0: it decided. 1: no rule fits, several do where one may, or
/// something is wrong with the file or an input.
#[derive(Args)]
pub struct Decide {
    /// The file; - is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// An input, or a JSON file with all of them; may be given several times.
    #[arg(long, value_name = "NAME=VALUE or FILE.json")]
    input: Vec<String>,
    /// Which step of a workflow, by its id; needed where several decide.
    #[arg(long, value_name = "ID")]
    step: Option<String>,
    /// One JSON document for tools instead of text.
    #[arg(long)]
    json: bool,
}

impl Decide {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let text = read(&self.file)?;
        let checked = baton_model::read(&text);
        if checked.has_errors() {
            return told(&checked.faults, &text);
        }
        let root = self.decision(checked)?;
        let beside = self.beside()?;
        let linked = match Linked::new(Arc::new(root), &mut |id| beside.get(id).cloned()) {
            Ok(linked) => linked,
            Err(faults) => return told(&faults, &text),
        };
        let inputs = match self.inputs(linked.decision())? {
            Ok(inputs) => inputs,
            Err(wrong) => {
                for why in &wrong {
                    eprintln!("baton: {why}");
                }
                return Ok(Outcome::Wrong);
            }
        };
        let zone = jiff::tz::TimeZone::system();
        let calendar = Calendar::weekdays_9_to_17(zone.clone());
        let env = Env {
            lookup: &Nothing,
            now: jiff::Timestamp::now(),
            zone: &zone,
            calendar: Some(&calendar),
            limits: Limits::default(),
        };
        let decided = linked.evaluate(&inputs, &env);
        let shown = if self.json {
            format!("{}\n", serde_json::to_string_pretty(&document(&decided))?)
        } else {
            shown(linked.decision(), &inputs, &decided)
        };
        say(&shown)?;
        Ok(if decided.problem.is_some() { Outcome::Wrong } else { Outcome::Fine })
    }

    /// The decision of the file.
    fn decision(&self, checked: Checked) -> anyhow::Result<Compiled> {
        let workflow = match &checked.definition {
            Some(Definition::Workflow(workflow)) => workflow,
            Some(Definition::Process(_)) => bail!("{} is a process, which decides nothing itself", self.file.display()),
            Some(Definition::Decision(_)) | None => {
                anyhow::ensure!(self.step.is_none(), "--step is for workflows, and this is a decision");
                return checked
                    .compile_decision()
                    .map_err(|faults| anyhow::anyhow!("{}", super::check::counted(faults.len(), "fault")));
            }
        };
        let step = self.step(workflow)?;
        let decision = decision::of_step(workflow, step).context("the step has no table and no rules")?;
        Ok(Compiled { decision, text: Arc::clone(&checked.text), sha256: String::new() })
    }

    fn step<'w>(&self, workflow: &'w Workflow) -> anyhow::Result<&'w Step> {
        let steps = decision::steps(workflow);
        let ids = || steps.iter().map(|step| step.id.as_str()).collect::<Vec<_>>().join(", ");
        match (&self.step, steps.as_slice()) {
            (_, []) => bail!("{} has no step with a table or rules", self.file.display()),
            (None, [only]) => Ok(*only),
            (None, _) => bail!("several steps decide: say which with --step: {}", ids()),
            (Some(id), _) => {
                let found = steps.iter().find(|step| step.id == *id);
                found
                    .copied()
                    .with_context(|| format!("no step `{id}` decides by a table or rules; there are: {}", ids()))
            }
        }
    }

    /// The decisions in the files beside this one, by id.
    fn beside(&self) -> anyhow::Result<BTreeMap<String, Arc<Compiled>>> {
        let mut found = BTreeMap::new();
        let folder = self.file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if self.file == Path::new("-") {
            return Ok(found);
        }
        for entry in std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
            let path = entry?.path();
            let is_yaml = path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
            if !is_yaml || !path.is_file() {
                continue;
            }
            let Ok(text) = read(&path) else { continue };
            if !text.lines().any(|line| line.starts_with("decision:")) {
                continue;
            }
            if let Ok(compiled) = baton_model::compile_decision(&text) {
                found.insert(compiled.decision.head.id.name.clone(), Arc::new(compiled));
            }
        }
        Ok(found)
    }

    /// The inputs as the decision takes them; what is wrong with them.
    fn inputs(&self, decision: &Decision) -> anyhow::Result<Result<Values, Vec<String>>> {
        let (mut values, mut wrong) = (Values::new(), Vec::new());
        for written in &self.input {
            if let Some((name, value)) = written.split_once('=') {
                let name = name.trim();
                match decision.inputs.get(name) {
                    Some(input) => match decision::from_text(input, value) {
                        Ok(value) => drop(values.insert(name.to_owned(), value)),
                        Err(why) => wrong.push(why),
                    },
                    None => wrong.push(unknown(decision, name)),
                }
                continue;
            }
            let text = read(Path::new(written))?;
            let json: Json = serde_json::from_str(&text).with_context(|| format!("{written} is no JSON"))?;
            let all = json.as_object().with_context(|| format!("{written} is no JSON object of inputs"))?;
            for (name, json) in all {
                match decision.inputs.get(name) {
                    Some(input) => match decision::from_json(input, json) {
                        Ok(value) => drop(values.insert(name.clone(), value)),
                        Err(why) => wrong.push(why),
                    },
                    None => wrong.push(unknown(decision, name)),
                }
            }
        }
        Ok(if wrong.is_empty() { Ok(values) } else { Err(wrong) })
    }
}

fn unknown(decision: &Decision, name: &str) -> String {
    let near = suggest(name, decision.inputs.keys().map(String::as_str));
    let near = near.map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
    let known: Vec<&str> = decision.inputs.keys().map(String::as_str).collect();
    format!("there is no input called `{name}`{near}; the inputs are: {}", known.join(", "))
}

fn told(faults: &[Fault], text: &str) -> anyhow::Result<Outcome> {
    for fault in faults.iter().filter(|fault| fault.severity == Severity::Error) {
        say(&format!("{}\n", fault.render(text)))?;
    }
    Ok(Outcome::Wrong)
}

/// What came of it, for people.
fn shown(decision: &Decision, inputs: &Values, decided: &Decided) -> String {
    let mut shown = String::new();
    for (name, value) in &decided.outputs {
        let _ = writeln!(shown, "{name} = {}", literal(value));
    }
    if let Some(problem) = decided.problem {
        let _ = writeln!(shown, "nothing is decided: {}", why(problem));
    }
    for applied in &decided.applied {
        let is_own = applied.decision == decision.head.id.name;
        let of = if is_own { String::new() } else { format!("{}: ", applied.decision) };
        if !is_own {
            let _ = writeln!(shown, "  {of}{}", literal(&applied.value));
        }
        for hit in &applied.hits {
            let line = if is_own { line_of(decision, *hit) } else { None };
            let at = line.map(|line| format!(" (line {line})")).unwrap_or_default();
            let _ = writeln!(shown, "  {of}rule {}{at} fits", hit + 1);
        }
        if !applied.hits.is_empty() || decided.problem.is_some() {
            for (input, value) in &applied.inputs {
                let _ = writeln!(shown, "    {of}{input} = {}", literal(value));
            }
        }
        for note in &applied.notes {
            let _ = writeln!(shown, "  {of}{note}");
        }
    }
    let missing: Vec<&str> =
        decision.inputs.keys().filter(|name| !inputs.contains_key(*name)).map(String::as_str).collect();
    if !missing.is_empty() {
        let _ = writeln!(shown, "  not given, so null: {}", missing.join(", "));
    }
    shown
}

/// The line on which a rule stands.
fn line_of(decision: &Decision, rule: usize) -> Option<u32> {
    match &decision.by {
        DecidedBy::Table(table) => table.rules.get(rule).map(|rule| rule.span.line),
        DecidedBy::Rules(rules) => rules.get(rule).map(|rule| rule.span.line),
        DecidedBy::Value(_) | DecidedBy::Service => None,
    }
}

fn why(problem: Problem) -> &'static str {
    match problem {
        Problem::NoRule => "no rule fits",
        Problem::SeveralRules => "only one rule may fit, and several do",
        Problem::DifferentOutputs => "the rules that fit must give the same, and they do not",
    }
}

/// What came of it, for tools. Rules are counted from 1.
fn document(decided: &Decided) -> Json {
    let applied = decided.applied.iter().map(|applied| {
        json!({
            "decision": applied.decision,
            "inputs": named(applied.inputs.iter().map(|(name, value)| (name, value))),
            "rules": applied.hits.iter().map(|hit| hit + 1).collect::<Vec<_>>(),
            "result": applied.value.to_json(),
            "notes": applied.notes,
        })
    });
    json!({
        "result": decided.value.to_json(),
        "outputs": named(decided.outputs.iter()),
        "rules": decided.own().map(|own| own.hits.iter().map(|hit| hit + 1).collect::<Vec<_>>()).unwrap_or_default(),
        "problem": decided.problem.map(why),
        "decisions": applied.collect::<Vec<_>>(),
    })
}

fn named<'v>(values: impl Iterator<Item = (&'v String, &'v Value)>) -> Json {
    Json::Object(values.map(|(name, value)| (name.clone(), value.to_json())).collect::<Map<_, _>>())
}
