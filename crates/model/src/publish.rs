//! What keeps a definition without errors from being published: the words that are read, but do not run yet.

use crate::Checked;
use crate::codes;
use crate::definition::step::{SendBy, StepKind};
use crate::definition::{Definition, Handler, Start, Step, Workflow};
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
        if let Some(span) = workflow.access.span {
            self.ask(Place::Top, "access", span);
        }
        for handler in &workflow.in_case {
            self.handler(handler);
        }
        workflow.all_steps().into_iter().for_each(|step| self.step(step));
    }

    fn step(&mut self, step: &Step) {
        self.ask(Place::Step, step.kind.word(), step.title_span);
        for handler in &step.in_case {
            self.handler(handler);
        }
        if let StepKind::Send(send) = &step.kind
            && send.by == SendBy::App
        {
            self.ask(Place::SendBy, "app", step.title_span);
        }
    }

    fn handler(&mut self, handler: &Handler) {
        self.ask(Place::Handler, handler.word(), handler.span);
    }
}
