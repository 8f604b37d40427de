//! What a store keeps and promises, apart from any database.
//!
//! Entries and their hash chain (`entry`), the rows that screens and decisions read (`row`, written by `change`, read by
//! `read` and `query`), the log of leaves (`merkle`), signed checkpoints (`checkpoint`), sealing (`seal`), the contract
//! of the key database (`keys`), and proving all of it (`verify`, `evidence`). A store in memory (`memory`), one that
//! fails on script (`faulty`) and the suite that every store must pass (`conformance`) stand beside them.
//!
//! It knows no SQL, no HTTP, and not what an event means.

pub mod bytes;
pub mod change;
pub mod check;
pub mod checkpoint;
mod coded;
pub mod codes;
#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
pub mod entry;
pub mod error;
pub mod evidence;
pub mod faulty;
pub mod hash;
pub mod keys;
pub mod memory;
pub mod merkle;
pub mod query;
pub mod read;
pub mod removed;
pub mod row;
pub mod seal;
pub mod store;
pub mod stream;
pub mod verify;
pub mod workspace;

pub use change::Change;
pub use entry::{ActorKind, Entry, EntryHead, NewEntry};
pub use error::StoreError;
pub use hash::Hash;
pub use keys::Keys;
pub use read::Reader;
pub use store::{Store, Tx, Writer};
pub use stream::{Stream, StreamKind};
