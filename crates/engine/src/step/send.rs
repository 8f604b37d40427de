//! `send`: a message to people. It leaves after the commit; nobody to send it to is an exception, and so is a file that is to go with
//! it and was erased, and files that are too large together.

use baton_model::definition::Template;
use baton_model::definition::step::{Send, SendBy};

use serde_json::Value as Json;

use crate::Datum;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, MessageBy, MessageSent, Place};
use crate::limits::{ATTACHED_BYTES, SUBJECT_CHARS};
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
        let files = match self.attached(send) {
            Ok(files) => files,
            Err((code, fields)) => {
                self.raise_missing(thread, &Place::Step(step.clone()), step, code, fields);
                return Ok(());
            }
        };
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
            files,
        }));
        self.complete_automatic(thread, step, pass)
    }

    /// The files that go with a message; else why they cannot, and whose they are.
    fn attached(&self, send: &Send) -> Result<Vec<Name>, (&'static str, Vec<Name>)> {
        let mut files: Vec<Name> = Vec::new();
        let mut bytes = 0;
        for field in &send.attach {
            let value = self.stored(&field.name).unwrap_or_default();
            let ids = value.as_array().map_or(std::slice::from_ref(&*value), Vec::as_slice);
            for id in ids.iter().filter_map(Json::as_str) {
                let Some(record) = self.state.files.get(id).filter(|record| record.name.is_some()) else {
                    return Err(("step.attachment_gone", vec![field.name.as_str().into()]));
                };
                if !files.iter().any(|known| &**known == id) {
                    bytes += record.size_bytes;
                    files.push(id.into());
                }
            }
        }
        if bytes > ATTACHED_BYTES {
            let fields = send.attach.iter().map(|field| field.name.as_str().into()).collect();
            return Err(("step.attachments_too_large", fields));
        }
        Ok(files)
    }

    /// Whether a text shows something that must not stand in the log in the clear.
    pub fn is_private(&self, template: &Template) -> bool {
        self.workflow().private_in_text(template).is_some()
    }
}
