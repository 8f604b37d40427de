//! `set`.

use super::Read;
use crate::definition::StepKind;
use crate::definition::step::Set;
use crate::lower::context::Context;
use crate::lower::field::Gives;
use crate::lower::keys::Keys;

pub(super) fn read(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Read {
    let node = keys.must(cx, "gives", " and fields with expressions, such as total: amount * 2");
    Read { kind: StepKind::Set(Set), gives: cx.gives(node, Gives::Values) }
}
