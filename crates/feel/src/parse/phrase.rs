//! What begins with a word of its own: if, for, some, every, function.

use super::cursor::Cursor;
use super::{name, operator, type_name};
use crate::fault::Fault;
use crate::span::Span;
use crate::syntax::tree::{Binding, Expr, ExprKind, Quantifier};

/// The phrase that begins here, if one does.
pub(super) fn phrase(cursor: &mut Cursor<'_>) -> Option<Result<Expr, Box<Fault>>> {
    let word = cursor.word()?;
    if cursor.vocabulary.longest(cursor.text, cursor.ahead()).is_some() {
        return None;
    }
    let parse = match word {
        "if" => choice,
        "for" => iteration,
        "some" | "every" => quantified,
        "function" if cursor.symbol_after(1) == Some("(") => function,
        _ => return None,
    };
    Some(cursor.deeper(parse))
}

fn choice(cursor: &mut Cursor<'_>) -> Result<Expr, Box<Fault>> {
    let start = cursor.span();
    cursor.advance();
    let when = operator::expression(cursor)?;
    cursor.expect_word("then", "with what holds if the condition does")?;
    let then = operator::expression(cursor)?;
    cursor.expect_word("else", "with what holds otherwise")?;
    let otherwise = operator::expression(cursor)?;
    let depth = when.depth.max(then.depth).max(otherwise.depth);
    cursor.node(start, depth, ExprKind::If(Box::new(when), Box::new(then), Box::new(otherwise)))
}

fn iteration(cursor: &mut Cursor<'_>) -> Result<Expr, Box<Fault>> {
    let start = cursor.span();
    cursor.advance();
    let (bindings, deepest) = bindings(cursor)?;
    cursor.expect_word("return", "after the lists of a for")?;
    let body = operator::expression(cursor)?;
    let depth = deepest.max(body.depth);
    cursor.node(start, depth, ExprKind::For(bindings, Box::new(body)))
}

fn quantified(cursor: &mut Cursor<'_>) -> Result<Expr, Box<Fault>> {
    let start = cursor.span();
    let quantifier = if cursor.at_word("some") { Quantifier::Some } else { Quantifier::Every };
    cursor.advance();
    let (bindings, deepest) = bindings(cursor)?;
    cursor.expect_word("satisfies", "after the lists")?;
    let body = operator::expression(cursor)?;
    let depth = deepest.max(body.depth);
    cursor.node(start, depth, ExprKind::Quantified(quantifier, bindings, Box::new(body)))
}

fn bindings(cursor: &mut Cursor<'_>) -> Result<(Vec<Binding>, u32), Box<Fault>> {
    let (mut bindings, mut depth, mut count) = (Vec::new(), 0, 0);
    loop {
        let named = name::new_name(cursor, |cursor, after| cursor.word_after(after) == Some("in"))?;
        cursor.expect_word("in", "after the name")?;
        let source = operator::expression(cursor)?;
        depth = depth.max(source.depth);
        let to = if cursor.take_symbol("..") { Some(operator::expression(cursor)?) } else { None };
        depth = depth.max(to.as_ref().map_or(0, |to| to.depth));
        bindings.push(Binding { name: named.name, source, to });
        if !cursor.take_symbol(",") {
            // Each list is gone through inside of the one before.
            return Ok((bindings, depth + count));
        }
        count += 1;
    }
}

fn function(cursor: &mut Cursor<'_>) -> Result<Expr, Box<Fault>> {
    let start = cursor.span();
    cursor.advance();
    cursor.expect_symbol("(", "after function")?;
    let mut parameters = Vec::new();
    while !cursor.at_symbol(")") {
        let ends = |cursor: &Cursor<'_>, after| matches!(cursor.symbol_after(after), Some("," | ":" | ")"));
        let named = name::new_name(cursor, ends)?;
        let kind = if cursor.take_symbol(":") { Some(type_name::type_name(cursor)?) } else { None };
        parameters.push((named, kind));
        if !cursor.take_symbol(",") {
            break;
        }
    }
    cursor.expect_symbol(")", "after the parameters")?;
    if cursor.at_word("external") {
        return Err(Box::new(no_external(cursor.span())));
    }
    let body = operator::expression(cursor)?;
    let depth = body.depth;
    cursor.node(start, depth, ExprKind::Function(parameters, Box::new(body)))
}

fn no_external(span: Span) -> Fault {
    Fault::new("feel.external", "external functions do not exist here", span).remedy("write the function in FEEL")
}
