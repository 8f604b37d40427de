//! A step: what every one may have.

use super::tale::Tale;
use super::words::Said;
use super::{choice, handler, kind};
use crate::definition::step::{Accept, Escalate, EscalateHow, Lock, StepJoin};
use crate::definition::{PriorityRule, Step, StepKind};

pub(super) fn told(tale: &mut Tale<'_>, was: &Step, now: &Step) {
    // Which steps undo it is told with the steps.
    let Step {
        id: _, id_is_written: _, span: _, title_span: _, undo: _, title, when, who, guide, needs, shows, ..
    } = now;
    tale.value("kind", was.kind.word(), now.kind.word());
    tale.value("title", &was.title, title);
    tale.value("when", &was.when, when);
    tale.value("who", &was.who, who);
    tale.value("guide", &was.guide, guide);
    tale.value("needs", &was.needs, needs);
    tale.value("shows", &was.shows, shows);
    goes_on(tale, was, now);
    if let (Some(was), Some(now)) = (was.choices(), now.choices()) {
        tale.parts(("choice", "choices"), was, now, choice::told);
    }
    kind::told(tale, &was.kind, &now.kind);
    handler::told(tale, &was.in_case, &now.in_case);
}

/// What it gives, its times, and what comes of it: the rest of a step.
fn goes_on(tale: &mut Tale<'_>, was: &Step, now: &Step) {
    let Step {
        id: _,
        id_is_written: _,
        title: _,
        span: _,
        title_span: _,
        when: _,
        who: _,
        guide: _,
        needs: _,
        shows: _,
        gives,
        due,
        remind,
        escalate,
        accept,
        then,
        join,
        cancels,
        undo: _,
        undoes,
        stands_if_unchanged,
        locks,
        only_while,
        priority,
        stops_clock,
        in_case: _,
        kind,
    } = now;
    // What is taken of a run of another workflow is told with the run.
    if !matches!(kind, StepKind::Run(_)) {
        tale.value("gives", &was.gives, gives);
    }
    tale.value("due", &was.due, due);
    tale.value("remind", &was.remind, remind);
    tale.value("escalate", &was.escalate, escalate);
    tale.value("accept", &was.accept, accept);
    tale.value("priority", &was.priority, priority);
    tale.value("then", &was.then, then);
    tale.value("join", &was.join, join);
    tale.value("cancels", &was.cancels, cancels);
    tale.value("undoes", &was.undoes, undoes);
    tale.value("lock", &was.locks, locks);
    tale.value("only while", &was.only_while, only_while);
    if was.stands_if_unchanged != *stands_if_unchanged {
        let said = if *stands_if_unchanged {
            "it stands if nothing it was given has changed"
        } else {
            "it is done again each time"
        };
        tale.say(said);
    }
    if was.stops_clock != *stops_clock {
        tale.say(if *stops_clock { "the clock stands still meanwhile" } else { "the clock goes on meanwhile" });
    }
}

impl Said for StepJoin {
    fn said(&self) -> Option<String> {
        Some(match self {
            Self::Each => "each".to_owned(),
            Self::All => "all".to_owned(),
            Self::Coming => "coming".to_owned(),
            Self::Count(count) => count.to_string(),
        })
    }
}

impl Said for Lock {
    fn said(&self) -> Option<String> {
        let Self { name, of_workflow } = self;
        Some(if *of_workflow { format!("{} of all its runs", name.name) } else { name.name.clone() })
    }
}

impl Said for PriorityRule {
    fn said(&self) -> Option<String> {
        match self {
            Self::Level(level) => level.word().said(),
            Self::Feel(expr) => expr.said(),
        }
    }
}

impl Said for Escalate {
    fn said(&self) -> Option<String> {
        let Self { at, to, how } = self;
        let how = match how {
            EscalateHow::Add => "who has it too",
            EscalateHow::Move => "who has it then",
            EscalateHow::Tell => "who is told",
        };
        Some(format!("{} to {}, {how}", at.said()?, to.phrase))
    }
}

impl Said for Accept {
    fn said(&self) -> Option<String> {
        let Self { checklist, due, back_to } = self;
        let parts = [("checklist", checklist.said()), ("due", due.said()), ("back to", back_to.said())];
        let parts: Vec<String> =
            parts.into_iter().filter_map(|(word, said)| Some(format!("{word} {}", said?))).collect();
        Some(if parts.is_empty() { "as it is".to_owned() } else { format!("with {}", parts.join("; ")) })
    }
}
