//! A run's evidence as one file that verifies alone.
//!
//! JSON: the workspace, its public key, entry 1 (which names both), all the run's entries with headers and bodies, for
//! each its leaf and the hashes that lead from it to the root, and the signed checkpoint over that root. Sealed values
//! stay sealed: the file proves what happened without giving away what is personal.
//!
//! Who verifies it must know one thing from elsewhere: that the public key is this workspace's. What the file alone cannot
//! show is where the run ends: a proof says that an entry stands in the log, none says that no other of the run does.

mod held;

pub use held::verify_run;

use crate::bytes;
use crate::checkpoint::Checkpoint;
use crate::entry::Entry;
use crate::error::StoreError;
use crate::hash::Hash;
use crate::merkle::{StoredNodes, included, inclusion_proof, leaf_hash};
use crate::read::{Reader, history};
use crate::row::HeadRow;
use crate::stream::Stream;
use crate::verify::chains::Chains;
use crate::verify::{FaultCode, HeadChecked, Report, RunShown};
use crate::workspace::{WorkspaceCreated, events};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The event that names a run, those that end one, and the one that has it undo what it did, which ends too.
const RUN_STARTED: &str = "run_started";
const RUN_ENDED: [&str; 3] = ["run_finished", "run_cancelled", "run_undone"];
const RUN_REOPENED: &str = "run_reopened";
const FORMAT: &str = "baton.evidence.1";
/// The largest file that is read.
pub const EVIDENCE_BYTES_MAX: usize = 256 << 20;

/// The file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    format: String,
    workspace: Uuid,
    public_key: String,
    run: String,
    checkpoint: String,
    origin: Proven,
    entries: Vec<Proven>,
}

/// An entry with the way from its leaf to the root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Proven {
    entry: Entry,
    leaf: u64,
    proof: Vec<Hash>,
}

/// A run's evidence, as of the latest checkpoint. `None` where there is no such run; a conflict where no checkpoint covers
/// all of its entries yet.
pub fn make(reader: &dyn Reader, run: i64) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(row) = reader.run(run)? else { return Ok(None) };
    let not_yet = || StoreError::Conflict("no checkpoint covers the run's last entry yet".to_owned());
    let head = reader.head()?.ok_or_else(not_yet)?;
    let workspace = reader.workspace()?.ok_or(StoreError::NoWorkspace)?;
    let first = reader.entry(1)?.ok_or(StoreError::NoWorkspace)?;
    let public_key = signing_key(reader, &head)?;
    let prove = |entry: Entry| prove(reader, &head, entry)?.ok_or_else(not_yet);
    let evidence = Evidence {
        format: FORMAT.to_owned(),
        workspace,
        public_key: bytes::encode(&public_key),
        run: row.key,
        checkpoint: head.note.clone(),
        origin: prove(first)?,
        entries: history(reader, Stream::run(run), 0)?.into_iter().map(prove).collect::<Result<_, _>>()?,
    };
    let text = serde_json::to_vec_pretty(&evidence).map_err(|fault| StoreError::Corrupt(fault.to_string()))?;
    Ok(Some(text))
}

/// The key that signed the checkpoint: entry 1's, or a later one that the access rules name.
fn signing_key(reader: &dyn Reader, head: &HeadRow) -> Result<[u8; 32], StoreError> {
    let entries = history(reader, Stream::ACCESS, 0)?;
    let mut keys = entries.iter().flat_map(crate::workspace::keys_named);
    let signed = keys.find(|key| Checkpoint::verify(&head.note, &[*key]).is_some());
    signed.ok_or_else(|| StoreError::Corrupt("the checkpoint was not signed with a key of this workspace".to_owned()))
}

fn prove(reader: &dyn Reader, head: &HeadRow, entry: Entry) -> Result<Option<Proven>, StoreError> {
    let leaf = reader.leaf_of(entry.number)?.filter(|leaf| leaf.n < head.size);
    let Some(leaf) = leaf else { return Ok(None) };
    let proof = inclusion_proof(&StoredNodes(reader), leaf.n as u64, head.size as u64)?;
    Ok(Some(Proven { entry, leaf: leaf.n as u64, proof }))
}

/// Verifies such a file by itself.
pub fn verify_evidence(file: &[u8]) -> Report {
    let mut report = verify_bytes(file);
    report.note(
        "Whether the run has entries after the last of these, this file alone cannot show: they may be later, or left out.",
    );
    report.sort();
    report
}

