//! Laws that hold for all values: of three-valued logic, and of the calendar, which is held against counting day by day.

use super::support::eval;
use baton_feel::{Date, Value};
use proptest::prelude::*;

const TRUTHS: [&str; 3] = ["true", "false", "null"];

/// Both give the same.
fn same(one: &str, other: &str) {
    assert_eq!(eval(one).value, eval(other).value, "{one} and {other}");
}

#[test]
fn logic_has_three_values() {
    for a in TRUTHS {
        same(&format!("not(not({a}))"), a);
        same(&format!("{a} and {a}"), a);
        same(&format!("{a} or {a}"), a);
        same(&format!("{a} and true"), a);
        same(&format!("{a} or false"), a);
        same(&format!("{a} and false"), "false");
        same(&format!("{a} or true"), "true");
        for b in TRUTHS {
            same(&format!("{a} and {b}"), &format!("{b} and {a}"));
            same(&format!("{a} or {b}"), &format!("{b} or {a}"));
            same(&format!("not({a} and {b})"), &format!("not({a}) or not({b})"));
            same(&format!("not({a} or {b})"), &format!("not({a}) and not({b})"));
            same(&format!("{a} or ({a} and {b})"), a);
            same(&format!("all([{a}, {b}])"), &format!("{a} and {b}"));
            same(&format!("any([{a}, {b}])"), &format!("{a} or {b}"));
            for c in TRUTHS {
                same(&format!("({a} and {b}) and {c}"), &format!("{a} and ({b} and {c})"));
                same(&format!("({a} or {b}) or {c}"), &format!("{a} or ({b} or {c})"));
                same(&format!("{a} and ({b} or {c})"), &format!("({a} and {b}) or ({a} and {c})"));
                same(&format!("some x in [{a}, {b}, {c}] satisfies x"), &format!("{a} or {b} or {c}"));
                same(&format!("every x in [{a}, {b}, {c}] satisfies x"), &format!("{a} and {b} and {c}"));
            }
        }
    }
}

/// A day that is counted on by the rules everybody learns.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Civil {
    year: i32,
    month: u8,
    day: u8,
}

impl Civil {
    fn is_leap(self) -> bool {
        self.year % 4 == 0 && self.year % 100 != 0 || self.year % 400 == 0
    }

    fn month_days(self) -> u8 {
        match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if self.is_leap() => 29,
            2 => 28,
            _ => 31,
        }
    }

    fn next(self) -> Self {
        match (self.day < self.month_days(), self.month < 12) {
            (true, _) => Self { day: self.day + 1, ..self },
            (false, true) => Self { day: 1, month: self.month + 1, ..self },
            (false, false) => Self { day: 1, month: 1, year: self.year + 1 },
        }
    }

    fn shown(self) -> String {
        format!("@\"{:04}-{:02}-{:02}\"", self.year, self.month, self.day)
    }

    fn value(self) -> Value {
        Date::new(self.year, self.month, self.day).map(Value::Date).into()
    }
}

fn day() -> impl Strategy<Value = Civil> {
    (1600_i32..2400, 1_u8..=12, 1_u8..=31).prop_map(|(year, month, day)| {
        let first = Civil { year, month, day: 1 };
        Civil { day: day.min(first.month_days()), ..first }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn days_are_counted_as_a_calendar_counts_them(start in day(), count in 0_usize..1_500) {
        let mut there = start;
        for _ in 0..count {
            there = there.next();
        }
        let (from, to) = (start.shown(), there.shown());
        prop_assert_eq!(eval(&format!("{from} + @\"P{count}D\"")).value, there.value());
        prop_assert_eq!(eval(&format!("{to} - @\"P{count}D\"")).value, start.value());
        prop_assert_eq!(eval(&format!("({to} - {from}) / @\"P1D\"")).value, Value::from(count as i64));
        prop_assert_eq!(eval(&format!("{from} <= {to}")).value, Value::Boolean(true));
    }

    #[test]
    fn weekdays_and_days_of_the_year_follow_each_other(start in day()) {
        let next = start.next();
        let part = |day: Civil, part: &str| eval(&format!("{}.{part}", day.shown())).value.as_number().unwrap().to_i64().unwrap();
        prop_assert_eq!(part(start, "weekday") % 7 + 1, part(next, "weekday"));
        let of_year = |day: Civil| eval(&format!("day of year({})", day.shown())).value.as_number().unwrap().to_i64().unwrap();
        let expected = if next.month == 1 && next.day == 1 { 1 } else { of_year(start) + 1 };
        prop_assert_eq!(of_year(next), expected);
    }

    #[test]
    fn months_later_is_the_same_day_or_the_last_one(start in day(), months in 0_i32..600) {
        let total = start.year * 12 + i32::from(start.month) - 1 + months;
        let first = Civil { year: total / 12, month: (total % 12) as u8 + 1, day: 1 };
        let there = Civil { day: start.day.min(first.month_days()), ..first };
        prop_assert_eq!(eval(&format!("{} + @\"P{months}M\"", start.shown())).value, there.value());
    }
}

#[test]
fn the_calendar_is_anchored() {
    assert_eq!(eval("@\"1970-01-01\".weekday").value, Value::from(4));
    assert_eq!(eval("@\"2000-02-29\".weekday").value, Value::from(2));
}

/// Numbers of all sizes: short ones, with and without places, and some that fit no machine word.
fn figure() -> impl Strategy<Value = String> {
    let short = (-9_999_i64..10_000, 0_usize..4).prop_map(|(digits, scale)| format!("{digits}e-{scale}"));
    let long = (any::<i64>(), -30_i32..30).prop_map(|(digits, power)| format!("{digits}e{power}"));
    prop_oneof![8 => short, 1 => long]
}

proptest! {
    #[test]
    fn a_sum_over_rows_is_the_sum_of_what_they_give(rows in proptest::collection::vec((figure(), figure()), 1..12)) {
        let listed = rows.iter().map(|(a, b)| format!("{{a: {a}, b: {b}}}")).collect::<Vec<_>>().join(", ");
        for body in ["r.a * r.b", "r.a", "r.a - r.b + 2", "r.a * (r.b - 1)", "r.a / 4"] {
            // Over a list that stands ready, and over what the rows give.
            let ready = eval(&format!("(function(rows) sum(for r in rows return {body}))([{listed}])"));
            let given = |(a, b): &(String, String)| body.replace("r.a", &format!("({a})")).replace("r.b", &format!("({b})"));
            let listed = eval(&format!("sum([{}])", rows.iter().map(given).collect::<Vec<_>>().join(", ")));
            prop_assert_eq!(ready.value, listed.value, "{}", body);
        }
    }
}
