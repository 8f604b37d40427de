//! What a scope offers: names with slots, functions, types of its own.

use crate::support::with_env;
use baton_feel::{Limits, Scope, Type, compile};

#[test]
fn names_keep_their_slots_and_take_new_types() {
    let scope = Scope::new().with("a", Type::Number).with("b", Type::Text).with("a", Type::Date);
    assert_eq!((scope.slot("a"), scope.slot("b"), scope.slot("c")), (Some(0), Some(1), None));
    assert_eq!(scope.at(0).map(|(_, kind)| kind), Some(&Type::Date));
    assert_eq!(scope.names().collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn programs_tell_what_they_use() {
    let metrics = Type::Context(vec![("accuracy".into(), Type::Number)]);
    let scope = Scope::new().with("amount", Type::Number).with("metrics", metrics).with_function("step", 1);
    let program = compile("metrics.accuracy > 0.9 and amount > 5 and step(\"review\").pass = amount", &scope).unwrap();
    let used: Vec<String> = program.uses().iter().map(|used| used.path.join(".")).collect();
    assert_eq!(used, ["metrics.accuracy", "amount", "amount"]);
    assert_eq!(program.uses()[0].span.of(program.text()), "metrics.accuracy");
    assert_eq!(program.calls()[0].function, "step");
    assert_eq!(program.calls()[0].arguments, [Some("review".into())]);
    assert_eq!(program.result_type(), Type::Boolean);
}

#[test]
fn named_types_mean_what_they_were_given() {
    let scope =
        Scope::new().with_type("tNumbers", "list<number>").unwrap().with_type("t rows", "list<tNumbers>").unwrap();
    for (text, expected) in [
        ("[1, 2] instance of tNumbers", "true"),
        ("[1, \"a\"] instance of tNumbers", "false"),
        ("[[1], [2]] instance of t rows", "true"),
        ("{f: function(n: tNumbers) count(n), r: f([1, 2])}.r", "2"),
    ] {
        let program = compile(text, &scope).unwrap();
        assert_eq!(with_env(Limits::default(), |env| program.eval(env)).value.to_string(), expected, "{text}");
    }
    assert_eq!(scope.with_type("t", "list<tNubmers>").unwrap_err().code, "feel.unknown_type");
}
