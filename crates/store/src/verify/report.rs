//! What verifying found.

use crate::coded::coded;
use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

coded! {
    /// What is wrong.
    pub enum FaultCode {
        /// Entry 1 does not say which workspace this is.
        NotTheWorkspace = 1 "verify.not_the_workspace",
        /// An entry is missing.
        EntryMissing = 2 "verify.entry_missing",
        /// A body is not what was hashed.
        BodyChanged = 3 "verify.body_changed",
        /// A body is gone.
        BodyMissing = 4 "verify.body_missing",
        /// A header, or the hash of the entry before, is not what was hashed.
        HeaderChanged = 5 "verify.header_changed",
        /// An entry does not follow the one before in its stream.
        ChainBroken = 6 "verify.chain_broken",
        /// An entry is earlier than the one before.
        TimeWentBack = 7 "verify.time_went_back",
        /// A stream's head is not its last entry.
        HeadNotLast = 8 "verify.head_not_last",
        /// The log names another entry than it should, or one twice.
        LeafWrong = 9 "verify.leaf_wrong",
        /// A hash of the log is not what its leaves give.
        LogChanged = 10 "verify.log_changed",
        /// A checkpoint cannot be read, or nobody known signed it.
        CheckpointNotSigned = 11 "verify.checkpoint_not_signed",
        /// The log had another content when the checkpoint was made.
        CheckpointDiffers = 12 "verify.checkpoint_differs",
        /// The log was longer when the checkpoint was made: its end was cut off.
        EndCutOff = 13 "verify.end_cut_off",
        /// A file is not what was uploaded.
        FileChanged = 14 "verify.file_changed",
        /// A file is gone.
        FileMissing = 15 "verify.file_missing",
        /// The evidence cannot be read.
        NotEvidence = 16 "verify.not_evidence",
        /// An entry is not in the log that the checkpoint signs.
        NotInLog = 17 "verify.not_in_log",
        /// The evidence is of another run than it says.
        AnotherRun = 18 "verify.another_run",
        /// A checkpoint is missing in the database or among the files.
        CheckpointMissing = 19 "verify.checkpoint_missing",
        /// A checkpoint's row, its file and its signed note do not say the same.
        CheckpointDisagrees = 20 "verify.checkpoint_disagrees",
        /// The workspace was restored from a backup that is older than a checkpoint.
        RestoredSince = 21 "verify.restored_since",
    }
}

impl FaultCode {
    /// One sentence; what it is about stands beside it.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NotTheWorkspace => "The first entry does not name this workspace and its key",
            Self::EntryMissing => "An entry is missing",
            Self::BodyChanged => "The entry's content was changed",
            Self::BodyMissing => "The entry's content is gone",
            Self::HeaderChanged => "The entry's header, or the entry before it in its stream, was changed",
            Self::ChainBroken => "The entry does not follow the one before in its stream",
            Self::TimeWentBack => "The entry is earlier than the one before",
            Self::HeadNotLast => "The stream's last entry is another than its head says",
            Self::LeafWrong => "The log names another entry than this",
            Self::LogChanged => "The log was written over another entry than this",
            Self::CheckpointNotSigned => "A checkpoint cannot be read or was not signed with a key of this workspace",
            Self::CheckpointDiffers => "The history was another one when this checkpoint was signed",
            Self::EndCutOff => "The history was longer when this checkpoint was signed: its end was cut off",
            Self::FileChanged => "A file was changed",
            Self::FileMissing => "A file is gone",
            Self::NotEvidence => "The evidence cannot be read",
            Self::NotInLog => "The entry is not in the log that the checkpoint signs",
            Self::AnotherRun => "The evidence is not of the run that it says",
            Self::CheckpointMissing => "A signed checkpoint is missing",
            Self::CheckpointDisagrees => "A checkpoint's row, its file and its signed note do not say the same",
            Self::RestoredSince => {
                "The workspace was restored from an older backup after this checkpoint was signed: what was done in between is gone"
            }
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// What.
    pub code: FaultCode,
    /// The entry, or the first and last of those among which it is.
    pub entries: Option<(i64, i64)>,
    /// What it is about, where that is not an entry, or more about it.
    pub detail: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code.sentence())?;
        match self.entries {
            Some((first, last)) if first == last => write!(f, ": entry {first}")?,
            Some((first, last)) => write!(f, ": one of the entries {first} to {last}")?,
            None => {}
        }
        if self.detail.is_empty() { Ok(()) } else { write!(f, " ({})", self.detail) }
    }
}

/// A checkpoint that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeadChecked {
    /// The epoch.
    pub epoch: i64,
    /// How many leaves it signs.
    pub size: u64,
    /// When it was made.
    pub time: Timestamp,
    /// Whether it came from elsewhere.
    pub held: bool,
}

