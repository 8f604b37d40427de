//! Where a list goes on: the sort key and id of the last row that was given.

/// A place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    /// The sort key.
    pub sort: i64,
    /// The id, where keys are equal.
    pub id: i64,
}

impl Cursor {
    /// As text, for a caller to hand back; it says nothing else to them.
    pub fn encode(self) -> String {
        format!("{:016x}{:016x}", self.sort, self.id)
    }

    /// From such a text.
    pub fn decode(text: &str) -> Option<Self> {
        if text.len() != 32 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let part = |part: &str| u64::from_str_radix(part, 16).ok().map(|n| n as i64);
        Some(Self { sort: part(&text[..16])?, id: part(&text[16..])? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_there_and_back() {
        for cursor in [Cursor { sort: 0, id: 1 }, Cursor { sort: -5, id: i64::MAX }, Cursor { sort: i64::MIN, id: -1 }]
        {
            assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        }
    }

    #[test]
    fn refuses_what_it_did_not_make() {
        for text in ["", "12", "zz00000000000000000000000000000z", "+000000000000001+000000000000001"] {
            assert_eq!(Cursor::decode(text), None, "{text}");
        }
    }
}
