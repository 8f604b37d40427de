//! A story: a definition, then lines of who does what, then the trace of all that happened.
//!
//! `=== TITLE` begins a story, its definition follows, `---` ends that; the lines after it are commands:
//! `ana start {json}`, `ben complete 1 send-back {json} -- comment`, `ben claim|release|open 1`, `ben reassign 1 fay -- why`,
//! `ben accept 1 +0 +1`, `ana add STEP [THREAD] {json}` (an item more), `ben hand-back 1 -- why`, `ben complete 1 +0` (points ticked off), `ben comment text`, `ben cancel reason`, `ben cancel-undo reason` (what was done is undone first), `ben cancel-force reason` (a run that is ending ends at once), `owner retry|skip 1`, `owner supply 1 {json}`, `owner assign 1 fay`,
//! `wait 2 days`, `timers` (all that are due fire), `fire 1`, `report 1 CODE` (it was refused again and again), `go on`, `event NAME KEY {body}`, `early NAME KEY {body}` (it came before somebody waited for it), `unheard|dropped CODE NAME "body"` (it could not be brought, and its body was kept or not),
//! and about the house `absent ben`, `back ben`, `gone ben`, `refill 1 ben` (as the runtime does),
//! `holds TST-2 press` (which run has a lock of the workflow), `grant press 1` (as the runtime does: to the first that waited),
//! `busy dan 3`, `group finance dan eve`, `skilled dan tables`, `look again`; about jobs `worker take 1`, `worker finish 1 {json}`, `worker fail|raise 1 WORD -- why`
//! (`by 2` after the job: under that number), `lapse 1`, `http 1 200 {json}`, `http 1 timeout|unreachable`.
//! `owner move 2 1=order -- why` (to version 2, written after `--- v2` below the definition; thread 1 goes on at `order`), `owner change 1 {json} -- why`,
//! `owner lead 1 order -- why` (an exception goes on at another step);
//! `begun by NAME KEY {body}` (an event begins the run), `begun by schedule MISSED`, `begun by run CHAIN {values}` (another run begins it), `begun though CODE NAME {body}` (that was refused before), `owner drop 1 -- why`, `sub 1 began KEY`, `sub 1 OUTCOME {values}`, `sub 1 cancelled`, `sub 1 failed WHY`, `sub 1 OUTCOME undoable`, `sub 1 undone`, `sub 1 gone` (what the runtime tells of a run that was asked for), `undo` (the run that asked for this one has it undone).

use std::fmt::Write;

use baton_engine::state::Cause;
use baton_engine::{
    Actor, ActorKind, AddItem, Again, CallAnswer, CancelHow, Command, CompleteTask, Event, FailJob, Incoming, MoveRun,
    Refusal, Resolve, Response, Seen, StartRun, SubRunEnd, SubUndone, Values,
};
use jiff::{SignedDuration, ToSpan};
use serde_json::Value as Json;

use crate::house::number;
use crate::stage::World;

/// Tells a story; gives its world and its trace.
pub fn tell(definition: &str, lines: &str) -> (World, String) {
    let mut versions = definition.split("\n--- v");
    let definition = versions.next().unwrap_or_default();
    // What a version was before it was checked as it is now still runs.
    let is_old = definition.starts_with("# published before");
    let compiled = if is_old { baton_model::compile_published(definition) } else { baton_model::compile(definition) };
    let def = compiled.unwrap_or_else(|faults| panic!("{faults:#?}"));
    let mut world = World::new(def);
    world.house.versions.insert(1, std::sync::Arc::new(world.def.clone()));
    for version in versions {
        let (number, text) = version.split_once('\n').unwrap();
        let def = baton_model::compile(&format!("{text}\n")).unwrap_or_else(|faults| panic!("{faults:#?}"));
        world.house.versions.insert(number.parse().unwrap(), std::sync::Arc::new(def));
    }
    let mut trace = String::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        writeln!(trace, "> {line}").unwrap();
        println!("  > {line}");
        act(&mut world, line, &mut trace);
    }
    (world, trace)
}

