//! Every limit of a definition: what keeps within it is read, what is one over is refused with the limit; and nothing that
//! fits into a text overflows the stack or keeps a core busy.

use std::fmt::Write as _;
use std::time::Duration;

use baton_model::limits::*;
use baton_model::{Checked, read};
use rustix::time::{ClockId, clock_gettime};

/// What nothing takes of a processor in the development build; the released program is some ten times faster.
const LONGEST: Duration = Duration::from_secs(20);

/// Reads a text, and for how long a processor has worked for that; others on the machine have no part in it.
fn worked_on(text: &str) -> (Duration, Checked) {
    let worked = || {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
    };
    let before = worked();
    let checked = read(text);
    (worked().saturating_sub(before), checked)
}

/// The parts of a definition that a test writes itself.
#[derive(Default)]
struct Text {
    roles: String,
    fields: String,
    steps: String,
    more: String,
}

impl Text {
    fn whole(&self) -> String {
        let Self { roles, fields, steps, more } = self;
        let steps = if steps.is_empty() { "\n  - task: Look\n    who: clerk" } else { steps };
        format!(
            "workflow: errand
title: An errand
owner: office
start: [{{ form: Ask, gives: [item] }}]
roles:
  clerk: {{ group: office }}{roles}
fields:
  item: {{ type: text, required: true }}{fields}
steps:{steps}
outcomes: {{ done: {{ default: true }} }}{more}
"
        )
    }
}

fn many(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut all, index| {
        write!(all, "\n{}", line(index)).expect("a string takes all");
        all
    })
}

fn in_a_row(count: usize, word: impl Fn(usize) -> String) -> String {
    (0..count).map(word).collect::<Vec<_>>().join(", ")
}

fn roles(count: usize) -> String {
    // Each is explained by the next.
    let roles = many(count - 1, |index| format!("  r{index}: {{ is: r{} }}", index + 1));
    Text { roles: format!("{roles}\n  r{}: {{ is: starter }}", count - 1), ..Text::default() }.whole()
}

fn options(count: usize) -> String {
    let options = in_a_row(count, |index| format!("o{index}"));
    Text { fields: format!("\n  kind: {{ type: choice, options: [{options}] }}"), ..Text::default() }.whole()
}

fn columns(count: usize) -> String {
    let columns = many(count, |index| format!("      c{index}: {{ type: text }}"));
    Text { fields: format!("\n  rows:\n    type: list\n    of:{columns}"), ..Text::default() }.whole()
}

fn fields(count: usize) -> String {
    Text { fields: many(count - 1, |index| format!("  f{index}: {{ type: number }}")), ..Text::default() }.whole()
}

fn cases(count: usize) -> String {
    let cases = many(count, |index| format!("      - when: item = \"{index}\""));
    Text { steps: format!("\n  - choose: Which\n    cases:{cases}"), ..Text::default() }.whole()
}

fn branches(count: usize) -> String {
    let branches = many(count, |index| format!("      - steps: [{{ task: B{index}, who: clerk }}]"));
    Text { steps: format!("\n  - parallel: All\n    branches:{branches}"), ..Text::default() }.whole()
}

fn choices(count: usize) -> String {
    let choices = many(count, |index| format!("      c{index}: {{}}"));
    Text { steps: format!("\n  - task: Look\n    who: clerk\n    choices:{choices}"), ..Text::default() }.whole()
}

fn steps(count: usize) -> String {
    Text { steps: many(count, |index| format!("  - {{ task: T{index}, who: clerk }}")), ..Text::default() }.whole()
}

/// As many steps, by hundreds in paths.
fn steps_in_paths(count: usize) -> String {
    let paths = many(count.div_ceil(100), |path| {
        let inside = (path * 100..count.min(path * 100 + 100)).map(|step| format!("{{ task: P{step}, who: clerk }}"));
        format!("  p{path}: [{}]", inside.collect::<Vec<_>>().join(", "))
    });
    Text { more: format!("\npaths:{paths}"), steps: "\n  - { end: End, outcome: done }".to_owned(), ..Text::default() }
        .whole()
}

fn outcomes(count: usize) -> String {
    let outcomes = many(count - 1, |index| format!("  o{index}: {{}}"));
    Text::default()
        .whole()
        .replace("outcomes: { done: { default: true } }", &format!("outcomes:\n  done: {{ default: true }}{outcomes}"))
}

