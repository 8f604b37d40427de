//! Workflows, versions, drafts.

use super::cases;
use super::rows::{draft, form_draft, run, version, workflow};
use crate::change::Change;
use crate::row::{RunRow, WorkflowRow};

cases! { "definitions";
    fn a_workflow_is_found_by_id_slug_and_key(bench) {
        assert_eq!(bench.read().workflow(1).unwrap(), None);
        let row = workflow(1, "purchase", "PUR");
        bench.put(Change::PutWorkflow(row.clone()));
        assert_eq!(bench.read().workflow(1).unwrap(), Some(row.clone()));
        assert_eq!(bench.read().workflow_by_slug("purchase").unwrap(), Some(row.clone()));
        assert_eq!(bench.read().workflow_by_key("PUR").unwrap(), Some(row));
        assert_eq!(bench.read().workflow_by_slug("PUR").unwrap(), None);
        assert_eq!(bench.read().workflow_by_key("purchase").unwrap(), None);
    }

    fn slug_and_key_are_given_once(bench) {
        bench.put(Change::PutWorkflow(workflow(1, "purchase", "PUR")));
        assert_eq!(bench.refuses(&Change::PutWorkflow(workflow(2, "purchase", "PUX"))), "store.conflict");
        assert_eq!(bench.refuses(&Change::PutWorkflow(workflow(2, "other", "PUR"))), "store.conflict");
        let renamed = WorkflowRow { title: "Buying".to_owned(), live_version: 2, ..workflow(1, "purchase", "PUR") };
        bench.put(Change::PutWorkflow(renamed.clone()));
        assert_eq!(bench.read().workflow(1).unwrap(), Some(renamed));
    }

    fn workflows_come_in_pages(bench) {
        bench.puts((1..=3).map(|id| Change::PutWorkflow(workflow(id, &format!("w{id}"), &format!("W{id}")))).collect());
        let ids = |after, limit| -> Vec<i64> {
            bench.read().workflows(after, limit).unwrap().iter().map(|row| row.id).collect()
        };
        assert_eq!((ids(0, 2), ids(2, 2)), (vec![1, 2], vec![3]));
    }

    fn what_is_in_the_bin_keeps_its_id_and_key_and_is_not_found(bench) {
        let binned = WorkflowRow { binned: true, ..workflow(1, "purchase", "PUR") };
        bench.puts(vec![Change::PutWorkflow(binned.clone()), Change::PutWorkflow(workflow(2, "other", "OTH"))]);
        assert_eq!(bench.read().workflow_by_slug("purchase").unwrap(), None);
        assert_eq!(bench.read().workflows(0, 9).unwrap(), vec![workflow(2, "other", "OTH")]);
        assert_eq!(bench.read().workflow(1).unwrap(), Some(binned.clone()));
        assert_eq!(bench.read().workflow_by_key("PUR").unwrap(), Some(binned));
        assert_eq!(bench.refuses(&Change::PutWorkflow(workflow(3, "purchase", "PUX"))), "store.conflict");
        bench.put(Change::PutWorkflow(workflow(1, "purchase", "PUR")));
        assert_eq!(bench.read().workflow_by_slug("purchase").unwrap(), Some(workflow(1, "purchase", "PUR")));
    }

    fn a_workflow_goes_with_its_versions_unless_it_has_runs(bench) {
        let rows = [version(1, 1), version(1, 2), version(2, 1)];
        bench.puts([workflow(1, "purchase", "PUR"), workflow(2, "other", "OTH")].map(Change::PutWorkflow).to_vec());
        bench.puts(rows.into_iter().map(Change::PutVersion).collect());
        bench.put(Change::DropWorkflow { id: 1 });
        assert_eq!((bench.read().workflow(1).unwrap(), bench.read().versions(1, None, 9).unwrap()), (None, vec![]));
        assert_eq!(bench.read().versions(2, None, 9).unwrap(), vec![version(2, 1)]);
        bench.put(Change::PutWorkflow(workflow(3, "purchase", "PUR")));
        bench.put(Change::PutRun(RunRow { workflow: 3, ..run(1) }));
        assert_eq!(bench.refuses(&Change::DropWorkflow { id: 3 }), "store.conflict");
    }

    fn the_bin_keeps_a_draft_by_its_item(bench) {
        assert_eq!(bench.read().binned(1).unwrap(), None);
        bench.put(Change::PutBinned { item: 1, draft: draft("one", 4) });
        bench.put(Change::PutBinned { item: 2, draft: draft("one", 5) });
        assert_eq!(bench.refuses(&Change::PutBinned { item: 1, draft: draft("two", 1) }), "store.conflict");
        bench.put(Change::DropBinned { item: 2 });
        assert_eq!((bench.read().binned(1).unwrap(), bench.read().binned(2).unwrap()), (Some(draft("one", 4)), None));
    }

    fn a_version_never_changes(bench) {
        assert_eq!(bench.read().version(1, 1).unwrap(), None);
        bench.put(Change::PutVersion(version(1, 1)));
        assert_eq!(bench.refuses(&Change::PutVersion(version(1, 1))), "store.conflict");
        assert_eq!(bench.read().version(1, 1).unwrap(), Some(version(1, 1)));
    }

    fn versions_come_latest_first(bench) {
        let rows = [version(1, 1), version(1, 2), version(2, 9), version(1, 3)];
        bench.puts(rows.into_iter().map(Change::PutVersion).collect());
        let numbers = |before, limit| -> Vec<i64> {
            bench.read().versions(1, before, limit).unwrap().iter().map(|row| row.version).collect()
        };
        assert_eq!((numbers(None, 2), numbers(Some(2), 2)), (vec![3, 2], vec![1]));
    }

    fn a_stale_draft_is_refused(bench) {
        assert_eq!(bench.read().draft("one").unwrap(), None);
        bench.puts(vec![Change::PutDraft(draft("one", 1)), Change::PutDraft(draft("one", 2))]);
        for stale in [1, 2] {
            assert_eq!(bench.refuses(&Change::PutDraft(draft("one", stale))), "store.conflict");
        }
        assert_eq!(bench.read().draft("one").unwrap(), Some(draft("one", 2)));
    }

    fn a_draft_that_was_thrown_away_begins_anew(bench) {
        bench.puts(vec![Change::PutDraft(draft("one", 1)), Change::PutDraft(draft("two", 1))]);
        bench.put(Change::DropDraft { slug: "one".to_owned() });
        assert_eq!(bench.read().draft("one").unwrap(), None);
        bench.put(Change::PutDraft(draft("one", 1)));
        let slugs: Vec<String> = bench.read().drafts("one", 9).unwrap().into_iter().map(|row| row.slug).collect();
        assert_eq!(slugs, ["two"]);
        assert_eq!(bench.read().drafts("", 9).unwrap().len(), 2);
    }

    fn a_stale_form_draft_is_refused(bench) {
        bench.put(Change::PutFormDraft(form_draft("task:1", 7, 3)));
        for stale in [2, 3] {
            assert_eq!(bench.refuses(&Change::PutFormDraft(form_draft("task:1", 7, stale))), "store.conflict");
        }
        bench.put(Change::PutFormDraft(form_draft("task:1", 7, 9)));
        assert_eq!(bench.read().form_draft("task:1", 7).unwrap(), Some(form_draft("task:1", 7, 9)));
    }

    fn form_drafts_are_each_person_s_own(bench) {
        let rows = [form_draft("task:1", 7, 1), form_draft("task:1", 8, 1), form_draft("task:2", 7, 1)];
        bench.puts(rows.into_iter().map(Change::PutFormDraft).collect());
        let of = |person, after, limit| {
            let found = bench.read().form_drafts_of(person, after, limit).unwrap();
            found.into_iter().map(|row| row.place).collect::<Vec<_>>()
        };
        assert_eq!((of(7, "", 9), of(7, "", 1), of(7, "task:1", 9), of(9, "", 9)), (
            vec!["task:1".to_owned(), "task:2".to_owned()], vec!["task:1".to_owned()], vec!["task:2".to_owned()], vec![],
        ));
        let is_there = |place, person| bench.read().form_draft(place, person).unwrap().is_some();
        bench.put(Change::DropFormDraft { place: "task:1".to_owned(), person: 7 });
        assert_eq!((is_there("task:1", 7), is_there("task:1", 8), is_there("task:2", 7)), (false, true, true));
        bench.put(Change::DropFormDrafts { place: "task:1".to_owned() });
        assert_eq!((is_there("task:1", 8), is_there("task:2", 7)), (false, true));
    }
}
