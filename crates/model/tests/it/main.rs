//! What the model promises, by example and by property.

mod bounds;
mod decision;
mod diff;
mod examples;
mod fixtures;
mod fmt;
mod graph;
mod limits;
mod linked;
mod places;
mod proof;
mod random;
mod whole;
mod with_ids;
