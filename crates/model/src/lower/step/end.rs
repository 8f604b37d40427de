//! `end`.

use super::Read;
use crate::definition::step::End;
use crate::definition::{Named, Step, StepKind};

pub(super) fn read(step: &Step) -> Read {
    let outcome = Named { name: step.title.text.clone(), span: step.title_span };
    StepKind::End(End { outcome }).into()
}
