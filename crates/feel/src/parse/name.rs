//! Names: where they begin and end, and the words that are none.

use super::cursor::Cursor;
use crate::fault::Fault;
use crate::syntax::token::Token;
use crate::syntax::tree::Named;

/// Words that are no names on their own.
const KEYWORDS: [&str; 17] = [
    "and",
    "or",
    "if",
    "then",
    "else",
    "for",
    "in",
    "return",
    "some",
    "every",
    "satisfies",
    "between",
    "instance",
    "of",
    "true",
    "false",
    "null",
];

pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// A name in an expression: the longest known one, else a single word.
pub(super) fn name(cursor: &mut Cursor<'_>) -> Result<Named, Box<Fault>> {
    let count = match cursor.vocabulary.longest(cursor.text, cursor.ahead()) {
        Some(count) => count,
        None if cursor.word().is_some_and(|word| !is_keyword(word)) => 1,
        None => return Err(Box::new(cursor.expected("a value or a name"))),
    };
    let (name, span) = cursor.take_name(count);
    Ok(Named { name, span })
}

/// A name after a dot: also a word that is a keyword elsewhere.
pub(super) fn member(cursor: &mut Cursor<'_>) -> Result<Named, Box<Fault>> {
    let known = cursor.vocabulary.longest(cursor.text, cursor.ahead());
    if known.is_none() && cursor.word().is_none() {
        return Err(Box::new(cursor.expected("a name after the dot")));
    }
    let (name, span) = cursor.take_name(known.unwrap_or(1));
    Ok(Named { name, span })
}

/// A new name: everything up to a symbol or word that ends it. From here on it is known.
pub(super) fn new_name(
    cursor: &mut Cursor<'_>,
    ends: impl Fn(&Cursor<'_>, usize) -> bool,
) -> Result<Named, Box<Fault>> {
    if let Token::Text(name) = cursor.peek() {
        let named = Named { name: name.clone(), span: cursor.span() };
        cursor.advance();
        cursor.vocabulary.add(&named.name, false);
        return Ok(named);
    }
    let mut count = 0;
    while !ends(cursor, count) && may_be_in_name(&cursor.ahead()[count].token) {
        count += 1;
    }
    if count == 0 || cursor.word().is_none() {
        return Err(Box::new(cursor.expected("a name")));
    }
    let (name, span) = cursor.take_name(count);
    cursor.vocabulary.add(&name, false);
    Ok(Named { name, span })
}

pub(super) fn may_be_in_name(token: &Token) -> bool {
    matches!(token, Token::Word | Token::Number(_) | Token::Symbol("+" | "-" | "*" | "/" | "."))
}
