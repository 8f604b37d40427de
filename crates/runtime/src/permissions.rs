//! Who may do what: one table, one pure function.
//!
//! A line of the table says which operation it is about, which scope a token needs for it, which roles in the workspace it
//! is open to at all, and what its asker must be to the thing asked for. [`may`] answers with yes, no, or "as if it were not
//! there": what somebody may not see is hidden, what they see and may not do is refused. Whose a task is, is not decided
//! here but by the engine.

use baton_people::WorkspaceRole;

use crate::Scope;

/// What can be asked for, as far as permission goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table below says what each is about")]
pub enum Operation {
    Open,
    FillForm,
    OwnAccount,
    SettleAccount,
    OwnPassword,
    OwnToken,
    ReadNotification,
    MarkNotification,
    ReadDirectory,
    ChangeDirectory,
    InvitePerson,
    ErasePerson,
    ReadRetention,
    SetHold,
    ReadWorkflow,
    CheckDefinition,
    TryExpression,
    ReadDraft,
    ChangeDraft,
    PublishWorkflow,
    ListStart,
    StartRun,
    ListRun,
    ReadRun,
    CommentRun,
    CancelRun,
    MoveRun,
    ReadEvidence,
    ListTask,
    ReadTask,
    DoTask,
    ReassignTask,
    ListException,
    ResolveException,
    SendEvent,
    ReadSecret,
    ChangeSecret,
    WorkJob,
    ReadJob,
    UploadFile,
    ReadFile,
    ReadRehearsal,
    ReadMail,
    MoveClock,
    FollowEvents,
    ReadMetrics,
}

/// What somebody must be to the thing asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: their role is enough.
    Nothing,
    /// They may see it: it is theirs, they take part in it, answer for it, or may see all.
    Sight,
    /// They answer for it: they belong to the workflow's owner, or administer the workspace.
    Charge,
    /// They may start it.
    Leave,
    /// It is assigned to them, or they answer for it.
    Hands,
}

/// What is known of somebody's relation to a thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is an independent fact about one person and one thing")]
pub struct Relation {
    /// They take part, or took part, or it is their own.
    pub party: bool,
    /// They belong to the workflow's owner.
    pub owner: bool,
    /// The workflow may be started by them.
    pub starts: bool,
    /// The task is assigned to them.
    pub holds: bool,
}

/// Who asks, as far as permission goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker<'a> {
    /// Their role; none: nobody is signed in.
    pub role: Option<WorkspaceRole>,
    /// The scopes of their token; none: they are signed in themselves.
    pub scopes: Option<&'a [Scope]>,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They may.
    Yes,
    /// They must sign in first.
    SignIn,
    /// Their token does not reach that far.
    ScopeMissing(Scope),
    /// A token is not enough for this.
    SessionOnly,
    /// They may not, and may know that it is there.
    No,
    /// As if it were not there.
    Hidden,
}

/// One line of the table.
pub struct Line {
    /// What it is about.
    pub operation: Operation,
    /// Its name in the list of what somebody may do.
    pub word: &'static str,
    /// What a token needs for it; none: a token is not enough.
    pub scope: Option<Scope>,
    /// The roles it is open to.
    pub roles: &'static [WorkspaceRole],
    /// What the asker must be to the thing.
    pub needs: Needs,
}

const ALL: &[WorkspaceRole] = &WorkspaceRole::ALL;
const WORKERS: &[WorkspaceRole] = &[WorkspaceRole::Administrator, WorkspaceRole::Designer, WorkspaceRole::Member];
const DESIGNERS: &[WorkspaceRole] = &[WorkspaceRole::Administrator, WorkspaceRole::Designer];
const DESIGN_READERS: &[WorkspaceRole] =
    &[WorkspaceRole::Administrator, WorkspaceRole::Designer, WorkspaceRole::Auditor];
const ADMINISTRATORS: &[WorkspaceRole] = &[WorkspaceRole::Administrator];
const OVERSEERS: &[WorkspaceRole] = &[WorkspaceRole::Administrator, WorkspaceRole::Auditor];

