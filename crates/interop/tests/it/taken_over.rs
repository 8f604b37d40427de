//! What decisions give that were taken over from a model.

use crate::support::{definitions, literal};
use baton_feel::{Env, Limits, Nothing, Value};
use baton_interop::dmn::import;
use baton_model::compile_decision;
use baton_model::decision::{Linked, Values};
use std::sync::Arc;

/// The result of the only decision of a model that takes `n`.
fn gives(parts: &str, n: i64) -> String {
    let input = "<inputData id=\"n\" name=\"n\"><variable name=\"n\" typeRef=\"number\"/></inputData>";
    let found = import(&definitions(&format!("{input}{parts}")), &[], "office").expect("it reads");
    assert_eq!(found.left_out, []);
    let text = &found.files[0].text;
    let compiled = compile_decision(text).unwrap_or_else(|faults| panic!("{text}\n{faults:?}"));
    let linked = Linked::new(Arc::new(compiled), &mut |_| None).expect("it uses nothing");
    let (lookup, now, zone) = (&Nothing, jiff::Timestamp::UNIX_EPOCH, &jiff::tz::TimeZone::UTC);
    let env = Env { lookup, now, zone, calendar: None, limits: Limits::default() };
    linked.evaluate(&Values::from([("n".to_owned(), Value::from(n))]), &env).value.to_string()
}

const NEEDS: &str = "<informationRequirement><requiredInput href=\"#n\"/></informationRequirement>";

#[test]
fn a_knowledge_model_calls_itself() {
    let model = format!(
        r##"<decision id="d" name="d">{NEEDS}<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>{}</decision>
<businessKnowledgeModel id="k" name="all up to"><encapsulatedLogic><formalParameter name="last"/>{}</encapsulatedLogic>
  <knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement></businessKnowledgeModel>"##,
        literal("all up to(n)"),
        literal("if last = 0 then 0 else last + all up to(last - 1)"),
    );
    assert_eq!(gives(&model, 10), "55");
}

#[test]
fn parameters_may_have_hyphens() {
    let model = format!(
        r##"<decision id="d" name="d">{NEEDS}<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>
<invocation>{}<binding><parameter name="loan-amount"/>{}</binding></invocation></decision>
<businessKnowledgeModel id="k" name="with fee"><encapsulatedLogic><formalParameter name="loan-amount"/>{}</encapsulatedLogic></businessKnowledgeModel>"##,
        literal("with fee"),
        literal("n * 2"),
        literal("loan-amount + 1"),
    );
    assert_eq!(gives(&model, 10), "21");
}

#[test]
fn a_table_inside_a_context_keeps_its_hit_policy() {
    let table = |policy: &str| {
        let outputs = [("risk", "\"high\", \"low\""), ("days", "1, 2, 3")].map(|(name, allowed)| {
            format!("<output name=\"{name}\"><outputValues><text>{allowed}</text></outputValues></output>")
        });
        let rule = |test: &str, risk: &str, days: &str| {
            let cell = |kind: &str, text: &str| format!("<{kind}Entry><text>{text}</text></{kind}Entry>");
            format!("<rule>{}{}{}</rule>", cell("input", test), cell("output", risk), cell("output", days))
        };
        let rules =
            [rule("&lt; 100", "\"low\"", "1"), rule("&lt; 50", "\"high\"", "3"), rule("&lt; 40", "\"high\"", "2")];
        format!(
            "<decision id=\"d\" name=\"d\">{NEEDS}<context><contextEntry><variable name=\"found\"/><decisionTable hitPolicy=\"{policy}\">\
             <input><inputExpression><text>n</text></inputExpression></input>{}{}</decisionTable></contextEntry>\
             <contextEntry>{}</contextEntry></context></decision>",
            outputs.concat(),
            rules.concat(),
            literal("found"),
        )
    };
    let low = "{risk: \"low\", days: 1}";
    assert_eq!(gives(&table("PRIORITY"), 70), low);
    assert_eq!(gives(&table("PRIORITY"), 45), "{risk: \"high\", days: 3}");
    assert_eq!(gives(&table("PRIORITY"), 10), "{risk: \"high\", days: 2}");
    assert_eq!(gives(&table("PRIORITY"), 200), "null");
    let all = format!("[{{risk: \"high\", days: 2}}, {{risk: \"high\", days: 3}}, {low}]");
    assert_eq!(gives(&table("OUTPUT ORDER"), 10), all);
    assert_eq!(gives(&table("UNIQUE"), 10), "null");
    assert_eq!(gives(&table("FIRST"), 10), low);
}
