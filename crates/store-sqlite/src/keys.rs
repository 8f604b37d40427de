//! The key database: one connection, each call its own transaction and sync. What is deleted is overwritten.

use crate::checkpoints::{Signals, patient, truncate};
use crate::cols::{self, Cols};
use crate::connect;
use crate::db::{self, Connected};
use crate::fault::{damaged, fault};
use crate::migrate;
use crate::room;
use crate::sql;
use baton_store::keys::{
    KeyBytes, KeyState, Keys, LinkKind, LinkRow, PasswordRow, SessionRow, Subject, SubjectKey, SubjectKind, TokenRow,
    new_key,
};
use baton_store::{Hash, StoreError};
use rusqlite::{Connection, TransactionBehavior, params};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// After how many changed rows the log is written back: little is written here, and what was erased must not stay in the log
/// for long.
const CHANGES_MAX: u64 = 50;
/// How many free pages it keeps for what comes next.
const FREE_PAGES_KEPT: i64 = 16;

/// The key database.
pub(crate) struct SqliteKeys {
    connection: Mutex<Connection>,
    signals: Arc<Signals>,
    /// How many rows were changed when the log was written back the last time.
    written_back: AtomicU64,
    /// Something was erased while somebody read, and the log is not empty since.
    owed: AtomicBool,
}

/// The connection, while one call has it.
struct Held<'a> {
    connection: MutexGuard<'a, Connection>,
    signals: &'a Signals,
}

impl Held<'_> {
    /// Gives back what is free beyond a reserve, where the database can.
    fn give_back(&self) -> Result<(), StoreError> {
        let free = || db::number(self, sql!("database/free_pages"), []);
        let mut before = free()?;
        while before > FREE_PAGES_KEPT {
            room::give_back(self)?;
            let now = free()?;
            if now >= before {
                break;
            }
            before = now;
        }
        Ok(())
    }

    /// Gives back what it can. Where that fails, as on a disk that is full, what was asked for is done all the same, and it is tried
    /// again with the next.
    fn try_give_back(&self) {
        if let Err(fault) = self.give_back() {
            tracing::error!(code = fault.code(), %fault, "the database of the keys gave no room back");
        }
    }

    /// Writes the log back. SQLite would do it by itself, and would not say that a sync of it failed.
    fn write_back(&self) {
        if let Err(fault) = db::one(self, sql!("database/checkpoint_passive"), [], |_| Ok(())) {
            tracing::error!(code = fault.code(), %fault, "the log of the keys could not be written back");
        }
    }
}

impl Connected for Held<'_> {
    fn connection(&self) -> Result<&Connection, StoreError> {
        self.signals.fault().map_or(Ok(&self.connection), Err)
    }

    fn failed(&self, fault: &StoreError) {
        self.signals.failed(fault);
    }
}

impl SqliteKeys {
    /// Opens it, making and migrating what is missing.
    pub(crate) fn open(path: &Path, signals: Arc<Signals>) -> Result<Self, StoreError> {
        let mut connection = connect::to_write_keys(path)?;
        migrate::migrate(&mut connection, path, migrate::KEYS)?;
        migrate::to_give_back(&connection, migrate::WRITTEN_ANEW_BYTES_MAX)?;
        // A process that was killed may have left something in the log that it had erased.
        let owed = AtomicBool::new(true);
        Ok(Self { connection: Mutex::new(connection), signals, written_back: AtomicU64::new(0), owed })
    }

    /// Opens it to look only.
    pub(crate) fn look_at(path: &Path) -> Result<Self, StoreError> {
        let connection = connect::to_read(path)?;
        migrate::check(&connection, migrate::KEYS)?;
        let (signals, written_back, owed) = (Arc::default(), AtomicU64::new(0), AtomicBool::new(false));
        Ok(Self { connection: Mutex::new(connection), signals, written_back, owed })
    }

