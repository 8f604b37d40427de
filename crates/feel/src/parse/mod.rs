//! Tokens to tree: a Pratt parser that stops at the first fault.
//!
//! Its recursion and the depth of what it makes are bounded, whatever the text. It knows names only as
//! far as their words must be kept together; whether they exist is decided later.

mod collection;
mod cursor;
mod name;
mod operand;
mod operator;
mod phrase;
mod test;
mod type_name;

use crate::fault::Fault;
use crate::span::Span;
use crate::syntax::tree::{Expr, Tests, TypeName};
use crate::syntax::vocabulary::Vocabulary;
use cursor::Cursor;

/// Longer texts are refused.
pub const TEXT_BYTES_MAX: usize = 65_536;

/// Parses an expression.
pub fn expression(text: &str, vocabulary: Vocabulary) -> Result<Expr, Box<Fault>> {
    let mut cursor = Cursor::new(short_enough(text)?, vocabulary);
    if cursor.at_end() {
        let fault = Fault::new("feel.empty", "there is no expression", Span::new(0, text.len()));
        return Err(Box::new(fault.remedy("write one, or null for no value")));
    }
    let found = operator::expression(&mut cursor)?;
    cursor.expect_end()?;
    Ok(found)
}

/// Parses the tests of a decision table's cell; an option may stand there without quotes.
pub fn tests(text: &str, options: &[String], vocabulary: Vocabulary) -> Result<Tests, Box<Fault>> {
    let mut cursor = Cursor::new(short_enough(text)?, vocabulary);
    if cursor.at_end() {
        let fault = Fault::new("feel.empty", "this cell is empty", Span::new(0, text.len()));
        return Err(Box::new(fault.remedy("write - for a cell that fits everything")));
    }
    let found = test::cell(&mut cursor, options)?;
    cursor.expect_end()?;
    Ok(found)
}

/// Parses the name of a type.
pub fn type_name(text: &str, vocabulary: Vocabulary) -> Result<TypeName, Box<Fault>> {
    let mut cursor = Cursor::new(short_enough(text)?, vocabulary);
    let found = type_name::type_name(&mut cursor)?;
    cursor.expect_end()?;
    Ok(found)
}

fn short_enough(text: &str) -> Result<&str, Box<Fault>> {
    if text.len() <= TEXT_BYTES_MAX {
        return Ok(text);
    }
    let message = format!("this expression is too long: {} bytes, at most {TEXT_BYTES_MAX}", text.len());
    let fault = Fault::new("feel.too_long", message, Span::new(0, text.len()));
    Err(Box::new(fault.remedy("split it into several steps or a decision").param("bytes", text.len().to_string())))
}
