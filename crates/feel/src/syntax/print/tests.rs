#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use super::*;
use crate::parse;
use crate::scope::Scope;
use crate::span::Span;
use proptest::prelude::*;

fn expr(kind: ExprKind) -> Expr {
    Expr { span: Span::default(), depth: 0, kind: Box::new(kind) }
}

fn read(text: &str) -> Expr {
    parse::expression(text, Scope::new().vocabulary()).unwrap_or_else(|fault| panic!("{}", fault.shown_in(text)))
}

fn named(name: &str) -> Named {
    Named { name: name.to_owned(), span: Span::default() }
}

fn constant() -> impl Strategy<Value = Expr> {
    let literal = prop::sample::select(vec![
        "@\"2026-01-31\"",
        "@\"10:30:00Z\"",
        "@\"2026-01-31T10:30:00@Europe/Berlin\"",
        "@\"P1DT2H\"",
        "@\"-P1Y2M\"",
        "null",
        "true",
    ]);
    prop_oneof![
        (0_i64..1_000_000, 0_u8..5).prop_map(|(digits, scale)| {
            expr(ExprKind::Constant(Value::Number(crate::Decimal::scaled(digits, scale))))
        }),
        "[a-z\"\\\\\n\t é]{0,6}".prop_map(|text| expr(ExprKind::Constant(Value::text(text)))),
        literal.prop_map(read),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b1", "_c", "amount", "partial", "item"]).prop_map(str::to_owned)
}

fn type_name() -> impl Strategy<Value = TypeName> {
    let simple = prop::sample::select(vec!["number", "date and time", "Any"]);
    simple.prop_map(|name| TypeName::Simple(name.to_owned())).prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|item| TypeName::List(Box::new(item))),
            inner.clone().prop_map(|item| TypeName::Range(Box::new(item))),
            (name(), inner.clone()).prop_map(|(name, kind)| TypeName::Context(vec![(name, kind)])),
            (inner.clone(), inner).prop_map(|(one, result)| TypeName::Function(vec![one], Box::new(result))),
        ]
    })
}

fn comparison() -> impl Strategy<Value = Comparison> {
    use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    prop::sample::select(vec![Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual])
}

fn arithmetic(inner: BoxedStrategy<Expr>) -> impl Strategy<Value = Expr> {
    use Arithmetic::{Add, Divide, Multiply, Power, Subtract};
    let levels = prop::sample::select(vec![[Add, Subtract], [Multiply, Divide], [Power, Power]]);
    (inner.clone(), levels, prop::collection::vec((any::<bool>(), inner), 1..3)).prop_map(|(first, level, rest)| {
        let rest = rest.into_iter().map(|(second, operand)| (level[usize::from(second)], operand)).collect();
        expr(ExprKind::Arithmetic(Box::new(first), rest))
    })
}

fn operators(inner: BoxedStrategy<Expr>) -> impl Strategy<Value = Expr> {
    let boxed = inner.clone().prop_map(Box::new).boxed();
    let several = prop::collection::vec(inner.clone(), 2..4);
    prop_oneof![
        arithmetic(inner.clone()),
        boxed.clone().prop_map(|one| expr(ExprKind::Negate(one))),
        (comparison(), boxed.clone(), boxed.clone()).prop_map(|(c, a, b)| expr(ExprKind::Compare(c, a, b))),
        several.clone().prop_map(|parts| expr(ExprKind::And(parts))),
        several.prop_map(|parts| expr(ExprKind::Or(parts))),
        (boxed.clone(), boxed.clone(), boxed.clone()).prop_map(|(a, b, c)| expr(ExprKind::Between(a, b, c))),
        (boxed.clone(), prop::collection::vec(inner, 1..3)).prop_map(|(a, tests)| expr(ExprKind::In(a, tests))),
        (boxed, type_name()).prop_map(|(a, kind)| expr(ExprKind::InstanceOf(a, kind))),
    ]
}

