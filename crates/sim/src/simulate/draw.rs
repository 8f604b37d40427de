//! Workflows as they are drawn by a seed: pieces in pieces, before they have ids and a text.

use super::random::Random;
use super::sound;
use super::taste::{Feature, Taste};

/// A whole workflow.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawn {
    pub nodes: Vec<Node>,
    /// Whether there are fields of several types.
    pub typed: bool,
    /// Whether there are roles of several sorts.
    pub roles: bool,
    /// What begins it.
    pub start: Start,
    /// What the run itself does in some case.
    pub handler: Option<Reaction>,
}

/// What begins a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    Form,
    Manual,
    Webhook,
    Event,
    Schedule,
    /// The outcome of a run of another workflow.
    Outcome,
    /// A date of another run of this workflow.
    Date,
}

const START: [Start; 7] =
    [Start::Form, Start::Manual, Start::Webhook, Start::Event, Start::Schedule, Start::Outcome, Start::Date];

impl Start {
    /// Whether somebody begins it.
    pub fn is_by_hand(self) -> bool {
        matches!(self, Self::Form | Self::Manual)
    }
}

/// A step or block.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub kind: Kind,
    /// What is in it: branches, cases, the steps of a stage, of an item, of a round.
    pub parts: Vec<Vec<Node>>,
    /// Skipped unless `size` is large enough.
    pub when: bool,
    pub handler: Option<Reaction>,
    /// What else is said of it.
    pub keys: Vec<Key>,
}

/// A key of a step that every kind may have, or many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Lock(u32),
    /// Both locks there are.
    Locks,
    OnlyWhile,
    Redo,
    Undo {
        by_people: bool,
    },
    Undoes(Option<Goal>),
    ClockStop,
    Needs,
    /// `due` with nothing that hears of it.
    Due,
    Priority(u32),
    /// Who does it.
    Who(u32),
    /// Who gets it accepts it, or hands it back to there.
    Accept(Goal),
    /// A title of which parts are computed.
    Title,
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
        of_group: bool,
    },
    Approve {
        choices: Vec<Option<Goal>>,
    },
    Votes {
        need: u32,
        one_by_one: bool,
        hears_all: bool,
    },
    /// A task that all of a group do.
    Together,
    Set(u32),
    /// What is computed of the rows of a list.
    Rows(u32),
    /// A task that gives the list.
    Edit,
    Send,
    Wait(u32),
    Event {
        early: bool,
        key: u32,
    },
    Job {
        gives: bool,
        retry: bool,
    },
    Call {
        retry: bool,
        expects: bool,
    },
    Rules(u32),
    Table(u32),
    Sub {
        detach: bool,
    },
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
        add: bool,
        join: u32,
        cancels_rest: bool,
    },
    Repeat {
        until: bool,
    },
    Race {
        claimed: bool,
    },
    AnyOrder {
        after: bool,
    },
    Stage {
        own: bool,
    },
}

/// A whole workflow.
pub(super) fn workflow(random: &mut Random) -> Drawn {
    let taste = Taste::new(random);
    let count = 1 + random.below(4);
    let nodes = (0..count).map(|_| node(random, &taste, 3)).collect();
    let start = START[if taste.has(Feature::Starts) { random.below(7) as usize } else { 0 }];
    let handler = (taste.has(Feature::RunHandlers) && random.percent(40)).then(|| reaction(random, &taste));
    Drawn {
        nodes: sound::whole(nodes),
        typed: taste.has(Feature::Types),
        roles: taste.has(Feature::Roles),
        start,
        handler,
    }
}

fn node(random: &mut Random, taste: &Taste, depth: u32) -> Node {
    let is_block = depth > 0 && random.percent(45);
    let (kind, parts) = if is_block { block(random, taste, depth - 1) } else { (leaf(random, taste), Vec::new()) };
    let handler = (is_open(&kind) && random.percent(18)).then(|| reaction(random, taste));
    let keys = keys(random, taste, &kind);
    Node { kind, parts, when: random.percent(12), handler, keys }
}

