//! What the language has and this version does not run: the one list, which reading and publishing use.
//!
//! [`REFUSED`] is known by name and refused wherever it is read. [`WAITING`] is read and checked in full, so that a
//! definition that uses it can be written and tried, but not published. What stands in neither list runs.

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A key at the top of the file.
    Top,
    /// A kind of start.
    Start,
    /// A key of a start.
    StartKey,
    /// A key of a role.
    RoleKey,
    /// `pick:` of a role.
    Pick,
    /// A kind of step.
    Step,
    /// A key of any step.
    StepKey,
    /// A key of an approval.
    ApproveKey,
    /// A key of a task.
    TaskKey,
    /// `by:` of a message.
    SendBy,
    /// What a handler is for.
    Handler,
}

/// Known by name, refused where it is read.
const REFUSED: &[(Place, &[&str])] = &[
    (Place::Top, &["calendar", "translations"]),
    (Place::Start, &["email"]),
    (Place::RoleKey, &["at", "same_as", "guest", "each_time"]),
    (Place::Pick, &["random"]),
    (Place::Step, &["agent", "document"]),
    (Place::StepKey, &["access"]),
    (Place::ApproveKey, &["sign", "overdue"]),
    (Place::SendBy, &["chat"]),
];

/// Read and checked, not yet run.
const WAITING: &[(Place, &[&str])] = &[(Place::Top, &["access"]), (Place::SendBy, &["app"])];

/// The words refused at a place.
pub(crate) fn refused(place: Place) -> &'static [&'static str] {
    words(REFUSED, place)
}

/// Whether a word at a place is read, but does not run.
pub(crate) fn is_waiting(place: Place, word: &str) -> bool {
    words(WAITING, place).contains(&word)
}

fn words(table: &'static [(Place, &[&str])], place: Place) -> &'static [&'static str] {
    table.iter().find(|(at, _)| *at == place).map_or(&[], |(_, words)| words)
}
