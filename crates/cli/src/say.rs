//! Words on standard output. A reader that has seen enough (`baton errors | head`) is no error.

use std::io::{ErrorKind, Write};

use baton_feel::Value;

/// A value as it would be written in an expression: a text stands in quotes.
pub fn literal(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("{:?}", &**text),
        other => other.to_string(),
    }
}

/// Says it.
pub fn say(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}
