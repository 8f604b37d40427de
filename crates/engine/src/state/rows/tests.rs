use serde_json::{Value as Json, json};

use super::{Kept, ListAt, Rows, Turned, at};

fn rows(names: &[&str]) -> Json {
    names.iter().map(|name| json!({ "name": name })).collect()
}

fn followed(rows_before: &Rows, before: &[&str], now: &[&str]) -> Rows {
    let (before, now) = (rows(before), rows(now));
    rows_before.followed(before.as_array().unwrap(), now.as_array().unwrap())
}

#[test]
fn rows_are_followed_where_they_are_sorted_removed_changed_and_added() {
    let three = Rows::by_place(3);
    let ids = |now: &[&str]| followed(&three, &["a", "b", "c"], now).ids;
    assert_eq!(ids(&["a", "b", "c"]), [1, 2, 3]);
    assert_eq!(ids(&["c", "a", "b"]), [3, 1, 2]);
    assert_eq!(ids(&["a", "c"]), [1, 3]);
    assert_eq!(ids(&["a", "B", "c"]), [1, 2, 3]);
    assert_eq!(ids(&["a", "b", "c", "d"]), [1, 2, 3, 4]);
    assert_eq!(ids(&["d", "a", "b", "c"]), [4, 1, 2, 3]);
    assert_eq!(ids(&["c", "b", "x"]), [3, 2, 4]);
    assert_eq!(ids(&[]), [0; 0]);
}

#[test]
fn rows_that_are_alike_are_told_apart_by_their_places() {
    let ids = |now: &[&str]| followed(&Rows::by_place(3), &["a", "a", "b"], now).ids;
    assert_eq!(ids(&["a", "b"]), [1, 3]);
    assert_eq!(ids(&["b", "a", "a"]), [3, 2, 1]);
    assert_eq!(ids(&["a", "a", "a", "b"]), [1, 2, 4, 3]);
}

#[test]
fn a_number_is_never_given_twice() {
    let gone = followed(&Rows::by_place(2), &["a", "b"], &["a"]);
    assert_eq!((gone.ids.as_slice(), gone.made), ([1].as_slice(), 2));
    let back = followed(&gone, &["a"], &["a", "b"]);
    assert_eq!((back.ids.as_slice(), back.made), ([1, 3].as_slice(), 3));
}

#[test]
fn what_places_say_is_not_said() {
    assert_eq!(Rows::by_place(3).said(), None);
    assert_eq!(Rows { ids: vec![1, 2], made: 2 }.said(), None);
    for rows in [Rows { ids: vec![1, 2], made: 3 }, Rows { ids: vec![2, 1], made: 2 }, Rows { ids: vec![], made: 1 }] {
        assert_eq!(rows.clone().said(), Some(rows));
    }
}

#[test]
fn what_a_form_showed_is_known_as_long_as_its_task_is_open() {
    let states =
        [(3, rows(&["a", "b"]), [1, 2].as_slice()), (5, rows(&["b", "A"]), &[2, 1]), (8, rows(&["b", "c"]), &[2, 3])];
    let said: Vec<Rows> = states.iter().map(|(_, _, ids)| Rows { ids: ids.to_vec(), made: 3 }).collect();
    let of = |nth: usize| ListAt { value: &states[nth].1, rows: Some(&said[nth]), rev: states[nth].0 };
    let known = |kept: &Kept, seen| {
        at(of(2), &kept.earlier, seen)
            .map(|rows| rows.into_iter().map(|(id, row)| format!("{id}{}", row["name"])).collect())
    };
    let all = Kept::default().with(of(0), of(1), Some(3)).with(of(1), of(2), Some(3));
    let text = |text: &[&str]| Some(text.iter().map(|row| row.replace('\'', "\"")).collect::<Vec<_>>());
    assert_eq!(known(&all, 9), text(&["2'b'", "3'c'"]));
    assert_eq!(known(&all, 7), text(&["2'b'", "1'A'"]));
    assert_eq!(known(&all, 4), text(&["1'a'", "2'b'"]));
    assert_eq!(known(&all, 2), None);
    let later = Kept::default().with(of(0), of(1), Some(6)).with(of(1), of(2), Some(6));
    assert_eq!(known(&later, 7), text(&["2'b'", "1'A'"]));
    assert_eq!(known(&later, 4), None);
    assert_eq!(all.with(of(1), of(2), None), Kept::default());
}

#[test]
fn of_what_is_too_much_to_be_kept_it_is_known_which_rows_changed_when() {
    let list =
        |nth: i64| json!([{ "name": "a" }, { "name": format!("b{}", nth.min(5)) }, { "name": format!("c{nth}") }]);
    let (mut kept, last) = (Kept::default(), 80);
    for rev in 1..last {
        let (was, now) = (list(rev), list(rev + 1));
        let at = |value, rev| ListAt { value, rows: None, rev };
        kept = kept.with(at(&was, rev), at(&now, rev + 1), Some(2));
    }
    assert_eq!(kept.earlier.first().map(|state| state.rev), Some(last - 64));
    assert_eq!(kept.turned, Some(Turned { since: 2, rows: [(2, 5), (3, last - 64)].into() }));
    let list = list(last);
    assert_eq!(
        kept.with(
            ListAt { value: &list, rows: None, rev: last },
            ListAt { value: &list, rows: None, rev: 81 },
            Some(80)
        )
        .turned,
        None
    );
}
