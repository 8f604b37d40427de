//! Secrets, without their values.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PersonRef;

/// A secret that is set, or that a published workflow names.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SecretView {
    /// What expressions call it: `secret.NAME`.
    pub name: String,
    /// Since when it has its value; none: it has none, and what names it cannot be sent.
    pub since: Option<String>,
    /// Who set it.
    pub by: Option<PersonRef>,
    /// The ids of the workflows whose live version names it.
    pub used_by: Vec<String>,
}

/// A secret that was made at publishing. Its value is shown this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MadeSecret {
    /// What it is called under Secrets.
    pub name: String,
    /// The webhook whose calls it signs.
    pub webhook: String,
    pub value: String,
}
