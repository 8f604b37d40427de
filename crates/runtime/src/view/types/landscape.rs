//! Which workflows there are and what leads from one to the other, as the API gives it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::GroupRef;

/// The published workflows, for those who may read drafts also those that were never published, and what connects them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Landscape {
    pub workflows: Vec<LandscapeNode>,
    pub links: Vec<LandscapeLink>,
    pub events: Vec<LandscapeEvent>,
}

/// A workflow in the landscape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LandscapeNode {
    pub id: String,
    pub title: String,
    /// `workflow` or `process`.
    pub kind: String,
    pub owner: Option<GroupRef>,
    /// None: it was never published: it is a draft, or others name it.
    pub live_version: Option<u32>,
    /// Whether it is a draft that was never published.
    pub draft: bool,
    /// The kinds of its starts.
    pub starts: Vec<String>,
}

/// One workflow starts another, or comes before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LandscapeLink {
    pub from: String,
    pub to: String,
    /// `runs`: a step waits for its outcome; `starts`: a step starts it and goes on; `process`: it is one of a process;
    /// `before`: a process runs one before the other; `outcome`: its outcome starts the other.
    pub kind: String,
    /// The step, the process or the outcome.
    pub by: String,
}

/// An event and the workflows that hear it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LandscapeEvent {
    pub name: String,
    /// The workflows it starts.
    pub starts: Vec<String>,
    /// The workflows of which runs wait for it, or do something when it comes.
    pub heard_by: Vec<String>,
}
