//! Shared decisions: lists, the page of one, trying one out.

use std::sync::Arc;

use baton_feel::table::Problem;
use baton_feel::{Env, Limits, Nothing, Type};
use baton_model::decision::{self, Applied, Linked, Values};
use baton_model::definition::{Definition, Options, Parameter};
use baton_people::{Calendar, Directory};
use baton_store::Reader;
use baton_store::query::LIMIT_MAX;
use serde_json::{Map, Value as Json};

use super::definition::{head, views};
use super::dependants::Dependants;
use super::known::{Known, Looking, page as page_of};
use super::looked::zone_of;
use super::page::PageAsk;
use super::workflow::{owner, version_view};
use crate::caller::Caller;
use crate::core::Core;
use crate::handle::Handle;
use crate::history::time;
use crate::permissions::Operation;
use crate::refused::{Fault, Refused};
use crate::rights::Rights;
use crate::view::lens::{moment, person_ref};
use crate::view::types::{Decision, DecisionMade, DecisionSummary, DecisionTried, DecisionValue, DraftMark, Page};

impl Handle {
    /// All decisions in the order of their ids: the published ones, and for those who may see them the drafts.
    pub fn decisions(&self, caller: &Caller, page: &PageAsk) -> Result<Page<DecisionSummary>, Refused> {
        let core = self.core();
        let directory = core.directory();
        let rights = Rights::of(caller, &directory);
        rights.at_all(Operation::ReadWorkflow)?;
        let reader = core.reader()?;
        let looking = Looking { decisions: true, drafts: rights.may_at_all(Operation::ReadDraft) };
        let Page { items: shown, next } = page_of(looking.all(reader.as_ref())?, page)?;
        let items = shown.iter().map(|(slug, known)| summary(slug, known, &directory)).collect();
        Ok(Page { items, next })
    }

    /// A decision with its live text, or its draft's where it was never published.
    pub fn decision(&self, caller: &Caller, slug: &str) -> Result<Decision, Refused> {
        let core = self.core();
        let directory = core.directory();
        let rights = Rights::of(caller, &directory);
        rights.at_all(Operation::ReadWorkflow)?;
        let reader = core.reader()?;
        let looking = Looking { decisions: true, drafts: rights.may_at_all(Operation::ReadDraft) };
        let Known { published, draft } = looking.one(reader.as_ref(), slug)?;
        let versions = match &published {
            Some(row) => reader.versions(row.id, None, LIMIT_MAX)?,
            None => Vec::new(),
        };
        let source = versions.first().map(|version| version.text.clone());
        let source = source.or_else(|| draft.as_ref().map(|draft| draft.text.clone()));
        let source = source.ok_or_else(|| Refused::not_found("decision", slug))?;
        let read = baton_model::read(&source);
        let read = read.definition.as_ref().and_then(Definition::decision);
        let pending = draft.as_ref().map(|draft| self.publishable(&baton_model::read(&draft.text)));
        let operations = [Operation::ReadDraft, Operation::ChangeDraft, Operation::PublishWorkflow];
        let may = operations.into_iter().filter(|operation| rights.may_at_all(*operation));
        let live = published.as_ref().map_or(0, |row| row.live_version);
        let parameters = |of: Option<&baton_model::IndexMap<String, Parameter>>| -> Vec<DecisionValue> {
            of.into_iter().flat_map(indexmap::IndexMap::values).map(value).collect()
        };
        let dependants = Dependants::of(core, reader.as_ref(), slug)?;
        let next = draft.as_ref().map_or(source.as_str(), |draft| draft.text.as_str());
        let left_behind = match baton_model::compile_decision(next) {
            Ok(next) => dependants.left_behind(core, reader.as_ref(), &Arc::new(next))?,
            Err(_) => Vec::new(),
        };
        let uses = read.into_iter().flat_map(|decision| &decision.uses).map(|used| used.decision.name.clone());
        Ok(Decision {
            may: may.map(|operation| operation.word().to_owned()).collect(),
            inputs: parameters(read.map(|decision| &decision.inputs)),
            outputs: parameters(read.map(|decision| &decision.outputs)),
            uses: uses.collect(),
            used_by: dependants.ids(),
            left_behind,
            versions: versions.iter().map(|row| version_view(&directory, row, live)).collect(),
            draft_saved: draft.as_ref().map(|row| DraftMark {
                rev: row.rev,
                by: Some(person_ref(&directory, row.by)),
                at: moment(time(row.at_us)),
            }),
            not_yet: views(&pending.transpose()?.unwrap_or_default()),
            rev: published.as_ref().map_or(0, |row| row.rev),
            summary: summary(slug, &Known { published, draft }, &directory),
            source,
        })
    }

