use baton_feel::words::Duration;
use baton_people::Calendar;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{Ask, Hours, Needed, Part, Plan, Stands, Takes, Took, Turn, Verdict, plan};

const NOW: &str = "2026-03-02T12:00:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

/// A day of March 2026, at noon.
fn day(day: i32) -> Timestamp {
    at(&format!("2026-03-{day:02}T12:00:00Z"))
}

fn days(text: &str) -> Duration {
    baton_feel::words::parse(text).expect("a duration")
}

/// `ID after A B takes DURATION`, not begun.
fn part(id: &str, after: &[&str], takes: Option<&str>) -> Part {
    Part {
        id: id.into(),
        after: after.iter().map(|id| (*id).into()).collect(),
        turns: vec![Turn::default()],
        due: None,
        takes: takes.map_or(Takes::Unknown, |takes| Takes::Meant(days(takes))),
        milestone: false,
        needed: Needed::Yes,
    }
}

fn standing(stands: Stands, part: Part) -> Part {
    Part { turns: vec![Turn { stands, ..Turn::default() }], ..part }
}

fn not_before(moments: &[Timestamp], part: Part) -> Part {
    Part { turns: moments.iter().map(|at| Turn { not_before: Some(*at), ..Turn::default() }).collect(), ..part }
}

fn of(parts: &[Part], target: Option<Timestamp>, late: Option<(&str, i64)>) -> Plan {
    let calendar = Calendar::weekdays_9_to_17(TimeZone::UTC);
    let late = late.map(|(id, days)| (id, SignedDuration::from_hours(days * 24)));
    plan(parts, &Ask { now: at(NOW), target, calendar: &calendar, late })
}

