//! Finished runs held against another version: what would have gone another way, where, and what cannot be said.

use baton_engine::another_way::{AnotherWay, Unsaid, Went};
use baton_engine::event::Event;
use baton_engine::{Datum, EntryRef};
use baton_model::Compiled;
use baton_people::Private;
use jiff::tz::TimeZone;

use crate::house::House;
use crate::scenarios_told::told;
use crate::story::tell;

const SPENDING: &str = "\
workflow: spending
title: Spending
owner: procurement
start:
  - form: Ask
    who: everyone
    gives: [amount, reason]
roles:
  asker: { is: starter }
  boss: { is: manager of asker }
fields:
  amount: { type: number, required: true }
  reason: { type: text, label: Why }
  depth:  { type: choice, options: [none, finance], label: Depth }
steps:
  - approve: Look at it
    who: boss
    due: 2 days
    choices:
      approve: {}
      refuse: { label: Say no, then: refused }
  - decide: How deep is the check?
    gives: [depth]
    table:
      hit: first
      inputs: [amount]
      rules:
        - { when: [\"< 1000\"], gives: [none] }
        - { when: [\"-\"], gives: [finance] }
  - task: Write it down
    who: asker
  - choose: By the depth
    cases:
      - when: depth = \"finance\"
        steps:
          - task: Check the budget
            who: boss
  - end: done
outcomes:
  done: { title: Done }
  refused: { title: Refused }
";

const DONE: &str = "ana start {\"amount\": 800, \"reason\": \"Chairs\"}\nben complete 1 approve\nana complete 2";

type Entries = Vec<(EntryRef, Vec<Event>)>;

fn compiled(text: &str) -> Compiled {
    baton_model::compile(text).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

/// Shows the entries one after the other until something is said.
fn went(was: &Compiled, now: &Compiled, entries: &[(EntryRef, Vec<Event>)], house: &House) -> Went {
    let mut facts = House::empty_facts();
    let mut way = AnotherWay::new(was, now);
    for (at, events) in entries {
        let mut rounds = 0;
        loop {
            match way.entry(at, events, &facts, &TimeZone::UTC) {
                Went::On => break,
                Went::Need(wants) => {
                    rounds += 1;
                    assert!(rounds < 50 && !wants.is_empty(), "it asks without end");
                    for want in &wants {
                        house.tell(want, &mut facts);
                    }
                }
                said => return said,
            }
        }
    }
    Went::On
}

/// What is said of a run of `SPENDING`, in words.
fn said(lines: &str, change: impl Fn(&str) -> String, spoil: impl Fn(&mut Entries)) -> String {
    let (mut world, trace) = tell(SPENDING, lines);
    assert!(!world.state.is_running(), "it is finished:\n{trace}");
    spoil(&mut world.entries);
    let (was, now) = (compiled(SPENDING), compiled(&change(SPENDING)));
    match went(&was, &now, &world.entries, &world.house) {
        Went::On => "the same".to_owned(),
        Went::Parts(parting) => parting.sentences(&now).join(" "),
        Went::Unsaid(why) => format!("? {}", why.sentence(&was, &now)),
        Went::Need(_) => unreachable!("it was told"),
    }
}

fn by(lines: &str, from: &str, to: &str) -> String {
    assert!(SPENDING.contains(from), "{from}");
    said(lines, |text| text.replacen(from, to, 1), |_| {})
}

#[test]
fn a_rule_that_decides_otherwise_is_told_where_it_leads_elsewhere() {
    let other = by(DONE, "< 1000", "< 500");
    assert_eq!(
        other,
        "At “By the depth” it would have gone by “depth = \"finance\"” instead of no case. \
         Depth would have been finance instead of none from “How deep is the check?”."
    );
    assert_eq!(by(&DONE.replace("800", "300"), "< 1000", "< 500"), "the same");
    let personal = |text: &str| text.replace("< 1000", "< 500").replace("label: Depth", "label: Depth, personal: true");
    let other = said(DONE, personal, |_| {});
    assert!(!other.contains("finance instead"), "{other}");
}

#[test]
fn what_is_only_said_otherwise_goes_the_same_way() {
    assert_eq!(by(DONE, "title: Spending", "title: Money"), "the same");
    assert_eq!(by(DONE, "- approve: Look at it", "- approve: Look closely\n    id: look-at-it"), "the same");
    assert_eq!(by(DONE, "who: asker", "who: boss"), "the same");
    let never = "  - { task: Only for much, who: boss, when: amount > 9000 }\n  - task: Write it down";
    assert_eq!(by(DONE, "  - task: Write it down", never), "the same");
    assert_eq!(by(DONE, "due: 2 days", "due: 1 day"), "the same");
}

#[test]
fn steps_that_are_new_gone_or_passed_over_part_the_ways() {
    let lines = by(DONE, "  - task: Write it down", "  - { task: Ask twice, who: boss }\n  - task: Write it down");
    assert_eq!(lines, "“Ask twice” would have come next, where “Write it down” came.");
    let gone = by(DONE, "  - task: Write it down\n    who: asker\n", "");
    assert_eq!(gone, "“By the depth” would have come next, where “Write it down” came.");
    let over = by(DONE, "who: asker\n  - choose", "who: asker\n    when: amount > 900\n  - choose");
    assert_eq!(over, "“Write it down” would have been passed over.");
    let end = by(
        "ana start {\"amount\": 5}\nben complete 1 refuse",
        "then: refused }",
        "then: done }\n      never: { then: refused }",
    );
    assert_eq!(end, "It would have ended with “Done” instead of “Refused”.");
}

#[test]
fn moments_count_where_they_move_the_run() {
    let late = DONE.replace("ben", "wait 3 days\ntimers\nben");
    let handler = "due: 2 days\n    in_case: [{ overdue: true, then: refused }]";
    assert_eq!(by(&late, "due: 2 days", "due: 5 days"), "the same");
    let other = by(&late, "due: 2 days", handler);
    assert_eq!(other, "“overdue” of “Look at it” would have come as well.");
    assert_eq!(by(&late, "due: 2 days", &handler.replace("2 days", "5 days")), "the same");
    assert_eq!(by(DONE, "due: 2 days", handler), "the same");
}

#[test]
fn what_nobody_was_asked_makes_it_unsaid_only_where_the_way_hangs_on_it() {
    let asked = |text: &str| {
        let text = text.replace("gives: [amount, reason]", "gives: [amount, reason, urgent]");
        text.replace("  depth:  {", "  urgent: { type: yes-no, label: Urgent }\n  depth:  {")
    };
    assert_eq!(said(DONE, asked, |_| {}), "the same");
    let read = |text: &str| asked(text).replace("who: asker\n  - choose", "who: asker\n    when: urgent\n  - choose");
    assert_eq!(said(DONE, read, |_| {}), "? Its way hangs on what nobody was asked for then: Urgent");
}

#[test]
fn what_cannot_be_answered_or_is_erased_is_unsaid() {
    let lines = "ana start {\"amount\": 5}\nben complete 1 refuse";
    let gone = by(lines, "      refuse: { label: Say no, then: refused }\n", "      later: { then: refused }\n");
    assert!(gone.starts_with("? What was answered then could not be answered by this version."), "{gone}");
    let erase = |entries: &mut Entries| {
        for event in entries.iter_mut().flat_map(|(_, events)| events) {
            if let Event::ValuesGiven(given) = event {
                given.values.values_mut().for_each(|given| given.value = Datum::P(Private::Erased));
            }
        }
    };
    let other = said(DONE, |text| text.replace("title: Spending", "title: Money"), erase);
    assert_eq!(other, "? What it went by was erased.");
}

#[test]
fn a_run_that_somebody_moved_is_unsaid() {
    let (world, _) =
        tell(SPENDING, "ana start {\"amount\": 5}\nowner move 1 1=write-it-down -- Nobody is here\nana complete 2");
    let def = compiled(SPENDING);
    assert_eq!(went(&def, &def, &world.entries, &world.house), Went::Unsaid(Unsaid::ByHand));
}

/// No story parts from itself: done again by its own version it goes the same way, as far as that can be said. Of those in which
/// somebody did something by hand it cannot, and of few others.
#[test]
fn no_story_parts_from_itself() {
    let (mut same, mut unsaid) = (0, Vec::new());
    for (name, stories) in told() {
        for (title, world) in stories {
            let def = world.house.versions.get(&1).map_or_else(|| world.def.clone(), |def| (**def).clone());
            match went(&def, &def, &world.entries, &world.house) {
                Went::On => same += 1,
                Went::Unsaid(Unsaid::ByHand) => {}
                // What an expression over its limit holds goes on by its owner's hand.
                Went::Unsaid(Unsaid::NotAsThen(_)) if matches!(&*name, "limits" | "over_limit") => {}
                Went::Unsaid(why) => unsaid.push(format!("{name}: {title}: {why:?}")),
                other => panic!("{name}: {title}: {other:#?}"),
            }
        }
    }
    println!("{}", unsaid.join("\n"));
    assert!(same > 5 * unsaid.len(), "{same} can be said, and not:\n{}", unsaid.join("\n"));
}
