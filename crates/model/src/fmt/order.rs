//! The usual order of a step's keys.

/// What a step is and how it is called, who does it, with what, until when, and where it leads.
const ORDER: &[&str] = &[
    "id",
    "when",
    "only_while",
    "who",
    "topic",
    "http",
    "workflow",
    "to",
    "by",
    "guide",
    "instructions",
    "needs",
    "shows",
    "with",
    "in",
    "as",
    "gives",
    "due",
    "timeout",
    "expect",
    "retry",
    "remind",
    "escalate",
    "accept",
    "subject",
    "body",
    "attach",
    "need",
    "order",
    "hear",
    "sign",
    "checklist",
    "table",
    "decision",
    "rules",
    "take",
    "join",
    "rest",
    "while",
    "until",
    "at_most",
    "steps",
    "cases",
    "branches",
    "choices",
    "then",
    "in_case",
];

/// The kinds of step, which come first.
const KINDS: &[&str] = &[
    "task",
    "approve",
    "decide",
    "set",
    "call",
    "work",
    "agent",
    "send",
    "document",
    "wait",
    "run",
    "stage",
    "choose",
    "parallel",
    "each",
    "repeat",
    "race",
    "any-order",
    "end",
];

/// The place of a key among a step's keys. Unknown ones come last, as they were.
pub(super) fn place(key: &str) -> usize {
    match ORDER.iter().position(|known| *known == key) {
        _ if is_kind(key) => 0,
        Some(place) => place + 1,
        None => ORDER.len() + 1,
    }
}

/// Whether a key is a kind of step.
pub(super) fn is_kind(key: &str) -> bool {
    KINDS.contains(&key)
}
