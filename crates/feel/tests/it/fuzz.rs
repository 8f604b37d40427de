//! Mutated expressions: none panics, none runs on, and every fault and note has its place in the text.
//!
//! 20,000 of them; `make fuzz` (or FUZZ=1000000) tries as many as are wanted. What went wrong is printed with its text.

use super::support::{scope, spent_ms, with_env};
use baton_feel::{Limits, Type, catalogue, compile, compile_tolerant, compile_unary};
use std::panic::catch_unwind;

const COUNT: u64 = 20_000;
/// Far more than any of them needs within the limits below, also without optimisation.
const CASE_MS_MAX: u64 = 2_000;
const LIMITS: Limits = Limits { fuel_steps_max: 20_000, memory_bytes_max: 4 << 20, depth_max: 100 };

const SEEDS: [&str; 24] = [
    "amount > 1000 and priority = \"high\"",
    "sum(for r in rows return r.price * 2) > 20",
    "if urgent then 1 business day else 2 business days",
    "rows[price > 100 and name != \"lamp\"][-1].name",
    "some a in rows, b in rows satisfies a.price < b.price",
    "every i in 1..10 satisfies i > amount or nothing = null",
    "for i in 1..5, j in [1..i) return {n: i * j, \"a b\": partial}",
    "{f: function(n: number, g) if n <= 1 then 1 else n * g(n - 1, g), r: f(5, f)}.r",
    "sort(rows, function(a, b) a.price < b.price).name",
    "day + 3 days - @\"P1M\" < @\"2026-03-01\"",
    "date and time(\"2026-01-31T10:30:00@Europe/Berlin\").time offset",
    "@\"2026-01-31T10:30:00+01:00\" - @\"2026-01-31\" in (> @\"PT1H\", [@\"PT0S\"..@\"PT1H\"))",
    "amount between 1 and 2 ** 3 ** -1.5e3",
    "[1, [2, null]] instance of list<Any>",
    "{a: 1} instance of context<a: number, b: list<range<date>>>",
    "Applicant's full name + string(amount) // a comment",
    "not(priority in (\"low\", \"high\")) /* and */ and true",
    "(< 5) = range(\"(..5)\")",
    "get value(context merge([{a: {b: 1}}, {c: 2}]), \"a\").b",
    "replace(\"a-b\", \"([a-z-[b]])(-)\\\\2?\", \"$2$1\", \"ix\")",
    "manager.manager.name = step(\"review\").choice",
    "\"\\u00e9\\U01F40E\" + lower case(\"É\")",
    "-(-amount) - - 5 * (2 / 7)",
    "decimal(1/3, 2) + round half up(-2.5, 0) - modulo(-7, 3)",
];

const PIECES: [&str; 48] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ".",
    "..",
    "+",
    "-",
    "*",
    "/",
    "**",
    "=",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "->",
    "\"",
    "\\",
    "@\"",
    "?",
    "0",
    "9e9",
    "1e-6176",
    ".5",
    "null",
    "true",
    " and ",
    " or ",
    " in ",
    " between ",
    " instance of ",
    "if ",
    " then ",
    " else ",
    "for x in ",
    " return ",
    "some x in ",
    " satisfies ",
    "function(x) ",
    "item",
    "partial",
    "\u{200B}é",
];

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % below.max(1) as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }

    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        let mut at = self.roll(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn part<'a>(&mut self, text: &'a str) -> (usize, &'a str) {
        let (a, b) = (self.place(text), self.place(text));
        (a.min(b), &text[a.min(b)..a.max(b)])
    }

    fn mutate(&mut self, text: &mut String, seeds: &[&str]) {
        let at = self.place(text);
        match self.roll(6) {
            0 => text.insert_str(at, self.pick(&PIECES)),
            1 => {
                let (start, part) = self.part(text);
                let end = start + part.len();
                text.replace_range(start..end, "");
            }
            2 => {
                let part = self.part(text).1.to_owned();
                text.insert_str(at, &part);
            }
            3 => {
                let other = self.pick(seeds);
                let part = self.part(other).1.to_owned();
                text.insert_str(at, &part);
            }
            4 => {
                let (start, part) = self.part(text);
                let wrapped = format!("({part})");
                let end = start + part.len();
                text.replace_range(start..end, &wrapped);
            }
            _ => {
                let (start, part) = self.part(text);
                let end = start + part.len().min(3);
                let piece = self.pick(&PIECES);
                if text.is_char_boundary(end) {
                    text.replace_range(start..end, piece);
                }
            }
        }
    }
}

fn try_out(text: &str) {
    match compile(text, &scope()) {
        Ok(program) => {
            let outcome = with_env(LIMITS, |env| program.eval(env));
            let traced = with_env(LIMITS, |env| program.trace(env));
            assert_eq!(outcome.value.is_null(), traced.outcome.value.is_null(), "tracing changes nothing");
            assert!(outcome.notes.len() <= 32);
            for note in outcome.notes {
                assert!(note.span.start <= note.span.end && note.span.end <= text.len(), "{note:?}");
            }
            drop((outcome.value.to_string(), outcome.value.to_json()));
        }
        Err(faults) => {
            for fault in faults {
                assert!(fault.span.start <= fault.span.end && fault.span.end <= text.len(), "{fault:?}");
                assert!(!fault.shown_in(text).is_empty());
            }
            with_env(LIMITS, |env| compile_tolerant(text, &scope()).eval(env));
        }
    }
    if let Ok(program) = compile_unary(text, &Type::Number, &scope()) {
        with_env(LIMITS, |env| program.test(&5.into(), env));
    }
}

#[test]
fn mutated_expressions_break_nothing() {
    let count = std::env::var("FUZZ").ok().and_then(|count| count.parse().ok()).unwrap_or(COUNT);
    let examples = catalogue::functions().iter().flat_map(|function| function.examples);
    let seeds: Vec<&str> = SEEDS.into_iter().chain(examples.map(|example| example.expression)).collect();
    for number in 0..count {
        let mut dice = Dice(number);
        let mut text = dice.pick(&seeds).to_owned();
        for _ in 0..=dice.roll(4) {
            dice.mutate(&mut text, &seeds);
        }
        let before = spent_ms();
        assert!(catch_unwind(|| try_out(&text)).is_ok(), "case {number}: {text}");
        if let (Some(before), Some(now)) = (before, spent_ms()) {
            assert!(now - before < CASE_MS_MAX, "case {number} took {} ms: {text}", now - before);
        }
    }
}
