//! Secrets, without their values.

use serde::Serialize;
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
