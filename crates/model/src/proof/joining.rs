//! Joins of steps while threads are followed: the same as the engine does at run time.

use crate::definition::step::StepJoin;

use super::marking::{Marking, Move, Token};
use super::walk::{Frame, Walk};

impl Frame<'_, '_> {
    /// A thread comes to a step. Says whether it enters it; else it waits at the join, or is passed by.
    pub fn come(&self, walk: &mut Walk, next: Move) -> bool {
        let Some(join) = self.net.joins.get(&next.to) else { return true };
        let way = self.net.way(next.via);
        if join.through.contains(&way) {
            return true;
        }
        match join.kind {
            StepJoin::Count(count) => return self.come_to_count(walk, (next.to, way), count as usize),
            StepJoin::All => {
                walk.at.put(Token::Joining(next.to, way));
                let mut tried = walk.at.clone();
                if join.ways.iter().all(|way| tried.take(Token::Joining(next.to, *way))) {
                    walk.at = tried;
                    return true;
                }
            }
            StepJoin::Coming | StepJoin::Each => walk.at.put(Token::Joining(next.to, way)),
        }
        false
    }

    fn come_to_count(&self, walk: &mut Walk, (at, way): (u32, u32), count: usize) -> bool {
        let Some(join) = self.net.joins.get(&at) else { return true };
        let counts_arrivals = join.ways.len() <= 1;
        let gate = walk.at.gate(at);
        if !counts_arrivals && gate.came.contains(&way) {
            walk.at.put(Token::Joining(at, way));
            return false;
        }
        let place = gate.came.partition_point(|known| *known < way);
        gate.came.insert(place, way);
        let came = gate.came.clone();
        let is_over =
            if counts_arrivals { came.len() >= count } else { join.ways.iter().all(|way| came.contains(way)) };
        if gate.opened {
            Self::round_over(&mut walk.at, at, is_over);
            return false;
        }
        let enough = if counts_arrivals { count } else { count.min(join.ways.len()) };
        if came.len() < enough {
            walk.at.put(Token::Joining(at, way));
            return false;
        }
        gate.opened = true;
        let mut others = came;
        others.remove(place);
        for other in others {
            walk.at.take(Token::Joining(at, other));
        }
        Self::round_over(&mut walk.at, at, is_over);
        true
    }

    /// Those that came again before a round was over begin the next.
    fn round_over(at: &mut Marking, join: u32, is_over: bool) {
        if !is_over {
            return;
        }
        at.gates.retain(|gate| gate.join != join);
        let again: Vec<Token> = at
            .tokens
            .iter()
            .copied()
            .filter(|token| matches!(token, Token::Joining(node, _) if *node == join))
            .collect();
        for token in again {
            if let Token::Joining(to, via) = token {
                at.take(token);
                at.moves.push(Move { to, via });
            }
        }
    }

    /// When all threads wait: opens the first `coming` to which nothing can come any more. Says whether one opened.
    pub fn settle_joins(&mut self, walk: &Walk, out: &mut Vec<Walk>) -> bool {
        let mut coming: Vec<u32> = walk.at.tokens.iter().filter_map(|token| self.coming(*token)).collect();
        coming.sort_unstable();
        coming.dedup();
        let ready = coming.iter().find(|join| !self.can_come(&walk.at, **join, false)).copied();
        let opens = ready.or_else(|| coming.iter().find(|join| !self.can_come(&walk.at, **join, true)).copied());
        let Some(join) = opens else { return false };
        let mut entering = walk.clone();
        if ready.is_none() {
            let joins = &self.net.joins;
            let waits_too = |other: &&u32| {
                **other != join
                    && joins.get(&join).is_some_and(|known| known.from[**other as usize])
                    && joins.get(*other).is_some_and(|known| known.from[join as usize])
            };
            let other = coming.iter().find(waits_too);
            entering.circle = walk.circle.or(other.map(|other| (join, *other)));
        }
        entering.at.tokens.retain(|token| !matches!(token, Token::Joining(at, _) if *at == join));
        self.enter(entering, join, out);
        true
    }

    fn coming(&self, token: Token) -> Option<u32> {
        let Token::Joining(node, _) = token else { return None };
        let join = self.net.joins.get(&node)?;
        (join.kind == StepJoin::Coming).then_some(node)
    }

    /// Whether a thread can still come to a join from elsewhere; those at joins count only if `joins_wait` is not said.
    fn can_come(&self, at: &Marking, join: u32, joins_wait: bool) -> bool {
        let Some(known) = self.net.joins.get(&join) else { return false };
        at.tokens.iter().any(|token| match token {
            Token::Joining(node, _) => !joins_wait && *node != join && known.from[*node as usize],
            Token::At(node, _) => *node != join && known.from[*node as usize],
        })
    }
}
