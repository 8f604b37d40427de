//! The head of a workflow or process.

use super::context::{Context, NameRule};
use super::keys::Keys;
use crate::codes;
use crate::definition::{Duration, Head, Keep, Named};
use crate::found::Found;
use crate::yaml::Node;

/// Reads id, title, owner and the like. `kind` is the first key: `workflow` or `process`.
pub(super) fn read(cx: &mut Context<'_>, keys: &mut Keys<'_>, kind: &'static str) -> Head {
    let id = keys.get(kind).and_then(|node| cx.named(node, kind));
    let id = id.unwrap_or(Named { name: String::new(), span: keys.span });
    if !id.name.is_empty() {
        cx.name(&id.name, id.span, NameRule::Workflow);
    }
    let title = keys.get("title").and_then(|node| cx.prose(node, "title"));
    Head {
        title: title.unwrap_or_else(|| sentence_case(&id.name)),
        about: keys.get("about").and_then(|node| cx.prose(node, "about")),
        owner: keys.get("owner").and_then(|node| cx.named(node, "owner")),
        key: keys.get("key").and_then(|node| run_key(cx, node)),
        label: cx.template_of(keys.get("label"), "label"),
        target: cx.deadline(keys.get("target"), "target"),
        keep: keep(cx, keys.get("keep")),
        tags: cx.texts(keys.get("tags"), "tags"),
        id,
    }
}

/// How long ended runs are kept: years, months, days or less, but no business time, which depends on a calendar.
fn keep(cx: &mut Context<'_>, node: Option<&Node>) -> Option<Keep> {
    let node = node?;
    let duration = cx.duration(Some(node), "keep")?;
    let text = cx.text(node, "keep")?;
    let (months, seconds) = match duration {
        Duration::Days(days) => (0, days.whole_seconds()),
        Duration::Years(years) => (years.months, 0),
        Duration::Business(_) => (0, 0),
    };
    if months + seconds > 0 {
        return Some(Keep { text, months, seconds });
    }
    let found = Found::new(&codes::BAD_DURATION, node.span).with("text", text);
    cx.fault(found.with("near", ": ended runs are kept for a time of the calendar, such as `2 years`"));
    None
}

/// Two to six capitals.
fn run_key(cx: &mut Context<'_>, node: &Node) -> Option<Named> {
    const LENGTHS: std::ops::RangeInclusive<usize> = 2..=6;
    let key = cx.named(node, "key")?;
    if !LENGTHS.contains(&key.name.len()) || !key.name.chars().all(|c| c.is_ascii_uppercase()) {
        let found = Found::new(&codes::BAD_NAME, key.span).with("name", &key.name).with("what", "run keys");
        cx.fault(found.with("allowed", "2 to 6 capital letters, such as PUR"));
    }
    Some(key)
}

/// `send-back` and `send_back` as people write it: `Send back`.
pub(crate) fn sentence_case(name: &str) -> String {
    let spaced = name.replace(['-', '_'], " ");
    let mut chars = spaced.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