    fn db(&self) -> Held<'_> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let held = Held { connection, signals: &self.signals };
        let changed = held.connection.total_changes();
        if changed >= self.written_back.load(Ordering::Relaxed) + CHANGES_MAX {
            self.written_back.store(changed, Ordering::Relaxed);
            held.write_back();
        }
        if self.owed.load(Ordering::Relaxed) {
            let emptied = self.empty(&held, 0);
            emptied.unwrap_or_else(|fault| tracing::error!(code = fault.code(), %fault, "a log was not emptied"));
        }
        held
    }

    /// The highest number that was ever given to a key here.
    pub(crate) fn highest(&self) -> Result<i64, StoreError> {
        db::number(&self.db(), sql!("keys/subject_key/highest"), [])
    }

    /// Erases, and takes what was erased out of the log as well.
    fn erasing<T>(&self, erase: impl FnOnce(&Held<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let db = self.db();
        let erased = erase(&db)?;
        db.try_give_back();
        self.empty(&db, connect::BUSY_MS_MAX)?;
        Ok(erased)
    }

    /// Empties the log; where somebody reads, with one of the next calls.
    fn empty(&self, held: &Held<'_>, milliseconds: u64) -> Result<(), StoreError> {
        let emptied = patient(&held.connection, milliseconds, || truncate(&held.connection));
        self.owed.store(!matches!(emptied, Ok(true)), Ordering::Relaxed);
        emptied.map(drop).inspect_err(|fault| held.failed(fault))
    }
}

fn bytes_of(cols: &Cols<'_>) -> Result<KeyBytes, StoreError> {
    let bytes = Zeroizing::new(cols.get::<Vec<u8>>()?);
    let key: [u8; 32] = bytes.as_slice().try_into().map_err(|_| damaged("a key that has not 32 bytes"))?;
    Ok(Zeroizing::new(key))
}

fn subject_key(cols: &Cols<'_>) -> Result<SubjectKey, StoreError> {
    Ok(SubjectKey { id: cols.get()?, bytes: bytes_of(cols)? })
}

fn token(cols: &Cols<'_>) -> Result<TokenRow, StoreError> {
    Ok(TokenRow { id: cols.get()?, used_us: cols.get()? })
}

fn session(cols: &Cols<'_>) -> Result<SessionRow, StoreError> {
    Ok(SessionRow {
        secret: cols.hash()?,
        id: cols.get()?,
        person: cols.get()?,
        created_us: cols.get()?,
        used_us: cols.get()?,
        expires_us: cols.get()?,
        agent: cols.get()?,
    })
}

fn link(cols: &Cols<'_>) -> Result<LinkRow, StoreError> {
    let (secret, kind) = (cols.hash()?, cols.code(LinkKind::from_code)?);
    Ok(LinkRow { secret, kind, person: cols.get()?, expires_us: cols.get()? })
}

fn find(db: &impl Connected, subject: Subject) -> Result<Option<SubjectKey>, StoreError> {
    db::one(db, sql!("keys/subject_key/live"), [subject.kind.code(), subject.id], subject_key)
}

fn make(db: &impl Connected, subject: Subject) -> Result<SubjectKey, StoreError> {
    let bytes = new_key()?;
    db::run(db, sql!("keys/subject_key/insert"), params![subject.kind.code(), subject.id, bytes.as_slice()])?;
    Ok(SubjectKey { id: db.connection()?.last_insert_rowid(), bytes })
}

fn make_missing(connection: &mut Connection, subjects: &[Subject]) -> Result<Vec<SubjectKey>, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
    let db: &Connection = &transaction;
    let get = |subject: &Subject| find(db, *subject)?.map_or_else(|| make(db, *subject), Ok);
    let keys = subjects.iter().map(get).collect::<Result<_, _>>()?;
    transaction.commit().map_err(fault)?;
    Ok(keys)
}

impl Keys for SqliteKeys {
    fn subject_key(&self, subject: Subject) -> Result<Option<SubjectKey>, StoreError> {
        find(&self.db(), subject)
    }

