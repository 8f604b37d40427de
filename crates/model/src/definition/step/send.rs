//! `send`: a message to people.

use crate::definition::{Named, People, Template};

/// What only a message has.
#[derive(Debug, Clone)]
pub struct Send {
    /// Who gets it.
    pub to: Vec<People>,
    /// By which way.
    pub by: SendBy,
    /// Its subject.
    pub subject: Template,
    /// Its body.
    pub body: Option<Template>,
    /// The fields whose files go with it.
    pub attach: Vec<Named>,
}

/// `by:` the way a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendBy {
    /// E-mail.
    Mail,
    /// A notification in the app.
    App,
}
