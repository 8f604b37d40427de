//! The published definitions: the events of their streams, and what they compile to, kept.
//!
//! A version never changes, so what it compiled to is kept for as long as there is room.

use std::collections::HashMap;
use std::sync::Arc;

use baton_model::Compiled;
use baton_store::StoreError;
use baton_store::read::ReadDefinitions;
use parking_lot::RwLock;
use serde::{Deserialize, Serialize};

/// How many compiled versions are kept.
const COMPILED_MAX: usize = 500;

/// One event of a stream `definition`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the workflow's and the version's row")]
pub enum DefinitionEvent {
    /// A version was published and is the live one from now on.
    VersionPublished {
        v: u8,
        workflow: i64,
        slug: String,
        key: String,
        title: String,
        about: String,
        owner: String,
        version: i64,
        text: String,
        sha256: String,
        note: String,
    },
}

/// A version's definition, compiled.
#[derive(Clone)]
pub struct Definition {
    /// The workflow's number.
    pub workflow: i64,
    /// The version.
    pub version: u32,
    /// What it compiles to.
    pub compiled: Arc<Compiled>,
}

/// Compiled versions.
#[derive(Default)]
pub struct Definitions {
    kept: RwLock<HashMap<(i64, i64), Arc<Compiled>>>,
}

impl Definitions {
    /// A version, compiled.
    pub fn compiled<R: ReadDefinitions + ?Sized>(
        &self,
        reader: &R,
        workflow: i64,
        version: i64,
    ) -> Result<Arc<Compiled>, StoreError> {
        if let Some(kept) = self.kept.read().get(&(workflow, version)) {
            return Ok(Arc::clone(kept));
        }
        let missing = || StoreError::Corrupt(format!("version {version} of workflow {workflow} is not there"));
        let row = reader.version(workflow, version)?.ok_or_else(missing)?;
        let compiled = baton_model::compile_published(&row.text).map_err(|faults| {
            let first = faults.first().map(|fault| fault.message.clone()).unwrap_or_default();
            StoreError::Corrupt(format!("version {version} of workflow {workflow} does not compile any more: {first}"))
        })?;
        let compiled = Arc::new(compiled);
        let mut kept = self.kept.write();
        if kept.len() >= COMPILED_MAX {
            kept.clear();
        }
        kept.insert((workflow, version), Arc::clone(&compiled));
        Ok(compiled)
    }
}
