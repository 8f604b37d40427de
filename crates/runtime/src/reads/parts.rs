//! The runs under a run and above it: what waits for what, what it is heading for, what a delay would do.
//!
//! What that means is decided by [`baton_engine::plan`]. A run that the reader may not see has no link, no name and no more of
//! its state than what the run above it says itself.

use std::collections::btree_map::Entry;

use baton_engine::plan::{self, Known, Part, Plan, Stands, Turn, Verdict};
use baton_engine::state::{SubRun, SubState};
use baton_engine::{Actor, Ctx, Facts, RunState};
use baton_model::Compiled;
use baton_model::definition::{Definition, Process, StepKind};
use baton_people::Calendar;
use baton_store::Reader;
use jiff::SignedDuration;

use super::above::{ABOVE_MAX, Above};
use super::expected;
use super::followed::name_runs;
use super::looked::{Looked, is_process, seen_of, zone_of};
use crate::caller::Caller;
use crate::core::Core;
use crate::handle::Handle;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::lens::moment;
use crate::view::run;
use crate::view::types::{Named, NeededBy, RunName, RunOfPart, RunPart, RunParts, RunSummary};

/// The longest delay that can be asked about: ten years.
const DELAY_MAX: i64 = 10 * 366 * 86_400;

/// How many runs of one part are told: each is read whole, and the others stand in the list of runs.
const RUNS_TOLD: usize = 50;

/// What if a part took so much longer?
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delay {
    /// The part.
    pub part: String,
    /// By how many seconds.
    pub seconds: i64,
}

impl Handle {
    /// The runs under a run, and those above it.
    pub fn run_parts(&self, caller: &Caller, key: &str, delay: Option<&Delay>) -> Result<RunParts, Refused> {
        let core = self.core();
        let looked = Looked::seen(core, caller, Operation::ReadRun, "run", key, key)?;
        let reader = core.reader()?;
        let mut seen = Seen { core, caller, reader: reader.as_ref(), top: key.to_owned() };
        let above = seen.above(&looked)?;
        if let Some(top) = above.first() {
            seen.top = top.state.key.to_string();
        }
        let needed_by = above.last().map(|parent| seen.needed_by(parent, &looked)).transpose()?.flatten();
        let whole = seen.whole(&looked)?;
        let now = core.now();
        let target = looked.state.target.filter(|_| whole.process.is_some());
        let calendar = Calendar::weekdays_9_to_17(core.zone());
        let late =
            delay.map(|delay| (delay.part.as_str(), SignedDuration::from_secs(delay.seconds.clamp(0, DELAY_MAX))));
        let ask = |late| plan::Ask { now, target, calendar: &calendar, late };
        let plain = plan::plan(&whole.parts, &ask(None));
        let asked = if late.is_some() { plan::plan(&whole.parts, &ask(late)) } else { plain.clone() };
        let parts = whole.parts.iter().enumerate().map(|(at, part)| {
            let moved = asked.parts[at].ends.duration_since(plain.parts[at].ends).as_secs();
            Ok(RunPart { moved_seconds: moved, ..seen.part((&looked, &whole), part, (&asked, at))? })
        });
        let is_process = whole.process.is_some();
        Ok(RunParts {
            business_key: seen.top.clone(),
            process: is_process,
            above: above.iter().map(name_of).collect(),
            needed_by,
            parts: parts.collect::<Result<_, Refused>>()?,
            critical: asked.critical.iter().filter(|_| is_process).map(ToString::to_string).collect(),
            ends: asked.ends.filter(|_| is_process).map(moment),
            ends_slowly: asked.ends_slowly.filter(|_| is_process).map(moment),
            target: target.map(moment),
            verdict: verdict_word(if is_process { asked.verdict } else { Verdict::None }).to_owned(),
        })
    }
}

/// The process that a version is of.
pub(super) fn process_of(compiled: &Compiled) -> Option<Box<Process>> {
    if !is_process(compiled) {
        return None;
    }
    match baton_model::read(&compiled.text).definition {
        Some(Definition::Process(process)) => Some(process),
        _ => None,
    }
}

/// The parts of a run, and the process whose they are.
struct Whole {
    process: Option<Box<Process>>,
    parts: Vec<Part>,
}

/// What one reader sees.
struct Seen<'a> {
    core: &'a Core,
    caller: &'a Caller,
    reader: &'a dyn Reader,
    /// The key of the topmost run that they may see.
    top: String,
}

