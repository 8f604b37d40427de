//! Rows of entries changed, exchanged, removed or put in with a database tool, by somebody who makes no hash anew.

use rusqlite::params;

use super::{Copy, Expected, flip};
use crate::check::tamper::log::Entry;

pub fn body_byte(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let k = copy.any();
    let mut body = copy.log.at(k).body.clone();
    flip(&mut body, &mut copy.random);
    copy.exactly("UPDATE entry SET body = ?1 WHERE number = ?2", params![body, k])?;
    Ok(Expected::First(k))
}

pub fn header(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let k = copy.any();
    let Entry { mut body_hash, mut hash, .. } = *copy.log.at(k);
    flip(&mut body_hash, &mut copy.random);
    flip(&mut hash, &mut copy.random);
    let by = copy.random.i64(1..1_000_000);
    let set = |column: &str| format!("UPDATE entry SET {column} WHERE number = ?1");
    match copy.random.u8(..9) {
        0 => copy.exactly("UPDATE entry SET body_hash = ?1 WHERE number = ?2", params![body_hash, k]),
        1 => copy.exactly("UPDATE entry SET hash = ?1 WHERE number = ?2", params![hash, k]),
        2 => copy.exactly(&set("actor_kind = actor_kind % 6 + 1"), [k]),
        3 => copy.exactly(&set(&format!("actor_id = actor_id + {by}")), [k]),
        4 => copy.exactly(&set(&format!("time = time - {by}")), [k]),
        5 => copy.exactly(&set(&format!("time = time + {by}")), [k]),
        6 => copy.exactly(&set("stream = stream + 8"), [k]),
        7 => copy.exactly(&set("seq = seq + 1"), [k]),
        _ => copy.exactly(&set("prev = prev + 1"), [k]),
    }?;
    Ok(Expected::First(k))
}

pub fn impossible_header(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let k = copy.any();
    let values = [
        "actor_kind = 9",
        "stream = (stream >> 3 << 3) + 7",
        "seq = -1",
        "prev = 9223372036854775807",
        "time = -9223372036854775807",
        "hash = x'00'",
        "body_hash = zeroblob(33)",
        "body = x'ff'",
        "body = NULL",
    ];
    let value = values[copy.random.usize(..values.len())];
    copy.exactly(&format!("UPDATE entry SET {value} WHERE number = ?1"), [k])?;
    Ok(Expected::First(k))
}

/// Two numbers, the smaller first.
fn two(copy: &mut Copy<'_>) -> (i64, i64) {
    let (one, last) = (copy.any(), copy.last());
    let other = (one + copy.random.i64(0..last - 1)) % last + 1;
    (one.min(other), one.max(other))
}

pub fn swapped(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let (one, other) = two(copy);
    for (from, to) in [(one, -1), (other, one), (-1, other)] {
        copy.exactly("UPDATE entry SET number = ?2 WHERE number = ?1", [from, to])?;
    }
    Ok(Expected::First(one))
}

pub fn swapped_bodies(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let (one, other) = two(copy);
    for (from, to) in [(one, other), (other, one)] {
        let Entry { body, body_hash, .. } = copy.log.at(from).clone();
        copy.exactly("UPDATE entry SET body = ?1, body_hash = ?2 WHERE number = ?3", params![body, body_hash, to])?;
    }
    Ok(Expected::First(one))
}

pub fn removed(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let k = copy.any();
    copy.exactly("DELETE FROM entry WHERE number = ?1", [k])?;
    Ok(Expected::First(k))
}

pub fn removed_and_closed(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let (k, last) = (copy.any(), copy.last());
    copy.exactly("DELETE FROM entry WHERE number = ?1", [k])?;
    for number in k + 1..=last {
        copy.exactly("UPDATE entry SET number = number - 1 WHERE number = ?1", [number])?;
    }
    copy.sql(&format!("DELETE FROM leaf WHERE n = {last} - 1"))?;
    Ok(Expected::First(k))
}

pub fn inserted(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let (last, of) = (copy.last(), copy.any());
    let k = copy.random.i64(2..=last + 1);
    // An entry put in before its own place would leave that place as it was.
    let of = if of == k { k - 1 } else { of };
    let mut entry = copy.log.at(of).clone();
    for number in (k..=last).rev() {
        copy.exactly("UPDATE entry SET number = number + 1 WHERE number = ?1", [number])?;
    }
    entry.number = k;
    let Entry { number, stream, seq, prev, time, actor_kind, actor_id, body, body_hash, hash } = entry;
    copy.exactly(
        "INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![number, stream, seq, prev, time, actor_kind, actor_id, body, body_hash, hash],
    )?;
    Ok(Expected::First(k))
}

pub fn run_removed(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let before = copy.log.entries.clone();
    let first = copy.take_a_run();
    let stream = before[first as usize - 1].stream;
    copy.sql(&format!(
        "DELETE FROM entry WHERE stream = {stream}; DELETE FROM run WHERE id = {stream} >> 3;
         DELETE FROM task WHERE run = {stream} >> 3; DELETE FROM run_party WHERE run = {stream} >> 3"
    ))?;
    Ok(Expected::First(first))
}
