//! matches, replace, split: regular expressions that take time linear in the text. Look-around and back-references do
//! not exist; a pattern that needs them is refused with that reason.

use super::argument::{optional_text, text};
use super::builtin::{Builtin, Runtime, at_least, exactly};
use crate::fault::Trouble;
use crate::types::Type;
use crate::value::Value;
use regex::{Regex, RegexBuilder};

const PATTERN_BYTES_MAX: usize = 4_096;
const COMPILED_BYTES_MAX: usize = 1 << 17;
/// Longer texts are not matched: the worst patterns take a thousand steps for each character.
const INPUT_BYTES_MAX: usize = 1 << 16;
/// Compiling a pattern costs about as much as so many steps for each of its bytes.
const STEPS_PER_BYTE: u64 = 20;

pub(super) const FUNCTIONS: &[Builtin] = &[
    Builtin {
        name: "matches",
        signatures: &[at_least(2, &["input", "pattern", "flags"])],
        gives: Type::Boolean,
        run: matches,
    },
    Builtin {
        name: "replace",
        signatures: &[at_least(3, &["input", "pattern", "replacement", "flags"])],
        gives: Type::Text,
        run: replace,
    },
    Builtin { name: "split", signatures: &[exactly(&["string", "delimiter"])], gives: Type::Any, run: split },
    Builtin {
        name: "extract",
        signatures: &[at_least(2, &["input", "pattern", "flags"])],
        gives: Type::Any,
        run: extract,
    },
];

fn regex(runtime: &mut dyn Runtime, input: &str, pattern: &str, flags: &str) -> Result<Regex, Trouble> {
    if pattern.len() > PATTERN_BYTES_MAX {
        return Err(Trouble::bad_value(format!("a pattern has at most {PATTERN_BYTES_MAX} bytes")));
    }
    if input.len() > INPUT_BYTES_MAX {
        return Err(Trouble::bad_value(format!("a text of more than {INPUT_BYTES_MAX} bytes cannot be matched")));
    }
    runtime.spend(pattern.len() as u64 * STEPS_PER_BYTE + input.len() as u64)?;
    if let Some(unknown) = flags.chars().find(|flag| !"smixq".contains(*flag)) {
        return Err(Trouble::bad_value(format!("a pattern has the flags s, m, i, x and q, not {unknown}")));
    }
    let pattern = if flags.contains('q') { regex::escape(pattern) } else { plain_classes(pattern) };
    let built = RegexBuilder::new(&pattern)
        .case_insensitive(flags.contains('i'))
        .multi_line(flags.contains('m'))
        .dot_matches_new_line(flags.contains('s'))
        .ignore_whitespace(flags.contains('x'))
        .size_limit(COMPILED_BYTES_MAX)
        .nest_limit(64)
        .build();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => Trouble::bad_value("this pattern is too large"),
        _ => Trouble::bad_value("this is no regular expression; look-around and back-references do not exist here"),
    })
}

/// The subtraction of classes of XML (`[a-z-[aeiou]]`) in the form this engine knows (`[a-z--[aeiou]]`).
fn plain_classes(pattern: &str) -> String {
    pattern.replace("-[", "--[").replace("---[", "--[")
}

fn matches(runtime: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (input, pattern) = (text(arguments, 0, "input")?, text(arguments, 1, "pattern")?);
    let flags = optional_text(arguments, 2, "flags")?.unwrap_or("");
    Ok(Value::Boolean(regex(runtime, input, pattern, flags)?.is_match(input)))
}

fn replace(runtime: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (input, pattern) = (text(arguments, 0, "input")?, text(arguments, 1, "pattern")?);
    let replacement = text(arguments, 2, "replacement")?;
    let flags = optional_text(arguments, 3, "flags")?.unwrap_or("");
    let regex = regex(runtime, input, pattern, flags)?;
    if regex.is_match("") {
        return Err(Trouble::bad_value("the pattern also fits the empty text, so there is no end to replacing"));
    }
    // What comes out may be far longer than what went in.
    let found = regex.find_iter(input).count() as u64;
    let groups_named = replacement.matches('$').count() as u64;
    runtime.spend(found.saturating_mul(1 + replacement.len() as u64 / 8) + groups_named * input.len() as u64 / 64)?;
    let replacement = if flags.contains('q') { replacement.replace('$', "$$") } else { groups(replacement, &regex)? };
    Ok(Value::from(regex.replace_all(input, replacement.as_str()).into_owned()))
}

/// `$1` as FEEL means it (`$1a` is group 1, then "a"), in the form this engine knows.
fn groups(replacement: &str, regex: &Regex) -> Result<String, Trouble> {
    let mut made = String::new();
    let mut rest = replacement.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some('$') => made.push_str("$$"),
                Some(c) => made.push(c),
                None => return Err(Trouble::bad_value("a replacement cannot end with \\")),
            },
            '$' => {
                let mut group = 0;
                let mut seen = false;
                while let Some(digit) = rest.peek().and_then(|c| c.to_digit(10)) {
                    let next = group * 10 + digit as usize;
                    if seen && next >= regex.captures_len() {
                        break;
                    }
                    (group, seen) = (next, true);
                    rest.next();
                }
                if !seen {
                    return Err(Trouble::bad_value("in a replacement write $1 for a group, or \\$ for a $"));
                }
                made.extend(["${", &group.to_string(), "}"]);
            }
            c => made.push(c),
        }
    }
    Ok(made)
}

fn split(runtime: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (string, delimiter) = (text(arguments, 0, "string")?, text(arguments, 1, "delimiter")?);
    let regex = regex(runtime, string, delimiter, "")?;
    Ok(Value::list(regex.split(string).map(Value::from)))
}

/// All pieces that fit the pattern.
fn extract(runtime: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (input, pattern) = (text(arguments, 0, "input")?, text(arguments, 1, "pattern")?);
    let flags = optional_text(arguments, 2, "flags")?.unwrap_or("");
    let regex = regex(runtime, input, pattern, flags)?;
    Ok(Value::list(regex.find_iter(input).map(|found| Value::from(found.as_str()))))
}
