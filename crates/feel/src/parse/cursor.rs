//! The place in the tokens that the parser has come to, and the faults that can happen at any place.

use crate::fault::Fault;
use crate::span::Span;
use crate::suggest::suggest;
use crate::syntax::token::{Placed, Token, tokens};
use crate::syntax::tree::{Expr, ExprKind};
use crate::syntax::vocabulary::{Vocabulary, normal_name};

/// How deep an expression may be nested.
pub const DEPTH_MAX: u32 = 128;

pub(super) struct Cursor<'a> {
    pub text: &'a str,
    tokens: Vec<Placed>,
    at: usize,
    pub vocabulary: Vocabulary,
    depth: u32,
}

impl<'a> Cursor<'a> {
    pub fn new(text: &'a str, vocabulary: Vocabulary) -> Self {
        Self { text, tokens: tokens(text), at: 0, vocabulary, depth: 0 }
    }

    pub fn peek(&self) -> &Token {
        &self.tokens[self.at].token
    }

    /// The tokens from here on; the last one is the end.
    pub fn ahead(&self) -> &[Placed] {
        &self.tokens[self.at..]
    }

    pub fn span(&self) -> Span {
        self.tokens[self.at].span
    }

    /// The span of the token before.
    pub fn last_span(&self) -> Span {
        self.tokens[self.at.saturating_sub(1)].span
    }

    pub fn advance(&mut self) {
        self.at = (self.at + 1).min(self.tokens.len() - 1);
    }

    /// Takes so many tokens as one name.
    pub fn take_name(&mut self, count: usize) -> (String, Span) {
        let taken = &self.tokens[self.at..self.at + count];
        let name = normal_name(self.text, taken);
        let span = taken[0].span.to(taken[count - 1].span);
        self.at = (self.at + count).min(self.tokens.len() - 1);
        (name, span)
    }

    pub fn at_end(&self) -> bool {
        *self.peek() == Token::End
    }

    pub fn at_symbol(&self, symbol: &str) -> bool {
        matches!(self.peek(), Token::Symbol(found) if *found == symbol)
    }

    pub fn at_word(&self, word: &str) -> bool {
        *self.peek() == Token::Word && self.span().of(self.text) == word
    }

    /// The word here, if it is one.
    pub fn word(&self) -> Option<&'a str> {
        (*self.peek() == Token::Word).then(|| self.span().of(self.text))
    }

    /// The word so many tokens further on.
    pub fn word_after(&self, count: usize) -> Option<&'a str> {
        let placed = self.tokens.get(self.at + count)?;
        (placed.token == Token::Word).then(|| placed.span.of(self.text))
    }

    pub fn symbol_after(&self, count: usize) -> Option<&'static str> {
        match self.tokens.get(self.at + count)?.token {
            Token::Symbol(symbol) => Some(symbol),
            _ => None,
        }
    }

    pub fn take_symbol(&mut self, symbol: &str) -> bool {
        let here = self.at_symbol(symbol);
        if here {
            self.advance();
        }
        here
    }

    pub fn take_word(&mut self, word: &str) -> bool {
        let here = self.at_word(word);
        if here {
            self.advance();
        }
        here
    }

    pub fn expect_symbol(&mut self, symbol: &str, why: &str) -> Result<(), Box<Fault>> {
        if self.take_symbol(symbol) { Ok(()) } else { Err(Box::new(self.expected(&format!("`{symbol}` {why}")))) }
    }

    pub fn expect_word(&mut self, word: &str, why: &str) -> Result<(), Box<Fault>> {
        if self.take_word(word) { Ok(()) } else { Err(Box::new(self.expected(&format!("`{word}` {why}")))) }
    }

    pub fn expect_end(&self) -> Result<(), Box<Fault>> {
        if self.at_end() {
            return Ok(());
        }
        let fault = self.expected("an operator or the end");
        Err(Box::new(match self.near_name() {
            Some(name) => fault.remedy(format!("did you mean `{name}`?")).param("suggestion", name),
            None if self.word().is_some() => fault.remedy("join two tests or items by a comma, texts by +"),
            None => fault,
        }))
    }

    /// A name of several words that the words around here may have meant.
    fn near_name(&self) -> Option<String> {
        let is_word = |at: &usize| self.tokens[*at].token == Token::Word;
        let first = (0..self.at).rev().take_while(is_word).last()?;
        let last = (self.at..self.tokens.len()).take_while(is_word).last()?;
        let written = normal_name(self.text, &self.tokens[first..=last]);
        suggest(&written, self.vocabulary.names().iter().map(String::as_str))
    }

    /// A fault: something else was expected here.
    pub fn expected(&self, what: &str) -> Fault {
        let span = self.span();
        let found = span.of(self.text);
        let fault = |message: String| Fault::new("feel.syntax", message, span);
        match self.peek() {
            Token::End => fault(format!("the expression ends too early: {what} is missing")),
            Token::Unclosed => fault("this text is not closed".into()).remedy("write \" at its end"),
            Token::Unknown if found == "'" => {
                fault("texts stand in double quotes".into()).remedy("write \"…\" instead of '…'")
            }
            Token::Unknown => fault(format!("`{found}` means nothing here")),
            _ => fault(format!("{what} is expected here, not `{found}`")),
        }
        .param("expected", what)
        .param("found", found)
    }

    /// One level deeper; a fault ends the parse, so that only a way out without one must `leave`.
    pub fn enter(&mut self) -> Result<(), Box<Fault>> {
        if self.depth >= DEPTH_MAX {
            return Err(Box::new(too_deep(self.span())));
        }
        self.depth += 1;
        Ok(())
    }

    pub fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Runs a part of the parser one level deeper.
    pub fn deeper<T>(&mut self, part: impl FnOnce(&mut Self) -> Result<T, Box<Fault>>) -> Result<T, Box<Fault>> {
        self.enter()?;
        let result = part(self);
        self.leave();
        result
    }

    /// A node from `start` to the last token, over children of which the deepest has `depth`.
    pub fn node(&self, start: Span, depth: u32, kind: ExprKind) -> Result<Expr, Box<Fault>> {
        let span = start.to(self.last_span());
        if depth >= DEPTH_MAX {
            Err(Box::new(too_deep(span)))
        } else {
            Ok(Expr { span, depth: depth + 1, kind: Box::new(kind) })
        }
    }
}

fn too_deep(span: Span) -> Fault {
    Fault::new("feel.too_deep", format!("this is nested too deep: at most {DEPTH_MAX} levels"), span)
        .remedy("split it into several steps or a decision")
        .param("levels", DEPTH_MAX.to_string())
}
