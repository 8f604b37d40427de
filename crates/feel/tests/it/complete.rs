//! What is proposed at a place of an expression: `|` marks it.

use baton_feel::complete::{Completion, Expected, complete};
use baton_feel::{Scope, Type};

fn scope() -> Scope {
    let status = Type::Choice(vec!["new".to_owned(), "in work".to_owned(), "done".to_owned()]);
    let row = Type::Context(vec![("qty".to_owned(), Type::Number), ("unit price".to_owned(), Type::Number)]);
    Scope::new()
        .with("amount", Type::Number)
        .with("status", status)
        .with("items", Type::list_of(row))
        .with("requester", Type::Person)
        .with("begin of work", Type::Date)
        .with_typed_function("step", 1, Type::Context(vec![("choice".to_owned(), Type::Text)]))
}

fn at(marked: &str, expected: &Expected) -> (Completion, String) {
    let at = marked.find('|').unwrap();
    let text = marked.replacen('|', "", 1);
    (complete(&text, at, expected, &scope()), text)
}

/// What the text becomes with the first proposal, and the labels of the first three.
fn first(marked: &str, expected: &Expected) -> (String, Vec<String>) {
    let (found, text) = at(marked, expected);
    let labels = found.proposals.iter().take(3).map(|one| one.label.clone()).collect();
    let Some(one) = found.proposals.first() else { return (text, labels) };
    let written = format!("{}|{}", &one.text[..one.caret], &one.text[one.caret..]);
    (format!("{}{written}{}", &text[..found.start], &text[found.end..]), labels)
}

#[test]
fn what_goes_on_from_what_is_written_comes_first() {
    for (marked, becomes) in [
        ("am|", "amount|"),
        ("AM| > 3", "amount| > 3"),
        ("sum(items.q|)", "sum(items.qty|)"),
        ("items[1].unit p|", "items[1].unit price|"),
        ("requester.manager.em|", "requester.manager.email|"),
        ("begin of w|", "begin of work|"),
        ("begin of work.ye|", "begin of work.year|"),
        ("string le|", "string length(|)"),
        ("amount > 3 an|", "amount > 3 and|"),
        ("step(\"check\").ch|", "step(\"check\").choice|"),
        ("now().wee|", "now().weekday|"),
        ("status = |", "status = \"new\"|"),
        ("status = \"d|\"", "status = \"done\"|"),
        ("status in (\"new\", |", "status in (\"new\", \"new\"|"),
        ("not(status = \"in|", "not(status = \"in work\"|"),
    ] {
        assert_eq!(first(marked, &Expected::Value).0, becomes, "{marked}");
    }
}

#[test]
fn cells_know_the_options_of_their_column() {
    let status = Type::Choice(vec!["new".to_owned(), "in work".to_owned()]);
    let tests = Expected::Tests(status.clone());
    assert_eq!(first("|", &tests).1, ["new", "in work", "-"]);
    assert_eq!(first("new, in|", &tests).0, "new, in work|");
    assert_eq!(first("ne|", &Expected::Output(status)).0, "new|");
    assert_eq!(first("|", &Expected::Tests(Type::Boolean)).1, ["true", "false", "-"]);
}

#[test]
fn nothing_is_proposed_inside_a_text_or_after_an_unknown_thing() {
    assert!(at("amount + \"am|\"", &Expected::Value).0.proposals.is_empty());
    assert!(at("nobody.na|", &Expected::Value).0.proposals.is_empty());
    assert!(at("amount.x|", &Expected::Value).0.proposals.is_empty());
}

#[test]
fn any_place_of_any_text_is_answered() {
    for text in
        ["status in (\"ä\", ", "]].)) (", "\"ü", "items[item.qty > (3].", "@\"2026-", "a.b.c..d", "// no\n am", "1.2.3"]
    {
        for at in 0..=text.len() + 1 {
            for expected in [Expected::Value, Expected::Tests(Type::Any), Expected::Output(Type::Number)] {
                let found = complete(text, at, &expected, &scope());
                assert!(found.start <= found.end && text.get(found.start..found.end).is_some(), "{text} at {at}");
                assert!(found.proposals.iter().all(|one| one.text.get(..one.caret).is_some()));
            }
        }
    }
}
