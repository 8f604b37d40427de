//! Text to tokens, each with its place. Never fails: what is no token becomes one that the parser refuses where it
//! stands, so that options of a choice may contain any character.

use crate::decimal::Decimal;
use crate::span::Span;

/// What a token is; words are read from the text by their span.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    Number(Decimal),
    Text(String),
    /// `@"…"`
    At(String),
    Word,
    Symbol(&'static str),
    /// A quote that is never closed.
    Unclosed,
    /// A character that stands for nothing.
    Unknown,
    End,
}

/// A token with its place, and whether there was space before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    pub token: Token,
    pub span: Span,
    pub gap: bool,
}

/// Longer ones first.
const SYMBOLS: [&str; 24] = [
    "**", "..", "!=", "<=", ">=", "->", "+", "-", "*", "/", "(", ")", "[", "]", "{", "}", ",", ":", ".", "=", "<", ">",
    ";", "@",
];

/// All tokens of a text; the last one is `End`.
pub fn tokens(text: &str) -> Vec<Placed> {
    let mut lexer = Lexer { text, at: 0 };
    let mut found = Vec::new();
    loop {
        let gap = lexer.skip_blank();
        let start = lexer.at;
        let token = lexer.next();
        let done = token == Token::End;
        found.push(Placed { token, span: Span::new(start, lexer.at), gap });
        if done {
            return found;
        }
    }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_while(&mut self, wanted: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !wanted(c)).unwrap_or(rest.len());
    }

    /// Skips space and comments; was there any?
    fn skip_blank(&mut self) -> bool {
        let start = self.at;
        loop {
            let before = self.at;
            self.skip_while(is_blank);
            if self.rest().starts_with("//") {
                self.skip_while(|c| c != '\n');
            } else if self.rest().starts_with("/*") {
                let rest = self.rest();
                self.at += rest[2..].find("*/").map_or(rest.len(), |end| end + 4);
            }
            if self.at == before {
                return self.at > start;
            }
        }
    }

    fn next(&mut self) -> Token {
        let Some(first) = self.peek() else { return Token::End };
        let second_is_digit = self.rest()[first.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        match first {
            '0'..='9' => self.number(),
            '.' if second_is_digit => self.number(),
            '"' => self.quoted(Token::Text),
            '@' if self.rest().starts_with("@\"") => {
                self.at += 1;
                self.quoted(Token::At)
            }
            '?' => {
                self.at += 1;
                Token::Word
            }
            c if is_name_start(c) => {
                self.skip_while(is_name_part);
                Token::Word
            }
            _ => self.symbol(first),
        }
    }

    fn symbol(&mut self, first: char) -> Token {
        let found = SYMBOLS.iter().find(|symbol| self.rest().starts_with(**symbol));
        self.at += found.map_or(first.len_utf8(), |symbol| symbol.len());
        found.map_or(Token::Unknown, |symbol| Token::Symbol(symbol))
    }

    fn number(&mut self) -> Token {
        let start = self.at;
        self.skip_while(|c| c.is_ascii_digit());
        let after_point = self.rest().strip_prefix('.').unwrap_or("");
        if after_point.starts_with(|c: char| c.is_ascii_digit()) {
            self.at += 1;
            self.skip_while(|c| c.is_ascii_digit());
        }
        let power = self.rest().strip_prefix(['e', 'E']).unwrap_or("");
        let digits = power.strip_prefix(['+', '-']).unwrap_or(power);
        if digits.starts_with(|c: char| c.is_ascii_digit()) {
            self.at += 1 + power.len() - digits.len();
            self.skip_while(|c| c.is_ascii_digit());
        }
        self.text[start..self.at].parse().map_or(Token::Unknown, Token::Number)
    }

    /// A text in quotes, its escapes resolved; stands on the opening quote.
    fn quoted(&mut self, make: impl Fn(String) -> Token) -> Token {
        self.at += 1;
        let mut text = String::new();
        loop {
            let Some(c) = self.peek() else { return Token::Unclosed };
            self.at += c.len_utf8();
            match c {
                '"' => return make(text),
                '\\' => self.escape(&mut text),
                c => text.push(c),
            }
        }
    }

    /// What stands for another character becomes it; any other `\` stays, as patterns need it.
    fn escape(&mut self, text: &mut String) {
        let start = self.at;
        if let Some(c) = self.escaped() {
            text.push(c);
        } else {
            self.at = start;
            text.push('\\');
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        match c {
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            '"' | '\\' | '\'' => Some(c),
            'U' => char::from_u32(self.hex(6)?),
            'u' => {
                let unit = self.hex(4)?;
                if !(0xD800..0xDC00).contains(&unit) {
                    return char::from_u32(unit);
                }
                self.at += self.rest().starts_with("\\u").then_some(2)?;
                let low = self.hex(4)?.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
                char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + low)
            }
            _ => None,
        }
    }

    fn hex(&mut self, count: usize) -> Option<u32> {
        let digits = self.rest().get(..count).filter(|text| text.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        self.at += count;
        Some(value)
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{180E}' | '\u{200B}' | '\u{FEFF}')
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_' || (!c.is_ascii() && !c.is_control() && !is_blank(c))
}

fn is_name_part(c: char) -> bool {
    is_name_start(c) || c.is_ascii_digit() || c == '\''
}
