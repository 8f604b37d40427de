//! What a table leaves open, told as the rules that would close it.

use std::time::{Duration, Instant};

use baton_feel::table::{Budget, Hit};

use crate::tables::{domains, table};

#[test]
fn what_is_missing_is_told_as_rules_that_close_it() {
    let cases: [(&[&str], &[&str]); 7] = [
        (&["< 1000 | - | - | 1", "[1000..5000) | - | - | 1"], &[">= 5000 | - | -"]),
        (&["< 1000 | - | - | 1", "> 1000 | - | - | 1"], &["1000 | - | -"]),
        (&["< 10 | - | - | 1", "[20..30] | - | - | 1", "> 30 | - | - | 1"], &["[10..20) | - | -"]),
        (&["< 10 | high | - | 1", ">= 10 | - | - | 1"], &["< 10 | low | -"]),
        (&["(1..2) | - | - | 1"], &["<= 1 | - | -", ">= 2 | - | -"]),
        (&["- | - | < date(\"2026-03-01\") | 1"], &["- | - | >= date(\"2026-03-01\")"]),
        (&["- | low | - | 1", "- | high | - | 1"], &[]),
    ];
    for (rows, expected) in cases {
        let found = table(Hit::Unique, rows).missing(&domains(), &mut Budget::default());
        let shown: Vec<String> = found.iter().map(|missing| missing.cells.join(" | ")).collect();
        assert_eq!(shown, expected, "{rows:?}");
    }
}

#[test]
fn with_the_rules_that_were_missing_nothing_is() {
    let mut random = 7_u64;
    let mut next = |below: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % below
    };
    for _ in 0..200 {
        let numbers = ["-", "< 3", "<= 5", "[2..4)", "(4..7]", "> 6", "5", "< 1, > 8"];
        let options = ["-", "low", "high"];
        let mut rows: Vec<String> = (0..=next(4))
            .map(|_| format!("{} | {} | - | 1", numbers[next(8) as usize], options[next(3) as usize]))
            .collect();
        let rule = |row: &Vec<String>| row.iter().map(String::as_str).collect::<Vec<_>>().join("|");
        let before = table(Hit::Unique, &rows.iter().map(String::as_str).collect::<Vec<_>>());
        let missing = before.missing(&domains(), &mut Budget::default());
        assert_eq!(missing.is_empty(), before.gap(&domains(), &mut Budget::default()).is_none(), "{rows:?}");
        let kept = before.overlaps(&domains(), &mut Budget::default());
        rows.extend(missing.iter().map(|missing| format!("{}|1", rule(&missing.cells))));
        let after = table(Hit::Unique, &rows.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(after.gap(&domains(), &mut Budget::default()), None, "{rows:?}");
        assert_eq!(after.overlaps(&domains(), &mut Budget::default()), kept, "no rule that was added meets another");
    }
}

#[test]
fn a_large_table_is_looked_at_within_its_budget() {
    let rows: Vec<String> = (0..300).map(|at| format!("{at} | - | < date(\"2026-03-01\") | 1")).collect();
    let table = table(Hit::Unique, &rows.iter().map(String::as_str).collect::<Vec<_>>());
    let (began, mut budget) = (Instant::now(), Budget::default());
    let found = table.missing(&domains(), &mut budget);
    assert!(!found.is_empty() && found.iter().all(|missing| missing.cells.len() == 3));
    assert!(began.elapsed() < Duration::from_secs(20), "{:?} in the development build", began.elapsed());
}
