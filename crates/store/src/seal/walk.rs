//! Finding what is to be sealed or opened in a body.

use super::{open_bytes, seal_bytes};
use crate::bytes;
use crate::error::StoreError;
use crate::keys::{KeyState, Subject, SubjectKey};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The subjects whose keys sealing this body takes. `run` is what `"seal":"run"` means here.
pub fn subjects(body: &Value, run: Option<i64>) -> Result<Vec<Subject>, StoreError> {
    let mut found = BTreeSet::new();
    visit(body, &mut |object| {
        let marked = marked(object, run)?;
        let is_marked = marked.is_some();
        found.extend(marked);
        Ok(!is_marked)
    })?;
    Ok(found.into_iter().collect())
}

/// Seals every marked value in the body.
pub fn seal(
    body: &mut Value,
    run: Option<i64>,
    key: &mut dyn FnMut(Subject) -> Result<SubjectKey, StoreError>,
) -> Result<(), StoreError> {
    replace(body, &mut |object| {
        let Some(subject) = marked(object, run)? else { return Ok(None) };
        let key = key(subject)?;
        let plain = object.get("v").unwrap_or(&Value::Null).to_string();
        let sealed = seal_bytes(&key, plain.as_bytes())?;
        Ok(Some(json!({ "sealed": key.id, "x": bytes::encode(&sealed) })))
    })
}

/// Opens every sealed value in the body; what was erased says so.
pub fn open(body: &mut Value, key: &mut dyn FnMut(i64) -> Result<KeyState, StoreError>) -> Result<(), StoreError> {
    replace(body, &mut |object| {
        let Some((id, text)) = sealed(object) else { return Ok(None) };
        match key(id)? {
            KeyState::Erased => Ok(Some(json!({ "erased": true }))),
            KeyState::Unknown => Err(StoreError::Corrupt(format!("a value is sealed with an unknown key: {id}"))),
            KeyState::Live(key) => {
                let damaged = || StoreError::Corrupt(format!("a value sealed with key {id} is not what was sealed"));
                let sealed = bytes::decode(text).ok_or_else(damaged)?;
                let plain = open_bytes(&SubjectKey { id, bytes: key }, &sealed)?;
                let value: Value = serde_json::from_slice(&plain).map_err(|_| damaged())?;
                Ok(Some(json!({ "seal": "run", "v": value })))
            }
        }
    })
}

/// The highest number of a key with which something in this body is sealed; 0 where nothing is.
pub fn highest_key(body: &Value) -> i64 {
    let mut highest = 0;
    // Looking fails nowhere: what is not sealed is gone into.
    let _ = visit(body, &mut |object| {
        let found = sealed(object);
        highest = highest.max(found.map_or(0, |(id, _)| id));
        Ok(found.is_none())
    });
    highest
}

/// The subject, where the object is a value marked to be sealed.
fn marked(object: &Map<String, Value>, run: Option<i64>) -> Result<Option<Subject>, StoreError> {
    // First the length, which costs nothing: nearly all objects are told apart by it.
    if object.len() != 2 {
        return Ok(None);
    }
    let (Some(mark), true) = (object.get("seal"), object.contains_key("v")) else { return Ok(None) };
    let person = || mark.get("person").and_then(Value::as_i64).map(Subject::person);
    let secret = || mark.get("secret").and_then(Value::as_i64).map(Subject::secret);
    let subject = if mark == "run" { run.map(Subject::run) } else { person().or_else(secret) };
    let unclear = || StoreError::Conflict(format!("nothing says with whose key to seal: {mark}"));
    subject.map(Some).ok_or_else(unclear)
}

/// Key and content, where the object is a sealed value.
fn sealed(object: &Map<String, Value>) -> Option<(i64, &str)> {
    if object.len() != 2 {
        return None;
    }
    let (id, text) = (object.get("sealed")?, object.get("x")?);
    Some((id.as_i64()?, text.as_str()?))
}

type See<'a> = &'a mut dyn FnMut(&Map<String, Value>) -> Result<bool, StoreError>;

/// Shows each object; goes into it where `see` says so. A body's depth is limited by what parsed it.
fn visit(value: &Value, see: See<'_>) -> Result<(), StoreError> {
    match value {
        Value::Object(object) if see(object)? => object.values().try_for_each(|inner| visit(inner, see)),
        Value::Array(items) => items.iter().try_for_each(|inner| visit(inner, see)),
        _ => Ok(()),
    }
}

type Swap<'a> = &'a mut dyn FnMut(&Map<String, Value>) -> Result<Option<Value>, StoreError>;

/// Puts what `swap` gives in the place of each object, and goes into those for which it gives nothing.
fn replace(value: &mut Value, swap: Swap<'_>) -> Result<(), StoreError> {
    match value {
        Value::Object(object) => {
            if let Some(new) = swap(object)? {
                *value = new;
                return Ok(());
            }
            object.values_mut().try_for_each(|inner| replace(inner, swap))
        }
        Value::Array(items) => items.iter_mut().try_for_each(|inner| replace(inner, swap)),
        _ => Ok(()),
    }
}
