//! What stands between operands, by precedence: or · and · comparisons · sum · product · power · minus · path, filter, call.

use super::cursor::Cursor;
use super::{collection, name, operand, test, type_name};
use crate::fault::Fault;
use crate::syntax::token::Token;
use crate::syntax::tree::{Arithmetic, Comparison, Expr, ExprKind};

/// A whole expression.
pub(super) fn expression(cursor: &mut Cursor<'_>) -> Result<Expr, Box<Fault>> {
    binary(cursor, Level::Or)
}

/// A sum: what the ends of ranges and the sides of comparisons are.
pub(super) fn sum(cursor: &mut Cursor<'_>) -> Result<Expr, Box<Fault>> {
    binary(cursor, Level::Sum)
}

/// How strongly an operator binds; the later ones more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Or,
    And,
    Comparison,
    Sum,
    Product,
    Power,
    Operand,
}

/// The level of what binds stronger.
fn above(level: Level) -> Level {
    match level {
        Level::Or => Level::And,
        Level::And => Level::Comparison,
        Level::Comparison => Level::Sum,
        Level::Sum => Level::Product,
        Level::Product => Level::Power,
        Level::Power | Level::Operand => Level::Operand,
    }
}

/// The level of the operator that comes next, if one does.
fn next_level(cursor: &Cursor<'_>) -> Option<Level> {
    Some(match cursor.peek() {
        Token::Symbol("+" | "-") => Level::Sum,
        Token::Symbol("*" | "/") => Level::Product,
        Token::Symbol("**") => Level::Power,
        Token::Symbol(symbol) if Comparison::of(symbol).is_some() => Level::Comparison,
        Token::Word => match cursor.word()? {
            "or" => Level::Or,
            "and" => Level::And,
            "between" | "in" | "instance" => Level::Comparison,
            _ => return None,
        },
        _ => return None,
    })
}

/// Operands and what joins them, as long as it binds at least so strongly.
fn binary(cursor: &mut Cursor<'_>, floor: Level) -> Result<Expr, Box<Fault>> {
    cursor.enter()?;
    let mut left = operand(cursor)?;
    while let Some(level) = next_level(cursor).filter(|level| *level >= floor) {
        left = match level {
            Level::Or => logic(cursor, left, level, ExprKind::Or)?,
            Level::And => logic(cursor, left, level, ExprKind::And)?,
            Level::Comparison => comparison(cursor, left)?,
            _ => chain(cursor, left, level)?,
        };
    }
    cursor.leave();
    Ok(left)
}

/// A chain of one logical operator is one node, however long.
fn logic(
    cursor: &mut Cursor<'_>,
    first: Expr,
    level: Level,
    make: fn(Vec<Expr>) -> ExprKind,
) -> Result<Expr, Box<Fault>> {
    let (start, mut depth, mut parts) = (first.span, first.depth, vec![first]);
    while next_level(cursor) == Some(level) {
        cursor.advance();
        let next = binary(cursor, above(level))?;
        depth = depth.max(next.depth);
        parts.push(next);
    }
    cursor.node(start, depth, make(parts))
}

/// A chain of arithmetic of one level is one node, however long.
fn chain(cursor: &mut Cursor<'_>, first: Expr, level: Level) -> Result<Expr, Box<Fault>> {
    let (start, mut depth, mut rest) = (first.span, first.depth, Vec::new());
    while next_level(cursor) == Some(level) {
        let operator = match cursor.peek() {
            Token::Symbol("+") => Arithmetic::Add,
            Token::Symbol("-") => Arithmetic::Subtract,
            Token::Symbol("*") => Arithmetic::Multiply,
            Token::Symbol("/") => Arithmetic::Divide,
            _ => Arithmetic::Power,
        };
        cursor.advance();
        let next = binary(cursor, above(level))?;
        depth = depth.max(next.depth);
        rest.push((operator, next));
    }
    cursor.node(start, depth, ExprKind::Arithmetic(Box::new(first), rest))
}

