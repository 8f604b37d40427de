//! Signed checkpoints: C2SP tlog-checkpoint in a C2SP signed note.
//!
//! Lines: `baton/<workspace UUID>`, size, root in base64, `epoch N`, `time RFC 3339`; an empty line; then
//! `— baton/<UUID> base64(key id ‖ Ed25519 signature)`, where the key id is the first 4 bytes of
//! SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key). What is signed is the text up to and with the last line feed before the
//! empty line.

use crate::bytes;
use crate::error::StoreError;
use crate::hash::Hash;
use crate::merkle::{self, StoredNodes};
use crate::read::Reader;
use crate::row::HeadRow;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use jiff::Timestamp;
use uuid::Uuid;

/// What a checkpoint says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The workspace.
    pub workspace: Uuid,
    /// How many leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// The epoch, from 1.
    pub epoch: i64,
    /// When it was made.
    pub time: Timestamp,
}

impl Checkpoint {
    fn text(&self) -> String {
        let (name, size, root) = (name(&self.workspace), self.size, bytes::encode(&self.root.0));
        format!("{name}\n{size}\n{root}\nepoch {}\ntime {}\n", self.epoch, self.time)
    }

    /// Reads what a note says without checking who signed it.
    pub fn parse(note: &str) -> Option<Self> {
        let (text, _) = note.split_once("\n\n")?;
        let mut lines = text.lines();
        let parsed = Self {
            workspace: Uuid::parse_str(lines.next()?.strip_prefix("baton/")?).ok()?,
            size: lines.next()?.parse().ok()?,
            root: Hash::from_slice(&bytes::decode(lines.next()?)?)?,
            epoch: lines.next()?.strip_prefix("epoch ")?.parse().ok()?,
            time: lines.next()?.strip_prefix("time ")?.parse().ok()?,
        };
        (lines.next().is_none() && parsed.text() == format!("{text}\n")).then_some(parsed)
    }

    /// Reads a note, if one of these public keys signed it.
    pub fn verify(note: &str, public_keys: &[[u8; 32]]) -> Option<Self> {
        let checkpoint = Self::parse(note)?;
        let (_, signatures) = note.split_once("\n\n")?;
        let (name, text) = (name(&checkpoint.workspace), checkpoint.text());
        let signed = |line: &str| {
            let sealed = line.strip_prefix("\u{2014} ")?.strip_prefix(name.as_str())?.strip_prefix(' ')?;
            let sealed = bytes::decode(sealed)?;
            let (id, signature) = sealed.split_first_chunk::<4>()?;
            let signature = Signature::from_slice(signature).ok()?;
            let key = public_keys.iter().find(|key| key_id(&name, key) == *id)?;
            VerifyingKey::from_bytes(key).ok()?.verify_strict(text.as_bytes(), &signature).ok()
        };
        signatures.lines().find_map(signed).map(|()| checkpoint)
    }

    /// The name of the file it is kept in.
    pub fn file_name(&self) -> String {
        format!("{}-{}", self.epoch, self.size)
    }
}

/// What signs checkpoints.
pub struct Signer {
    workspace: Uuid,
    key: SigningKey,
}

impl Signer {
    /// With the seed from the key database.
    pub fn new(workspace: Uuid, seed: &[u8; 32]) -> Self {
        Self { workspace, key: SigningKey::from_bytes(seed) }
    }

    /// The public key, as entry 1 or a later entry names it.
    pub fn public_key(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    /// The signed note.
    pub fn sign(&self, checkpoint: &Checkpoint) -> String {
        let (name, text) = (name(&self.workspace), checkpoint.text());
        let signature = self.key.sign(text.as_bytes()).to_bytes();
        let sealed = [key_id(&name, &self.public_key()).as_slice(), &signature].concat();
        format!("{text}\n\u{2014} {name} {}\n", bytes::encode(&sealed))
    }

    /// A checkpoint over the log as it stands; `None` where there is one of this size, or nothing yet.
    pub fn checkpoint(&self, reader: &dyn Reader, epoch: i64, now: Timestamp) -> Result<Option<HeadRow>, StoreError> {
        let size = reader.leaf_count()?;
        let same = reader.head()?.is_some_and(|head| head.epoch == epoch && head.size == size);
        if size == 0 || same {
            return Ok(None);
        }
        let root = merkle::root(&StoredNodes(reader), size as u64)?;
        let checkpoint = Checkpoint { workspace: self.workspace, size: size as u64, root, epoch, time: now };
        let note = self.sign(&checkpoint);
        Ok(Some(HeadRow { epoch, size, root, at_us: now.as_microsecond(), note }))
    }
}

fn name(workspace: &Uuid) -> String {
    format!("baton/{workspace}")
}

fn key_id(name: &str, public_key: &[u8; 32]) -> [u8; 4] {
    let hash = Hash::of(&[name.as_bytes(), b"\n\x01", public_key]);
    [hash.0[0], hash.0[1], hash.0[2], hash.0[3]]
}