    fn subject_keys(&self, subjects: &[Subject]) -> Result<Vec<SubjectKey>, StoreError> {
        let mut db = self.db();
        let found: Vec<_> = subjects.iter().map(|subject| find(&db, *subject)).collect::<Result<_, _>>()?;
        if found.iter().all(Option::is_some) {
            return Ok(found.into_iter().flatten().collect());
        }
        // One that began with reading could not wait for the lock to write.
        let made = make_missing(&mut db.connection, subjects);
        made.inspect_err(|fault| db.signals.failed(fault))
    }

    fn make_key(&self, subject: Subject) -> Result<SubjectKey, StoreError> {
        make(&self.db(), subject)
    }

    fn give_key(&self, id: i64, subject: Subject) -> Result<(), StoreError> {
        if db::run(&self.db(), sql!("keys/subject_key/give"), [id, subject.kind.code(), subject.id])? == 0 {
            return Err(StoreError::Conflict("there is no such key".to_owned()));
        }
        Ok(())
    }

    fn key(&self, id: i64) -> Result<KeyState, StoreError> {
        let state = db::one(&self.db(), sql!("keys/subject_key/get"), [id], |cols| {
            let Some(bytes) = cols.get::<Option<Vec<u8>>>()?.map(Zeroizing::new) else { return Ok(KeyState::Erased) };
            let key: [u8; 32] = bytes.as_slice().try_into().map_err(|_| damaged("a key that has not 32 bytes"))?;
            Ok(KeyState::Live(Zeroizing::new(key)))
        })?;
        Ok(state.unwrap_or(KeyState::Unknown))
    }

    fn keys_of(&self, kind: SubjectKind, after: i64, limit: usize) -> Result<Vec<i64>, StoreError> {
        let sql = sql!("keys/subject_key/of_kind");
        db::list(&self.db(), sql, params![kind.code(), after, limit as i64], cols::first)
    }

    fn erase(&self, subject: Subject) -> Result<Vec<i64>, StoreError> {
        let sql = sql!("keys/subject_key/erase_of");
        self.erasing(|db| db::list(db, sql, [subject.kind.code(), subject.id], cols::first))
    }

    fn keys_of_subject(&self, subject: Subject) -> Result<Vec<i64>, StoreError> {
        db::list(&self.db(), sql!("keys/subject_key/live_all"), [subject.kind.code(), subject.id], cols::first)
    }

    fn erase_all(&self, subjects: &[Subject]) -> Result<Vec<i64>, StoreError> {
        let sql = sql!("keys/subject_key/erase_of");
        self.erasing(|db| {
            let transaction = db.connection()?.unchecked_transaction().map_err(fault)?;
            let mut erased = Vec::new();
            for subject in subjects {
                erased.extend(db::list(db, sql, [subject.kind.code(), subject.id], cols::first::<i64>)?);
            }
            transaction.commit().map_err(fault)?;
            Ok(erased)
        })
    }

    fn erase_key(&self, id: i64) -> Result<(), StoreError> {
        self.erasing(|db| db::run(db, sql!("keys/subject_key/erase"), [id])).map(drop)
    }

    fn signing_key(&self) -> Result<Option<KeyBytes>, StoreError> {
        db::one(&self.db(), sql!("keys/signing_key/get"), [], bytes_of)
    }

    fn put_signing_key(&self, seed: &[u8; 32]) -> Result<(), StoreError> {
        db::run(&self.db(), sql!("keys/signing_key/put"), [seed.as_slice()]).map(drop)
    }

    fn password(&self, person: i64) -> Result<Option<PasswordRow>, StoreError> {
        db::one(&self.db(), sql!("keys/password/get"), [person], |cols| {
            Ok(PasswordRow { person: cols.get()?, hash: cols.get()?, at_us: cols.get()? })
        })
    }

