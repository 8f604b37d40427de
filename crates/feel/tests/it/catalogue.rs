//! The catalogue tells the truth: every example gives what it says, and the pages are made of it.

use super::support::with_env;
use baton_feel::catalogue::{self, Family};
use baton_feel::{Limits, Scope, Slots, Type, Value, compile};
use std::path::{Path, PathBuf};

/// What the introduction says of its names.
fn introduced() -> Vec<(&'static str, Value)> {
    let item = |name: &str, qty: i64, price: &str| {
        Value::context([
            ("name", Value::text(name)),
            ("qty", Value::from(qty)),
            ("price", Value::Number(price.parse().unwrap())),
        ])
    };
    vec![
        ("amount", Value::from(1200)),
        ("department", Value::text("Sales")),
        ("urgent", Value::Boolean(true)),
        ("ordered", Value::Date(baton_feel::Date::new(2026, 1, 31).unwrap())),
        ("items", Value::list([item("desk", 1, "900"), item("lamp", 3, "40.50"), item("chair", 2, "89.25")])),
        ("comment", Value::Null),
    ]
}

fn value(text: &str) -> Value {
    let names = introduced();
    let scope = names.iter().fold(Scope::new(), |scope, (name, _)| scope.with(name, Type::Any));
    let values: Vec<Value> = names.into_iter().map(|(_, value)| value).collect();
    let program = compile(text, &scope).unwrap_or_else(|faults| panic!("{text}: {}", faults[0].shown_in(text)));
    with_env(Limits::default(), |env| {
        let env = baton_feel::Env { lookup: &Slots(&values), ..*env };
        program.eval(&env).value
    })
}

#[test]
fn examples_give_what_they_say() {
    for function in catalogue::functions() {
        assert!(!function.examples.is_empty(), "{} has no example", function.name);
        assert!(function.about.ends_with(['.', '?']), "{}: {}", function.name, function.about);
        for example in function.examples {
            assert!(example.expression.contains(function.name), "{}", example.expression);
            assert_eq!(value(example.expression), value(example.result), "{}", example.expression);
        }
    }
}

#[test]
fn a_function_tells_how_it_is_called() {
    let substring = catalogue::function("substring").unwrap();
    assert_eq!(substring.shapes(), ["substring(string, start position, length?)"]);
    assert_eq!((substring.family, substring.gives()), (Family::Text, &Type::Text));
    assert!(substring.signatures()[0][2].is_optional);
    assert_eq!(catalogue::function("sum").unwrap().shapes(), ["sum(list)", "sum(n1, …)"]);
    assert!(catalogue::function("substr").is_none());
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/feel")
}

#[test]
fn the_pages_are_those_of_the_catalogue() {
    for family in Family::ALL {
        let (path, page) = (docs().join(format!("{}.md", family.slug())), catalogue::page(family));
        if std::env::var_os("UPDATE_PAGES").is_some() {
            std::fs::write(&path, &page).unwrap();
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(written == page, "{} is out of date: UPDATE_PAGES=1 cargo test -p baton-feel", path.display());
    }
}

#[test]
fn the_introduction_tells_the_truth() {
    let text = std::fs::read_to_string(docs().join("README.md")).unwrap();
    for family in Family::ALL {
        assert!(text.contains(&format!("({}.md)", family.slug())), "there is no way to {}", family.title());
    }
    let blocks = text.split("```feel\n").skip(1).filter_map(|rest| rest.split_once("```"));
    let lines: Vec<&str> = blocks.flat_map(|(block, _)| block.lines()).filter(|line| !line.trim().is_empty()).collect();
    assert!(lines.len() > 30, "{} examples", lines.len());
    for line in lines {
        let (expression, result) = line.rsplit_once("//").unwrap_or_else(|| panic!("{line} says no result"));
        assert_eq!(value(expression), value(result), "{line}");
    }
}
