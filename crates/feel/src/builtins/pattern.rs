//! matches, replace, split, extract: regular expressions as `XPath` has them.
//!
//! A pattern takes time linear in the text, unless it refers back to a group; such a one runs within a limit of steps. How
//! patterns are written is decided in `xpath`.

use super::argument::{optional_text, text};
use super::builtin::{Builtin, Runtime, at_least, exactly};
use super::xpath::translate;
use crate::fault::Trouble;
use crate::types::Type;
use crate::value::Value;
use regex::RegexBuilder;

const PATTERN_BYTES_MAX: usize = 4_096;
const COMPILED_BYTES_MAX: usize = 1 << 17;
/// Longer texts are not matched: the worst patterns take a thousand steps for each character.
const INPUT_BYTES_MAX: usize = 1 << 16;
/// Compiling a pattern costs about as much as so many steps for each of its bytes.
const STEPS_PER_BYTE: u64 = 30;
/// What a search costs at least.
const STEPS_MIN: u64 = 50;
/// How often a pattern that refers back may go back in one search, and what a search costs then.
const GOING_BACK_MAX: usize = 20_000;
const GOING_BACK_STEPS: u64 = 2_000;

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

/// A compiled pattern.
enum Pattern {
    Linear(regex::Regex),
    GoingBack(Box<fancy_regex::Regex>),
}

/// Where a match and its groups lie in the text; the first is all of it.
type Found = Vec<Option<(usize, usize)>>;

fn compiled(runtime: &mut dyn Runtime, input: &str, pattern: &str, flags: &str) -> Result<Pattern, Trouble> {
    if pattern.len() > PATTERN_BYTES_MAX {
        return Err(Trouble::bad_value(format!("a pattern has at most {PATTERN_BYTES_MAX} bytes")));
    }
    if input.len() > INPUT_BYTES_MAX {
        return Err(Trouble::bad_value(format!("a text of more than {INPUT_BYTES_MAX} bytes cannot be matched")));
    }
    runtime.spend(STEPS_MIN + pattern.len() as u64 * STEPS_PER_BYTE + input.len() as u64)?;
    if let Some(unknown) = flags.chars().find(|flag| !"smixq".contains(*flag)) {
        return Err(Trouble::bad_value(format!("a pattern has the flags s, m, i, x and q, not {unknown}")));
    }
    let translated = translate(pattern, flags)?;
    if translated.refers_back {
        let built = fancy_regex::RegexBuilder::new(&translated.text)
            .backtrack_limit(GOING_BACK_MAX)
            .delegate_size_limit(COMPILED_BYTES_MAX)
            .build();
        return built.map(|regex| Pattern::GoingBack(Box::new(regex))).map_err(|_| no_pattern());
    }
    let built = RegexBuilder::new(&translated.text).size_limit(COMPILED_BYTES_MAX).nest_limit(64).build();
    built.map(Pattern::Linear).map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => Trouble::bad_value("this pattern is too large"),
        _ => no_pattern(),
    })
}

fn no_pattern() -> Trouble {
    Trouble::bad_value("this is no regular expression")
}

fn too_many_ways<E>(_: E) -> Trouble {
    Trouble::limit("feel.limit_fuel", "this pattern has too many ways to fit this text")
}

impl Pattern {
    fn fits(&self, runtime: &mut dyn Runtime, input: &str) -> Result<bool, Trouble> {
        match self {
            Self::Linear(regex) => Ok(regex.is_match(input)),
            Self::GoingBack(regex) => {
                runtime.spend(GOING_BACK_STEPS)?;
                regex.is_match(input).map_err(too_many_ways)
            }
        }
    }

    /// Every match, with its groups where they are wanted.
    fn all(&self, runtime: &mut dyn Runtime, input: &str, groups: bool) -> Result<Vec<Found>, Trouble> {
        let mut found = Vec::new();
        match self {
            Self::Linear(regex) if groups => {
                for captures in regex.captures_iter(input) {
                    runtime.spend(captures.len() as u64)?;
                    found.push(captures.iter().map(|group| group.map(|group| (group.start(), group.end()))).collect());
                }
            }
            Self::Linear(regex) => {
                found.extend(regex.find_iter(input).map(|found| vec![Some((found.start(), found.end()))]));
            }
            Self::GoingBack(regex) => {
                for captures in regex.captures_iter(input) {
                    runtime.spend(GOING_BACK_STEPS)?;
                    let captures = captures.map_err(too_many_ways)?;
                    found.push(captures.iter().map(|group| group.map(|group| (group.start(), group.end()))).collect());
                }
            }
        }
        Ok(found)
    }
}

