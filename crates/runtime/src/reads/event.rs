//! Events from outside: taken in, and brought at once to what listens for them.

use crate::caller::Caller;
use crate::handle::Handle;
use crate::incoming::{self, SentEvent};
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;

/// The longest name, key and id.
const CHARS_MAX: usize = 200;
/// The longest thing an event says, as JSON.
const BYTES_MAX: usize = 64 * 1024;

impl Handle {
    /// Takes an event. It is kept when this returns; one that came before under its id changes nothing.
    pub fn send_event(&self, caller: &Caller, sent: SentEvent) -> Result<(), Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::SendEvent)?;
        let is_short = |text: &String| text.chars().count() <= CHARS_MAX;
        let fits = !sent.name.is_empty()
            && is_short(&sent.name)
            && sent.key.iter().chain(&sent.id).all(is_short)
            && sent.body.to_string().len() <= BYTES_MAX;
        if !fits {
            return Err(Refused::new("event.not_taken").with("chars", CHARS_MAX).with("bytes", BYTES_MAX));
        }
        self.take_event(incoming::row(core, sent)?)?;
        Ok(self.deliver()?)
    }
}
