//! `choices:` what a person can answer.

use super::context::{Context, NameRule};
use super::field::Gives;
use super::head::sentence_case;
use super::keys::Keys;
use super::step;
use super::values::Words;
use crate::codes;
use crate::definition::step::Undoes;
use crate::definition::{Choice, ChoiceStyle, CommentRule, Template};
use crate::found::Found;
use crate::map::IndexMap;
use crate::yaml::{Entry, Node};

/// Reads the choices of a step.
pub(super) fn read(cx: &mut Context<'_>, node: &Node) -> IndexMap<String, Choice> {
    if node.entries().is_none() {
        cx.wrong_shape(node, "choices", "a map of names");
    }
    let entries = node.entries().unwrap_or_default();
    if entries.is_empty() && node.entries().is_some() {
        let found = Found::new(&codes::NO_ENTRIES, node.span).with("key", "choices");
        cx.fault(found.with("hint", "name at least one choice, such as approve: {}"));
    }
    entries.iter().enumerate().map(|(index, entry)| (entry.key.clone(), one(cx, entry, index == 0))).collect()
}

/// The one choice of a task without `choices`.
pub(super) fn done(span: crate::span::Span) -> IndexMap<String, Choice> {
    IndexMap::from_iter([("done".to_owned(), plain("done", span, true))])
}

fn plain(name: &str, span: crate::span::Span, is_first: bool) -> Choice {
    Choice {
        name: name.to_owned(),
        span,
        label: Template::plain(sentence_case(name), span),
        then: Vec::new(),
        cancels: Vec::new(),
        undoes: Undoes::Nothing,
        gives: Vec::new(),
        comment: CommentRule::Optional,
        when: None,
        style: if is_first { ChoiceStyle::Main } else { ChoiceStyle::Plain },
        is_yes: false,
    }
}

fn one(cx: &mut Context<'_>, entry: &Entry, is_first: bool) -> Choice {
    cx.name(&entry.key, entry.key_span, NameRule::Choice);
    let mut choice = plain(&entry.key, entry.key_span, is_first);
    if entry.value.is_null() {
        return choice;
    }
    let Some(mut keys) = Keys::open(cx, &entry.value, &entry.key, "a choice") else { return choice };
    if let Some(label) = cx.template_of(keys.get("label"), "label") {
        choice.label = label;
    }
    choice.then = step::then(cx, keys.get("then"));
    choice.cancels = cx.nameds(keys.get("cancels"), "cancels");
    choice.undoes = step::undoes(cx, keys.get("undoes"));
    choice.gives = cx.gives(keys.get("gives"), Gives::Names);
    let rules = [("required", CommentRule::Required), ("optional", CommentRule::Optional), ("none", CommentRule::None)];
    choice.comment =
        cx.word(keys.get("comment"), &Words { key: "comment", place: None, known: &rules }).unwrap_or(choice.comment);
    choice.when = cx.expression_of(keys.get("when"), "when");
    let styles = [("main", ChoiceStyle::Main), ("plain", ChoiceStyle::Plain), ("danger", ChoiceStyle::Danger)];
    choice.style =
        cx.word(keys.get("style"), &Words { key: "style", place: None, known: &styles }).unwrap_or(choice.style);
    let counts = Words { key: "counts_as", place: None, known: &[("approve", true)] };
    choice.is_yes = cx.word(keys.get("counts_as"), &counts).unwrap_or(false);
    keys.finish(cx);
    choice
}
