//! Every story in `scenarios/`, its trace held against the one that was read and accepted; together they must walk each
//! line of the lifecycle and raise each code.

use std::fs;
use std::path::Path;

use crate::coverage::all_lines;
use crate::stage::World;
use crate::story::tell;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/scenarios")
}

/// Title, definition and lines of each story of a file.
fn stories(text: &str) -> Vec<(String, String, String)> {
    let mut last = String::new();
    let parts = text.split("\n=== ").map(|part| part.trim_start_matches("=== "));
    let stories = parts.map(|part| {
        let (title, rest) = part.split_once('\n').unwrap();
        let (definition, lines) = rest.split_once("\n---\n").unwrap_or_else(|| panic!("{title}: no line ---"));
        match definition.trim() {
            "(as before)" => {}
            "(the purchase approval)" => {
                let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/purchase-approval.yaml");
                last = fs::read_to_string(file).unwrap();
            }
            definition => last = format!("{definition}\n"),
        }
        (title.to_owned(), last.clone(), lines.to_owned())
    });
    stories.collect()
}

/// The files with stories, in their order, with their text.
fn files() -> Vec<(String, String)> {
    let mut files: Vec<_> = fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    assert!(!files.is_empty());
    let read = |file: std::path::PathBuf| {
        (file.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&file).unwrap())
    };
    files.into_iter().map(read).collect()
}

/// By file: each story's title, and the world after it was told.
pub fn told() -> Vec<(String, Vec<(String, World)>)> {
    let stories_of = |text: String| {
        let stories = stories(&text).into_iter();
        stories.map(|(title, definition, lines)| (title, tell(&definition, &lines).0)).collect()
    };
    files().into_iter().map(|(name, text)| (name, stories_of(text))).collect()
}

#[test]
fn every_story_goes_as_accepted() {
    let mut seen = crate::rare::raised();
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("traces");
    for (name, text) in files() {
        let mut traces = String::new();
        for (title, definition, lines) in stories(&text) {
            println!("{name}: {title}");
            let (world, trace) = tell(&definition, &lines);
            traces.extend(["=== ", &title, "\n", &trace, "\n"]);
            seen.add(world.seen);
        }
        settings.bind(|| insta::assert_snapshot!(name, traces));
    }
    let missed: Vec<String> = all_lines().difference(&seen.lines).cloned().collect();
    assert!(missed.is_empty(), "no story walks these lines of the lifecycle: {missed:#?}");
    let codes = baton_engine::codes::CODES.iter().map(|code| code.code);
    let unraised: Vec<&str> = codes.filter(|code| !seen.codes.contains(*code)).collect();
    assert!(unraised.is_empty(), "no story raises these codes: {unraised:#?}");
}