fn critical(plan: &Plan) -> String {
    plan.critical.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Papers, then accounts beside a desk, then training.
fn onboarding() -> Vec<Part> {
    vec![
        part("papers", &[], Some("5 days")),
        part("account", &["papers"], Some("3 days")),
        part("desk", &[], Some("2 days")),
        part("training", &["account", "desk"], Some("1 day")),
    ]
}

#[test]
fn the_critical_path_is_the_longest_chain_and_the_others_have_slack() {
    let plan = of(&onboarding(), Some(day(12)), None);
    assert_eq!(critical(&plan), "papers account training");
    assert_eq!((plan.ends, plan.verdict), (Some(day(11)), Verdict::WillMeet));
    let slacks: Vec<_> = plan.parts.iter().map(|part| part.slack.map(|slack| slack.as_hours() / 24)).collect();
    assert_eq!(slacks, [Some(0), Some(0), Some(6), Some(0)]);
    let held: Vec<String> = plan.parts[2].holds.iter().map(ToString::to_string).collect();
    assert_eq!(held, ["training"]);
    assert_eq!(plan.parts[0].holds.len(), 2, "those behind others too");
    assert_eq!(plan.parts[3].waits_for.len(), 2);
}

#[test]
fn what_is_late_moves_what_waits_for_it_and_the_end_by_what_its_slack_does_not_take() {
    let parts = onboarding();
    let (within, beyond) = (of(&parts, Some(day(12)), Some(("desk", 6))), of(&parts, Some(day(12)), Some(("desk", 8))));
    assert_eq!((within.ends, within.verdict), (Some(day(11)), Verdict::WillMeet));
    assert_eq!((beyond.ends, beyond.verdict), (Some(day(13)), Verdict::WillMiss));
    assert_eq!(critical(&beyond), "desk training");
    assert_eq!(beyond.parts[1].ends, day(10), "what does not wait for it stays");
}

#[test]
fn what_waits_for_its_own_time_begins_the_critical_path() {
    let mut parts = onboarding();
    parts[3] = not_before(&[day(20)], parts[3].clone());
    let plan = of(&parts, Some(day(20)), None);
    assert_eq!(critical(&plan), "training");
    assert_eq!((plan.parts[3].begins, plan.ends, plan.verdict), (day(20), Some(day(21)), Verdict::WillMiss));
    assert_eq!(plan.parts[0].slack.map(|slack| slack.as_hours() / 24), Some(10), "nine days early, and one of its own");
}

#[test]
fn one_run_for_each_item_ends_with_the_last() {
    let each = not_before(&[day(10), day(25), day(15)], part("talks", &[], Some("1 day")));
    let plan = of(&[each], None, None);
    assert_eq!((plan.parts[0].begins, plan.parts[0].ends), (day(10), day(26)));
    assert_eq!(plan.verdict, Verdict::None);
}

#[test]
fn what_is_over_took_its_time_and_what_is_open_does_not_end_before_now() {
    let mut parts = onboarding();
    parts[0] = standing(Stands::Over(at("2026-02-20T12:00:00Z"), at("2026-03-01T12:00:00Z")), parts[0].clone());
    parts[1] = standing(Stands::Open(at("2026-02-25T12:00:00Z")), parts[1].clone());
    parts[2] = standing(Stands::Skipped(at("2026-02-20T12:00:00Z")), parts[2].clone());
    let plan = of(&parts, Some(day(4)), None);
    assert_eq!(plan.parts[1].ends, at(NOW), "it should have been over since");
    assert_eq!((critical(&plan).as_str(), plan.ends), ("papers account training", Some(day(3))));
    assert_eq!((plan.parts[0].slack, plan.parts[2].slack), (None, None));
    assert_eq!(plan.parts[3].waits_for.iter().map(ToString::to_string).collect::<Vec<_>>(), ["account"]);
}

#[test]
fn the_verdict_says_what_is_known() {
    let over = |until| standing(Stands::Over(day(1), until), part("all", &[], None));
    let open = standing(Stands::Open(day(1)), part("all", &[], Some("3 days")));
    let stuck = standing(Stands::Stuck(day(1)), part("all", &[], Some("3 days")));
    let (target, passed) = (Some(day(10)), Some(day(1)));
    for (part, target, verdict) in [
        (over(day(2)), target, Verdict::Met),
        (over(day(2)), passed, Verdict::Missed),
        (open.clone(), passed, Verdict::Missed),
        (open.clone(), target, Verdict::WillMeet),
        (open.clone(), None, Verdict::None),
        (open.clone(), Some(day(3)), Verdict::WillMiss),
        (open.clone(), Some(day(4) - SignedDuration::from_millis(1)), Verdict::WillMeet),
        (open, Some(day(4) - SignedDuration::from_mins(1)), Verdict::WillMiss),
        (stuck, target, Verdict::Unsure),
        (Part { takes: Takes::Unknown, ..onboarding()[0].clone() }, target, Verdict::Unsure),
    ] {
        assert_eq!(of(std::slice::from_ref(&part), target, None).verdict, verdict, "{:?} {target:?}", part.turns);
    }
}

#[test]
fn a_part_is_late_from_a_minute_after_it_was_due() {
    let due = |due| Part { due: Some(due), ..standing(Stands::Open(day(1)), part("all", &[], Some("3 days"))) };
    let late = |part: Part| of(&[part], None, None).parts[0].late;
    assert!(!late(due(day(4))));
    assert!(!late(due(day(4) - SignedDuration::from_millis(59_999))));
    assert!(late(due(day(4) - SignedDuration::from_mins(1))));
}

/// A part whose workflow took so many days in runs that are over.
fn took(days: &[i64], part: Part) -> Part {
    let took = Took::of(days.iter().map(|days| SignedDuration::from_hours(days * 24)), Hours::All);
    Part { takes: took.map_or(Takes::Unknown, Takes::Took), ..part }
}

#[test]
fn what_runs_took_says_how_long_another_one_takes() {
    let mut parts = onboarding();
    parts[0] = took(&[1, 2, 2, 4, 9], parts[0].clone());
    let plan = of(&parts, Some(day(12)), None);
    assert_eq!((plan.parts[0].ends, plan.parts[0].guessed), (day(4), false), "the middle one");
    assert_eq!((plan.ends, plan.ends_slowly), (Some(day(8)), Some(day(10))));
    let verdict = |day: i32| of(&parts, Some(self::day(day)), None).verdict;
    assert_eq!((verdict(10), verdict(9), verdict(7)), (Verdict::WillMeet, Verdict::MayMiss, Verdict::WillMiss));
    assert_eq!(of(&onboarding(), None, None).ends_slowly, None, "targets say nothing of slow ones");
}

#[test]
fn where_open_hours_count_nights_and_weekends_do_not() {
    let hours = [4, 8, 10, 12, 40].map(SignedDuration::from_hours);
    let takes = |part| Part { takes: Takes::Took(Took::of(hours, Hours::Open).expect("enough")), ..part };
    // Monday noon and ten open hours: five of them on Monday, five on Tuesday.
    let ends = |part: Part| of(&[takes(part)], None, None).parts[0].ends;
    assert_eq!(ends(part("papers", &[], None)), at("2026-03-03T14:00:00Z"));
    // Since Friday at two it was open for six hours, not for seventy: four of them left till the usual one of those that took longer.
    let friday = Stands::Open(at("2026-02-27T14:00:00Z"));
    assert_eq!(ends(standing(friday, part("papers", &[], None))), at("2026-03-02T16:00:00Z"));
}

#[test]
fn an_open_run_is_measured_by_those_that_took_longer() {
    // Open for one day, for five, for ten.
    let open = |since| standing(Stands::Open(at(since)), took(&[1, 2, 2, 4, 9], part("papers", &[], None)));
    let ends = |since| {
        let plan = of(&[open(since)], None, None);
        (plan.parts[0].ends, plan.parts[0].guessed)
    };
    assert_eq!(ends("2026-03-01T12:00:00Z"), (day(3), false), "of 2, 2, 4 and 9 days the usual one");
    assert_eq!(ends("2026-02-25T12:00:00Z"), (day(6), false), "nine days in all");
    assert_eq!(ends("2026-02-20T12:00:00Z"), (at(NOW), true), "longer than any of them");
}

#[test]
fn what_will_not_be_run_takes_no_time_and_what_is_undecided_counts_as_if_it_were() {
    let with = |needed| {
        let mut parts = onboarding();
        parts[1].needed = needed;
        let plan = of(&parts, None, None);
        (critical(&plan), plan.ends)
    };
    assert_eq!(with(Needed::No), ("papers training".to_owned(), Some(day(8))));
    assert_eq!(with(Needed::Undecided), ("papers account training".to_owned(), Some(day(11))));
}

#[test]
fn a_milestone_takes_no_time_and_unknown_names_and_circles_stop_nothing() {
    let milestone = Part { milestone: true, ..part("ready", &["papers", "gone"], None) };
    let plan = of(&[part("papers", &[], Some("5 days")), milestone], Some(day(9)), None);
    assert_eq!((plan.parts[1].ends, plan.parts[1].guessed, plan.verdict), (day(7), false, Verdict::WillMeet));
    assert_eq!(critical(&plan), "papers", "the work decides, not the milestone behind it");
    let circle = [part("a", &["b"], Some("1 day")), part("b", &["a"], Some("1 day"))];
    assert_eq!(of(&circle, None, None).parts.len(), 2);
}
