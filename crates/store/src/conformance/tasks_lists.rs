//! A person's lists of tasks.

use super::bench::Bench;
use super::cases;
use super::rows::{done, run, state, task};
use crate::change::Change;
use crate::query::{TaskCounts, TaskQuery, TaskView};
use crate::row::{Priority, RunRow, RunState, TaskRow, TaskStateRow, TaskStatus, part_id};

const ME: i64 = 7;

fn keys(bench: &Bench, query: &TaskQuery) -> Vec<(i64, i64)> {
    bench.read().tasks(query).unwrap().iter().map(|item| (item.task.run, item.task.n)).collect()
}

fn list(bench: &Bench, view: TaskView) -> Vec<(i64, i64)> {
    keys(bench, &TaskQuery::of(ME, view))
}

/// Follows the cursor to the end.
fn pages(bench: &Bench, view: TaskView, limit: usize) -> Vec<(i64, i64)> {
    let mut query = TaskQuery { limit, ..TaskQuery::of(ME, view) };
    let mut found = Vec::new();
    loop {
        let page = bench.read().tasks(&query).unwrap();
        let Some(last) = page.last() else { return found };
        query.after = Some(last.cursor(view));
        found.extend(page.iter().map(|item| (item.task.run, item.task.n)));
    }
}

fn open(run: i64, n: i64, assignee: Option<i64>, due_us: Option<i64>) -> Change {
    Change::OpenTask(task(run, n), TaskStateRow { due_us, ..state(run, n, assignee) })
}

fn offer(run: i64, n: i64, people: &[i64]) -> Change {
    Change::PutOffers { task: part_id(run, n), people: people.to_vec() }
}

/// Two runs of mine, one of somebody else, one of mine that is over.
fn world(bench: &Bench) {
    let other = RunRow { starter: Some(8), workflow: 2, label: "Chairs".to_owned(), ..run(3) };
    let over = RunRow { state: RunState::Finished, ..run(4) };
    bench.puts([run(1), run(2), other, over].into_iter().map(Change::PutRun).collect());
    bench.puts(vec![
        open(1, 1, Some(ME), Some(300)),
        open(1, 2, Some(8), Some(50)),
        open(2, 1, Some(ME), None),
        open(2, 2, None, Some(200)),
        open(2, 3, None, None),
        open(3, 1, Some(ME), Some(100)),
        open(3, 2, Some(8), Some(10)),
        open(4, 1, Some(8), Some(1)),
        Change::OpenTask(task(1, 3), done(1, 3, (ME, 500))),
        Change::OpenTask(task(3, 3), done(3, 3, (ME, 600))),
        Change::OpenTask(task(3, 4), done(3, 4, (8, 700))),
        offer(2, 2, &[ME, 9]),
        offer(2, 3, &[9]),
    ]);
}