fn comparison(cursor: &mut Cursor<'_>, left: Expr) -> Result<Expr, Box<Fault>> {
    match cursor.word() {
        Some("between") => between(cursor, left),
        Some("in") => inside(cursor, left),
        Some(_) => instance(cursor, left),
        None => compare(cursor, left),
    }
}

fn compare(cursor: &mut Cursor<'_>, left: Expr) -> Result<Expr, Box<Fault>> {
    let Token::Symbol(symbol) = cursor.peek() else { return Ok(left) };
    let Some(comparison) = Comparison::of(symbol) else { return Ok(left) };
    cursor.advance();
    if cursor.at_symbol("=") {
        return Err(Box::new(cursor.expected("a value").remedy("write a single = to compare")));
    }
    let right = sum(cursor)?;
    let (start, depth) = (left.span, left.depth.max(right.depth));
    cursor.node(start, depth, ExprKind::Compare(comparison, Box::new(left), Box::new(right)))
}

fn between(cursor: &mut Cursor<'_>, value: Expr) -> Result<Expr, Box<Fault>> {
    cursor.advance();
    let low = sum(cursor)?;
    cursor.expect_word("and", "after the lower end of between")?;
    let high = sum(cursor)?;
    let (start, depth) = (value.span, value.depth.max(low.depth).max(high.depth));
    cursor.node(start, depth, ExprKind::Between(Box::new(value), Box::new(low), Box::new(high)))
}

fn inside(cursor: &mut Cursor<'_>, value: Expr) -> Result<Expr, Box<Fault>> {
    cursor.advance();
    let tests = test::after_in(cursor)?;
    let depth = tests.iter().map(|test| test.depth).fold(value.depth, u32::max);
    let start = value.span;
    cursor.node(start, depth, ExprKind::In(Box::new(value), tests))
}

fn instance(cursor: &mut Cursor<'_>, value: Expr) -> Result<Expr, Box<Fault>> {
    cursor.advance();
    cursor.expect_word("of", "after instance")?;
    let kind = type_name::type_name(cursor)?;
    let (start, depth) = (value.span, value.depth);
    cursor.node(start, depth, ExprKind::InstanceOf(Box::new(value), kind))
}

/// An operand with the minus signs before it and the paths, filters and calls behind it.
fn operand(cursor: &mut Cursor<'_>) -> Result<Expr, Box<Fault>> {
    let mut minuses = Vec::new();
    while cursor.at_symbol("-") {
        minuses.push(cursor.span());
        cursor.advance();
    }
    let first = operand::operand(cursor)?;
    let mut found = postfix(cursor, first)?;
    for start in minuses.into_iter().rev() {
        let depth = found.depth;
        found = cursor.node(start, depth, ExprKind::Negate(Box::new(found)))?;
    }
    Ok(found)
}

fn postfix(cursor: &mut Cursor<'_>, first: Expr) -> Result<Expr, Box<Fault>> {
    let mut left = first;
    loop {
        let (start, depth) = (left.span, left.depth);
        left = match cursor.peek() {
            Token::Symbol(".") => {
                cursor.advance();
                let member = name::member(cursor)?;
                cursor.node(start, depth, ExprKind::Path(Box::new(left), member))?
            }
            Token::Symbol("[") if !collection::closes_range(cursor) => {
                cursor.advance();
                let filter = expression(cursor)?;
                cursor.expect_symbol("]", "after a filter")?;
                let depth = depth.max(filter.depth);
                cursor.node(start, depth, ExprKind::Filter(Box::new(left), Box::new(filter)))?
            }
            Token::Symbol("(") => {
                let (arguments, deepest) = collection::arguments(cursor)?;
                cursor.node(start, depth.max(deepest), ExprKind::Call(Box::new(left), arguments))?
            }
            _ => return Ok(left),
        };
    }
}
