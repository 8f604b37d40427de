//! The turns a run took: which steps it came to, which way it took there, how it ended. Who did what, when, and with which words
//! is none. Two histories of the same turns went the same way.

use baton_model::Compiled;
use baton_model::definition::StepKind;

use crate::event::Event;
use crate::name::{Name, START};

/// One turn of a run's way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// It came to a step.
    Came {
        /// The step.
        step: Name,
        /// What kind of step that is.
        kind: &'static str,
    },
    /// It passed a step over.
    PassedOver(Name),
    /// A step was done.
    Done {
        /// The step.
        step: Name,
        /// With which choice.
        choice: Option<Name>,
    },
    /// A `choose` took a case; none: it went on after the block.
    Case {
        /// The `choose`.
        step: Name,
        /// The case.
        case: Option<Name>,
    },
    /// A branch, an item or a round began.
    Branch {
        /// The block.
        block: Name,
        /// What began.
        branch: Name,
    },
    /// A branch was not taken.
    NoBranch {
        /// The block.
        block: Name,
        /// The branch.
        branch: Name,
    },
    /// A handler began.
    Handler {
        /// On which step; none: the run.
        step: Option<Name>,
        /// What it is for, as people read it.
        label: String,
    },
    /// It could not go on by itself.
    Stuck {
        /// At which step.
        step: Name,
        /// As in the table of codes.
        code: Name,
    },
    /// What was open at a step was taken back.
    TakenBack(Name),
    /// It came to an outcome.
    Ended(Name),
}

/// The turns in what happened, by the definition that it happened by.
pub fn turns(def: &Compiled, events: &[Event]) -> Vec<Turn> {
    events.iter().filter_map(|event| turn(def, event)).collect()
}

fn turn(def: &Compiled, event: &Event) -> Option<Turn> {
    let came = |step: &Name| {
        let kind = def.workflow.step(step).map_or("form", |step| step.kind.word());
        Turn::Came { step: step.clone(), kind }
    };
    Some(match event {
        Event::StepOpened(opened) => came(&opened.step),
        // Who there is today does not tell who there was: nobody for a step means that the run came there.
        Event::ExceptionRaised(raised) if matches!(&*raised.code, "role.nobody_left" | "approve.too_few") => {
            came(&raised.step)
        }
        Event::ExceptionRaised(raised) => Turn::Stuck { step: raised.step.clone(), code: raised.code.clone() },
        Event::StepSkipped(skipped) => Turn::PassedOver(skipped.step.clone()),
        Event::StepCompleted(done) => Turn::Done { step: done.step.clone(), choice: done.choice.clone() },
        Event::StepWithdrawn(gone) => Turn::TakenBack(gone.step.clone()),
        Event::CaseTaken(taken) => Turn::Case { step: taken.step.clone(), case: taken.case.clone() },
        Event::BranchOpened(opened) => Turn::Branch { block: opened.block.clone(), branch: opened.branch.clone() },
        Event::BranchSkipped(skipped) => {
            Turn::NoBranch { block: skipped.block.clone(), branch: skipped.branch.clone() }
        }
        Event::HandlerFired(fired) => Turn::Handler { step: fired.step.clone(), label: fired.label.clone() },
        Event::RunFinished(finished) => Turn::Ended(finished.outcome.clone()),
        _ => return None,
    })
}

/// The turns without those that the other definition could not have: what it does not have at all and what was passed over
/// here is the same way.
pub(crate) fn held_against(turns: &[Turn], other: &Compiled) -> Vec<Turn> {
    let counts = |turn: &&Turn| match turn {
        Turn::PassedOver(step) | Turn::NoBranch { block: step, .. } => other.workflow.step(step).is_some(),
        _ => true,
    };
    turns.iter().filter(counts).cloned().collect()
}

/// The first turn in which two ways differ: that of the one, and that of the other. None: they are the same, though perhaps
/// in another order, as branches that are written in another order are.
pub(crate) fn parting(was: &[Turn], now: &[Turn]) -> Option<(Option<Turn>, Option<Turn>)> {
    let sorted = |turns: &[Turn]| {
        let mut turns = turns.to_vec();
        turns.sort();
        turns
    };
    if sorted(was) == sorted(now) {
        return None;
    }
    let at = was.iter().zip(now).take_while(|(was, now)| was == now).count();
    Some((was.get(at).cloned(), now.get(at).cloned()))
}

impl Turn {
    /// The step or block that it is about; none: the run.
    pub fn step(&self) -> Option<&Name> {
        match self {
            Self::Came { step, .. }
            | Self::PassedOver(step)
            | Self::Done { step, .. }
            | Self::Case { step, .. }
            | Self::Stuck { step, .. }
            | Self::TakenBack(step) => Some(step),
            Self::Branch { block, .. } | Self::NoBranch { block, .. } => Some(block),
            Self::Handler { step, .. } => step.as_ref(),
            Self::Ended(_) => None,
        }
    }
}

