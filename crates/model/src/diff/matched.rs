//! Which entry of a list without names was which one before: those that are called the same first, then what is left in turn.

/// What was found.
pub(super) struct Matched {
    /// The places of an entry in the old list and in the new one, in the new order.
    pub pairs: Vec<(usize, usize)>,
    /// What only the new list has.
    pub new: Vec<usize>,
    /// What only the old one has.
    pub gone: Vec<usize>,
}

impl Matched {
    /// Whether what both have stands in another order.
    pub fn is_reordered(&self) -> bool {
        !self.pairs.is_sorted_by_key(|(old, _)| *old)
    }
}

/// Holds two lists against each other.
pub(super) fn matched<T>(was: &[T], now: &[T], called: impl Fn(&T) -> String) -> Matched {
    let mut old: Vec<Option<String>> = was.iter().map(|entry| Some(called(entry))).collect();
    let (mut pairs, mut left) = (Vec::new(), Vec::new());
    for (at, entry) in now.iter().enumerate() {
        let name = called(entry);
        match old.iter().position(|known| known.as_ref() == Some(&name)) {
            Some(place) => {
                old[place] = None;
                pairs.push((place, at));
            }
            None => left.push(at),
        }
    }
    let mut gone: Vec<usize> = (0..was.len()).filter(|place| old[*place].is_some()).collect();
    // As many as there were: each in the place of one. Else those that stand where one stood.
    let as_many = gone.len() == left.len();
    let mut new = Vec::new();
    for (turn, at) in left.into_iter().enumerate() {
        let place = if as_many { gone.get(turn).copied() } else { gone.iter().copied().find(|place| *place == at) };
        match place {
            Some(place) => pairs.push((place, at)),
            None => new.push(at),
        }
    }
    gone.retain(|place| pairs.iter().all(|(old, _)| old != place));
    pairs.sort_by_key(|(_, at)| *at);
    Matched { pairs, new, gone }
}
