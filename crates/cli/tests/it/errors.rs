use crate::baton::run;

#[test]
fn every_code_is_listed_once_with_its_words() {
    let ran = run(["errors", "--json"]);
    assert_eq!(ran.code, 0);
    let codes: Vec<serde_json::Value> = serde_json::from_str(&ran.out).expect("JSON");
    let mut names: Vec<&str> = codes.iter().filter_map(|code| code["code"].as_str()).collect();
    for area in ["access.", "check.", "feel.", "request.", "task."] {
        assert!(names.iter().any(|name| name.starts_with(area)), "{area}");
    }
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all, "a code stands in one table");
    for code in &codes {
        for part in ["sentence", "remedy", "example"] {
            assert!(code[part].as_str().is_some_and(|text| !text.is_empty()), "{part} of {code}");
        }
    }
}

#[test]
fn a_prefix_picks_some() {
    let ran = run(["errors", "request.stale"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.starts_with("request.stale (412)"), "{}", ran.out);
    assert_eq!(run(["errors", "nothing.like.this"]).code, 1);
}

#[test]
fn the_version_is_the_packages() {
    let ran = run(["version"]);
    assert_eq!((ran.code, ran.out), (0, format!("baton {}\n", env!("CARGO_PKG_VERSION"))));
}