/// Whether it stays open until something happens. A choice of one way is no place of its own, and has no handlers.
fn is_open(kind: &Kind) -> bool {
    let passes = matches!(
        kind,
        Kind::Choose | Kind::Set(_) | Kind::Rows(_) | Kind::Send | Kind::Rules(_) | Kind::Table(_) | Kind::End
    );
    !passes && !matches!(kind, Kind::Split { .. } | Kind::Sub { detach: true })
}

fn keys(random: &mut Random, taste: &Taste, kind: &Kind) -> Vec<Key> {
    let mut keys = Vec::new();
    let (level, who, back) = (random.below(5), random.below(8), random.below(100));
    let by_people = matches!(kind, Kind::Task { .. } | Kind::Approve { .. });
    let alone = matches!(kind, Kind::Set(_) | Kind::Send | Kind::Job { .. } | Kind::Call { .. } | Kind::Wait(_));
    let is_block = matches!(kind, Kind::Parallel { .. } | Kind::Stage { .. } | Kind::Race { .. });
    let mut add = |feature, is_apt: bool, percent, key| {
        if taste.has(feature) && is_apt && random.percent(percent) {
            keys.push(key);
        }
    };
    add(Feature::Locks, by_people || is_block || matches!(kind, Kind::Job { .. }), 35, Key::Lock(0));
    add(Feature::Locks, by_people, 15, Key::Lock(1));
    add(Feature::Locks, by_people || is_block, 20, Key::Locks);
    add(Feature::OnlyWhile, by_people || alone, 35, Key::OnlyWhile);
    add(Feature::Redo, by_people, 60, Key::Redo);
    add(Feature::Undo, by_people || alone, 25, Key::Undo { by_people: false });
    add(Feature::Undo, by_people, 15, Key::Undo { by_people: true });
    add(Feature::Undo, by_people || matches!(kind, Kind::Set(_)), 25, Key::Undoes(None));
    add(Feature::Clocks, by_people || matches!(kind, Kind::Wait(_) | Kind::Event { .. }), 50, Key::ClockStop);
    add(Feature::Needs, by_people || alone, 40, Key::Needs);
    add(Feature::Needs, by_people, 30, Key::Due);
    add(Feature::Types, by_people || is_block, 30, Key::Priority(level));
    add(Feature::Types, by_people, 30, Key::Title);
    add(Feature::Roles, by_people || matches!(kind, Kind::Edit), 50, Key::Who(who));
    add(Feature::Accepts, by_people, 25, Key::Accept(back));
    one_of_each(keys)
}

/// One lock, and one side of undoing.
fn one_of_each(keys: Vec<Key>) -> Vec<Key> {
    let mut kept: Vec<Key> = Vec::new();
    for key in keys {
        let is_same = |other: &Key| std::mem::discriminant(other) == std::mem::discriminant(&key);
        let undoes = |key: &Key| matches!(key, Key::Undoes(_) | Key::Undo { .. });
        if !kept.iter().any(|other| is_same(other) || (undoes(other) && undoes(&key))) {
            kept.push(key);
        }
    }
    kept
}

pub(super) fn reaction(random: &mut Random, taste: &Taste) -> Reaction {
    let cases = if taste.has(Feature::Events) { 7 } else { 5 };
    Reaction {
        case: random.below(cases),
        interrupts: [None, Some(true), Some(false)][random.below(3) as usize],
        has_steps: random.percent(70),
        then: random.percent(30).then(|| random.below(100)),
    }
}

fn goal(random: &mut Random, taste: &Taste) -> Option<Goal> {
    (taste.has(Feature::Jumps) && random.percent(40)).then(|| random.below(100))
}

