//! What holds for business time in any calendar, in zones with odd rules, around every change of the clocks.

use baton_people::{Calendar, Hours, Weekly};
use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;

const ZONES: [&str; 7] = [
    "UTC",
    "Europe/Lisbon",
    "America/New_York",
    "Australia/Lord_Howe", // changes by half an hour
    "America/Santiago",    // changes at midnight
    "Asia/Kathmandu",
    "Africa/Cairo",
];

fn day() -> impl Strategy<Value = Vec<Hours>> {
    prop_oneof![
        2 => Just(vec![]),
        3 => (0_u16..1380, 15_u16..720).prop_map(|(from, long)| vec![Hours::try_from((from, (from + long).min(1440))).unwrap()]),
        2 => (0_u16..400, 30_u16..300, 1_u16..200, 30_u16..500).prop_map(|(from, long, gap, more)| {
            let second = from + long + gap;
            vec![
                Hours::try_from((from, from + long)).unwrap(),
                Hours::try_from((second, (second + more).min(1440))).unwrap(),
            ]
        }),
    ]
}

prop_compose! {
    fn calendar()(
        zone in prop::sample::select(&ZONES[..]),
        mut week in prop::array::uniform7(day()),
        holidays in prop::collection::vec(0_i64..900, 0..12),
    ) -> Calendar {
        week[2] = vec![Hours::NINE_TO_SEVENTEEN];
        let holidays = holidays.into_iter().map(|n| date(2026, 1, 1) + n.days());
        Calendar::new(TimeZone::get(zone).unwrap(), Weekly(week), holidays).unwrap()
    }
}

fn moment() -> impl Strategy<Value = Timestamp> {
    let (first, last) = (1_767_225_600_i64, 1_830_297_600_i64); // 2026 and 2027
    (first..last).prop_map(|second| Timestamp::from_second(second).unwrap())
}

fn minutes(n: i64) -> SignedDuration {
    SignedDuration::from_mins(n)
}

proptest! {
    #[test]
    fn never_outside_of_opening_hours(c in calendar(), at in moment(), days in -60_i64..60, time in -6_000_i64..6_000) {
        for end in [c.add_business_days(at, days), c.add_business_time(at, minutes(time))] {
            let end = end.unwrap();
            prop_assert!(c.is_open(end), "{at} leads to {end}");
        }
        let day = c.date_of(at);
        prop_assert!(c.is_open(c.close_of(day).unwrap()));
        prop_assert!(c.is_open(c.opening_of(day).unwrap()));
    }

    #[test]
    fn a_date_never_promises_more_than_it_says(c in calendar(), at in moment()) {
        let day = c.date_of(at);
        let next = day.tomorrow().unwrap().to_zoned(c.zone().clone()).unwrap().timestamp();
        prop_assert!(c.close_of(day).unwrap() <= next);
        prop_assert!(c.date_of(c.opening_of(day).unwrap()) >= day);
    }

    #[test]
    fn more_is_never_earlier(c in calendar(), at in moment(), n in -40_i64..40, more in 0_i64..20, time in -3_000_i64..3_000) {
        if n != 0 && n + more != 0 {
            prop_assert!(c.add_business_days(at, n) <= c.add_business_days(at, n + more));
        }
        prop_assert!(c.add_business_time(at, minutes(time)) <= c.add_business_time(at, minutes(time + more)));
    }

    #[test]
    fn a_later_start_never_ends_earlier(c in calendar(), at in moment(), later in 0_i64..10_000, time in 0_i64..3_000) {
        let start = at + minutes(later);
        prop_assert!(c.add_business_time(at, minutes(time)) <= c.add_business_time(start, minutes(time)));
        prop_assert!(c.add_business_time(at, minutes(-time)) <= c.add_business_time(start, minutes(-time)));
    }

    #[test]
    fn later_and_back_is_where_it_was(c in calendar(), at in moment(), time in 1_i64..5_000, days in 1_i64..40) {
        let open = c.next_open(at).unwrap();
        let there = c.add_business_time(open, minutes(time)).unwrap();
        prop_assert_eq!(c.business_time_between(open, there), Some(minutes(time)));
        let back = c.add_business_time(there, minutes(-time)).unwrap();
        prop_assert_eq!(c.business_time_between(back, open), Some(SignedDuration::ZERO));

        let day = c.add_business_days_to_date(c.date_of(at), 0).unwrap();
        let later = c.add_business_days_to_date(day, days).unwrap();
        prop_assert_eq!(c.add_business_days_to_date(later, -days), Some(day));
    }

    #[test]
    fn time_between_adds_up(c in calendar(), a in moment(), b in 0_i64..20_000, more in 0_i64..20_000) {
        let (b, end) = (a + minutes(b), a + minutes(b + more));
        let between = |from, to| c.business_time_between(from, to).unwrap();
        prop_assert_eq!(between(a, b) + between(b, end), between(a, end));
        prop_assert_eq!(between(end, a), -between(a, end));
    }
}
