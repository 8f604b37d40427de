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

type Cases = Vec<(&'static str, String)>;

/// A text of 60,000 letters, made when it runs.
const LETTERS: &str = "string join(for i in 1..60000 return \"a\")";

fn matching(pattern: &str) -> String {
    format!("matches({LETTERS}, \"{pattern}\")")
}

fn cases() -> Cases {
    [loops_and_calls(), growing_values(), busy_functions()].concat()
}

fn loops_and_calls() -> Cases {
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
    ]
}

fn growing_values() -> Cases {
    vec![
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
        ("replaced texts", format!("replace({LETTERS}, \"a\", string join(for i in 1..9000 return \"b\"))")),
        ("groups that grow", format!("replace({LETTERS}, \"(a+)\", \"{}\")", repeated("$1", 1_000))),
        ("a long path", format!("anything{}", repeated(".a", 30_000))),
        ("a long chain of filters", format!("rows{}", repeated("[1]", 20_000))),
        ("a long condition", format!("true{}", repeated(" and true", 7_000))),
        ("texts that replace themselves", "for i in 1..60 return if i = 1 then \"aa\" else replace(partial[-1], \"a\", partial[-1])".into()),
        ("texts that join themselves", "for i in 1..60 return if i = 1 then \"aa\" else string join([partial[-1], partial[-1]])".into()),
        ("deep contexts", "for i in 1..5000 return if i = 1 then {} else {a: partial[-1]}".into()),
        ("a list that holds those before", "for i in 1..5000 return partial".into()),
        ("joining many", "string join(for i in 1..100000 return \"abc\", \", \")".into()),
        ("cutting everywhere", format!("split({LETTERS}, \"\")")),
        ("cutting by what fits too much", format!("split({LETTERS}, \"(a|aa)*?\")")),
        ("a call of itself", "{f: function(n) f(n + 1), r: f(0)}.r".into()),
        ("a tree of calls of itself", "{f: function(n) if n = 0 then 1 else f(n - 1) + f(n - 1), r: f(60)}.r".into()),
        (
            "calls that grow without end",
            "{a: function(m, n) if m = 0 then n + 1 else if n = 0 then a(m - 1, 1) else a(m - 1, a(m, n - 1)), r: a(4, 4)}.r".into(),
        ),
        ("two that call each other", "{f: function(g, n) g(f, n + 1), g: function(f, n) f(g, n + 1), r: f(g, 0)}.r".into()),
        (
            "functions that hold each other",
            "for i in 1..3000 return if i = 1 then function() 1 else {f: partial[-1], g: function() f() + 1}.g".into(),
        ),
        ("all days there were", "for d in @\"0001-01-01\"..@\"9999-12-31\" return string(d)".into()),
        ("zones in a loop", "count(for i in 1..100000 return time(\"10:00:00@Europe/Berlin\").time offset)".into()),
        (
            "days in a zone",
            "count(for i in 1..100000 return @\"2026-01-01T00:00:00@Europe/Berlin\" + @\"P1D\" * i)".into(),
        ),
    ]
}

fn busy_functions() -> Cases {
    vec![
        ("roots in a loop", "count(for i in 1..100000 return sqrt(i))".into()),
        ("exponentials in a loop", "count(for i in 1..100000 return exp(i / 100))".into()),
        ("quotients in a loop", "count(for i in 1..100000 return 1e6144 / i)".into()),
        ("remainders in a loop", "count(for i in 1..100000 return modulo(1e6144, 3e-6000))".into()),
        ("roundings in a loop", "count(for i in 1..100000 return round up(1e-6000 * i, 6000))".into()),
        (
            "numbers read in a loop",
            "count(for i in 1..100000 return number(\"1234567890123456789012345678901234567890\"))".into(),
        ),
        ("a number of many digits", format!("number(replace({LETTERS}, \"a\", \"1\"))")),
        ("a duration of many digits", format!("duration(\"P\" + replace({LETTERS}, \"a\", \"1\") + \"D\")")),
        ("ranges read in a loop", "count(for i in 1..100000 return range(\"[1..5]\"))".into()),
        ("deviations of many", "stddev(for i in 1..100000 return i / 7)".into()),
        ("middles of many", "median(for i in 1..100000 return -i)".into()),
        ("modes of many", "mode(for i in 1..100000 return -i)".into()),
        ("products of many", "product(for i in 1..100000 return 1.0000001)".into()),
        ("distinct contexts of many", "distinct values(for i in 1..20000 return {a: i})".into()),
        ("unions of many", "union(for i in 1..30000 return [i], for i in 1..30000 return [-i])".into()),
        ("contexts of many entries", "context(for i in 1..50000 return {key: string(i), value: i})".into()),
        ("contexts merged", "context merge(for i in 1..50000 return {a: i})".into()),
        (
            "shared lists as texts",
            "string(for i in 1..100 return if i = 1 then [1] else [partial[-1], partial[-1]])".into(),
        ),
        (
            "shared lists made flat",
            "flatten(for i in 1..24 return if i = 1 then [1] else [partial[-1], partial[-1]])".into(),
        ),
        (
            "shared lists compared",
            "{l: for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]], \
             m: for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]], r: l = m}.r"
                .into(),
        ),
        ("long texts in a loop", format!("{{l: {LETTERS}, r: count(for i in 1..100000 return substring(l, -1))}}.r")),
        ("long texts in capitals", format!("{{l: {LETTERS}, r: count(for i in 1..100000 return upper case(l))}}.r")),
        (
            "texts looked for in texts",
            format!("{{l: {LETTERS}, r: for i in 1..10000 return contains(l, substring(l, 30000) + \"b\")}}.r"),
        ),
        ("long texts compared", format!("{{l: {LETTERS}, m: {LETTERS}, r: count(for i in 1..100000 return l = m)}}.r")),
        ("long texts sorted", format!("{{l: {LETTERS}, r: sort(for i in 1..2000 return l + string(-i))}}.r")),
        ("sets without sets", format!("matches(\"b\", \"{}a{}\")", repeated("[a-z-", 900), repeated("]", 900))),
        (
            "filters in filters",
            "count((1..2)[count((1..1000)[count((1..1000)[item > 0]) > 0]) > 0])"
                .replace("(1..", "(for x in 1..")
                .replace(")[", " return x)["),
        ),
        ("every one of very many", "every x in 1..1000000000 satisfies x > 0".into()),
        ("a sum over very many", "sum(for x in 1..1000000000 return x * 1.5)".into()),
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
