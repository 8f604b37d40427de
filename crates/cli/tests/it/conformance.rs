use crate::baton::{run, run_with};

const CASES: &str = r#"{"dir": "sums", "id": "1", "decision": "d", "expr": "1 + 2", "expected": {"t": "decimal", "v": "3"}}
{"dir": "sums", "id": "2", "decision": "d", "expr": "1 + 2", "expected": {"t": "decimal", "v": "4"}}
"#;

#[test]
fn a_folder_of_cases_is_counted_and_held_against_what_was_kept() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).display().to_string();
    std::fs::write(path("feel.jsonl"), CASES).unwrap();
    let ran = run(["conformance", "dmn", &path("")]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("expressions that expect values: 1 passed of 2 (50.00 %)"), "{}", ran.out);
    assert!(ran.out.contains("expected 4, found 3"), "{}", ran.out);
    for (passed, code) in [(1, 0), (2, 1)] {
        let count = format!("{{\"passed\": {passed}, \"total\": 2}}");
        let kept = format!("{{\"expressions\": {{\"values\": {count}, \"nulls\": {{\"passed\": 0, \"total\": 0}}}}}}");
        std::fs::write(path("kept"), kept).unwrap();
        assert_eq!(run(["conformance", "dmn", &path(""), "--kept", &path("kept")]).code, code);
    }
    assert_eq!(run(["conformance", "dmn", &path("nowhere")]).code, 3);
}

#[test]
fn cases_are_answered_line_by_line() {
    let ran = run_with(&["conformance", "serve"], "{\"id\": 1, \"expr\": \"2 * 21\"}\nnonsense\n");
    assert_eq!(ran.code, 0);
    let answers: Vec<serde_json::Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers[0]["value"]["v"], "42");
    assert!(answers[1]["error"].is_string());
}
