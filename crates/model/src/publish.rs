//! What keeps a definition without errors from being published: the words that are read, but do not run yet.

use crate::Checked;
use crate::codes;
use crate::definition::step::{SendBy, StepKind};
use crate::definition::{Definition, Field, Handler, Start, Step, Workflow};
use crate::fault::Fault;
use crate::found::{Faults, Found};
use crate::not_yet::{Place, is_waiting};
use crate::span::Span;
use crate::yaml::{self, Source};

/// What cannot run yet, in the order of the text. Empty: it can be published, as far as its text tells.
pub fn publishable(checked: &Checked) -> Vec<Fault> {
    checked.definition.as_ref().map(|definition| faults(definition, &checked.text)).unwrap_or_default()
}

/// The same of a definition and its text.
pub(crate) fn faults(definition: &Definition, text: &str) -> Vec<Fault> {
    let mut found = Waiting(Faults::default());
    match definition {
        Definition::Workflow(workflow) => found.workflow(workflow),
        Definition::Process(process) => found.starts(&process.start),
        Definition::Decision(_) => {}
    }
    let source = Source::new(text);
    let tree = yaml::read(&source, &mut Faults::default());
    found.0.finish(&source, tree.as_ref().map(|tree| &tree.root))
}

struct Waiting(Faults);

impl Waiting {
    fn ask(&mut self, place: Place, word: &str, span: Span) {
        if is_waiting(place, word) {
            self.0.add(Found::new(&codes::NOT_YET, span).with("word", word));
        }
    }

    fn starts(&mut self, starts: &[Start]) {
        for start in starts {
            self.ask(Place::Start, start.kind_word(), start.span);
        }
    }

    fn workflow(&mut self, workflow: &Workflow) {
        self.starts(&workflow.start);
        for field in workflow.fields.values() {
            field.of.values().for_each(|column| self.column(column));
        }
        if let Some(span) = workflow.access.span {
            self.ask(Place::Top, "access", span);
        }
        for handler in &workflow.in_case {
            self.handler(handler);
        }
        workflow.all_steps().into_iter().for_each(|step| self.step(step));
    }

    /// What of a column needs to know which row was which.
    fn column(&mut self, column: &Field) {
        let written = [("read_only_when", column.read_only_when.is_some())];
        self.written(Place::Column, &written, column.span);
        column.of.values().for_each(|inner| self.column(inner));
    }

    fn step(&mut self, step: &Step) {
        self.ask(Place::Step, step.kind.word(), step.title_span);
        for handler in &step.in_case {
            self.handler(handler);
        }
        self.keys(step);
        if let StepKind::Send(send) = &step.kind
            && send.by == SendBy::App
        {
            self.ask(Place::SendBy, "app", step.title_span);
        }
    }

    fn handler(&mut self, handler: &Handler) {
        self.ask(Place::Handler, handler.word(), handler.span);
    }

    /// The keys that every step may have.
    fn keys(&mut self, step: &Step) {
        for field in step.own_fields().into_iter().flat_map(|fields| fields.values()) {
            field.of.values().for_each(|column| self.column(column));
        }
    }

    fn written(&mut self, place: Place, words: &[(&str, bool)], span: Span) {
        words.iter().filter(|(_, is_written)| *is_written).for_each(|(word, _)| self.ask(place, word, span));
    }
}
