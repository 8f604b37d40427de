//! Values that are sealed before they are stored.
//!
//! `decide` marks them: `{"seal": "run" | {"person": 3}, "v": …}`. The runtime replaces each mark by the sealed form before
//! the append and puts it back when reading, or `{"erased": true}` where the key was destroyed. This type knows the
//! marked and the erased form; it neither seals nor opens.

use serde::de::Error;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::PersonId;

/// Whose key seals a value: destroying that key erases it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The run the entry belongs to.
    Run,
    /// A person.
    Person(PersonId),
    /// A secret of the workspace, by its number: the password of another system, say.
    Secret(i64),
}

/// A value that nobody reads in a stored entry without its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Private {
    /// The value, marked to be sealed.
    Open {
        /// Whose key seals it.
        seal: Subject,
        /// The value itself.
        value: Value,
    },
    /// Its key was destroyed.
    Erased,
}

impl Private {
    /// A value to be sealed with a person's key.
    pub fn of_person(person: PersonId, value: impl Into<Value>) -> Self {
        Self::Open { seal: Subject::Person(person), value: value.into() }
    }

    /// A value to be sealed with the run's key.
    pub fn of_run(value: impl Into<Value>) -> Self {
        Self::Open { seal: Subject::Run, value: value.into() }
    }

    /// A value to be sealed with the key of a secret of its own.
    pub fn of_secret(secret: i64, value: impl Into<Value>) -> Self {
        Self::Open { seal: Subject::Secret(secret), value: value.into() }
    }

    /// The value; none: it was erased.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Open { value, .. } => Some(value),
            Self::Erased => None,
        }
    }

    /// The value if it is a text.
    pub fn text(&self) -> Option<&str> {
        self.value().and_then(Value::as_str)
    }
}

impl Serialize for Private {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Open { seal, value } => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("seal", seal)?;
                map.serialize_entry("v", value)?;
                map.end()
            }
            Self::Erased => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("erased", &true)?;
                map.end()
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    seal: Option<Subject>,
    #[serde(default, deserialize_with = "crate::wire::present")]
    v: Option<Value>,
    #[serde(default)]
    erased: bool,
}

impl<'de> Deserialize<'de> for Private {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Written::deserialize(deserializer)? {
            Written { seal: Some(seal), v: Some(value), erased: false } => Ok(Self::Open { seal, value }),
            Written { seal: None, v: None, erased: true } => Ok(Self::Erased),
            Written { .. } => Err(D::Error::custom("a private value is {\"seal\", \"v\"} or {\"erased\": true}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_form_reads_back() {
        for (private, written) in [
            (Private::of_person(3, "Ana"), json!({"seal": {"person": 3}, "v": "Ana"})),
            (Private::of_run(Value::Null), json!({"seal": "run", "v": null})),
            (Private::of_secret(2, "s3"), json!({"seal": {"secret": 2}, "v": "s3"})),
            (Private::Erased, json!({"erased": true})),
        ] {
            assert_eq!(serde_json::to_value(&private).unwrap(), written);
            assert_eq!(serde_json::from_value::<Private>(written).unwrap(), private);
        }
    }

    #[test]
    fn a_value_that_is_still_sealed_is_refused() {
        for written in [json!({"sealed": 4, "x": "AAAA"}), json!({"seal": "run"}), json!("Ana")] {
            assert!(serde_json::from_value::<Private>(written).is_err());
        }
    }
}
