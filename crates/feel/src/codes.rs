//! The form of a code table. Every crate that refuses or faults something has one `codes.rs` with its `CODES`; the tables
//! together are what `baton errors` lists, the server answers from and `docs/errors/` is made of.
//!
//! A code is `area.what_is_wrong` and keeps its meaning for ever. The sentence and the remedy name parameters in braces.

/// One code: what it says, what to do about it, and how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Such as `task.not_open`.
    pub code: &'static str,
    /// The HTTP status it is answered with; 422 for faults of a text.
    pub status: u16,
    /// One sentence that says what is wrong, with `{params}`, the value last.
    pub sentence: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// What leads to it, or how it looks.
    pub example: &'static str,
}

/// A fault of a text: 422, and the sentence is the fault's own.
const fn fault(code: &'static str, sentence: &'static str, remedy: &'static str, example: &'static str) -> Code {
    Code { code, status: 422, sentence, remedy, example }
}

/// The codes of faults, which refuse an expression, and of notes, which say why a value became null.
pub const CODES: &[Code] = &[
    fault(
        "feel.arguments",
        "A function cannot be called so: `{function}`.",
        "Call it with the parameters it has.",
        "substring(\"text\")",
    ),
    fault(
        "feel.at_literal",
        "This is no date, time or duration: \"{text}\".",
        "Write it like @\"2026-01-31\", @\"10:30:00\", @\"2026-01-31T10:30:00\" or @\"PT4H\".",
        "@\"2026-13-01\"",
    ),
    fault(
        "feel.duration",
        "There is no duration of \"{text}\".",
        "Write it like 4 hours or PT4H.",
        "1.5 business days",
    ),
    fault("feel.empty", "There is no expression.", "Write one, or null for no value.", "when: \"\""),
    fault(
        "feel.entry_twice",
        "A context has the entry twice: `{name}`.",
        "Give one of them another name.",
        "{a: 1, a: 2}",
    ),
    fault(
        "feel.external",
        "External functions do not exist here.",
        "Write the function in FEEL.",
        "function(x) external {…}",
    ),
    fault(
        "feel.limit_depth",
        "Functions call each other, or values are nested, too deep.",
        "Use a list and a loop instead.",
        "{f: function(f) f(f), r: f(f)}",
    ),
    fault(
        "feel.limit_fuel",
        "An expression takes too many steps.",
        "Look at fewer items, or split it into several steps.",
        "for i in 1..1000000000 return i",
    ),
    fault(
        "feel.limit_memory",
        "An expression makes values that are too large.",
        "Keep only what is needed, or split it into several steps.",
        "for i in 1..100 return [partial, partial]",
    ),
    fault(
        "feel.no_entry",
        "There is nothing of this name in it: `{name}`.",
        "Use one of the names it has.",
        "manager.emial",
    ),
    fault("feel.not_a_function", "What is called is not a function.", "Leave the parentheses away.", "amount(5)"),
    fault(
        "feel.null",
        "A value that is needed is empty.",
        "Ask first whether it is there: if amount != null then …",
        "amount + 1, where amount is empty",
    ),
    fault(
        "feel.syntax",
        "Something else is expected here: {expected}, not `{found}`.",
        "Complete or correct the expression at this place.",
        "amount +",
    ),
    fault("feel.too_deep", "An expression is nested too deep: at most {levels} levels.", "Split it.", "((((…))))"),
    fault("feel.too_long", "An expression is too long: {bytes} bytes.", "Split it.", "a text of 70,000 characters"),
    fault(
        "feel.type",
        "These values do not go together: {one} and {other}.",
        "Use values of one type.",
        "amount > \"5\"",
    ),
    fault(
        "feel.unknown_function",
        "There is no function `{name}`.",
        "Use one of FEEL's functions.",
        "uppercase(\"text\")",
    ),
    fault(
        "feel.unknown_name",
        "Nothing here is called `{name}`.",
        "Use a field, role or name that exists here; texts stand in double quotes.",
        "amuont > 5",
    ),
    fault(
        "feel.unknown_option",
        "A choice has no option \"{option}\".",
        "Use one of its options.",
        "priority = \"hihg\"",
    ),
    fault(
        "feel.unknown_type",
        "There is no type `{name}`.",
        "Use number, string, boolean, date, time, list<…> or another of FEEL's types.",
        "5 instance of nubmer",
    ),
    fault(
        "feel.value",
        "A value cannot be used so.",
        "Look at what the note says about it.",
        "1 / 0, date(\"2026-02-30\")",
    ),
];
