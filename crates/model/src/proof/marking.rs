//! Where the threads of one frame are: what the proof explores.
//!
//! A frame is the run, a branch, an item, a round or the inside of a stage. What stands in a block of the frame is a token at
//! that block; its inside was looked at before, as a frame of its own.

use crate::graph::NodeId;

/// One thread of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Token {
    /// In a step or block that waits; with the handlers that have fired beside it.
    At(u32, u8),
    /// At the join of a step, come by this way.
    Joining(u32, u32),
}

impl Token {
    /// The step it is at.
    pub fn node(self) -> u32 {
        match self {
            Self::At(node, _) | Self::Joining(node, _) => node,
        }
    }
}

/// What has come in the round of a join that counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Gate {
    pub join: u32,
    /// The different ways; of a join with one way, each arrival.
    pub came: Vec<u32>,
    pub opened: bool,
}

/// A thread that moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Move {
    pub to: u32,
    pub via: u32,
}

/// The threads of a frame, those that move last in the list first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Marking {
    /// In order, so that the same is the same.
    pub tokens: Vec<Token>,
    pub gates: Vec<Gate>,
    /// The handlers of the frame that have fired beside it.
    pub spent: u32,
    pub moves: Vec<Move>,
}

impl Marking {
    /// One thread that waits.
    pub fn at(node: NodeId) -> Self {
        Self { tokens: vec![Token::At(node.0, 0)], ..Self::default() }
    }

    pub fn put(&mut self, token: Token) {
        let place = self.tokens.partition_point(|known| *known < token);
        self.tokens.insert(place, token);
    }

    pub fn take(&mut self, token: Token) -> bool {
        let place = self.tokens.iter().position(|known| *known == token);
        place.map(|place| self.tokens.remove(place)).is_some()
    }

    /// Whether nothing is left in it but arrivals.
    pub fn only_joins(&self) -> bool {
        !self.tokens.is_empty() && self.tokens.iter().all(|token| matches!(token, Token::Joining(..)))
    }

    /// Whether this is the other one and more.
    pub fn covers(&self, other: &Self) -> bool {
        if self.tokens.len() <= other.tokens.len() || self.gates != other.gates || self.spent != other.spent {
            return false;
        }
        let mut mine = self.tokens.iter();
        other.tokens.iter().all(|token| mine.any(|known| known == token))
    }

    /// The gate of a join; opened where there is none yet.
    pub fn gate(&mut self, join: u32) -> &mut Gate {
        let place = self.gates.partition_point(|gate| gate.join < join);
        if self.gates.get(place).is_none_or(|gate| gate.join != join) {
            self.gates.insert(place, Gate { join, came: Vec::new(), opened: false });
        }
        &mut self.gates[place]
    }
}
