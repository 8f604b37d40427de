//! Decisions over others, knowledge models, decision services.

use crate::support::{asked, codes, decision, literal, model, of_service, value};
use baton_interop::dmn::Model;

fn needs(kind: &str, ids: &[&str]) -> String {
    let (outer, inner) = match kind {
        "knowledge" => ("knowledgeRequirement", "requiredKnowledge"),
        "decision" => ("informationRequirement", "requiredDecision"),
        _ => ("informationRequirement", "requiredInput"),
    };
    ids.iter().map(|id| format!("<{outer}><{inner} href=\"#{id}\"/></{outer}>")).collect::<Vec<_>>().concat()
}

fn named(name: &str, inner: &str) -> String {
    format!("<decision id=\"{name}\" name=\"{name}\"><variable name=\"{name}\"/>{inner}</decision>")
}

fn knowledge(name: &str, parameters: &[&str], inner: &str, needed: &str) -> String {
    let parameters = parameters.iter().map(|name| format!("<formalParameter name=\"{name}\"/>"));
    let parameters = parameters.collect::<Vec<_>>().concat();
    format!(
        "<businessKnowledgeModel id=\"{name}\" name=\"{name}\"><variable name=\"{name}\"/>
         <encapsulatedLogic>{parameters}{inner}</encapsulatedLogic>{needed}</businessKnowledgeModel>"
    )
}

#[test]
fn a_decision_sees_what_it_requires_and_nothing_else() {
    let parts = "<inputData id=\"amount\" name=\"amount\"><variable name=\"amount\" typeRef=\"number\"/></inputData>"
        .to_owned()
        + &named("double", &(needs("input", &["amount"]) + &literal("amount * 2")))
        + &named("result", &(needs("decision", &["double"]) + &literal("double + 1")))
        + &named("blind", &(needs("decision", &["double"]) + &literal("amount")));
    let model = model(&parts);
    assert_eq!(asked(&model, "result", "{amount: 4}").value, value("9"));
    assert_eq!(asked(&model, "result", "{double: 4}").value, value("5"));
    assert_eq!(codes(&asked(&model, "blind", "{amount: 4}")), ["feel.unknown_name"]);
    let wrong = asked(&model, "result", "{amount: \"four\"}");
    assert!(wrong.value.is_null() && codes(&wrong)[0] == "dmn.type", "{wrong:?}");
}

#[test]
fn knowledge_models_are_functions_that_may_call_each_other_and_themselves() {
    let parts = knowledge("twice", &["x"], &literal("x * 2"), "")
        + &knowledge(
            "steps down",
            &["n"],
            &literal("if n = 0 then 0 else twice(1) + steps down(n - 1)"),
            &needs("knowledge", &["twice"]),
        )
        + &named("result", &(needs("knowledge", &["steps down", "twice"]) + &literal("[steps down(10), twice(x: 4)]")))
        + &named("passed", &(needs("knowledge", &["twice"]) + &literal("for f in [twice] return f(3)")))
        + &named("wrong", &(needs("knowledge", &["twice"]) + &literal("twice(1, 2)")));
    let model = model(&parts);
    assert_eq!(asked(&model, "result", "{}").value, value("[20, 8]"));
    assert_eq!(asked(&model, "passed", "{}").value, value("[6]"));
    assert_eq!(codes(&asked(&model, "wrong", "{}")), ["dmn.arguments"]);
    assert_eq!(of_service(&model, Some("twice"), "twice", "{x: 21}").value, value("42"));
}

fn services() -> Model {
    let service = |name: &str, outputs: &[&str], rest: &str| {
        let outputs = outputs.iter().map(|id| format!("<outputDecision href=\"#{id}\"/>"));
        let outputs = outputs.collect::<Vec<_>>().concat();
        format!("<decisionService id=\"{name}\" name=\"{name}\">{outputs}{rest}</decisionService>")
    };
    model(
        &("<inputData id=\"a\" name=\"a\"><variable name=\"a\" typeRef=\"string\"/></inputData>".to_owned()
            + &named("given", &literal("\"never found here\""))
            + &named("out", &(needs("input", &["a"]) + &needs("decision", &["given"]) + &literal("a + given")))
            + &named("more", &(needs("decision", &["out"]) + &literal("string length(out)")))
            + &service("one", &["out"], "<inputDecision href=\"#given\"/><inputData href=\"#a\"/>")
            + &service("both", &["out", "more"], "<inputData href=\"#a\"/><inputDecision href=\"#given\"/>")
            + &named(
                "result",
                &(needs("knowledge", &["one", "both"]) + &literal("[one(\"x\", \"y\"), both(given: \"q\", a: \"p\")]")),
            )
            + &named("wrong", &(needs("knowledge", &["one"]) + &literal("one(5, \"y\")")))
            + &named("few", &(needs("knowledge", &["one"]) + &literal("one(\"x\")")))),
    )
}

#[test]
fn a_service_takes_its_inputs_and_gives_its_decisions() {
    let model = services();
    assert_eq!(asked(&model, "result", "{}").value, value("[\"xy\", {out: \"pq\", more: 2}]"));
    assert_eq!(of_service(&model, Some("both"), "more", "{a: \"abc\", given: \"d\"}").value, value("4"));
    assert_eq!(
        of_service(&model, Some("both"), "both", "{a: \"a\", given: \"d\"}").value,
        value("{out: \"ad\", more: 2}")
    );
    assert_eq!(codes(&asked(&model, "wrong", "{}")), ["dmn.type"]);
    assert_eq!(codes(&asked(&model, "few", "{}")), ["dmn.arguments"]);
    assert_eq!(codes(&of_service(&model, Some("gone"), "out", "{}")), ["dmn.not_found"]);
}

#[test]
fn a_decision_that_needs_itself_is_null_and_a_fault() {
    let parts = named("x", &(needs("decision", &["result"]) + &literal("1")))
        + &decision(&(needs("decision", &["x"]) + &literal("x")));
    let model = model(&parts);
    assert_eq!(model.faults().iter().filter(|fault| fault.code == "dmn.circle").count(), 1);
    assert_eq!(codes(&asked(&model, "result", "{}")), ["dmn.circle"]);
}
