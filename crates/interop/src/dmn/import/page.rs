//! How the parts of a file are written: YAML that reads back as the same texts.

use std::fmt::Write as _;

/// A text as YAML: plain where nothing can be misread, else in quotes.
pub fn text(text: &str) -> String {
    const MISREAD: [&str; 10] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "~"];
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic());
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/'));
    if begins && plain && !text.ends_with(' ') && !MISREAD.contains(&text.to_lowercase().as_str()) {
        return text.to_owned();
    }
    if text.contains(|c: char| c.is_control()) { escaped(text) } else { format!("'{}'", text.replace('\'', "''")) }
}

/// In double quotes, with what has no sign of its own escaped.
fn escaped(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", c as u32);
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A list of texts on one line.
pub fn list(items: &[String]) -> String {
    format!("[{}]", items.iter().map(|item| text(item)).collect::<Vec<_>>().join(", "))
}

/// A map on one line, of keys to YAML.
pub fn flow(entries: &[(&str, String)]) -> String {
    let entries: Vec<String> = entries.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    format!("{{ {} }}", entries.join(", "))
}

/// A map on one line, of names to YAML.
pub fn map(entries: &[(String, String)]) -> String {
    let entries: Vec<String> = entries.iter().map(|(name, value)| format!("{}: {value}", text(name))).collect();
    format!("{{ {} }}", entries.join(", "))
}

/// A name as an entry of a FEEL context.
pub fn entry(name: &str) -> String {
    let plain = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_'));
    if plain { name.to_owned() } else { quoted(name) }
}

/// A text as FEEL.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
