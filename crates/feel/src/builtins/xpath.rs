//! Regular expressions as `XPath` writes them, in the form of the engines that run them.
//!
//! `XPath` has the subtraction of classes (`[a-z-[aeiou]]`), `\i`, `\c` and blocks (`\p{IsGreek}`), takes space away only outside
//! of classes under the flag x, and knows few escapes. What it does not know is refused, also where an engine would.

use crate::fault::Trouble;
use std::iter::Peekable;
use std::str::Chars;

const NAME_START: &str = r"\p{L}\p{Nl}_:";
const NAME: &str = r"\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}_:.·\-";
const NO_WORD: &str = r"\p{P}\p{Z}\p{C}";
const SPACE: &str = r" \t\n\r";
/// The blocks of Unicode that people name, with their ends.
const BLOCKS: [(&str, u32, u32); 14] = [
    ("BasicLatin", 0x00, 0x7F),
    ("Latin-1Supplement", 0x80, 0xFF),
    ("LatinExtended-A", 0x100, 0x17F),
    ("LatinExtended-B", 0x180, 0x24F),
    ("Greek", 0x370, 0x3FF),
    ("GreekandCoptic", 0x370, 0x3FF),
    ("Cyrillic", 0x400, 0x4FF),
    ("Hebrew", 0x590, 0x5FF),
    ("Arabic", 0x600, 0x6FF),
    ("Devanagari", 0x900, 0x97F),
    ("Hiragana", 0x3040, 0x309F),
    ("Katakana", 0x30A0, 0x30FF),
    ("CJKUnifiedIdeographs", 0x4E00, 0x9FFF),
    ("HangulSyllables", 0xAC00, 0xD7AF),
];

/// A pattern in the engines' form.
pub struct Translated {
    pub text: String,
    /// It asks for what a group has found, which takes an engine that goes back.
    pub refers_back: bool,
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
    skips_space: bool,
    dot_fits_all: bool,
    /// The groups in parentheses so far: is it closed?
    groups: Vec<bool>,
    /// The open parentheses, each with its group.
    open: Vec<Option<usize>>,
    refers_back: bool,
}

fn wrong(message: impl Into<String>) -> Trouble {
    Trouble::bad_value(message)
}

/// The pattern in the engines' form, flags included; the flags must be known.
pub fn translate(pattern: &str, flags: &str) -> Result<Translated, Trouble> {
    let engine_flags: String = "smi".chars().filter(|flag| flags.contains(*flag)).collect();
    let lead = if engine_flags.is_empty() { String::new() } else { format!("(?{engine_flags})") };
    if flags.contains('q') {
        return Ok(Translated { text: lead + &regex::escape(pattern), refers_back: false });
    }
    let mut reader = Reader {
        rest: pattern.chars().peekable(),
        out: lead,
        skips_space: flags.contains('x'),
        dot_fits_all: flags.contains('s'),
        groups: Vec::new(),
        open: Vec::new(),
        refers_back: false,
    };
    reader.pattern()?;
    Ok(Translated { text: reader.out, refers_back: reader.refers_back })
}

