//! What a scenario says and what comes of it.

use baton_sim::{Directory, Played, Scenario, play};

const WORKFLOW: &str = "\
workflow: order
title: Order
owner: office
start:
  - form: Ask
    gives: [amount]
roles:
  asker: { is: starter }
  buyer: { group: buyers }
fields:
  amount: { type: number, required: true }
  price: { type: number }
steps:
  - approve: Agree
    who: asker
    due: 2 days
    in_case: [{ overdue: true, then: late }]
    choices: { approve: {}, refuse: { then: refused } }
  - work: Weigh
    topic: weigh
    gives: [price]
  - task: Buy
    who: buyer
    checklist: [It is the right one]
outcomes:
  bought: { title: Bought, default: true }
  refused: { title: Refused }
  late: { title: Late }
";

fn played(lines: &str) -> Played {
    let scenario = Scenario::read(lines).unwrap();
    play(&scenario, baton_model::compile(WORKFLOW).unwrap(), Directory::default())
}

fn wrong(lines: &str) -> Vec<String> {
    played(lines).wrong.iter().map(ToString::to_string).collect()
}

#[test]
fn people_workers_and_time_do_as_they_are_told() {
    let lines = "\
scenario: Bought
group buyers: fay, gus
ana starts { \"amount\": 5 }
expect agree is open for ana
ana does agree approve
worker does weigh { \"price\": 3 }
expect price = 3
gus claims buy
gus does buy
expect outcome bought
";
    let played = played(lines);
    assert!(played.wrong.is_empty(), "{:?}\n{}", played.wrong, played.trace);
    assert!(played.trace.contains("agree is done by ana: approve"), "{}", played.trace);
}

#[test]
fn time_passes_at_once_and_timers_fire_at_their_moments() {
    let played =
        played("ana starts { \"amount\": 5 }\nafter 1 day\nexpect agree is open\nafter 2 days\nexpect outcome late\n");
    assert!(played.wrong.is_empty(), "{:?}\n{}", played.wrong, played.trace);
    assert!(played.trace.contains("Wed 04 Nov 09:00: "), "{}", played.trace);
}

#[test]
fn an_event_that_came_early_is_kept() {
    let workflow = "\
workflow: parcel
title: Parcel
owner: office
start:
  - form: Ask
    gives: [number]
roles:
  asker: { is: starter }
fields:
  number: { type: text, required: true }
steps:
  - { task: Pack, who: asker }
  - { wait: It has arrived, event: arrived, key: number, due: 3 days }
outcomes:
  done: { title: Done }
";
    let lines = "ana starts { \"number\": \"N1\" }\nevent arrived N1 {}\nevent arrived N2 {}\nana does pack\nexpect outcome done\n";
    let played = play(&Scenario::read(lines).unwrap(), baton_model::compile(workflow).unwrap(), Directory::default());
    assert!(played.wrong.is_empty(), "{:?}\n{}", played.wrong, played.trace);
}

#[test]
fn what_comes_otherwise_is_told_with_its_line() {
    assert_eq!(
        wrong(
            "ana starts { \"amount\": 5 }\nexpect outcome bought\nexpect agree is done\nana does buy\nben does agree approve\n"
        ),
        [
            "line 2: the run did not end with `bought`",
            "line 3: `agree` is open, not done",
            "line 4: `buy` is not open",
            "line 5: it was refused: This task is somebody else's: RUN-1.1 (task.not_yours)",
        ]
    );
    assert!(wrong("ana starts {}\nexpect refused value.required\n").is_empty(), "a refusal may be expected");
}

#[test]
fn a_line_that_says_nothing_is_told() {
    let wrong = Scenario::read("ana dances\nafter two days\nexpect agree is lost\n").unwrap_err();
    assert_eq!(wrong.iter().map(|wrong| wrong.line).collect::<Vec<_>>(), [1, 2, 3]);
}
