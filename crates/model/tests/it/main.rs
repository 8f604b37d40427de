//! What the model promises, by example and by property.

mod bounds;
mod decision;
mod diff;
mod examples;
mod fixtures;
mod fmt;
mod given;
mod graph;
mod limits;
mod linked;
mod means_nothing;
mod places;
mod process;
mod proof;
mod random;
mod whole;
mod with_ids;
