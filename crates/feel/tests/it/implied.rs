//! What a true condition says about its names.

use baton_feel::{Scope, Type, compile};

#[test]
fn a_true_condition_tells_which_names_are_not_null() {
    let scope = Scope::new()
        .with("a", Type::Number)
        .with("b", Type::Number)
        .with("c", Type::Choice(vec!["x".to_owned(), "y".to_owned()]))
        .with("f", Type::Boolean)
        .with("r", Type::Context([("n".to_owned(), Type::Number)].into_iter().collect()));
    let cases = [
        ("a != null", "a"),
        ("not(a = null)", "a"),
        ("a > 10", "a"),
        ("a + b > 10", "a b"),
        ("c = \"x\" or c = \"y\"", "c"),
        ("a > 1 or b > 1", ""),
        ("a > 1 and b > 1", "a b"),
        ("a = null", ""),
        ("c != \"x\"", ""),
        ("a = b", ""),
        ("a in [1..5]", "a"),
        ("a between 1 and b", "a b"),
        ("f", "f"),
        ("r.n != null", "r r.n"),
        ("a > r.n", "a r r.n"),
        ("if f then true else a > 1", ""),
    ];
    for (text, expected) in cases {
        let program = compile(text, &scope).expect("the text compiles");
        assert_eq!(program.not_null_when_true().join(" "), expected, "{text}");
    }
}