/// Where two ways part, in a sentence: what would have come instead of what came.
pub(crate) fn sentence(was: (&Compiled, Option<&Turn>), now: (&Compiled, Option<&Turn>)) -> String {
    let ((old, was), (new, now)) = (was, now);
    let of_new = |step: &Name| title(new, step);
    match (was, now) {
        (Some(Turn::Case { step: a, case: was }), Some(Turn::Case { step: b, case: now })) if a == b => {
            let (was, now) = (case(old, a, was.as_ref()), case(new, b, now.as_ref()));
            format!("At “{}” it would have gone by {now} instead of {was}.", of_new(b))
        }
        (Some(Turn::Done { step: a, choice: Some(was) }), Some(Turn::Done { step: b, choice: Some(now) }))
            if a == b =>
        {
            let (was, now) = (choice(old, a, was), choice(new, b, now));
            format!("“{}” would have come to “{now}” instead of “{was}”.", of_new(b))
        }
        (Some(Turn::Came { step: a, kind: was }), Some(Turn::Came { step: b, kind: now })) if a == b => {
            format!("“{}” would have been `{now}`, not `{was}`.", of_new(b))
        }
        (Some(Turn::Came { step, .. }), Some(Turn::PassedOver(other))) if step == other => {
            format!("“{}” would have been passed over.", of_new(other))
        }
        (Some(Turn::PassedOver(step)), Some(Turn::Came { step: other, .. })) if step == other => {
            format!("“{}” would have been done; it was passed over.", of_new(other))
        }
        (Some(Turn::Ended(was)), Some(Turn::Ended(now))) => {
            format!("It would have ended with “{}” instead of “{}”.", outcome(new, now), outcome(old, was))
        }
        (was, now) => {
            let (was, now) = (was.map(|turn| phrase(old, turn)), now.map(|turn| phrase(new, turn)));
            match (was, now) {
                (Some(was), Some(now)) => format!("{now} would have come next, where {was} came."),
                (None, Some(now)) => format!("{now} would have come as well."),
                (Some(was), None) => format!("It would have waited, where {was} came."),
                (None, None) => String::new(),
            }
        }
    }
}

/// A turn as a thing that comes.
fn phrase(def: &Compiled, turn: &Turn) -> String {
    match turn {
        Turn::Came { step, .. } => format!("“{}”", title(def, step)),
        Turn::PassedOver(step) => format!("passing over “{}”", title(def, step)),
        Turn::Done { step, .. } => format!("the end of “{}”", title(def, step)),
        Turn::Case { step, case } => format!("“{}” by {}", title(def, step), self::case(def, step, case.as_ref())),
        Turn::Branch { block, branch } | Turn::NoBranch { block, branch } => {
            format!("the part “{branch}” of “{}”", title(def, block))
        }
        Turn::Handler { step: Some(step), label } => format!("“{label}” of “{}”", title(def, step)),
        Turn::Handler { step: None, label } => format!("“{label}” of the whole run"),
        Turn::Stuck { step, .. } => format!("an exception at “{}”", title(def, step)),
        Turn::TakenBack(step) => format!("taking back “{}”", title(def, step)),
        Turn::Ended(name) => format!("the end “{}”", outcome(def, name)),
    }
}

/// What a step is called in a definition.
pub(crate) fn title(def: &Compiled, step: &str) -> String {
    if step == START {
        return "the start".to_owned();
    }
    def.workflow.step(step).map_or_else(|| step.to_owned(), |step| step.title.outline())
}

fn outcome(def: &Compiled, name: &Name) -> String {
    def.workflow.outcomes.get(&**name).map_or_else(|| name.to_string(), |outcome| outcome.title.outline())
}

fn choice(def: &Compiled, step: &Name, name: &Name) -> String {
    let known = def.workflow.step(step).and_then(|step| step.choices()?.get(&**name));
    known.map_or_else(|| name.to_string(), |choice| choice.label.outline())
}

/// A case as people know it: by its title, else by its condition.
fn case(def: &Compiled, step: &Name, name: Option<&Name>) -> String {
    let Some(name) = name else { return "no case".to_owned() };
    let known = def.workflow.step(step).and_then(|step| match &step.kind {
        StepKind::Choose(choose) => choose.cases.iter().find(|case| *case.id == **name),
        _ => None,
    });
    let text = known.map(|case| match (&case.title, &case.when) {
        (Some(title), _) => title.outline(),
        (None, Some(when)) => when.text.clone(),
        (None, None) => "otherwise".to_owned(),
    });
    format!("“{}”", text.unwrap_or_else(|| name.to_string()))
}
