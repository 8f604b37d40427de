//! What changed, in sentences.

use baton_model::{compile, diff};

use crate::examples::example;

#[test]
fn changes_are_told_in_the_order_of_the_text() {
    let was = example("purchase-approval");
    let now = was
        .replace("due: 2 business days\n    remind", "due: 3 business days\n    remind")
        .replace("refuse: { then: refused, comment: required }\n\n", "refuse: { then: refused }\n\n")
        .replace(
            "  budget_code:  { type: text, label: Budget code }",
            "  budget_code:  { type: text, label: Cost centre }",
        )
        .replace("pick: in-turn", "pick: least-busy")
        .replace("- task: Place the order", "- task: Order it")
        .replace("target: 5 business days ", "target: 4 business days ");
    let compiled = |text: &str| compile(text).unwrap_or_else(|faults| panic!("{faults:#?}")).workflow;
    assert!(diff(&compiled(&was), &compiled(&was)).is_empty());
    insta::assert_snapshot!(diff(&compiled(&was), &compiled(&now)).join("\n"));
}