/// Who may do what.
#[rustfmt::skip]
pub const TABLE: &[Line] = &[
    line(Operation::Open,             "open",              Some(Scope::Read),   ALL,            Needs::Nothing),
    line(Operation::FillForm,         "form.fill",         Some(Scope::Read),   ALL,            Needs::Nothing),
    line(Operation::OwnAccount,       "account.own",       Some(Scope::Read),   ALL,            Needs::Nothing),
    line(Operation::SettleAccount,    "account.settle",    None,                ALL,            Needs::Nothing),
    line(Operation::OwnPassword,      "password.own",      None,                ALL,            Needs::Nothing),
    line(Operation::OwnToken,         "token.own",         None,                ALL,            Needs::Nothing),
    line(Operation::ReadNotification, "notification.read", Some(Scope::Read),   ALL,            Needs::Nothing),
    line(Operation::MarkNotification, "notification.mark", Some(Scope::Work),   ALL,            Needs::Nothing),
    line(Operation::ReadDirectory,    "directory.read",    Some(Scope::Read),   ALL,            Needs::Nothing),
    line(Operation::ChangeDirectory,  "directory.change",  Some(Scope::Admin),  ADMINISTRATORS, Needs::Nothing),
    line(Operation::InvitePerson,     "person.invite",     Some(Scope::Admin),  ADMINISTRATORS, Needs::Nothing),
    line(Operation::ErasePerson,      "person.erase",      Some(Scope::Admin),  ADMINISTRATORS, Needs::Nothing),
    line(Operation::ReadRetention,    "retention.read",    Some(Scope::Admin),  OVERSEERS,      Needs::Nothing),
    line(Operation::SetHold,          "hold.set",          Some(Scope::Admin),  OVERSEERS,      Needs::Nothing),
    line(Operation::ReadWorkflow,     "workflow.read",     Some(Scope::Read),   ALL,            Needs::Nothing),
    line(Operation::CheckDefinition,  "definition.check",  Some(Scope::Read),   ALL,            Needs::Nothing),
    line(Operation::TryExpression,    "expression.try",    Some(Scope::Design), DESIGNERS,      Needs::Nothing),
    line(Operation::ReadDraft,        "draft.read",        Some(Scope::Design), DESIGN_READERS, Needs::Nothing),
    line(Operation::ChangeDraft,      "draft.change",      Some(Scope::Design), DESIGNERS,      Needs::Nothing),
    line(Operation::PublishWorkflow,  "workflow.publish",  Some(Scope::Design), DESIGNERS,      Needs::Nothing),
    line(Operation::ListStart,        "start.list",        Some(Scope::Read),   ALL,            Needs::Nothing),
    line(Operation::StartRun,         "run.start",         Some(Scope::Work),   WORKERS,        Needs::Leave),
    line(Operation::ListRun,          "run.list",          Some(Scope::Read),   ALL,            Needs::Nothing),
    line(Operation::ReadRun,          "run.read",          Some(Scope::Read),   ALL,            Needs::Sight),
    line(Operation::CommentRun,       "run.comment",       Some(Scope::Work),   WORKERS,        Needs::Sight),
    line(Operation::CancelRun,        "run.cancel",        Some(Scope::Work),   WORKERS,        Needs::Charge),
    line(Operation::MoveRun,          "run.move",          Some(Scope::Work),   WORKERS,        Needs::Charge),
    line(Operation::ReadEvidence,     "evidence.read",     Some(Scope::Read),   ALL,            Needs::Sight),
    line(Operation::ListTask,         "task.list",         Some(Scope::Read),   ALL,            Needs::Nothing),
    line(Operation::ReadTask,         "task.read",         Some(Scope::Read),   ALL,            Needs::Sight),
    line(Operation::DoTask,           "task.do",           Some(Scope::Work),   WORKERS,        Needs::Sight),
    line(Operation::ReassignTask,     "task.reassign",     Some(Scope::Work),   WORKERS,        Needs::Hands),
    line(Operation::ListException,    "exception.list",    Some(Scope::Read),   ALL,            Needs::Nothing),
    line(Operation::ResolveException, "exception.resolve", Some(Scope::Work),   WORKERS,        Needs::Charge),
    line(Operation::SendEvent,        "event.send",        Some(Scope::Work),   DESIGNERS,      Needs::Nothing),
    line(Operation::ReadSecret,       "secret.read",       Some(Scope::Design), DESIGN_READERS, Needs::Nothing),
    line(Operation::ChangeSecret,     "secret.change",     Some(Scope::Admin),  ADMINISTRATORS, Needs::Nothing),
    line(Operation::WorkJob,          "job.work",          Some(Scope::Jobs),   ADMINISTRATORS, Needs::Nothing),
    line(Operation::ReadJob,          "job.read",          Some(Scope::Admin),  DESIGN_READERS, Needs::Nothing),
    line(Operation::UploadFile,       "file.upload",       Some(Scope::Work),   WORKERS,        Needs::Nothing),
    line(Operation::ReadFile,         "file.read",         Some(Scope::Read),   ALL,            Needs::Sight),
    line(Operation::ReadRehearsal,    "rehearsal.read",    Some(Scope::Read),   ALL,            Needs::Nothing),
    line(Operation::ReadMail,         "mail.read",         Some(Scope::Admin),  DESIGN_READERS, Needs::Nothing),
    line(Operation::MoveClock,        "clock.move",        Some(Scope::Admin),  ADMINISTRATORS, Needs::Nothing),
    line(Operation::FollowEvents,     "event.follow",      Some(Scope::Read),   ALL,            Needs::Nothing),
    line(Operation::ReadMetrics,      "metrics.read",      Some(Scope::Admin),  OVERSEERS,      Needs::Nothing),
];

