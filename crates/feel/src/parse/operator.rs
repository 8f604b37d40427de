//! What stands between operands, by precedence: or · and · comparisons · sum · product · power · minus · path, filter, call.

use super::cursor::Cursor;
use super::{collection, name, operand, phrase, test, type_name};
use crate::fault::Fault;
use crate::syntax::token::Token;
use crate::syntax::tree::{Arithmetic, Comparison, Expr, ExprKind};

/// A whole expression.
pub(super) fn expression(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    cursor.deeper(|cursor| match phrase::phrase(cursor) {
        Some(phrase) => phrase,
        None => disjunction(cursor),
    })
}

fn disjunction(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    logic(cursor, "or", |cursor| logic(cursor, "and", comparison, ExprKind::And), ExprKind::Or)
}

fn logic(
    cursor: &mut Cursor<'_>,
    word: &str,
    part: impl Fn(&mut Cursor<'_>) -> Result<Expr, Fault>,
    make: impl Fn(Vec<Expr>) -> ExprKind,
) -> Result<Expr, Fault> {
    let first = part(cursor)?;
    if !cursor.at_word(word) {
        return Ok(first);
    }
    let (start, mut depth, mut parts) = (first.span, first.depth, vec![first]);
    while cursor.take_word(word) {
        let next = part(cursor)?;
        depth = depth.max(next.depth);
        parts.push(next);
    }
    cursor.node(start, depth, make(parts))
}

fn comparison(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    let mut left = sum(cursor)?;
    loop {
        left = match cursor.peek() {
            Token::Symbol(symbol) => match Comparison::of(symbol) {
                Some(comparison) => compare(cursor, comparison, left)?,
                None => return Ok(left),
            },
            Token::Word if cursor.at_word("between") => between(cursor, left)?,
            Token::Word if cursor.at_word("in") => inside(cursor, left)?,
            Token::Word if cursor.at_word("instance") => instance(cursor, left)?,
            _ => return Ok(left),
        };
    }
}

fn compare(cursor: &mut Cursor<'_>, comparison: Comparison, left: Expr) -> Result<Expr, Fault> {
    cursor.advance();
    if cursor.at_symbol("=") {
        return Err(cursor.expected("a value").remedy("write a single = to compare"));
    }
    let right = sum(cursor)?;
    let (start, depth) = (left.span, left.depth.max(right.depth));
    cursor.node(start, depth, ExprKind::Compare(comparison, Box::new(left), Box::new(right)))
}

fn between(cursor: &mut Cursor<'_>, value: Expr) -> Result<Expr, Fault> {
    cursor.advance();
    let low = sum(cursor)?;
    cursor.expect_word("and", "after the lower end of between")?;
    let high = sum(cursor)?;
    let (start, depth) = (value.span, value.depth.max(low.depth).max(high.depth));
    cursor.node(start, depth, ExprKind::Between(Box::new(value), Box::new(low), Box::new(high)))
}

fn inside(cursor: &mut Cursor<'_>, value: Expr) -> Result<Expr, Fault> {
    cursor.advance();
    let tests = test::after_in(cursor)?;
    let depth = tests.iter().map(|test| test.depth).fold(value.depth, u32::max);
    let start = value.span;
    cursor.node(start, depth, ExprKind::In(Box::new(value), tests))
}

fn instance(cursor: &mut Cursor<'_>, value: Expr) -> Result<Expr, Fault> {
    cursor.advance();
    cursor.expect_word("of", "after instance")?;
    let kind = type_name::type_name(cursor)?;
    let (start, depth) = (value.span, value.depth);
    cursor.node(start, depth, ExprKind::InstanceOf(Box::new(value), kind))
}

/// A sum: what the ends of ranges and the sides of comparisons are.
pub(super) fn sum(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    const SIGNS: &[(&str, Arithmetic)] = &[("+", Arithmetic::Add), ("-", Arithmetic::Subtract)];
    chain(cursor, SIGNS, product)
}

fn product(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    const SIGNS: &[(&str, Arithmetic)] = &[("*", Arithmetic::Multiply), ("/", Arithmetic::Divide)];
    chain(cursor, SIGNS, |cursor| chain(cursor, &[("**", Arithmetic::Power)], negation))
}

fn chain(
    cursor: &mut Cursor<'_>,
    signs: &[(&str, Arithmetic)],
    part: impl Fn(&mut Cursor<'_>) -> Result<Expr, Fault>,
) -> Result<Expr, Fault> {
    let first = part(cursor)?;
    let (start, mut depth, mut rest) = (first.span, first.depth, Vec::new());
    while let Some((_, operator)) = signs.iter().find(|(sign, _)| cursor.at_symbol(sign)) {
        cursor.advance();
        let next = part(cursor)?;
        depth = depth.max(next.depth);
        rest.push((*operator, next));
    }
    if rest.is_empty() {
        return Ok(first);
    }
    cursor.node(start, depth, ExprKind::Arithmetic(Box::new(first), rest))
}

fn negation(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    let start = cursor.span();
    if !cursor.take_symbol("-") {
        return postfix(cursor);
    }
    let inner = cursor.deeper(negation)?;
    let depth = inner.depth;
    cursor.node(start, depth, ExprKind::Negate(Box::new(inner)))
}

fn postfix(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    let mut left = operand::operand(cursor)?;
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
