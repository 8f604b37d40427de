//! What somebody writes to hang the server ends soon: with its value, or with an error that names the bound.
//!
//! Measured is the time on the processor, so that a busy machine makes no difference.

use super::support::{scope, spent_ms, with_env};
use baton_feel::{Limits, compile};

/// The promise is 50 ms; without optimisation everything takes many times as long.
const ALLOWED_MS: u64 = if cfg!(debug_assertions) { 1_500 } else { 50 };

fn repeated(text: &str, count: usize) -> String {
    text.repeat(count)
}

fn numbered(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(", ")
}

fn cases() -> Vec<(&'static str, String)> {
    let letters = "string join(for i in 1..60000 return \"a\")";
    let matching = |pattern: &str| format!("matches({letters}, \"{pattern}\")");
    vec![
        ("a sum of 10,000 terms", format!("0{}", repeated(" + 1", 10_000))),
        ("a sum of names", format!("amount{}", repeated("+amount", 9_000))),
        ("a million brackets", repeated("(", 1_000_000)),
        ("as many brackets as fit", repeated("[", 65_000)),
        ("a long loop", "for i in 1..1000000000 return i".into()),
        ("loops in loops", "for a in 1..1000, b in 1..1000, c in 1..1000 return a".into()),
        ("very many loops", format!("for {} return 1", numbered(6_000, |n| format!("a{n} in 1")))),
        ("self-application", "{f: function(f) f(f), r: f(f)}.r".into()),
        ("a tree of calls", "{f: function(f, n) if n = 0 then 1 else f(f, n - 1) + f(f, n - 1), r: f(f, 60)}.r".into()),
        ("a huge power", "2 ** 10**9".into()),
        ("a huge power of nearly one", "1.0000000001 ** 10**18".into()),
        ("a huge negative power", "2 ** -(10**9)".into()),
        ("powers in a loop", "count(for i in 1..100000 return 2 ** 0.3)".into()),
        ("logarithms in a loop", "count(for i in 1..100000 return log(i))".into()),
        ("long numbers as texts", "count(for i in 1..100000 return string(10 ** 6000))".into()),
        ("repeated repetition", matching("(a+)+b")),
        ("many alternatives", matching("(a|a|a|a|a)*b")),
        ("counted counts", "matches(\"a\", \"((a{100}){100}){100}\")".into()),
        ("counts of a set", matching("(\\\\p{L}{1,200}){1,10}b")),
        ("going back", matching("^(((a)\\\\3?)+)+$")),
        ("patterns in a loop", "count(for i in 1..300000 return matches(\"aaaa\", \"(a|a)*b\"))".into()),
        ("long patterns", format!("matches(\"a\", \"{}\")", repeated("(a|b)*", 600))),
        ("doubling texts", "for i in 1..60 return if i = 1 then \"0123456789\" else partial[-1] + partial[-1]".into()),
        ("doubling lists", "for i in 1..100 return [partial, partial]".into()),
        ("doubling shared lists", "for i in 1..100 return if i = 1 then [1] else [partial[-1], partial[-1]]".into()),
        ("deep lists", "for i in 1..5000 return if i = 1 then [] else [partial[-1]]".into()),
        ("sorting without sense", "sort(for i in 1..50000 return i, function(a, b) true)".into()),
        ("sorting backwards", "sort(for i in 1..100000 return -i)".into()),
        ("distinct values of many", "distinct values(for i in 1..100000 return i)".into()),
        ("duplicates of many", "duplicate values(for i in 1..100000 return i)".into()),
        ("looking through many", "count(for i in 1..1000 return list contains(for j in 1..1000 return j, 0))".into()),
        (
            "a list again and again",
            "{l: for i in 1..50000 return i, r: for i in 1..50000 return append(l, i)}.r".into(),
        ),
        (
            "a context that grows",
            "for i in 1..5000 return if i = 1 then {} else context put(partial[-1], string(i), i)".into(),
        ),
        (
            "functions that hold much",
            format!("{{{}, f: for i in 1..100000 return function(x) x}}", numbered(4_000, |n| format!("a{n}: 1"))),
        ),
        ("many entries", format!("{{{}}}", numbered(6_000, |n| format!("a{n}: a0")).replacen("a0: a0", "a0: 1", 1))),
        ("many entries of two words", format!("{{{}}}", numbered(5_000, |n| format!("a b{n}: 1")))),
        ("many unknown names", numbered(8_000, |n| format!("unheard{n}")).replace(", ", "+")),
        ("many words", repeated("a ", 30_000)),
        ("an open text", format!("\"{}", repeated("\\\"", 30_000))),
        ("many comments", repeated("/* */", 13_000)),
        ("many minuses", format!("{}1", repeated("-", 60_000))),
        ("many nots", format!("{}true{}", repeated("not(", 120), repeated(")", 120))),
        ("a deep type", format!("1 instance of {}number{}", repeated("list<", 100), repeated(">", 100))),
        (
            "joined texts",
            "string join(for i in 1..60000 return \"\", string join(for i in 1..9000 return \"0123456789\"))".into(),
        ),
        ("replaced texts", format!("replace({letters}, \"a\", string join(for i in 1..9000 return \"b\"))")),
        ("groups that grow", format!("replace({letters}, \"(a+)\", \"{}\")", repeated("$1", 1_000))),
        ("a long path", format!("anything{}", repeated(".a", 30_000))),
        ("a long chain of filters", format!("rows{}", repeated("[1]", 20_000))),
        ("a long condition", format!("true{}", repeated(" and true", 7_000))),
        ("days without end", "for d in @\"-999999999-01-01\"..@\"999999999-12-31\" return d".into()),
    ]
}

#[test]
fn everything_ends_soon() {
    let mut slow = Vec::new();
    for (name, text) in cases() {
        let Some(before) = spent_ms() else { return };
        let told = match compile(&text, &scope()) {
            Err(faults) => faults[0].code,
            Ok(program) => {
                let outcome = with_env(Limits::default(), |env| program.eval(env));
                let is_long = outcome.value.to_string().len() > 64 << 20;
                assert!(!is_long, "{name}: the result is too long");
                outcome.notes.last().map_or("", |note| note.code)
            }
        };
        let took = spent_ms().unwrap_or(before) - before;
        if std::env::var_os("SHOW_TIMES").is_some() {
            println!("{took:>6} ms  {name}: {told}");
        }
        if took > ALLOWED_MS {
            slow.push(format!("{name}: {took} ms, {told}"));
        }
    }
    assert!(slow.is_empty(), "too slow: {slow:#?}");
}
