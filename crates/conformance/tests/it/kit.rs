//! A folder of cases is counted: what holds, what does not, and those that expect null apart.

use baton_conformance::kit::{self, Count};
use std::fs;

const CASES: &str = r#"
{"dir": "sums", "id": "1", "decision": "d", "expr": "1 + 2", "expected": {"t": "decimal", "v": "3"}}
{"dir": "sums", "id": "2", "decision": "d", "expr": "1 + 2", "expected": {"t": "decimal", "v": "4"}}
{"dir": "sums", "id": "3", "decision": "d", "expr": "1 + null", "expected": null, "error": true}
{"dir": "sums", "id": "4", "decision": "d", "expr": "null", "expected": null, "error": true}
{"dir": "types", "id": "1", "decision": "d", "expr": "5", "typeRef": "tTexts", "typeBase": "string[]", "expected": null, "error": true}
{"dir": "types", "id": "2", "decision": "d", "expr": "[1] instance of tTexts", "expected": {"t": "boolean", "v": "false"}}
{"dir": "types", "id": "3", "decision": "d", "expr": "x y + 1", "inputs": {"x y": {"t": "decimal", "v": "1"}}, "expected": {"t": "double", "v": "2.0"}}
"#;

#[test]
fn cases_are_counted_by_what_they_expect() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("feel.jsonl"), CASES).unwrap();
    let tallies = kit::run(dir.path()).unwrap();
    let tally = &tallies["expressions"];
    assert_eq!(tally.all.values, Count { passed: 3, total: 4 });
    // Null without a reason does not count where an error is expected.
    assert_eq!(tally.all.nulls, Count { passed: 2, total: 3 });
    assert_eq!(tally.folders["types"].values, Count { passed: 2, total: 2 });
    assert_eq!(tally.failures.len(), 2);
    assert!(tally.failures[0].contains("expected 4, found 3"), "{}", tally.failures[0]);
    assert!(tally.failures[1].contains("without a reason"), "{}", tally.failures[1]);
}

#[test]
fn a_case_in_another_language_is_left_aside() {
    let dir = tempfile::tempdir().unwrap();
    let case = r#"{"dir": "java", "id": "1", "expr": "{f: function(a) external {java: {}}, r: f(1)}.r", "expected": {"t": "decimal", "v": "1"}}"#;
    fs::write(dir.path().join("feel.jsonl"), case).unwrap();
    let tallies = kit::run(dir.path()).unwrap();
    let tally = &tallies["expressions"];
    assert_eq!((tally.aside.len(), tally.all.values.total, tally.failures.len()), (1, 0, 0));
}

#[test]
fn a_folder_without_cases_and_a_line_that_is_none_are_told() {
    let dir = tempfile::tempdir().unwrap();
    assert!(kit::run(dir.path()).unwrap_err().to_string().contains("feel.jsonl"));
    fs::write(dir.path().join("feel.jsonl"), "\n{\"dir\": 1}\n").unwrap();
    assert!(kit::run(dir.path()).unwrap_err().to_string().contains("feel.jsonl:2: "));
}

#[test]
fn a_share_that_falls_is_seen_also_among_more_cases() {
    let before = Count { passed: 99, total: 100 };
    assert!(Count { passed: 98, total: 100 }.falls_below(before));
    assert!(Count { passed: 980, total: 1_000 }.falls_below(before));
    assert!(!Count { passed: 990, total: 1_000 }.falls_below(before));
}
