//! What a process compiles to: a workflow that has one branch for each of its workflows and milestones, all side by side. A
//! branch waits for those that come before it and for its time, and then asks for its run.
//!
//! It is written as text, from the parts of the process as they stand there, and read as any workflow is: so it means what
//! the language says. Its ids are those of the process.

use std::fmt::Write as _;

use baton_feel::Type;

use crate::definition::{Deadline, Expr, Given, Milestone, Named, Process, SubRun, Taken};
use crate::lower::sentence_case;
use crate::yaml::Node;

/// What of a process is its own, and not a workflow's.
const OWN: [&str; 4] = ["process", "outcome", "workflows", "milestones"];

/// The text of the workflow that a process means.
pub(crate) fn workflow(process: &Process, text: &str, root: &Node) -> String {
    let mut out = format!("workflow: {}\n", process.head.id.name);
    let entries = root.entries().unwrap_or_default();
    for (nth, entry) in entries.iter().enumerate().filter(|(_, entry)| !OWN.contains(&entry.key.as_str())) {
        let end = entries.get(nth + 1).map_or(text.len(), |next| next.key_span.start as usize);
        let part = text.get(entry.key_span.start as usize..end).unwrap_or_default();
        let _ = writeln!(out, "{}", part.trim_end());
    }
    let mut steps = Writer { out, indent: 0 };
    steps.line("steps:");
    steps.line("  - parallel: Workflows");
    steps.line("    branches:");
    steps.indent = 6;
    for run in &process.workflows {
        steps.branch(run);
    }
    for milestone in process.milestones.values() {
        steps.milestone(milestone);
    }
    steps.indent = 0;
    steps.line("outcomes:");
    let outcome = process.outcome.as_ref().map_or("Done", |outcome| &outcome.text);
    steps.line(&format!("  done: {{ title: {}, default: true }}", quoted(outcome)));
    steps.out
}

struct Writer {
    out: String,
    indent: usize,
}

impl Writer {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.out, "{:indent$}{line}", "", indent = self.indent);
    }

    /// A key with a value, where there is one.
    fn key(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.line(&format!("  {key}: {}", quoted(value)));
        }
    }

    fn branch(&mut self, run: &SubRun) {
        let (id, title) = (&run.id.name, sentence_case(&run.workflow.name));
        self.line("- steps:");
        self.indent += 4;
        if !run.after.is_empty() {
            self.line(&format!("- wait: {}", quoted(&format!("What comes before {title}"))));
            self.key("id", Some(&format!("{id}-after")));
            self.key("until", Some(&all_over(&run.after)));
        }
        if run.each.is_empty() {
            self.one(run, (id, &title), id);
        } else {
            self.line(&format!("- each: {}", quoted(&title)));
            self.key("id", Some(id));
            self.key("when", run.when.as_ref().map(|when| when.text.as_str()));
            self.key("in", Some(&items(&run.each)));
            self.line("  steps:");
            self.indent += 4;
            self.one(run, (id, &title), &format!("{id}-run"));
            self.indent -= 4;
        }
        self.indent -= 4;
    }

    /// The run itself, at its time. Where there are several, `when` is asked of all together.
    fn one(&mut self, run: &SubRun, (id, title): (&str, &str), own: &str) {
        let when = run.when.as_ref().filter(|_| run.each.is_empty()).map(|when| when.text.as_str());
        if let Some(not_before) = &run.not_before {
            self.line(&format!("- wait: {}", quoted(&format!("The time of {title}"))));
            self.key("id", Some(&format!("{id}-time")));
            self.key("when", when);
            self.key("until", Some(&not_before.text));
        }
        self.line(&format!("- run: {}", quoted(title)));
        self.key("id", Some(own));
        self.key("workflow", Some(&run.workflow.name));
        self.key("when", when);
        let due: Option<&Deadline> = run.due.as_ref().or(run.target.as_ref());
        self.key("due", due.map(|due| due.text.as_str()));
        self.map("with", run.with.iter().filter_map(handed));
        self.map("gives", run.gives.iter().map(|Taken { mine, theirs }| (mine.name.as_str(), theirs.as_str())));
    }

    fn map<'a>(&mut self, key: &str, entries: impl Iterator<Item = (&'a str, &'a str)>) {
        let entries: Vec<_> = entries.map(|(name, value)| format!("{name}: {}", quoted(value))).collect();
        if !entries.is_empty() {
            self.line(&format!("  {key}: {{ {} }}", entries.join(", ")));
        }
    }

    fn milestone(&mut self, milestone: &Milestone) {
        self.line("- steps:");
        self.indent += 4;
        self.line(&format!("- wait: {}", quoted(&milestone.title.text)));
        self.key("id", Some(&milestone.name.name));
        self.key("until", Some(&all_over(&milestone.after)));
        self.key("due", milestone.due.as_ref().map(|due| due.text.as_str()));
        self.indent -= 4;
    }
}

fn handed(given: &Given) -> Option<(&str, &str)> {
    Some((given.field.as_str(), given.value.as_ref()?.text.as_str()))
}

/// That all of these are over. What is skipped counts as done.
fn all_over(names: &[Named]) -> String {
    let over = |named: &Named| {
        let id = &named.name;
        format!("(step(\"{id}\").state = \"done\" or step(\"{id}\").state = \"skipped\")")
    };
    let all: Vec<String> = names.iter().map(over).collect();
    if all.is_empty() { "run.outcome = null".to_owned() } else { all.join(" and ") }
}

/// One list of FEEL, or a list of its items.
fn items(each: &[Expr]) -> String {
    match each {
        [one] if matches!(one.program.result_type(), Type::List(_)) => one.text.clone(),
        several => {
            let texts: Vec<&str> = several.iter().map(|item| item.text.as_str()).collect();
            format!("[{}]", texts.join(", "))
        }
    }
}

/// A text as YAML takes it, whatever is in it.
fn quoted(text: &str) -> String {
    let text: Vec<&str> = text.split_whitespace().collect();
    format!("'{}'", text.join(" ").replace('\'', "''"))
}
