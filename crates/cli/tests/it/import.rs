use std::ffi::OsStr;
use std::fs;

use crate::baton::run;

const MODEL: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">
<inputData id="i" name="amount"><variable name="amount" typeRef="number"/></inputData>
<decision id="d" name="Fee"><variable name="Fee" typeRef="number"/>
  <informationRequirement><requiredInput href="IREF"/></informationRequirement>
  <literalExpression><text>amount * 2</text></literalExpression></decision>
<decision id="e" name="Open"/>
</definitions>"#;

#[test]
fn a_model_becomes_files_and_what_is_left_out_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let (model, out) = (folder.path().join("model.dmn"), folder.path().join("out"));
    fs::write(&model, MODEL.replace("IREF", "#i")).expect("written");
    let arguments = [OsStr::new("import"), model.as_os_str(), OsStr::new("--out"), out.as_os_str()];
    let ran = run(arguments);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    for part in
        ["fee.yaml: Fee", "the decision `Open` (line 6): it has no logic", "1 decision written, 1 not taken over"]
    {
        assert!(ran.out.contains(part), "{part} in {}", ran.out);
    }
    assert!(fs::read_to_string(out.join("fee.yaml")).expect("a file").contains("value: 'amount * 2'"));
    let again = run(arguments);
    assert_eq!(again.code, 3);
    assert!(again.err.contains("is there already"), "{}", again.err);
}

#[test]
fn a_file_that_is_no_model_is_said_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("page.html");
    fs::write(&file, "\n<html/>").expect("written");
    let ran = run([OsStr::new("import"), file.as_os_str()]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("line 2: The file is no DMN model"), "{}", ran.out);
}

#[test]
fn what_is_exported_is_imported_as_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/approval-level.yaml");
    let (model, out) = (folder.path().join("level.dmn"), folder.path().join("out"));
    let ran =
        run([OsStr::new("export"), OsStr::new(example), OsStr::new("--dmn"), OsStr::new("--out"), model.as_os_str()]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let ran = run([OsStr::new("import"), model.as_os_str(), OsStr::new("--out"), out.as_os_str()]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let ran = run([OsStr::new("check"), out.join("approval-level.yaml").as_os_str()]);
    assert!(ran.code == 0 && ran.out.contains("nothing is wrong"), "{}", ran.out);
}
