//! Runs, lists of them, and who may see them.

use super::bench::Bench;
use super::cases;
use super::rows::{run, workflow};
use crate::change::Change;
use crate::query::{RunFilter, RunQuery, Seen};
use crate::row::{PartyRow, PartyWhy, Priority, RunRow, RunState};

fn ids(bench: &Bench, query: &RunQuery) -> Vec<i64> {
    bench.read().runs(query).unwrap().iter().map(|run| run.id).collect()
}

fn filtered(bench: &Bench, filter: RunFilter) -> Vec<i64> {
    ids(bench, &RunQuery { filter: Some(filter), ..RunQuery::of(Seen::All) })
}

fn party(run: i64, person: i64, why: PartyWhy) -> PartyRow {
    PartyRow { run, person, why }
}

/// Running, finished, cancelled, with an exception, overdue.
fn five() -> Vec<Change> {
    let finished = RunRow { state: RunState::Finished, exceptions: 1, due_us: Some(5), workflow: 2, ..run(2) };
    let cancelled = RunRow { state: RunState::Cancelled, starter: None, ..run(3) };
    let stuck = RunRow { exceptions: 2, due_us: Some(500), ..run(4) };
    let late = RunRow { due_us: Some(100), workflow: 2, starter: Some(8), ..run(5) };
    [run(1), finished, cancelled, stuck, late].into_iter().map(Change::PutRun).collect()
}

