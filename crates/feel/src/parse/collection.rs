//! What stands in brackets: parentheses, lists, ranges, contexts, arguments.

use super::cursor::Cursor;
use super::{name, operator, test};
use crate::fault::Fault;
use crate::span::Span;
use crate::syntax::token::Token;
use crate::syntax::tree::{Arguments, End, Expr, ExprKind, Named};
use std::collections::HashSet;

/// `(…)`: an expression, a range, or a comparison that stands for a range.
pub(super) fn parenthesis(cursor: &mut Cursor<'_>) -> Result<Expr, Box<Fault>> {
    let start = cursor.span();
    cursor.advance();
    if let Some(unary) = cursor.deeper(test::unary)? {
        cursor.expect_symbol(")", "at the end")?;
        return Ok(unary);
    }
    let inner = operator::expression(cursor)?;
    if cursor.at_symbol("..") {
        return range(cursor, start, inner, false);
    }
    cursor.expect_symbol(")", "at the end")?;
    Ok(Expr { span: start.to(cursor.last_span()), ..inner })
}

/// `[…]`: a list or a range; `]a..b[`: a range.
pub(super) fn bracket(cursor: &mut Cursor<'_>) -> Result<Expr, Box<Fault>> {
    let start = cursor.span();
    let opens_list = cursor.at_symbol("[");
    cursor.advance();
    if opens_list && cursor.take_symbol("]") {
        return cursor.node(start, 0, ExprKind::List(Vec::new()));
    }
    let first = element(cursor)?;
    if cursor.at_symbol("..") || !opens_list {
        return range(cursor, start, first, opens_list);
    }
    let (mut depth, mut items) = (first.depth, vec![first]);
    while cursor.take_symbol(",") {
        let item = element(cursor)?;
        depth = depth.max(item.depth);
        items.push(item);
    }
    cursor.expect_symbol("]", "at the end of the list")?;
    cursor.node(start, depth, ExprKind::List(items))
}

fn element(cursor: &mut Cursor<'_>) -> Result<Expr, Box<Fault>> {
    match cursor.deeper(test::unary)? {
        Some(unary) => Ok(unary),
        None => operator::expression(cursor),
    }
}

/// A range from its `..` on.
pub(super) fn range(cursor: &mut Cursor<'_>, start: Span, low: Expr, low_included: bool) -> Result<Expr, Box<Fault>> {
    cursor.expect_symbol("..", "between the ends of a range")?;
    let high = cursor.deeper(operator::sum)?;
    let high_included = match cursor.peek() {
        Token::Symbol("]") => true,
        Token::Symbol(")" | "[") => false,
        _ => return Err(Box::new(cursor.expected("`]` or `)` at the end of the range"))),
    };
    cursor.advance();
    let depth = low.depth.max(high.depth);
    let low = End { value: Box::new(low), included: low_included };
    let high = End { value: Box::new(high), included: high_included };
    cursor.node(start, depth, ExprKind::Range(low, high))
}

/// Is the `[` here the end of a range such as `]1..5[`, and not the beginning of a filter? It is, if no value follows.
pub(super) fn closes_range(cursor: &Cursor<'_>) -> bool {
    let Some(next) = cursor.ahead().get(1) else { return true };
    match &next.token {
        Token::End => true,
        Token::Symbol(symbol) => !matches!(*symbol, "(" | "[" | "{" | "-" | "]"),
        Token::Word => {
            let word = next.span.of(cursor.text);
            let begins_value = matches!(word, "if" | "for" | "some" | "every" | "true" | "false" | "null");
            name::is_keyword(word) && !begins_value
        }
        _ => false,
    }
}

/// `{ name: value, … }`
pub(super) fn context(cursor: &mut Cursor<'_>) -> Result<Expr, Box<Fault>> {
    let start = cursor.span();
    cursor.advance();
    let (mut depth, mut entries, mut known) = (0, Vec::<(Named, Expr)>::new(), HashSet::new());
    if cursor.take_symbol("}") {
        return cursor.node(start, 0, ExprKind::Context(entries));
    }
    loop {
        let key = name::new_name(cursor, |cursor, after| cursor.symbol_after(after) == Some(":"))?;
        cursor.expect_symbol(":", "after the name of an entry")?;
        if !known.insert(key.name.clone()) {
            let message = format!("this context has the entry twice: `{}`", key.name);
            return Err(Box::new(Fault::new("feel.entry_twice", message, key.span).param("name", key.name)));
        }
        let value = operator::expression(cursor)?;
        depth = depth.max(value.depth);
        entries.push((key, value));
        if !cursor.take_symbol(",") {
            break;
        }
    }
    cursor.expect_symbol("}", "at the end of the context")?;
    cursor.node(start, depth, ExprKind::Context(entries))
}

/// `(a, b)` or `(name: a, other name: b)` of a call, and the depth of the deepest.
pub(super) fn arguments(cursor: &mut Cursor<'_>) -> Result<(Arguments, u32), Box<Fault>> {
    cursor.expect_symbol("(", "before the arguments")?;
    if cursor.take_symbol(")") {
        return Ok((Arguments::Positional(Vec::new()), 0));
    }
    let named = names_an_argument(cursor);
    let (mut depth, mut positional, mut by_name) = (0, Vec::new(), Vec::new());
    loop {
        if named {
            let name = name::new_name(cursor, |cursor, after| cursor.symbol_after(after) == Some(":"))?;
            cursor.expect_symbol(":", "after the name of an argument")?;
            let value = element(cursor)?;
            depth = depth.max(value.depth);
            by_name.push((name, value));
        } else {
            let value = element(cursor)?;
            depth = depth.max(value.depth);
            positional.push(value);
        }
        if !cursor.take_symbol(",") {
            break;
        }
    }
    cursor.expect_symbol(")", "after the arguments")?;
    Ok((if named { Arguments::Named(by_name) } else { Arguments::Positional(positional) }, depth))
}

fn names_an_argument(cursor: &Cursor<'_>) -> bool {
    let words = cursor.ahead().iter().take_while(|placed| name::may_be_in_name(&placed.token)).count();
    words > 0 && cursor.word().is_some() && cursor.symbol_after(words) == Some(":")
}