fn matches(runtime: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (input, pattern) = (text(arguments, 0, "input")?, text(arguments, 1, "pattern")?);
    let flags = optional_text(arguments, 2, "flags")?.unwrap_or("");
    compiled(runtime, input, pattern, flags)?.fits(runtime, input).map(Value::Boolean)
}

/// A piece of a replacement.
enum Piece {
    Text(String),
    Group(usize),
}

fn replace(runtime: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (input, pattern) = (text(arguments, 0, "input")?, text(arguments, 1, "pattern")?);
    let replacement = text(arguments, 2, "replacement")?;
    let flags = optional_text(arguments, 3, "flags")?.unwrap_or("");
    let regex = compiled(runtime, input, pattern, flags)?;
    if regex.fits(runtime, "")? {
        return Err(Trouble::bad_value("the pattern also fits the empty text, so there is no end to replacing"));
    }
    let groups = match &regex {
        Pattern::Linear(regex) => regex.captures_len(),
        Pattern::GoingBack(regex) => regex.captures_len(),
    };
    let pieces =
        if flags.contains('q') { vec![Piece::Text(replacement.to_owned())] } else { pieces(replacement, groups)? };
    let wants_groups = pieces.iter().any(|piece| matches!(piece, Piece::Group(1..)));
    let found = regex.all(runtime, input, wants_groups)?;
    // What comes out may be far longer than what went in.
    runtime.spend((found.len() as u64).saturating_mul(1 + replacement.len() as u64 / 8))?;
    let (mut made, mut at) = (String::with_capacity(input.len()), 0);
    for groups in &found {
        let Some((start, end)) = groups.first().copied().flatten() else { continue };
        made.push_str(&input[at..start]);
        for piece in &pieces {
            match piece {
                Piece::Text(text) => made.push_str(text),
                Piece::Group(group) => {
                    let (start, end) = groups.get(*group).copied().flatten().unwrap_or((0, 0));
                    runtime.spend((end - start) as u64 / 64)?;
                    made.push_str(&input[start..end]);
                }
            }
        }
        at = end;
    }
    made.push_str(&input[at..]);
    Ok(Value::from(made))
}

/// A replacement taken apart: `$1` is a group (`$12` too, where there are so many), `\$` and `\\` are the characters.
fn pieces(replacement: &str, groups: usize) -> Result<Vec<Piece>, Trouble> {
    let (mut pieces, mut plain) = (Vec::new(), String::new());
    let mut rest = replacement.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some(c @ ('$' | '\\')) => plain.push(c),
                _ => return Err(Trouble::bad_value("in a replacement \\ stands only before $ or another \\")),
            },
            '$' => {
                let Some(first) = rest.next().and_then(|c| c.to_digit(10)) else {
                    return Err(Trouble::bad_value("in a replacement write $1 for a group, or \\$ for a $"));
                };
                let mut group = first as usize;
                while let Some(digit) = rest.peek().and_then(|c| c.to_digit(10)) {
                    let longer = group * 10 + digit as usize;
                    if longer >= groups {
                        break;
                    }
                    group = longer;
                    rest.next();
                }
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
                pieces.push(Piece::Group(group));
            }
            c => plain.push(c),
        }
    }
    pieces.push(Piece::Text(plain));
    Ok(pieces)
}

fn split(runtime: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (string, delimiter) = (text(arguments, 0, "string")?, text(arguments, 1, "delimiter")?);
    let regex = compiled(runtime, string, delimiter, "")?;
    let (mut parts, mut at) = (Vec::new(), 0);
    for (start, end) in regex.all(runtime, string, false)?.iter().filter_map(|found| found[0]) {
        parts.push(Value::text(&string[at..start]));
        at = end;
    }
    parts.push(Value::text(&string[at..]));
    Ok(Value::list(parts))
}

/// All pieces that fit the pattern.
fn extract(runtime: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (input, pattern) = (text(arguments, 0, "input")?, text(arguments, 1, "pattern")?);
    let flags = optional_text(arguments, 2, "flags")?.unwrap_or("");
    let regex = compiled(runtime, input, pattern, flags)?;
    let found = regex.all(runtime, input, false)?;
    Ok(Value::list(found.iter().filter_map(|found| found[0]).map(|(start, end)| Value::text(&input[start..end]))))
}