fn act(world: &mut World, line: &str, trace: &mut String) {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        _ if about_house(world, &words) => {}
        ["wait", count, unit] => {
            let hours = count.parse::<i64>().unwrap() * if unit.starts_with("day") { 24 } else { 1 };
            world.now += SignedDuration::from_hours(hours);
        }
        ["refill", task, who] => {
            let command = Command::RefillTask { task: task.parse().unwrap(), gone: number(who) };
            sent(world, Actor::system(), &command, trace);
        }
        ["timers"] => fire_due(world, trace),
        ["report", timer, code] => sent(world, Actor::timer(), &report(timer, code), trace),
        ["fire", timer] => sent(world, Actor::timer(), &Command::FireTimer { timer: timer.parse().unwrap() }, trace),
        ["lapse", job] => {
            let job = job.parse().unwrap();
            let fence = world.state.job(job).map_or(0, |job| job.fence);
            sent(world, Actor::system(), &Command::LapseJob { job, fence }, trace);
        }
        ["http", job, came, ..] => {
            let job = job.parse().unwrap();
            let attempt = world.state.job(job).map_or(0, |job| job.attempt);
            let answer = answer(came, line);
            sent(world, Actor::system(), &Command::AnswerCall { job, attempt, answer }, trace);
        }
        ["worker", "take" | "finish" | "fail" | "raise", job, ..] => {
            let number = job.parse().unwrap();
            let fence = words.iter().position(|word| *word == "by").and_then(|at| words[at + 1].parse().ok());
            let fence = fence.unwrap_or_else(|| world.state.job(number).map_or(0, |job| job.fence));
            let actor = Actor { kind: ActorKind::Worker, id: 1, on_behalf_of: None };
            sent(world, actor, &of_job(&words, line, (number, fence)), trace);
        }
        ["look", "again"] => sent(world, Actor::system(), &Command::LookAgain, trace),
        [how @ ("event" | "early"), name, rest @ ..] => {
            let incoming = incoming(world, name, rest, line);
            match *how {
                "early" => world.house.kept.push(incoming),
                _ => sent(world, Actor::system(), &Command::DeliverEvent(incoming), trace),
            }
        }
        [how @ ("unheard" | "dropped"), code, name, ..] => {
            let lost = unheard(world, (how, code, name), line);
            sent(world, Actor::system(), &lost, trace);
        }
        ["begun", how @ ..] => {
            let (actor, command) = begun(world, how, line);
            sent(world, actor, &Command::StartRun(command), trace);
        }
        ["sub", number, rest @ ..] => {
            let command = of_sub(number.parse().unwrap(), rest, line);
            sent(world, Actor::system(), &command, trace);
        }
        ["grant", lock, nth] => sent(world, Actor::system(), &grant(lock, nth), trace),
        ["undo"] => sent(world, Actor::system(), &Command::UndoRun, trace),
        ["go", "on"] => sent(world, Actor::system(), &Command::ContinueRun, trace),
        [who, rest @ ..] => {
            let actor = match *who {
                "worker" => Actor { kind: ActorKind::Worker, id: 1, on_behalf_of: None },
                "owner" => Actor::person(number("carla")),
                who => Actor::person(number(who)),
            };
            let after = line.split_once(char::is_whitespace).map_or("", |(_, after)| after).trim();
            let command = command(rest, after);
            sent(world, actor, &command, trace);
        }
        [] => {}
    }
}

/// An event that could not be brought.
fn unheard(world: &mut World, (how, code, name): (&str, &str, &str), line: &str) -> Command {
    let body = line.find('"').map_or(Json::Null, |at| serde_json::from_str(&line[at..]).unwrap());
    let event = Incoming { body, ..incoming(world, name, &[], "") };
    Command::RefuseEvent { event, refused: code.to_owned(), kept: how == "unheard" }
}

