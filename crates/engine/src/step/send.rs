//! `send`: a message to people. It leaves after the commit; nobody to send it to is an exception.

use baton_model::definition::Template;
use baton_model::definition::step::{Send, SendBy};

use crate::Datum;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, MessageBy, MessageSent, Place};
use crate::limits::SUBJECT_CHARS;
use crate::name::{Name, ThreadNo, V1};

impl Burst<'_> {
    /// Says that a message is to go out.
    pub fn send_message(&mut self, thread: ThreadNo, step: &Name, send: &Send) -> Decision {
        let to = self.people(&send.to)?;
        if to.is_empty() {
            let phrases: Vec<String> = send.to.iter().map(|people| people.phrase.to_string()).collect();
            let at = Place::Step(step.clone());
            self.raise(thread, &at, step, "step.nobody_to_tell", [("to", phrases.join(", "))]);
            return Ok(());
        }
        let subject = self.one_line(&send.subject, SUBJECT_CHARS)?;
        let body = match &send.body {
            Some(body) => self.rendered(body)?,
            None => String::new(),
        };
        let subject = Datum::of(subject.into(), self.is_private(&send.subject));
        let body = Datum::of(body.into(), send.body.as_ref().is_some_and(|body| self.is_private(body)));
        let pass = self.open_automatic(thread, step)?;
        self.emit(Event::MessageSent(MessageSent {
            v: V1::default(),
            step: step.clone(),
            pass,
            message: self.state.messages_made + 1,
            by: match send.by {
                SendBy::Mail => MessageBy::Mail,
                SendBy::App => MessageBy::App,
            },
            to,
            subject,
            body,
        }));
        self.complete_automatic(thread, step, pass)
    }

    /// Whether a text shows something that must not stand in the log in the clear.
    pub fn is_private(&self, template: &Template) -> bool {
        self.workflow().private_in_text(template).is_some()
    }
}
