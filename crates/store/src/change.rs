//! What a transaction can do to the tables. A put replaces the row with the same key, or makes it.

use crate::hash::Hash;
use crate::row::{
    CommandRow, DraftRow, EventRow, ExceptionRow, FileRow, FollowerRow, FormDraftRow, HeadRow, JobRow, LeafRow,
    LockRow, NotificationRow, OutboxRow, PartyRow, RunRow, SearchRow, SnapshotRow, SubscriptionRow, TaskRow,
    TaskStateRow, TimerRow, VersionRow, WorkflowRow,
};
use crate::stream::Stream;

/// One change of a table.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "changes live shortly, in one vector a command")]
pub enum Change {
    /// Makes or changes a run. `rev` and `last_entry` are kept by the append and ignored here.
    PutRun(RunRow),
    /// Makes a task: what never changes and its first state.
    OpenTask(TaskRow, TaskStateRow),
    /// Changes a task's state. A task that is no longer open loses its offers.
    PutTaskState(TaskStateRow),
    /// Says to whom an open task is offered, instead of those before.
    PutOffers {
        /// The task.
        task: i64,
        /// The people.
        people: Vec<i64>,
    },
    /// Makes or moves a timer.
    PutTimer(TimerRow),
    /// Takes a timer out.
    DropTimer(i64),
    /// Takes all timers of a run out.
    DropTimersOf {
        /// The run.
        run: i64,
    },
    /// Makes or changes a job.
    PutJob(JobRow),
    /// Takes a job out.
    DropJob(i64),
    /// A step waits for a lock of its workflow, or holds it.
    PutLock(LockRow),
    /// It does neither any more.
    DropLock(i64),
    /// Lets a person see a run.
    PutParty(PartyRow),
    /// Takes one reason to see a run back.
    DropParty(PartyRow),
    /// Makes or changes an exception.
    PutException(ExceptionRow),
    /// Something in a run listens for an event, or for another key.
    PutSubscription(SubscriptionRow),
    /// It does not listen any more.
    DropSubscription(i64),
    /// Makes or changes an event from outside. Its id is unique among those of its name.
    PutEvent(EventRow),
    /// Forgets events older than this; not those that are still to be brought to what listens.
    DropEventsBefore {
        /// Microseconds since 1970.
        at_us: i64,
    },
    /// Makes or changes what is to be sent.
    PutOutbox(OutboxRow),
    /// Takes out what was sent.
    DropOutbox(i64),
    /// Makes a notification.
    PutNotification(NotificationRow),
    /// Marks a person's notifications as read, up to this one.
    ReadNotifications {
        /// The person.
        person: i64,
        /// The last one seen.
        up_to: i64,
    },
    /// Makes or changes a workflow. Slug and key are unique.
    PutWorkflow(WorkflowRow),
    /// Forgets a workflow and its versions; one that has runs is a conflict.
    DropWorkflow {
        /// Its id.
        id: i64,
    },
    /// Makes a version. Versions never change: a second put of one is a conflict.
    PutVersion(VersionRow),
    /// Saves a definition's draft; `rev` must be higher than the stored one, else a conflict.
    PutDraft(DraftRow),
    /// Throws a definition's draft away.
    DropDraft {
        /// The workflow's slug.
        slug: String,
    },
    /// Keeps a definition's draft in the bin, as this item of it. A second put of one item is a conflict.
    PutBinned {
        /// The item's number.
        item: i64,
        /// The draft as it was.
        draft: DraftRow,
    },
    /// Forgets what the bin keeps of an item.
    DropBinned {
        /// The item's number.
        item: i64,
    },
    /// Saves a form's draft; `rev` must be higher than the stored one, else a conflict.
    PutFormDraft(FormDraftRow),
    /// Throws one person's draft of a form away.
    DropFormDraft {
        /// Where it belongs.
        place: String,
        /// Whose it is.
        person: i64,
    },
    /// Throws everybody's drafts of a form away.
    DropFormDrafts {
        /// Where they belong.
        place: String,
    },
    /// Makes or changes a file's row.
    PutFile(FileRow),
    /// Takes a file's row out.
    DropFile {
        /// The file's id.
        id: String,
    },
    /// Keeps the answer to a command, for repeats. A second put of one key is a conflict.
    PutCommand(CommandRow),
    /// Forgets answers older than this.
    DropCommandsBefore {
        /// Microseconds since 1970.
        at_us: i64,
    },
    /// Sets a counter.
    SetCounter {
        /// Which one.
        name: String,
        /// Its value.
        n: i64,
    },
    /// Adds to a counter, which begins at 0.
    AddCounter {
        /// Which one.
        name: String,
        /// How much.
        by: i64,
    },
    /// Keeps a stream's state; it replaces the one before.
    PutSnapshot(SnapshotRow),
    /// Throws a stream's kept state away.
    DropSnapshot {
        /// The stream.
        stream: Stream,
    },
    /// Throws all kept states away.
    DropSnapshots,
    /// Takes these runs out, with all that belongs to them and their entries' bodies; the entries' headers stay. A run that is
    /// not there, or goes on, is a conflict.
    RemoveRuns {
        /// The runs.
        runs: Vec<i64>,
    },
    /// Gives an entry its place in the log. Leaves follow each other; another number is a conflict.
    PutLeaf(LeafRow),
    /// Keeps the hash of a complete subtree of the log.
    PutNode {
        /// 1 for a pair of leaves, 2 for four, …
        level: u8,
        /// Which one of that level, from 0.
        index: u64,
        /// Its hash.
        hash: Hash,
    },
    /// Keeps a signed checkpoint.
    PutHead(HeadRow),
    /// Forgets a signed checkpoint: a later one says all it said.
    DropHead {
        /// Its epoch.
        epoch: i64,
        /// How many leaves it is over.
        size: i64,
    },
    /// Says how far a follower is.
    PutFollower(FollowerRow),
    /// Makes or changes what a run is found by.
    PutSearch(SearchRow),
}