impl Seen<'_> {
    /// A run by its number, if it is there and may be seen.
    fn run(&self, id: i64) -> Result<Option<Looked>, Refused> {
        let Some(row) = self.reader.run(id)? else { return Ok(None) };
        let looked = Looked::of(self.core, self.reader, row, zone_of(self.core, self.caller))?;
        let may = Rights::of(self.caller, &looked.directory).may(Operation::ReadRun, looked.relation(self.caller));
        Ok(Some(looked).filter(|_| may))
    }

    /// The runs that a run is a part of, the topmost first, as far up as they may be seen.
    fn above(&self, looked: &Looked) -> Result<Vec<Looked>, Refused> {
        let mut above: Vec<Looked> = Vec::new();
        let mut parent = looked.state.parent;
        while let Some(next) = parent.filter(|_| above.len() < ABOVE_MAX) {
            let Some(run) = self.run(next.run)? else { break };
            parent = run.state.parent;
            above.push(run);
        }
        above.reverse();
        Ok(above)
    }

    fn needed_by(&self, parent: &Looked, child: &Looked) -> Result<Option<NeededBy>, Refused> {
        let number = child.state.parent.map(|parent| parent.sub);
        let Some(sub) = parent.state.subs.iter().find(|sub| Some(sub.sub) == number) else { return Ok(None) };
        let whole = self.whole(parent)?;
        let calendar = Calendar::weekdays_9_to_17(self.core.zone());
        let plan = plan::plan(
            &whole.parts,
            &plan::Ask { now: self.core.now(), target: None, calendar: &calendar, late: None },
        );
        let at = whole.parts.iter().position(|part| part.turns.iter().any(|turn| turn.sub == number));
        let holds = at.filter(|_| whole.process.is_some()).map_or(&[][..], |at| plan.parts[at].holds.as_slice());
        let titled = |id: &str| Named { id: id.to_owned(), title: self.title(parent, &whole, id) };
        let id = at.map_or(&*sub.step, |at| &*whole.parts[at].id);
        Ok(Some(NeededBy {
            run: name_of(parent),
            part: titled(id),
            waits: !sub.detached && matches!(sub.state, SubState::Asked | SubState::Running),
            holds: holds.iter().map(|id| titled(id)).collect(),
        }))
    }

    fn whole(&self, looked: &Looked) -> Result<Whole, Refused> {
        let process = process_of(&looked.compiled);
        let known = self.known(&looked.state, process.as_deref())?;
        let parts = match &process {
            Some(process) => {
                let facts = Facts::new(Calendar::weekdays_9_to_17(self.core.zone()));
                let ctx = self.ctx(&looked.state);
                plan::parts(process, (&looked.compiled, &looked.state), (&facts, &ctx), &known)
            }
            None => plan::asked(&looked.state, &known),
        };
        Ok(Whole { process, parts })
    }

    fn ctx(&self, state: &RunState) -> Ctx {
        let (now, zone) = (self.core.now(), self.core.zone());
        Ctx { now, actor: Actor::system(), cmd: String::new(), zone, link: self.core.link(&state.key) }
    }

    /// Until when the runs that have begun should be over, and how long runs of the workflows are expected to take.
    fn known(&self, state: &RunState, process: Option<&Process>) -> Result<Known, Refused> {
        let mut known = Known::default();
        for sub in state.subs.iter().filter(|sub| sub.state == SubState::Running) {
            let row = sub.run.map(|run| self.reader.run(run)).transpose()?.flatten();
            let aim = row.and_then(|row| row.target_us).map(crate::history::time);
            known.aims.extend(aim.map(|aim| (sub.sub, aim)));
        }
        let asked = state.subs.iter().map(|sub| (sub.step.clone(), (&*sub.workflow, None)));
        let of_process = process.into_iter().flat_map(|process| &process.workflows);
        let of_process =
            of_process.map(|entry| (entry.id.name.as_str().into(), (&*entry.workflow.name, entry.target.as_ref())));
        for (part, (slug, aim)) in of_process.chain(asked) {
            if let Entry::Vacant(unknown) = known.takes.entry(part) {
                unknown.insert(expected::takes(self.core, self.reader, slug, aim)?);
            }
        }
        Ok(known)
    }

    fn part(
        &self,
        (looked, whole): (&Looked, &Whole),
        part: &Part,
        (plan, at): (&Plan, usize),
    ) -> Result<RunPart, Refused> {
        let forecast = &plan.parts[at];
        let workflow = workflow_of(looked, whole, &part.id);
        let counts = workflow.map(|slug| self.counts(slug)).transpose()?.unwrap_or(false);
        let calendar = Calendar::weekdays_9_to_17(self.core.zone());
        let turns = if part.milestone { &[][..] } else { part.turns.as_slice() };
        let told = told(turns);
        let left_out = (turns.len() - told.len()) as u64;
        let runs = told.into_iter().map(|turn| {
            let sub = looked.state.subs.iter().find(|sub| Some(sub.sub) == turn.sub);
            Ok(RunOfPart {
                state: stands_word(turn.stands).to_owned(),
                not_before: turn.not_before.filter(|_| turn.stands == Stands::Waiting).map(moment),
                detached: sub.is_some_and(|sub| sub.detached),
                run: self.summary(sub)?,
            })
        });
        Ok(RunPart {
            id: part.id.to_string(),
            title: self.title(looked, whole, &part.id),
            workflow: workflow.map(|slug| self.workflow(slug)).transpose()?,
            state: state_of(part).to_owned(),
            after: part.after.iter().map(ToString::to_string).collect(),
            waits_for: forecast.waits_for.iter().map(ToString::to_string).collect(),
            holds: forecast.holds.iter().map(ToString::to_string).collect(),
            begins: moment(forecast.begins),
            ends: moment(forecast.ends),
            due: part.due.map(moment),
            late: forecast.late,
            guessed: forecast.guessed,
            estimate: (!part.milestone && !part.is_over()).then(|| expected::estimate(&part.takes, counts, &calendar)),
            needed: expected::needed_word(part.needed).to_owned(),
            critical: whole.process.is_some() && plan.critical.contains(&part.id),
            slack_seconds: forecast.slack.filter(|_| whole.process.is_some()).map(|slack| slack.as_secs()),
            moved_seconds: 0,
            runs: runs.collect::<Result<_, Refused>>()?,
            left_out,
        })
    }

    fn summary(&self, sub: Option<&SubRun>) -> Result<Option<RunSummary>, Refused> {
        let Some(id) = sub.and_then(|sub| sub.run) else { return Ok(None) };
        let Some(looked) = self.run(id)? else { return Ok(None) };
        let mut summary = RunSummary { business_key: self.top.clone(), ..run::summary(&looked.lens()) };
        name_runs(&Above::new(self.core, self.caller, self.reader), &mut summary.waits_for)?;
        Ok(Some(summary))
    }

    /// Whether the reader may know how many runs of a workflow there are.
    fn counts(&self, slug: &str) -> Result<bool, Refused> {
        let owner = self.reader.workflow_by_slug(slug)?.map_or_else(String::new, |row| row.owner);
        Ok(seen_of(&self.core.directory(), self.caller, &owner) == baton_store::query::Seen::All)
    }

    fn workflow(&self, slug: &str) -> Result<Named, Refused> {
        let row = self.reader.workflow_by_slug(slug)?;
        Ok(Named { id: slug.to_owned(), title: row.map_or_else(|| slug.to_owned(), |row| row.title) })
    }

    /// A part is called as its workflow is; a milestone, and a step of a workflow, by its own title.
    fn title(&self, looked: &Looked, whole: &Whole, id: &str) -> String {
        let slug = workflow_of(looked, whole, id).filter(|_| whole.process.is_some());
        let title = slug.and_then(|slug| self.workflow(slug).ok()).map(|named| named.title);
        title.unwrap_or_else(|| looked.lens().step_title(id))
    }
}

