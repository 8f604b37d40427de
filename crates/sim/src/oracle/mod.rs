//! A second interpreter of definitions, slow and plain, that the engine is compared with.
//!
//! It was written from what the language promises, and shares nothing with the engine but the types of a definition: no graph,
//! no events, no state. It says which steps are open with their pass, for whom, how urgent and under which title, which are held,
//! what the fields hold, and how the run ended. What it does not cover it refuses by name. How FEEL computes is not what it checks:
//! expressions are evaluated by `baton_feel`. Who has a task is not said where an escalation brings somebody in.

mod accepts;
mod any_order;
mod blocks;
mod business;
mod cancelled;
mod clocks;
mod coverage;
mod decides;
mod events;
mod flow;
mod handlers;
mod inputs;
mod jobs;
mod joins;
mod leaving;
mod locks;
mod moved;
mod opening;
mod roles;
mod rows;
mod seen;
mod standing;
mod sub_runs;
mod text;
mod troubles;
mod undoing;
mod values;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use baton_feel::Value;
use baton_model::definition::{Decision, Then, Workflow};
use events::Kept;
pub use inputs::Answer;
use jiff::{SignedDuration, Timestamp};
pub use jobs::Came;
use jobs::Tries;
use locks::{Turn, Waiting};
pub use opening::Asked;
use roles::Has;
pub use roles::Staff;
use rows::Rows;
use standing::Given;
use text::Text;
use troubles::Trouble;
use undoing::{Completion, Undoing};

/// What is open: a step, its pass, and the numbers of the items it is in, the outermost first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The step.
    pub step: String,
    /// Its pass, from 1.
    pub pass: u32,
    /// The items around it.
    pub items: Vec<usize>,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} pass {}", self.step, self.pass)?;
        self.items.iter().try_for_each(|item| write!(f, " item {item}"))
    }
}

/// Why the oracle says nothing about a workflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotCovered(pub String);

/// A run, as the language says it goes.
#[derive(Debug, Clone)]
pub struct Oracle {
    text: Text,
    /// Who there is.
    staff: Staff,
    /// Who has a role.
    kept_roles: BTreeMap<String, i64>,
    /// Who has done something in a role.
    doers: Vec<(String, i64)>,
    /// Who has handed something back.
    handed_back: BTreeSet<i64>,
    /// Where a thread comes from that comes to a step now.
    way: Option<String>,
    /// Whether it can say who has a task: not where a deadline brings somebody in.
    tells_who: bool,
    now: Timestamp,
    values: BTreeMap<String, Value>,
    /// Which rows the lists have.
    lists: BTreeMap<String, Rows>,
    /// Rows that are gone, and whose items have to go.
    gone: Vec<(String, u32)>,
    records: BTreeMap<(String, u32), Record>,
    threads: Vec<Thread>,
    frames: Vec<Frame>,
    arrivals: Vec<Arrival>,
    gates: BTreeMap<(u32, String), Gate>,
    /// Events that nobody waited for yet.
    kept: Vec<Kept>,
    /// What was completed and can be undone, the latest last.
    completions: Vec<Completion>,
    /// How often something was completed that can be undone.
    remembered: u32,
    /// Whether what is completed now undoes itself what it did.
    undoes_itself: bool,
    todo: VecDeque<Move>,
    /// The step that was done or passed over last.
    last: Option<String>,
    outcome: Option<String>,
    is_over: bool,
    numbers: u32,
    moves: u32,
    uncovered: Option<String>,
    /// The step that opens after it has waited.
    turn: Option<Turn>,
    /// The decisions that workflows share, by id.
    decisions: BTreeMap<String, Decision>,
}

/// What is known of a step, or of an item's.
#[derive(Debug, Clone, Default)]
struct Record {
    pass: u32,
    state: &'static str,
    choice: Option<String>,
    /// Who completed it.
    by: Option<i64>,
    /// What it was completed for, and where it went then.
    given: Option<Given>,
}

/// A place where the run is.
#[derive(Debug, Clone)]
struct Thread {
    id: u32,
    frame: u32,
    step: String,
    pass: u32,
    since: Timestamp,
    phase: Phase,
    armed: Vec<Armed>,
    /// For how long its clock stood still.
    stood: SignedDuration,
    /// What it said of itself when it opened.
    asked: Asked,
}

/// What a thread waits for.
#[derive(Debug, Clone)]
enum Phase {
    /// A person, or several who vote.
    Person { asked: Vec<i64>, votes: Vec<(i64, String)>, is_started: bool, has: Has },
    /// A moment.
    Until(Timestamp),
    /// A condition to come true.
    Condition,
    /// An event.
    Event,
    /// A job, which may have been tried before.
    Job(Tries),
    /// A run of another workflow.
    Sub,
    /// Its lock, or its `only_while`: it has not opened yet.
    Before(Waiting),
    /// What it undoes, before it goes on.
    Undoing(Undoing),
    /// What is in the block.
    Block(Progress),
    /// Somebody has to look at it.
    Held(Trouble),
    /// The end of the run, whose handlers it has.
    Run,
}

/// How far a block is.
#[derive(Debug, Clone, Default)]
struct Progress {
    total: usize,
    /// So many came to their end.
    done: usize,
    /// So many are over, also by being withdrawn.
    over: usize,
    round: u32,
    /// Items that were not begun yet.
    later: VecDeque<Item>,
    /// So many items there have been: by their numbers they are told apart, also where some are gone.
    numbered: usize,
    /// It has gone on, and what is left finishes.
    has_gone_on: bool,
    /// The frame that won a race, or the branch of an `any-order` that was begun.
    chosen: Option<u32>,
    /// Branches of an `any-order` that are not done.
    left: Vec<usize>,
    /// What the items handed out, by their numbers.
    handed: BTreeMap<usize, Vec<(String, Value)>>,
}