impl Reader<'_> {
    fn take(&mut self) -> Option<char> {
        while self.skips_space && self.rest.peek().is_some_and(|c| matches!(c, ' ' | '\t' | '\n' | '\r')) {
            self.rest.next();
        }
        self.rest.next()
    }

    fn pattern(&mut self) -> Result<(), Trouble> {
        // Whether the last thing was repeated, and by more than a reluctant `?`.
        let mut repeated = false;
        while let Some(c) = self.take() {
            let repeats = matches!(c, '*' | '+' | '?' | '{');
            if repeats && repeated && c != '?' {
                return Err(wrong("in this pattern something is repeated twice over"));
            }
            match c {
                '\\' => self.escape()?,
                '[' => {
                    let class = self.class()?;
                    self.out.push_str(&class);
                }
                '(' => self.open()?,
                ')' => self.close(),
                '.' if !self.dot_fits_all => self.out.push_str(r"[^\n\r]"),
                '{' => self.count()?,
                c => self.out.push(c),
            }
            repeated = repeats && !(c == '?' && repeated);
        }
        Ok(())
    }

    fn open(&mut self) -> Result<(), Trouble> {
        self.out.push('(');
        if self.rest.peek() != Some(&'?') {
            self.groups.push(false);
            self.open.push(Some(self.groups.len() - 1));
            return Ok(());
        }
        self.rest.next();
        if self.rest.next() != Some(':') {
            return Err(wrong("after (? a pattern can only go on with a colon; look-around does not exist here"));
        }
        self.out.push_str("?:");
        self.open.push(None);
        Ok(())
    }

    fn close(&mut self) {
        self.out.push(')');
        if let Some(group) = self.open.pop().flatten() {
            self.groups[group] = true;
        }
    }

    /// `{2,5}`, as it stands; without space in it.
    fn count(&mut self) -> Result<(), Trouble> {
        self.out.push('{');
        while let Some(c) = self.take() {
            self.out.push(c);
            match c {
                '}' => return Ok(()),
                '0'..='9' | ',' => {}
                _ => break,
            }
        }
        Err(wrong("a { in a pattern begins a count such as {2,5}; write \\{ for the character"))
    }

    fn escape(&mut self) -> Result<(), Trouble> {
        let Some(c) = self.take() else { return Err(wrong("a pattern cannot end with \\")) };
        if c.is_ascii_digit() {
            return self.reference(c);
        }
        let set = self.escaped(c)?;
        if set.starts_with('\\') || set.starts_with('[') {
            self.out.push_str(&set);
        } else {
            self.out.extend(["[", &set, "]"]);
        }
        Ok(())
    }

    /// `\1` and, where there are so many groups, `\12`.
    fn reference(&mut self, first: char) -> Result<(), Trouble> {
        let mut group = first as usize - '0' as usize;
        while let Some(digit) = self.rest.peek().and_then(|c| c.to_digit(10)) {
            let longer = group * 10 + digit as usize;
            if longer > self.groups.len() {
                break;
            }
            group = longer;
            self.rest.next();
        }
        if group == 0 || !self.groups.get(group - 1).copied().unwrap_or(false) {
            return Err(wrong(format!("\\{group} in a pattern needs a group in parentheses before it")));
        }
        self.out.extend(["(?:\\", &group.to_string(), ")"]);
        self.refers_back = true;
        Ok(())
    }

    /// What an escape stands for: an escape of the engine, or a class in brackets.
    fn escaped(&mut self, c: char) -> Result<String, Trouble> {
        Ok(match c {
            'n' | 'r' | 't' | 'd' | 'D' => format!("\\{c}"),
            '\\' | '|' | '.' | '-' | '^' | '?' | '*' | '+' | '{' | '}' | '(' | ')' | '[' | ']' | '$' => {
                format!("\\{c}")
            }
            's' => format!("[{SPACE}]"),
            'S' => format!("[^{SPACE}]"),
            'w' => format!("[^{NO_WORD}]"),
            'W' => format!("[{NO_WORD}]"),
            'i' => format!("[{NAME_START}]"),
            'I' => format!("[^{NAME_START}]"),
            'c' => format!("[{NAME}]"),
            'C' => format!("[^{NAME}]"),
            'p' | 'P' => self.property(c == 'P')?,
            c => return Err(wrong(format!("\\{c} means nothing in a pattern"))),
        })
    }

    fn property(&mut self, negated: bool) -> Result<String, Trouble> {
        let name = self.take().filter(|c| *c == '{').map(|_| self.rest.by_ref().take_while(|c| *c != '}').collect());
        let name: String = name.unwrap_or_default();
        let sign = if negated { "^" } else { "" };
        if let Some(block) = name.strip_prefix("Is") {
            let known = BLOCKS.iter().find(|(known, ..)| *known == block);
            let (_, low, high) = known.ok_or_else(|| wrong(format!("no block of characters is called {block}")))?;
            return Ok(format!("[{sign}\\x{{{low:X}}}-\\x{{{high:X}}}]"));
        }
        if name.is_empty() || name.len() > 2 || !name.chars().all(|c| c.is_ascii_alphabetic()) {
            return Err(wrong("\\p in a pattern takes a category such as {L} or {Lu}"));
        }
        Ok(format!("\\{}{{{name}}}", if negated { 'P' } else { 'p' }))
    }

    /// A class, from behind its `[`.
    fn class(&mut self) -> Result<String, Trouble> {
        let mut class = String::from("[");
        if self.rest.next_if_eq(&'^').is_some() {
            class.push('^');
        }
        let first = class.len();
        loop {
            let Some(c) = self.rest.next() else { return Err(wrong("a [ in a pattern is not closed")) };
            match c {
                ']' if class.len() == first => return Err(wrong("a class of characters in a pattern is empty")),
                ']' => {
                    class.push(']');
                    return Ok(class);
                }
                '-' if self.rest.peek() == Some(&'[') => return self.subtraction(class),
                '-' if class.len() == first || matches!(self.rest.peek(), Some(']' | '-')) => class.push_str("\\-"),
                '[' => return Err(wrong("write \\[ for the character inside a class")),
                '\\' => match self.rest.next() {
                    Some(c) => class.push_str(&self.escaped(c)?),
                    None => return Err(wrong("a pattern cannot end with \\")),
                },
                '&' | '~' => class.extend(['\\', c]),
                c => class.push(c),
            }
        }
    }

    /// `-[…]]`: all of the class but what follows; a class that begins with ^ is turned first.
    fn subtraction(&mut self, mut class: String) -> Result<String, Trouble> {
        class.push(']');
        self.rest.next();
        let less = self.class()?;
        if self.rest.next() != Some(']') {
            return Err(wrong("what is taken from a class of characters must stand at its end"));
        }
        Ok(format!("[{class}--{less}]"))
    }
}
