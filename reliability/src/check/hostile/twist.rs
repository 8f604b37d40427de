//! Changes to what would have been right: in a JSON tree, in lines, in bytes.

use fastrand::Rng;
use serde_json::{Map, Value};

use super::nasty;

/// The most that a change lets a text grow to; a server has a limit of its own, which other changes try.
const GROWN_BYTES_MAX: usize = 400_000;

/// Changes one place of a tree.
pub fn tree(value: &mut Value, random: &mut Rng) {
    let mut count = 0;
    visit(value, &mut |_| count += 1);
    let (chosen, mut n) = (random.usize(..count), 0);
    visit(value, &mut |node| {
        if n == chosen {
            change(node, random);
        }
        n += 1;
    });
}

/// Visits each node, the outer ones last, so that a change does not lead to what it made.
fn visit(value: &mut Value, with: &mut impl FnMut(&mut Value)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| visit(item, with)),
        Value::Object(map) => map.values_mut().for_each(|item| visit(item, with)),
        _ => {}
    }
    with(value);
}

fn change(node: &mut Value, random: &mut Rng) {
    match node {
        Value::Object(map) if random.u8(..4) != 0 => change_map(map, random),
        Value::Array(items) if random.u8(..4) != 0 => {
            let many = if random.u8(..20) == 0 { 5_000 } else { random.usize(1..4) };
            let item = items.first().cloned().unwrap_or_else(|| nasty::value(random));
            items.extend(std::iter::repeat_n(item, many));
        }
        Value::String(text) if random.bool() => {
            let mut bytes = std::mem::take(text).into_bytes();
            self::bytes(&mut bytes, random);
            *text = String::from_utf8_lossy(&bytes).into_owned();
        }
        other => *other = nasty::value(random),
    }
}

fn change_map(map: &mut Map<String, Value>, random: &mut Rng) {
    let key = random.choice(map.keys().cloned().collect::<Vec<_>>());
    match (random.u8(..4), key) {
        (0, Some(key)) => drop(map.remove(&key)),
        (1, Some(key)) => {
            if let Some(value) = map.remove(&key) {
                map.insert(nasty::text(random), value);
            }
        }
        (2, Some(key)) => drop(map.insert(key, nasty::value(random))),
        _ => drop(map.insert(nasty::text(random), nasty::value(random))),
    }
}

/// Changes some bytes: turned over, cut, doubled, put in.
pub fn bytes(bytes: &mut Vec<u8>, random: &mut Rng) {
    let at = random.usize(..=bytes.len());
    let to = (at + random.usize(..=64)).min(bytes.len());
    match random.u8(..7) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at..to)),
        2 => {
            let part = bytes[at..to].to_vec();
            let times = if random.u8(..10) == 0 { 500 } else { 2 };
            insert(bytes, at, &part.repeat(times));
        }
        3 => insert(bytes, at, nasty::text(random).as_bytes()),
        4 => insert(bytes, at, random.choice(nasty::NUMBERS).copied().unwrap_or("0").as_bytes()),
        5 => insert(bytes, at, &[random.u8(..)]),
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << random.u8(..8);
            }
        }
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, part: &[u8]) {
    if bytes.len() + part.len() <= GROWN_BYTES_MAX {
        bytes.splice(at..at, part.iter().copied());
    }
}

/// Changes whole lines: dropped, doubled, swapped, moved in or out, taken from another text.
pub fn lines(text: &str, other: &str, random: &mut Rng) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let others: Vec<&str> = other.lines().collect();
    for _ in 0..random.usize(1..6) {
        if lines.is_empty() {
            break;
        }
        let (at, to) = (random.usize(..lines.len()), random.usize(..lines.len()));
        match random.u8(..9) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[to].clone()),
            2 => lines.swap(at, to),
            3 => lines[at].insert_str(0, "  "),
            4 => lines[at] = lines[at].replacen("  ", "", 1),
            5 => lines[at] = value_of_line(&lines[at], &nasty::text(random)),
            6 => lines[at] = value_of_line(&lines[at], random.choice(nasty::NUMBERS).copied().unwrap_or("0")),
            7 => drop(lines.drain(at.min(to)..at.max(to))),
            _ => lines.insert(at, random.choice(&others).map_or_else(String::new, |line| (*line).to_owned())),
        }
    }
    lines.join("\n")
}

fn value_of_line(line: &str, value: &str) -> String {
    line.split_once(": ").map_or_else(|| value.to_owned(), |(key, _)| format!("{key}: {value}"))
}
