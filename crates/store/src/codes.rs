//! What a store's failures say, and what to do about them. They name no parameters: what SQLite or the disk said is for
//! the log, not for who asked.

use baton_feel::codes::Code;

/// All codes of `StoreError`.
pub const CODES: &[Code] = &[
    Code {
        code: "store.full",
        status: 507,
        sentence: "The disk is full, so nothing can be saved",
        remedy: "Make room on the server's disk. What is saved can still be read; saving works again by itself.",
        example: "The data folder's disk has no free block left.",
    },
    Code {
        code: "store.io_failed",
        status: 500,
        sentence: "The disk could not be read or written",
        remedy: "Look at the server's log and its disk. Nothing of this request was saved; it can be sent again.",
        example: "A read of baton.db fails.",
    },
    Code {
        code: "store.sync_failed",
        status: 503,
        sentence: "The disk did not confirm a write; the server stops and recovers at its next start",
        remedy: "Check the disk and start the server again, then repeat this with the same Idempotency-Key.",
        example: "fsync of the write-ahead log returns an error.",
    },
    Code {
        code: "store.conflict",
        status: 409,
        sentence: "Somebody else changed this at the same moment",
        remedy: "Load it again and repeat what you did.",
        example: "Two people save one draft at once.",
    },
    Code {
        code: "store.corrupt",
        status: 500,
        sentence: "What is stored is damaged",
        remedy: "Run `baton verify` to see where, and restore a backup.",
        example: "A page of baton.db was overwritten.",
    },
    Code {
        code: "store.newer_database",
        status: 500,
        sentence: "The data folder was written by a newer version of Baton",
        remedy: "Start the newer version, or restore a backup made before it.",
        example: "An older baton is started on a folder that a newer one has opened.",
    },
    Code {
        code: "store.keys_missing",
        status: 500,
        sentence: "The keys in keys.db are missing, or are not those of the entries in baton.db",
        remedy: "Restore keys.db from a backup of the same day as baton.db, or a later one of the same workspace.",
        example: "baton.db was restored without keys.db, or keys.db from a week before.",
    },
    Code {
        code: "store.in_use",
        status: 500,
        sentence: "Another server uses this data folder",
        remedy: "Stop the other server, or choose another folder with --data.",
        example: "`baton serve` is started twice with the same --data.",
    },
    Code {
        code: "store.writer_taken",
        status: 500,
        sentence: "Something else in this program writes already, or the folder was opened to look at only",
        remedy: "Report this: it is a fault in the program.",
        example: "Two services ask for the writer.",
    },
    Code {
        code: "store.no_workspace",
        status: 503,
        sentence: "There is no workspace in this data folder yet",
        remedy: "Start the server once with `baton serve`, which makes one.",
        example: "`baton verify` on an empty folder.",
    },
    Code {
        code: "store.too_large",
        status: 413,
        sentence: "This is too large to be stored",
        remedy: "Put large content into a file, and send less at once.",
        example: "A command whose entry has more than 1 MiB.",
    },
    Code {
        code: "store.too_slow",
        status: 503,
        sentence: "Reading took too long and was stopped",
        remedy: "Ask for less at once, or try again when the server has less to do.",
        example: "A view over millions of rows that takes longer than its time.",
    },
];
