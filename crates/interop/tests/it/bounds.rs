//! Models that would take for ever or too much: a refusal or null that names the bound, soon.

use crate::support::{asked, codes, decision, definitions, literal, model};
use baton_interop::dmn::Model;

#[test]
fn a_file_that_is_too_deep_or_has_too_much_is_refused() {
    let deep = definitions(&(decision(&("<list>".repeat(200) + &"</list>".repeat(200)))));
    assert_eq!(Model::read(&deep, &[]).expect_err("too deep").code, "dmn.too_deep");
    let many = definitions(&"<description/>".repeat(200_001));
    assert_eq!(Model::read(&many, &[]).expect_err("too many").code, "dmn.too_large");
    let long = definitions(&" ".repeat(9 << 20));
    assert_eq!(Model::read(&long, &[]).expect_err("too long").code, "dmn.too_large");
}

fn knowledge(body: &str) -> String {
    format!(
        "<businessKnowledgeModel id=\"f\" name=\"f\"><encapsulatedLogic><formalParameter name=\"n\"/>{body}</encapsulatedLogic>
         </businessKnowledgeModel>{}",
        decision(&format!(
            "<knowledgeRequirement><requiredKnowledge href=\"#f\"/></knowledgeRequirement>{}",
            literal("f(1)")
        ))
    )
}

#[test]
fn recursion_without_an_end_ends_at_a_bound() {
    let bodies = [
        literal("f(n)"),
        literal("f(n) + f(n)"),
        literal("[f(n), f(n), f(n)]"),
        format!("<list>{0}{0}</list>", literal("f(n)")),
        format!(
            "<invocation>{}<binding><parameter name=\"n\"/>{}</binding></invocation>",
            literal("f"),
            literal("f(n)")
        ),
        format!(
            "<decisionTable hitPolicy=\"COLLECT\"><input><inputExpression><text>f(n)</text></inputExpression></input><output/>{}</decisionTable>",
            "<rule><inputEntry><text>f(n)</text></inputEntry><outputEntry><text>f(n)</text></outputEntry></rule>"
                .repeat(3)
        ),
        format!(
            "<for iteratorVariable=\"i\"><in>{}</in><return>{}</return></for>",
            literal("1..1000000000"),
            literal("f(i)")
        ),
    ];
    for body in bodies {
        let answer = asked(&model(&knowledge(&body)), "result", "{}");
        let bounded = codes(&answer).iter().any(|code| code.starts_with("feel.limit") || *code == "dmn.limit");
        assert!(bounded, "{body}: {:?}", answer.reasons.first());
    }
}

#[test]
fn a_long_chain_of_decisions_is_no_deep_one() {
    let mut parts =
        "<decision id=\"d0\" name=\"d0\"><literalExpression><text>1</text></literalExpression></decision>".to_owned();
    for at in 1..3_000 {
        let before = at - 1;
        let decision = format!(
            "<decision id=\"d{at}\" name=\"d{at}\"><informationRequirement><requiredDecision href=\"#d{before}\"/></informationRequirement>
             <literalExpression><text>d{before} + 1</text></literalExpression></decision>"
        );
        parts.push_str(&decision);
    }
    assert_eq!(asked(&model(&parts), "d2999", "{}").value, 3000.into());
}

#[test]
fn a_type_that_holds_itself_many_times_is_told_in_part() {
    let entries: String = (0..40)
        .map(|at| format!("<itemComponent name=\"c{at}\"><typeRef>t</typeRef></itemComponent>"))
        .collect::<Vec<_>>()
        .concat();
    let parts = format!(
        "<itemDefinition name=\"t\">{entries}</itemDefinition><inputData id=\"i\" name=\"i\"><variable name=\"i\" typeRef=\"t\"/></inputData>{}",
        decision(&format!(
            "<informationRequirement><requiredInput href=\"#i\"/></informationRequirement>{}",
            literal("i.c1.c2")
        ))
    );
    assert!(asked(&model(&parts), "result", "{i: {c1: {c2: null}}}").value.is_null());
    let imported = baton_interop::dmn::import(&definitions(&parts), &[], "office").expect("it reads");
    assert!(imported.files[0].text.len() < 100_000);
}
