//! What stands before a place: the operand before a dot, and what a value is compared with.

use crate::builtins;
use crate::scope::Scope;
use crate::syntax::token::{Placed, Token};
use crate::types::Type;

/// The type of the operand that these tokens end with, as far as that is known.
pub(super) fn operand(tokens: &[Placed], text: &str, scope: &Scope) -> Option<Type> {
    let (last, rest) = tokens.split_last()?;
    match &last.token {
        Token::Symbol("]") => operand(&tokens[..opening(tokens, "[", "]")?], text, scope).map(|kind| match kind {
            // A filter gives a list, an index an item: the entries are the same.
            Type::List(item) => *item,
            other => other,
        }),
        Token::Symbol(")") => called(&tokens[..opening(tokens, "(", ")")?], text, scope),
        Token::Word => match rest.split_last() {
            Some((Placed { token: Token::Symbol("."), .. }, rest)) => {
                let of = operand(rest, text, scope)?;
                super::candidates::member(&of, word(last, text))
            }
            _ => named(tokens, text, scope),
        },
        Token::Text(_) => Some(Type::Text),
        _ => None,
    }
}

/// The type of what a value that is written next is held against: `status = `, `status in ("a", `.
pub(super) fn compared_with(tokens: &[Placed], text: &str, scope: &Scope) -> Option<Type> {
    let (last, rest) = tokens.split_last()?;
    match &last.token {
        Token::Symbol("=" | "!=") => operand(rest, text, scope),
        Token::Symbol("," | "(") => {
            let open = tokens.iter().rposition(|one| one.token == Token::Symbol("("))?;
            let only_values =
                |one: &Placed| matches!(one.token, Token::Text(_) | Token::Symbol(",") | Token::Number(_));
            let (before, is_in) = tokens[..open].split_last().map(|(last, rest)| (rest, is_word(last, text, "in")))?;
            (is_in && tokens[open + 1..].iter().all(only_values)).then(|| operand(before, text, scope))?
        }
        Token::Word if is_word(last, text, "in") => operand(rest, text, scope),
        _ => None,
    }
}

fn is_word(token: &Placed, text: &str, wanted: &str) -> bool {
    token.token == Token::Word && word(token, text) == wanted
}

fn word<'t>(token: &Placed, text: &'t str) -> &'t str {
    text.get(token.span.start..token.span.end).unwrap_or("")
}

/// Where the bracket that the last token closes was opened.
fn opening(tokens: &[Placed], open: &str, close: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().rev() {
        match &token.token {
            Token::Symbol(symbol) if *symbol == close => depth += 1,
            Token::Symbol(symbol) if *symbol == open => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// What the function gives that these tokens end with.
fn called(tokens: &[Placed], text: &str, scope: &Scope) -> Option<Type> {
    suffixes(tokens, text).find_map(|name| {
        let own = scope.function(&name).map(|function| function.gives.clone());
        own.or_else(|| builtins::find(&name).map(|builtin| builtin.gives.clone()))
    })
}

/// The type of the outer name that these tokens end with.
fn named(tokens: &[Placed], text: &str, scope: &Scope) -> Option<Type> {
    suffixes(tokens, text).find_map(|name| scope.at(scope.slot(&name)?).map(|(_, kind)| kind.clone()))
}

/// The last words, from all of them down to one.
fn suffixes(tokens: &[Placed], text: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = tokens
        .iter()
        .rev()
        .take_while(|one| one.token == Token::Word)
        .take(super::NAME_WORDS_MAX)
        .map(|one| word(one, text))
        .collect();
    (1..=words.len()).rev().map(move |count| words[..count].iter().rev().copied().collect::<Vec<_>>().join(" "))
}
