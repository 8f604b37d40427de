//! The points at which the runtime meets what lasts, by name: where a process can end with something done and something not.

use baton_store::Change;
use baton_store::faulty::Call;

/// All points. One that is met but does not stand here, or stands here and is never met, fails the test.
pub const POINTS: &[&str] = &[
    "entry: before it is appended",
    "entry: appended, its rows not written",
    "entry: before the commit",
    "entry: after the commit",
    "leaves: before the commit",
    "leaves: after the commit",
    "head: before the commit",
    "head: after the commit",
    "draft: before the commit",
    "draft: after the commit",
    "upload: before the commit",
    "upload: after the commit",
    "outbox: before the commit",
    "outbox: after the commit",
    "rows: before the commit",
    "rows: after the commit",
    "file: before it is begun",
    "file: written, not named",
    "file: named",
    "file: before it is removed",
    "file: removed",
    "mail: before it is handed over",
    "mail: handed over",
    "request: before it is handed over",
    "request: handed over",
    "key: before it is written",
    "key: written",
    "key: before it is given to the run",
    "key: given to the run",
    "key: before it is erased",
    "key: erased",
    "password: before it is written",
    "password: written",
    "session: before it is written",
    "session: written",
    "session: before it is ended",
    "session: ended",
    "token: before it is written",
    "token: written",
    "token: before it is forgotten",
    "token: forgotten",
    "link: before it is written",
    "link: written",
    "link: before it is taken",
    "link: taken",
];

/// What the transaction that is open writes, as its points are called.
pub fn written(change: &Change) -> &'static str {
    match change {
        Change::PutLeaf(_) => "leaves",
        Change::PutHead(_) | Change::DropHead { .. } => "head",
        Change::PutDraft(_) | Change::DropDraft { .. } | Change::PutFormDraft(_) => "draft",
        Change::PutFile(_) => "upload",
        Change::PutOutbox(_) | Change::DropOutbox(_) => "outbox",
        _ => "rows",
    }
}

/// The points before and after a call of the key database; none: it only reads, or writes nothing that is missed.
pub fn of_keys(call: &str) -> Option<(&'static str, &'static str)> {
    Some(match call {
        "subject_keys" | "make_key" | "put_signing_key" => ("key: before it is written", "key: written"),
        "give_key" => ("key: before it is given to the run", "key: given to the run"),
        "erase" | "erase_all" | "erase_key" => ("key: before it is erased", "key: erased"),
        "put_password" | "drop_password" => ("password: before it is written", "password: written"),
        "put_session" => ("session: before it is written", "session: written"),
        "drop_session" | "drop_sessions_of" => ("session: before it is ended", "session: ended"),
        "put_token" => ("token: before it is written", "token: written"),
        "drop_token" => ("token: before it is forgotten", "token: forgotten"),
        "put_link" => ("link: before it is written", "link: written"),
        "take_link" | "drop_links_of" => ("link: before it is taken", "link: taken"),
        _ => return None,
    })
}

/// The point before or after a call, and what the transaction that is open writes from then on.
pub fn of(call: Call<'_>, is_before: bool, open: &mut &'static str) -> Option<String> {
    match (call, is_before) {
        (Call::Begin, _) => {
            *open = "rows";
            None
        }
        (Call::Append, true) => Some("entry: before it is appended".to_owned()),
        (Call::Append, false) => {
            *open = "entry";
            Some("entry: appended, its rows not written".to_owned())
        }
        (Call::Put(change), true) => {
            if *open == "rows" {
                *open = written(change);
            }
            None
        }
        (Call::Commit, true) => Some(format!("{open}: before the commit")),
        (Call::Commit, false) => Some(format!("{open}: after the commit")),
        (Call::Key(call), _) => {
            let (before, after) = of_keys(call)?;
            Some(if is_before { before } else { after }.to_owned())
        }
        _ => None,
    }
}
