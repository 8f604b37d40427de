//! What is played of a seed, and how a case that goes wrong is made smaller, as long as it goes wrong.

use std::collections::BTreeSet;

use baton_sim::simulate::Drawing;

/// How many things happen before it is brought to rest.
const STEPS: u32 = 70;
/// So many smaller ones are tried.
const TRIES_MAX: usize = 400;

/// A workflow, and what happens around it.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// What all else is drawn from.
    pub seed: u64,
    /// The workflow.
    pub drawing: Drawing,
    /// How many things happen.
    pub steps: u32,
    /// Those of them, from 0, with which nothing goes wrong in the store or the process.
    pub spared: BTreeSet<u32>,
}

impl Case {
    /// The whole case of a seed.
    pub fn of(seed: u64) -> Self {
        Self { seed, drawing: Drawing::of(seed), steps: STEPS, spared: BTreeSet::new() }
    }

    /// The smallest case found that goes wrong as well.
    pub fn shrunk(self, goes_wrong: impl Fn(&Self) -> bool) -> Self {
        let (mut best, mut tried) = (self, 0);
        loop {
            let found = best.smaller().into_iter().find(|case| {
                tried += 1;
                tried <= TRIES_MAX && goes_wrong(case)
            });
            match found {
                Some(case) => best = case,
                None => return best,
            }
        }
    }

    /// The cases that come of this one by taking out something: first what takes out most.
    fn smaller(&self) -> Vec<Self> {
        let lengths = [self.steps / 2, self.steps * 3 / 4, self.steps.saturating_sub(1)];
        let shorter = lengths.into_iter().filter(|steps| *steps < self.steps);
        let mut all: Vec<Self> = shorter.map(|steps| Self { steps, ..self.clone() }).collect();
        let left: Vec<u32> = (0..self.steps).filter(|nth| !self.spared.contains(nth)).collect();
        for some in left.chunks((left.len() / 4).max(1)) {
            let spared = self.spared.iter().chain(some).copied().collect();
            all.push(Self { spared, ..self.clone() });
        }
        all.extend(self.drawing.smaller().into_iter().map(|drawing| Self { drawing, ..self.clone() }));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn what_goes_wrong_is_made_as_small_as_it_goes_wrong() {
        let case =
            (0..100).map(Case::of).find(|case| case.drawing.text().contains("wait:")).expect("one of them waits");
        let goes_wrong =
            |case: &Case| case.steps > 20 && !case.spared.contains(&7) && case.drawing.text().contains("wait:");
        let whole = case.drawing.text().lines().count();
        let small = case.shrunk(goes_wrong);
        assert!(goes_wrong(&small));
        assert_eq!(small.steps, 21);
        assert_eq!(small.spared.len(), 20, "only the fault that it takes is left: {:?}", small.spared);
        assert!(small.drawing.text().lines().count() < whole, "{}", small.drawing.text());
    }
}
