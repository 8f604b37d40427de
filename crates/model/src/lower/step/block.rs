//! Blocks: `stage`, `each`, `repeat`, `race`, `any-order`, and the branches and `join` they share with `parallel`.

use baton_feel::Type;

use super::Read;
use crate::codes;
use crate::definition::step::{Again, AnyOrder, BlockJoin, Branch, Each, Joining, Race, Repeat, Stage};
use crate::definition::{Expr, Field, Step, StepKind};
use crate::found::Found;
use crate::lower::context::{Context, NameRule};
use crate::lower::field::{self, Gives};
use crate::lower::keys::Keys;
use crate::lower::step;
use crate::lower::values::Words;
use crate::map::IndexMap;
use crate::yaml::Node;

pub(super) fn stage(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Option<Read> {
    let fields = keys.get("fields");
    let node = keys.must(cx, "steps", " and a list of steps")?;
    let gives = keys.get("gives");
    let (steps, fields, gives) = cx.with_fields(fields, |cx, fields| {
        let steps = step::list(cx, Some(node), "steps");
        (steps, fields, cx.gives(gives, Gives::Values))
    });
    Some(Read { kind: StepKind::Stage(Stage { steps, fields }), gives })
}

pub(super) fn each(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Option<Read> {
    let items = keys.must(cx, "in", " and a list, or a number").and_then(|node| cx.expression(node, "in"));
    let name = keys.get("as").and_then(|node| cx.named(node, "as"));
    if let Some(name) = &name {
        cx.name(&name.name, name.span, NameRule::Field);
    }
    let one_by_one = one_by_one(cx, keys.get("order"));
    let at_a_time = keys.entry("at_a_time");
    if let (true, Some(entry)) = (one_by_one, at_a_time) {
        let found = Found::new(&codes::TWO_KINDS, entry.key_span);
        cx.fault(found.with("first", "order: one-by-one").with("second", "at_a_time"));
    }
    let at_a_time = cx.count(at_a_time.map(|entry| &entry.value), "at_a_time").map(small);
    let joining = joining(cx, keys);
    let add = keys.get("add").and_then(|node| cx.named(node, "add"));
    let (fields, gives) = (keys.get("fields"), keys.get("gives"));
    let node = keys.must(cx, "steps", " and a list of steps")?;
    let name = name.map_or_else(|| "item".to_owned(), |name| name.name);
    let item = items.as_ref().map_or(Type::Any, item_type);
    let inside = cx.scope.clone().with(&name, item).with("index", Type::Number);
    let (steps, fields, gives) = cx.within(inside, |cx| {
        cx.with_fields(fields, |cx, fields| {
            let steps = step::list(cx, Some(node), "steps");
            (steps, fields, cx.gives_of_items(gives))
        })
    });
    let items = items?;
    let list = cx.names.fields.contains_key(items.text.trim()).then(|| items.text.trim().to_owned());
    let at_a_time = if one_by_one { Some(1) } else { at_a_time };
    if !cx.items.contains(&name) {
        cx.items.push(name.clone());
    }
    let each = Each { items, list, name, steps, at_a_time, joining, add, fields };
    Some(Read { kind: StepKind::Each(each), gives })
}

pub(super) fn repeat(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Read {
    let (again, until) = (keys.entry("while"), keys.entry("until"));
    let at_most = cx.count(keys.get("at_most"), "at_most").map(small);
    let node = keys.must(cx, "steps", " and a list of steps");
    let steps = step::list(cx, node, "steps");
    let again = match (again, until) {
        (Some(again), None) => cx.condition_of(Some(&again.value), "while").map(Again::While),
        (None, Some(until)) => cx.condition_of(Some(&until.value), "until").map(Again::Until),
        (Some(_), Some(until)) => {
            let found = Found::new(&codes::TWO_KINDS, until.key_span);
            cx.fault(found.with("first", "while").with("second", "until"));
            None
        }
        (None, None) => {
            keys.must(cx, "until", " or `while`, and a condition");
            None
        }
    };
    let again = again.unwrap_or_else(|| Again::Until(cx.unknown_condition(keys.span)));
    StepKind::Repeat(Repeat { steps, again, at_most }).into()
}

pub(super) fn race(cx: &mut Context<'_>, keys: &mut Keys<'_>, step: &Step) -> Option<Read> {
    let known = [("completed", false), ("claimed", true)];
    let first = cx.word(keys.get("first"), &Words { key: "first", place: None, known: &known });
    let branches = branches(cx, keys, step)?;
    Some(StepKind::Race(Race { branches, first_claimed: first.unwrap_or(false) }).into())
}

pub(super) fn any_order(cx: &mut Context<'_>, keys: &mut Keys<'_>, step: &Step) -> Option<Read> {
    let branches = branches(cx, keys, step)?;
    Some(StepKind::AnyOrder(AnyOrder { branches }).into())
}

/// `branches:` of a block.
pub(super) fn branches(cx: &mut Context<'_>, keys: &mut Keys<'_>, step: &Step) -> Option<Vec<Branch>> {
    let node = keys.must(cx, "branches", " and a list of `- steps:`")?;
    let items = cx.items(node, "branches");
    if items.is_empty() && node.items().is_some() {
        let found = Found::new(&codes::NO_ENTRIES, node.span).with("key", "branches");
        cx.fault(found.with("hint", "give it a branch, or remove it"));
    }
    let mut branches = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let branch = branch(cx, item, format!("{}/{}", step.id, index + 1));
        cx.lost |= branch.is_none();
        branches.extend(branch);
    }
    Some(branches)
}

fn branch(cx: &mut Context<'_>, node: &Node, id: String) -> Option<Branch> {
    let mut keys = Keys::open(cx, node, "branches", "a branch")?;
    let written = keys.get("id").and_then(|node| cx.named(node, "id"));
    if let Some(written) = &written {
        cx.name(&written.name, written.span, NameRule::Step);
    }
    let steps = keys.must(cx, "steps", " and a list of steps");
    let branch = Branch {
        id: written.map_or(id, |written| written.name),
        title: cx.template_of(keys.get("title"), "title"),
        when: cx.condition_of(keys.get("when"), "when"),
        after: cx.nameds(keys.get("after"), "after"),
        steps: step::list(cx, steps, "steps"),
        span: keys.span,
    };
    keys.finish(cx);
    Some(branch)
}

/// `join:` and `rest:` of a block.
pub(super) fn joining(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Joining {
    let join = keys.get("join").map_or(BlockJoin::All, |node| join(cx, node));
    let known = [("finish", false), ("cancel", true)];
    let rest = cx.word(keys.get("rest"), &Words { key: "rest", place: None, known: &known });
    Joining { join, cancels_rest: rest.unwrap_or(false) }
}

/// `all`, `any`, `none`, a number, or FEEL over `done`, `open` and `total`.
fn join(cx: &mut Context<'_>, node: &Node) -> BlockJoin {
    match node.text() {
        Some("all") => BlockJoin::All,
        Some("any") => BlockJoin::Any,
        Some("none") => BlockJoin::None,
        Some(text) if text.parse::<u64>().is_ok() => {
            cx.count(Some(node), "join").map_or(BlockJoin::All, |count| BlockJoin::Count(small(count)))
        }
        _ => {
            let counts = ["done", "open", "total"];
            let scope = counts.iter().fold(cx.scope.clone(), |scope, name| scope.with(name, Type::Number));
            let when = cx.within(scope, |cx| cx.condition_of(Some(node), "join"));
            when.map_or(BlockJoin::All, BlockJoin::When)
        }
    }
}

/// `order: together` or `one-by-one`.
pub(super) fn one_by_one(cx: &mut Context<'_>, node: Option<&Node>) -> bool {
    let known = [("together", false), ("one-by-one", true)];
    cx.word(node, &Words { key: "order", place: None, known: &known }).unwrap_or(false)
}

/// A count that no run comes near to is the largest there is.
fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What an item is: of a list its items, of a number a number.
fn item_type(items: &Expr) -> Type {
    match items.program.result_type() {
        Type::List(item) => (*item).clone(),
        Type::Number => Type::Number,
        _ => Type::Any,
    }
}

impl Context<'_> {
    /// Reads something in which a block's own fields may be used and filled in.
    fn with_fields<T>(&mut self, node: Option<&Node>, read: impl FnOnce(&mut Self, IndexMap<String, Field>) -> T) -> T {
        let types = crate::lower::names::types_of(node);
        let scope = types.iter().fold(self.scope.clone(), |scope, (name, kind)| scope.with(name, kind.clone()));
        let (fields, given) = (self.names.fields.clone(), self.names.given.clone());
        self.names.fields.extend(types.clone());
        self.names.given.extend(types);
        let result = self.within(scope, |cx| {
            let own = field::read(cx, node);
            cx.block_fields.extend(own.keys().cloned());
            read(cx, own)
        });
        self.names.fields = fields;
        self.names.given = given;
        result
    }
}
