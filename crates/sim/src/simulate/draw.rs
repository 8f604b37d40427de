//! Workflows as they are drawn by a seed: pieces in pieces, before they have ids and a text.

use super::random::Random;

/// A step or block.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub kind: Kind,
    /// What is in it: branches, cases, the steps of a stage, of an item, of a round.
    pub parts: Vec<Vec<Node>>,
    /// Skipped unless `size` is large enough.
    pub when: bool,
    pub handler: Option<Reaction>,
}

/// A handler.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reaction {
    pub case: u32,
    pub interrupts: Option<bool>,
    pub has_steps: bool,
    pub then: Option<Goal>,
}

/// Where a `then` goes: one of the places that are allowed there.
pub(super) type Goal = u32;

/// What only a kind has; numbers are taken as far as they fit.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Task {
        gives: bool,
        choices: Vec<Option<Goal>>,
        cancels: Option<Goal>,
    },
    Approve {
        choices: Vec<Option<Goal>>,
    },
    Votes {
        need: u32,
        one_by_one: bool,
        hears_all: bool,
    },
    Set(u32),
    Send,
    Wait(u32),
    Job,
    End,
    /// A task whose thread goes two ways, which meet in a step with this `join`.
    Split {
        join: u32,
        on_condition: bool,
    },
    Choose,
    ChooseAll {
        join: u32,
        cancels_rest: bool,
    },
    Parallel {
        join: u32,
        cancels_rest: bool,
    },
    Each {
        items: u32,
        at_a_time: bool,
        join: u32,
        cancels_rest: bool,
    },
    Repeat {
        until: bool,
    },
    Race,
    AnyOrder,
    Stage,
}

/// A whole workflow.
pub(super) fn workflow(random: &mut Random) -> Vec<Node> {
    let count = 1 + random.below(4);
    (0..count).map(|_| node(random, 3)).collect()
}

fn node(random: &mut Random, depth: u32) -> Node {
    let is_block = depth > 0 && random.percent(45);
    let (kind, parts) = if is_block { block(random, depth - 1) } else { (leaf(random), Vec::new()) };
    // The handlers of a choice of one way never fire in the engine, which keeps no place for it.
    let is_open = (is_block && kind != Kind::Choose)
        || matches!(kind, Kind::Task { .. } | Kind::Approve { .. } | Kind::Wait(_) | Kind::Job);
    let handler = (is_open && random.percent(18)).then(|| reaction(random));
    Node { kind, parts, when: random.percent(12), handler }
}

fn reaction(random: &mut Random) -> Reaction {
    Reaction {
        case: random.below(4),
        interrupts: [None, Some(true), Some(false)][random.below(3) as usize],
        has_steps: random.percent(70),
        then: random.percent(30).then(|| random.below(100)),
    }
}

fn goal(random: &mut Random) -> Option<Goal> {
    random.percent(40).then(|| random.below(100))
}

fn leaf(random: &mut Random) -> Kind {
    match random.below(20) {
        0..=5 => {
            let choices = (0..=random.below(3)).map(|_| goal(random)).collect();
            let cancels = random.percent(8).then(|| random.below(100));
            Kind::Task { gives: random.percent(40), choices, cancels }
        }
        6 | 7 => Kind::Approve { choices: (0..2).map(|_| goal(random)).collect() },
        8 | 9 => Kind::Votes { need: random.below(6), one_by_one: random.percent(30), hears_all: random.percent(30) },
        10 | 11 => Kind::Set(random.below(4)),
        12 => Kind::Send,
        13 | 14 => Kind::Wait(random.below(4)),
        15 | 16 => Kind::Job,
        17 if random.percent(40) => Kind::End,
        _ => Kind::Split { join: random.below(5), on_condition: random.percent(40) },
    }
}

fn block(random: &mut Random, depth: u32) -> (Kind, Vec<Vec<Node>>) {
    let (join, cancels_rest) = (random.below(6), random.percent(50));
    let (kind, parts) = match random.below(11) {
        0 | 1 => (Kind::Choose, 2),
        2 => (Kind::ChooseAll { join, cancels_rest }, 3),
        3 | 4 => (Kind::Parallel { join, cancels_rest }, 2 + random.below(2)),
        5 | 6 => (Kind::Each { items: random.below(4), at_a_time: random.percent(40), join, cancels_rest }, 1),
        7 => (Kind::Repeat { until: random.percent(50) }, 1),
        8 => (Kind::Race, 2),
        9 => (Kind::AnyOrder, 2 + random.below(2)),
        _ => (Kind::Stage, 1),
    };
    let waits_first = matches!(kind, Kind::Race);
    let parts: Vec<Vec<Node>> = (0..parts).map(|_| part(random, depth, waits_first)).collect();
    let kind = match kind {
        // The graph has no way past the rounds of a `while`: where they all end elsewhere, it takes what follows for unreachable.
        Kind::Repeat { .. } if parts.iter().flatten().any(leads_away) => Kind::Repeat { until: true },
        kind => kind,
    };
    (kind, parts)
}

/// Whether something in it goes elsewhere than to what comes next.
fn leads_away(node: &Node) -> bool {
    let by_kind = match &node.kind {
        Kind::End => true,
        Kind::Task { choices, .. } | Kind::Approve { choices } => choices.iter().any(Option::is_some),
        _ => false,
    };
    by_kind || node.parts.iter().flatten().any(leads_away)
}

fn part(random: &mut Random, depth: u32, waits_first: bool) -> Vec<Node> {
    let count = random.below(3);
    let mut nodes: Vec<Node> = (0..count).map(|_| node(random, depth)).collect();
    if waits_first {
        let kind = if random.percent(60) {
            Kind::Task { gives: false, choices: vec![None], cancels: None }
        } else {
            Kind::Wait(random.below(3))
        };
        nodes.insert(0, Node { kind, parts: Vec::new(), when: false, handler: None });
    }
    nodes
}
