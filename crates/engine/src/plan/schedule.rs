//! From parts to their forecasts, the critical path and the verdict.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::{Ask, Forecast, LATE_LEAST, Needed, Pace, Part, Plan, Stands, Takes, Turn, Verdict};
use crate::behaviour::deadlines::later;
use crate::name::Name;

/// What the parts are heading for. What comes before a part and is no part is left out, and so is a circle.
pub fn plan(parts: &[Part], ask: &Ask<'_>) -> Plan {
    let before = before(parts);
    let order = order(&before);
    let spans = spans(parts, (&before, &order), (ask, Pace::Usual));
    let last = last(parts, &spans);
    let ends = last.map(|at| spans[at].ends);
    let ends_slowly = parts.iter().any(is_measured).then(|| {
        let slow = self::spans(parts, (&before, &order), (ask, Pace::Slow));
        self::last(parts, &slow).map(|at| slow[at].ends)
    });
    let ends_slowly = ends_slowly.flatten();
    let slacks = slacks(parts, &before, (&order, &spans), ends);
    let forecasts = (0..parts.len()).map(|at| Forecast {
        begins: spans[at].begins,
        ends: spans[at].ends,
        slack: (!parts[at].is_over()).then_some(slacks[at]),
        waits_for: before[at].iter().filter(|other| !parts[**other].is_over()).map(|o| parts[*o].id.clone()).collect(),
        holds: holds(at, &before).into_iter().map(|other| parts[other].id.clone()).collect(),
        guessed: spans[at].guessed,
        late: parts[at].due.is_some_and(|due| is_after(spans[at].ends, due)),
    });
    let critical = last.map_or_else(Vec::new, |last| critical(last, parts, &before, &spans));
    let verdict = verdict(parts, &spans, (last, ends_slowly, ask));
    Plan { parts: forecasts.collect(), critical, ends, ends_slowly, verdict }
}

/// Whether what it will take is known from others that are over.
fn is_measured(part: &Part) -> bool {
    matches!(part.takes, Takes::Took(_)) && !part.is_over() && part.needed != Needed::No
}