/// A handler that can fire.
#[derive(Debug, Clone)]
struct Armed {
    nth: usize,
    at: Option<Timestamp>,
    /// Whether its condition was true when it was looked at last.
    was_true: bool,
    is_spent: bool,
}

/// A branch, item, round or case; the first is the run.
#[derive(Debug, Clone)]
struct Frame {
    id: u32,
    /// The thread that waits for it.
    owner: Option<u32>,
    part: usize,
    item: Option<Item>,
    /// The block's own fields.
    own: BTreeMap<String, Value>,
    /// What was left of it was withdrawn.
    is_withdrawn: bool,
}

/// What an `each` does its steps for.
#[derive(Debug, Clone)]
struct Item {
    name: String,
    /// What it was when its block opened.
    value: Value,
    /// Its number, from 1.
    index: usize,
    /// The list and the row that it is.
    row: Option<(String, u32)>,
}

/// A thread that waits for others at a step.
#[derive(Debug, Clone)]
struct Arrival {
    frame: u32,
    step: String,
    way: String,
    is_held: bool,
}

/// A round of `join: N`.
#[derive(Debug, Clone, Default)]
struct Gate {
    came: BTreeSet<String>,
    count: u32,
}

/// Something to do next.
#[derive(Debug, Clone)]
enum Move {
    /// A thread comes to a step.
    Arrive { frame: u32, step: String, way: String },
    /// A part without steps is through when its turn comes.
    Nothing { frame: u32 },
    /// An `any-order` sees which branch comes next.
    NextBranch { frame: u32, thread: u32 },
    /// A step or block is through; its thread goes on.
    GoOn { frame: u32, step: String, then: Vec<Then> },
}

/// So many moves of one command are followed.
const MOVES_MAX: u32 = 300;

impl Oracle {
    /// A run of this workflow that has not begun; why not, if something of it is not covered.
    pub fn new(workflow: &Workflow, staff: Staff, now: Timestamp) -> Result<Self, NotCovered> {
        coverage::check(workflow)?;
        Ok(Self {
            text: Text::new(workflow),
            staff,
            kept_roles: BTreeMap::new(),
            doers: Vec::new(),
            handed_back: BTreeSet::new(),
            way: None,
            tells_who: workflow.all_steps().iter().all(|step| step.escalate.is_none()),
            now,
            values: BTreeMap::new(),
            lists: BTreeMap::new(),
            gone: Vec::new(),
            records: BTreeMap::new(),
            threads: Vec::new(),
            frames: vec![Frame { id: 0, owner: None, part: 0, item: None, own: BTreeMap::new(), is_withdrawn: false }],
            arrivals: Vec::new(),
            gates: BTreeMap::new(),
            kept: Vec::new(),
            completions: Vec::new(),
            remembered: 0,
            undoes_itself: false,
            todo: VecDeque::new(),
            last: None,
            outcome: None,
            is_over: false,
            numbers: 0,
            moves: 0,
            uncovered: None,
            turn: None,
            decisions: BTreeMap::new(),
        })
    }

    /// With a decision that workflows share.
    pub fn with_decision(&mut self, decision: &Decision) {
        self.decisions.insert(decision.head.id.name.clone(), decision.clone());
    }

    fn place(&self, thread: &Thread) -> Place {
        let frames = self.around(thread.frame);
        let items = frames.iter().rev().filter_map(|frame| self.frame(*frame)?.item.as_ref().map(|item| item.index));
        Place { step: thread.step.clone(), pass: thread.pass, items: items.collect() }
    }

    fn thread(&self, id: u32) -> Option<&Thread> {
        self.threads.iter().find(|thread| thread.id == id)
    }

    fn frame(&self, id: u32) -> Option<&Frame> {
        self.frames.iter().find(|frame| frame.id == id)
    }

    /// This frame and those around it, the innermost first.
    fn around(&self, frame: u32) -> Vec<u32> {
        let mut all = Vec::new();
        let mut next = Some(frame);
        while let Some(id) = next {
            all.push(id);
            next = self.frame(id).and_then(|frame| self.thread(frame.owner?)).map(|thread| thread.frame);
        }
        all
    }

    fn progress(&mut self, thread: u32) -> Option<&mut Progress> {
        self.threads.iter_mut().find(|one| one.id == thread).and_then(|thread| match &mut thread.phase {
            Phase::Block(progress) => Some(progress),
            _ => None,
        })
    }

    fn number(&mut self) -> u32 {
        self.numbers += 1;
        self.numbers
    }

    /// Under which frame the record of a step is kept: the item's that is around it.
    fn record_key(&self, frame: u32, step: &str) -> (String, u32) {
        let scope = self.text.each_around(step).and_then(|block| {
            self.around(frame).into_iter().find(|id| {
                let owner = self.frame(*id).and_then(|frame| self.thread(frame.owner?));
                owner.is_some_and(|thread| thread.step == block)
            })
        });
        (step.to_owned(), scope.unwrap_or(0))
    }

    fn record(&mut self, frame: u32, step: &str) -> &mut Record {
        let key = self.record_key(frame, step);
        self.records.entry(key).or_default()
    }
}
