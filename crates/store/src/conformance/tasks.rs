//! Tasks and their offers.

use super::cases;
use super::rows::{done, run, state, task};
use crate::change::Change;
use crate::query::TaskItem;
use crate::row::{TaskStateRow, TaskStatus, part_id};

cases! { "tasks";
    fn one_that_is_not_there_is_none(bench) {
        assert_eq!(bench.read().task(part_id(1, 1)).unwrap(), None);
        assert_eq!(bench.read().tasks_of(1).unwrap(), []);
        assert_eq!(bench.read().offers(part_id(1, 1)).unwrap(), [0; 0]);
    }

    fn one_is_opened_with_its_first_state(bench) {
        let state = TaskStateRow {
            team: Some("finance".to_owned()),
            offered: 4,
            due_us: Some(90),
            taken_us: Some(80),
            choice: Some("approve".to_owned()),
            choice_label: Some("Pay 12".to_owned()),
            ..state(1, 7, None)
        };
        bench.puts(vec![Change::PutRun(run(1)), Change::OpenTask(task(1, 7), state.clone())]);
        let item = TaskItem { task: task(1, 7), state, run: run(1) };
        assert_eq!(bench.read().task(part_id(1, 7)).unwrap(), Some(item));
    }

    fn one_is_opened_once(bench) {
        let open = Change::OpenTask(task(1, 1), state(1, 1, None));
        bench.puts(vec![Change::PutRun(run(1)), open.clone()]);
        assert_eq!(bench.refuses(&open), "store.conflict");
    }

    fn a_state_changes_and_the_rest_stays(bench) {
        bench.puts(vec![Change::PutRun(run(1)), Change::OpenTask(task(1, 1), state(1, 1, Some(7)))]);
        bench.put(Change::PutTaskState(done(1, 1, (7, 50))));
        let item = bench.read().task(part_id(1, 1)).unwrap().unwrap();
        assert_eq!((item.state, item.task), (done(1, 1, (7, 50)), task(1, 1)));
    }

    fn the_state_of_none_is_refused(bench) {
        assert_eq!(bench.refuses(&Change::PutTaskState(state(1, 1, None))), "store.conflict");
    }

    fn a_run_s_stand_in_their_order_and_alone(bench) {
        let open = |run, n| Change::OpenTask(task(run, n), state(run, n, None));
        bench.puts(vec![Change::PutRun(run(1)), Change::PutRun(run(2)), open(2, 1), open(1, 3), open(1, 1), open(1, 2)]);
        let numbers: Vec<i64> = bench.read().tasks_of(1).unwrap().iter().map(|item| item.task.n).collect();
        assert_eq!(numbers, [1, 2, 3]);
    }

    fn offers_are_replaced(bench) {
        let id = part_id(1, 1);
        bench.puts(vec![Change::PutRun(run(1)), Change::OpenTask(task(1, 1), state(1, 1, None))]);
        bench.put(Change::PutOffers { task: id, people: vec![9, 3, 9] });
        assert_eq!(bench.read().offers(id).unwrap(), [3, 9]);
        bench.put(Change::PutOffers { task: id, people: vec![4] });
        assert_eq!(bench.read().offers(id).unwrap(), [4]);
        bench.put(Change::PutOffers { task: id, people: vec![] });
        assert_eq!(bench.read().offers(id).unwrap(), [0; 0]);
    }

    fn only_an_open_one_is_offered(bench) {
        let offers = Change::PutOffers { task: part_id(1, 1), people: vec![3] };
        assert_eq!(bench.refuses(&offers), "store.conflict");
        bench.puts(vec![Change::PutRun(run(1)), Change::OpenTask(task(1, 1), done(1, 1, (7, 50)))]);
        assert_eq!(bench.refuses(&offers), "store.conflict");
        bench.put(Change::PutOffers { task: part_id(1, 1), people: vec![] });
    }

    fn one_that_is_no_longer_open_is_offered_to_nobody(bench) {
        for status in [TaskStatus::Done, TaskStatus::Withdrawn] {
            let n = status.code();
            let id = part_id(1, n);
            bench.puts(vec![Change::PutRun(run(1)), Change::OpenTask(task(1, n), state(1, n, None))]);
            bench.put(Change::PutOffers { task: id, people: vec![3, 4] });
            bench.put(Change::PutTaskState(TaskStateRow { status: TaskStatus::Claimed, ..state(1, n, Some(3)) }));
            assert_eq!(bench.read().offers(id).unwrap(), [3, 4]);
            bench.put(Change::PutTaskState(TaskStateRow { status, ..state(1, n, Some(3)) }));
            assert_eq!(bench.read().offers(id).unwrap(), [0; 0]);
        }
    }
}
