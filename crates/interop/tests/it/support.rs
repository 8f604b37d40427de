//! What the tests share: models made of their parts, and questions to them.

use baton_feel::{Limits, Nothing, Scope, Value, compile};
use baton_interop::dmn::{Answer, Ask, At, Model};
use jiff::{Timestamp, tz::TimeZone};

/// The text of a model with these parts.
pub fn definitions(parts: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="model" namespace="https://example.org/main">
{parts}
</definitions>"#
    )
}

/// A model with these parts.
pub fn model(parts: &str) -> Model {
    Model::read(&definitions(parts), &[]).expect("it reads")
}

/// A decision `result` with that logic.
pub fn decision(logic: &str) -> String {
    format!(r#"<decision id="result" name="result"><variable name="result"/>{logic}</decision>"#)
}

/// An expression as a text; `&` and `<` stand as they are.
pub fn literal(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<literalExpression><text>{text}</text></literalExpression>")
}

/// What a model gives for a decision, with inputs that are written as a context.
pub fn asked(model: &Model, wanted: &str, inputs: &str) -> Answer {
    of_service(model, None, wanted, inputs)
}

/// What a service gives.
pub fn of_service(model: &Model, service: Option<&str>, wanted: &str, inputs: &str) -> Answer {
    let Value::Context(inputs) = value(inputs) else { panic!("{inputs} is no context") };
    let (now, zone) = (Timestamp::UNIX_EPOCH, &TimeZone::UTC);
    let ask = Ask { service, wanted: &[wanted], inputs: &inputs };
    model.evaluate(&ask, &At { now, zone, limits: Limits::default() }).remove(0)
}

/// The value of an expression without names.
pub fn value(text: &str) -> Value {
    let env = baton_feel::Env {
        lookup: &Nothing,
        now: Timestamp::UNIX_EPOCH,
        zone: &TimeZone::UTC,
        calendar: None,
        limits: Limits::default(),
    };
    compile(text, &Scope::new()).expect(text).eval(&env).value
}

/// The value that a decision with this logic has, without inputs.
pub fn of_logic(logic: &str) -> Answer {
    asked(&model(&decision(logic)), "result", "{}")
}

/// The codes of an answer's reasons.
pub fn codes(answer: &Answer) -> Vec<&'static str> {
    answer.reasons.iter().map(|reason| reason.code).collect()
}
