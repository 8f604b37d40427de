//! What each fault that verifying finds means, and what to do about it.

use super::FaultCode;
use baton_feel::codes::Code;

/// Not an answer over HTTP: 422 stands for faults of what is checked.
const fn fault(code: &'static str, of: FaultCode, remedy: &'static str, example: &'static str) -> Code {
    Code { code, status: 422, sentence: of.sentence(), remedy, example }
}

const KEEP: &str = "Keep a copy of the folder as it is; compare it with a backup, and find out who could write to it.";

/// All codes of faults.
pub const CODES: &[Code] = &[
    fault(
        "verify.not_the_workspace",
        FaultCode::NotTheWorkspace,
        KEEP,
        "Entry 1 was replaced, or the workspace's row was taken away.",
    ),
    fault("verify.entry_missing", FaultCode::EntryMissing, KEEP, "A row of the table of entries was deleted."),
    fault(
        "verify.body_changed",
        FaultCode::BodyChanged,
        KEEP,
        "An amount in an entry was changed with a database tool.",
    ),
    fault("verify.body_missing", FaultCode::BodyMissing, KEEP, "An entry's content was set to nothing."),
    fault(
        "verify.header_changed",
        FaultCode::HeaderChanged,
        KEEP,
        "Another person was written into an entry; two entries changed places.",
    ),
    fault(
        "verify.chain_broken",
        FaultCode::ChainBroken,
        KEEP,
        "An entry from the middle of a run was left out of its evidence.",
    ),
    fault("verify.time_went_back", FaultCode::TimeWentBack, KEEP, "An entry was dated back."),
    fault("verify.head_not_last", FaultCode::HeadNotLast, KEEP, "A run's row names an earlier entry than its last."),
    fault("verify.leaf_wrong", FaultCode::LeafWrong, KEEP, "The log's table names one entry twice."),
    fault(
        "verify.log_changed",
        FaultCode::LogChanged,
        KEEP,
        "A hash of the log was overwritten, or entries were written anew beneath it.",
    ),
    fault(
        "verify.checkpoint_not_signed",
        FaultCode::CheckpointNotSigned,
        "Take the file as it was copied from heads/ of this very workspace. If it is: keep a copy of the folder, and find out who could write to it.",
        "A head of another workspace is given with --heads.",
    ),
    fault(
        "verify.checkpoint_differs",
        FaultCode::CheckpointDiffers,
        "Entries up to this checkpoint were changed after it was signed, or the checkpoint is of another copy. Keep both, and compare with a backup.",
        "Somebody with the machine's key wrote a new history; a head that was kept elsewhere shows it.",
    ),
    fault(
        "verify.end_cut_off",
        FaultCode::EndCutOff,
        KEEP,
        "The latest entries were deleted, or an old backup was restored.",
    ),
    fault(
        "verify.file_changed",
        FaultCode::FileChanged,
        "Restore this file from a backup.",
        "A file below files/ was overwritten.",
    ),
    fault(
        "verify.file_missing",
        FaultCode::FileMissing,
        "Restore this file from a backup.",
        "A file below files/ was deleted.",
    ),
    fault(
        "verify.not_evidence",
        FaultCode::NotEvidence,
        "Ask for the file anew: `baton evidence` or GET /api/v1/runs/KEY/evidence.",
        "A file was cut off on its way.",
    ),
    fault(
        "verify.not_in_log",
        FaultCode::NotInLog,
        "Ask for the file anew, from the workspace itself.",
        "An entry of another workspace was put into the file.",
    ),
    fault(
        "verify.another_run",
        FaultCode::AnotherRun,
        "Do not rely on the file: it shows another run's entries under this run's key.",
        "The key in the file was changed from PUR-44 to PUR-45.",
    ),
    fault(
        "verify.checkpoint_missing",
        FaultCode::CheckpointMissing,
        "Copies of a folder need heads/ as well. If nothing was left out in copying, checkpoints were taken away: compare with a backup and with those held elsewhere.",
        "The table of checkpoints was emptied; the folder heads/ was deleted.",
    ),
    fault(
        "verify.checkpoint_disagrees",
        FaultCode::CheckpointDisagrees,
        KEEP,
        "The root in a checkpoint's row was overwritten.",
    ),
    fault(
        "verify.restored_since",
        FaultCode::RestoredSince,
        "The first entry named records the restoring. Where a backup was restored on purpose this is expected of checkpoints signed after that backup; use later ones. Otherwise find out who restored it.",
        "Yesterday's backup was restored; the checkpoint that is held elsewhere was signed today, before.",
    ),
];
