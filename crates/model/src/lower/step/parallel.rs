//! `parallel`.

use super::Read;
use super::block::{branches, joining};
use crate::definition::step::Parallel;
use crate::definition::{Step, StepKind};
use crate::lower::context::Context;
use crate::lower::keys::Keys;

pub(super) fn read(cx: &mut Context<'_>, keys: &mut Keys<'_>, step: &Step) -> Option<Read> {
    let joining = joining(cx, keys);
    let branches = branches(cx, keys, step)?;
    Some(StepKind::Parallel(Parallel { branches, joining }).into())
}
