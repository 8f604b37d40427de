//! The entries: their hashes, the chain of each stream, the tree over all, the signed heads.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, ensure};
use ed25519_dalek::{Signature, VerifyingKey};
use rusqlite::Connection;
use serde_json::Value;

use crate::Found;
use crate::sha256::{Hash, sha256};

/// An entry.
pub struct Entry {
    pub number: i64,
    pub stream: i64,
    pub cmd: String,
    pub events: Vec<Value>,
    seq: i64,
    hash: Hash,
}

impl Entry {
    /// The run it belongs to, if it is one's.
    pub fn run(&self) -> Option<i64> {
        (self.stream & 7 == 1).then_some(self.stream >> 3)
    }
}

/// All of them, in the order of their numbers.
pub struct Log {
    pub entries: Vec<Entry>,
    uuid: Vec<u8>,
    public_key: Vec<u8>,
}

impl Log {
    /// The entry with this number.
    pub fn entry(&self, number: i64) -> Option<&Entry> {
        let place = self.entries.binary_search_by_key(&number, |entry| entry.number).ok()?;
        self.entries.get(place)
    }
}

/// Reads the entries and checks their chains.
pub fn read(database: &Connection, found: &mut Found) -> anyhow::Result<Log> {
    let uuid: Vec<u8> = database.query_row("SELECT uuid FROM workspace", [], |row| row.get(0))?;
    let mut entries = Vec::new();
    let mut last_of: HashMap<i64, usize> = HashMap::new();
    let mut statement = database.prepare(
        "SELECT number, stream, seq, prev, time, actor_kind, actor_id, body, body_hash, hash FROM entry ORDER BY number",
    )?;
    let mut rows = statement.query([])?;
    let mut time_before = i64::MIN;
    while let Some(row) = rows.next()? {
        let (number, stream, seq, prev): (i64, i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let (time, kind, actor): (i64, i64, i64) = (row.get(4)?, row.get(5)?, row.get(6)?);
        let body: Vec<u8> = row.get(7)?;
        let (body_hash, hash): (Vec<u8>, Vec<u8>) = (row.get(8)?, row.get(9)?);
        let before: Option<&Entry> = last_of.get(&stream).map(|place| &entries[*place]);
        let (seq_before, number_before) = before.map_or((0, 0), |entry| (entry.seq, entry.number));
        if number != entries.len() as i64 + 1 || seq != seq_before + 1 || prev != number_before || time < time_before {
            found.fault(format!("entry {number} does not follow the one before it (seq {seq}, prev {prev})"));
        }
        let own = sha256(&[&body]);
        let computed = sha256(&[
            &[1],
            &uuid,
            &number.to_be_bytes(),
            &[(stream & 7) as u8],
            &(stream >> 3).to_be_bytes(),
            &seq.to_be_bytes(),
            &prev.to_be_bytes(),
            &time.to_be_bytes(),
            &[kind as u8],
            &actor.to_be_bytes(),
            &before.map_or([0; 32], |entry| entry.hash),
            &own,
        ]);
        if own[..] != body_hash[..] || computed[..] != hash[..] {
            found.fault(format!("entry {number} does not have the hash that it says"));
        }
        time_before = time;
        let body: Value = serde_json::from_slice(&body).with_context(|| format!("the body of entry {number}"))?;
        let events = body["ev"].as_array().cloned().unwrap_or_default();
        let cmd = body["cmd"].as_str().unwrap_or_default().to_owned();
        last_of.insert(stream, entries.len());
        entries.push(Entry { number, stream, cmd, events, seq, hash: computed });
    }
    let first = entries.first().and_then(|entry: &Entry| entry.events.first());
    let public_key = first.and_then(|event| event["key"].as_str()).and_then(base64).unwrap_or_default();
    Ok(Log { entries, uuid, public_key })
}

/// Checks the tree and every signed head, in the database and as a file.
pub fn heads(log: &Log, database: &Connection, folder: &Path, found: &mut Found) -> anyhow::Result<()> {
    let mut leaves = Vec::new();
    let mut statement = database.prepare("SELECT n, entry FROM leaf ORDER BY n")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (n, number): (i64, i64) = (row.get(0)?, row.get(1)?);
        let entry = log.entry(number).with_context(|| format!("leaf {n} is of entry {number}, which is not there"))?;
        if n != leaves.len() as i64 {
            found.fault(format!("leaf {n} does not follow the one before it"));
        }
        leaves.push(sha256(&[&[0], &entry.hash]));
    }
    let mut notes = Vec::new();
    let mut statement = database.prepare("SELECT note FROM head")?;
    for note in statement.query_map([], |row| row.get::<_, String>(0))? {
        notes.push(("a head in the database".to_owned(), note?));
    }
    if folder.is_dir() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            // One whose writing was cut off has another name.
            if !name.contains('.') {
                notes.push((format!("heads/{name}"), std::fs::read_to_string(entry.path())?));
            }
        }
    }
    for (name, note) in notes {
        if let Err(fault) = head(log, &leaves, &note) {
            found.fault(format!("{name}: {fault:#}"));
        }
    }
    Ok(())
}

fn head(log: &Log, leaves: &[Hash], note: &str) -> anyhow::Result<()> {
    let (text, signed) = note.split_once("\n\n").context("it is no signed note")?;
    let text = format!("{text}\n");
    let mut lines = text.lines().skip(1);
    let size: usize = lines.next().context("it has no size")?.parse()?;
    let root = lines.next().and_then(base64).context("it has no root")?;
    ensure!(size <= leaves.len(), "it signs {size} entries, and there are leaves for {}", leaves.len());
    ensure!(tree(&leaves[..size])[..] == root[..], "the tree over its {size} entries has another root");
    let signature = signed.trim_end().rsplit(' ').next().and_then(base64).context("it is not signed")?;
    let signature: [u8; 64] = signature.get(4..).context("no signature")?.try_into().context("no signature")?;
    let key: [u8; 32] = log.public_key.as_slice().try_into().context("the log names no public key")?;
    let key = VerifyingKey::from_bytes(&key)?;
    ensure!(key.verify_strict(text.as_bytes(), &Signature::from_bytes(&signature)).is_ok(), "its signature is wrong");
    ensure!(log.uuid.len() == 16, "the workspace has no id");
    Ok(())
}

/// The root of RFC 9162's tree.
fn tree(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => sha256(&[]),
        [leaf] => *leaf,
        _ => {
            let half = leaves.len().next_power_of_two() / 2;
            let (left, right) = leaves.split_at(half);
            sha256(&[&[1], &tree(left), &tree(right)])
        }
    }
}

fn base64(text: &str) -> Option<Vec<u8>> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        held = held << 6 | DIGITS.iter().position(|digit| *digit == byte)? as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    Some(bytes)
}
