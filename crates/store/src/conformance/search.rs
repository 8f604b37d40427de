//! Finding runs by words and by values.

use super::bench::Bench;
use super::cases;
use super::rows::{run, search};
use crate::change::Change;
use crate::query::{RunQuery, Seen};

fn by_words(bench: &Bench, text: &str) -> Vec<i64> {
    let query = RunQuery { text: Some(text.to_owned()), ..RunQuery::of(Seen::All) };
    bench.read().runs(&query).unwrap().iter().map(|run| run.id).collect()
}

fn by_values(bench: &Bench, fields: &[(&str, &str)]) -> Vec<i64> {
    let fields = search(0, "", fields).values;
    let query = RunQuery { fields, ..RunQuery::of(Seen::All) };
    bench.read().runs(&query).unwrap().iter().map(|run| run.id).collect()
}

fn three(bench: &Bench) {
    bench.puts(vec![
        Change::PutRun(run(1)),
        Change::PutRun(run(2)),
        Change::PutRun(run(3)),
        Change::PutSearch(search(1, "PUR-1 New laptops for Ana", &[("amount", "1200"), ("supplier", "Lenz GmbH")])),
        Change::PutSearch(search(2, "PUR-2 Ölfilter, laptop-bags", &[("amount", "1200"), ("supplier", "Öl & Co")])),
    ]);
}

cases! { "search";
    fn words_are_beginnings_of_words_in_either_case(bench) {
        three(bench);
        assert_eq!(by_words(bench, "lap"), [2, 1]);
        assert_eq!(by_words(bench, "LAPTOPS"), [1]);
        assert_eq!(by_words(bench, "ana new"), [1]);
        assert_eq!(by_words(bench, "öl"), [2]);
        assert_eq!(by_words(bench, "pur-2"), [2]);
        assert_eq!(by_words(bench, "aptop"), [0; 0]);
        assert_eq!(by_words(bench, "laptops bags"), [0; 0]);
    }

    fn nothing_in_the_words_is_an_operator(bench) {
        three(bench);
        assert_eq!(by_words(bench, "\"lap\" OR *"), [0; 0]);
        assert_eq!(by_words(bench, "lap*"), [2, 1]);
        assert_eq!(by_words(bench, "NEAR(lap)"), [0; 0]);
        assert_eq!(by_words(bench, "text:lap"), [0; 0]);
        assert_eq!(by_words(bench, "'; --"), [3, 2, 1], "no word at all asks for nothing");
    }

    fn values_are_found_when_equal(bench) {
        three(bench);
        assert_eq!(by_values(bench, &[("amount", "1200")]), [2, 1]);
        assert_eq!(by_values(bench, &[("amount", "1200"), ("supplier", "Öl & Co")]), [2]);
        assert_eq!(by_values(bench, &[("amount", "120")]), [0; 0]);
        assert_eq!(by_values(bench, &[("amount", "Öl & Co")]), [0; 0]);
    }

    fn what_is_found_by_is_replaced(bench) {
        three(bench);
        assert_eq!(bench.read().search(3).unwrap(), None);
        let new = search(1, "PUR-1 Chairs", &[("amount", "7"), ("amount", "8")]);
        bench.put(Change::PutSearch(new.clone()));
        assert_eq!(bench.read().search(1).unwrap(), Some(new));
        assert_eq!(by_words(bench, "laptops"), [0; 0]);
        assert_eq!(by_words(bench, "chair"), [1]);
        assert_eq!(by_values(bench, &[("amount", "1200")]), [2]);
        assert_eq!(by_values(bench, &[("amount", "8")]), [1]);
    }
}
