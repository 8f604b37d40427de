//! How people read in a sentence.

use super::words::Said;
use crate::definition::People;

impl Said for People {
    fn said(&self) -> Option<String> {
        Some(self.phrase.to_string())
    }
}
