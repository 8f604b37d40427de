//! Mutated models: none panics, none runs on, whether it is read, asked or taken over.
//!
//! 20,000 of them; `make fuzz` (or FUZZ=1000000) tries as many as are wanted. What went wrong is printed with its text.

use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use baton_feel::{Context, Limits, Value};
use baton_interop::dmn::{Ask, At, Model, import};
use fastrand::Rng;
use jiff::{Timestamp, tz::TimeZone};

use crate::support::definitions;

const COUNT: u64 = 20_000;
/// Far more than any of them needs within the limits below, also on a busy machine.
const CASE_MAX: Duration = Duration::from_secs(10);
const LIMITS: Limits = Limits { fuel_steps_max: 5_000, memory_bytes_max: 4 << 20, depth_max: 100 };

const MODELS: [&str; 4] = [
    r##"<itemDefinition name="tRisk"><typeRef>string</typeRef><allowedValues><text>"low", "high"</text></allowedValues></itemDefinition>
<inputData id="age" name="Age"><variable name="Age" typeRef="number"/></inputData>
<decision id="d" name="risk"><variable name="risk" typeRef="tRisk"/>
<informationRequirement><requiredInput href="#age"/></informationRequirement>
<decisionTable hitPolicy="PRIORITY" aggregation="SUM"><input><inputExpression typeRef="number"><text>Age</text></inputExpression>
<inputValues><text>[0..150]</text></inputValues></input>
<output name="a"><outputValues><text>"high", "low"</text></outputValues><defaultOutputEntry><text>"low"</text></defaultOutputEntry></output>
<rule><inputEntry><text>&lt; 25, not(? > 3)</text></inputEntry><outputEntry><text>"high"</text></outputEntry></rule>
<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>if Age > 5 then "low" else null</text></outputEntry></rule>
</decisionTable></decision>"##,
    r##"<businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="n" typeRef="number"/>
<literalExpression><text>if n = 0 then 1 else n * f(n - 1)</text></literalExpression></encapsulatedLogic>
<knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement></businessKnowledgeModel>
<decision id="d" name="d"><knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>
<context><contextEntry><variable name="x y"/><invocation><literalExpression><text>f</text></literalExpression>
<binding><parameter name="n"/><literalExpression><text>5</text></literalExpression></binding></invocation></contextEntry>
<contextEntry><functionDefinition><formalParameter name="z"/><list><literalExpression><text>z + x y</text></literalExpression></list></functionDefinition></contextEntry>
</context></decision>"##,
    r##"<decision id="a" name="a"><filter><in><relation><column name="p"/><row><literalExpression><text>1</text></literalExpression></row>
<row><literalExpression><text>2</text></literalExpression></row></relation></in><match><literalExpression><text>p > 1</text></literalExpression></match></filter></decision>
<decision id="b" name="b"><informationRequirement><requiredDecision href="#a"/></informationRequirement>
<for iteratorVariable="i"><in><literalExpression><text>1..3</text></literalExpression></in>
<return><conditional><if><literalExpression><text>i > 1</text></literalExpression></if><then><literalExpression><text>a[1].p</text></literalExpression></then>
<else><literalExpression><text>partial</text></literalExpression></else></conditional></return></for></decision>"##,
    r##"<itemDefinition name="t" isCollection="true"><itemComponent name="c"><typeRef>t</typeRef></itemComponent><typeConstraint><text>count(?) > 1</text></typeConstraint></itemDefinition>
<inputData id="i" name="i"><variable name="i" typeRef="t"/></inputData>
<decision id="o" name="o"><variable name="o" typeRef="Any"/><informationRequirement><requiredInput href="#i"/></informationRequirement>
<every iteratorVariable="e"><in><literalExpression><text>i</text></literalExpression></in><satisfies><literalExpression><text>e.c = null</text></literalExpression></satisfies></every></decision>
<decisionService id="s" name="s"><outputDecision href="#o"/><inputData href="#i"/></decisionService>
<decision id="u" name="u"><knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement><literalExpression><text>s([{c: [1, 2]}])</text></literalExpression></decision>"##,
];

