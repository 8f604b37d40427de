//! Names of types: `number`, `list<number>`, `context<a: number>`, `function<number> -> string`.

use super::cursor::Cursor;
use super::name;
use crate::fault::Fault;
use crate::syntax::tree::TypeName;

/// Names of types that have more than one word.
const LONG_NAMES: [&[&str]; 4] = [
    &["days", "and", "time", "duration"],
    &["years", "and", "months", "duration"],
    &["date", "and", "time"],
    &["business", "duration"],
];

pub(super) fn type_name(cursor: &mut Cursor<'_>) -> Result<TypeName, Box<Fault>> {
    cursor.deeper(|cursor| {
        if let Some(long) = LONG_NAMES.iter().find(|words| reads(cursor, words)) {
            cursor.take_name(long.len());
            return Ok(TypeName::Simple(long.join(" ")));
        }
        let Some(word) = cursor.word() else { return Err(Box::new(cursor.expected("the name of a type"))) };
        if cursor.symbol_after(1) == Some("<") {
            return generic(cursor, word);
        }
        let count = cursor.vocabulary.longest(cursor.text, cursor.ahead()).unwrap_or(1);
        Ok(TypeName::Simple(cursor.take_name(count).0))
    })
}

fn reads(cursor: &Cursor<'_>, words: &[&str]) -> bool {
    words.iter().enumerate().all(|(at, word)| cursor.word_after(at) == Some(word))
}

fn generic(cursor: &mut Cursor<'_>, word: &str) -> Result<TypeName, Box<Fault>> {
    if !matches!(word, "list" | "range" | "context" | "function") {
        return Err(Box::new(cursor.expected("list, range, context or function before `<`")));
    }
    cursor.advance();
    cursor.advance();
    match word {
        "context" => entries(cursor),
        "function" => function(cursor),
        _ => {
            let inner = Box::new(type_name(cursor)?);
            cursor.expect_symbol(">", "after the type")?;
            Ok(if word == "list" { TypeName::List(inner) } else { TypeName::Range(inner) })
        }
    }
}

fn entries(cursor: &mut Cursor<'_>) -> Result<TypeName, Box<Fault>> {
    let mut entries = Vec::new();
    while !cursor.at_symbol(">") {
        let named = name::new_name(cursor, |cursor, after| cursor.symbol_after(after) == Some(":"))?;
        cursor.expect_symbol(":", "after the name of an entry")?;
        entries.push((named.name, type_name(cursor)?));
        if !cursor.take_symbol(",") {
            break;
        }
    }
    cursor.expect_symbol(">", "after the entries")?;
    Ok(TypeName::Context(entries))
}

fn function(cursor: &mut Cursor<'_>) -> Result<TypeName, Box<Fault>> {
    let mut parameters = Vec::new();
    while !cursor.at_symbol(">") {
        parameters.push(type_name(cursor)?);
        if !cursor.take_symbol(",") {
            break;
        }
    }
    cursor.expect_symbol(">", "after the types of the parameters")?;
    cursor.expect_symbol("->", "before the type of the result")?;
    Ok(TypeName::Function(parameters, Box::new(type_name(cursor)?)))
}
