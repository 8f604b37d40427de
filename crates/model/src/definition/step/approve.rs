//! `approve`: a decision by one person of a role, or by several.

use baton_feel::Decimal;

use crate::definition::Choice;
use crate::map::IndexMap;

/// What only an approval has.
#[derive(Debug, Clone)]
pub struct Approve {
    /// What a person can answer. The one called `approve`, else the first, is the yes.
    pub choices: IndexMap<String, Choice>,
    /// How many must say yes.
    pub need: Need,
    /// Whether they are asked one after the other: `order: one-by-one`.
    pub one_by_one: bool,
    /// Whether all are heard before it is over: `hear: all`.
    pub hears_all: bool,
}

impl Approve {
    /// Whether more than one answer may be needed: it says how many, in which order, or that all are heard.
    pub fn is_by_several(&self) -> bool {
        self.need != Need::Any || self.one_by_one || self.hears_all
    }
}

/// `need:` how many of those asked must say yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Need {
    /// One.
    #[default]
    Any,
    /// All.
    All,
    /// More than half.
    Majority,
    /// So many.
    Count(u32),
    /// At least this part of a hundred.
    Percent(Decimal),
}
