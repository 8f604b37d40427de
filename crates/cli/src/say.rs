//! Words on standard output. A reader that has seen enough (`baton errors | head`) is no error.

use std::io::{ErrorKind, Write};

/// Says it.
pub fn say(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}
