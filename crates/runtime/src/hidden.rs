//! A text that no log shows: the value of a secret on its way in.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Such a text.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hidden(pub String);

impl fmt::Debug for Hidden {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::Hidden;

    #[test]
    fn what_is_hidden_is_not_printed() {
        assert_eq!(format!("{:?}", Some(Hidden("s3cret".to_owned()))), "Some((hidden))");
    }
}
