//! An expression as other tools read it: durations in words become ISO 8601, and what only Baton knows is named.

use crate::span::Span;
use crate::syntax::token::{Placed, Token, tokens};
use crate::words::{self, Duration};

/// The functions that the standard does not have.
const OWN_FUNCTIONS: [&str; 5] = ["trim", "extract", "is empty", "duplicate values", "last day of month"];

/// An expression for other tools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standard {
    /// Its text, or that of the tests of a cell.
    pub text: String,
    /// What of it other tools do not know, as it stands there.
    pub unknown: Vec<String>,
}

/// The text as other tools read it.
pub fn standard(text: &str) -> Standard {
    let all = tokens(text);
    let (mut made, mut unknown, mut done) = (String::new(), Vec::new(), 0);
    for at in 0..all.len() {
        if let Some((duration, span)) = duration(text, &all[at..]) {
            match duration {
                Duration::Business(_) => unknown.push(span.of(text).to_owned()),
                Duration::Days(_) | Duration::Years(_) => {
                    made.push_str(&text[done..span.start]);
                    made.extend(["@\"", &shown(duration), "\""]);
                    done = span.end;
                }
            }
        }
        if let Some(name) = OWN_FUNCTIONS.into_iter().find(|name| is_call(text, &all[at..], name)) {
            unknown.push(format!("{name}()"));
        }
    }
    made.push_str(&text[done..]);
    unknown.dedup();
    Standard { text: made, unknown }
}

/// `3 days`, `2 business hours` at the beginning of these.
fn duration(text: &str, ahead: &[Placed]) -> Option<(Duration, Span)> {
    let Token::Number(count) = ahead.first()?.token else { return None };
    let word =
        |at: usize| ahead.get(at).filter(|placed| placed.token == Token::Word).map(|placed| placed.span.of(text));
    let business = word(1)? == "business";
    let last = if business { 2 } else { 1 };
    let duration = words::of(count, words::unit(word(last)?, business)?)?;
    Some((duration, ahead[0].span.to(ahead[last].span)))
}

fn shown(duration: Duration) -> String {
    match duration {
        Duration::Days(duration) => duration.to_string(),
        Duration::Years(duration) => duration.to_string(),
        Duration::Business(duration) => duration.to_string(),
    }
}

fn is_call(text: &str, ahead: &[Placed], name: &str) -> bool {
    let mut rest = ahead.iter();
    let is_named = name
        .split(' ')
        .all(|word| rest.next().is_some_and(|placed| placed.token == Token::Word && placed.span.of(text) == word));
    is_named && rest.next().is_some_and(|placed| placed.token == Token::Symbol("("))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_tools_get_durations_they_can_read_and_the_rest_is_named() {
        let cases: [(&str, &str, &[&str]); 6] = [
            ("due + 3 days - 1.5 hours", "due + @\"P3D\" - @\"PT1H30M\"", &[]),
            ("< 18 months, [2 weeks..4 weeks]", "< @\"P1Y6M\", [@\"P14D\"..@\"P28D\"]", &[]),
            ("\"3 days\"", "\"3 days\"", &[]),
            ("day + 2 business days", "day + 2 business days", &["2 business days"]),
            (
                "trim(name) + last day of month(day)",
                "trim(name) + last day of month(day)",
                &["trim()", "last day of month()"],
            ),
            ("trim + 2", "trim + 2", &[]),
        ];
        for (text, expected, unknown) in cases {
            let found = standard(text);
            assert_eq!(found.text, expected);
            assert_eq!(found.unknown, unknown, "{text}");
        }
    }

    #[test]
    fn its_own_functions_are_functions() {
        for name in OWN_FUNCTIONS {
            assert!(crate::catalogue::function(name).is_some(), "{name}");
        }
    }
}
