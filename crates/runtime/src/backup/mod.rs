//! Backups: what stands in one, how its wholeness is shown, and how a copy goes on as a new epoch.
//!
//! A backup has two parts that can be kept apart, each with a list of its files and their hashes: the entries, tables, files
//! and checkpoints; and, in `keys/`, what must be forgettable or secret. A part is read only as long as every byte is what its
//! list says. Copying the databases is the store's, the command line's is to choose the folders.

mod error;
mod parts;
mod restored;

pub use error::BackupError;
pub use parts::{About, KEYS, MANIFEST, Part, write};
pub use restored::{Restored, begin_epoch};