fn grant(lock: &str, nth: &str) -> Command {
    Command::GrantLock { lock: lock.into(), nth: nth.parse().unwrap() }
}

fn report(timer: &str, code: &str) -> Command {
    Command::ReportTimer { timer: timer.parse().unwrap(), refused: code.to_owned() }
}

/// What begins a run that nobody starts.
fn begun(world: &mut World, how: &[&str], line: &str) -> (Actor, StartRun) {
    let none = || start(0, Values::new());
    match how {
        ["by", "schedule", missed] => {
            let (event, missed) = (Some(incoming(world, "schedule", &[], "")), missed.parse().unwrap());
            (Actor::timer(), StartRun { event, missed, ..none() })
        }
        ["by", "run", chain, ..] => {
            let cause = Some(Cause { run: 77, chain: chain.parse().unwrap() });
            let values = line.find('{').map_or_else(Values::new, |at| serde_json::from_str(&line[at..]).unwrap());
            (Actor::system(), StartRun { cause, ..start(0, values) })
        }
        ["though", code, name, rest @ ..] => {
            let (event, refused) = (Some(incoming(world, name, rest, line)), Some((*code).to_owned()));
            (Actor::system(), StartRun { event, refused, ..none() })
        }
        ["by", name, rest @ ..] => {
            let event = Some(incoming(world, name, rest, line));
            (Actor::system(), StartRun { event, ..none() })
        }
        how => panic!("nothing begins {how:?}"),
    }
}

/// What is said of the house; whether it was.
fn about_house(world: &mut World, words: &[&str]) -> bool {
    match words {
        ["absent", who] => world.house.absent.push(number(who)),
        ["back", who] => world.house.absent.retain(|id| *id != number(who)),
        ["gone", who] => world.house.inactive.push(number(who)),
        ["busy", who, tasks] => drop(world.house.busy.insert(number(who), tasks.parse().unwrap())),
        ["group", group, members @ ..] => {
            let members = members.iter().map(|who| number(who)).collect();
            world.house.groups.insert((*group).to_owned(), members);
        }
        ["owns", who, design] => drop(world.house.owners.insert((*design).to_owned(), (*who).to_owned())),
        ["holds", run, lock] => drop(world.house.holders.insert((*lock).to_owned(), (*run).to_owned())),
        ["skilled", who, skills @ ..] => {
            let skills = skills.iter().map(|skill| (*skill).to_owned()).collect();
            world.house.skills.insert(number(who), skills);
        }
        _ => return false,
    }
    true
}

/// News of a run that was asked for.
fn of_sub(sub: u32, rest: &[&str], line: &str) -> Command {
    let (line, giving) = line.split_once(" giving ").unwrap_or((line, "{}"));
    let gives = serde_json::from_str(giving).unwrap();
    let values = line.find('{').map_or_else(Default::default, |at| serde_json::from_str(&line[at..]).unwrap());
    match rest {
        ["began", key] => Command::NoteSubRun { sub, run: 100 + i64::from(sub), key: (*key).to_owned() },
        ["undone"] => Command::NoteSubUndone { sub, told: SubUndone::All },
        ["left"] => Command::NoteSubUndone { sub, told: SubUndone::Left },
        ["gone"] => Command::NoteSubUndone { sub, told: SubUndone::Gone },
        ["cancelled"] => Command::EndSubRun { sub, end: SubRunEnd::Cancelled },
        ["failed", why @ ..] => Command::EndSubRun { sub, end: SubRunEnd::NotBegun { why: why.join(" ") } },
        [outcome, rest @ ..] => {
            let undoable = rest.first() == Some(&"undoable");
            Command::EndSubRun { sub, end: SubRunEnd::Finished { outcome: (*outcome).into(), values, gives, undoable } }
        }
        [] => panic!("nothing is said of sub-run {sub}"),
    }
}

