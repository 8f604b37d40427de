use serde_json::Value;

use crate::world::{Kept, World, complete, start, wish};

#[test]
fn of_two_who_complete_at_once_one_wins_and_the_other_hears_it() {
    for kept in Kept::each() {
        let world = World::new(kept);
        for _ in 0..5 {
            let run = world.request(640);
            let task = world.open_task(&run);
            let results: Vec<_> = std::thread::scope(|scope| {
                let choose = |choice: &'static str| {
                    let (world, task) = (&world, task.clone());
                    scope.spawn(move || world.ask(&world.person("mia"), complete(task, Some(choice), Value::Null)))
                };
                [choose("approve"), choose("refuse")].map(|thread| thread.join().expect("no panic")).into()
            });
            assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
            let refused = results.into_iter().find_map(Result::err).expect("one is refused");
            assert_eq!(refused.code, "task.already_done");
            assert!(refused.first_result.is_some());
        }
    }
}

#[test]
fn many_starts_at_once_get_numbers_of_their_own() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let before = world.entries();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        world.ask(&world.person("ana"), start(wish(100))).expect("a run");
                    }
                });
            }
        });
        assert_eq!(world.entries(), before + 40);
        let core = world.handle.core();
        assert!((1..=40).all(|n| core.run_by_key(&format!("PUR-{n}")).expect("read").is_some()));
    }
}
