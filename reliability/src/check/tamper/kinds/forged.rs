//! Histories that agree with themselves: everything after a lie is made anew, up to the signature, as far as its forger can.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::SigningKey;
use rusqlite::{Connection, params};

use super::{Copy, Expected};
use crate::check::tamper::log::key_of;

/// Cuts the end off as if it had never been, but for the heads that sign it; the first entry that is gone.
fn cut(copy: &mut Copy<'_>) -> anyhow::Result<i64> {
    let k = copy.random.i64(2..=copy.last());
    copy.log.entries.truncate(k as usize - 1);
    copy.write()?;
    Ok(k)
}

pub fn tail_cut(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    cut(copy).map(Expected::First)
}

pub fn tail_cut_with_heads(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let k = cut(copy)?;
    copy.sql("DELETE FROM head")?;
    std::fs::remove_dir_all(copy.folder.join("heads"))?;
    Ok(Expected::First(k))
}

pub fn forged_chain(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let k = copy.lie();
    copy.log.chain();
    copy.log.write(&copy.database)?;
    Ok(Expected::Among(k))
}

pub fn forged_tree(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let k = copy.lie();
    copy.write()?;
    Ok(Expected::Among(k))
}

pub fn forged_without_heads(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let k = copy.lie();
    copy.write()?;
    copy.sql("DELETE FROM head")?;
    std::fs::remove_dir_all(copy.folder.join("heads"))?;
    Ok(Expected::Among(k))
}

pub fn forged_other_key(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let k = copy.lie();
    copy.write()?;
    let key = other_key(copy);
    copy.sign(&key)?;
    Ok(Expected::Among(k))
}

fn other_key(copy: &mut Copy<'_>) -> SigningKey {
    SigningKey::from_bytes(&std::array::from_fn(|_| copy.random.u8(..)))
}

pub fn forged_signed(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let k = copy.lie();
    copy.write()?;
    copy.sign(&key_of(copy.folder)?)?;
    Ok(Expected::Among(k))
}

pub fn forged_owner(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    copy.lie();
    let (ours, theirs) = (key_of(copy.folder)?, other_key(copy));
    let [old, new] = [&ours, &theirs].map(|key| BASE64.encode(key.verifying_key().as_bytes()));
    let first = copy.log.at(1);
    let body = String::from_utf8(first.body.clone())?;
    anyhow::ensure!(body.contains(&old), "entry 1 does not name the key");
    first.body = body.replace(&old, &new).into_bytes();
    copy.write()?;
    copy.sign(&theirs)?;
    let keys = Connection::open(copy.folder.join("keys.db"))?;
    keys.execute("UPDATE signing_key SET seed = ?1", params![theirs.to_bytes()])?;
    Ok(Expected::Found)
}

pub fn forged_inserted(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let (k, of) = (copy.random.i64(2..=copy.last()), copy.any());
    let mut entry = copy.log.at(of).clone();
    entry.time = copy.log.at(k).time;
    entry.body.push(b' ');
    copy.log.entries.insert(k as usize - 1, entry);
    copy.write()?;
    copy.sign(&key_of(copy.folder)?)?;
    Ok(Expected::Among(k))
}

pub fn forged_run_removed(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let first = copy.take_a_run();
    copy.write()?;
    copy.sign(&key_of(copy.folder)?)?;
    Ok(Expected::Among(first))
}

pub fn forged_tail_cut(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let k = cut(copy)?;
    copy.sign(&key_of(copy.folder)?)?;
    Ok(Expected::First(k))
}