const fn line(
    operation: Operation,
    word: &'static str,
    scope: Option<Scope>,
    roles: &'static [WorkspaceRole],
    needs: Needs,
) -> Line {
    Line { operation, word, scope, roles, needs }
}

impl Operation {
    /// Its line in the table.
    pub fn line(self) -> &'static Line {
        // A test proves that every operation has its line, in the order in which they are declared.
        &TABLE[self as usize]
    }

    /// Its name in the list of what somebody may do.
    pub fn word(self) -> &'static str {
        self.line().word
    }
}

/// Whether somebody may do that at all, before anything is known of the thing.
pub fn may_at_all(asker: Asker<'_>, operation: Operation) -> Verdict {
    if matches!(operation, Operation::Open | Operation::FillForm) {
        return Verdict::Yes;
    }
    let line = operation.line();
    let Some(role) = asker.role else { return Verdict::SignIn };
    match (asker.scopes, line.scope) {
        (Some(_), None) => return Verdict::SessionOnly,
        (Some(scopes), Some(scope)) if !reaches(scopes, scope) => return Verdict::ScopeMissing(scope),
        _ => {}
    }
    if line.roles.contains(&role) { Verdict::Yes } else { Verdict::No }
}

/// Whether somebody may do that with a thing to which they have that relation.
pub fn may(asker: Asker<'_>, operation: Operation, relation: Relation) -> Verdict {
    let at_all = may_at_all(asker, operation);
    let Some(role) = asker.role.filter(|_| !matches!(at_all, Verdict::SignIn)) else { return at_all };
    let charge = relation.owner || role == WorkspaceRole::Administrator;
    let sight = relation.party || charge || role == WorkspaceRole::Auditor;
    let needs = operation.line().needs;
    if !sight && matches!(needs, Needs::Sight | Needs::Charge | Needs::Hands) {
        return Verdict::Hidden;
    }
    let enough = match needs {
        Needs::Nothing | Needs::Sight => true,
        Needs::Charge => charge,
        Needs::Leave => relation.starts,
        Needs::Hands => relation.holds || charge,
    };
    match at_all {
        Verdict::Yes if !enough => Verdict::No,
        verdict => verdict,
    }
}

