//! Small pieces of the stored form of events.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The version of an event's form, written as its number; reading refuses any other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form<const N: u8>;

impl<const N: u8> Serialize for Form<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(N)
    }
}

impl<'de, const N: u8> Deserialize<'de> for Form<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let found = u8::deserialize(deserializer)?;
        if found == N { Ok(Self) } else { Err(D::Error::custom(format!("form {found} of this event is not known"))) }
    }
}

/// Reads a value that is there, also when it is null: absent means "unchanged", null means "none any more".
pub fn present<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(deserializer).map(Some)
}
