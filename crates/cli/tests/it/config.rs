use crate::baton::{command, ran};

#[test]
fn each_value_says_where_it_comes_from() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("baton.toml"), "listen = \"127.0.0.1:1\"\n[mail]\nfrom = \"b@example.com\"\n")
        .expect("written");
    let config = || {
        let mut command = command();
        command.current_dir(folder.path()).arg("config");
        command
    };
    let shown = ran(config().arg("--json").args(["--data", "here"]).env("BATON_NAME", "Acme").output().expect("runs"));
    let rows: serde_json::Value = serde_json::from_str(&shown.out).expect("JSON");
    let row =
        |key: &str| rows.as_array().expect("rows").iter().find(|row| row["key"] == key).cloned().expect("the key");
    for (key, value, from) in [
        ("data", "here", "the command line"),
        ("name", "Acme", "the environment (BATON_NAME)"),
        ("listen", "127.0.0.1:1", "baton.toml"),
        ("mail.from", "b@example.com", "baton.toml"),
        ("log", "info", "the default"),
    ] {
        assert_eq!((&row(key)["value"], &row(key)["from"]), (&value.into(), &from.into()), "{key}");
    }
    std::fs::write(folder.path().join("baton.toml"), "lisen = \"x\"\n").expect("written");
    let wrong = ran(config().output().expect("runs"));
    assert_eq!(wrong.code, 3);
    assert!(wrong.err.contains("did you mean listen?"), "{}", wrong.err);
}
