//! A shared decision.

use super::context::{Context, NameRule};
use super::head::sentence_case;
use super::keys::Keys;
use super::step::{decide, table};
use super::{field, names};
use crate::codes;
use crate::definition::{DecidedBy, Decision, Head, Helper, Named, Parameter, Used};
use crate::found::Found;
use crate::map::IndexMap;
use crate::yaml::{Entry, Node};

/// Reads a file that begins with `decision:`.
pub(super) fn read(cx: &mut Context<'_>, root: &Node) -> Option<Decision> {
    let mut keys = Keys::open(cx, root, "decision", "a decision")?;
    let head = head(cx, &mut keys);
    let decision = Decision {
        inputs: field::parameters(cx, keys.get("inputs"), "inputs"),
        outputs: field::parameters(cx, keys.get("outputs"), "outputs"),
        uses: uses(cx, keys.get("uses")),
        functions: functions(cx, keys.get("functions")),
        by: by(cx, &mut keys)?,
        head,
    };
    keys.finish(cx);
    Some(decision)
}

fn head(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Head {
    let id = keys.get("decision").and_then(|node| cx.named(node, "decision"));
    let id = id.unwrap_or(Named { name: String::new(), span: keys.span });
    if !id.name.is_empty() {
        cx.name(&id.name, id.span, NameRule::Decision);
    }
    let title = keys.get("title").and_then(|node| cx.prose(node, "title"));
    Head {
        title: title.unwrap_or_else(|| sentence_case(&id.name)),
        about: keys.get("about").and_then(|node| cx.prose(node, "about")),
        owner: keys.get("owner").and_then(|node| cx.named(node, "owner")),
        key: None,
        label: None,
        target: None,
        keep: None,
        tags: cx.texts(keys.get("tags"), "tags"),
        id,
    }
}

/// One of `table`, `rules`, `value` and `service`.
fn by(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Option<DecidedBy> {
    let ways = ["table", "rules", "value", "service"];
    let written: Vec<&Entry> = ways.into_iter().filter_map(|way| keys.entry(way)).collect();
    match written.as_slice() {
        [] => {
            keys.must(cx, "table", ", or `rules:`, `value:` or `service: true`");
            None
        }
        [entry] => match entry.key.as_str() {
            "table" => table(cx, keys, &entry.value).map(DecidedBy::Table),
            "rules" => Some(DecidedBy::Rules(decide::rules_of(cx, &entry.value))),
            "value" => value(cx, &entry.value).map(DecidedBy::Value),
            _ => cx.must_be_true(Some(&entry.value), "service").then_some(DecidedBy::Service),
        },
        [first, second, ..] => {
            decide::two_ways(cx, (&first.key, first.key_span), (&second.key, second.key_span));
            None
        }
    }
}

fn table(cx: &mut Context<'_>, keys: &mut Keys<'_>, node: &Node) -> Option<crate::definition::step::Table> {
    let outputs = keys.get("outputs").and_then(Node::entries).unwrap_or_default();
    let named = |entry: &Entry| Named { name: entry.key.clone(), span: entry.key_span };
    let outputs = outputs.iter().map(named).collect();
    table::read(cx, node, table::Fills::Outputs(outputs))
}

fn value(cx: &mut Context<'_>, node: &Node) -> Option<crate::definition::Expr> {
    let value = cx.expression(node, "value")?;
    if let [(name, kind)] = cx.names.given.iter().collect::<Vec<_>>().as_slice() {
        let (name, kind, found) = ((*name).clone(), (*kind).clone(), value.program.result_type());
        if !found.fits(&kind) {
            let fault = Found::new(&codes::WRONG_TYPE, value.span).with("field", name).with("kind", found);
            cx.fault(fault.with("expected", kind).with("text", &value.text));
        }
    }
    Some(value)
}

/// `uses:` a list of ids, or names with the ids that they stand for.
fn uses(cx: &mut Context<'_>, node: Option<&Node>) -> Vec<Used> {
    let Some(node) = node else { return Vec::new() };
    let mut uses = Vec::new();
    if let Some(entries) = node.entries() {
        for entry in entries {
            cx.name(&entry.key, entry.key_span, NameRule::Value);
            let name = Named { name: entry.key.clone(), span: entry.key_span };
            let decision = match entry.value.entries() {
                Some(_) => typed_use(cx, entry),
                None => cx.named(&entry.value, &entry.key),
            };
            uses.extend(decision.map(|decision| Used { name, decision }));
        }
    } else {
        let ids = cx.nameds(Some(node), "uses");
        uses.extend(ids.into_iter().map(|id| Used { name: id.clone(), decision: id }));
    }
    for used in &uses {
        cx.name(&used.decision.name, used.decision.span, NameRule::Decision);
    }
    uses
}

/// `NAME: { decision: ID, type: … }`: with the type of its result, so that its entries are known.
fn typed_use(cx: &mut Context<'_>, entry: &Entry) -> Option<Named> {
    let mut keys = Keys::open(cx, &entry.value, &entry.key, "a decision that is used")?;
    let decision = keys.must(cx, "decision", " and its id").and_then(|node| cx.named(node, "decision"));
    field::result_type(cx, &mut keys);
    keys.finish(cx);
    decision
}

/// `functions:` each may call itself and those before it.
fn functions(cx: &mut Context<'_>, node: Option<&Node>) -> IndexMap<String, Helper> {
    let Some(node) = node else { return IndexMap::default() };
    if node.entries().is_none() {
        cx.wrong_shape(node, "functions", "a map of names");
    }
    let mut functions = IndexMap::default();
    for entry in node.entries().unwrap_or_default() {
        cx.name(&entry.key, entry.key_span, NameRule::Value);
        let before = names::of_functions(functions.keys().map(String::as_str));
        functions.extend(function(cx, entry, &before).map(|helper| (entry.key.clone(), helper)));
    }
    functions
}

fn function(cx: &mut Context<'_>, entry: &Entry, before: &baton_feel::Scope) -> Option<Helper> {
    let mut keys = Keys::open(cx, &entry.value, &entry.key, "a function")?;
    let inputs: IndexMap<String, Parameter> = field::parameters(cx, keys.get("inputs"), "inputs");
    let value = keys.must(cx, "value", " and what it gives, in FEEL");
    let own = before.clone().with(&entry.key, baton_feel::Type::Function);
    let inner = inputs.iter().fold(own, |scope, (name, input)| scope.with(name, input.kind.clone()));
    let value = cx.within(inner, |cx| cx.expression_of(value, "value"));
    keys.finish(cx);
    let value = value?;
    let parameters: Vec<&str> = inputs.keys().map(String::as_str).collect();
    let function = cx.function(entry, &parameters, &value.text, before)?;
    let name = Named { name: entry.key.clone(), span: entry.key_span };
    Some(Helper { name, inputs, value, function })
}
