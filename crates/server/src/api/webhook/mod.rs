//! Webhooks: calls by which other systems begin runs.

pub mod call;
