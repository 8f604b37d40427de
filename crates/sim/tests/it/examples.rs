//! Every scenario of the examples goes as it says.

use std::path::Path;

use baton_sim::{Directory, Scenario, play};

#[test]
fn the_scenarios_of_the_examples_go_as_they_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/scenarios");
    let mut count = 0;
    for file in std::fs::read_dir(&folder).unwrap() {
        let file = file.unwrap().path();
        if file.extension().is_none_or(|ending| ending != "scenario") {
            continue;
        }
        let scenario =
            Scenario::read(&std::fs::read_to_string(&file).unwrap()).unwrap_or_else(|wrong| panic!("{wrong:?}"));
        let text = std::fs::read_to_string(folder.join(scenario.workflow.as_deref().unwrap())).unwrap();
        let def = baton_model::compile(&text).unwrap_or_else(|faults| panic!("{faults:#?}"));
        let played = play(&scenario, def, Directory::default());
        assert!(played.wrong.is_empty(), "{}: {:#?}\n{}", file.display(), played.wrong, played.trace);
        count += 1;
    }
    assert!(count >= 3, "{count} scenarios");
}
