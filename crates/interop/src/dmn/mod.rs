//! DMN models: from XML to a tree, from the tree to code, from code and inputs to values.
//!
//! A file that is no DMN is refused. A part of one that cannot be used is a fault beside the model and null with that
//! reason when it is asked for, so that the rest of the model goes on.

mod compile;
mod export;
mod fault;
mod import;
mod model;
mod read;
mod run;
mod tree;
mod types;
mod xml;

pub use export::{Exported, export};
pub use fault::Fault;
pub use import::{Imported, ImportedFile, LeftOut, import};
pub use model::{Answer, Ask, At, Model};
pub use run::Reason;
