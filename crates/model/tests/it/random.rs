//! Whatever is written: reading, checking, drawing, formatting and writing ids never fail, and formatting changes
//! nothing but the look.

use baton_model::{fmt, outline, publishable, read, with_ids};
use proptest::prelude::*;

use crate::examples::example;

fn all_of_it(text: &str) {
    let checked = read(text);
    for fault in &checked.faults {
        assert!(!fault.render(text).is_empty());
        assert!(fault.line >= 1 && fault.column >= 1, "{fault:?}");
    }
    if let Some(definition) = &checked.definition {
        outline(definition);
    }
    publishable(&checked);
    with_ids(text);
    if let Ok(once) = fmt(text) {
        assert_eq!(fmt(&once).as_ref(), Ok(&once), "a second time changes nothing");
        let codes = |text: &str| {
            let mut codes: Vec<_> = read(text).faults.into_iter().map(|fault| fault.code).collect();
            codes.sort_unstable();
            codes
        };
        if !codes(text).iter().any(|code| code.starts_with("yaml.")) {
            assert_eq!(codes(text), codes(&once), "it says the same");
        }
    }
}

/// One of the examples with some of its lines dropped, doubled, swapped or indented otherwise.
fn mutated() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        Just(example("purchase-approval")),
        Just(example("model-deployment")),
        Just(example("employee-onboarding")),
    ];
    let change = (0..200_usize, 0..8_u8, 0..200_usize);
    (text, prop::collection::vec(change, 1..6)).prop_map(|(text, changes)| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for (at, what, other) in changes {
            let (at, other) = (at % lines.len(), other % lines.len());
            match what {
                0 => drop(lines.remove(at)),
                1 => lines.insert(at, lines[other].clone()),
                2 => lines.swap(at, other),
                3 => lines[at].insert_str(0, "  "),
                4 => lines[at] = lines[at].replacen("  ", "", 1),
                5 => lines[at] = lines[at].replacen(": ", ":", 1),
                6 => lines[at].push_str(" # more"),
                _ => lines[at].insert(0, '\t'),
            }
            if lines.is_empty() {
                lines.push(String::new());
            }
        }
        lines.join("\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        all_of_it(&text);
    }

    #[test]
    fn any_yaml_like_text_is_read(text in "([a-z{}\\[\\],:#'\"|>&*!%@` \\t\\r\\n-]|workflow: w\n|steps:\n|  - task: x\n){0,60}") {
        all_of_it(&text);
    }

    #[test]
    fn any_mutation_of_an_example_is_read(text in mutated()) {
        all_of_it(&text);
    }
}
