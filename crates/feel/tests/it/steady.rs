//! What a true condition says that goes on being true while its names mean the same.

use baton_feel::{Scope, Type, compile};

#[test]
fn only_what_names_can_change_is_steady() {
    let scope =
        Scope::new().with("a", Type::Number).with("b", Type::Number).with("f", Type::Boolean).with("d", Type::Date);
    let cases = [
        ("a > 1", "a > 1 (a)"),
        ("  (a > 1)  ", "(a > 1) (a)"),
        ("a > 1 and f", "a > 1 and f (a f); a > 1 (a); f (f)"),
        ("a > 1 and (b > 1 or f)", "a > 1 and (b > 1 or f) (a b f); a > 1 (a); (b > 1 or f) (b f)"),
        ("a in [1..b]", "a in [1..b] (a b)"),
        ("not(f)", "not(f) (f)"),
        ("d > today()", ""),
        ("a > 1 and d > today()", "a > 1 (a)"),
        ("some x in [1, 2] satisfies x > a", ""),
    ];
    for (text, expected) in cases {
        let program = compile(text, &scope).expect("the text compiles");
        let parts: Vec<String> =
            program.steady_parts().iter().map(|part| format!("{} ({})", part.text, part.names.join(" "))).collect();
        assert_eq!(parts.join("; "), expected, "{text}");
        assert_eq!(
            program.steady(),
            program.steady_parts().into_iter().next().filter(|_| !text.contains("today")),
            "{text}"
        );
    }
}
