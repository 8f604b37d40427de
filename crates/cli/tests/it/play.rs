//! `baton run` and `baton test`: workflows are played without a server.

use std::path::{Path, PathBuf};

use crate::baton::run;

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

#[test]
fn a_scenario_is_played_and_its_trace_printed() {
    let (file, scenario) =
        (examples().join("purchase-approval.yaml"), examples().join("scenarios/small-purchase.scenario"));
    let ran = run([Path::new("run"), &file, Path::new("--scenario"), &scenario]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    for part in ["Mon 02 Nov 10:00  ben does manager-review approve", "place-the-order opens", "the run ends: ordered"]
    {
        assert!(ran.out.contains(part), "{part} in {}", ran.out);
    }
}

#[test]
fn the_scenarios_of_a_folder_are_tests() {
    let ran = run([Path::new("test"), &examples()]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("ok      ") && ran.out.contains("9 of 9 scenarios went as they say"), "{}", ran.out);
}

#[test]
fn what_goes_otherwise_fails_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let workflow = examples().join("purchase-approval.yaml").canonicalize().expect("it is there");
    let text = format!("workflow: {}\nana starts {{}}\nexpect outcome ordered\n", workflow.display());
    std::fs::write(folder.path().join("wrong.scenario"), text).expect("it can be written");
    let ran = run([Path::new("test"), folder.path()]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    for part in ["FAILED", "line 2: it was refused", "line 3: the run did not end with `ordered`", "0 of 1"] {
        assert!(ran.out.contains(part), "{part} in {}", ran.out);
    }
    assert_eq!(
        run(["test".as_ref(), tempfile::tempdir().expect("a folder").path().as_os_str()]).code,
        3,
        "none is there"
    );
}
