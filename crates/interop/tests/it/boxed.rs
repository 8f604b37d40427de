//! Boxed expressions, each form.

use crate::support::{asked, codes, decision, literal, model, of_logic, value};

fn entry(name: &str, logic: &str) -> String {
    format!("<contextEntry><variable name=\"{name}\"/>{logic}</contextEntry>")
}

#[test]
fn a_context_sees_its_earlier_entries_and_may_end_in_a_result() {
    let entries = entry("a b", &literal("2")) + &entry("c", &literal("a b * 3"));
    assert_eq!(of_logic(&format!("<context>{entries}</context>")).value, value("{a b: 2, c: 6}"));
    let result = format!("<contextEntry>{}</contextEntry>", literal("c + a b"));
    assert_eq!(of_logic(&format!("<context>{entries}{result}</context>")).value, value("8"));
}

#[test]
fn lists_and_relations_are_lists_of_values_and_of_contexts() {
    let (one, two) = (literal("1"), literal("1 + 1"));
    assert_eq!(of_logic(&format!("<list>{one}{two}</list>")).value, value("[1, 2]"));
    let relation = format!("<relation><column name=\"x\"/><column name=\"y z\"/><row>{one}{two}</row></relation>");
    assert_eq!(of_logic(&relation).value, value("[{x: 1, y z: 2}]"));
}

#[test]
fn functions_are_called_by_name_and_remember_what_they_saw() {
    let function = |body: &str| format!("<functionDefinition><formalParameter name=\"x\"/>{body}</functionDefinition>");
    let entries = entry("base", &literal("10")) + &entry("add", &function(&literal("x + base")));
    let call = |parameter: &str| {
        let binding = format!("<binding><parameter name=\"{parameter}\"/>{}</binding>", literal("5"));
        let call = format!("<invocation>{}{binding}</invocation>", literal("add"));
        of_logic(&format!("<context>{entries}<contextEntry>{call}</contextEntry></context>"))
    };
    assert_eq!(call("x").value, value("15"));
    assert_eq!(codes(&call("y")), ["dmn.arguments"]);
    let sorted = format!("<contextEntry>{}</contextEntry>", literal("for i in [1, 2] return add(i)"));
    assert_eq!(of_logic(&format!("<context>{entries}{sorted}</context>")).value, value("[11, 12]"));
}

#[test]
fn functions_that_are_not_feel_do_not_run() {
    let java = format!("<functionDefinition kind=\"Java\">{}</functionDefinition>", literal("{class: \"a\"}"));
    let entries = entry("f", &java) + &format!("<contextEntry>{}</contextEntry>", literal("f()"));
    let answer = of_logic(&format!("<context>{entries}</context>"));
    assert_eq!((answer.value.clone(), codes(&answer)), (value("null"), vec!["dmn.external"]));
}

#[test]
fn a_condition_that_is_not_true_is_false() {
    let conditional = |when: &str| {
        let parts = [("if", when), ("then", "\"yes\""), ("else", "\"no\"")];
        let parts = parts.map(|(part, text)| format!("<{part}>{}</{part}>", literal(text)));
        of_logic(&format!("<conditional>{}</conditional>", parts.concat())).value
    };
    assert_eq!([conditional("1 = 1"), conditional("1 = 2"), conditional("null")], ["yes", "no", "no"].map(Into::into));
}

#[test]
fn a_filter_knows_the_item_and_its_entries() {
    let filter = |list: &str, by: &str| of_logic(&format!("<filter><in>{list}</in><match>{by}</match></filter>")).value;
    let people = literal("[{name: \"Ana\", full age: 40}, {name: \"Bo\", full age: 17}]");
    assert_eq!(filter(&people, &literal("item.name = \"Bo\"")), value("[{name: \"Bo\", full age: 17}]"));
    assert_eq!(filter(&people, &literal("full age > 18 // of age")), value("[{name: \"Ana\", full age: 40}]"));
    assert_eq!(filter(&literal("[5, 6, 7]"), &literal("2")), value("6"));
    assert_eq!(filter(&literal("3"), &literal("item = 3")), value("[3]"));
    assert_eq!(filter(&literal("null"), &literal("item = 3")), value("null"));
    // What is boxed knows the entries that are declared.
    let relation = format!("<relation><column name=\"age\"/>{0}{1}</relation>", row("1"), row("2"));
    let boxed = format!(
        "<conditional><if>{}</if><then>{}</then><else>{}</else></conditional>",
        literal("age = 1"),
        literal("true"),
        literal("item.age = 3")
    );
    assert_eq!(filter(&relation, &boxed), value("[{age: 1}]"));
}

fn row(text: &str) -> String {
    format!("<row>{}</row>", literal(text))
}

#[test]
fn iterators_go_through_lists_and_ranges() {
    let iterate = |kind: &str, list: &str, part: &str, body: &str| {
        let (list, body) = (literal(list), literal(body));
        of_logic(&format!("<{kind} iteratorVariable=\"the i\"><in>{list}</in><{part}>{body}</{part}></{kind}>"))
    };
    assert_eq!(iterate("for", "1..3", "return", "the i * 2").value, value("[2, 4, 6]"));
    assert_eq!(iterate("for", "[1..3]", "return", "the i + count(partial)").value, value("[1, 3, 5]"));
    assert_eq!(iterate("for", "[]", "return", "the i").value, value("[]"));
    assert_eq!(iterate("for", "null", "return", "the i").value, value("null"));
    assert_eq!(iterate("some", "[1, 2]", "satisfies", "the i > 1").value, value("true"));
    assert_eq!(iterate("every", "[1, 2]", "satisfies", "the i > 1").value, value("false"));
    assert_eq!(iterate("every", "[1, null]", "satisfies", "the i < 5").value, value("null"));
    assert_eq!(iterate("some", "[null, 7]", "satisfies", "the i > 5").value, value("true"));
}

#[test]
fn what_is_missing_or_in_another_language_is_null_with_a_reason() {
    for (logic, code) in [
        ("<literalExpression/>", "dmn.missing"),
        ("<literalExpression expressionLanguage=\"urn:js\"><text>1</text></literalExpression>", "dmn.language"),
        ("<filter><in/></filter>", "dmn.missing"),
        ("<conditional/>", "dmn.missing"),
        ("<invocation/>", "dmn.missing"),
        ("<for><in/></for>", "dmn.missing"),
    ] {
        let answer = of_logic(logic);
        assert!(answer.value.is_null() && codes(&answer).contains(&code), "{logic}: {answer:?}");
    }
    let answer = asked(&model(&decision("")), "result", "{}");
    assert_eq!(codes(&answer), ["dmn.no_logic"]);
}

#[test]
fn a_function_of_a_context_calls_itself() {
    let function = |body: &str| format!("<functionDefinition><formalParameter name=\"n\"/>{body}</functionDefinition>");
    let entries = entry("all up to", &function(&literal("if n = 0 then 0 else n + all up to(n - 1)")));
    let result = format!("<contextEntry>{}</contextEntry>", literal("all up to(10)"));
    assert_eq!(of_logic(&format!("<context>{entries}{result}</context>")).value, value("55"));
    let endless =
        entry("on", &function(&literal("on(n + 1)"))) + &format!("<contextEntry>{}</contextEntry>", literal("on(0)"));
    assert_eq!(of_logic(&format!("<context>{endless}</context>")).value, value("null"));
}
