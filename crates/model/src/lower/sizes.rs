//! How much of everything a definition may have, looked at before anything of it is read.
//!
//! What is larger is told and nothing more of the text is read, so that no reader and no check ever sees more than the
//! limits say. Decision tables tell of their own size.

use super::context::Context;
use crate::codes;
use crate::found::Found;
use crate::limits as most;
use crate::yaml::{Entry, Node};

/// What may stand under a key, at most, wherever the key stands.
const SIZES: &[(&str, usize)] = &[
    ("steps", most::STEPS_MAX),
    ("fields", most::FIELDS_MAX),
    ("of", most::COLUMNS_MAX),
    ("options", most::OPTIONS_MAX),
    ("roles", most::ROLES_MAX),
    ("outcomes", most::PLACES_MAX),
    ("paths", most::PLACES_MAX),
    ("start", most::PLACES_MAX),
    ("cases", most::CASES_MAX),
    ("branches", most::BRANCHES_MAX),
    ("choices", most::CHOICES_MAX),
    ("workflows", most::WORKFLOWS_MAX),
    ("milestones", most::WORKFLOWS_MAX),
    ("after", most::AFTER_MAX),
];

/// Whether a file keeps within all limits; what does not is told.
pub(super) fn fits(cx: &mut Context<'_>, root: &Node) -> bool {
    let mut sizes = Sizes { cx, steps: 0, fits: true };
    sizes.entries(root, "");
    if sizes.fits && sizes.steps > most::STEPS_MAX {
        sizes.too_many(root, "steps", (most::STEPS_MAX, sizes.steps));
    }
    sizes.fits
}

struct Sizes<'a, 'c> {
    cx: &'a mut Context<'c>,
    steps: usize,
    fits: bool,
}

impl Sizes<'_, '_> {
    fn entries(&mut self, node: &Node, inside: &str) {
        for entry in node.entries().unwrap_or_default() {
            self.entry(entry, inside);
        }
        for item in node.items().unwrap_or_default() {
            self.entries(item, inside);
        }
    }

    fn entry(&mut self, entry: &Entry, inside: &str) {
        let (key, value) = (entry.key.as_str(), &entry.value);
        let is_steps = key == "steps" || inside == "paths";
        let count = value.items().map(<[Node]>::len).or(value.entries().map(<[Entry]>::len)).unwrap_or_default();
        if is_steps {
            self.steps += value.items().map_or(0, <[Node]>::len);
        }
        let known = if is_steps { "steps" } else { key };
        let limit = SIZES.iter().find(|(name, _)| *name == known).map_or(most::ENTRIES_MAX, |(_, limit)| *limit);
        if key == "table" && !matches!(inside, "fields" | "of") {
            return;
        }
        if count > limit {
            let what = if SIZES.iter().any(|(name, _)| *name == known) { known } else { "entries here" };
            return self.too_many(value, what, (limit, count));
        }
        self.entries(value, key);
    }

    fn too_many(&mut self, node: &Node, what: &str, (limit, found): (usize, usize)) {
        self.fits = false;
        let fault = Found::new(&codes::TOO_MANY, node.span).with("limit", limit).with("found", found);
        self.cx.fault(fault.with("what", what));
    }
}