/// `NAME [KEY] [{body}]`: an event from outside.
fn incoming(world: &mut World, name: &str, rest: &[&str], line: &str) -> Incoming {
    world.events += 1;
    let key = rest.first().filter(|key| !key.starts_with('{')).map(|key| (*key).to_owned());
    let body = line.find('{').map_or(Json::Null, |at| serde_json::from_str(&line[at..]).unwrap());
    Incoming { event: world.events, name: name.to_owned(), key, body, at: world.now }
}

fn fire_due(world: &mut World, trace: &mut String) {
    loop {
        let due = world.state.timers.iter().filter(|timer| timer.at <= world.now);
        let Some(timer) = due.min_by_key(|timer| (timer.at, timer.timer)).map(|timer| timer.timer) else { return };
        sent(world, Actor::timer(), &Command::FireTimer { timer }, trace);
    }
}

fn command(words: &[&str], line: &str) -> Command {
    let (line, said) = match line.split_once(" -- ") {
        Some((line, said)) => (line, Some(said.to_owned())),
        None => (line, None),
    };
    let values: Values = line.find('{').map_or_else(Values::new, |at| serde_json::from_str(&line[at..]).unwrap());
    let nth = || words[1].parse().unwrap();
    let rest = || line.split_once(char::is_whitespace).map_or("", |(_, rest)| rest).to_owned();
    match words[0] {
        "start" => Command::StartRun(start(words.get(1).and_then(|nth| nth.parse().ok()).unwrap_or(0), values)),
        "claim" => Command::ClaimTask { task: nth() },
        "release" => Command::ReleaseTask { task: nth() },
        "open" => Command::OpenTask { task: nth() },
        "complete" => {
            let choice = words.get(2).filter(|word| !word.starts_with(['{', '-', '+'])).map(|word| (*word).to_owned());
            let checked = checked(words);
            Command::CompleteTask(CompleteTask { task: nth(), choice, values, comment: said, seen: None, checked })
        }
        "complete-seen" => {
            let (rev, told) = words[2].split_once(',').map_or((words[2], None), |(rev, told)| (rev, told.parse().ok()));
            let seen = Some(Seen { rev: rev.parse().unwrap(), told });
            let choice = words.get(3).filter(|word| !word.starts_with(['{', '-', '+'])).map(|word| (*word).to_owned());
            let checked = Vec::new();
            Command::CompleteTask(CompleteTask { task: nth(), choice, values, comment: said, seen, checked })
        }
        "accept" => Command::AcceptTask { task: nth(), checked: checked(words) },
        "hand-back" => Command::HandBackTask { task: nth(), comment: said },
        "reassign" => Command::ReassignTask { task: nth(), to: number(words[2]), comment: said },
        "add" => {
            let thread = words.get(2).and_then(|thread| thread.parse().ok());
            Command::AddItem(AddItem { step: words[1].to_owned(), thread, values })
        }
        "comment" => Command::CommentRun { task: None, text: rest() },
        "comment-task" => Command::CommentRun { task: Some(nth()), text: "about it".to_owned() },
        "cancel" => cancel(rest(), CancelHow::Keep),
        "cancel-undo" => cancel(rest(), CancelHow::Undo),
        "cancel-force" => cancel(rest(), CancelHow::Force),
        "move" => Command::MoveRun(MoveRun { version: nth(), places: places(&words[2..]), reason: said }),
        "change" => resolve(nth(), Resolve::Change { values }, said),
        "lead" => resolve(nth(), Resolve::Move { to: words[2].into() }, said),
        "retry" => Command::RetryException { exception: nth() },
        "skip" => resolve(nth(), Resolve::Skip, said),
        "drop" => resolve(nth(), Resolve::Drop, said),
        "supply" => resolve(nth(), Resolve::Supply { values }, said),
        "assign" => resolve(nth(), Resolve::Assign { person: number(words[2]) }, said),
        other => panic!("nobody can {other}"),
    }
}

fn cancel(reason: String, how: CancelHow) -> Command {
    Command::CancelRun { reason, how }
}

