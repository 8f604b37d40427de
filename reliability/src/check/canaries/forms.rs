//! The forms in which a word may have been written: as it is, and as other programs would write it.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// How a form is called, and the bytes that are looked for.
pub type Form = (&'static str, Vec<u8>);

/// All forms of a word; each stands in a text wherever the word was written in that way, whatever stands around it.
pub fn forms(word: &str) -> Vec<Form> {
    let mut all = vec![("as it is", word.as_bytes().to_vec())];
    for before in 0..3 {
        all.push(("as base64", in_base64(&STANDARD_NO_PAD, word, before)));
        all.push(("as base64url", in_base64(&URL_SAFE_NO_PAD, word, before)));
    }
    for (name, before, behind) in [
        ("as hexadecimal digits", "", ""),
        ("percent-encoded", "%", ""),
        ("quoted-printable", "=", ""),
        ("as escapes of bytes", "\\x", ""),
        ("as characters of HTML", "&#x", ";"),
    ] {
        let digits = |byte: &u8| (format!("{before}{byte:02x}{behind}"), format!("{before}{byte:02X}{behind}"));
        let (lower, upper): (String, String) = word.as_bytes().iter().map(digits).unzip();
        all.extend([(name, lower.into_bytes()), (name, upper.into_bytes())]);
    }
    let units: Vec<u16> = word.encode_utf16().collect();
    for escape in [|unit: &u16| format!("\\u{unit:04x}"), |unit: &u16| format!("\\u{unit:04X}")] {
        all.push(("as escapes of JSON", units.iter().map(escape).collect::<String>().into_bytes()));
    }
    all.push(("in UTF-16", units.iter().flat_map(|unit| unit.to_le_bytes()).collect()));
    all.push(("in UTF-16", units.iter().flat_map(|unit| unit.to_be_bytes()).collect()));
    all.push(("as a text of JSON", inside(&serde_json::Value::from(word).to_string()).into()));
    all.push(("percent-encoded", only_what_must(word).into_bytes()));
    all.sort();
    all.dedup();
    all
}

/// What base64 makes of a word that begins with the `before`-th byte of a group of three, without the characters in which its
/// neighbours have a part.
fn in_base64(engine: &impl Engine, word: &str, before: usize) -> Vec<u8> {
    let text = engine.encode([&vec![0; before], word.as_bytes()].concat());
    let (first, end) = ((before * 8).div_ceil(6), (before + word.len()) * 8 / 6);
    text.as_bytes()[first..end].to_vec()
}

/// Without the quotes.
fn inside(text: &str) -> &[u8] {
    &text.as_bytes()[1..text.len() - 1]
}

/// As in an address: letters, digits and four signs stay as they are.
fn only_what_must(word: &str) -> String {
    let write = |byte: u8| match byte {
        b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    word.bytes().map(write).collect()
}
