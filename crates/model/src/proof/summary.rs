//! What a block can come to, from what its branches, items or rounds can: whether and how it is done, and the ways out of it.

use super::explore::Explored;
use super::net::Net;
use super::trail::{How, Label};
use super::walk::Summary;
use crate::definition::step::{Again, BlockJoin, Joining, StepKind};
use crate::graph::Node;

/// How many branches must be done.
enum Wanted {
    /// All that have no condition.
    All,
    /// So many.
    Some(usize),
}

/// Puts together what was found in the frames of a block.
pub(super) fn of(net: &Net<'_>, block: &Node, inside: &[Explored]) -> Summary {
    let mut summary = Summary::default();
    for (nth, explored) in inside.iter().enumerate() {
        for (exit, trail) in &explored.exits {
            let Some(mut trail) = through(net, (block, nth), trail) else { continue };
            trail.extend(goes_on_early(block).then_some(Label { node: block.id.0, how: How::Perhaps }));
            if !summary.exits.iter().any(|(known, _)| known == exit) {
                summary.exits.push((exit.clone(), trail));
            }
        }
    }
    if let Some(step) = block.step().filter(|step| step.is_one_way()) {
        summary.cases = cases(net, block, inside);
        summary.done = step.may_do_nothing().then(Vec::new);
        return summary;
    }
    summary.done =
        if inside.iter().all(|explored| explored.is_whole) { done(net, block, inside) } else { Some(Vec::new()) };
    summary
}

/// How each case of a choice of one way is done; none where it cannot be.
fn cases(net: &Net<'_>, block: &Node, inside: &[Explored]) -> Vec<(usize, Vec<Label>)> {
    let done = inside.iter().enumerate().filter_map(|(nth, explored)| {
        let over = if explored.is_whole { explored.over.as_deref()? } else { &[] };
        Some((nth, through(net, (block, nth), over)?))
    });
    done.collect()
}

/// How the block is done; none where it cannot be.
fn done(net: &Net<'_>, block: &Node, inside: &[Explored]) -> Option<Vec<Label>> {
    let step = block.step()?;
    let trails = (0..).zip(inside).map(|(nth, one)| through(net, (block, nth), one.over.as_ref()?));
    let trails: Vec<Option<Vec<Label>>> = trails.collect();
    let wanted = match &step.kind {
        StepKind::Parallel(parallel) => wanted(&parallel.joining),
        StepKind::Choose(_) | StepKind::Race(_) => Wanted::Some(1),
        StepKind::Each(each) => match each.joining.join {
            BlockJoin::None => Wanted::Some(0),
            // There may be no item at all.
            _ => return Some(trails.into_iter().flatten().flatten().collect()),
        },
        StepKind::Repeat(repeat) if matches!(repeat.again, Again::While(_)) => {
            return Some(trails.into_iter().flatten().flatten().collect());
        }
        _ => Wanted::All,
    };
    match wanted {
        Wanted::All => {
            let is_certain = |nth: usize| step.branches().get(nth).is_none_or(|branch| branch.when.is_none());
            let certain = trails.into_iter().enumerate().filter(|(nth, _)| is_certain(*nth));
            certain.map(|(_, trail)| trail).collect::<Option<Vec<_>>>().map(|all| all.concat())
        }
        Wanted::Some(0) => Some(Vec::new()),
        Wanted::Some(count) => {
            let done: Vec<Vec<Label>> = trails.into_iter().flatten().take(count).collect();
            (!done.is_empty()).then(|| done.concat())
        }
    }
}

/// Whether a block may have gone on before one of its branches leaves it.
fn goes_on_early(block: &Node) -> bool {
    let joining = block.step().and_then(|step| match &step.kind {
        StepKind::Parallel(parallel) => Some(&parallel.joining),
        StepKind::Each(each) => Some(&each.joining),
        StepKind::Choose(choose) => choose.take_all.as_ref(),
        _ => None,
    });
    joining.is_some_and(|joining| !matches!(joining.join, BlockJoin::All))
}

fn wanted(joining: &Joining) -> Wanted {
    match joining.join {
        BlockJoin::All => Wanted::All,
        BlockJoin::None => Wanted::Some(0),
        BlockJoin::Any | BlockJoin::When(_) => Wanted::Some(1),
        BlockJoin::Count(count) => Wanted::Some(count as usize),
    }
}

/// A trail inside a block, with the branch it is in.
fn through(net: &Net<'_>, (block, nth): (&Node, usize), trail: &[Label]) -> Option<Vec<Label>> {
    Some([net.branch_begins(block.id.0, nth)?.as_slice(), trail].concat())
}
