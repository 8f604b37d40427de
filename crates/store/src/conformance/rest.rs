//! Files, kept answers, counters, followers, whole tables.

use super::cases;
use super::rows::{command, file, run, state, task, timer};
use crate::change::Change;
use crate::entry::ActorKind;
use crate::read::{DUMPED, Table, tables_dump};
use crate::row::{CommandKey, FileRow, FileState, FollowerRow};
use crate::stream::Stream;

fn ids(files: &[FileRow]) -> Vec<&str> {
    files.iter().map(|file| file.id.as_str()).collect()
}

cases! { "rest";
    fn a_file_belongs_to_a_run_once_it_is_kept(bench) {
        assert_eq!(bench.read().file("a").unwrap(), None);
        bench.put(Change::PutFile(file("a", None, 5)));
        assert_eq!(bench.read().file("a").unwrap(), Some(file("a", None, 5)));
        bench.put(Change::PutFile(FileRow { state: FileState::Kept, ..file("a", Some(1), 5) }));
        assert_eq!(ids(&bench.read().files_of(1).unwrap()), ["a"]);
        assert_eq!(ids(&bench.read().files_expired(9, None, 9).unwrap()), [""; 0]);
        bench.put(Change::DropFile { id: "a".to_owned() });
        assert_eq!(bench.read().file("a").unwrap(), None);
    }

    fn files_are_listed_and_expire(bench) {
        let rows = [file("c", None, 5), file("a", None, 9), file("b", Some(1), 7), file("d", Some(1), 6)];
        bench.puts(rows.into_iter().map(Change::PutFile).collect());
        assert_eq!(ids(&bench.read().files("", 3).unwrap()), ["a", "b", "c"]);
        assert_eq!(ids(&bench.read().files("c", 3).unwrap()), ["d"]);
        assert_eq!(ids(&bench.read().files_of(1).unwrap()), ["d", "b"]);
        assert_eq!(ids(&bench.read().files_expired(9, None, 9).unwrap()), ["c"]);
        assert_eq!(ids(&bench.read().files_expired(10, None, 1).unwrap()), ["c"]);
        assert_eq!(ids(&bench.read().files_expired(10, None, 9).unwrap()), ["c", "a"]);
        assert_eq!(ids(&bench.read().files_expired(10, Some((5, "c")), 9).unwrap()), ["a"]);
        assert_eq!(ids(&bench.read().files_expired(10, Some((9, "a")), 9).unwrap()), [""; 0]);
    }

    fn what_somebody_uploaded_counts_until_something_refers_to_it(bench) {
        let sized = |id, size, owner| FileRow { size, owner, ..file(id, None, 5) };
        let kept = FileRow { state: FileState::Kept, run: Some(1), ..sized("c", 4, 7) };
        let rows = [sized("a", 1, 7), sized("b", 2, 7), kept, sized("d", 8, 8)];
        bench.puts(rows.into_iter().map(Change::PutFile).collect());
        let read = bench.read();
        assert_eq!((read.uploaded(7).unwrap(), read.uploaded(8).unwrap(), read.uploaded(9).unwrap()), (3, 8, 0));
    }

    fn an_answer_is_kept_once(bench) {
        let row = command(7, "k", 5);
        assert_eq!(bench.read().command(&row.id).unwrap(), None);
        bench.put(Change::PutCommand(row.clone()));
        assert_eq!(bench.read().command(&row.id).unwrap(), Some(row.clone()));
        assert_eq!(bench.refuses(&Change::PutCommand(row)), "store.conflict");
    }

    fn a_key_belongs_to_who_sent_it(bench) {
        bench.put(Change::PutCommand(command(7, "k", 5)));
        bench.put(Change::PutCommand(command(8, "k", 5)));
        let token = CommandKey { actor_kind: ActorKind::Token, ..command(7, "k", 5).id };
        assert_eq!(bench.read().command(&token).unwrap(), None);
    }

    fn old_answers_are_forgotten(bench) {
        bench.puts(vec![Change::PutCommand(command(7, "old", 5)), Change::PutCommand(command(7, "new", 6))]);
        bench.put(Change::DropCommandsBefore { at_us: 6 });
        assert_eq!(bench.read().command(&command(7, "old", 0).id).unwrap(), None);
        assert!(bench.read().command(&command(7, "new", 0).id).unwrap().is_some());
    }

    fn a_counter_begins_at_0(bench) {
        let name = || "open_runs:1".to_owned();
        assert_eq!(bench.read().counter(&name()).unwrap(), 0);
        bench.puts(vec![Change::AddCounter { name: name(), by: 3 }, Change::AddCounter { name: name(), by: -1 }]);
        assert_eq!(bench.read().counter(&name()).unwrap(), 2);
        bench.put(Change::SetCounter { name: name(), n: 9 });
        assert_eq!(bench.read().counter(&name()).unwrap(), 9);
        assert_eq!(bench.read().counter("other").unwrap(), 0);
    }

    fn a_follower_goes_on_where_it_was(bench) {
        let at = |cursor| Change::PutFollower(FollowerRow { name: "log".to_owned(), cursor });
        assert_eq!(bench.read().follower("log").unwrap(), 0);
        bench.puts(vec![at(3), at(7)]);
        assert_eq!(bench.read().follower("log").unwrap(), 7);
        assert_eq!(bench.read().follower("search").unwrap(), 0);
    }

    fn a_dump_has_every_table_in_the_order_of_its_key(bench) {
        bench.found();
        let open = |run, n| Change::OpenTask(task(run, n), state(run, n, None));
        bench.puts(vec![
            Change::PutRun(run(2)),
            Change::PutRun(run(1)),
            open(2, 1),
            open(1, 2),
            open(1, 1),
            Change::PutTimer(timer(1, 1, 5)),
            Change::SetCounter { name: "b".to_owned(), n: 1 },
            Change::SetCounter { name: "a".to_owned(), n: 2 },
        ]);
        bench.append(Stream::DIRECTORY, "{}");
        bench.append(Stream::ACCESS, "{}");
        bench.append(Stream::run(2), "{}");
        let dump = tables_dump(bench.read().as_ref()).unwrap();
        assert_eq!(dump.len(), DUMPED.len());
        let of = |table: Table, field: &str| dump[table.word()].iter().map(|row| row[field].clone()).collect::<Vec<_>>();
        assert_eq!(of(Table::Run, "id"), [1, 2]);
        assert_eq!(of(Table::Run, "rev"), [0, 1]);
        assert_eq!(of(Table::Task, "run"), [1, 1, 2]);
        assert_eq!(of(Table::Task, "n"), [1, 2, 1]);
        assert_eq!(of(Table::TaskState, "status"), ["offered"; 3]);
        assert_eq!(of(Table::Counter, "name"), ["a", "b"]);
        assert_eq!(of(Table::StreamHead, "entry"), [1, 2]);
        assert_eq!(of(Table::Timer, "kind"), ["remind"]);
        assert_eq!(bench.dump(Table::Exception), Vec::<serde_json::Value>::new());
    }
}
