//! Dates, times, durations and zones: their laws, and where they meet `jiff`.

use baton_feel::civil::{DAY_NS, YEAR_MAX, Zone};
use baton_feel::{Date, DateTime, DaysDuration, Time, YearsDuration};
use jiff::tz::TimeZone;
use proptest::prelude::*;

fn any_date() -> impl Strategy<Value = Date> {
    let far = -365_000_000_000..365_000_000_000_i64;
    prop_oneof![far, -800_000..800_000_i64].prop_filter_map("a date in range", Date::from_days)
}

#[test]
fn texts_that_are_no_dates_or_times_are_refused() {
    for text in ["2026-02-29", "2026-13-01", "26-01-01", "02026-01-01", "2026-1-1", "+2026-01-01", "2026-01-01Z", ""] {
        assert_eq!(Date::parse(text), None, "{text}");
    }
    for text in ["24:00:01", "7:00:00", "07:00", "07:00:60", "07:00:00.", "07:00:00+19:00", "07:00:00z"] {
        assert_eq!(Time::parse(text), None, "{text}");
    }
    for text in ["07:00:00@No/Where", "07:00:00@", "07:00:00@europe/berlin"] {
        assert_eq!(Time::parse(text), None, "{text}");
    }
    for text in ["P", "PT", "P1", "1D", "P1DT", "P1Y1D", "P1M1Y", "PT1S1M", "-P", "P1W"] {
        assert_eq!((DaysDuration::parse(text), YearsDuration::parse(text)), (None, None), "{text}");
    }
    assert_eq!(DateTime::parse("2026-12-31T24:00:00Z").unwrap().to_string(), "2027-01-01T00:00:00Z");
}

#[test]
fn the_calendar_ends_where_it_should() {
    let last = Date::new(YEAR_MAX, 12, 31).unwrap();
    assert_eq!(last.add_days(1), None);
    assert_eq!(last.add_months(1), None);
    assert_eq!(last.to_string(), "999999999-12-31");
    assert_eq!(Date::new(-YEAR_MAX, 1, 1).unwrap().add_days(-1), None);
}

#[test]
fn zones_far_away_behave_as_in_the_same_year_of_the_cycle() {
    let near = DateTime::parse("2026-07-01T12:00:00@Europe/Berlin").unwrap();
    let far = DateTime::parse("999999626-07-01T12:00:00@Europe/Berlin").unwrap();
    assert_eq!((near.offset(), far.offset()), (Some(7_200), Some(7_200)));
    assert!(far.add_nanos(DAY_NS).is_some());
}

proptest! {
    #[test]
    fn days_and_dates_are_one_to_one(date in any_date()) {
        prop_assert_eq!(Date::from_days(date.to_days()), Some(date));
        prop_assert_eq!(Date::parse(&date.to_string()), Some(date));
    }

    #[test]
    fn dates_agree_with_jiff(days in -4_000_000..2_900_000_i64) {
        let ours = Date::from_days(days).unwrap();
        let theirs = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        prop_assert_eq!(ours, Date::from(theirs));
        prop_assert_eq!(ours.weekday(), theirs.weekday().to_monday_one_offset() as u8);
        prop_assert_eq!(ours.day_of_year(), theirs.day_of_year() as u16);
        prop_assert_eq!(ours.week_of_year(), theirs.iso_week_date().week() as u8);
    }

    #[test]
    fn months_agree_with_jiff(days in -700_000..700_000_i64, months in -5_000..5_000_i64) {
        let ours = Date::from_days(days).unwrap();
        let theirs = ours.to_jiff().unwrap().checked_add(jiff::Span::new().months(months)).unwrap();
        prop_assert_eq!(ours.add_months(months), Some(Date::from(theirs)));
    }

    #[test]
    fn instants_in_zones_agree_with_jiff(seconds in -60_000_000_000..250_000_000_000_i64) {
        for name in ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"] {
            let zone = TimeZone::get(name).unwrap();
            let instant = jiff::Timestamp::from_second(seconds).unwrap();
            let ours = DateTime::from_timestamp(instant, &zone).unwrap();
            let theirs = instant.to_zoned(zone.clone());
            prop_assert_eq!(ours.date(), Date::from(theirs.date()));
            prop_assert_eq!(ours.time().hour(), theirs.hour() as u8);
            let back = ours.in_zone(Some(Zone::Named(zone.clone()))).instant().unwrap();
            // An hour that comes twice is read as its first.
            prop_assert!((back - instant.as_nanosecond()).abs() <= 3_600_000_000_000);
        }
    }

    #[test]
    fn durations_are_read_as_written(seconds in any::<i64>(), nanos in 0..1_000_000_000_u32, months in any::<i64>()) {
        let duration = DaysDuration::from_nanos(i128::from(seconds) * 1_000_000_000 + i128::from(nanos)).unwrap();
        prop_assert_eq!(DaysDuration::parse(&duration.to_string()), Some(duration));
        let duration = YearsDuration { months };
        prop_assert_eq!(YearsDuration::parse(&duration.to_string()), Some(duration));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[-P0-9TDHMSYZ:.@+/a]{0,30}|\\PC{0,20}") {
        let _ = (Date::parse(&text), Time::parse(&text), DateTime::parse(&text), Zone::parse(&text));
        let _ = (DaysDuration::parse(&text), YearsDuration::parse(&text), baton_feel::words::parse(&text).is_ok());
    }
}
