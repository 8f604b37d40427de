//! What bytes hold that does not stand in them as it is: streams of zlib, gzip and deflate, also those of an archive, wherever
//! they begin; long runs of base64 and of hexadecimal digits; the values of a database, which it may lay over several pages.
//!
//! A deflate stream without a head is only seen at the beginning of a value, of a file or of what was decoded: nothing marks it. Other ways
//! to compress (brotli, zstd) are not undone; Baton writes nothing in them.

use std::io::Read;
use std::path::Path;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

/// As much is read of a stream.
const STREAM_BYTES_MAX: u64 = 16 << 20;
/// Shorter runs of base64 or digits hold no word.
const RUN_BYTES_MIN: usize = 20;
/// Bits that are left over and padding are nobody's business here.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_allow_trailing_bits(true)
    .with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);

/// How it was packed, and what it holds.
pub type Unpacked = (&'static str, Vec<u8>);

/// Everything that is packed in these bytes.
pub fn unpacked(bytes: &[u8]) -> Vec<Unpacked> {
    let mut all: Vec<Unpacked> = (0..bytes.len()).filter_map(|at| stream(&bytes[at..])).collect();
    all.push(("in a deflate stream", read(DeflateDecoder::new(bytes))));
    for run in &runs(bytes, |byte| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte)) {
        // What stands right before it may be letters too, so that its first group may begin at any of four places.
        all.extend((0..4).filter_map(|from| Some(("in base64", in_groups(run.get(from..)?)?))));
    }
    for run in &runs(bytes, |byte| byte.is_ascii_hexdigit()) {
        let digits: Vec<u8> = run.iter().filter_map(|byte| char::from(*byte).to_digit(16)).map(|n| n as u8).collect();
        let of_pairs = |digits: &[u8]| digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        all.extend((0..2).filter_map(|from| Some(("in hexadecimal digits", of_pairs(digits.get(from..)?)))));
    }
    all.retain(|(_, bytes)| bytes.len() >= RUN_BYTES_MIN / 2);
    all
}

/// What base64 of either alphabet holds, also where both are mixed.
fn in_groups(run: &[u8]) -> Option<Vec<u8>> {
    let of_standard = |byte: &u8| match byte {
        b'-' => b'+',
        b'_' => b'/',
        byte => *byte,
    };
    // A last character that stands alone is of no byte.
    let whole = &run[..run.len() - usize::from(run.len() % 4 == 1)];
    STANDARD.decode(whole.iter().map(of_standard).collect::<Vec<u8>>()).ok()
}

/// The stream that begins here, as far as it can be read.
fn stream(bytes: &[u8]) -> Option<Unpacked> {
    match bytes {
        [0x1f, 0x8b, 8, ..] => Some(("in a gzip stream", read(GzDecoder::new(bytes)))),
        [b'P', b'K', 3, 4, ..] => {
            // An archive's file: behind a head of thirty bytes its name and something more, then what it holds.
            let length = |at: usize| Some(usize::from(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?])));
            let held = bytes.get(30 + length(26)? + length(28)?..)?;
            Some(("in a file of an archive", read(DeflateDecoder::new(held))))
        }
        [method, more, ..] if method & 0x0f == 8 && u16::from_be_bytes([*method, *more]) % 31 == 0 => {
            Some(("in a zlib stream", read(ZlibDecoder::new(bytes))))
        }
        _ => None,
    }
}

/// What can be read of it; what comes before an error counts.
fn read(from: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _broken_off = from.take(STREAM_BYTES_MAX).read_to_end(&mut bytes);
    bytes
}

/// The long runs of such bytes, without the ends of lines in them: mails and keys are wrapped.
fn runs(bytes: &[u8], is_of: impl Fn(u8) -> bool) -> Vec<Vec<u8>> {
    let is_end = |byte: u8| b"\r\n".contains(&byte);
    let all = bytes.split(|byte| !is_of(*byte) && !is_end(*byte));
    let all = all.filter(|run| run.len() >= RUN_BYTES_MIN);
    all.map(|run| run.iter().copied().filter(|byte| !is_end(*byte)).collect()).collect()
}

/// The values of all tables of a database, with where they stand, as `table.column`.
pub fn values(database: &Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(database, flags)?;
    let mut named = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    let tables: Vec<String> = named.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut all = Vec::new();
    for table in tables {
        let mut statement = database.prepare(&format!("SELECT * FROM \"{table}\""))?;
        let columns: Vec<String> = statement.column_names().map(|name| format!("{table}.{name}")).collect();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for (n, column) in columns.iter().enumerate() {
                if let ValueRef::Text(bytes) | ValueRef::Blob(bytes) = row.get_ref(n)? {
                    all.push((column.clone(), bytes.to_vec()));
                }
            }
        }
    }
    Ok(all)
}
