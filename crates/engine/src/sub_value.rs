//! A value that the run of another workflow gave, as expressions of the run that asked for it see it: the value as it is stored there,
//! and what it is, since only the other workflow knows that.
//! Its form is stored for ever: a field is added with a default, never renamed or removed.

use baton_model::IndexMap;
use baton_model::definition::{Field, FieldType};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::datum::Datum;
use crate::name::Name;

/// A value of another run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubValue {
    /// What it is.
    #[serde(flatten)]
    pub kind: SubKind,
    /// The value, in the clear.
    pub value: Datum,
}

/// What a value of another run is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubKind {
    /// Its type there.
    pub ty: FieldType,
    /// The columns of a list.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub of: IndexMap<Name, SubKind>,
}

impl SubKind {
    /// A type without columns.
    pub fn plain(ty: FieldType) -> Self {
        Self { ty, of: IndexMap::default() }
    }
}

impl From<&Field> for SubKind {
    fn from(field: &Field) -> Self {
        let of = field.of.values().map(|column| (Name::from(column.name.as_str()), Self::from(column)));
        Self { ty: field.ty, of: of.collect() }
    }
}

impl SubValue {
    /// A value that is in the clear there.
    pub fn new(kind: SubKind, value: Json) -> Self {
        Self { kind, value: Datum::open(value) }
    }
}
