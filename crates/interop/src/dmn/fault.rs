//! What is wrong with a model, where, and what to do about it.

use std::fmt;

/// Something wrong with a model. It carries the words of its code, with the parameters in their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The code, such as `dmn.xml`.
    pub code: &'static str,
    /// One sentence that says what is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
    /// The line of the file, from 1; 0 where it is the file as a whole.
    pub line: u32,
}

impl Fault {
    /// The fault of that code at a line, with its parameters.
    pub(crate) fn new(code: &'static str, line: u32, params: &[(&str, &str)]) -> Self {
        let known = crate::codes::CODES.iter().find(|known| known.code == code);
        let fill = |text: &str| {
            params.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
        };
        let (message, remedy) =
            known.map_or((String::new(), String::new()), |known| (fill(known.sentence), fill(known.remedy)));
        Self { code, message, remedy, line }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}: ", self.line)?;
        }
        write!(f, "{} {} ({})", self.message, self.remedy, self.code)
    }
}

impl std::error::Error for Fault {}