fn phrases(inner: BoxedStrategy<Expr>) -> impl Strategy<Value = Expr> {
    let boxed = inner.clone().prop_map(Box::new).boxed();
    let binding =
        (name(), inner.clone(), prop::option::of(inner)).prop_map(|(name, source, to)| Binding { name, source, to });
    let bindings = prop::collection::vec(binding, 1..3).boxed();
    let quantifier = prop::sample::select(vec![Quantifier::Some, Quantifier::Every]);
    let parameter = (name(), prop::option::of(type_name())).prop_map(|(name, kind)| (named(&name), kind));
    prop_oneof![
        (boxed.clone(), boxed.clone(), boxed.clone()).prop_map(|(a, b, c)| expr(ExprKind::If(a, b, c))),
        (bindings.clone(), boxed.clone()).prop_map(|(bindings, body)| expr(ExprKind::For(bindings, body))),
        (quantifier, bindings, boxed.clone())
            .prop_map(|(q, bindings, body)| expr(ExprKind::Quantified(q, bindings, body))),
        (prop::collection::vec(parameter, 0..3), boxed).prop_map(|(p, body)| expr(ExprKind::Function(p, body))),
    ]
}

fn brackets(inner: BoxedStrategy<Expr>) -> impl Strategy<Value = Expr> {
    let boxed = inner.clone().prop_map(Box::new).boxed();
    let several = prop::collection::vec(inner.clone(), 0..3).boxed();
    let end = (boxed.clone(), any::<bool>()).prop_map(|(value, included)| End { value, included });
    let by_name = prop::collection::vec((name(), inner.clone()), 1..3)
        .prop_map(|values| Arguments::Named(values.into_iter().map(|(name, value)| (named(&name), value)).collect()));
    let arguments = prop_oneof![several.clone().prop_map(Arguments::Positional), by_name];
    let entries = prop::collection::hash_map(prop::sample::select(vec!["a", "b1", "x y", "odd: \"one\""]), inner, 0..3);
    prop_oneof![
        several.prop_map(|items| expr(ExprKind::List(items))),
        entries.prop_map(|entries| {
            expr(ExprKind::Context(entries.into_iter().map(|(name, value)| (named(name), value)).collect()))
        }),
        (end.clone(), end).prop_map(|(low, high)| expr(ExprKind::Range(low, high))),
        (comparison(), boxed.clone()).prop_map(|(c, value)| expr(ExprKind::Unary(c, value))),
        (boxed.clone(), name()).prop_map(|(of, name)| expr(ExprKind::Path(of, named(&name)))),
        (boxed.clone(), boxed.clone()).prop_map(|(list, by)| expr(ExprKind::Filter(list, by))),
        (boxed, arguments).prop_map(|(callee, arguments)| expr(ExprKind::Call(callee, arguments))),
    ]
}

fn tree() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![constant(), name().prop_map(|name| expr(ExprKind::Name(name)))];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let inner = inner.boxed();
        prop_oneof![operators(inner.clone()), phrases(inner.clone()), brackets(inner)]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_is_read_as_the_same(tree in tree()) {
        let text = print(&tree);
        let again = parse::expression(&text, Scope::new().vocabulary());
        prop_assert!(again.is_ok(), "{}: {:?}", text, again);
        prop_assert_eq!(again.unwrap(), tree, "{}", text);
    }
}

#[test]
fn parentheses_stand_only_where_they_are_needed() {
    for (text, printed) in [
        ("((a+b))*c", "(a + b) * c"),
        ("a+(b*c)", "a + b * c"),
        ("(a and b) or (c and d)", "a and b or c and d"),
        ("a and (b or c)", "a and (b or c)"),
        ("-(a)**2", "-a ** 2"),
        ("(if a then b else c)+1", "(if a then b else c) + 1"),
        ("x in(1,[2..3),< 4)", "x in (1, [2..3), (< 4))"),
        ("{\"a b\":1 , c:\"\\\"\" }", "{\"a b\": 1, c: \"\\\"\"}"),
        ("for i in 1..2 return(i)", "for i in 1..2 return i"),
    ] {
        assert_eq!(print(&read(text)), printed, "{text}");
    }
}
