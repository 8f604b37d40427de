//! Publishing: the draft becomes the live version, if nothing is wrong in it, everything in it runs, and whom it names is there.

use baton_model::definition::{Definition, Head};
use baton_model::{Compiled, decision};
use baton_store::row::{VersionRow, WorkflowRow};
use baton_store::{Change, Hash, Stream};

use super::batch::{Batch, Decision};
use super::prepared::{Becomes, Prepared};
use crate::ask::{Answer, Made, Request};
use crate::body::Body;
use crate::definitions::DefinitionEvent;
use crate::history::stored_kind;
use crate::live::{Audience, Live};
use crate::permissions::Operation;
use crate::publishable::Here;
use crate::refused::{Fault, Refused};
use crate::rights::Rights;

/// The name under which workflows are counted.
const WORKFLOWS: &str = "workflow";

/// Decides it.
pub fn prepare(
    batch: &mut Batch<'_>,
    request: &Request,
    slug: &str,
    note: &str,
    rev: i64,
) -> Result<Decision, Refused> {
    Rights::of(&request.caller, &batch.directory).at_all(Operation::PublishWorkflow)?;
    let draft = batch.reader.draft(slug)?.ok_or_else(|| Refused::new("workflow.no_draft").with("workflow", slug))?;
    if draft.rev != rev {
        return Err(Refused::new("request.stale").with("rev", draft.rev));
    }
    let text = baton_model::with_ids(&draft.text);
    let compiled = compiled(batch, &text)?;
    if note.trim().is_empty() {
        return Err(Refused::new("publish.note_missing"));
    }
    let known = batch.reader.workflow_by_slug(slug)?;
    if known.as_ref().is_some_and(|known| known.is_decision() != compiled.is_decision()) {
        return Err(Refused::new("publish.id_taken").with("id", slug));
    }
    if let Some(workflow) = &known {
        let live = batch.reader.version(workflow.id, workflow.live_version)?;
        if live.is_some_and(|live| live.text == text) {
            return Ok(Decision::Nothing(answer(0, slug, workflow.live_version, &compiled, true)));
        }
    }
    let next = Next { compiled: &compiled, slug, text: &text, known, note };
    next.prepared(batch, request).map(|prepared| Decision::Take(Box::new(prepared)))
}

/// What a text compiles to: a workflow or a decision.
enum Kind {
    Workflow(Box<Compiled>),
    Decision(Box<decision::Compiled>),
}

impl Kind {
    fn head(&self) -> &Head {
        match self {
            Self::Workflow(compiled) => &compiled.workflow.head,
            Self::Decision(compiled) => &compiled.decision.head,
        }
    }

    fn sha256(&self) -> &str {
        match self {
            Self::Workflow(compiled) => &compiled.sha256,
            Self::Decision(compiled) => &compiled.sha256,
        }
    }

    fn is_decision(&self) -> bool {
        matches!(self, Self::Decision(_))
    }
}

fn compiled(batch: &Batch<'_>, text: &str) -> Result<Kind, Refused> {
    let checked = baton_model::read(text);
    let mut faults: Vec<Fault> = Vec::new();
    if checked.has_errors() {
        faults.extend(
            checked.faults.iter().filter(|fault| fault.severity == baton_model::Severity::Error).map(Fault::of_text),
        );
    } else {
        let here = Here { directory: &batch.directory, definitions: &batch.core.definitions, reader: batch.reader };
        let found = here.publishable(&checked)?;
        let errors = found.iter().filter(|fault| fault.severity == baton_model::Severity::Error);
        faults.extend(errors.map(Fault::of_text));
    }
    if !faults.is_empty() {
        return Err(not_publishable(faults));
    }
    let kind = match checked.definition {
        Some(Definition::Decision(_)) => checked.compile_decision().map(|found| Kind::Decision(Box::new(found))),
        _ => checked.compile().map(|found| Kind::Workflow(Box::new(found))),
    };
    kind.map_err(|faults| not_publishable(faults.iter().map(Fault::of_text).collect()))
}

fn not_publishable(faults: Vec<Fault>) -> Refused {
    let count = faults.len();
    Refused { faults, ..Refused::new("workflow.not_publishable").with("count", count) }
}

fn answer(entry: i64, slug: &str, version: i64, compiled: &Kind, unchanged: bool) -> Answer {
    let made = Made::Version {
        workflow: slug.to_owned(),
        version: version as u32,
        sha256: compiled.sha256().to_owned(),
        unchanged,
    };
    Answer { entry, made }
}

