//! Whether the index of words still holds words of what was taken out, and how far they are swept out of it.
//!
//! It is noted with what was taken out, and again after each piece of the work: where the process ends in between, the next round
//! goes on.

use baton_store::row::FollowerRow;
use baton_store::{Change, Reader, StoreError, Tx};

/// Under which name it is noted.
const NAME: &str = "words";
/// Nothing is left.
const SWEPT: i64 = 0;
/// Something was taken out since the last sweep.
const TAKEN_OUT: i64 = 1;
/// A sweep has begun.
const BEGUN: i64 = 2;

/// Notes that something was taken out.
pub(crate) fn owed() -> Change {
    noted(TAKEN_OUT)
}

/// Whether there is something to sweep.
pub(crate) fn is_owed(reader: &dyn Reader) -> Result<bool, StoreError> {
    Ok(reader.follower(NAME)? != SWEPT)
}

/// Does a piece of it.
pub(crate) fn piece(tx: &mut dyn Tx) -> Result<(), StoreError> {
    let begins = tx.follower(NAME)? == TAKEN_OUT;
    let goes_on = tx.sweep_words(begins)?;
    tx.put(&noted(if goes_on { BEGUN } else { SWEPT }))
}

fn noted(state: i64) -> Change {
    Change::PutFollower(FollowerRow { name: NAME.to_owned(), cursor: state })
}
