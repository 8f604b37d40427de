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

const WIDE: &str = "\
workflow: visit
title: Visit
owner: office
start:
  - form: Ask
    gives: [places]
roles:
  asker: { is: starter }
  guide: { group: guides }
fields:
  places: { type: list, of: { name: { type: text } }, required: true }
  fit: { type: yes-no }
  map: { type: text }
steps:
  - each: stop
    id: stops
    in: places
    add: asker
    steps:
      - task: Look
        who: guide
        choices: { fine: {}, poor: {} }
  - call: Fetch a map
    id: fetch
    http: { method: GET, url: \"https://maps.example/map\" }
    retry: { times: 1 }
    gives: { map: response.body.name }
    in_case: [{ error: any, then: walk }]
  - run: Report
    id: report
    workflow: visit-report
    gives: { map: \"upper case(title)\" }
  - task: Walk
    id: walk
    who: asker
    accept: [The way is known]
outcomes:
  seen: { title: Seen, default: true }
";

fn wide(lines: &str) -> Played {
    let begin = "zone Europe/Berlin\ngroup guides: gus, fay\nana starts { \"places\": [{ \"name\": \"Dom\" }, { \"name\": \"Zoo\" }] }\n";
    let scenario = Scenario::read(&format!("{begin}{lines}")).unwrap();
    let compiled = baton_model::compile(WIDE).unwrap_or_else(|faults| panic!("{faults:#?}"));
    play(&scenario, compiled, Directory::default())
}

#[test]
fn items_are_named_added_given_to_others_and_moved() {
    let played = wide(
        "\
gus claims look#2
expect look#2 is open for gus
gus gives look#2 to fay -- my foot hurts
expect look#2 is open for fay
fay does look#2 fine
expect look#2 is done
expect look#1 is open
ana adds to stops { \"name\": \"Port\" }
expect look#3 is open for fay
fay does look#3 poor
expect stops is open
gus claims look#1
gus does look#1 fine
web answers fetch 200 { \"name\": \"a\" }
ana moves report to walk -- no time
expect walk is open for ana
",
    );
    assert!(played.wrong.is_empty(), "{:?}\n{}", played.wrong, played.trace);
}

#[test]
fn the_web_is_silent_and_other_runs_end() {
    let done = "gus claims look#1\ngus does look#1 fine\nfay claims look#2\nfay does look#2 fine\n";
    let silent = wide(&format!(
        "{done}web is silent for fetch\nafter 1 hour\nweb is silent for fetch\nexpect walk is open\nana does walk\nexpect refused task.not_accepted\nana accepts walk\nana does walk\nexpect outcome seen\n"
    ));
    assert!(silent.wrong.is_empty(), "{:?}\n{}", silent.wrong, silent.trace);
    let away = wide(&format!(
        "{done}web is away for fetch\nafter 1 hour\nweb is away for fetch\nana hands back walk -- which way?\nexpect walk is withdrawn\n"
    ));
    assert!(away.wrong.is_empty(), "{:?}\n{}", away.wrong, away.trace);
    let ends = wide(&format!(
        "{done}web answers fetch 200 {{ \"name\": \"a\" }}\nrun of report is cancelled\nexpect report is held\n\
         ana skips report -- not needed\nexpect map = \"a\"\nexpect walk is open\nafter 90 seconds\n"
    ));
    assert!(ends.wrong.is_empty(), "{:?}\n{}", ends.wrong, ends.trace);
    let taken = wide(&format!(
        "{done}web answers fetch 200 {{ \"name\": \"a\" }}\nrun of report ends over {{ \"title\": \"Dom\" }}\nexpect map = \"DOM\"\n"
    ));
    assert!(taken.wrong.is_empty(), "{:?}\n{}", taken.wrong, taken.trace);
    // Times are those of its zone.
    assert!(taken.trace.starts_with("Mon 02 Nov 10:00"), "{}", taken.trace);
}

#[test]
fn what_is_wrong_with_a_new_line_is_said() {
    let lines = ["zone Mars/Base", "gus does look#0 fine", "run of report ends", "ana starts 0", "after 5 moons"];
    for line in lines {
        let wrong = Scenario::read(line).unwrap_err();
        assert_eq!(wrong.len(), 1, "{line}");
    }
    let nobody = wide("run of report ends over\ngus accepts walk\nana changes fetch { \"map\": \"x\" }\n");
    let said: Vec<String> = nobody.wrong.iter().map(|wrong| wrong.message.clone()).collect();
    assert_eq!(said, ["`report` waits for no other run", "`walk` is not open", "`fetch` is not held"]);
}

const STAY: &str = "\
workflow: stay
title: Stay
owner: office
start: [{ manual: Begin, who: everyone }]
roles:
  asker: { is: starter }
steps:
  - task: Book a train
    who: asker
    undo: [{ task: Cancel the train, who: asker }]
  - run: Get a room
    workflow: room
  - task: Look
    who: asker
    choices: { fine: {}, bad: { undoes: all } }
outcomes:
  stayed: { title: Stayed }
";

#[test]
fn what_other_runs_did_is_undone_as_well() {
    let begun = "ana starts\nana does book-a-train\n";
    let played = |lines: &str| {
        let scenario = Scenario::read(&format!("{begun}{lines}")).unwrap();
        play(&scenario, baton_model::compile(STAY).unwrap(), Directory::default())
    };
    let undone = played(
        "run of get-a-room ends had and can undo\nana does look bad\nexpect running\nrun of get-a-room is undone\n\
         expect get-a-room is undone\nana does cancel-the-train\nexpect book-a-train is undone\nexpect outcome stayed\n",
    );
    assert!(undone.wrong.is_empty(), "{:?}\n{}", undone.wrong, undone.trace);
    let cancelled = played(
        "run of get-a-room ends had and can undo\nana cancels and undoes -- no trip\nexpect book-a-train is undone\n\
         run of get-a-room is undone\nana does cancel-the-train\nexpect book-a-train is undone\n",
    );
    let said: Vec<&str> = cancelled.wrong.iter().map(|wrong| wrong.message.as_str()).collect();
    assert_eq!(said, ["`book-a-train` is not undone"], "{}", cancelled.trace);
    let nothing = played("run of get-a-room ends had\nana does look bad\nrun of get-a-room is undone\n");
    let said: Vec<&str> = nothing.wrong.iter().map(|wrong| wrong.message.as_str()).collect();
    assert_eq!(said, ["the run of `get-a-room` is not asked to undo what it did"]);
}