fn workflow_of<'a>(looked: &'a Looked, whole: &'a Whole, id: &str) -> Option<&'a str> {
    match &whole.process {
        Some(process) => process.workflows.iter().find(|entry| entry.id.name == id).map(|entry| &*entry.workflow.name),
        None => match &looked.compiled.workflow.step(id)?.kind {
            StepKind::Run(run) => Some(&run.workflow.name),
            _ => None,
        },
    }
}

fn name_of(looked: &Looked) -> RunName {
    let lens = looked.lens();
    RunName { id: looked.state.key.to_string(), label: looked.state.label.clone(), workflow: run::workflow(&lens) }
}

/// The runs of a part that are told, in their order: of many what is stuck and open before what waits, and what is over last.
fn told(turns: &[Turn]) -> Vec<&Turn> {
    let rank = |turn: &Turn| match turn.stands {
        Stands::Stuck(_) => 0,
        Stands::Open(_) => 1,
        Stands::Waiting => 2,
        Stands::Skipped(_) | Stands::Over(..) => 3,
    };
    let mut told: Vec<(usize, &Turn)> = turns.iter().enumerate().collect();
    told.sort_by_key(|(at, turn)| (rank(turn), *at));
    told.truncate(RUNS_TOLD);
    told.sort_by_key(|(at, _)| *at);
    told.into_iter().map(|(_, turn)| turn).collect()
}

/// Where a part stands, by its turns: what is stuck before what is open before what waits.
fn state_of(part: &Part) -> &'static str {
    let of = |wanted: fn(&Turn) -> bool| part.turns.iter().any(wanted);
    match () {
        () if part.is_over() && of(|turn| matches!(turn.stands, Stands::Over(..))) => "done",
        () if part.is_over() => "skipped",
        () if of(|turn| matches!(turn.stands, Stands::Stuck(_))) => "stuck",
        () if of(|turn| matches!(turn.stands, Stands::Open(_) | Stands::Over(..))) => "open",
        () => "waiting",
    }
}

fn stands_word(stands: Stands) -> &'static str {
    match stands {
        Stands::Waiting => "waiting",
        Stands::Open(_) => "open",
        Stands::Stuck(_) => "stuck",
        Stands::Skipped(_) => "skipped",
        Stands::Over(..) => "done",
    }
}

fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::None => "none",
        Verdict::Met => "met",
        Verdict::Missed => "missed",
        Verdict::WillMeet => "will_meet",
        Verdict::MayMiss => "may_miss",
        Verdict::WillMiss => "will_miss",
        Verdict::Unsure => "unsure",
    }
}
