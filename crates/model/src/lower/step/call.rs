//! `call`.

use baton_feel::Type;

use super::{Read, work};
use crate::codes;
use crate::definition::step::{Call, Http, HttpValue};
use crate::definition::{StepKind, Template};
use crate::found::Found;
use crate::lower::context::Context;
use crate::lower::field::Gives;
use crate::lower::keys::Keys;
use crate::lower::values::Words;
use crate::map::IndexMap;
use crate::yaml::{Node, Value};

const METHODS: [(&str, &str); 6] =
    [("GET", "GET"), ("POST", "POST"), ("PUT", "PUT"), ("PATCH", "PATCH"), ("DELETE", "DELETE"), ("HEAD", "HEAD")];

pub(super) fn read(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Option<Read> {
    let secret = cx.scope.clone().with("secret", Type::Context(Vec::new()));
    let response = Type::Context(vec![
        ("status".to_owned(), Type::Number),
        ("headers".to_owned(), Type::Context(Vec::new())),
        ("body".to_owned(), Type::Any),
    ]);
    let answered = secret.clone().with("response", response);
    let http_node = keys.must(cx, "http", " and a request, such as { method: GET, url: \"https://…\" }");
    let key_node = keys.get("idempotency_key");
    let (http, idempotency_key) = cx.within(secret, |cx| {
        let http = http_node.and_then(|node| http(cx, node));
        (http, cx.template_of(key_node, "idempotency_key"))
    });
    let expect = expect(cx, keys.get("expect"));
    let retry = work::retry(cx, keys.get("retry"));
    let timeout = work::timeout(cx, keys.get("timeout"));
    let gives = cx.within(answered, |cx| cx.gives(keys.get("gives"), Gives::Values));
    Some(Read { kind: StepKind::Call(Box::new(Call { http: http?, expect, retry, timeout, idempotency_key })), gives })
}

fn http(cx: &mut Context<'_>, node: &Node) -> Option<Http> {
    let mut keys = Keys::open(cx, node, "http", "`http`")?;
    let method = keys.must(cx, "method", ", such as GET");
    let method = cx.word(method, &Words { key: "method", place: None, known: &METHODS });
    let url = keys.must(cx, "url", " and the address");
    let url = cx.template_of(url, "url");
    let query = templates(cx, keys.get("query"), "query");
    let headers = templates(cx, keys.get("headers"), "headers");
    let body = keys.get("body").and_then(|node| value(cx, node));
    keys.finish(cx);
    Some(Http { method: method?.to_owned(), url: url?, query, headers, body })
}

fn templates(cx: &mut Context<'_>, node: Option<&Node>, key: &str) -> IndexMap<String, Template> {
    let Some(node) = node else { return IndexMap::default() };
    if node.entries().is_none() {
        cx.wrong_shape(node, key, "a map of names");
    }
    let entries = node.entries().unwrap_or_default();
    entries.iter().filter_map(|entry| Some((entry.key.clone(), cx.template(&entry.value, &entry.key)?))).collect()
}

fn value(cx: &mut Context<'_>, node: &Node) -> Option<HttpValue> {
    Some(match &node.value {
        Value::Text { .. } => HttpValue::Expr(cx.expression(node, "body")?),
        Value::List { items, .. } => HttpValue::List(items.iter().filter_map(|item| value(cx, item)).collect()),
        Value::Map { entries, .. } => {
            let entries = entries.iter().filter_map(|entry| Some((entry.key.clone(), value(cx, &entry.value)?)));
            HttpValue::Object(entries.collect())
        }
    })
}

/// One status or several.
fn expect(cx: &mut Context<'_>, node: Option<&Node>) -> Vec<u16> {
    let Some(node) = node else { return Vec::new() };
    let one = std::slice::from_ref(node);
    let mut statuses = Vec::new();
    for item in node.items().unwrap_or(one) {
        let Some(text) = cx.text(item, "expect") else { continue };
        match text.parse().ok().filter(|status| (100..600).contains(status)) {
            Some(status) => statuses.push(status),
            None => {
                let found = Found::new(&codes::NOT_A_NUMBER, item.span).with("key", "expect").with("word", text);
                cx.fault(found.with("expected", "a status, such as 201"));
            }
        }
    }
    statuses
}
