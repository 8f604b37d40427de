//! The workloads, one file each: what one instance of the work is.

pub mod human_approval;
pub mod inbox;
pub mod straight_through;
pub mod timers;
pub mod waiting;

use serde::Deserialize;

/// What the start of a run answers, as far as a client needs it.
#[derive(Deserialize)]
struct Started {
    key: String,
}

/// A list of tasks, as far as a client needs it.
#[derive(Deserialize)]
struct Tasks {
    items: Vec<Listed>,
}

/// A task of a list.
#[derive(Deserialize)]
struct Listed {
    id: String,
    run: String,
}
