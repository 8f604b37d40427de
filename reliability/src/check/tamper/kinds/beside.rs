//! What stands beside the entries: the log's rows, heads, uploaded files, the tables.

use std::path::PathBuf;

use anyhow::Context;
use rusqlite::params;

use super::{Copy, Expected, flip};
use crate::check::tamper::log::{Entry, sha256};

pub fn log_row(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let (k, last) = (copy.any(), copy.last());
    match copy.random.u8(..7) {
        0 => copy.exactly("UPDATE leaf SET entry = entry + 100000 WHERE n = ?1", [k - 1]),
        1 => copy.exactly("DELETE FROM leaf WHERE n = ?1", [k - 1]),
        2 => copy.exactly("UPDATE node SET hash = zeroblob(32) WHERE id = (1 << 56) + ?1", [(k - 1).min(last - 2) / 2]),
        3 => copy.sql("UPDATE head SET root = zeroblob(32)"),
        4 => copy.sql("UPDATE head SET at = at + 1"),
        5 => copy.sql("UPDATE head SET size = size - 1"),
        _ => copy.sql("UPDATE head SET note = replace(note, 'epoch 1', 'epoch 2')"),
    }?;
    Ok(Expected::Found)
}

pub fn head_file(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let heads = copy.folder.join("heads");
    let file = std::fs::read_dir(&heads)?.next().context("there is no head")??.path();
    match copy.random.u8(..3) {
        0 => std::fs::remove_file(file)?,
        1 => std::fs::rename(&file, heads.join("1-7"))?,
        _ => {
            let mut note = std::fs::read(&file)?;
            flip(&mut note, &mut copy.random);
            std::fs::write(file, note)?;
        }
    }
    Ok(Expected::Found)
}

/// A file that an entry names, and which entry.
fn attached(copy: &mut Copy<'_>) -> anyhow::Result<(PathBuf, i64)> {
    let mut files: Vec<String> = Vec::new();
    for file in std::fs::read_dir(copy.folder.join("files"))? {
        files.push(file?.file_name().to_string_lossy().into_owned());
    }
    files.sort();
    let named = |file: &String| {
        let says = |entry: &&Entry| {
            let body = String::from_utf8_lossy(&entry.body);
            body.contains("\"file_attached\"") && body.contains(file.as_str())
        };
        copy.log.entries.iter().find(says).map(|entry| (file.clone(), entry.number))
    };
    let named: Vec<_> = files.iter().filter_map(named).collect();
    let (file, entry) = named.get(copy.random.usize(..named.len().max(1))).context("no entry names a file")?;
    Ok((copy.folder.join("files").join(file), *entry))
}

pub fn uploaded_file(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let (file, entry) = attached(copy)?;
    match copy.random.u8(..3) {
        0 => std::fs::remove_file(file)?,
        1 => {
            let mut bytes = std::fs::read(&file)?;
            flip(&mut bytes, &mut copy.random);
            std::fs::write(file, bytes)?;
        }
        _ => {
            let bytes = std::fs::read(&file)?;
            std::fs::write(file, &bytes[..copy.random.usize(..bytes.len())])?;
        }
    }
    Ok(Expected::First(entry))
}

pub fn replaced_file(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let (file, entry) = attached(copy)?;
    let bytes = [std::fs::read(&file)?, vec![b'!']].concat();
    let (id, hash) = (file.file_name().context("a name")?.to_string_lossy(), sha256(&[&bytes]));
    copy.exactly("UPDATE file SET sha256 = ?1, size = ?2 WHERE id = ?3", params![hash, bytes.len() as i64, id])?;
    std::fs::write(&file, bytes)?;
    Ok(Expected::First(entry))
}

pub fn table_row(copy: &mut Copy<'_>) -> anyhow::Result<Expected> {
    let changes = [
        "UPDATE run SET label = label || '!' WHERE id = (SELECT min(id) FROM run)",
        "UPDATE run SET state = 3 - state WHERE id = (SELECT max(id) FROM run)",
        "UPDATE task SET title = title || '!' WHERE place = (SELECT min(place) FROM task)",
        "UPDATE task_state SET done_by = 1 + done_by WHERE task = (SELECT min(task) FROM task_state WHERE done_by > 0)",
        "DELETE FROM timer WHERE id = (SELECT min(id) FROM timer)",
        "UPDATE timer SET at = at + 1 WHERE id = (SELECT max(id) FROM timer)",
        "DELETE FROM run_party WHERE run = (SELECT max(run) FROM run_party)",
        "INSERT INTO run_party SELECT max(id), 99, 1 FROM run",
        "UPDATE version SET text = text || ' ' WHERE id = (SELECT min(id) FROM version)",
        "UPDATE workflow SET owner = 'somebody' WHERE id = (SELECT min(id) FROM workflow)",
        "UPDATE counter SET n = n + 1 WHERE name = (SELECT min(name) FROM counter)",
    ];
    let change = changes[copy.random.usize(..changes.len())];
    let changed = copy.database.execute(change, [])?;
    anyhow::ensure!(changed > 0, "{change} changed nothing");
    Ok(Expected::Rows)
}
