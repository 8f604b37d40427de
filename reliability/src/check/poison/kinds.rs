//! What is poisoned: workflows that never come to an end by themselves, values that are far too large.

use serde_json::{Value, json};

/// A poisoned run.
pub struct Kind {
    /// What it is called in the figures.
    pub name: &'static str,
    /// The workflow that is begun.
    pub workflow: &'static str,
    /// With these values.
    pub values: fn() -> Value,
    /// How it must be stopped.
    pub stop: Stop,
}

/// How something is stopped.
pub enum Stop {
    /// It begins and is held with this code.
    Held { code: &'static str },
    /// It is refused with one of these.
    AtTheDoor { statuses: &'static [u16] },
}

/// The workflows.
pub const WORKFLOWS: [(&str, &str); 3] = [
    ("poison-circle", include_str!("../../../workflows/poison/circle.yaml")),
    ("poison-rounds", include_str!("../../../workflows/poison/rounds.yaml")),
    ("poison-items", include_str!("../../../workflows/poison/items.yaml")),
];

/// The kinds, one after the other.
pub const KINDS: [Kind; 6] = [
    Kind {
        name: "circle",
        workflow: "poison-circle",
        values: || json!({}),
        stop: Stop::Held { code: "run.too_many_steps" },
    },
    Kind {
        name: "rounds",
        workflow: "poison-rounds",
        values: || json!({}),
        stop: Stop::Held { code: "repeat.too_many_rounds" },
    },
    Kind {
        name: "items",
        workflow: "poison-items",
        values: || json!({ "count": 1_000_000 }),
        stop: Stop::Held { code: "each.too_many_items" },
    },
    Kind {
        name: "large_value",
        workflow: "poison-items",
        values: || json!({ "note": "x".repeat(1 << 20) }),
        stop: Stop::AtTheDoor { statuses: &[422] },
    },
    Kind {
        name: "large_body",
        workflow: "poison-items",
        values: || json!({ "note": "x".repeat(10 << 20) }),
        stop: Stop::AtTheDoor { statuses: &[413] },
    },
    Kind {
        name: "deep_value",
        workflow: "poison-items",
        values: || json!({ "data": (0..200).fold(json!(1), |inner, _| json!([inner])) }),
        stop: Stop::AtTheDoor { statuses: &[400, 422] },
    },
];