/// What an evidence file shows of its run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RunShown {
    /// The workspace.
    pub workspace: Uuid,
    /// The run, as its first entry names it.
    pub key: String,
    /// The public key that the proof rests on.
    pub public_key: String,
    /// The number of its last entry here.
    pub last_entry: i64,
    /// How many entries it has up to there.
    pub last_seq: i64,
    /// When that was.
    pub last_time: Timestamp,
    /// Whether the run ended in one of them.
    pub ended: bool,
    /// Whether these are known to be all of its entries; a file alone never shows that.
    pub whole: bool,
}

/// Bodies that are gone because an entry records that the time of their runs was over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Removed {
    /// The entry that records it.
    pub entry: i64,
    /// How many runs were taken out.
    pub runs: i64,
    /// How many bodies are gone with them.
    pub bodies: i64,
}

/// How many faults a report lists; the rest is counted.
const FAULTS_MAX: usize = 100;

/// What verifying found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Report {
    /// How many entries were read.
    pub entries: i64,
    /// Of how many streams.
    pub streams: usize,
    /// How many leaves the log has.
    pub leaves: u64,
    /// Up to which entry a checkpoint from elsewhere proves the history; 0 where none was given or none holds.
    pub proved_up_to: u64,
    /// The checkpoints that hold.
    pub heads: Vec<HeadChecked>,
    /// How many files were read.
    pub files: usize,
    /// The run, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run: Option<RunShown>,
    /// What was taken out by which entry.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<Removed>,
    /// What is wrong, the first entry first.
    pub faults: Vec<Fault>,
    /// How many more things are wrong.
    pub more_faults: usize,
    /// What a reader should know besides.
    pub notes: Vec<String>,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn holds(&self) -> bool {
        self.faults.is_empty()
    }

    /// The first entry that is wrong, or the first of those among which it is.
    pub fn first_bad(&self) -> Option<i64> {
        self.faults.iter().filter_map(|fault| self.entry_of(fault)).min()
    }

    /// The entry a fault comes down to: where a known wrong entry is among those it names, that one.
    fn entry_of(&self, fault: &Fault) -> Option<i64> {
        let (first, last) = fault.entries?;
        if matches!(fault.code, FaultCode::EntryMissing | FaultCode::EndCutOff | FaultCode::RestoredSince) {
            return Some(first);
        }
        // Up to there a checkpoint from elsewhere proves every entry: what is wrong begins behind it.
        let proved = self.proved_up_to as i64;
        let first = if first < last && proved < last { first.max(proved + 1) } else { first };
        // What the log itself knows to be written over is narrower than what a checkpoint covers.
        let narrower =
            |other: &&Fault| fault.code == FaultCode::CheckpointDiffers && other.code == FaultCode::LogChanged;
        let inside = self.faults.iter().filter(narrower).filter_map(|other| other.entries);
        let in_log = inside.map(|(from, _)| from).filter(|from| (first..=last).contains(from)).min();
        Some(self.known_bad_in(first, last).or(in_log).unwrap_or(first))
    }

    /// The first entry in a range that is known to be wrong.
    pub(crate) fn known_bad_in(&self, first: i64, last: i64) -> Option<i64> {
        let exact = self.faults.iter().filter_map(|fault| fault.entries).filter(|(first, last)| first == last);
        exact.map(|(entry, _)| entry).filter(|entry| (first..=last).contains(entry)).min()
    }

    /// Whether a fault names entries inside this range only.
    pub(crate) fn explains(&self, first: i64, last: i64) -> bool {
        let mut named = self.faults.iter().filter_map(|fault| fault.entries);
        named.any(|(from, to)| first <= from && to <= last)
    }

    pub(crate) fn fault(&mut self, code: FaultCode, entries: Option<(i64, i64)>, detail: &str) {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(Fault { code, entries, detail: detail.to_owned() });
        } else {
            self.more_faults += 1;
        }
    }

    pub(crate) fn bad_entry(&mut self, code: FaultCode, entry: i64) {
        self.fault(code, Some((entry, entry)), "");
    }

    pub(crate) fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// The first wrong entry first; what is exact before what is a range around it.
    pub(crate) fn sort(&mut self) {
        let place = |fault: &Fault| {
            let width = fault.entries.map_or(0, |(first, last)| last - first);
            (self.entry_of(fault).unwrap_or(i64::MAX), width)
        };
        let mut faults: Vec<_> = self.faults.iter().map(|fault| (place(fault), fault.clone())).collect();
        faults.sort_by_key(|(place, _)| *place);
        self.faults = faults.into_iter().map(|(_, fault)| fault).collect();
    }
}
