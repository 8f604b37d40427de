//! The people and groups of the example workspace, as they stand in `examples/workspace/people.toml`.

use serde::Deserialize;

use crate::PersonAsk;

/// All of them. Managers stand before those who report to them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    pub people: Vec<Somebody>,
    pub groups: Vec<Team>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Somebody {
    handle: String,
    name: String,
    email: String,
    #[serde(default)]
    manager: Option<String>,
    #[serde(default)]
    site: Option<String>,
    #[serde(default)]
    role: Option<String>,
    #[serde(default)]
    skills: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Team {
    pub handle: String,
    pub title: String,
    pub members: Vec<String>,
}

impl From<Somebody> for PersonAsk {
    fn from(somebody: Somebody) -> Self {
        let Somebody { handle, name, email, manager, site, role, skills } = somebody;
        Self { name, email, handle: Some(handle), manager, role, site, skills, ..Self::default() }
    }
}
