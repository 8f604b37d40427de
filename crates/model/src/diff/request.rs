//! Calls and work: what is asked of systems.

use super::tale::Tale;
use super::words::Said;
use crate::definition::Template;
use crate::definition::step::{Call, Http, HttpValue, Retry, Timeout, Work};
use crate::map::IndexMap;

pub(super) fn call(tale: &mut Tale<'_>, was: &Call, now: &Call) {
    let Call { http, expect, retry, timeout, idempotency_key } = now;
    let Http { method, url, query, headers, body } = http;
    tale.value("method", &was.http.method, method);
    tale.value("url", &was.http.url, url);
    texts(tale, "query", &was.http.query, query);
    texts(tale, "header", &was.http.headers, headers);
    tale.value("body", &was.http.body, body);
    tale.value("expect", &was.expect, expect);
    tale.value("retry", &was.retry, retry);
    tale.value("timeout", &was.timeout, timeout);
    tale.value("idempotency_key", &was.idempotency_key, idempotency_key);
}

pub(super) fn work(tale: &mut Tale<'_>, was: &Work, now: &Work) {
    let Work { topic, retry, timeout } = now;
    tale.value("topic", &was.topic, topic);
    tale.value("retry", &was.retry, retry);
    tale.value("timeout", &was.timeout, timeout);
}

/// Texts with names, whose order does not matter.
fn texts(tale: &mut Tale<'_>, what: &str, was: &IndexMap<String, Template>, now: &IndexMap<String, Template>) {
    for (name, text) in now {
        tale.value(&format!("{what} {name}"), &was.get(name).cloned(), &Some(text.clone()));
    }
    for (name, text) in was.iter().filter(|(name, _)| !now.contains_key(*name)) {
        tale.value(&format!("{what} {name}"), &Some(text.clone()), &None);
    }
}

impl Said for HttpValue {
    fn said(&self) -> Option<String> {
        Some(match self {
            Self::Expr(expr) => expr.text.trim().to_owned(),
            Self::List(items) => {
                let items: Vec<String> = items.iter().filter_map(Said::said).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Object(entries) => {
                let one = |(name, value): (&String, &Self)| Some(format!("{name}: {}", value.said()?));
                format!("{{ {} }}", entries.iter().filter_map(one).collect::<Vec<_>>().join(", "))
            }
        })
    }
}

impl Said for Timeout {
    fn said(&self) -> Option<String> {
        match self {
            Self::Fixed(duration) => duration.said(),
            Self::Feel(expr) => expr.said(),
        }
    }
}

impl Said for Retry {
    fn said(&self) -> Option<String> {
        let Self { times, wait, factor, up_to } = self;
        let parts = [("after", wait.said()), ("then longer by the factor", factor.said()), ("up to", up_to.said())];
        let parts = parts.into_iter().filter_map(|(word, said)| Some(format!(" {word} {}", said?)));
        Some(format!("{times} times{}", parts.collect::<String>()))
    }
}