fn verify_bytes(file: &[u8]) -> Report {
    let mut report = Report::default();
    let parsed = (file.len() <= EVIDENCE_BYTES_MAX).then(|| serde_json::from_slice::<Evidence>(file));
    match parsed {
        None => report.fault(FaultCode::NotEvidence, None, "the file is too large"),
        Some(Err(fault)) => report.fault(FaultCode::NotEvidence, None, &fault.to_string()),
        Some(Ok(evidence)) => check(&evidence, &mut report),
    }
    report
}

fn check(evidence: &Evidence, report: &mut Report) {
    let public_key: Option<[u8; 32]> = bytes::decode(&evidence.public_key).and_then(|key| key.try_into().ok());
    let Some(public_key) = public_key.filter(|_| evidence.format == FORMAT) else {
        return report.fault(FaultCode::NotEvidence, None, "its format is not known here");
    };
    let signed = Checkpoint::verify(&evidence.checkpoint, &[public_key]);
    let Some(checkpoint) = signed.filter(|checkpoint| checkpoint.workspace == evidence.workspace) else {
        return report.fault(FaultCode::CheckpointNotSigned, None, "");
    };
    origin(evidence, report);
    let mut chains = Chains::default();
    let first = evidence.entries.first().map(|proven| proven.entry.stream);
    for proven in std::iter::once(&evidence.origin).chain(&evidence.entries) {
        chains.see(&proven.entry, &evidence.workspace, report);
        let leaf = leaf_hash(&proven.entry.hash);
        if !included(&leaf, proven.leaf, checkpoint.size, &proven.proof, &checkpoint.root) {
            report.bad_entry(FaultCode::NotInLog, proven.entry.number);
        }
    }
    chains.judge(report);
    for proven in evidence.entries.iter().filter(|proven| Some(proven.entry.stream) != first) {
        report.bad_entry(FaultCode::ChainBroken, proven.entry.number);
    }
    the_run(evidence, report);
    report.entries = evidence.entries.len() as i64;
    report.streams = 1;
    report.leaves = checkpoint.size;
    let time = checkpoint.time;
    report.heads.push(HeadChecked { epoch: checkpoint.epoch, size: checkpoint.size, time, held: false });
    report.note(format!("It holds if this is the workspace's public key: {}", evidence.public_key));
    report.note(format!("Each of these entries stood in the workspace's log by {time}, the checkpoint's time."));
}

/// The file's run is the one that its first entry names; what it shows of it.
fn the_run(evidence: &Evidence, report: &mut Report) {
    let (Some(first), Some(last)) = (evidence.entries.first(), evidence.entries.last()) else {
        return report.fault(FaultCode::NotEvidence, None, "it holds no entry of the run");
    };
    let (stream, named) = (first.entry.stream, events(&first.entry));
    let started = named.iter().find(|event| event["t"] == RUN_STARTED);
    let is_it = |event: &&serde_json::Value| stream == Stream::run(event["run"].as_i64().unwrap_or_default());
    match started.filter(is_it).and_then(|event| event["key"].as_str()) {
        Some(key) if key == evidence.run => {}
        Some(key) => {
            let detail = format!("the file says {}, its first entry {key}", evidence.run);
            report.fault(FaultCode::AnotherRun, Some((first.entry.number, first.entry.number)), &detail);
        }
        None => report.bad_entry(FaultCode::AnotherRun, first.entry.number),
    }
    let said = |event: &serde_json::Value| {
        let ends = RUN_ENDED.iter().any(|name| event["t"] == *name);
        (ends || event["t"] == RUN_REOPENED).then_some(ends)
    };
    let mut latest = evidence.entries.iter().rev().flat_map(|proven| events(&proven.entry).into_iter().rev());
    let ended = latest.find_map(|event| said(&event)).unwrap_or_default();
    report.run = Some(RunShown {
        workspace: evidence.workspace,
        key: evidence.run.clone(),
        public_key: evidence.public_key.clone(),
        last_entry: last.entry.number,
        last_seq: last.entry.seq,
        last_time: Timestamp::from_microsecond(last.entry.time_us).unwrap_or_default(),
        ended,
        whole: false,
    });
}

/// Entry 1 names the workspace and the key it began with.
fn origin(evidence: &Evidence, report: &mut Report) {
    match WorkspaceCreated::from_entry(&evidence.origin.entry) {
        Some(created) if evidence.origin.entry.number == 1 => {
            if bytes::encode(&created.public_key) != evidence.public_key {
                report.note("The checkpoint was signed with a later key than the workspace's first.");
            }
        }
        _ => report.bad_entry(FaultCode::NotTheWorkspace, evidence.origin.entry.number),
    }
}
