//! Values that programs trip over, by kind.

use serde_json::{Value, json};

/// Texts.
pub const TEXTS: &[&str] = &[
    "",
    " ",
    "\0",
    "\u{feff}",
    "\u{202e}txt.exe",
    "a\u{301}\u{301}\u{301}\u{301}",
    "👩‍👩‍👧‍👦",
    "\u{fffd}\u{ffff}",
    "ﷺ",
    "İıſK",
    "../../../../etc/passwd",
    "..\\..\\",
    "/dev/null",
    "'; DROP TABLE run; --",
    "\" OR 1=1 --",
    "%s%n%x%d",
    "{{7*7}}${7*7}#{7*7}",
    "<script>alert(1)</script>",
    "a\r\nSet-Cookie: x=1",
    "null",
    "true",
    "NaN",
    "-0",
    "0x7fffffff",
    "1e400",
    "99999999999999999999999999999999999999",
    "0000-00-00",
    "9999-12-31T23:59:60Z",
    "+292277026596-12-31T00:00:00Z",
    "-9999-01-01",
    "2026-02-30",
    "2026-03-29T02:30:00[Europe/Berlin]",
    "999999999999 business days",
    "-1 hours",
    "P99999999999Y",
    "@",
    "@ines.weber",
    "@INES.WEBER",
    "@ana.diaz",
    "#finance",
    "everyone",
    "manager of manager of manager of manager of requester",
    "PUR-1",
    "PUR-1.1",
    "PUR-1!1",
    "v1",
    "v18446744073709551616",
    "*",
    "xn--nxasmq6b",
    "a@b",
    "a@example.org\u{0}",
    "sum(for i in 1..1000000 return i)",
    "\"\\u{110000}\"",
    "NEAR(\"a\" \"b\", 3) AND NOT *",
    "(?:(?:(?:a+)+)+)+$",
];

/// Numbers as they stand in a text; not all are numbers that JSON can say elsewhere.
pub const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "-1",
    "1.5",
    "2147483648",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "18446744073709551616",
    "1e308",
    "1e309",
    "-1e-400",
    "0.1000000000000000000000000000000000000000001",
    "99999999999999999999999999999999999999999999999999",
];

/// A JSON value that is likely not what was wanted.
pub fn value(random: &mut fastrand::Rng) -> Value {
    match random.u8(..12) {
        0 => Value::Null,
        1 => json!(random.bool()),
        2 => serde_json::from_str(random.choice(NUMBERS).copied().unwrap_or("0")).unwrap_or(Value::Null),
        3 => json!(random.i64(..)),
        4 => json!([]),
        5 => json!({}),
        6 => json!([value(random), value(random)]),
        7 => json!({ text(random): value(random) }),
        8 => nested(random.usize(1..200)),
        _ => json!(text(random)),
    }
}

/// A text that is likely not what was wanted; seldom a very long one.
pub fn text(random: &mut fastrand::Rng) -> String {
    let one = |random: &mut fastrand::Rng| (*random.choice(TEXTS).unwrap_or(&"")).to_owned();
    match random.u8(..40) {
        0 => one(random).repeat(random.usize(1..2_000)),
        1 => "x".repeat(random.usize(1..200_000)),
        2..4 => one(random) + &one(random),
        4..8 => (0..random.usize(1..12)).map(|_| random.char(..)).collect(),
        _ => one(random),
    }
}

fn nested(deep: usize) -> Value {
    (0..deep).fold(json!(1), |inner, n| if n % 2 == 0 { json!([inner]) } else { json!({ "a": inner }) })
}