    fn put_password(&self, row: &PasswordRow) -> Result<(), StoreError> {
        db::run(&self.db(), sql!("keys/password/put"), params![row.person, row.hash, row.at_us]).map(drop)
    }

    fn drop_password(&self, person: i64) -> Result<(), StoreError> {
        db::run(&self.db(), sql!("keys/password/delete"), [person]).map(drop)
    }

    fn session(&self, secret: &Hash) -> Result<Option<SessionRow>, StoreError> {
        db::one(&self.db(), sql!("keys/session/get"), [secret.0.as_slice()], session)
    }

    fn sessions_of(&self, person: i64) -> Result<Vec<SessionRow>, StoreError> {
        db::list(&self.db(), sql!("keys/session/of_person"), [person], session)
    }

    fn touch_session(&self, secret: &Hash, used_us: i64) -> Result<(), StoreError> {
        db::run(&self.db(), sql!("keys/session/touch"), params![secret.0.as_slice(), used_us]).map(drop)
    }

    fn put_session(&self, row: &SessionRow) -> Result<(), StoreError> {
        let secret = row.secret.0.as_slice();
        let times = (row.created_us, row.used_us, row.expires_us);
        let columns = params![secret, row.id, row.person, times.0, times.1, times.2, row.agent];
        db::run(&self.db(), sql!("keys/session/put"), columns).map(drop)
    }

    fn drop_session(&self, person: i64, id: &str) -> Result<bool, StoreError> {
        Ok(db::run(&self.db(), sql!("keys/session/delete"), params![person, id])? > 0)
    }

    fn drop_sessions_of(&self, person: i64) -> Result<usize, StoreError> {
        db::run(&self.db(), sql!("keys/session/delete_of"), [person])
    }

    fn drop_expired(&self, now_us: i64) -> Result<usize, StoreError> {
        let db = self.db();
        let sessions = db::run(&db, sql!("keys/session/expire"), [now_us])?;
        let links = db::run(&db, sql!("keys/link/expire"), [now_us])?;
        db.try_give_back();
        Ok(sessions + links)
    }

    fn token(&self, secret: &Hash) -> Result<Option<TokenRow>, StoreError> {
        db::one(&self.db(), sql!("keys/token/get"), [secret.0.as_slice()], token)
    }

    fn token_by_id(&self, id: i64) -> Result<Option<TokenRow>, StoreError> {
        db::one(&self.db(), sql!("keys/token/by_id"), [id], token)
    }

    fn touch_token(&self, id: i64, used_us: i64) -> Result<(), StoreError> {
        db::run(&self.db(), sql!("keys/token/touch"), [id, used_us]).map(drop)
    }

    fn put_token(&self, id: i64, secret: &Hash) -> Result<(), StoreError> {
        db::run(&self.db(), sql!("keys/token/insert"), params![secret.0.as_slice(), id]).map(drop)
    }

    fn drop_token(&self, id: i64) -> Result<(), StoreError> {
        db::run(&self.db(), sql!("keys/token/delete"), [id]).map(drop)
    }

    fn put_link(&self, row: &LinkRow) -> Result<(), StoreError> {
        let columns = params![row.secret.0.as_slice(), row.kind.code(), row.person, row.expires_us];
        db::run(&self.db(), sql!("keys/link/put"), columns).map(drop)
    }

    fn link(&self, secret: &Hash) -> Result<Option<LinkRow>, StoreError> {
        db::one(&self.db(), sql!("keys/link/get"), [secret.0.as_slice()], link)
    }

    fn drop_links_of(&self, person: i64) -> Result<usize, StoreError> {
        db::run(&self.db(), sql!("keys/link/delete_of"), [person])
    }

    fn take_link(&self, secret: &Hash) -> Result<Option<LinkRow>, StoreError> {
        let taken = db::list(&self.db(), sql!("keys/link/take"), [secret.0.as_slice()], link)?;
        Ok(taken.into_iter().next())
    }
}
