//! Texts that are too large, too deep or bombs are refused with their code, quickly.

use std::fmt::Write as _;

use baton_model::read;

fn codes(text: &str) -> Vec<&'static str> {
    read(text).faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn a_text_of_more_than_a_mebibyte_is_refused() {
    let text = format!("workflow: errand\nabout: {}\n", "a".repeat(1024 * 1024));
    assert_eq!(codes(&text), ["yaml.too_large"]);
}

#[test]
fn a_bomb_of_anchors_is_refused() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let before = level - 1;
        let items = vec![format!("*a{before}"); 10].join(", ");
        writeln!(text, "a{level}: &a{level} [{items}]").expect("a string takes all");
    }
    assert_eq!(codes(&text), ["yaml.too_many_values"]);
}

#[test]
fn anchors_cannot_nest_deeper_than_what_is_written() {
    let mut text = String::from("a0: &a0 x\n");
    for level in 1..100 {
        writeln!(text, "a{level}: &a{level} [[[*a{}]]]", level - 1).expect("a string takes all");
    }
    assert_eq!(codes(&text), ["yaml.too_deep"]);
}

#[test]
fn an_anchor_inside_itself_is_refused() {
    assert_eq!(codes("a: &a [*a]\n"), ["yaml.alias"]);
}

#[test]
fn anchors_are_read_where_they_are_harmless() {
    let text = "
workflow: errand
title: An errand
owner: office
start: [{ form: Ask, gives: [item] }]
roles: { clerk: { group: office } }
fields:
  item: &text { type: text, required: true }
  other: *text
steps: [{ task: Look, who: clerk }]
outcomes: { done: {} }
";
    assert!(read(text).faults.is_empty(), "{:#?}", read(text).faults);
}

/// A definition that decides by a table with so many inputs and rules.
fn with_table(inputs: usize, rules: usize) -> String {
    let columns = |cell: &dyn Fn(usize) -> String| (0..inputs).map(cell).collect::<Vec<_>>().join(", ");
    let asked = columns(&|_| "amount".to_owned());
    let rows: Vec<String> = (0..rules)
        .map(|rule| format!("        - {{ when: [{}], gives: [a] }}", columns(&|at| (rule + at).to_string())))
        .collect();
    let rows = rows.join("\n");
    format!(
        "
workflow: errand
title: An errand
owner: office
start: [{{ form: Ask, gives: [amount] }}]
fields:
  amount: {{ type: number, required: true }}
  level: {{ type: choice, options: [a, b] }}
steps:
  - decide: Level
    gives: [level]
    table:
      inputs: [{asked}]
      rules:
{rows}
outcomes: {{ done: {{}} }}
"
    )
}

#[test]
fn a_table_has_a_bounded_size_and_is_looked_at_in_bounded_time() {
    assert_eq!(codes(&with_table(51, 1)), ["definition.table_too_large"]);
    assert_eq!(codes(&with_table(20_000, 1)), ["definition.table_too_large"]);
    assert_eq!(codes(&with_table(1, 1_001)), ["definition.table_too_large"]);
    assert!(!codes(&with_table(50, 1_000)).contains(&"definition.table_too_large"));
}

#[test]
fn at_most_two_hundred_faults_are_told() {
    let unknown: Vec<String> = (0..1_000).map(|index| format!("key{index}: x")).collect();
    assert_eq!(
        read(&format!("workflow: errand\n{}", unknown.join("\n"))).faults.len(),
        baton_model::limits::FAULTS_MAX
    );
}

#[test]
fn a_long_line_is_shown_around_the_fault() {
    let text = format!("workflow: errand\nabout: [{}x\n", "a, ".repeat(2_000));
    let faults = read(&text).faults;
    let shown = faults[0].render(&text);
    assert!(shown.lines().all(|line| line.chars().count() < 500), "{shown}");
    let far = format!("workflow: errand\ntags: [{}{{ no: 1 }}]\n", "a, ".repeat(900));
    let faults = read(&far).faults;
    let shown = faults.iter().find(|fault| fault.line == 2).expect("a fault").render(&far);
    let lines: Vec<&str> = shown.lines().collect();
    let at = lines[4].chars().position(|c| c == '^').expect("a caret");
    assert_eq!(lines[3].chars().nth(at), Some('{'), "{shown}");
}

#[test]
fn what_is_told_says_what_to_write() {
    let with = |roles: &str, fields: &str, step: &str| {
        format!(
            "workflow: errand\ntitle: An errand\nowner: office\nstart: [{{ form: Ask, gives: [item] }}]\nroles: {{ clerk: {{ group: office }}{roles} }}
fields: {{ item: {{ type: text }}{fields} }}\nsteps:\n  - task: Look\n    who: clerk\n{step}outcomes: {{ done: {{}} }}\n"
        )
    };
    let told = |text: &str| -> Vec<String> {
        read(text).faults.iter().map(|fault| format!("{}: {}", fault.code, fault.remedy)).collect()
    };
    let quotes = "  - set: Say\n    gives: { item: open }\n";
    assert_eq!(
        told(&with("", "", quotes)),
        ["feel.unknown_name: for the text write '\"open\"', with both kinds of quotes"]
    );
    assert_eq!(
        told(&with("", "", "    due: two days\n")),
        ["definition.bad_duration: write it like 4 hours, 2 business days or PT4H"]
    );
    let role = told(&with(", s: { not: [clerk] }", "", "  - task: More\n    who: s\n"));
    assert_eq!(role, ["definition.missing_key: add `is:` and a person, or `group:` and a group's name"]);
    let digits = format!(", n: {{ type: number, min: {} }}", "9".repeat(44));
    assert_eq!(told(&with("", &digits, "")), ["definition.not_a_number: write digits, such as 3"]);
}
