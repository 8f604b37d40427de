//! What every step may have beside its kind: `accept`, `join`, `cancels`, `undo`, `lock` and the like.

use baton_feel::Type;

use crate::codes;
use crate::definition::step::{Accept, Lock, StepJoin, Undoes};
use crate::definition::{Named, Priority, PriorityRule, Step, Then};
use crate::found::Found;
use crate::lower::context::{Context, NameRule, listed};
use crate::lower::keys::Keys;
use crate::lower::values::Words;
use crate::yaml::Node;

/// `then:` one target, or a list of them.
pub(in crate::lower) fn then(cx: &mut Context<'_>, node: Option<&Node>) -> Vec<Then> {
    let Some(node) = node else { return Vec::new() };
    match node.items() {
        Some(items) => items.iter().filter_map(|item| target(cx, item)).collect(),
        None => target(cx, node).into_iter().collect(),
    }
}

/// A name, or `{ to, when, times }`.
fn target(cx: &mut Context<'_>, node: &Node) -> Option<Then> {
    if node.entries().is_none() {
        return cx.named(node, "then").map(|named| Then::to(&named));
    }
    let mut keys = Keys::open(cx, node, "then", "a target")?;
    let to = keys.must(cx, "to", " and the step, path or outcome it leads to");
    let to = to.and_then(|node| cx.named(node, "to"));
    let when = cx.condition_of(keys.get("when"), "when");
    let times = cx.count(keys.get("times"), "times").map_or(1, |times| u32::try_from(times).unwrap_or(u32::MAX));
    keys.finish(cx);
    cx.lost |= to.is_none();
    Some(Then { when, times, ..Then::to(&to?) })
}

/// The keys of every step, without those that its kind reads.
pub(super) fn read(cx: &mut Context<'_>, keys: &mut Keys<'_>, step: &mut Step) {
    step.cancels = cx.nameds(keys.get("cancels"), "cancels");
    step.undo = super::list(cx, keys.get("undo"), "undo");
    step.undoes = undoes(cx, keys.get("undoes"));
    let redo = Words { key: "redo", place: None, known: &[("if-changed", true)] };
    step.stands_if_unchanged = cx.word(keys.get("redo"), &redo).unwrap_or(false);
    step.locks = keys.get("lock").map(|node| locks(cx, node)).unwrap_or_default();
    step.only_while = cx.condition_of(keys.get("only_while"), "only_while");
    step.priority = keys.get("priority").and_then(|node| priority(cx, node));
    let clock = Words { key: "clock", place: None, known: &[("stop", true)] };
    step.stops_clock = cx.word(keys.get("clock"), &clock).unwrap_or(false);
}

/// `priority:` one of five words, or an expression that gives one of them.
fn priority(cx: &mut Context<'_>, node: &Node) -> Option<PriorityRule> {
    let known = Priority::ALL.map(|level| (level.word(), level));
    let text = node.text().unwrap_or_default();
    let is_word = !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase());
    // A word that names something here is an expression: a field of the run or of a block around, an item.
    let is_known = || baton_feel::compile(text, &cx.scope).is_ok();
    if Priority::from_word(text).is_some() || is_word && !is_known() {
        let words = Words { key: "priority", place: None, known: &known };
        return cx.word(Some(node), &words).map(PriorityRule::Level);
    }
    let expr = cx.expression(node, "priority")?;
    let kind = expr.program.result_type();
    let is_level = |word: &str| Priority::from_word(word).is_some();
    let fits = match (&kind, expr.program.as_constant()) {
        (Type::Choice(options), _) => options.iter().all(|option| is_level(option)),
        (_, Some(constant)) => constant.as_text().is_some_and(is_level),
        (kind, None) => kind.fits(&Type::Text),
    };
    if !fits {
        let words = listed(Priority::ALL.iter().map(|level| level.word()));
        let found = Found::new(&codes::WRONG_TYPE, expr.span).with("field", "priority").with("kind", kind);
        cx.fault(found.with("expected", format!("one of {words}")).with("text", &expr.text));
    }
    Some(PriorityRule::Feel(expr))
}