fn workflows(count: usize) -> String {
    // Each waits for the one before, and the first for the last.
    let runs = many(count, |index| format!("  - {{ run: w{index}, after: [w{}] }}", (index + count - 1) % count));
    process(&runs)
}

fn after(count: usize) -> String {
    let names = in_a_row(count, |index| format!("w{index}"));
    let runs = many(count, |index| format!("  - {{ run: w{index} }}"));
    process(&format!("{runs}\n  - {{ run: last, after: [{names}] }}"))
}

fn process(runs: &str) -> String {
    format!(
        "process: big\ntitle: Big\nowner: office\nstart: [{{ form: Ask, gives: [item] }}]\noutcome: All is done
fields: {{ item: {{ type: text }} }}\nworkflows:{runs}\n"
    )
}

fn entries(count: usize) -> String {
    let tags = in_a_row(count, |index| format!("t{index}"));
    Text { more: format!("\ntags: [{tags}]"), ..Text::default() }.whole()
}

fn managers(count: usize) -> String {
    let phrase = "manager of ".repeat(count);
    Text { roles: format!("\n  boss: {{ is: {phrase}starter }}"), ..Text::default() }.whole()
}

/// Writes a definition with so many of something.
type Written = fn(usize) -> String;

#[test]
fn each_limit_holds_at_it_and_over_it() {
    let limits: &[(&str, Written, usize)] = &[
        ("roles", |count| roles(count - 1), ROLES_MAX),
        ("options", options, OPTIONS_MAX),
        ("of", columns, COLUMNS_MAX),
        ("fields", fields, FIELDS_MAX),
        ("cases", cases, CASES_MAX),
        ("branches", branches, BRANCHES_MAX),
        ("choices", choices, CHOICES_MAX),
        ("steps", steps, STEPS_MAX),
        ("outcomes", outcomes, PLACES_MAX),
        ("workflows", workflows, WORKFLOWS_MAX),
        ("after", after, AFTER_MAX),
        ("entries here", entries, ENTRIES_MAX),
    ];
    for (what, written, limit) in limits {
        let over = read(&written(limit + 1)).faults;
        let over: Vec<_> = over.iter().map(|fault| (fault.code, fault.params["what"].as_str())).collect();
        assert_eq!(over, [("definition.too_many", *what)]);
        let at: Vec<_> = read(&written(*limit)).faults.into_iter().map(|fault| fault.code).collect();
        assert!(!at.contains(&"definition.too_many"), "{what}: {at:?}");
    }
    for count in [STEPS_MAX, STEPS_MAX + 1] {
        let codes: Vec<_> = read(&steps_in_paths(count - 1)).faults.into_iter().map(|fault| fault.code).collect();
        assert_eq!(codes == ["definition.too_many"], count > STEPS_MAX, "{count}: {codes:?}");
    }
    for count in [PHRASE_DEPTH_MAX, PHRASE_DEPTH_MAX + 1] {
        let found = read(&managers(count)).faults.iter().any(|fault| fault.code == "definition.phrase_too_deep");
        assert_eq!(found, count > PHRASE_DEPTH_MAX);
    }
}

#[test]
fn what_is_far_over_a_limit_is_refused_at_once() {
    let texts = [
        roles(9_000),
        options(60_000),
        cases(6_000),
        branches(6_000),
        choices(20_000),
        workflows(3_000),
        managers(20_000),
        steps(12_000),
    ];
    for text in texts {
        let (took, Checked { faults, .. }) = worked_on(&text);
        assert!(faults.iter().any(|fault| fault.code.ends_with("too_many") || fault.code.ends_with("too_deep")));
        assert!(took < LONGEST, "{} of {}", took.as_secs(), &text[..200]);
    }
}

