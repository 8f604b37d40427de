//! Durations in words and ISO 8601.

use baton_feel::Value;
use baton_feel::words::parse;

#[test]
fn durations_are_read_in_words_and_iso() {
    let cases = [
        ("30 seconds", "PT30S"),
        ("1.5 hours", "PT1H30M"),
        ("2 weeks", "P14D"),
        ("1 month", "P1M"),
        ("18 months", "P1Y6M"),
        ("2 business days", "2 business days"),
        ("1 business hour", "1 business hour"),
        ("PT4H", "PT4H"),
        ("P2W", "P14D"),
        ("P1Y", "P1Y"),
    ];
    for (text, expected) in cases {
        assert_eq!(parse(text).map(|d| Value::from(d).to_string()).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn what_is_no_duration_is_refused_with_what_was_meant() {
    let cases = [
        ("4 huors", "\"4 huors\" is no duration; did you mean hours?"),
        ("1 business dya", "\"1 business dya\" is no duration; did you mean business day?"),
        ("soon", "\"soon\" is no duration; write it like 4 hours, 2 business days or PT4H"),
        ("1.5 months", "there is no duration of \"1.5 months\"; use a whole number of that unit"),
        ("4 hours later", "\"4 hours later\" is no duration; write it like 4 hours, 2 business days or PT4H"),
    ];
    for (text, expected) in cases {
        assert_eq!(parse(text).unwrap_err().to_string(), expected, "{text}");
    }
}
