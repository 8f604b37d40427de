//! The codes of what can be wrong with a model of another tool, and of why a part of it gives null.

use baton_feel::codes::Code;

const fn code(code: &'static str, sentence: &'static str, remedy: &'static str, example: &'static str) -> Code {
    Code { code, status: 422, sentence, remedy, example }
}

/// Every code of this crate.
pub const CODES: &[Code] = &[
    code(
        "dmn.arguments",
        "This cannot be called so: {what}.",
        "Give every parameter one value.",
        "a knowledge model of two parameters called with one",
    ),
    code(
        "dmn.circle",
        "This needs itself, over other parts of the model: {name}.",
        "Take one of the requirements out.",
        "decision A needs B, and B needs A",
    ),
    code(
        "dmn.doctype",
        "The file has a document type declaration.",
        "Take the <!DOCTYPE …> out; entities are not expanded.",
        "<!DOCTYPE definitions [<!ENTITY a \"b\">]>",
    ),
    code(
        "dmn.external",
        "A function that is not written in FEEL does not run here: {kind}.",
        "Write the function in FEEL.",
        "<functionDefinition kind=\"Java\">",
    ),
    code(
        "dmn.hit_policy",
        "There is no such hit policy or aggregation: {name}.",
        "Use UNIQUE, ANY, PRIORITY, FIRST, RULE ORDER, OUTPUT ORDER or COLLECT, with SUM, MIN, MAX or COUNT.",
        "<decisionTable hitPolicy=\"BEST\">",
    ),
    code(
        "dmn.language",
        "An expression is in a language that is not read here: {language}.",
        "Write it in FEEL.",
        "<literalExpression expressionLanguage=\"https://www.java.com\">",
    ),
    code(
        "dmn.limit",
        "The evaluation takes more than it may: {what}.",
        "Ask for fewer results at once, or end the recursion earlier.",
        "a knowledge model that calls itself for ever",
    ),
    code(
        "dmn.missing",
        "<{element}> has no {what}.",
        "Save the model again with the tool that made it, or write the missing part.",
        "<decision id=\"d1\"> without a name",
    ),
    code(
        "dmn.no_import",
        "The model imports another one that was not given: {namespace}.",
        "Give the file of that model as well.",
        "<import namespace=\"https://example.org/other\" name=\"other\"/>",
    ),
    code(
        "dmn.no_logic",
        "A decision has no logic: {name}.",
        "Give the decision an expression, or give its value as an input.",
        "<decision name=\"Grade\"/>",
    ),
    code(
        "dmn.not_dmn",
        "The file is no DMN model; it begins with <{element}>.",
        "Give a file whose root element is <definitions>.",
        "a BPMN file",
    ),
    code(
        "dmn.not_found",
        "The model has nothing of that name: {name}.",
        "Use a name of the model's decisions and services.",
        "a request for the decision `Rate` of a model that has `Rating`",
    ),
    code(
        "dmn.reference",
        "There is nothing in the model that this points to: {href}.",
        "Let the reference point to an id of the model, or of one that is imported.",
        "<requiredDecision href=\"#_gone\"/>",
    ),
    code(
        "dmn.table",
        "The table gives nothing: {what}.",
        "Add a rule or a default output, or make the rules exclude each other.",
        "two rules of a UNIQUE table meet the same input",
    ),
    code(
        "dmn.too_deep",
        "Elements are nested too deep: at most {levels}.",
        "Split the expression into several decisions.",
        "a thousand contexts in each other",
    ),
    code(
        "dmn.too_large",
        "The file is too large: {what}.",
        "Split the model into several files that import each other.",
        "a model of more than 8 MiB",
    ),
    code(
        "dmn.type",
        "A value is not of the type that is wanted: {name}.",
        "Give a value of that type.",
        "the text \"ten\" for an input of the type number",
    ),
    code(
        "dmn.unknown_type",
        "There is no type of that name: {name}.",
        "Define it in an <itemDefinition>, or use one of FEEL's own.",
        "<variable typeRef=\"tMissing\"/>",
    ),
    code(
        "dmn.version",
        "This is a version of DMN that is not read here: {namespace}.",
        "Save the model as DMN 1.2, 1.3, 1.4 or 1.5.",
        "<definitions xmlns=\"http://www.omg.org/spec/DMN/20130901/\">",
    ),
    code(
        "dmn.xml",
        "The file is no well-formed XML: {what}.",
        "Save the model again with the tool that made it.",
        "<definitions><decision></definitions>",
    ),
];