    /// Decides on inputs that somebody makes up; by a text instead of the live version, where there is one. Nothing is kept.
    pub fn try_decision(
        &self,
        caller: &Caller,
        slug: &str,
        source: Option<&str>,
        inputs: &Map<String, Json>,
    ) -> Result<DecisionTried, Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::CheckDefinition)?;
        let reader = core.reader()?;
        let linked = match source {
            Some(source) => linked(core, reader.as_ref(), source)?,
            None => {
                let fact = core.definitions.shared(reader.as_ref(), slug)?;
                fact.ok_or_else(|| Refused::not_found("decision", slug))?.linked
            }
        };
        let (mut values, mut wrong_inputs) = (Values::new(), Map::new());
        for (name, json) in inputs {
            let Some(input) = linked.decision().inputs.get(name) else {
                wrong_inputs.insert(name.clone(), Json::String(format!("there is no input called `{name}`")));
                continue;
            };
            match decision::from_json(input, json) {
                Ok(value) => drop(values.insert(name.clone(), value)),
                Err(why) => drop(wrong_inputs.insert(name.clone(), Json::String(why))),
            }
        }
        let zone = zone_of(core, caller);
        let calendar = Calendar::weekdays_9_to_17(core.zone());
        let env = Env {
            lookup: &Nothing,
            now: core.now(),
            zone: &zone,
            calendar: Some(&calendar),
            limits: Limits::default(),
        };
        let decided = linked.evaluate(&values, &env);
        Ok(DecisionTried {
            result: decided.value.to_json(),
            outputs: decided.outputs.iter().map(|(name, value)| (name.clone(), value.to_json())).collect(),
            rules: decided.own().map(rules).unwrap_or_default(),
            problem: decided.problem.map(|problem| word(problem).to_owned()),
            decisions: decided.applied.iter().map(made).collect(),
            wrong_inputs,
        })
    }
}

/// A text, linked with what is live.
fn linked(core: &Core, reader: &dyn Reader, source: &str) -> Result<Arc<Linked>, Refused> {
    let faults = match baton_model::compile_decision(source) {
        Ok(compiled) => match core.definitions.link(reader, Arc::new(compiled))? {
            Ok((linked, _)) => return Ok(Arc::new(linked)),
            Err(faults) => faults,
        },
        Err(faults) => faults,
    };
    let errors = faults.iter().filter(|fault| fault.severity == baton_model::Severity::Error);
    let faults: Vec<Fault> = errors.map(Fault::of_text).collect();
    let count = faults.len();
    Err(Refused { faults, ..Refused::new("decision.not_triable").with("count", count) })
}

fn summary(slug: &str, known: &Known, directory: &Directory) -> DecisionSummary {
    let draft = known.draft.is_some();
    if let Some(row) = &known.published {
        return DecisionSummary {
            id: row.slug.clone(),
            title: row.title.clone(),
            about: (!row.about.is_empty()).then(|| row.about.clone()),
            owner: owner(directory, &row.owner),
            live_version: Some(row.live_version as u32),
            draft,
        };
    }
    let read = known.draft.as_ref().map(|row| baton_model::read(&row.text));
    let title = read.as_ref().and_then(|read| head(read).1);
    let written = read.as_ref().and_then(|read| read.definition.as_ref()).map(Definition::head);
    DecisionSummary {
        id: slug.to_owned(),
        title: title.unwrap_or_else(|| slug.to_owned()),
        about: written.and_then(|head| head.about.clone()),
        owner: written.and_then(|head| head.owner.as_ref()).and_then(|named| owner(directory, &named.name)),
        live_version: None,
        draft,
    }
}

fn value(parameter: &Parameter) -> DecisionValue {
    let field = &parameter.field;
    let options = match &field.options {
        Options::List(options) => options.clone(),
        Options::None | Options::Feel(_) => Vec::new(),
    };
    let kind = if parameter.kind == Type::Any && field.of.is_empty() && field.ty.word() == "object" {
        "any"
    } else {
        field.ty.word()
    };
    DecisionValue { name: field.name.clone(), label: field.label.outline(), kind: kind.to_owned(), options }
}

fn rules(applied: &Applied) -> Vec<usize> {
    applied.hits.iter().map(|hit| hit + 1).collect()
}

fn made(applied: &Applied) -> DecisionMade {
    DecisionMade {
        id: applied.decision.clone(),
        inputs: applied.inputs.iter().map(|(name, value)| (name.clone(), value.to_json())).collect(),
        rules: rules(applied),
        result: applied.value.to_json(),
        notes: applied.notes.clone(),
    }
}

fn word(problem: Problem) -> &'static str {
    match problem {
        Problem::NoRule => "no_rule",
        Problem::SeveralRules => "several_rules",
        Problem::DifferentOutputs => "different_outputs",
    }
}
