//! Finds out what a file is from its content alone: neither its name nor what the sender says is believed.
//!
//! What is not known is `application/octet-stream`, or `text/plain` where the beginning is UTF-8 text without control
//! characters. Text is never told to be HTML or a script: it is only ever served as an attachment.

/// The media type of a content that begins so.
pub fn media_type(head: &[u8]) -> &'static str {
    match infer::get(head) {
        Some(kind) if kind.matcher_type() != infer::MatcherType::Text => kind.mime_type(),
        _ if head.is_empty() => "application/octet-stream",
        _ if is_text(head) => "text/plain",
        _ => "application/octet-stream",
    }
}

fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The head may end in the middle of a character.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty()
        && text.chars().all(|letter| !letter.is_control() || matches!(letter, '\t' | '\n' | '\r' | '\u{c}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_by_the_content() {
        let cases: [(&[u8], &str); 6] = [
            (b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
            (b"Dear vendor,\nthank you.", "text/plain"),
            (b"<html><script>alert(1)</script>", "text/plain"),
            (b"\0\x01\x02\x03", "application/octet-stream"),
        ];
        for (head, expected) in cases {
            assert_eq!(media_type(head), expected, "{:?}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn a_character_cut_in_two_is_still_text() {
        assert_eq!(media_type(&"Öl".as_bytes()[..1]), "application/octet-stream");
        assert_eq!(media_type(&"An Ö".as_bytes()[..4]), "text/plain");
    }
}
