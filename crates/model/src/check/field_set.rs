//! A set of fields, as bits.

/// A set of fields, by their place in the definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fields(Vec<u64>);

impl Fields {
    const BITS: usize = 64;

    pub fn none(count: usize) -> Self {
        Self(vec![0; count.div_ceil(Self::BITS)])
    }

    pub fn add(&mut self, field: usize) {
        self.0[field / Self::BITS] |= 1 << (field % Self::BITS);
    }

    pub fn remove(&mut self, field: usize) {
        self.0[field / Self::BITS] &= !(1 << (field % Self::BITS));
    }

    pub fn has(&self, field: usize) -> bool {
        self.0[field / Self::BITS] & (1 << (field % Self::BITS)) != 0
    }

    pub fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine &= theirs);
    }

    pub fn take(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine &= !theirs);
    }

    pub fn join(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine |= theirs);
    }
}