/// Texts that keep within each limit and are as much work as can be.
fn hard() -> Vec<(&'static str, String)> {
    let known = many(490, |index| format!("  f{index}: {{ type: number }}"));
    let unknown = |count: usize| in_a_row(count, |index| format!("g{}", index % 977));
    let asking = |count: usize, needs: usize| {
        many(count, |index| format!("  - {{ task: T{index}, who: clerk, needs: [{}] }}", unknown(needs)))
    };
    let lacking = in_a_row(40, |index| format!("f{index}"));
    let lacking = many(1_900, |index| format!("  - {{ task: T{index}, who: clerk, needs: [{lacking}] }}"));
    let to = |count: usize, target: &dyn Fn(usize, usize) -> usize| {
        many(count, |index| {
            let choices = in_a_row(20, |choice| format!("c{choice}: {{ then: t{} }}", target(index, choice)));
            format!("  - {{ task: T{index}, who: clerk, gives: [f{}], choices: {{ {choices} }} }}", index % 400)
        })
    };
    let conditions = many(20, |_| {
        let cases = many(100, |index| format!("      - when: {}item = \"{index}\"", "item = \"a\" or ".repeat(30)));
        format!("  - choose: Which\n    cases:{cases}")
    });
    let wrong = many(900, |index| format!("  - {{ set: S{index}, gives: {{ f{index}: nothing{index} + nowhere }} }}"));
    let with = |steps: String| Text { fields: known.clone(), steps, ..Text::default() }.whole();
    let jumps = |side: &str| {
        many(900, |index| {
            let choices = in_a_row(12, |choice| format!("c{choice}: {{ then: done }}"));
            format!("          - {{ task: {side}{index}, who: clerk, choices: {{ {choices} }} }}")
        })
    };
    let blocks =
        format!("\n  - parallel: All\n    branches:\n      - steps:{}\n      - steps:{}", jumps("a"), jumps("b"));
    let one = |condition: String| with(format!("\n  - {{ task: Look, who: clerk, when: '{condition}' }}"));
    let approvals = many(1_900, |index| {
        let choices = in_a_row(16, |choice| format!("c{choice}: {{ then: t{} }}", (index * 31 + choice * 577) % 1_900));
        format!("  - {{ approve: T{index}, who: clerk, needs: [item], choices: {{ {choices} }} }}")
    });
    vec![
        ("approvals everywhere", with(approvals)),
        ("a long sum", one(format!("0{} = 1", " + 1".repeat(200_000)))),
        ("a long list of conditions", one(format!("true{}", " and true".repeat(90_000)))),
        ("brackets", one(format!("{}true{}", "(".repeat(400_000), ")".repeat(400_000)))),
        ("signs", one(format!("{}1 = 1", "-".repeat(900_000)))),
        ("questions", one(format!("{}true", "if true then false else ".repeat(40_000)))),
        ("filters", one(format!("item{} = 1", "[1]".repeat(200_000)))),
        ("unknown fields", with(asking(1_900, 40))),
        ("values that are not given", with(lacking)),
        ("many ways to the last step", with(to(1_900, &|_, _| 1_899))),
        ("many ways to the first step", with(to(1_900, &|_, _| 0))),
        ("ways everywhere", with(to(1_900, &|index, choice| (index * 31 + choice * 577) % 1_900))),
        ("long conditions", with(conditions)),
        ("wrong expressions", with(wrong)),
        ("jumps out of a block", with(blocks)),
        ("workflows in a circle", workflows(WORKFLOWS_MAX)),
        ("roles in a chain", roles(ROLES_MAX - 1)),
    ]
}

#[test]
fn whatever_keeps_within_the_limits_is_checked_with_bounded_work() {
    for (what, text) in hard() {
        assert!(text.len() <= TEXT_BYTES_MAX, "{what}: {}", text.len());
        let (took, Checked { faults, .. }) = worked_on(&text);
        assert!(took < LONGEST, "{what}: {took:?}, {} faults", faults.len());
        if std::env::var_os("TOLD").is_some() {
            eprintln!("{what}: {took:?}, {} bytes, {} faults", text.len(), faults.len());
        }
    }
}

#[test]
fn warnings_never_take_the_place_of_an_error() {
    let unused = many(190, |index| format!("  r{index}: {{ group: office }}"));
    let cases = many(90, |_| "      - when: item = \"a\"".to_owned());
    let steps = format!("\n  - choose: Which\n    cases:{cases}\n  - task: Look\n    who: clerk\n    needs: [nowhere]");
    let faults = read(&Text { roles: unused, steps, ..Text::default() }.whole()).faults;
    assert_eq!(faults.len(), FAULTS_MAX);
    assert!(faults.iter().any(|fault| fault.code == "check.field_undefined"));
}
