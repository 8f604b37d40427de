//! What a workspace can be asked to do, one deed for each kind of command and for each thing that is written beside the
//! commands: what stands before it, and the deed under a key, which may be repeated.
//!
//! A kind of ask that is missing here does not compile ([`word`]) or fails the test that counts them.

mod beside;
mod bin;
mod going_on;
mod jobs;
mod keeping;
mod moving;
mod people;
mod runs;
mod starts;
mod tasks;
pub mod workflows;

pub use runs::begun;
pub use tasks::offered;

use baton_runtime::{Ask, Refused};

use crate::world::World;

/// What a deed is done on: a task, a run, a person, as its beginning made it.
pub type On = String;

/// Something that a workspace is asked to do.
#[derive(Clone, Copy)]
pub struct Deed {
    /// What it is called in failures.
    pub name: &'static str,
    /// The kind of ask; none: it is written beside the commands.
    pub ask: Option<&'static str>,
    /// What stands before it. The number is another one each time.
    pub before: fn(&World, u64) -> On,
    /// Does it, under this key.
    pub act: fn(&World, &On, &str) -> Result<(), Refused>,
    /// What a repeat under the same key adds.
    pub again: Again,
}

/// What a repeat under the same key adds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// Nothing: it has one effect.
    Nothing,
    /// Another of its kind: it makes something secret that is given once, so it has no key.
    Another,
}

/// All deeds.
pub fn all() -> Vec<Deed> {
    let of_runs = [runs::ALL, tasks::ALL, going_on::ALL, moving::ALL, starts::ALL, jobs::ALL].concat();
    [of_runs.as_slice(), people::ALL, keeping::ALL, bin::ALL, beside::ALL].concat()
}

/// The words of all kinds of ask.
pub const KINDS: [&str; 54] = [
    "start_run",
    "claim_task",
    "release_task",
    "open_task",
    "accept_task",
    "hand_back_task",
    "complete_task",
    "reassign_task",
    "comment_on_task",
    "comment_on_run",
    "add_item",
    "cancel_run",
    "move_run",
    "retry_exception",
    "resolve_exception",
    "fire_timer",
    "report_timer",
    "continue_run",
    "deliver_event",
    "order",
    "begin_by_event",
    "begin_by_schedule",
    "invite",
    "set_password",
    "publish",
    "add_person",
    "change_person",
    "add_group",
    "change_group",
    "add_member",
    "remove_member",
    "make_token",
    "revoke_token",
    "move_clock",
    "change_me",
    "set_shortcuts",
    "erase_person",
    "refill_task",
    "look_again",
    "set_hold",
    "lift_hold",
    "remove_runs",
    "take_job",
    "complete_job",
    "fail_job",
    "lapse_job",
    "answer_call",
    "set_secret",
    "drop_secret",
    "bin_draft",
    "bin_design",
    "restore_design",
    "restore_version",
    "empty_bin",
];

/// The word of an ask. A new kind does not compile until it stands here; then it belongs into the list above, and needs a deed.
#[allow(dead_code, reason = "it is there to be exhaustive")]
pub const fn word(ask: &Ask) -> &'static str {
    match ask {
        Ask::StartRun { .. } => "start_run",
        Ask::ClaimTask { .. } => "claim_task",
        Ask::ReleaseTask { .. } => "release_task",
        Ask::OpenTask { .. } => "open_task",
        Ask::AcceptTask { .. } => "accept_task",
        Ask::HandBackTask { .. } => "hand_back_task",
        Ask::CompleteTask { .. } => "complete_task",
        Ask::ReassignTask { .. } => "reassign_task",
        Ask::CommentOnTask { .. } => "comment_on_task",
        Ask::CommentOnRun { .. } => "comment_on_run",
        Ask::AddItem { .. } => "add_item",
        Ask::CancelRun { .. } => "cancel_run",
        Ask::MoveRun { .. } => "move_run",
        Ask::RetryException { .. } => "retry_exception",
        Ask::ResolveException { .. } => "resolve_exception",
        Ask::FireTimer { .. } => "fire_timer",
        Ask::ReportTimer { .. } => "report_timer",
        Ask::ContinueRun { .. } => "continue_run",
        Ask::DeliverEvent { .. } => "deliver_event",
        Ask::Order { .. } => "order",
        Ask::BeginByEvent { .. } => "begin_by_event",
        Ask::BeginBySchedule { .. } => "begin_by_schedule",
        Ask::Invite { .. } => "invite",
        Ask::SetPassword { .. } => "set_password",
        Ask::Publish { .. } => "publish",
        Ask::AddPerson(_) => "add_person",
        Ask::ChangePerson { .. } => "change_person",
        Ask::AddGroup { .. } => "add_group",
        Ask::ChangeGroup { .. } => "change_group",
        Ask::AddMember { .. } => "add_member",
        Ask::RemoveMember { .. } => "remove_member",
        Ask::MakeToken { .. } => "make_token",
        Ask::RevokeToken { .. } => "revoke_token",
        Ask::MoveClock { .. } => "move_clock",
        Ask::ChangeMe { .. } => "change_me",
        Ask::SetShortcuts { .. } => "set_shortcuts",
        Ask::ErasePerson { .. } => "erase_person",
        Ask::RefillTask { .. } => "refill_task",
        Ask::LookAgain { .. } => "look_again",
        Ask::SetHold { .. } => "set_hold",
        Ask::LiftHold { .. } => "lift_hold",
        Ask::RemoveRuns { .. } => "remove_runs",
        Ask::TakeJob { .. } => "take_job",
        Ask::CompleteJob { .. } => "complete_job",
        Ask::FailJob { .. } => "fail_job",
        Ask::LapseJob { .. } => "lapse_job",
        Ask::AnswerCall { .. } => "answer_call",
        Ask::SetSecret { .. } => "set_secret",
        Ask::DropSecret { .. } => "drop_secret",
        Ask::BinDraft { .. } => "bin_draft",
        Ask::BinDesign { .. } => "bin_design",
        Ask::RestoreDesign { .. } => "restore_design",
        Ask::RestoreVersion { .. } => "restore_version",
        Ask::EmptyBin => "empty_bin",
    }
}
