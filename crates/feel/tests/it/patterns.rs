//! Patterns are those of `XPath`: what it knows works, what it does not know is refused, and none can run away.

use super::support::eval;

#[test]
fn texts_fit_patterns() {
    for (text, wanted) in [
        (r#"matches("4711-A", "^[0-9]{4}-[A-Z]$")"#, "true"),
        (r#"matches("abracadabra", "bra")"#, "true"),
        (r#"matches("helloworld", "hello world", "x")"#, "true"),
        (r#"matches("helloworld", "hello[ ]world", "x")"#, "false"),
        (r#"matches("hello world", "hello\ sworld", "x")"#, "true"),
        (r#"matches("a#b", "a # b", "x")"#, "true"),
        (r#"matches("b", "[a-z-[aeiou]]")"#, "true"),
        (r#"matches("a", "[a-z-[aeiou]]")"#, "false"),
        (r#"matches("1", "[^a-z-[1]]")"#, "false"),
        (r#"matches("2", "[^a-z-[1]]")"#, "true"),
        (r#"matches("-", "[-a]")"#, "true"),
        (r#"matches("&", "[a&&b]")"#, "true"),
        (r#"matches("a_1:b", "^\i\c*$")"#, "true"),
        (r#"matches("1a", "^\i\c*$")"#, "false"),
        (r#"matches("αβ", "^\p{IsGreek}+$")"#, "true"),
        (r#"matches("aβ", "^\p{IsGreek}+$")"#, "false"),
        (r#"matches("É", "^\p{Lu}$")"#, "true"),
        (r#"matches("a\nb", "a.b")"#, "false"),
        (r#"matches("a\nb", "a.b", "s")"#, "true"),
        (r#"matches("a\nb", "^b$", "m")"#, "true"),
        (r#"matches("a.b", "a.b", "q")"#, "true"),
        (r#"matches("axb", "a.b", "q")"#, "false"),
        (r#"matches("abab", "^(ab)\1$")"#, "true"),
        (r#"matches("abac", "^(ab)\1$")"#, "false"),
        (r#"matches("aa2", "^(a)\12$")"#, "true"),
        (r#"matches("aA", "^(a)\1$", "i")"#, "true"),
        (r#"replace("darted", "^(.*?)d(.*)$", "$1c$2")"#, "\"carted\""),
        (r#"replace("abc", "b", "[$0]")"#, "\"a[b]c\""),
        (r#"replace("abc", "(b)", "$10")"#, "\"ab0c\""),
        (r#"replace("a.b", ".", "$1", "q")"#, "\"a$1b\""),
        (r#"replace("10 $", "\$", "\$\\\\")"#, "\"10 $\\\\\""),
        (r#"replace("aabb", "(.)\1", "<$1>")"#, "\"<a><b>\""),
        (r#"split("a1b22c", "\d+")"#, "[\"a\", \"b\", \"c\"]"),
        (r#"extract("xaay", "(a)\1")"#, "[\"aa\"]"),
    ] {
        let found = eval(text);
        let shown = if found.value.as_text().is_some() {
            baton_feel::Value::list([found.value.clone()]).to_string()
        } else {
            found.value.to_string()
        };
        let shown = if found.value.as_text().is_some() { shown[1..shown.len() - 1].to_owned() } else { shown };
        assert_eq!(shown, wanted, "{text}: {:?}", found.notes);
    }
}

#[test]
fn what_is_no_pattern_is_refused() {
    for pattern in [
        r"\3",
        r"(.)\2",
        r"(a\1)",
        r"[\1]",
        r"\0",
        r"(?=a)",
        r"(?i)a",
        r"a**",
        r"a{1,2}{3}",
        r"a++",
        r"[]",
        r"[a",
        r"[a[b]]",
        r"\y",
        r"\p{IsNothing}",
        r"\p{",
        r"a{x}",
        r"(",
        r"a\",
    ] {
        let text = format!("matches(\"a\", \"{}\")", pattern.replace('\\', "\\\\"));
        let found = eval(&text);
        assert!(found.value.is_null() && found.notes[0].code == "feel.value", "{text}: {found:?}");
    }
    for text in [
        r#"matches("a", "a", "k")"#,
        r#"replace("a", "a*", "b")"#,
        r#"replace("a", "a", "\1")"#,
        r#"replace("a", "a", "$x")"#,
    ] {
        assert!(eval(text).value.is_null(), "{text}");
    }
}

#[test]
fn a_pattern_that_goes_back_too_often_ends_with_its_reason() {
    let found = eval(r#"matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(((a)\3?)+)+$")"#);
    assert_eq!(found.notes[0].code, "feel.limit_fuel", "{found:?}");
}