fn leaf(random: &mut Random, taste: &Taste) -> Kind {
    match random.below(30) {
        0..=8 => {
            let others: Vec<_> = (0..random.below(3)).map(|_| goal(random, taste)).collect();
            let choices = std::iter::once(None).chain(others).collect();
            let cancels = (taste.has(Feature::Jumps) && random.percent(12)).then(|| random.below(100));
            Kind::Task { gives: random.percent(40), choices, cancels, of_group: random.percent(15) }
        }
        9 | 10 if taste.has(Feature::Rows) && random.percent(50) => Kind::Edit,
        9 | 10 => Kind::Approve { choices: vec![None, goal(random, taste)] },
        11 if random.percent(50) => Kind::Together,
        11 => Kind::Votes { need: random.below(6), one_by_one: random.percent(30), hears_all: random.percent(30) },
        12 | 13 if taste.has(Feature::Rows) && random.percent(60) => Kind::Rows(random.below(5)),
        12 | 13 => Kind::Set(random.below(if taste.has(Feature::Types) { 10 } else { 4 })),
        14 => Kind::Send,
        15 | 16 => Kind::Wait(random.below(4)),
        17 | 18 if taste.has(Feature::Events) => Kind::Event { early: random.percent(60), key: random.below(3) },
        17..=20 => Kind::Job { gives: random.percent(40), retry: random.percent(40) },
        21 | 22 if taste.has(Feature::Calls) => Kind::Call { retry: random.percent(60), expects: random.percent(30) },
        21..=23 if taste.has(Feature::Rules) => Kind::Rules(random.below(4)),
        24 | 25 if taste.has(Feature::Rules) => {
            Kind::Table(random.below(if taste.has(Feature::Types) { 8 } else { 5 }))
        }
        21..=25 if taste.has(Feature::Subs) => Kind::Sub { detach: random.percent(30) },
        26 if random.percent(40) => Kind::End,
        27 | 28 => Kind::Split { join: random.below(5), on_condition: random.percent(40) },
        _ => Kind::Task { gives: random.percent(40), choices: vec![None], cancels: None, of_group: false },
    }
}

fn block(random: &mut Random, taste: &Taste, depth: u32) -> (Kind, Vec<Vec<Node>>) {
    let (join, cancels_rest) = (random.below(6), random.percent(50));
    let (kind, parts) = match random.below(12) {
        0 | 1 => (Kind::Choose, 2),
        2 => (Kind::ChooseAll { join, cancels_rest }, 3),
        3 | 4 => (Kind::Parallel { join, cancels_rest }, 2 + random.below(2)),
        5 | 6 => {
            let add = taste.has(Feature::Added) && random.percent(60);
            let items = if taste.has(Feature::Rows) && random.percent(70) { 4 } else { random.below(4) };
            (Kind::Each { items, at_a_time: random.percent(40), add, join, cancels_rest }, 1)
        }
        7 => (Kind::Repeat { until: random.percent(50) }, 1),
        8 => (Kind::Race { claimed: random.percent(40) }, 2),
        9 | 10 if taste.has(Feature::AnyOrder) => (Kind::AnyOrder { after: random.percent(30) }, 2 + random.below(2)),
        _ => (Kind::Stage { own: taste.has(Feature::OwnFields) && random.percent(60) }, 1),
    };
    let parts = (0..parts).map(|_| part(random, taste, depth, &kind)).collect();
    (kind, parts)
}

fn part(random: &mut Random, taste: &Taste, depth: u32, of: &Kind) -> Vec<Node> {
    let count = random.below(3);
    let mut nodes: Vec<Node> = (0..count).map(|_| node(random, taste, depth)).collect();
    if matches!(of, Kind::Race { .. }) {
        let task = Kind::Task { gives: false, choices: vec![None], cancels: None, of_group: random.percent(30) };
        let kind = if random.percent(60) { task } else { Kind::Wait(random.below(3)) };
        nodes.insert(0, Node { kind, parts: Vec::new(), when: false, handler: None, keys: Vec::new() });
    }
    if matches!(of, Kind::AnyOrder { .. }) {
        // Begun is a branch by its first step: a person's, or one that goes by itself.
        let kind = if random.percent(75) { task_of_one() } else { Kind::Set(random.below(4)) };
        nodes.insert(0, Node { kind, parts: Vec::new(), when: false, handler: None, keys: Vec::new() });
    }
    nodes
}

fn task_of_one() -> Kind {
    Kind::Task { gives: false, choices: vec![None], cancels: None, of_group: false }
}
