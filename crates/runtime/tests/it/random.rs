//! Random work: whatever people try in whatever order, a refusal changes nothing, and the tables say what the entries say
//! (each world proves that when it ends).

use baton_runtime::{Ask, Caller, Done, PersonChangeAsk, ResolveHow, TaskFilter, TaskView};

use crate::world::{Kept, World, complete, start, wish};

const PEOPLE: [&str; 8] = ["root", "boss", "mia", "ana", "fin", "cleo", "ben", "audi"];
const CHOICES: [Option<&str>; 5] = [None, Some("approve"), Some("approve"), Some("send-back"), Some("refuse")];
/// How many worlds are tried.
const WORKS: u64 = 100;
/// How many things are tried in each.
const COMMANDS: usize = 60;

/// Numbers that look random and are the same for the same seed (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// What somebody tries next.
fn attempt(world: &World, dice: &mut Dice, runs: usize) -> Done {
    let by = dice.of(&PEOPLE);
    let run = format!("PUR-{}", 1 + dice.below(runs + 1));
    // Mostly somebody tries who may, so that runs get on.
    let caller = if dice.below(4) == 0 { world.person(by) } else { doer(world, &run, by) };
    let task = some_task(world, dice, &run);
    let ask = match if runs < 3 { dice.below(4) } else { dice.below(14) } {
        0 | 1 => start(wish(dice.of(&[1, 640, 999, 999, 20_000]))),
        2 => Ask::ClaimTask { task },
        3 => Ask::ReleaseTask { task },
        4 => Ask::OpenTask { task },
        5 => Ask::ReassignTask { task, to: dice.of(&PEOPLE).to_owned(), comment: None },
        6 => Ask::CommentOnRun { run, text: "Any news?".to_owned() },
        7 if dice.below(4) == 0 => {
            Ask::CancelRun { run, reason: "Not needed any more.".to_owned(), how: baton_engine::CancelHow::Keep }
        }
        8 if dice.below(3) == 0 => {
            let change = PersonChangeAsk { active: Some(dice.below(4) > 0), ..PersonChangeAsk::default() };
            return world.ask(&Caller::system(), Ask::ChangePerson { person: by.to_owned(), change });
        }
        9 => {
            let how = ResolveHow::Assign(dice.of(&PEOPLE).to_owned());
            let exception = format!("{run}!{}", 1 + dice.below(2));
            return world.ask(&Caller::system(), Ask::ResolveException { exception, how, reason: None });
        }
        10.. => {
            let give = dice.of(&[r"{}", r#"{ "order_number": "PO-1" }"#, r#"{ "amount": 500 }"#]);
            complete(task, dice.of(&CHOICES), give.parse().expect("values"))
        }
        _ => Ask::CommentOnTask { task, text: "Soon.".to_owned() },
    };
    world.ask(&caller, ask)
}

/// Fires what is due, one at a time: a timer may move another one.
fn fire(world: &World) {
    for _ in 0..100 {
        let reader = world.kept.store.reader().expect("a reader");
        let due = reader.timers_until(world.handle.core().clock.now_us(), None, 1).expect("timers");
        let Some(timer) = due.first() else { return };
        let ask = Ask::FireTimer { run: timer.run, timer: timer.n as u32 };
        world.ask(&Caller::timer(), ask).expect("what the table says is due fires");
    }
}

/// The run's open task, else one that may not be there.
fn some_task(world: &World, dice: &mut Dice, run: &str) -> String {
    let read = world.handle.core().run_by_key(run).expect("read");
    let open = read.and_then(|(_, state)| state.open_tasks().next().map(|task| task.task));
    format!("{run}.{}", open.unwrap_or_else(|| 1 + dice.below(3) as u32))
}

/// Who has the run's open task, so that runs get on; else that other one.
fn doer(world: &World, run: &str, other: &str) -> Caller {
    let read = world.handle.core().run_by_key(run).expect("read");
    let person = read.and_then(|(_, state)| {
        state.open_tasks().find_map(|task| task.assignee.or_else(|| task.offered.first().copied()))
    });
    person.map_or_else(|| world.person(other), Caller::person)
}

/// What came of what was tried.
#[derive(Default)]
struct Tally {
    runs: usize,
    done: usize,
    refused: usize,
}

/// One world in which people try things in an order that the seed gives.
fn work(seed: u64) -> Tally {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mut world = World::new(if seed.is_multiple_of(10) { Kept::on_sqlite() } else { Kept::in_memory() });
    let mut tally = Tally::default();
    for nth in 0..COMMANDS {
        let entries = world.entries();
        match attempt(&world, &mut dice, tally.runs) {
            Ok(answer) if answer.entry == 0 => assert_eq!(world.entries(), entries, "nothing to do"),
            Ok(answer) => {
                assert_eq!(world.entries(), answer.entry, "one entry, seed {seed}, command {nth}");
                tally.done += 1;
            }
            Err(refusal) => {
                assert_ne!(refusal.code, "server.internal", "seed {seed}, command {nth}");
                assert_eq!(world.entries(), entries, "{refusal}, seed {seed}, command {nth}");
                tally.refused += 1;
            }
        }
        let is_there = |n: &usize| world.handle.core().run_by_key(&format!("PUR-{n}")).expect("read").is_some();
        tally.runs = (1..=COMMANDS).take_while(is_there).count();
        if dice.below(10) == 0 {
            world.forward(dice.of(&[1, 5, 24, 96]));
            fire(&world);
        }
        if dice.below(40) == 0 {
            world = world.open_again();
        }
    }
    for person in PEOPLE {
        the_lists_say_what_the_pages_say(&world, &world.person(person));
    }
    tally
}

/// Lists are made from rows, pages from the run's state.
fn the_lists_say_what_the_pages_say(world: &World, caller: &Caller) {
    for view in [TaskView::Mine, TaskView::Teams, TaskView::Waiting, TaskView::Done] {
        let filter = TaskFilter { view, workflow: None, priority: None, q: None, cursor: None, limit: 200 };
        let list = match world.handle.tasks(caller, &filter) {
            Ok(list) => list,
            Err(refusal) => return assert_eq!(refusal.code, "access.sign_in_needed", "they left meanwhile"),
        };
        for listed in list.items {
            let page = world.handle.task(caller, &listed.id).expect("whoever has it in a list may see it");
            assert_eq!(listed, page.summary, "{view:?}");
        }
    }
}

#[test]
fn whatever_is_tried_a_refusal_changes_nothing_and_the_tables_stay_true() {
    let (mut runs, mut done, mut refused) = (0, 0, 0);
    for seed in 1..=WORKS {
        let tally = work(seed);
        runs += tally.runs;
        done += tally.done;
        refused += tally.refused;
    }
    let most = WORKS as usize * COMMANDS;
    assert!(runs > most / 20 && done > most / 5 && refused > most / 5, "{runs} runs, {done} done, {refused} refused");
}
