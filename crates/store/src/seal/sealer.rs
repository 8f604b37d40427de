//! Sealing with the keys at hand: they are read from the key database once and kept, up to a limit.

use super::{open, open_bytes, seal, seal_bytes};
use crate::error::StoreError;
use crate::keys::{KeyState, Keys, Subject, SubjectKey};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many keys are kept; at the limit all are read again.
const KEPT_MAX: usize = 32_768;

/// For how many runs to come keys are made where one is: each making costs a sync of the key database.
const AHEAD: i64 = 256;

/// Seals and opens. Shared by all who read entries.
pub struct Sealer {
    keys: Arc<dyn Keys>,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    by_subject: HashMap<Subject, SubjectKey>,
    by_id: HashMap<i64, KeyState>,
    /// Up to which run keys were made ahead.
    ahead: i64,
    /// How often something was erased: what was read before an erasure is not kept after it.
    erased: u64,
}

impl Kept {
    fn keep(&mut self, subject: Subject, key: &SubjectKey) {
        if self.by_subject.len() >= KEPT_MAX {
            self.by_subject.clear();
        }
        self.by_subject.insert(subject, key.clone());
        self.keep_state(key.id, &KeyState::Live(key.bytes.clone()));
    }

    fn keep_state(&mut self, id: i64, state: &KeyState) {
        if self.by_id.len() >= KEPT_MAX {
            self.by_id.clear();
        }
        self.by_id.insert(id, state.clone());
    }
}

impl Sealer {
    /// Seals with the keys of this database.
    pub fn new(keys: Arc<dyn Keys>) -> Self {
        Self { keys, kept: Mutex::default() }
    }

    /// Makes the keys of these subjects, all in one sync. With the key of a run that begins, those of runs to come are made,
    /// so that not each start waits for a sync of its own.
    pub fn prepare(&self, mut wanted: Vec<Subject>, begins: Option<i64>) -> Result<(), StoreError> {
        if let Some(latest) = begins.filter(|latest| *latest > self.kept().ahead) {
            wanted.extend((latest + 1..latest + AHEAD).map(Subject::run));
            self.kept().ahead = latest + AHEAD - 1;
        }
        wanted.sort_unstable();
        wanted.dedup();
        self.keys_of(&wanted).map(drop)
    }

    /// Seals every marked value in a body.
    pub fn seal(&self, body: &mut Value, run: Option<i64>) -> Result<(), StoreError> {
        seal(body, run, &mut |subject| self.key_of(subject))
    }

    /// Opens every sealed value in a body.
    pub fn open(&self, body: &mut Value) -> Result<(), StoreError> {
        open(body, &mut |id| self.state_of(id))
    }

    /// Seals bytes for a subject; the key's number stands before them.
    pub fn seal_for(&self, subject: Subject, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        let key = self.key_of(subject)?;
        Ok([key.id.to_be_bytes().as_slice(), &seal_bytes(&key, plain)?].concat())
    }

    /// Opens what `seal_for` made; `None` once the key was erased.
    pub fn open_from(&self, sealed: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let cut = || StoreError::Corrupt("a sealed value is cut off".to_owned());
        let (id, rest) = sealed.split_first_chunk::<8>().ok_or_else(cut)?;
        let id = i64::from_be_bytes(*id);
        match self.state_of(id)? {
            KeyState::Erased => Ok(None),
            KeyState::Unknown => Err(StoreError::Corrupt(format!("a value is sealed with an unknown key: {id}"))),
            KeyState::Live(bytes) => open_bytes(&SubjectKey { id, bytes }, rest).map(Some),
        }
    }

    /// Erases all keys of a subject, here and in the database; which they were.
    pub fn erase(&self, subject: Subject) -> Result<Vec<i64>, StoreError> {
        let erased = self.keys.erase(subject)?;
        let mut kept = self.kept();
        kept.erased += 1;
        kept.by_subject.remove(&subject);
        for id in &erased {
            kept.keep_state(*id, &KeyState::Erased);
        }
        Ok(erased)
    }

    /// Erases all keys of all these subjects, here and in the database.
    pub fn erase_all(&self, subjects: &[Subject]) -> Result<(), StoreError> {
        let erased = self.keys.erase_all(subjects)?;
        let mut kept = self.kept();
        kept.erased += 1;
        for subject in subjects {
            kept.by_subject.remove(subject);
        }
        for id in &erased {
            kept.keep_state(*id, &KeyState::Erased);
        }
        Ok(())
    }

    /// Erases these keys of a subject, here and in the database; others of it stay.
    pub fn erase_keys(&self, subject: Subject, ids: &[i64]) -> Result<(), StoreError> {
        for id in ids {
            self.keys.erase_key(*id)?;
            let mut kept = self.kept();
            kept.erased += 1;
            kept.by_subject.remove(&subject);
            kept.keep_state(*id, &KeyState::Erased);
        }
        Ok(())
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn key_of(&self, subject: Subject) -> Result<SubjectKey, StoreError> {
        let missing = || StoreError::Io("the key database gave no key".to_owned());
        self.keys_of(&[subject])?.pop().ok_or_else(missing)
    }

    /// The mutex is never held while the key database is read or written: who opens an entry must not wait for a sync.
    fn keys_of(&self, subjects: &[Subject]) -> Result<Vec<SubjectKey>, StoreError> {
        let mut found: HashMap<Subject, SubjectKey> = {
            let kept = self.kept();
            subjects.iter().filter_map(|subject| Some((*subject, kept.by_subject.get(subject)?.clone()))).collect()
        };
        let missing: Vec<Subject> = subjects.iter().filter(|subject| !found.contains_key(subject)).copied().collect();
        if !missing.is_empty() {
            let erased = self.kept().erased;
            let made = self.keys.subject_keys(&missing)?;
            let mut kept = self.kept();
            for (subject, key) in missing.into_iter().zip(made) {
                // What was erased meanwhile must not come back.
                if kept.erased == erased {
                    kept.keep(subject, &key);
                }
                found.insert(subject, key);
            }
        }
        let lost = || StoreError::Io("the key database gave no key".to_owned());
        subjects.iter().map(|subject| found.get(subject).cloned().ok_or_else(lost)).collect()
    }

    fn state_of(&self, id: i64) -> Result<KeyState, StoreError> {
        let erased = {
            let kept = self.kept();
            if let Some(state) = kept.by_id.get(&id) {
                return Ok(state.clone());
            }
            kept.erased
        };
        let state = self.keys.key(id)?;
        let mut kept = self.kept();
        if state != KeyState::Unknown && kept.erased == erased {
            kept.keep_state(id, &state);
        }
        Ok(state)
    }
}
