//! Looks for words in bytes: in each of their forms, and in what the bytes hold packed, also where it is packed twice.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;

use super::forms::forms;
use super::unpacked::unpacked;

/// How often what was unpacked is unpacked again.
const LAYERS_MAX: usize = 3;

/// A word that was found: which, and how it stood there.
pub type Sighting = (usize, String);

/// What looks for all of them at once.
pub struct Search {
    automaton: AhoCorasick,
    /// Of each pattern its word and how its form is called.
    patterns: Vec<(usize, &'static str)>,
}

impl Search {
    /// For these words.
    pub fn of<'a>(words: impl Iterator<Item = &'a str>) -> anyhow::Result<Self> {
        let (mut patterns, mut bytes) = (Vec::new(), Vec::new());
        for (n, word) in words.enumerate() {
            for (name, form) in forms(word) {
                patterns.push((n, name));
                bytes.push(form);
            }
        }
        Ok(Self { automaton: AhoCorasick::new(bytes)?, patterns })
    }

    /// Which of them stand in these bytes.
    pub fn find(&self, bytes: &[u8]) -> BTreeSet<Sighting> {
        let mut found = BTreeSet::new();
        self.look(bytes, &mut Vec::new(), &mut found);
        found
    }

    fn look(&self, bytes: &[u8], packed: &mut Vec<&'static str>, found: &mut BTreeSet<Sighting>) {
        for hit in self.automaton.find_overlapping_iter(bytes) {
            let (word, form) = self.patterns[hit.pattern().as_usize()];
            let how: Vec<&str> = std::iter::once(form).chain(packed.iter().rev().copied()).collect();
            found.insert((word, how.join(" ")));
        }
        if packed.len() == LAYERS_MAX {
            return;
        }
        for (how, inner) in unpacked(bytes) {
            packed.push(how);
            self.look(&inner, packed, found);
            packed.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use base64::Engine;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::super::unpacked::values;
    use super::*;

    /// A word with signs that every way of writing writes otherwise.
    const WORD: &str = "canary\"~?ÿ/zwitschert";

    fn noise(bytes: usize) -> Vec<u8> {
        let mut random = fastrand::Rng::with_seed(7);
        (0..bytes).map(|_| random.u8(..)).collect()
    }

    /// Whether it is seen between bytes that are drawn at random, in this way.
    fn is_seen(planted: &[u8], how: &str) -> bool {
        let search = Search::of(["another word", WORD].into_iter()).expect("an automaton");
        let bytes = [noise(1_000), planted.to_vec(), noise(1_000)].concat();
        search.find(&bytes).iter().any(|(word, seen)| *word == 1 && seen.contains(how))
    }

    /// The digits of bytes, something before each.
    fn digits(bytes: &[u8], before: &str) -> String {
        bytes.iter().map(|byte| format!("{before}{byte:02x}")).collect::<Vec<_>>().concat()
    }

    fn text() -> String {
        format!("{{\"note\": \"what was said: {WORD}, and more of it\"}}")
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut to = ZlibEncoder::new(Vec::new(), Compression::best());
        to.write_all(bytes).expect("written");
        to.finish().expect("finished")
    }

    fn deflate(bytes: &[u8]) -> Vec<u8> {
        let mut to = DeflateEncoder::new(Vec::new(), Compression::fast());
        to.write_all(bytes).expect("written");
        to.finish().expect("finished")
    }

    #[test]
    fn a_word_is_seen_in_every_form() {
        assert!(is_seen(WORD.as_bytes(), "as it is"));
        for before in ["", "a", "ab"] {
            let told = format!("{before}{WORD}c");
            assert!(is_seen(STANDARD.encode(&told).as_bytes(), "as base64"), "{before}");
            assert!(is_seen(URL_SAFE_NO_PAD.encode(&told).as_bytes(), "as base64url"), "{before}");
        }
        assert!(is_seen(digits(WORD.as_bytes(), "").to_uppercase().as_bytes(), "as hexadecimal digits"));
        assert!(is_seen(b"canary%22~%3F%C3%BF%2Fzwitschert", "percent-encoded"));
        assert!(is_seen(digits(WORD.as_bytes(), "%").as_bytes(), "percent-encoded"));
        let escaped: Vec<String> = WORD.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        let escaped = escaped.concat();
        assert!(is_seen(escaped.as_bytes(), "as escapes of JSON"));
        assert!(is_seen(b"canary\\\"~?\xc3\xbf/zwitschert", "as a text of JSON"));
        assert!(is_seen(digits(WORD.as_bytes(), "=").to_uppercase().as_bytes(), "quoted-printable"));
        assert!(is_seen(digits(WORD.as_bytes(), "\\x").as_bytes(), "as escapes of bytes"));
        let html: Vec<String> = WORD.bytes().map(|byte| format!("&#x{byte:x};")).collect();
        assert!(is_seen(html.concat().as_bytes(), "as characters of HTML"));
        for wide in [u16::to_le_bytes, u16::to_be_bytes] {
            assert!(is_seen(&WORD.encode_utf16().flat_map(wide).collect::<Vec<u8>>(), "in UTF-16"));
        }
    }

    #[test]
    fn a_word_is_seen_where_it_is_packed_also_twice() {
        let text = text();
        assert!(is_seen(&zlib(text.as_bytes()), "in a zlib stream"));
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(text.as_bytes()).expect("written");
        assert!(is_seen(&gzip.finish().expect("finished"), "in a gzip stream"));
        let packed = deflate(text.as_bytes());
        let mut archive = b"PK\x03\x04".to_vec();
        archive.resize(26, 0);
        archive.extend([5, 0, 0, 0]);
        archive.extend(b"a.txt");
        archive.extend(&packed);
        assert!(is_seen(&archive, "in a file of an archive"));
        let written = digits(&zlib(text.as_bytes()), "");
        assert!(is_seen(format!(" {written} ").as_bytes(), "in a zlib stream in hexadecimal digits"));
        let sent = format!("\"x\":\"{}\"", STANDARD.encode(&packed));
        assert!(is_seen(sent.as_bytes(), "in a deflate stream in base64"));
        for before in ["", "a", "ab", "abc"] {
            let mixed = STANDARD.encode(&packed).replace('/', "_");
            assert!(is_seen(format!(" {before}{mixed} ").as_bytes(), "in a deflate stream in base64"), "{before}");
            let odd = format!(" {before}{written} ");
            assert!(is_seen(odd.as_bytes(), "in a zlib stream in hexadecimal digits"), "{before}");
        }
        let lines = STANDARD.encode(&packed);
        let lines: Vec<&str> = lines.as_bytes().chunks(24).filter_map(|line| std::str::from_utf8(line).ok()).collect();
        assert!(is_seen(format!(" {} ", lines.join("\r\n")).as_bytes(), "in a deflate stream in base64"));
        let twice = zlib(STANDARD.encode(zlib(text.as_bytes())).as_bytes());
        assert!(is_seen(&twice, "in a zlib stream in base64 in a zlib stream"));
    }

    #[test]
    fn a_word_is_seen_in_a_value_that_lies_on_several_pages() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("any.db");
        let database = rusqlite::Connection::open(&path).expect("a database");
        // Digits, so that it is packed in bits and not as it is.
        let packed = deflate((text() + &digits(&noise(9_000), "")).as_bytes());
        database.execute_batch("CREATE TABLE held (body BLOB)").expect("a table");
        database.execute("INSERT INTO held VALUES (?1)", [&packed]).expect("a row");
        let search = Search::of([WORD].into_iter()).expect("an automaton");
        assert!(search.find(&std::fs::read(&path).expect("read")).is_empty(), "nothing marks where it begins");
        let seen = values(&path).expect("read").into_iter().find(|(_, bytes)| !search.find(bytes).is_empty());
        assert_eq!(seen.expect("found").0, "held.body");
    }

    #[test]
    fn what_is_not_there_is_not_seen() {
        let search = Search::of([WORD].into_iter()).expect("an automaton");
        let other = text().replace("zwitschert", "schweigt");
        assert!(search.find(&[noise(20_000), zlib(other.as_bytes()), other.into_bytes()].concat()).is_empty());
    }
}
