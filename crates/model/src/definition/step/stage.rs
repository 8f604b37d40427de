//! `stage`: steps kept together, a phase with handlers, deadline and fields of its own.

use std::sync::Arc;

use super::Step;
use crate::definition::Field;
use crate::map::IndexMap;

/// What only a stage has. `who` is the role of its steps that name none.
#[derive(Debug, Clone)]
pub struct Stage {
    /// What is done, in order.
    pub steps: Vec<Arc<Step>>,
    /// Fields that are seen inside only: one set for each pass.
    pub fields: IndexMap<String, Field>,
}
