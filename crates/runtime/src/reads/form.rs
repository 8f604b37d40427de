//! Forms: what is filled in so far, what follows from it, and keeping it until it is sent.

use baton_engine::form::{Form, FormView, form};
use baton_engine::limits::NEED_ROUNDS;
use baton_engine::{Ctx, Facts, RunState, Values, Want};
use baton_model::Compiled;
use baton_store::StoreError;
use baton_store::keys::Subject;
use baton_store::row::{FormDraftRow, part_id};
use serde::{Deserialize, Serialize};

use super::unsent;
use crate::ask::Filled;
use crate::caller::Caller;
use crate::core::Core;
use crate::facts::{Ahead, Sources};
use crate::handle::Handle;
use crate::history::time;
use crate::refused::Refused;
use crate::view::task::Draft;
use crate::writer::{Put, SavedForm};

/// What somebody has filled in so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormDraft {
    /// The revision that was read; none: whatever it is.
    pub rev: Option<i64>,
    /// By field.
    pub values: Filled,
    /// The choice it is meant for.
    pub choice: Option<String>,
    /// The revision of the run that the person saw when they began it; none: that of what is kept already, else the run's now.
    pub seen: Option<i64>,
}

/// What is kept of a form, sealed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    /// By field.
    pub values: Values,
    /// The choice it is meant for.
    pub choice: Option<String>,
    /// The revision of the run on which it was begun: what others change later is put together with it.
    #[serde(default)]
    pub seen: Option<i64>,
}

/// Where a form's draft belongs: a task's, or a start's.
pub struct Place {
    /// Its name in the table.
    pub name: String,
    /// Whose key seals it.
    pub subject: Subject,
    /// The id of its task; none: a start's.
    pub task: Option<i64>,
}

impl Place {
    /// That of a task.
    pub fn task(run: i64, key: &str, task: u32) -> Self {
        let name = format!("task:{key}.{task}");
        Self { name, subject: Subject::run(run), task: Some(part_id(run, task.into())) }
    }

    /// That of a start; there is no run yet, so the person's key seals it.
    pub fn start(workflow: &str, start: &str, person: i64) -> Self {
        Self { name: format!("start:{workflow}/{start}"), subject: Subject::person(person), task: None }
    }
}

/// What is kept of a form, and its revision.
pub fn kept(core: &Core, place: &Place, person: i64) -> Result<(Kept, Draft), StoreError> {
    let Some(row) = core.reader()?.form_draft(&place.name, person)? else { return Ok(Default::default()) };
    let opened = core.sealer.open_from(&row.values)?;
    let kept: Kept = opened.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    let (typed, seen) = (kept.values.keys().cloned().collect(), kept.seen);
    Ok((kept, Draft { rev: row.rev, saved_at: Some(time(row.at_us)), typed, seen }))
}

/// A form with what is filled in, as the engine sees it.
pub fn shown(
    core: &Core,
    caller: &Caller,
    compiled: &Compiled,
    state: &RunState,
    which: Form<'_>,
    filled: &Values,
) -> Result<FormView, Refused> {
    asked(core, caller, state, |facts, ctx| form(compiled, state, facts, ctx, which, filled))
}

/// Asks the engine, and tells it what it wants to know for that.
pub fn asked<T>(
    core: &Core,
    caller: &Caller,
    state: &RunState,
    ask: impl Fn(&Facts, &Ctx) -> Result<T, Vec<Want>>,
) -> Result<T, Refused> {
    let directory = core.directory();
    let reader = core.reader()?;
    let ahead = Ahead::default();
    let sources = Sources {
        core,
        directory: &directory,
        reader: reader.as_ref(),
        ahead: &ahead,
        person: caller.person,
        run: state.run,
        workflow: 0,
    };
    let ctx = Ctx {
        now: core.now(),
        actor: caller.actor(),
        cmd: String::new(),
        zone: core.zone(),
        link: core.link(&state.key),
    };
    let mut facts = sources.empty();
    for _ in 0..NEED_ROUNDS {
        match ask(&facts, &ctx) {
            Ok(view) => return Ok(view),
            Err(wants) => sources.add(&mut facts, &wants)?,
        }
    }
    Err(Refused::new("server.internal"))
}

/// The revision after this one (0: there is none). A revision never comes again, also when what it was of is gone: it is at
/// least the milliseconds since 1970, and nobody saves one thing a thousand times a second.
pub fn next_rev(core: &Core, rev: i64) -> i64 {
    (rev + 1).max(core.clock.machine_us() / 1_000)
}

/// What a draft is kept of.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub compiled: &'a Compiled,
    /// The revision of the run that there is already.
    pub run: Option<i64>,
}

impl Handle {
    /// Keeps what somebody has filled in; refused where another save came between.
    pub(super) fn keep_form(&self, place: &Place, person: i64, draft: FormDraft, of: Of<'_>) -> Result<Kept, Refused> {
        let core = self.core();
        let (there, before) = kept(core, place, person)?;
        if draft.rev.is_some_and(|rev| rev != before.rev) {
            let values = serde_json::to_value(unsent::without_secrets(of.compiled, there.values)).unwrap_or_default();
            return Err(Refused::new("request.stale").with("rev", before.rev).with("now", values));
        }
        let seen = of.run.map(|now| draft.seen.or(there.seen).map_or(now, |seen| seen.min(now)));
        let mut values: Values = draft.values.into_iter().collect();
        unsent::keep(of.compiled, there.values, &mut values);
        unsent::take_out_emptied(of.compiled, &mut values);
        let kept = Kept { values, choice: draft.choice, seen };
        let bytes = serde_json::to_vec(&kept).map_err(|_| Refused::new("server.internal"))?;
        let row = FormDraftRow {
            place: place.name.clone(),
            person,
            rev: next_rev(core, before.rev),
            values: core.sealer.seal_for(place.subject, &bytes)?,
            at_us: core.clock.now_us(),
        };
        self.put(Put::Form(Box::new(SavedForm { row, seen: before.rev, task: place.task })))?;
        Ok(kept)
    }
}
