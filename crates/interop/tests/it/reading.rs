//! What is refused as a file, and what is only a fault of a part.

use crate::support::{asked, decision, definitions, literal, model, value};
use baton_interop::dmn::{Fault, Model};

fn refused(text: &str) -> Fault {
    Model::read(text, &[]).expect_err("it is refused")
}

#[test]
fn a_file_that_is_no_dmn_is_refused_with_its_line_and_remedy() {
    for (text, code, line) in [
        ("", "dmn.xml", 1),
        ("<definitions", "dmn.xml", 1),
        ("\n<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"></b>", "dmn.xml", 2),
        ("\n\n<html/>", "dmn.not_dmn", 3),
        ("<definitions xmlns=\"http://www.omg.org/spec/DMN/20130901/\"/>", "dmn.version", 1),
        ("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>", "dmn.doctype", 1),
        (&definitions("<decision name=\"a\">&b;</decision>"), "dmn.xml", 3),
        (&definitions("</decision>"), "dmn.xml", 3),
        (&(definitions("") + "<again/>"), "dmn.xml", 4),
    ] {
        let fault = refused(text);
        assert_eq!((fault.code, fault.line), (code, line), "{text}: {fault}");
        assert!(!fault.remedy.is_empty() && !fault.message.contains('{'), "{fault}");
    }
}

#[test]
fn every_version_from_1_2_to_1_5_is_read_with_a_prefix_or_without() {
    for version in ["20180521", "20191111", "20211108", "20230324"] {
        let scheme = if version == "20180521" { "http" } else { "https" };
        let text = format!(
            "<d:definitions xmlns:d=\"{scheme}://www.omg.org/spec/DMN/{version}/MODEL/\" name=\"m\" namespace=\"n\">
               <d:decision name=\"result\"><d:literalExpression><d:text>1 + 1</d:text></d:literalExpression></d:decision>
             </d:definitions>"
        );
        let model = Model::read(&text, &[]).expect(version);
        assert_eq!(asked(&model, "result", "{}").value, value("2"));
    }
}

#[test]
fn what_tools_add_and_diagrams_are_passed_over() {
    let text = definitions(&format!(
        "<extensionElements><t:x xmlns:t=\"urn:t\"><decision name=\"not this\"/></t:x></extensionElements>{}",
        decision(&literal("\"a < b & c\""))
    ));
    let model = Model::read(&text, &[]).expect("it reads");
    assert_eq!(model.decisions(), ["result"]);
    assert_eq!(asked(&model, "result", "{}").value, value("\"a < b & c\""));
}

#[test]
fn texts_may_be_character_data_or_references() {
    let text = "<literalExpression><text><![CDATA[\"<&>\"]]> + \"&#65;&#x42;&quot;</text></literalExpression>";
    let text = text.replace("&quot;", "\"");
    assert_eq!(asked(&model(&decision(&text)), "result", "{}").value, value("\"<&>AB\""));
}

#[test]
fn a_part_that_cannot_be_used_is_a_fault_and_the_rest_goes_on() {
    let model = model(
        r##"<decision id="a"/>
<decision id="b" name="b"><variable name="b" typeRef="tGone"/>
  <informationRequirement><requiredDecision href="#gone"/></informationRequirement>
  <literalExpression><text>1 +</text></literalExpression></decision>
<decision id="c" name="c"><literalExpression><text>2</text></literalExpression></decision>"##,
    );
    let found: Vec<(&str, u32)> = model.faults().iter().map(|fault| (fault.code, fault.line)).collect();
    assert_eq!(found, [("dmn.missing", 3), ("dmn.reference", 4), ("dmn.unknown_type", 4), ("feel.syntax", 6)]);
    assert_eq!(asked(&model, "c", "{}").value, value("2"));
    let answer = asked(&model, "b", "{}");
    assert_eq!((answer.value, answer.reasons[0].code), (value("null"), "feel.syntax"));
    assert_eq!(asked(&model, "d", "{}").reasons[0].code, "dmn.not_found");
}
