//! The store on SQLite: one folder, one writer, any number of readers.
//!
//! All SQL stands in `sql/<table>/<verb>.sql` and `migrations/`. Durability: WAL with `synchronous=FULL`, so a
//! transaction is on the disk when it returns. It checkpoints the log itself (`checkpoints`), in a thread, since doing so
//! inside a commit would hold up everybody for tens of milliseconds.

mod backup;
mod belonging;
mod checkpoints;
mod cols;
mod compact;
mod connect;
mod db;
mod fault;
mod folder;
mod keys;
mod migrate;
mod pool;
mod put;
mod read;
mod room;
mod store;
mod writer;

pub use backup::{CopyTo, copy};
pub use compact::{Compacted, compact};
pub use store::{Options, SqliteStore};

/// The text of `sql/<name>.sql`.
macro_rules! sql {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", $name, ".sql"))
    };
}
pub(crate) use sql;