cases! { "runs";
    fn one_that_is_not_there_is_none(bench) {
        assert_eq!(bench.read().run(1).unwrap(), None);
        for key in ["PUR-1", "PUR", "-1", "", "PUR-x", "PUR-99999999999999999999"] {
            assert_eq!(bench.read().run_by_key(key).unwrap(), None, "{key}");
        }
        assert_eq!(ids(bench, &RunQuery::of(Seen::All)), [0; 0]);
    }

    fn every_column_is_kept(bench) {
        let full = RunRow {
            state: RunState::Finished,
            parent: Some(9),
            label: "Büro \u{1f4bb} 'x' \"y\"".to_owned(),
            ended_us: Some(-4),
            outcome: Some("ordered".to_owned()),
            target_us: Some(7),
            due_us: Some(i64::MAX),
            exceptions: 3,
            priority: Priority::Highest,
            ..run(1)
        };
        bench.put(Change::PutRun(full.clone()));
        assert_eq!(bench.read().run(1).unwrap(), Some(full));
        bench.put(Change::PutRun(run(1)));
        assert_eq!(bench.read().run(1).unwrap(), Some(run(1)));
    }

    fn one_is_found_by_its_key(bench) {
        bench.put(Change::PutWorkflow(workflow(1, "purchase", "PUR")));
        bench.puts(vec![Change::PutRun(run(3)), Change::PutRun(run(12))]);
        assert_eq!(bench.read().run_by_key("PUR-12").unwrap().unwrap().id, 12);
        for key in ["PUR-1", "PUR-012", "pur-12", "XYZ-12", "PUR-12 "] {
            assert_eq!(bench.read().run_by_key(key).unwrap(), None, "{key}");
        }
    }

    fn lists_filter_by_how_urgent_runs_are(bench) {
        bench.puts(five());
        bench.put(Change::PutRun(RunRow { priority: Priority::High, ..run(4) }));
        let of = |seen, priority| ids(bench, &RunQuery { priority: Some(priority), ..RunQuery::of(seen) });
        assert_eq!(of(Seen::All, Priority::High), [4]);
        assert_eq!(of(Seen::All, Priority::Normal), [5, 3, 2, 1]);
        bench.puts([1, 4].map(|run| Change::PutParty(party(run, 7, PartyWhy::Doer))).into());
        assert_eq!(of(Seen::By(7), Priority::High), [4]);
        assert_eq!(of(Seen::By(7), Priority::Low), [0; 0]);
    }

    fn a_number_is_given_once_in_a_workflow(bench) {
        bench.put(Change::PutRun(run(1)));
        assert_eq!(bench.refuses(&Change::PutRun(RunRow { id: 2, ..run(1) })), "store.conflict");
        bench.put(Change::PutRun(RunRow { id: 2, workflow: 2, ..run(1) }));
    }

    fn the_latest_come_first_in_pages(bench) {
        bench.puts((1..=7).map(|id| Change::PutRun(run(id))).collect());
        let mut query = RunQuery { limit: 3, ..RunQuery::of(Seen::All) };
        let mut pages = Vec::new();
        loop {
            let page = bench.read().runs(&query).unwrap();
            let Some(last) = page.last() else { break };
            query.after = Some(last.cursor());
            pages.push(page.iter().map(|run| run.id).collect::<Vec<_>>());
        }
        assert_eq!(pages, [vec![7, 6, 5], vec![4, 3, 2], vec![1]]);
    }

    fn each_filter_takes_its_own(bench) {
        bench.puts(five());
        assert_eq!(filtered(bench, RunFilter::Running), [5, 4, 1]);
        assert_eq!(filtered(bench, RunFilter::Finished), [2]);
        assert_eq!(filtered(bench, RunFilter::Cancelled), [3]);
        assert_eq!(filtered(bench, RunFilter::Exception), [4]);
        assert_eq!(filtered(bench, RunFilter::Overdue { now_us: 101 }), [5]);
        assert_eq!(filtered(bench, RunFilter::Overdue { now_us: 100 }), [0; 0]);
        assert_eq!(filtered(bench, RunFilter::Overdue { now_us: 501 }), [5, 4]);
    }

    fn filters_go_together(bench) {
        bench.puts(five());
        let all = RunQuery::of(Seen::All);
        assert_eq!(ids(bench, &RunQuery { workflow: Some(2), ..all.clone() }), [5, 2]);
        assert_eq!(ids(bench, &RunQuery { workflow: Some(3), ..all.clone() }), [0; 0]);
        assert_eq!(ids(bench, &RunQuery { starter: Some(7), ..all.clone() }), [4, 2, 1]);
        let running = Some(RunFilter::Running);
        assert_eq!(ids(bench, &RunQuery { workflow: Some(2), filter: running, ..all.clone() }), [5]);
        assert_eq!(ids(bench, &RunQuery { starter: Some(7), filter: running, ..all }), [4, 1]);
    }

    fn all_under_a_run_are_found(bench) {
        let child = |id: i64, parent: i64| Change::PutRun(RunRow { parent: Some(parent), ..run(id) });
        bench.puts(vec![Change::PutRun(run(1)), Change::PutRun(run(2)), child(3, 1), child(4, 3), child(5, 2), child(6, 1)]);
        let under = |top| RunQuery { under: Some(top), ..RunQuery::of(Seen::All) };
        assert_eq!(ids(bench, &under(1)), [6, 4, 3, 1]);
        assert_eq!(ids(bench, &under(3)), [4, 3]);
        assert_eq!(ids(bench, &under(4)), [4]);
        assert_eq!(ids(bench, &under(9)), [0; 0]);
        assert_eq!(ids(bench, &RunQuery { limit: 2, after: Some(run(6).cursor()), ..under(1) }), [4, 3]);
        assert_eq!(ids(bench, &RunQuery { filter: Some(RunFilter::Finished), ..under(1) }), [0; 0]);
        bench.puts(vec![
            Change::PutParty(party(4, 7, PartyWhy::Doer)),
            Change::PutParty(party(4, 7, PartyWhy::Watcher)),
            Change::PutParty(party(5, 7, PartyWhy::Doer)),
        ]);
        assert_eq!(ids(bench, &RunQuery { seen: Seen::By(7), ..under(1) }), [4], "of those only what they see");
    }

    fn those_that_ended_last_come_first(bench) {
        let over = |id: i64, ended: i64| RunRow { state: RunState::Finished, ended_us: Some(ended), ..run(id) };
        let cancelled = RunRow { state: RunState::Cancelled, ended_us: Some(99), ..run(5) };
        let runs = [over(1, 50), over(2, 70), over(3, 60), run(4), cancelled, RunRow { workflow: 2, ..over(6, 80) }];
        bench.puts(runs.into_iter().map(Change::PutRun).collect());
        let ended = |limit| bench.read().runs_ended(1, limit).unwrap().iter().map(|run| run.id).collect::<Vec<_>>();
        assert_eq!(ended(9), [2, 3, 1]);
        assert_eq!(ended(2), [2, 3]);
    }

    fn a_version_has_open_runs_until_the_last_is_over(bench) {
        let of = |id, version, state| RunRow { version, state, ..run(id) };
        let runs = [of(1, 1, RunState::Running), of(2, 2, RunState::Finished), of(3, 3, RunState::Cancelled)];
        bench.puts(runs.into_iter().map(Change::PutRun).collect());
        let open = || (0..=3).filter(|version| bench.read().has_open_runs(1, *version).unwrap()).collect::<Vec<_>>();
        assert_eq!((open(), bench.read().has_open_runs(2, 1).unwrap()), (vec![1], false));
        bench.puts(vec![Change::PutRun(of(1, 1, RunState::Finished))]);
        assert_eq!(open(), Vec::<i64>::new());
    }

    fn a_person_sees_the_runs_they_are_a_party_of(bench) {
        bench.puts(five());
        bench.puts(vec![
            Change::PutParty(party(1, 7, PartyWhy::Starter)),
            Change::PutParty(party(1, 7, PartyWhy::Doer)),
            Change::PutParty(party(4, 7, PartyWhy::Watcher)),
            Change::PutParty(party(4, 9, PartyWhy::Reader)),
        ]);
        assert_eq!(ids(bench, &RunQuery::of(Seen::By(7))), [4, 1]);
        assert_eq!(ids(bench, &RunQuery { person: Some(9), ..RunQuery::of(Seen::By(7)) }), [4]);
        assert_eq!(ids(bench, &RunQuery { person: Some(9), ..RunQuery::of(Seen::All) }), [4]);
        assert_eq!(ids(bench, &RunQuery::of(Seen::By(1))), [0; 0]);
    }

    fn one_reason_to_see_a_run_is_taken_back_alone(bench) {
        let (starter, doer) = (party(1, 7, PartyWhy::Starter), party(1, 7, PartyWhy::Doer));
        bench.puts(vec![Change::PutParty(doer), Change::PutParty(starter), Change::PutParty(starter)]);
        assert_eq!(bench.read().parties(1).unwrap(), [starter, doer]);
        bench.put(Change::DropParty(starter));
        assert!(bench.read().is_party(1, 7).unwrap());
        bench.put(Change::DropParty(doer));
        assert!(!bench.read().is_party(1, 7).unwrap());
        assert_eq!(bench.read().parties(1).unwrap(), []);
    }

    fn nobody_is_a_party_of_what_is_not_there(bench) {
        bench.put(Change::PutParty(party(1, 7, PartyWhy::Offered)));
        assert!(!bench.read().is_party(1, 8).unwrap());
        assert!(!bench.read().is_party(2, 7).unwrap());
        assert_eq!(bench.read().parties(2).unwrap(), []);
    }
}