cases! { "lists of tasks";
    fn mine_are_by_due_date_and_without_one_last(bench) {
        world(bench);
        assert_eq!(list(bench, TaskView::Mine), [(3, 1), (1, 1), (2, 1)]);
    }

    fn teams_are_what_is_offered_to_me(bench) {
        world(bench);
        assert_eq!(list(bench, TaskView::Teams), [(2, 2)]);
        bench.put(offer(2, 3, &[ME]));
        assert_eq!(list(bench, TaskView::Teams), [(2, 2), (2, 3)]);
    }

    fn an_offer_moves_with_its_due_date(bench) {
        world(bench);
        bench.put(offer(2, 3, &[ME]));
        bench.put(Change::PutTaskState(TaskStateRow { due_us: Some(100), ..state(2, 3, None) }));
        assert_eq!(list(bench, TaskView::Teams), [(2, 3), (2, 2)]);
        assert_eq!(pages(bench, TaskView::Teams, 1), [(2, 3), (2, 2)]);
        bench.put(Change::PutTaskState(state(2, 3, None)));
        assert_eq!(list(bench, TaskView::Teams), [(2, 2), (2, 3)]);
    }

    fn one_that_somebody_claimed_is_in_no_team_s_list(bench) {
        world(bench);
        bench.put(Change::PutTaskState(TaskStateRow { status: TaskStatus::Claimed, ..state(2, 2, Some(9)) }));
        assert_eq!(list(bench, TaskView::Teams), []);
    }

    fn waiting_are_others_open_ones_in_my_running_runs(bench) {
        world(bench);
        assert_eq!(list(bench, TaskView::Waiting), [(1, 2), (2, 2), (2, 3)]);
    }

    fn done_are_mine_and_the_latest_first(bench) {
        world(bench);
        assert_eq!(list(bench, TaskView::Done), [(3, 3), (1, 3)]);
    }

    fn every_list_comes_in_pages_also_where_keys_are_equal(bench) {
        bench.puts(vec![Change::PutRun(run(1)), Change::PutRun(run(2))]);
        for n in 1..=5 {
            let due = if n < 4 { Some(100) } else { None };
            bench.puts(vec![
                open(1, n, Some(ME), due),
                open(1, n + 10, None, due),
                offer(1, n + 10, &[ME]),
                Change::OpenTask(task(1, n + 20), done(1, n + 20, (ME, 100))),
            ]);
        }
        let numbers = |from: i64| (from..from + 5).map(|n| (1, n)).collect::<Vec<_>>();
        for limit in [1, 2, 3, 50] {
            assert_eq!(pages(bench, TaskView::Mine, limit), numbers(1));
            assert_eq!(pages(bench, TaskView::Teams, limit), numbers(11));
            assert_eq!(pages(bench, TaskView::Waiting, limit), numbers(11));
            assert_eq!(pages(bench, TaskView::Done, limit), numbers(21).into_iter().rev().collect::<Vec<_>>());
        }
    }

    fn lists_filter_by_workflow_and_text(bench) {
        world(bench);
        bench.put(Change::OpenTask(TaskRow { workflow: 2, title: "Count 100%".to_owned(), ..task(3, 9) }, state(3, 9, Some(ME))));
        let mine = TaskQuery::of(ME, TaskView::Mine);
        let text = |text: &str| keys(bench, &TaskQuery { text: Some(text.to_owned()), ..mine.clone() });
        assert_eq!(keys(bench, &TaskQuery { workflow: Some(2), ..mine.clone() }), [(3, 9)]);
        assert_eq!(text("chairs"), [(3, 1), (3, 9)]);
        assert_eq!(text("pur-2"), [(2, 1)]);
        assert_eq!(text("100%"), [(3, 9)]);
        assert_eq!(text("BUDGET"), [(3, 1), (1, 1), (2, 1)]);
        assert_eq!(text("%"), [(3, 9)], "nothing in the text is a pattern");
    }

    fn lists_filter_by_how_urgent_tasks_are(bench) {
        world(bench);
        let urgent = |n, priority| TaskRow { priority, ..task(3, n) };
        bench.puts(vec![
            Change::OpenTask(urgent(9, Priority::Highest), state(3, 9, Some(ME))),
            Change::OpenTask(urgent(10, Priority::High), state(3, 10, None)),
            offer(3, 10, &[ME]),
            Change::OpenTask(urgent(11, Priority::Low), done(3, 11, (ME, 700))),
            Change::OpenTask(TaskRow { priority: Priority::Lowest, ..task(1, 11) }, state(1, 11, Some(8))),
        ]);
        let of = |view, priority| keys(bench, &TaskQuery { priority: Some(priority), ..TaskQuery::of(ME, view) });
        assert_eq!(of(TaskView::Mine, Priority::Highest), [(3, 9)]);
        assert_eq!(of(TaskView::Mine, Priority::Normal), [(3, 1), (1, 1), (2, 1)]);
        assert_eq!(of(TaskView::Teams, Priority::High), [(3, 10)]);
        assert_eq!(of(TaskView::Waiting, Priority::Lowest), [(1, 11)]);
        assert_eq!(of(TaskView::Done, Priority::Low), [(3, 11)]);
        assert_eq!(of(TaskView::Done, Priority::High), []);
    }

    fn counts_are_the_lengths_of_the_lists(bench) {
        assert_eq!(bench.read().task_counts(ME, 0).unwrap(), TaskCounts::default());
        world(bench);
        let counts = bench.read().task_counts(ME, 300).unwrap();
        assert_eq!(counts, TaskCounts { mine: 3, teams: 1, waiting: 3, done: 2, overdue: 1 });
        assert_eq!(bench.read().task_counts(ME, 301).unwrap().overdue, 2);
    }

    fn a_load_is_what_a_person_has_open(bench) {
        world(bench);
        assert_eq!(bench.read().load(ME).unwrap(), 3);
        assert_eq!(bench.read().load(8).unwrap(), 3);
        assert_eq!(bench.read().load(9).unwrap(), 0);
    }

    fn a_list_of_somebody_unknown_is_empty(bench) {
        world(bench);
        for view in [TaskView::Mine, TaskView::Teams, TaskView::Waiting, TaskView::Done] {
            assert_eq!(keys(bench, &TaskQuery::of(99, view)), []);
        }
    }
}
