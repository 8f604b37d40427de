//! One look for all definitions, without changing what they say.

use baton_model::{fmt, with_ids};

const MESSY: &str = include_str!("../fixtures/fmt/messy.yaml");
const NEAT: &str = include_str!("../fixtures/fmt/neat.yaml");

#[test]
fn a_messy_text_becomes_neat() {
    let neat = fmt(MESSY).expect("it can be read");
    assert_eq!(neat, NEAT);
    assert_eq!(fmt(&neat).expect("it can be read"), neat, "a second time changes nothing");
}

#[test]
fn a_text_that_cannot_be_read_is_refused_with_its_faults() {
    let faults = fmt("steps:\n\t- task: Look\n").expect_err("a tab");
    assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["yaml.tab"]);
}

#[test]
fn only_what_other_readers_mistake_gets_quotes() {
    let text = "fields:\n  land: { type: choice, options: [NO, SE, 1.10, 17:00, on, Norway], default: NO }\n  many: { type: number, default: 1.10 }\n";
    let expected = "fields:\n  land: { type: choice, options: [\"NO\", SE, \"1.10\", \"17:00\", \"on\", Norway], default: \"NO\" }\n  many: { type: number, default: 1.10 }\n";
    assert_eq!(fmt(text).expect("it can be read"), expected);
}

#[test]
fn steps_keep_their_ids_when_their_titles_change() {
    let text = "workflow: errand\nsteps:\n  - task: Look at it\n    who: clerk\n  - { task: Do it, who: clerk }\n";
    let written = fmt(&with_ids(text)).expect("it can be read");
    let expected = "workflow: errand\nsteps:\n  - task: Look at it\n    id: look-at-it\n    who: clerk\n  - { task: Do it, id: do-it, who: clerk }\n";
    assert_eq!(written, expected);
    assert_eq!(fmt(&with_ids(&written)).expect("it can be read"), written, "a second time changes nothing");
}
