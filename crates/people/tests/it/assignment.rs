//! Who gets a task.

use baton_people::{Candidate, Chosen, Exclusion, Pick, Reason, Rule, WhyNot, choose};
use proptest::prelude::*;
use serde_json::json;

fn candidate(person: i64, open_tasks: u32, last_assigned: Option<i64>) -> Candidate {
    Candidate { person, open_tasks, last_assigned, active: true, absent: false, skills: Vec::new() }
}

fn team() -> Vec<Candidate> {
    vec![candidate(4, 2, Some(90)), candidate(2, 2, Some(40)), candidate(9, 5, None), candidate(7, 2, None)]
}

fn pick(pick: Pick) -> Rule<'static> {
    Rule { pick, ..Rule::default() }
}

#[test]
fn first_come_is_offered_to_all() {
    let (chosen, reason) = choose(&pick(Pick::FirstCome), &team());
    assert_eq!(chosen, Chosen::Offer(vec![2, 4, 7, 9]));
    assert_eq!(reason.to_string(), "offered to 4 people, the first to claim it has it");
}

#[test]
fn in_turn_takes_who_has_been_without_longest() {
    let mut team = team();
    assert_eq!(choose(&pick(Pick::InTurn), &team).0, Chosen::Person(7), "never had one, lower number");
    team.retain(|c| c.last_assigned.is_some());
    let (chosen, reason) = choose(&pick(Pick::InTurn), &team);
    assert_eq!(chosen, Chosen::Person(2));
    assert_eq!(reason.to_string(), "in turn: longest without one (since entry 40), of 2");
}

#[test]
fn least_busy_breaks_ties_by_the_longest_without_work_then_by_number() {
    let (chosen, reason) = choose(&pick(Pick::LeastBusy), &team());
    assert_eq!(chosen, Chosen::Person(7));
    assert_eq!(reason, Reason::LeastBusy { open_tasks: 2, of: 4 });
    let equal = [candidate(8, 1, Some(3)), candidate(5, 1, Some(3))];
    assert_eq!(choose(&pick(Pick::LeastBusy), &equal).0, Chosen::Person(5));
}

#[test]
fn nobody_left_says_why_of_each() {
    let mut team = team();
    team[0].active = false;
    team[1].absent = true;
    team[3].skills = vec!["vision".to_owned()];
    let not = [Exclusion { person: 9, by: "requester".to_owned() }];
    let rule = Rule { pick: Pick::LeastBusy, not: &not, skill: Some("language") };
    let lacks = WhyNot::LacksSkill { skill: "language".to_owned() };
    let excluded = WhyNot::Excluded { by: "requester".to_owned() };
    let (chosen, reason) = choose(&rule, &team);
    assert_eq!(chosen, Chosen::Nobody(vec![(2, WhyNot::Absent), (4, WhyNot::Inactive), (7, lacks), (9, excluded)]));
    assert_eq!(reason, Reason::Nobody { of: 4 });
    assert_eq!(choose(&rule, &[]), (Chosen::Nobody(vec![]), Reason::Nobody { of: 0 }));
}

#[test]
fn a_skill_leaves_those_who_have_it() {
    let mut team = team();
    team[2].skills = vec!["vision".to_owned(), "language".to_owned()];
    let rule = Rule { pick: Pick::LeastBusy, skill: Some("language"), ..Rule::default() };
    assert_eq!(choose(&rule, &team).0, Chosen::Person(9));
}

#[test]
fn what_is_stored_reads_as_it_was_meant() {
    let (chosen, reason) = choose(&pick(Pick::LeastBusy), &team());
    assert_eq!(
        serde_json::to_value((chosen, reason)).unwrap(),
        json!([{"person": 7}, {"rule": "least_busy", "open_tasks": 2, "of": 4}])
    );
}

prop_compose! {
    fn any_candidate()(
        person in 1_i64..30, open_tasks in 0_u32..4, last_assigned in prop::option::of(1_i64..5),
        active in prop::bool::weighted(0.8), absent in prop::bool::weighted(0.2),
    ) -> Candidate {
        Candidate { person, open_tasks, last_assigned, active, absent, skills: Vec::new() }
    }
}

proptest! {
    #[test]
    fn the_order_of_candidates_does_not_matter(
        by_number in prop::collection::btree_map(1_i64..30, any_candidate(), 0..12),
        turn in 0_usize..12,
        excluded in prop::collection::vec(1_i64..30, 0..6),
        pick in prop::sample::select(vec![Pick::FirstCome, Pick::InTurn, Pick::LeastBusy]),
    ) {
        let team: Vec<Candidate> = by_number.into_iter().map(|(person, c)| Candidate { person, ..c }).collect();
        let not: Vec<Exclusion> = excluded.iter().map(|&person| Exclusion { person, by: "doer".to_owned() }).collect();
        let rule = Rule { pick, not: &not, skill: None };
        let (chosen, reason) = choose(&rule, &team);
        let mut other = team.clone();
        other.rotate_left(turn.min(team.len()));
        other.reverse();
        prop_assert_eq!(&choose(&rule, &other), &(chosen.clone(), reason));

        let may = |person: i64| {
            team.iter().any(|c| c.person == person && c.active && !c.absent) && !excluded.contains(&person)
        };
        match chosen {
            Chosen::Person(person) => prop_assert!(may(person)),
            Chosen::Offer(people) => prop_assert!(!people.is_empty() && people.iter().all(|&p| may(p))),
            Chosen::Nobody(why) => {
                prop_assert_eq!(why.len(), team.len());
                prop_assert!(team.iter().all(|c| !may(c.person)));
            }
        }
    }
}