/// `join:` of a step that several ways reach.
pub(super) fn join(cx: &mut Context<'_>, node: Option<&Node>) -> StepJoin {
    let Some(node) = node else { return StepJoin::Each };
    if node.text().is_some_and(|text| text.parse::<u64>().is_ok()) {
        let count = cx.count(Some(node), "join");
        return count.map_or(StepJoin::Each, |count| StepJoin::Count(u32::try_from(count).unwrap_or(u32::MAX)));
    }
    let known = [("each", StepJoin::Each), ("all", StepJoin::All), ("coming", StepJoin::Coming)];
    cx.word(Some(node), &Words { key: "join", place: None, known: &known }).unwrap_or_default()
}

/// `undoes: [ids]` or `all`.
pub(in crate::lower) fn undoes(cx: &mut Context<'_>, node: Option<&Node>) -> Undoes {
    match node {
        None => Undoes::Nothing,
        Some(node) if node.text() == Some("all") => Undoes::All,
        Some(node) => Undoes::Steps(cx.nameds(Some(node), "undoes")),
    }
}

/// `lock:` one, or a list of several. They are taken in the order of their names.
fn locks(cx: &mut Context<'_>, node: &Node) -> Vec<Lock> {
    let mut locks: Vec<Lock> = match node.items() {
        Some(items) => items.iter().filter_map(|item| lock(cx, item)).collect(),
        None => lock(cx, node).into_iter().collect(),
    };
    locks.sort_by(|one, other| (&one.name.name, one.of_workflow).cmp(&(&other.name.name, other.of_workflow)));
    locks.dedup_by(|one, other| one.name.name == other.name.name && one.of_workflow == other.of_workflow);
    locks
}

/// `lock: NAME` or `{ name, of: workflow }`.
fn lock(cx: &mut Context<'_>, node: &Node) -> Option<Lock> {
    if node.entries().is_none() {
        return named(cx, node, "lock").map(|name| Lock { name, of_workflow: false });
    }
    let mut keys = Keys::open(cx, node, "lock", "`lock`")?;
    let name = keys.must(cx, "name", " and what is locked").and_then(|node| named(cx, node, "name"));
    let of = Words { key: "of", place: None, known: &[("workflow", true), ("run", false)] };
    let of_workflow = cx.word(keys.get("of"), &of).unwrap_or(false);
    keys.finish(cx);
    Some(Lock { name: name?, of_workflow })
}

fn named(cx: &mut Context<'_>, node: &Node, key: &str) -> Option<Named> {
    let name = cx.named(node, key)?;
    cx.name(&name.name, name.span, NameRule::Step);
    Some(name)
}

/// `accept: true`, a checklist, or `{ checklist, due, back_to }`.
pub(super) fn accept(cx: &mut Context<'_>, node: &Node) -> Option<Accept> {
    let bare = |checklist| Accept { checklist, due: None, back_to: None };
    if node.text().is_some() {
        return cx.must_be_true(Some(node), "accept").then(|| bare(Vec::new()));
    }
    if node.items().is_some() {
        let checklist = cx.texts(Some(node), "accept");
        if checklist.is_empty() {
            let found = Found::new(&codes::NO_ENTRIES, node.span).with("key", "accept");
            cx.fault(found.with("hint", "name at least one point, or write `accept: true`"));
        }
        return Some(bare(checklist));
    }
    let mut keys = Keys::open(cx, node, "accept", "`accept`")?;
    let accept = Accept {
        checklist: cx.texts(keys.get("checklist"), "checklist"),
        due: cx.deadline(keys.get("due"), "due"),
        back_to: keys.get("back_to").and_then(|node| cx.named(node, "back_to")),
    };
    keys.finish(cx);
    Some(accept)
}
