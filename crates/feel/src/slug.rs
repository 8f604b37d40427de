//! The slug of a title: how a step is named when it has no `id`. Lower case, without marks, every
//! run of anything but a–z and 0–9 one `-`, none at the ends, at most 60 characters.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

const SLUG_CHARS_MAX: usize = 60;

/// The slug of a title; empty when the title has no letter or digit of a–z, 0–9.
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    let plain = title.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    for c in plain {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(SLUG_CHARS_MAX);
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn titles_become_slugs() {
        let cases = [
            ("How deep is the check?", "how-deep-is-the-check"),
            ("CFO from 10,000", "cfo-from-10-000"),
            ("  Prüfung — Größe ½ ", "prufung-gro-e-1-2"),
            ("???", ""),
        ];
        for (title, expected) in cases {
            assert_eq!(slug(title), expected, "{title}");
        }
        assert_eq!(slug(&"ab ".repeat(40)).len(), 59);
    }
}
