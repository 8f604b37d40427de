//! The whole language is read without a fault, and what cannot run yet is named when it is published; a wrong word in any
//! of it is told with its place.

use baton_model::{Severity, publishable, read};

const WHOLE: &str = include_str!("../fixtures/whole.yaml");

#[test]
fn all_of_it_is_read() {
    let checked = read(WHOLE);
    // It says everything once, not what is wise.
    let errors = checked.faults.iter().filter(|fault| fault.severity == Severity::Error);
    let told: Vec<String> = errors.map(|fault| fault.render(WHOLE)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    let waiting = publishable(&checked).into_iter().map(|fault| format!("{}: {}", fault.line, fault.message));
    insta::assert_snapshot!(waiting.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_wrong_word_anywhere_is_told() {
    let wrong = [
        ("join: any", "join: anny"),
        ("rest: cancel", "rest: cancell"),
        ("until: stock > 3", "until: stok > 3"),
        ("cancels: [ask-the-shop]", "cancels: [ask-the-shp]"),
        ("undoes: [order]", "undoes: [ordr]"),
        ("need: 60%", "need: 160%"),
        ("hear: all", "hear: some"),
        ("order: one-by-one", "order: one-by-won"),
        ("lock: { name: till, of: workflow }", "lock: { name: till, of: work }"),
        ("redo: if-changed", "redo: always"),
        ("clock: stop", "clock: stopp"),
        ("back_to: order", "back_to: oder"),
        ("after: 2 days", "after: 2 dayz"),
        ("early: drop", "early: dropp"),
        ("schedule: 0 8 * * 1", "schedule: 0 8 * *"),
        ("times: 2", "times: none"),
        ("join: coming", "join: comming"),
        ("after: [blood]", "after: [blod]"),
        ("first: claimed", "first: claim"),
        ("at_most: 5", "at_most: few"),
        ("take: all", "take: al"),
        ("version: 3", "version: latest"),
        ("only_while: stock > 0", "only_while: stock"),
        ("at_a_time: 2", "at_a_time: two"),
    ];
    for (right, written) in wrong {
        assert!(WHOLE.contains(right), "{right}");
        let text = WHOLE.replacen(right, written, 1);
        let line = text.lines().position(|line| line.contains(written)).map_or(0, |line| line + 1);
        let told = read(&text).faults;
        assert!(told.iter().any(|fault| fault.line as usize == line), "{written}: {told:?}");
    }
}

#[test]
fn what_the_items_come_to_is_a_list() {
    let text = WHOLE.replacen("    add: clerk\n", "    add: clerk\n    gives: { answer: copy }\n", 1);
    let told = read(&text).faults;
    assert!(
        told.iter().any(|fault| fault.code == "definition.wrong_type" && fault.path.ends_with("answer")),
        "{told:?}"
    );
}

#[test]
fn a_priority_is_one_of_five_words_or_an_expression_that_can_give_one() {
    let told = |priority: &str| {
        let text = format!(
            "workflow: a\ntitle: A\nowner: o\nstart:\n  - form: Ask\n    who: everyone\n    gives: [count, how, word]\nroles:\n  \
             asker: {{ is: starter }}\nfields:\n  count: {{ type: number, required: true }}\n  how: {{ type: choice, options: [low, \
             urgent] }}\n  word: {{ type: text }}\nsteps:\n  - task: Do it\n    who: asker\n    priority: {priority}\noutcomes:\n  \
             done: {{ title: Done }}\n"
        );
        let checked = read(&text);
        assert!(publishable(&checked).is_empty());
        checked.faults.into_iter().map(|fault| (fault.code, fault.line)).collect::<Vec<_>>()
    };
    for fine in ["lowest", "normal", "highest", "word", "'\"high\"'", "if count > 3 then \"high\" else \"normal\""] {
        assert_eq!(told(fine), [], "{fine}");
    }
    assert_eq!(told("urgent"), [("definition.unknown_word", 17)]);
    for wrong in ["count + 1", "how", "'\"urgent\"'"] {
        assert_eq!(told(wrong), [("definition.wrong_type", 17)], "{wrong}");
    }
}

#[test]
fn what_is_computed_in_labels_and_titles_is_checked_where_it_stands() {
    let text = "workflow: a\ntitle: A\nowner: o\nstart:\n  - form: \"Ask {today()}\"\n    who: everyone\n    gives: [pay, rows]\nroles:\n  asker: { is: \
                starter }\nfields:\n  pay: { type: number, required: true, personal: true }\n  word: { type: text }\n  rows:\n    type: list\n    label: \
                \"For {word}\"\n    help: \"Of {word}\"\n    of:\n      kind: { type: text }\n      much: { type: number, required_when: kind = \"a\", \
                check: { when: much > 3, message: \"{kind}\" } }\nsteps:\n  - task: Do it\n    who: asker\n    choices:\n      done: { label: \"Done with \
                {word}\" }\noutcomes:\n  over: { title: \"Over {word}\" }\n";
    let told = |text: &str| {
        let checked = read(text);
        assert!(publishable(&checked).is_empty(), "all of it runs");
        checked
            .faults
            .into_iter()
            .filter(|fault| fault.severity == Severity::Error)
            .map(|fault| (fault.code, fault.line))
            .collect::<Vec<_>>()
    };
    assert_eq!(told(text), []);
    for (right, line) in
        [("Ask {today()}", 5), ("For {word}", 15), ("Of {word}", 16), ("Done with {word}", 24), ("Over {word}", 26)]
    {
        assert!(text.contains(right), "{right}");
        let braced = right.find('{').unwrap_or_default();
        let unknown = format!("{}{{wrd}}", &right[..braced]);
        assert_eq!(told(&text.replacen(right, &unknown, 1)), [("feel.unknown_name", line)], "{unknown}");
        let private = format!("{}{{pay}}", &right[..braced]);
        assert_eq!(told(&text.replacen(right, &private, 1)), [("check.private_in_text", line)], "{private}");
    }
    let column = text.replacen("required_when: kind = \"a\"", "required_when: kin = \"a\"", 1);
    assert_eq!(told(&column), [("feel.unknown_name", 19)]);
    let label = text.replacen("For {word}", "For {kind}", 1);
    assert_eq!(told(&label), [("feel.unknown_name", 15)], "a label is said once for all rows");
}
