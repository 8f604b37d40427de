//! What a seed likes: each leaves some of the language out, so that what is left meets more often.

use super::random::Random;

/// Something that a workflow may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feature {
    Jumps,
    Events,
    Calls,
    Rules,
    Subs,
    AnyOrder,
    Added,
    OwnFields,
    RunHandlers,
    Locks,
    OnlyWhile,
    Redo,
    Undo,
    Clocks,
    Needs,
    Rows,
    /// Fields of several types, and what is said with them.
    Types,
    /// Roles by skill, by turn, with `not` and `else`.
    Roles,
    /// Other starts than a form.
    Starts,
    /// Handoffs that are accepted.
    Accepts,
}

/// The features of one seed.
#[derive(Debug, Clone)]
pub(super) struct Taste(u32);

impl Taste {
    pub fn new(random: &mut Random) -> Self {
        let rare =
            [Feature::Locks, Feature::OnlyWhile, Feature::Redo, Feature::Undo, Feature::Clocks, Feature::Accepts];
        let all = 0..=Feature::Accepts as u32;
        let chance = |feature: u32| if rare.iter().any(|rare| *rare as u32 == feature) { 25 } else { 55 };
        let chosen = all.map(|feature| u32::from(random.percent(chance(feature))) << feature);
        Self(chosen.sum())
    }

    pub fn has(&self, feature: Feature) -> bool {
        self.0 & (1 << feature as u32) != 0
    }
}
