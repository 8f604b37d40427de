//! DMN models, from their text to their values.

mod bounds;
mod boxed;
mod export;
mod fuzz;
mod import;
mod imports;
mod reading;
mod requirements;
mod support;
mod tables;
mod taken_over;
mod types;