const PIECES: [&str; 24] = [
    "<",
    ">",
    "/>",
    "</",
    "\"",
    "&",
    "&#0;",
    "&lt;",
    "<!--",
    "<![CDATA[",
    "]]>",
    "<?x",
    "<!DOCTYPE a>",
    "<list>",
    "</list>",
    "<context/>",
    " name=\"a\"",
    "#a",
    "xmlns:d=\"urn:d\" ",
    "tRisk",
    "f(1)",
    "1..1000000000",
    "\u{0}",
    "é",
];

fn place(random: &mut Rng, text: &str) -> usize {
    let mut at = random.usize(..=text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn part(random: &mut Rng, text: &str) -> std::ops::Range<usize> {
    let (a, b) = (place(random, text), place(random, text));
    a.min(b)..a.max(b)
}

/// Whole elements are swapped, so that most of what comes of it is still XML; now and then anything is put anywhere.
fn mutate(random: &mut Rng, text: &mut String) {
    let cuts: Vec<usize> = text.match_indices('<').map(|(at, _)| at).chain([text.len()]).collect();
    let tag = |random: &mut Rng| cuts[random.usize(..cuts.len())];
    match random.u32(..8) {
        0 => text.insert_str(place(random, text), PIECES[random.usize(..PIECES.len())]),
        1 => text.replace_range(part(random, text), ""),
        2 | 3 => {
            let (a, b) = (tag(random), tag(random));
            let moved = text[a.min(b)..a.max(b)].to_owned();
            text.insert_str(tag(random), &moved);
        }
        4 => {
            let (a, b) = (tag(random), tag(random));
            text.replace_range(a.min(b)..a.max(b), "");
        }
        _ => swap_values(random, text),
    }
}

/// One attribute or text gets what another one has.
fn swap_values(random: &mut Rng, text: &mut String) {
    let quoted: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    let value = |random: &mut Rng| {
        let at = random.usize(..quoted.len().max(2) / 2) * 2;
        Some(quoted.get(at)? + 1..*quoted.get(at + 1)?)
    };
    let (Some(from), Some(to)) = (value(random), value(random)) else { return };
    let other = text[from].to_owned();
    text.replace_range(to, &other);
}

fn try_out(text: &str) {
    let Ok(model) = Model::read(text, &[]) else { return };
    let inputs: Context =
        [("Age".into(), Value::from(7)), ("i".into(), Value::list([Value::Null]))].into_iter().collect();
    let at = At { now: Timestamp::UNIX_EPOCH, zone: &TimeZone::UTC, limits: LIMITS };
    let wanted = model.decisions();
    for answer in model.evaluate(&Ask { service: None, wanted: &wanted, inputs: &inputs }, &at) {
        drop((answer.value.to_string(), answer.value.to_json()));
    }
    for service in model.services() {
        drop(model.evaluate(&Ask { service: Some(service), wanted: &[service], inputs: &inputs }, &at));
    }
    drop(import(text, &[], "office"));
}

#[test]
fn mutated_models_break_nothing() {
    let count = std::env::var("FUZZ").ok().and_then(|count| count.parse().ok()).unwrap_or(COUNT);
    let mut read = 0;
    for number in 0..count {
        let mut random = Rng::with_seed(number);
        let mut text = definitions(MODELS[random.usize(..MODELS.len())]);
        for _ in 0..=random.u32(..3) {
            mutate(&mut random, &mut text);
        }
        read += u64::from(Model::read(&text, &[]).is_ok());
        let begun = Instant::now();
        assert!(catch_unwind(|| try_out(&text)).is_ok(), "case {number}: {text}");
        assert!(begun.elapsed() < CASE_MAX, "case {number} took {:?}: {text}", begun.elapsed());
    }
    assert!(read > count / 10, "only {read} of {count} were still models");
}