/// From when to when each part is expected to be, at that pace.
fn spans(parts: &[Part], (before, order): (&[Vec<usize>], &[usize]), (ask, pace): (&Ask<'_>, Pace)) -> Vec<Span> {
    let mut spans = vec![Span { begins: ask.now, ends: ask.now, guessed: false }; parts.len()];
    for at in order {
        spans[*at] = span(&parts[*at], ready(&before[*at], &spans), (ask, pace));
    }
    spans
}

#[derive(Clone, Copy)]
struct Span {
    begins: Timestamp,
    ends: Timestamp,
    guessed: bool,
}

/// Of each part, the places of those before it.
fn before(parts: &[Part]) -> Vec<Vec<usize>> {
    let places: BTreeMap<&Name, usize> = parts.iter().enumerate().map(|(at, part)| (&part.id, at)).collect();
    parts.iter().map(|part| part.after.iter().filter_map(|id| places.get(id).copied()).collect()).collect()
}

/// The places, each behind those before it. What is in a circle comes last, as it stands.
fn order(before: &[Vec<usize>]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(before.len());
    let mut placed = vec![false; before.len()];
    while order.len() < before.len() {
        let ready = (0..before.len()).find(|at| !placed[*at] && before[*at].iter().all(|other| placed[*other]));
        let Some(next) = ready.or_else(|| placed.iter().position(|placed| !placed)) else { break };
        placed[next] = true;
        order.push(next);
    }
    order
}

/// When all that comes before has ended, and whether that is a guess.
fn ready(before: &[usize], spans: &[Span]) -> Option<(Timestamp, bool)> {
    let ends = before.iter().map(|at| spans[*at].ends).max()?;
    Some((ends, before.iter().any(|at| spans[*at].guessed)))
}

fn span(part: &Part, ready: Option<(Timestamp, bool)>, (ask, pace): (&Ask<'_>, Pace)) -> Span {
    let late = ask.late.filter(|(id, _)| *id == &*part.id && !part.is_over()).map(|(_, by)| by);
    let mut whole: Option<Span> = None;
    for turn in &part.turns {
        let mut one = turn_span(turn, part, ready, (ask, pace));
        if let Some(by) = late.filter(|_| !turn.stands.is_over()) {
            one.ends = one.ends.checked_add(by).unwrap_or(one.ends);
        }
        whole = Some(whole.map_or(one, |all| Span {
            begins: all.begins.min(one.begins),
            ends: all.ends.max(one.ends),
            guessed: all.guessed || one.guessed,
        }));
    }
    let (begins, guessed) = ready.unwrap_or((ask.now, false));
    whole.unwrap_or(Span { begins, ends: begins, guessed: guessed || !part.milestone })
}

fn turn_span(turn: &Turn, part: &Part, ready: Option<(Timestamp, bool)>, (ask, pace): (&Ask<'_>, Pace)) -> Span {
    match turn.stands {
        Stands::Over(begins, ends) => Span { begins, ends, guessed: false },
        Stands::Skipped(at) => Span { begins: at, ends: at, guessed: false },
        Stands::Open(begins) | Stands::Stuck(begins) => {
            let ends = match &part.takes {
                Takes::Took(took) => {
                    let open = took.hours().between(ask.calendar, begins, ask.now);
                    let all = took.expected_after(open, pace);
                    all.and_then(|all| took.hours().after(ask.calendar, begins, all))
                }
                Takes::Meant(takes) => turn.aim.or_else(|| later(ask.calendar, begins, takes, false)),
                Takes::Unknown => turn.aim,
            };
            Span { begins, ends: ends.unwrap_or(ask.now).max(ask.now), guessed: ends.is_none() }
        }
        Stands::Waiting => {
            let (ready, guessed) = ready.unwrap_or((ask.now, false));
            let ready = ready.max(ask.now);
            if part.needed == Needed::No {
                return Span { begins: ready, ends: ready, guessed };
            }
            let begins = ready.max(turn.not_before.unwrap_or(ask.now));
            let ends = match &part.takes {
                Takes::Took(took) => took.hours().after(ask.calendar, begins, took.expected(pace)),
                Takes::Meant(takes) => later(ask.calendar, begins, takes, false),
                Takes::Unknown => None,
            };
            let unknown = part.takes == Takes::Unknown && !part.milestone;
            Span { begins, ends: ends.unwrap_or(begins), guessed: guessed || unknown }
        }
    }
}

/// The part that is over last; of several the first that is no milestone.
fn last(parts: &[Part], spans: &[Span]) -> Option<usize> {
    let counted = (0..parts.len()).filter(|at| !is_skipped(&parts[*at]));
    counted.reduce(|best, at| {
        let key = |at: usize| (spans[at].ends, !parts[at].milestone);
        if key(at) > key(best) { at } else { best }
    })
}

/// Whether it was passed over, or will be.
fn is_skipped(part: &Part) -> bool {
    part.needed == Needed::No
        || !part.turns.is_empty() && part.turns.iter().all(|turn| matches!(turn.stands, Stands::Skipped(_)))
}

fn critical(last: usize, parts: &[Part], before: &[Vec<usize>], spans: &[Span]) -> Vec<Name> {
    let (mut path, mut at) = (vec![last], last);
    // What began later than all before it ended waited for its own time.
    while let Some(previous) = before[at].iter().copied().max_by_key(|other| spans[*other].ends) {
        let waited = parts[at].turns.iter().any(|turn| turn.not_before.is_some_and(|not| not > spans[previous].ends));
        if waited || path.contains(&previous) {
            break;
        }
        path.push(previous);
        at = previous;
    }
    path.iter().rev().filter(|at| !is_skipped(&parts[**at])).map(|at| parts[*at].id.clone()).collect()
}

/// How much later each part may end without the whole ending later, with every other taking as long as forecast.
fn slacks(
    parts: &[Part],
    before: &[Vec<usize>],
    (order, spans): (&[usize], &[Span]),
    ends: Option<Timestamp>,
) -> Vec<SignedDuration> {
    let ends = ends.unwrap_or_default();
    let mut latest: Vec<Timestamp> = vec![ends; parts.len()];
    for at in order.iter().rev() {
        // The last that it may end leaves what follows its own time.
        let latest_begin = spans[*at].begins.checked_add(latest[*at].duration_since(spans[*at].ends)).unwrap_or(ends);
        for other in &before[*at] {
            latest[*other] = latest[*other].min(latest_begin);
        }
    }
    (0..parts.len()).map(|at| latest[at].duration_since(spans[at].ends).max(SignedDuration::ZERO)).collect()
}

/// The places of all that wait for one, at once or through others, in their order.
fn holds(of: usize, before: &[Vec<usize>]) -> Vec<usize> {
    let mut held = vec![false; before.len()];
    loop {
        let waits = |at: &usize| !held[*at] && before[*at].iter().any(|other| *other == of || held[*other]);
        let Some(next) = (0..before.len()).find(|at| *at != of && waits(at)) else { break };
        held[next] = true;
    }
    (0..before.len()).filter(|at| held[*at]).collect()
}

fn verdict(
    parts: &[Part],
    spans: &[Span],
    (last, slowly, ask): (Option<usize>, Option<Timestamp>, &Ask<'_>),
) -> Verdict {
    let (Some(target), Some(last)) = (ask.target, last) else { return Verdict::None };
    let ends = spans[last].ends;
    if parts.iter().all(Part::is_over) {
        return if ends <= target { Verdict::Met } else { Verdict::Missed };
    }
    let stuck = |part: &Part| part.turns.iter().any(|turn| matches!(turn.stands, Stands::Stuck(_)));
    match () {
        () if ask.now > target => Verdict::Missed,
        () if is_after(ends, target) => Verdict::WillMiss,
        () if parts.iter().any(stuck) || spans.iter().any(|span| span.guessed) => Verdict::Unsure,
        () if slowly.is_some_and(|ends| is_after(ends, target)) => Verdict::MayMiss,
        () => Verdict::WillMeet,
    }
}

/// Whether what is forecast for that moment is late.
fn is_after(ends: Timestamp, due: Timestamp) -> bool {
    ends.duration_since(due) >= LATE_LEAST
}
