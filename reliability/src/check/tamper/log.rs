//! The history as an attacker sees it: read with SQL, hashed and signed anew after docs/verification.md alone. Nothing here is
//! shared with the program that verifies, but for the signature's mathematics.

use std::path::Path;

use anyhow::Context;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signer as _, SigningKey};
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

/// SHA-256.
pub type Hash = [u8; 32];

/// One entry's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub number: i64,
    pub stream: i64,
    pub seq: i64,
    pub prev: i64,
    pub time: i64,
    pub actor_kind: i64,
    pub actor_id: i64,
    pub body: Vec<u8>,
    pub body_hash: Hash,
    pub hash: Hash,
}

/// All entries, and whose they are.
pub struct Log {
    pub workspace: [u8; 16],
    pub entries: Vec<Entry>,
}

/// SHA-256 of the parts, one after the other.
pub fn sha256(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

impl Log {
    /// Reads it.
    pub fn read(database: &Connection) -> anyhow::Result<Self> {
        let workspace: Vec<u8> = database.query_row("SELECT uuid FROM workspace", [], |row| row.get(0))?;
        let mut statement = database.prepare(
            "SELECT number, stream, seq, prev, time, actor_kind, actor_id, body, body_hash, hash FROM entry ORDER BY number",
        )?;
        let rows = statement.query_map([], |row| {
            let hash =
                |n: usize| -> rusqlite::Result<Hash> { Ok(row.get::<_, Vec<u8>>(n)?.try_into().unwrap_or_default()) };
            Ok(Entry {
                number: row.get(0)?,
                stream: row.get(1)?,
                seq: row.get(2)?,
                prev: row.get(3)?,
                time: row.get(4)?,
                actor_kind: row.get(5)?,
                actor_id: row.get(6)?,
                body: row.get(7)?,
                body_hash: hash(8)?,
                hash: hash(9)?,
            })
        })?;
        let entries = rows.collect::<Result<_, _>>()?;
        let workspace = workspace.try_into().ok().context("the workspace's id has not 16 bytes")?;
        Ok(Self { workspace, entries })
    }

    /// The entry of that number, as long as numbers have no gap.
    pub fn at(&mut self, number: i64) -> &mut Entry {
        &mut self.entries[number as usize - 1]
    }

    /// Gives numbers, places in streams and all hashes anew, in the order as it is: a history that agrees with itself.
    pub fn chain(&mut self) {
        let mut streams: std::collections::HashMap<i64, (i64, i64, Hash)> = std::collections::HashMap::new();
        for (n, entry) in self.entries.iter_mut().enumerate() {
            let (prev, seq, before) = streams.get(&entry.stream).copied().unwrap_or((0, 0, [0; 32]));
            (entry.number, entry.seq, entry.prev) = (n as i64 + 1, seq + 1, prev);
            entry.body_hash = sha256(&[&entry.body]);
            entry.hash = sha256(&[
                &[1],
                &self.workspace,
                &entry.number.to_be_bytes(),
                &[(entry.stream & 7) as u8],
                &(entry.stream >> 3).to_be_bytes(),
                &entry.seq.to_be_bytes(),
                &entry.prev.to_be_bytes(),
                &entry.time.to_be_bytes(),
                &[entry.actor_kind as u8],
                &entry.actor_id.to_be_bytes(),
                &before,
                &entry.body_hash,
            ]);
            streams.insert(entry.stream, (entry.number, entry.seq, entry.hash));
        }
    }

    /// Writes the entries over those that are there, and the heads of streams.
    pub fn write(&self, database: &Connection) -> anyhow::Result<()> {
        database.execute("DELETE FROM entry", [])?;
        for entry in &self.entries {
            let Entry { number, stream, seq, prev, time, actor_kind, actor_id, body, body_hash, hash } = entry;
            database.execute(
                "INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                params![number, stream, seq, prev, time, actor_kind, actor_id, body, body_hash, hash],
            )?;
        }
        self.write_streams(database)
    }

    /// Makes the heads of streams those of the entries; runs and streams that have none go.
    pub fn write_streams(&self, database: &Connection) -> anyhow::Result<()> {
        let last: std::collections::HashMap<i64, &Entry> =
            self.entries.iter().map(|entry| (entry.stream, entry)).collect();
        database.execute("DELETE FROM stream_head", [])?;
        let mut runs = Vec::new();
        for (stream, entry) in last {
            let (id, seq, number, hash) = (stream >> 3, entry.seq, entry.number, entry.hash);
            if stream & 7 == 1 {
                runs.push(id.to_string());
                let head = params![number, hash, seq, id];
                database.execute("UPDATE run SET last_entry = ?1, last_hash = ?2, rev = ?3 WHERE id = ?4", head)?;
            } else {
                let head = params![stream, seq, number, hash];
                database.execute("INSERT INTO stream_head VALUES (?1, ?2, ?3, ?4)", head)?;
            }
        }
        let gone = format!("DELETE FROM run WHERE id NOT IN ({})", runs.join(", "));
        database.execute(&gone, [])?;
        Ok(())
    }

    /// Writes the tree over the entries: leaves in the order of numbers, and every complete subtree.
    pub fn write_tree(&self, database: &Connection) -> anyhow::Result<()> {
        database.execute_batch("DELETE FROM leaf; DELETE FROM node")?;
        for (n, entry) in self.entries.iter().enumerate() {
            database.execute("INSERT INTO leaf VALUES (?1, ?2)", params![n as i64, entry.number])?;
        }
        let mut hashes = self.leaves(self.entries.len());
        let mut level = 1;
        while hashes.len() > 1 {
            hashes = hashes.chunks_exact(2).map(|pair| node(&pair[0], &pair[1])).collect();
            for (index, hash) in hashes.iter().enumerate() {
                let id = level << 56 | index as i64;
                database.execute("INSERT INTO node VALUES (?1, ?2)", params![id, hash])?;
            }
            level += 1;
        }
        Ok(())
    }

    fn leaves(&self, size: usize) -> Vec<Hash> {
        self.entries[..size].iter().map(|entry| sha256(&[&[0], &entry.hash])).collect()
    }

    /// A signed note over the first `size` leaves.
    pub fn sign(&self, size: usize, time: &str, key: &SigningKey) -> String {
        let name = format!("baton/{}", self.uuid());
        let root = BASE64.encode(root(&self.leaves(size)));
        let text = format!("{name}\n{size}\n{root}\nepoch 1\ntime {time}\n");
        let id = sha256(&[name.as_bytes(), b"\n\x01", key.verifying_key().as_bytes()]);
        let signed = [&id[..4], &key.sign(text.as_bytes()).to_bytes()].concat();
        format!("{text}\n\u{2014} {name} {}\n", BASE64.encode(signed))
    }

    fn uuid(&self) -> String {
        let hex = format!("{:032x}", u128::from_be_bytes(self.workspace));
        [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
    }

    /// Makes this the only head there is, as row and as file, under a note that was signed.
    pub fn write_head(&self, folder: &Path, database: &Connection, note: &str) -> anyhow::Result<()> {
        database.execute("DELETE FROM head", [])?;
        let heads = folder.join("heads");
        std::fs::remove_dir_all(&heads)?;
        std::fs::create_dir(&heads)?;
        let size = self.entries.len();
        let at = self.entries.last().map_or(0, |entry| entry.time);
        let root = root(&self.leaves(size));
        database.execute(
            "INSERT INTO head (epoch, size, root, at, note) VALUES (1, ?1, ?2, ?3, ?4)",
            params![size as i64, root, at, note],
        )?;
        std::fs::write(heads.join(format!("1-{size}")), note)?;
        Ok(())
    }

    /// When the last entry was made, as a note says it.
    pub fn time(&self) -> String {
        let at = self.entries.last().map_or(0, |entry| entry.time);
        jiff::Timestamp::from_microsecond(at).unwrap_or_default().to_string()
    }
}

fn node(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], left, right])
}

/// The root of a tree as RFC 9162 defines it: the left side is the largest power of two.
fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => sha256(&[]),
        [leaf] => *leaf,
        more => {
            let split = more.len().next_power_of_two() / 2;
            node(&root(&more[..split]), &root(&more[split..]))
        }
    }
}

/// The key that signs, from the data folder of somebody who lets it be read.
pub fn key_of(folder: &Path) -> anyhow::Result<SigningKey> {
    let keys = Connection::open(folder.join("keys.db"))?;
    let seed: Vec<u8> = keys.query_row("SELECT seed FROM signing_key", [], |row| row.get(0))?;
    Ok(SigningKey::from_bytes(&seed.try_into().ok().context("a seed has 32 bytes")?))
}