/// Who may do more with a token may also read with it.
fn reaches(scopes: &[Scope], scope: Scope) -> bool {
    scopes.contains(&scope) || (scope == Scope::Read && scopes.iter().any(|scope| *scope != Scope::Jobs))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use baton_people::WorkspaceRole::{Administrator, Auditor, Designer, Member};

    use super::{Asker, Needs, Operation, Relation, TABLE, Verdict, may, may_at_all};
    use crate::Scope;

    const NONE: Relation = Relation { party: false, owner: false, starts: false, holds: false };
    const PARTY: Relation = Relation { party: true, ..NONE };
    const OWNER: Relation = Relation { owner: true, ..NONE };

    #[test]
    fn every_operation_has_its_own_line_and_word() {
        for (index, line) in TABLE.iter().enumerate() {
            assert_eq!(line.operation as usize, index, "{}", line.word);
        }
        assert_eq!(Operation::ReadMetrics as usize, TABLE.len() - 1, "the last operation has the last line");
        assert_eq!(TABLE.iter().map(|line| line.word).collect::<BTreeSet<_>>().len(), TABLE.len());
    }

    #[test]
    fn auditors_read_all_and_change_nothing() {
        let auditor = Asker { role: Some(Auditor), scopes: None };
        let changes = [
            "change", "publish", "start", "comment", "cancel", "do", "reassign", "resolve", "upload", "invite", "move",
            "erase", "try", "send", "work",
        ];
        for line in TABLE.iter().filter(|line| line.needs != Needs::Leave && line.word != "metrics.read") {
            let verb = line.word.split('.').next_back().expect("a verb");
            let expected = if changes.contains(&verb) { Verdict::No } else { Verdict::Yes };
            assert_eq!(may(auditor, line.operation, NONE), expected, "{}", line.word);
        }
    }

    #[test]
    fn what_may_not_be_seen_is_hidden_and_what_may_is_refused() {
        let asker = |role| Asker { role: Some(role), scopes: None };
        let cases = [
            (Member, Operation::ReadRun, NONE, Verdict::Hidden),
            (Member, Operation::ReadRun, PARTY, Verdict::Yes),
            (Member, Operation::ReadRun, OWNER, Verdict::Yes),
            (Designer, Operation::ReadRun, NONE, Verdict::Hidden),
            (Administrator, Operation::ReadRun, NONE, Verdict::Yes),
            (Member, Operation::CancelRun, NONE, Verdict::Hidden),
            (Member, Operation::CancelRun, PARTY, Verdict::No),
            (Member, Operation::CancelRun, OWNER, Verdict::Yes),
            (Auditor, Operation::CancelRun, NONE, Verdict::No),
            (Member, Operation::ReassignTask, PARTY, Verdict::No),
            (Member, Operation::ReassignTask, Relation { holds: true, ..PARTY }, Verdict::Yes),
            (Member, Operation::StartRun, NONE, Verdict::No),
            (Member, Operation::StartRun, Relation { starts: true, ..NONE }, Verdict::Yes),
            (Auditor, Operation::StartRun, Relation { starts: true, ..NONE }, Verdict::No),
            (Member, Operation::ChangeDirectory, NONE, Verdict::No),
            (Designer, Operation::PublishWorkflow, NONE, Verdict::Yes),
        ];
        for (role, operation, relation, expected) in cases {
            assert_eq!(may(asker(role), operation, relation), expected, "{} as {}", operation.word(), role.word());
        }
        let nobody = Asker { role: None, scopes: None };
        assert_eq!(may(nobody, Operation::ReadRun, PARTY), Verdict::SignIn);
        assert_eq!(may_at_all(nobody, Operation::Open), Verdict::Yes);
        assert_eq!(may_at_all(nobody, Operation::FillForm), Verdict::Yes);
    }

    #[test]
    fn a_token_reaches_as_far_as_its_scopes_and_its_person() {
        let with = |role, scopes| Asker { role: Some(role), scopes: Some(scopes) };
        let cases: [(_, &[Scope], _, _); 6] = [
            (Administrator, &[Scope::Read], Operation::ChangeDirectory, Verdict::ScopeMissing(Scope::Admin)),
            (Administrator, &[Scope::Admin], Operation::ChangeDirectory, Verdict::Yes),
            (Member, &[Scope::Admin], Operation::ChangeDirectory, Verdict::No),
            (Member, &[Scope::Work], Operation::ListTask, Verdict::Yes),
            (Member, &[], Operation::ListTask, Verdict::ScopeMissing(Scope::Read)),
            (
                Member,
                &[Scope::Read, Scope::Work, Scope::Design, Scope::Admin],
                Operation::OwnToken,
                Verdict::SessionOnly,
            ),
        ];
        for (role, scopes, operation, expected) in cases {
            assert_eq!(may_at_all(with(role, scopes), operation), expected, "{} with {scopes:?}", operation.word());
        }
    }
}
