use std::fs;
use std::path::{Path, PathBuf};

use crate::baton::{run, run_with};

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../examples/{name}.yaml"))
}

fn decide(file: &Path, inputs: &[&str]) -> crate::baton::Ran {
    let mut arguments = vec!["decide".to_owned(), file.display().to_string()];
    arguments.extend(inputs.iter().flat_map(|input| ["--input".to_owned(), (*input).to_owned()]));
    run(arguments)
}

#[test]
fn a_decision_says_what_it_gives_and_which_rule_fits() {
    let ran = decide(&example("approval-level"), &["amount=1200.50", "kind=software", "planned=no"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for part in ["level = \"director\"", "offers = 2", "rule 2 (line 17) fits", "amount = 1200.5"] {
        assert!(ran.out.contains(part), "{part} in {}", ran.out);
    }
}

#[test]
fn what_is_wrong_with_an_input_is_told() {
    let ran = decide(&example("approval-level"), &["amuont=3", "kind=hardware", "amount=-1"]);
    assert_eq!(ran.code, 1);
    for part in ["did you mean `amount`?", "`kind` has no option", "`amount` is at least 0, and this is -1"] {
        assert!(ran.err.contains(part), "{part} in {}", ran.err);
    }
    let nothing = decide(&example("approval-level"), &["kind=goods"]);
    assert_eq!(nothing.code, 1, "{}", nothing.out);
    assert!(nothing.out.contains("no rule fits"), "{}", nothing.out);
    assert!(nothing.out.contains("not given, so null: amount, planned"), "{}", nothing.out);
}

#[test]
fn a_table_of_a_workflow_is_tried_out_by_a_file_of_inputs() {
    let folder = tempfile::tempdir().expect("a folder");
    let inputs = folder.path().join("inputs.json");
    fs::write(&inputs, r#"{ "amount": "2500" }"#).expect("it can be written");
    let ran =
        run([Path::new("decide"), &example("purchase-approval"), Path::new("--json"), Path::new("--input"), &inputs]);
    assert_eq!(ran.code, 0, "{} {}", ran.out, ran.err);
    let told: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!((&told["result"], &told["rules"]), (&"finance".into(), &serde_json::json!([2])), "{told}");
}

#[test]
fn decisions_that_it_uses_are_found_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("it can be written");
    let file = folder.path().join("a.yaml");
    write(
        "a.yaml",
        "decision: a\nowner: o\nuses: [b]\ninputs: { n: { type: number } }\noutputs: { r: { type: number } }\nvalue: b + 1\n",
    );
    let ran = decide(&file, &["n=4"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.contains("there is no decision called `b`"), "{}", ran.out);
    write(
        "other.yaml",
        "decision: b\nowner: o\ninputs: { n: { type: number } }\noutputs: { r: { type: number } }\nvalue: n * 10\n",
    );
    let ran = decide(&file, &["n=4"]);
    assert_eq!((ran.code, ran.out.lines().next()), (0, Some("r = 41")), "{} {}", ran.out, ran.err);
    assert!(ran.out.contains("b: 40"), "{}", ran.out);
}

#[test]
fn an_expression_is_evaluated_on_data() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data.json");
    fs::write(&data, r#"{ "amount": 1200, "rows": [{ "price": 3 }, { "price": 4 }] }"#).expect("it can be written");
    let with = |expression: &str| run([Path::new("feel"), Path::new(expression), Path::new("--with"), &data]);
    let ran = with("sum(rows.price) + amount");
    assert_eq!((ran.code, ran.out.as_str()), (0, "1207\n"), "{}", ran.err);
    let wrong = with("amont > 3");
    assert_eq!((wrong.code, wrong.out.as_str()), (1, ""));
    assert!(wrong.err.contains("amont > 3\n^^^^^ ") && wrong.err.contains("amount"), "{}", wrong.err);
    let traced = run([Path::new("feel"), Path::new("amount > 2000"), Path::new("--trace"), Path::new("--with"), &data]);
    assert_eq!(traced.out, "false\namount > 2000 = false\n  amount = 1200\n", "{}", traced.err);
    let null = with("rows[1].name");
    assert_eq!((null.code, null.out.as_str()), (0, "null\n"), "{}", null.err);
    assert!(null.err.contains("rows[1].name: a context has no `name`"), "{}", null.err);
    assert_eq!(run(["feel", "1 +"]).code, 1);
    assert_eq!(run(["feel", "--json", "{ a: [1, \"x\"] }"]).out, "{\"a\":[1,\"x\"]}\n");
    assert_eq!(run_with(&["feel", "a + 1", "--with", "-"], "{\"a\": 41}").out, "42\n");
}
