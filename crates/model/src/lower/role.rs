//! `roles:` and what fills them.

use super::context::{Context, NameRule};
use super::keys::Keys;
use super::values::Words;
use crate::codes;
use crate::definition::{Else, People, Phrase, Pick, Role, RoleRule, RoleSpec};
use crate::found::Found;
use crate::map::IndexMap;
use crate::not_yet::Place;
use crate::yaml::{Entry, Node};

/// Who fills a role that could not be read.
const UNREAD: &str = "@unread";

/// Reads all roles.
pub(super) fn read(cx: &mut Context<'_>, node: Option<&Node>) -> IndexMap<String, Role> {
    let Some(node) = node else { return IndexMap::default() };
    if node.entries().is_none() {
        cx.wrong_shape(node, "roles", "a map of names");
    }
    let entries = node.entries().unwrap_or_default();
    let mut roles = IndexMap::default();
    for entry in entries {
        roles.insert(entry.key.clone(), one(cx, entry));
    }
    roles
}

fn one(cx: &mut Context<'_>, entry: &Entry) -> Role {
    cx.name(&entry.key, entry.key_span, NameRule::Role);
    let spec = spec(cx, &entry.value, &entry.key).unwrap_or_else(|| {
        // It is there all the same: nothing is told of those who name it.
        cx.lost = true;
        let phrase = Phrase::Person(UNREAD.to_owned());
        let rule = RoleRule::Person(People { phrase, span: entry.key_span });
        RoleSpec { rule, not: Vec::new(), skill: None, or_else: None }
    });
    Role { name: entry.key.clone(), span: entry.key_span, spec }
}

fn spec(cx: &mut Context<'_>, node: &Node, key: &str) -> Option<RoleSpec> {
    let mut keys = Keys::open(cx, node, key, "a role")?;
    keys.place(Place::RoleKey);
    let rule = rule(cx, &mut keys);
    let not = cx.people_list(keys.get("not"), "not");
    let skill = cx.template_of(keys.get("skill"), "skill");
    let or_else = keys.get("else").and_then(|node| or_else(cx, node)).map(Box::new);
    keys.finish(cx);
    Some(RoleSpec { rule: rule?, not, skill, or_else })
}

fn rule(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Option<RoleRule> {
    let is = keys.entry("is");
    let group = keys.entry("group");
    let pick = keys.entry("pick");
    if let (Some(is), Some(group)) = (is, group) {
        let found = Found::new(&codes::TWO_KINDS, is.key_span.later(group.key_span));
        cx.fault(found.with("first", "is").with("second", "group"));
    }
    if let (Some(pick), Some(_), None) = (pick, is, group) {
        let found = Found::new(&codes::KEY_OF_OTHER_KIND, pick.key_span).with("kind", "is").with("key", "pick");
        cx.fault(found.with("owners", "a role with `group`"));
    }
    if let Some(is) = is {
        return cx.people(&is.value, "is").map(RoleRule::Person);
    }
    let node = match group {
        Some(group) => &group.value,
        None => keys.must(cx, "is", " and a person, or `group:` and a group's name")?,
    };
    let known = [
        ("first-come", Pick::FirstCome),
        ("in-turn", Pick::InTurn),
        ("least-busy", Pick::LeastBusy),
        ("everyone", Pick::Everyone),
    ];
    let words = Words { key: "pick", place: Some(Place::Pick), known: &known };
    let pick = cx.word(pick.map(|pick| &pick.value), &words).unwrap_or(Pick::FirstCome);
    cx.named(node, "group").map(|group| RoleRule::Group { group, pick })
}

fn or_else(cx: &mut Context<'_>, node: &Node) -> Option<Else> {
    match node.text() {
        Some(_) => cx.named(node, "else").map(Else::Role),
        None => spec(cx, node, "else").map(Else::Spec),
    }
}
