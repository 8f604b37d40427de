//! The log of leaves against the entries, and the checkpoints' roots against the log.

use super::heads::SignedHead;
use super::{FaultCode, HeadChecked, Report};
use crate::error::StoreError;
use crate::hash::Hash;
use crate::merkle::{Frontier, leaf_hash};
use crate::query::LIMIT_MAX;
use crate::read::Reader;
use crate::row::LeafRow;
use std::collections::HashSet;

/// Builds the tree anew, and holds everything against it.
pub(super) fn check(reader: &dyn Reader, heads: &[SignedHead], report: &mut Report) -> Result<(), StoreError> {
    let mut log = Log { tree: Frontier::default(), seen: HashSet::new(), in_order_up_to: 0, good: [0; 2] };
    let mut heads = heads.iter().peekable();
    loop {
        let page = reader.leaves(log.tree.size() as i64, LIMIT_MAX)?;
        let hashes = entry_hashes(reader, &page)?;
        for (leaf, hash) in page.iter().zip(hashes) {
            log.push(reader, *leaf, hash, report)?;
            while let Some(head) = heads.next_if(|head| head.checkpoint.size == log.tree.size()) {
                log.hold_against(head, report);
            }
        }
        if page.len() < LIMIT_MAX {
            break;
        }
    }
    for head in heads {
        let (from, to) = (log.tree.size() as i64 + 1, head.checkpoint.size as i64);
        report.fault(FaultCode::EndCutOff, Some((from, to)), &head.name());
        if head.held && log.good[1] < log.tree.size() {
            let (first, last) = (log.good[1] + 1, log.tree.size());
            report.note(format!(
                "Of what is left no checkpoint from elsewhere proves the entries {first} to {last}: they may be changed as well."
            ));
        }
    }
    report.leaves = log.tree.size();
    report.proved_up_to = log.good[1];
    Ok(())
}

struct Log {
    tree: Frontier,
    /// Entries beyond `in_order_up_to` that have a leaf; empty where leaves and numbers have one order.
    seen: HashSet<i64>,
    in_order_up_to: i64,
    /// The largest size at which a checkpoint's root was right: of any checkpoint, and of those held elsewhere. What is
    /// stored here proves nothing against what was held elsewhere.
    good: [u64; 2],
}

impl Log {
    fn push(
        &mut self,
        reader: &dyn Reader,
        leaf: LeafRow,
        hash: Option<Hash>,
        report: &mut Report,
    ) -> Result<(), StoreError> {
        let expected = self.tree.size() as i64;
        let again = leaf.entry <= self.in_order_up_to || !self.seen.insert(leaf.entry);
        while self.seen.remove(&(self.in_order_up_to + 1)) {
            self.in_order_up_to += 1;
        }
        if leaf.n != expected || again || hash.is_none() {
            report.bad_entry(FaultCode::LeafWrong, leaf.entry);
        }
        for node in self.tree.push(leaf_hash(&hash.unwrap_or_default())) {
            let first = (node.index << node.level) as i64 + 1;
            let last = first + (1 << node.level) - 1;
            if reader.node(node.level, node.index)? != Some(node.hash) && !report.explains(first, last) {
                report.fault(FaultCode::LogChanged, Some((first, last)), "");
            }
        }
        Ok(())
    }

    fn hold_against(&mut self, head: &SignedHead, report: &mut Report) {
        let checkpoint = &head.checkpoint;
        if self.tree.root() == checkpoint.root {
            self.good[0] = checkpoint.size;
            self.good[1] = if head.held { checkpoint.size } else { self.good[1] };
            let (epoch, size, time, held) = (checkpoint.epoch, checkpoint.size, checkpoint.time, head.held);
            report.heads.push(HeadChecked { epoch, size, time, held });
        } else {
            let among = (self.good[usize::from(head.held)] as i64 + 1, checkpoint.size as i64);
            report.fault(FaultCode::CheckpointDiffers, Some(among), &head.name());
        }
    }
}

/// The entries' hashes in the order of the leaves; one read where the orders are the same.
fn entry_hashes(reader: &dyn Reader, leaves: &[LeafRow]) -> Result<Vec<Option<Hash>>, StoreError> {
    let Some(first) = leaves.first() else { return Ok(Vec::new()) };
    let entries = match reader.entries(first.entry.saturating_sub(1), leaves.len()) {
        // One of them cannot be read: the others can.
        Err(StoreError::Corrupt(_)) => Vec::new(),
        entries => entries?,
    };
    let same =
        entries.len() == leaves.len() && entries.iter().zip(leaves).all(|(entry, leaf)| entry.number == leaf.entry);
    if same {
        return Ok(entries.iter().map(|entry| Some(entry.hash)).collect());
    }
    let alone = |leaf: &LeafRow| match reader.entry(leaf.entry) {
        Err(StoreError::Corrupt(_)) => Ok(None),
        entry => Ok(entry?.map(|entry| entry.hash)),
    };
    leaves.iter().map(alone).collect()
}
