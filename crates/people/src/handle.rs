//! Handles: the speakable names of people and groups.
//!
//! A handle is 2 to 40 of a–z, 0–9, a letter among them, with single `.`, `-` or `_` between. A person's may change and the old one
//! still leads to them; a group's never changes, because definitions name it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::limits::{HANDLE_CHARS_MAX, HANDLE_CHARS_MIN};

/// Words that mean something of their own where a definition or an address may name a person or a group.
const RESERVED: [&str; 9] = ["everyone", "public", "starter", "me", "nobody", "system", "start", "end", "baton"];

/// Whether a text has the form of a handle and is not a reserved word.
pub fn is_handle(text: &str) -> bool {
    let separator = |c: u8| matches!(c, b'.' | b'-' | b'_');
    let bytes = text.as_bytes();
    (HANDLE_CHARS_MIN..=HANDLE_CHARS_MAX).contains(&bytes.len())
        && bytes.iter().all(|&c| c.is_ascii_lowercase() || c.is_ascii_digit() || separator(c))
        && bytes.iter().any(u8::is_ascii_lowercase)
        && !separator(bytes[0])
        && !separator(bytes[bytes.len() - 1])
        && !bytes.windows(2).any(|pair| separator(pair[0]) && separator(pair[1]))
        && !RESERVED.contains(&text)
}

/// The handle a name suggests: `Ana Díaz` becomes `ana.diaz`. Empty when the name has nothing to make one of.
pub fn handle_from_name(name: &str) -> String {
    let mut handle = String::new();
    for c in name.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            handle.push(c);
        } else if !handle.is_empty() && !handle.ends_with('.') {
            handle.push('.');
        }
        if handle.len() >= HANDLE_CHARS_MAX - 4 {
            break;
        }
    }
    handle.trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_handles() {
        for (name, handle) in [
            ("Ana Díaz", "ana.diaz"),
            ("  Jean-Luc  O'Neill ", "jean.luc.o.neill"),
            ("Żółć Ægir", "zo.c.gir"),
            ("李雷", ""),
            ("Bo", "bo"),
        ] {
            assert_eq!(handle_from_name(name), handle, "{name}");
        }
    }

    #[test]
    fn only_plain_unreserved_words_are_handles() {
        for good in ["ana.diaz", "a1", "people-operations", "ml_platform", &"a".repeat(40)] {
            assert!(is_handle(good), "{good}");
        }
        for bad in ["", "a", "Ana", ".ana", "ana.", "a..b", "ana diaz", "díaz", "42", "everyone", &"a".repeat(41)] {
            assert!(!is_handle(bad), "{bad}");
        }
    }
}
