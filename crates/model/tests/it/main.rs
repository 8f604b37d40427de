//! What the model promises, by example and by property.

mod fixtures;
