//! Reading Rust without a parser: which characters are code, which are comment or literal, and which lines are tests.
//!
//! It is exact for strings, raw strings, characters, lifetimes and nested comments, and knows nothing of macros.

/// A file, taken apart. `code` has as many lines as the file, with comments and literals' contents blanked.
pub struct Source {
    pub code: String,
    /// The contents of each string literal and the line on which it begins, from 1.
    pub strings: Vec<(usize, String)>,
}

/// Takes a file apart.
pub fn read(text: &str) -> Source {
    let mut reader = Reader { rest: text.chars().collect(), at: 0, line: 1, code: String::new(), strings: Vec::new() };
    while reader.at < reader.rest.len() {
        reader.step();
    }
    Source { code: reader.code, strings: reader.strings }
}

struct Reader {
    rest: Vec<char>,
    at: usize,
    line: usize,
    code: String,
    strings: Vec<(usize, String)>,
}

impl Reader {
    fn step(&mut self) {
        match (self.peek(0), self.peek(1)) {
            ('/', '/') => self.blank_while(|reader| reader.peek(0) != '\n'),
            ('/', '*') => self.block_comment(),
            ('"', _) => self.string(),
            ('r', '"' | '#') if !self.in_word() && self.raw_hashes().is_some() => self.raw_string(),
            ('\'', _) if self.is_character() => self.character(),
            _ => self.keep(),
        }
    }

    fn peek(&self, ahead: usize) -> char {
        self.rest.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn keep(&mut self) {
        let c = self.peek(0);
        self.code.push(c);
        self.pass();
    }

    fn blank(&mut self) {
        self.code.push(if self.peek(0) == '\n' { '\n' } else { ' ' });
        self.pass();
    }

    fn pass(&mut self) {
        if self.peek(0) == '\n' {
            self.line += 1;
        }
        self.at += 1;
    }

    fn blank_while(&mut self, go_on: impl Fn(&Self) -> bool) {
        while self.at < self.rest.len() && go_on(self) {
            self.blank();
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        while self.at < self.rest.len() {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    self.blank();
                    continue;
                }
            }
            self.blank();
            self.blank();
            if depth == 0 {
                return;
            }
        }
    }

    fn string(&mut self) {
        let (line, mut content) = (self.line, String::new());
        self.keep();
        while self.at < self.rest.len() && self.peek(0) != '"' {
            if self.peek(0) == '\\' {
                content.push(self.peek(0));
                self.blank();
            }
            content.push(self.peek(0));
            self.blank();
        }
        self.keep();
        self.strings.push((line, content));
    }

    /// Whether the character before belongs to a word, so that an `r` here begins no raw string; `b` may stand before it.
    fn in_word(&self) -> bool {
        let before = |n: usize| self.at.checked_sub(n).map_or('\0', |at| self.rest[at]);
        let word = |c: char| c.is_alphanumeric() || c == '_';
        word(before(1)) && (before(1) != 'b' || word(before(2)))
    }

    fn raw_hashes(&self) -> Option<usize> {
        let hashes = (1..=255).take_while(|&n| self.peek(n) == '#').count();
        (self.peek(hashes + 1) == '"').then_some(hashes)
    }

    fn raw_string(&mut self) {
        let hashes = self.raw_hashes().unwrap_or_default();
        let (line, mut content) = (self.line, String::new());
        for _ in 0..hashes + 2 {
            self.keep();
        }
        let closes = |reader: &Self| reader.peek(0) == '"' && (1..=hashes).all(|n| reader.peek(n) == '#');
        while self.at < self.rest.len() && !closes(self) {
            content.push(self.peek(0));
            self.blank();
        }
        for _ in 0..=hashes {
            self.keep();
        }
        self.strings.push((line, content));
    }

    fn is_character(&self) -> bool {
        self.peek(1) == '\\' || (self.peek(2) == '\'' && self.peek(1) != '\'')
    }

    fn character(&mut self) {
        self.keep();
        if self.peek(0) == '\\' {
            self.blank();
        }
        self.blank();
        self.blank_while(|reader| reader.peek(0) != '\'');
        self.keep();
    }
}

/// The line on which the block that begins at or after `from` ends, both from 0; none if it has no end.
pub fn block_end(code: &[&str], from: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for (n, line) in code.iter().enumerate().skip(from) {
        for c in line.chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ';' if depth == 0 => return None,
                _ => continue,
            }
            if depth == 0 {
                return Some(n);
            }
        }
    }
    None
}

/// For each line from 0 whether it belongs to tests: everything under `tests/`, and modules under `#[cfg(test)]`.
pub fn test_lines(path: &str, code: &str) -> Vec<bool> {
    let lines: Vec<&str> = code.lines().collect();
    if path.contains("/tests/") || path.ends_with("/tests.rs") {
        return vec![true; lines.len()];
    }
    let mut tests = vec![false; lines.len()];
    for (n, _) in lines.iter().enumerate().filter(|(_, line)| line.trim() == "#[cfg(test)]") {
        let end = block_end(&lines, n + 1).unwrap_or(n + 1);
        for test in tests.iter_mut().take(end + 1).skip(n) {
            *test = true;
        }
    }
    tests
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_blanked_and_lines_kept() {
        let text = "let a = \"x { // \\\" y\"; // todo {\nlet b = 'c'; let l: &'a str = r#\"q \"{\"#; /* { /* */ }\n */ b'{' br\"}\"";
        let source = read(text);
        assert_eq!(source.code.lines().count(), 3);
        assert!(!source.code.contains('{') && !source.code.contains('}') && !source.code.contains("todo"));
        assert!(source.code.contains("&'a str"));
        let contents: Vec<_> = source.strings.iter().map(|(line, text)| (*line, text.as_str())).collect();
        assert_eq!(contents, [(1, "x { // \\\" y"), (2, "q \"{"), (3, "}")]);
    }

    #[test]
    fn a_block_ends_where_its_brace_closes() {
        let code = ["fn a() {", "  if x { y }", "}", "fn b();"];
        assert_eq!(block_end(&code, 0), Some(2));
        assert_eq!(block_end(&code, 3), None);
    }

    #[test]
    fn test_modules_are_known() {
        let code = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nfn c() {}\n";
        assert_eq!(test_lines("src/a.rs", code), [false, true, true, true, true, false]);
        assert_eq!(test_lines("crates/x/tests/it/a.rs", "fn a() {}"), [true]);
    }
}
