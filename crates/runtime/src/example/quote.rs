//! A vendor's quote as a PDF of one page, so that the example's purchases carry real files.
//!
//! Plain PDF 1.4 (ISO 32000) with one of the fonts every reader has; a letter outside Latin-1 becomes a question mark.

use std::fmt::Write as _;

/// What stands in a quote.
pub(super) struct Quote<'a> {
    pub vendor: &'a str,
    pub item: &'a str,
    /// As it is printed, such as `1250.00 EUR`.
    pub amount: &'a str,
    /// As it is printed, such as `2026-03-01`.
    pub date: &'a str,
}

/// The quote as the bytes of a PDF.
pub(super) fn pdf(quote: &Quote<'_>) -> Vec<u8> {
    let lines = [
        (24, 760, format!("Quote from {}", quote.vendor)),
        (12, 720, format!("Date: {}", quote.date)),
        (12, 690, quote.item.to_owned()),
        (14, 660, format!("Total: {}", quote.amount)),
        (10, 600, "Valid for 60 days. Prices include tax and delivery.".to_owned()),
    ];
    let mut page = String::from("BT\n");
    for (size, y, text) in lines {
        let _ = writeln!(page, "/F1 {size} Tf 1 0 0 1 72 {y} Tm ({}) Tj", escaped(&text));
    }
    page.push_str("ET");
    assemble(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ])
}

/// Numbers the objects and writes the table that says where each begins.
fn assemble(objects: &[String]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let table = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let _ = write!(file, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}

/// A text inside a PDF's brackets, in ASCII: letters of Latin-1 as octal numbers, others as a question mark.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '(' | ')' | '\\' => escaped.extend(['\\', letter]),
            ' '..='~' => escaped.push(letter),
            '\u{a0}'..='\u{ff}' => {
                let _ = write!(escaped, "\\{:03o}", u32::from(letter));
            }
            _ => escaped.push('?'),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_a_pdf_whose_table_points_at_its_objects() {
        let quote = Quote { vendor: "Kartonage Süd (GmbH)", item: "Tape", amount: "980.00 EUR", date: "2026-03-01" };
        let file = String::from_utf8(pdf(&quote)).expect("ASCII");
        assert_eq!(crate::files::media_type(file.as_bytes()), "application/pdf");
        assert!(file.contains("(Quote from Kartonage S\\374d \\(GmbH\\)) Tj"), "{file}");
        let table = file.find("xref\n").expect("a table");
        assert!(file.contains(&format!("startxref\n{table}\n")));
        for (number, line) in file[table..].lines().skip(3).take(5).enumerate() {
            let place: usize = line[..10].parse().expect("a place");
            assert!(file[place..].starts_with(&format!("{} 0 obj", number + 1)), "{line}");
        }
    }
}