/// `1=order`: which thread goes on at which step.
fn places(words: &[&str]) -> Vec<(u32, baton_engine::Name)> {
    let place = |word: &&str| word.split_once('=').map(|(thread, step)| (thread.parse().unwrap(), step.into()));
    words.iter().filter_map(place).collect()
}

fn of_job(words: &[&str], line: &str, (job, fence): (u32, u32)) -> Command {
    let said = line.split_once(" -- ").map(|(_, said)| said.to_owned());
    let again = if words[1] == "raise" { Again::Never } else { Again::ByPolicy };
    match words[1] {
        "take" => {
            let worker = (*words.get(3).unwrap_or(&"trainer-1")).to_owned();
            let lease_s = words.get(4).map_or(60, |seconds| seconds.parse().unwrap());
            Command::TakeJob { job, worker, lease_s }
        }
        "finish" => {
            let result = line.find('{').map_or(Json::Null, |at| serde_json::from_str(&line[at..]).unwrap());
            Command::CompleteJob { job, fence, result }
        }
        _ => {
            let error = words.iter().skip(3).find(|word| **word != "by" && word.parse::<u32>().is_err());
            let error = (*error.unwrap()).to_owned();
            Command::FailJob(FailJob { job, fence, error, message: said, again })
        }
    }
}

fn answer(came: &str, line: &str) -> CallAnswer {
    let body = line.find('{').map_or(Json::Null, |at| serde_json::from_str(&line[at..]).unwrap());
    match came {
        "timeout" => CallAnswer::Timeout,
        "unreachable" => CallAnswer::Unreachable { why: "nobody answers there".to_owned() },
        "not-sent" => CallAnswer::NotSent { why: "the address is not allowed".to_owned() },
        status => {
            let retry_after_s = line.split_once("retry-after ").and_then(|(_, after)| after.trim().parse().ok());
            let status = status.parse().unwrap();
            CallAnswer::Response(Response { status, headers: [].into(), body, retry_after_s })
        }
    }
}

/// The points that are ticked off: `+0 +1`.
fn checked(words: &[&str]) -> Vec<u32> {
    words.iter().filter_map(|word| word.strip_prefix('+')?.parse().ok()).collect()
}

fn resolve(exception: u32, how: Resolve, reason: Option<String>) -> Command {
    Command::ResolveException { exception, how, reason }
}

/// The command that starts the run of a story.
pub fn start(start: usize, values: Values) -> StartRun {
    StartRun { run: 1, number: 1, key: "TST-1".to_owned(), version: 1, start, values, ..StartRun::default() }
}

fn sent(world: &mut World, actor: Actor, command: &Command, trace: &mut String) {
    let told = match world.send(actor, command) {
        Ok(events) => events.iter().map(event).collect::<String>(),
        Err(refusal) => refused(&refusal),
    };
    let at = (world.now.to_zoned(jiff::tz::TimeZone::UTC) + 0.seconds()).strftime("%a %d %b %H:%M").to_string();
    writeln!(trace, "  [{at}]{}", if told.is_empty() { " nothing to do" } else { "" }).unwrap();
    trace.push_str(&told);
}

fn refused(refusal: &Refusal) -> String {
    let mut told = format!("  refused {}: {}\n", refusal.code, refusal.sentence());
    for fault in &refusal.faults {
        writeln!(told, "    {} {}: {}", fault.path, fault.code, fault.sentence()).unwrap();
    }
    if let Some(first) = &refusal.first_result {
        writeln!(told, "    first: {:?} by {:?} in entry {}", first.choice, first.by, first.entry).unwrap();
    }
    told
}

fn event(event: &Event) -> String {
    let Json::Object(parts) = serde_json::to_value(event).unwrap() else { return String::new() };
    let mut told = format!("  {}", event.name());
    for (name, value) in parts.iter().filter(|(name, value)| *name != "t" && *name != "v" && !value.is_null()) {
        match value {
            Json::String(text) => write!(told, " {name}={text}").unwrap(),
            other => write!(told, " {name}={other}").unwrap(),
        }
    }
    told.push('\n');
    told
}