struct Next<'a> {
    compiled: &'a Kind,
    slug: &'a str,
    text: &'a str,
    known: Option<WorkflowRow>,
    note: &'a str,
}

impl Next<'_> {
    fn prepared(&self, batch: &Batch<'_>, request: &Request) -> Result<Prepared, Refused> {
        let number = batch.next_entry();
        let row = self.workflow(batch)?;
        let stream = Stream::definition(row.id);
        let expect_seq = batch.reader.stream_head(stream)?.map_or(0, |head| head.seq);
        let row = WorkflowRow { rev: expect_seq + 1, ..row };
        let event = DefinitionEvent::VersionPublished {
            v: 1,
            workflow: row.id,
            slug: row.slug.clone(),
            key: row.key.clone(),
            title: row.title.clone(),
            about: row.about.clone(),
            owner: row.owner.clone(),
            version: row.live_version,
            text: self.text.to_owned(),
            sha256: self.compiled.sha256().to_owned(),
            note: self.note.to_owned(),
        };
        let actor = request.caller.actor();
        let cmd = request.key.clone().unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
        let mut changes = vec![
            Change::PutWorkflow(row.clone()),
            Change::PutVersion(self.version(batch, request, &row, number)),
            Change::DropDraft { slug: row.slug.clone() },
        ];
        if self.known.is_none() {
            changes.push(Change::SetCounter { name: WORKFLOWS.to_owned(), n: row.id });
        }
        let rev = Some(row.rev);
        let kind = if self.compiled.is_decision() { "decision" } else { "workflow" };
        let audience = Audience::Everybody;
        Ok(Prepared {
            stream,
            expect_seq,
            time_us: batch.now_us,
            actor: (stored_kind(actor.kind), actor.id),
            body: Body::new(&cmd, &request.caller, &[event])?,
            number,
            before: Vec::new(),
            changes,
            loads: Vec::new(),
            becomes: Becomes::Definition,
            told: vec![Live { entry: number, kind, keys: vec![row.slug.clone()], rev, audience }],
            then: Vec::new(),
            answer: answer(number, &row.slug, row.live_version, self.compiled, false),
        })
    }

    fn workflow(&self, batch: &Batch<'_>) -> Result<WorkflowRow, Refused> {
        let head = self.compiled.head();
        let (id, key, version) = match &self.known {
            Some(known) => (known.id, known.key.clone(), known.live_version + 1),
            None => (batch.counter(WORKFLOWS)? + 1, self.key(batch)?, 1),
        };
        Ok(WorkflowRow {
            id,
            slug: self.slug.to_owned(),
            key,
            title: head.title.clone(),
            about: head.about.clone().unwrap_or_default(),
            owner: head.owner.as_ref().map(|owner| owner.name.clone()).unwrap_or_default(),
            live_version: version,
            rev: 0,
            binned: false,
        })
    }

    fn version(&self, batch: &Batch<'_>, request: &Request, row: &WorkflowRow, entry: i64) -> VersionRow {
        VersionRow {
            workflow: row.id,
            version: row.live_version,
            text: self.text.to_owned(),
            sha256: Hash::of(&[self.text.as_bytes()]),
            note: self.note.to_owned(),
            by: request.caller.person.unwrap_or_default(),
            at_us: batch.now_us,
            entry,
        }
    }

    /// The letters of its runs' keys: those it names, else the first of its id; a digit is added where they are taken.
    fn key(&self, batch: &Batch<'_>) -> Result<String, Refused> {
        if self.compiled.is_decision() {
            return Ok(WorkflowRow::key_of_decision(self.slug));
        }
        if let Some(key) = &self.compiled.head().key {
            let taken = batch.reader.workflow_by_key(&key.name)?.is_some();
            return if taken {
                Err(Refused::new("publish.key_taken").with("key", key.name.as_str()))
            } else {
                Ok(key.name.clone())
            };
        }
        let letters = self.slug.chars().filter(char::is_ascii_alphabetic).take(3);
        let letters: String = letters.map(|c| c.to_ascii_uppercase()).collect();
        let letters = if letters.len() < 2 { format!("{letters}RUN") } else { letters };
        for n in 1..1_000 {
            let key = if n == 1 { letters.clone() } else { format!("{letters}{n}") };
            if batch.reader.workflow_by_key(&key)?.is_none() {
                return Ok(key);
            }
        }
        Err(Refused::new("publish.key_taken").with("key", letters))
    }
}
