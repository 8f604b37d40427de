//! Why something was not done, coded for the caller. Nothing has changed.

use baton_feel::codes::Code;
use baton_people::Directory;
use baton_store::StoreError;
use serde_json::{Map, Value};

use crate::access::AccessRefused;
use crate::codes;

/// A refusal or a failure, with what its sentence needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// The code, as in a table of codes.
    pub code: &'static str,
    /// The values its sentence shows.
    pub params: Map<String, Value>,
    /// What is wrong with parts of what was sent.
    pub faults: Vec<Fault>,
    /// What the first one got, where it was done already.
    pub first_result: Option<Value>,
    /// After how many seconds another try is worth it.
    pub retry_after_s: Option<u32>,
}

/// What is wrong with one part of what was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// A JSON Pointer into what was sent.
    pub path: String,
    /// The code.
    pub code: String,
    /// The values its sentence shows.
    pub params: Map<String, Value>,
    /// The sentence where the code's table does not give it.
    pub message: Option<String>,
    /// The line of a text, from 1.
    pub line: Option<u32>,
    /// The column in it, from 1.
    pub column: Option<u32>,
}

impl Fault {
    /// A fault of a definition's text, with its words: they are made where the text is known.
    pub fn of_text(fault: &baton_model::Fault) -> Self {
        Self {
            path: fault.path.clone(),
            code: fault.code.to_owned(),
            params: fault.params.iter().map(|(name, value)| ((*name).to_owned(), value.clone().into())).collect(),
            message: Some(fault.message.clone()),
            line: Some(fault.line),
            column: Some(fault.column),
        }
    }
}

impl Refused {
    /// Whether the same may go well a little later.
    pub fn is_passing(&self) -> bool {
        self.retry_after_s.is_some() || ["server.stopping", "store.full", "store.io_failed"].contains(&self.code)
    }

    /// Whether the same would be refused again: because of what is asked, not of where it is kept.
    pub fn is_final(&self) -> bool {
        !self.is_passing() && (self.code == "store.too_large" || !self.code.starts_with("store."))
    }

    /// A refusal without parameters.
    pub fn new(code: &'static str) -> Self {
        Self { code, params: Map::new(), faults: Vec::new(), first_result: None, retry_after_s: None }
    }

    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a fault of a part.
    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// The code's line in its table.
    pub fn entry(&self) -> Option<&'static Code> {
        codes::find(self.code)
    }

    /// What may not be seen or is not there.
    pub fn not_found(what: &str, id: impl Into<Value>) -> Self {
        Self::new("request.not_found").with("what", what).with("id", id)
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.entry() {
            Some(entry) => f.write_str(&codes::fill(entry.sentence, &self.params)),
            None => f.write_str(self.code),
        }?;
        for fault in &self.faults {
            write!(f, "; {} {}", fault.path, fault.code)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refused {}

impl Refused {
    /// With people by their handles, as they are known outside, where the refusal names them by number.
    #[must_use]
    pub fn naming(mut self, directory: &Directory) -> Self {
        let handle = |value: &Value| directory.person(value.as_i64()?).map(|person| format!("@{}", person.handle));
        let named = |value: &mut Value| {
            if let Some(handle) = handle(value) {
                *value = handle.into();
            }
        };
        self.params
            .iter_mut()
            .filter(|(name, _)| ["person", "manager"].contains(&name.as_str()))
            .for_each(|(_, of)| named(of));
        self.first_result.as_mut().and_then(|result| result.get_mut("by")).into_iter().for_each(named);
        self
    }
}

impl From<baton_engine::Refusal> for Refused {
    fn from(refusal: baton_engine::Refusal) -> Self {
        let faults = refusal.faults.into_iter().map(|fault| Fault {
            path: fault.path,
            code: fault.code,
            params: fault.params.into_iter().map(|(name, value)| (name, Value::String(value))).collect(),
            ..Fault::default()
        });
        Self {
            code: refusal.code,
            params: refusal.params.into_iter().map(|(name, value)| (name.to_owned(), Value::String(value))).collect(),
            faults: faults.collect(),
            first_result: refusal.first_result.and_then(|result| serde_json::to_value(*result).ok()),
            retry_after_s: None,
        }
    }
}

impl From<baton_people::Refusal> for Refused {
    fn from(refusal: baton_people::Refusal) -> Self {
        Self { params: refusal.params(), ..Self::new(refusal.code()) }
    }
}

impl From<AccessRefused> for Refused {
    fn from(refusal: AccessRefused) -> Self {
        let refused = Self::new(refusal.code());
        match refusal {
            AccessRefused::ZoneUnknown { zone } => refused.with("zone", zone),
            AccessRefused::ExpiresPast { expires } => refused.with("expires", expires.to_string()),
            AccessRefused::TokenNotFound { token } => Self::not_found("token", token),
            AccessRefused::HoldNotFound { hold } => Self::not_found("hold", hold),
            AccessRefused::BinnedNotFound { item } => Self::not_found("design", item.to_string()),
            AccessRefused::SecretNotFound { name } => Self::not_found("secret", name),
            AccessRefused::MoveWrong { now } => refused.with("now", now.to_string()),
            _ => refused,
        }
    }
}

/// What fails in the store is told by its code; a full disk and a conflict can be tried again.
impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        tracing::error!(code = error.code(), %error, "the store failed");
        Self::new(error.code())
    }
}
