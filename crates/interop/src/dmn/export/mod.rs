//! Shared decisions, and tables of workflows, as DMN 1.5 XML that other tools open.

mod cell;
mod decision;
mod kind;
#[cfg(test)]
mod tests;
mod xml;

use super::import::LeftOut;
use baton_model::definition::Decision;

/// Decisions as a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The XML.
    pub text: String,
    /// What does not stand there as it did.
    pub left_out: Vec<LeftOut>,
}

/// Writes decisions as one model; the first is the main one, the others those that it uses.
pub fn export(decisions: &[&Decision]) -> Exported {
    let (file, left_out) = decision::model(decisions);
    Exported { text: xml::write(&file), left_out }
}
