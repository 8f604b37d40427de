//! Tests: what a cell of a decision table says, and what stands after `in`.

use super::cursor::Cursor;
use super::{collection, operator};
use crate::fault::Fault;
use crate::syntax::token::Token;
use crate::syntax::tree::{Comparison, Expr, ExprKind, Tests};
use crate::value::Value;

/// A whole cell: `-`, tests with commas between them, or `not(…)` around them.
pub(super) fn cell(cursor: &mut Cursor<'_>, options: &[String]) -> Result<Tests, Box<Fault>> {
    if cursor.at_symbol("-") && cursor.ahead().len() == 2 {
        cursor.advance();
        return Ok(Tests { negated: false, tests: Vec::new() });
    }
    let negated = negates_all(cursor);
    if negated {
        cursor.advance();
        cursor.advance();
    }
    let mut tests = vec![test(cursor, options)?];
    while cursor.take_symbol(",") {
        tests.push(test(cursor, options)?);
    }
    if negated {
        cursor.expect_symbol(")", "at the end of not(…)")?;
    }
    Ok(Tests { negated, tests })
}

/// Is it `not(…)` from its beginning to its end?
fn negates_all(cursor: &Cursor<'_>) -> bool {
    if !cursor.at_word("not") || cursor.symbol_after(1) != Some("(") {
        return false;
    }
    let mut open = 0_i64;
    for (at, placed) in cursor.ahead().iter().enumerate() {
        match placed.token {
            Token::Symbol("(") => open += 1,
            Token::Symbol(")") => open -= 1,
            _ => continue,
        }
        if open == 0 {
            return cursor.ahead().get(at + 1).is_some_and(|next| next.token == Token::End);
        }
    }
    false
}

fn test(cursor: &mut Cursor<'_>, options: &[String]) -> Result<Expr, Box<Fault>> {
    if let Some(option) = option(cursor, options)? {
        return Ok(option);
    }
    match unary(cursor)? {
        Some(unary) => Ok(unary),
        None => operator::expression(cursor),
    }
}

/// An option of a choice without quotes, if the text up to the next comma or the end is one.
fn option(cursor: &mut Cursor<'_>, options: &[String]) -> Result<Option<Expr>, Box<Fault>> {
    let start = cursor.span();
    let rest = &cursor.text[start.start..];
    let ends_there = |option: &&String| {
        let after = rest.strip_prefix(option.as_str()).map(str::trim_start);
        after.is_some_and(|after| after.is_empty() || after.starts_with([',', ')']))
    };
    let Some(option) = options.iter().filter(ends_there).max_by_key(|option| option.len()) else { return Ok(None) };
    let end = start.start + option.len();
    while !cursor.at_end() && cursor.span().start < end {
        cursor.advance();
    }
    cursor.node(start, 0, ExprKind::Constant(Value::text(option))).map(Some)
}

/// `< 5` and its like, if one stands here.
pub(super) fn unary(cursor: &mut Cursor<'_>) -> Result<Option<Expr>, Box<Fault>> {
    let start = cursor.span();
    let Token::Symbol(symbol) = cursor.peek() else { return Ok(None) };
    let Some(comparison) = Comparison::of(symbol) else { return Ok(None) };
    cursor.advance();
    let value = operator::sum(cursor)?;
    let depth = value.depth;
    cursor.node(start, depth, ExprKind::Unary(comparison, Box::new(value))).map(Some)
}

/// What stands after `in`: a test, or several in parentheses.
pub(super) fn after_in(cursor: &mut Cursor<'_>) -> Result<Vec<Expr>, Box<Fault>> {
    if cursor.at_symbol("(") {
        return cursor.deeper(in_parentheses);
    }
    match unary(cursor)? {
        Some(unary) => Ok(vec![unary]),
        None => Ok(vec![operator::sum(cursor)?]),
    }
}

/// `(test, test)`, or a range that begins with `(`.
fn in_parentheses(cursor: &mut Cursor<'_>) -> Result<Vec<Expr>, Box<Fault>> {
    let start = cursor.span();
    cursor.advance();
    let first = test(cursor, &[])?;
    if cursor.at_symbol("..") {
        return Ok(vec![collection::range(cursor, start, first, false)?]);
    }
    let mut tests = vec![first];
    while cursor.take_symbol(",") {
        tests.push(test(cursor, &[])?);
    }
    cursor.expect_symbol(")", "after the tests")?;
    Ok(tests)
}
