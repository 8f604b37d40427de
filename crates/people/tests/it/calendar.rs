//! Business time by examples. A day is written as in Lisbon, where the clocks change on 29 March and 25 October 2026.

use baton_feel::{BusinessCalendar, BusinessDuration};
use baton_people::{Calendar, CalendarError, Hours, Weekly};
use jiff::civil::{Date, DateTime, Time, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

fn zone() -> TimeZone {
    TimeZone::get("Europe/Lisbon").unwrap()
}

fn calendar() -> Calendar {
    Calendar::weekdays_9_to_17(zone())
}

fn at(text: &str) -> Timestamp {
    text.parse::<DateTime>().unwrap().to_zoned(zone()).unwrap().timestamp()
}

fn shown(at: Option<Timestamp>) -> String {
    at.map_or("never".to_owned(), |at| at.to_zoned(zone()).strftime("%a %Y-%m-%d %H:%M").to_string())
}

#[test]
fn a_business_day_later_is_the_same_clock_time_on_the_next_working_day() {
    for (start, days, end) in [
        ("2026-11-18T10:00", 1, "Thu 2026-11-19 10:00"),
        ("2026-11-18T10:00", 2, "Fri 2026-11-20 10:00"),
        ("2026-11-20T10:00", 1, "Mon 2026-11-23 10:00"),
        ("2026-11-20T18:30", 1, "Mon 2026-11-23 17:00"),
        ("2026-11-20T06:00", 1, "Mon 2026-11-23 09:00"),
        ("2026-11-21T12:00", 1, "Mon 2026-11-23 12:00"),
        ("2026-11-21T12:00", 0, "Mon 2026-11-23 09:00"),
        ("2026-11-18T20:00", 0, "Wed 2026-11-18 17:00"),
        ("2026-11-23T10:00", -1, "Fri 2026-11-20 10:00"),
        ("2026-11-22T10:00", -2, "Thu 2026-11-19 10:00"),
        ("2026-11-18T10:00", 10, "Wed 2026-12-02 10:00"),
        // over the change of the clocks
        ("2026-03-27T10:00", 1, "Mon 2026-03-30 10:00"),
        ("2026-10-23T16:30", 1, "Mon 2026-10-26 16:30"),
    ] {
        assert_eq!(shown(calendar().add_business_days(at(start), days)), end, "{start} + {days}");
    }
}

#[test]
fn a_business_hour_is_sixty_open_minutes() {
    for (start, minutes, end) in [
        ("2026-11-18T10:00", 60, "Wed 2026-11-18 11:00"),
        ("2026-11-18T16:30", 60, "Thu 2026-11-19 09:30"),
        ("2026-11-18T09:00", 8 * 60, "Wed 2026-11-18 17:00"),
        ("2026-11-18T09:00", 8 * 60 + 1, "Thu 2026-11-19 09:01"),
        ("2026-11-20T16:00", 4 * 60, "Mon 2026-11-23 12:00"),
        ("2026-11-21T12:00", 60, "Mon 2026-11-23 10:00"),
        ("2026-11-18T20:00", 0, "Thu 2026-11-19 09:00"),
        ("2026-11-18T17:00", 0, "Wed 2026-11-18 17:00"),
        ("2026-11-19T10:00", -4 * 60, "Wed 2026-11-18 14:00"),
        ("2026-11-23T09:00", -60, "Fri 2026-11-20 16:00"),
        ("2026-11-22T12:00", -8 * 60, "Fri 2026-11-20 09:00"),
    ] {
        let by = SignedDuration::from_mins(minutes);
        assert_eq!(shown(calendar().add_business_time(at(start), by)), end, "{start} + {minutes} min");
    }
}

#[test]
fn a_date_means_its_close_as_a_deadline_and_its_opening_as_a_start() {
    for (day, close, opening) in [
        (date(2026, 11, 18), "Wed 2026-11-18 17:00", "Wed 2026-11-18 09:00"),
        (date(2026, 11, 21), "Fri 2026-11-20 17:00", "Mon 2026-11-23 09:00"),
    ] {
        assert_eq!(shown(calendar().close_of(day)), close);
        assert_eq!(shown(calendar().opening_of(day)), opening);
    }
}

#[test]
fn holidays_are_closed() {
    let hours = || vec![Hours::NINE_TO_SEVENTEEN];
    let weekly = Weekly([hours(), hours(), hours(), hours(), hours(), vec![], vec![]]);
    let calendar = Calendar::new(zone(), weekly, [date(2026, 12, 8)]).unwrap();
    assert_eq!(shown(calendar.add_business_days(at("2026-12-07T11:00"), 1)), "Wed 2026-12-09 11:00");
    assert_eq!(
        shown(calendar.add_business_time(at("2026-12-07T16:00"), SignedDuration::from_hours(2))),
        "Wed 2026-12-09 10:00"
    );
    assert!(!calendar.is_working_day(date(2026, 12, 8)));
}

#[test]
fn a_break_is_closed_and_a_night_shift_ends_at_midnight() {
    let day = |from: i8, to: i8| Hours::new(Time::constant(from, 0, 0, 0), Time::constant(to, 0, 0, 0)).unwrap();
    let mut week: [Vec<Hours>; 7] = std::array::from_fn(|_| vec![day(9, 12), day(13, 17)]);
    week[6] = vec![day(16, 0)];
    let calendar = Calendar::new(zone(), Weekly(week), []).unwrap();
    let hours = |n| SignedDuration::from_hours(n);
    assert_eq!(shown(calendar.add_business_time(at("2026-11-18T11:00"), hours(2))), "Wed 2026-11-18 14:00");
    assert_eq!(shown(calendar.add_business_days(at("2026-11-18T12:30"), 1)), "Thu 2026-11-19 13:00");
    assert_eq!(shown(calendar.add_business_time(at("2026-11-22T20:00"), hours(5))), "Mon 2026-11-23 10:00");
    assert_eq!(shown(calendar.close_of(date(2026, 11, 22))), "Mon 2026-11-23 00:00");
    let open = calendar.business_time_between(at("2026-11-18T08:00"), at("2026-11-18T20:00"));
    assert_eq!(open, Some(hours(7)));
}

#[test]
fn open_time_between_leaves_out_nights_and_weekends() {
    for (from, to, minutes) in [
        ("2026-11-18T10:00", "2026-11-18T10:30", 30),
        ("2026-11-18T16:00", "2026-11-19T10:00", 120),
        ("2026-11-20T17:00", "2026-11-23T09:00", 0),
        ("2026-11-20T16:00", "2026-11-23T10:00", 120),
        ("2026-11-19T10:00", "2026-11-18T16:00", -120),
    ] {
        let between = calendar().business_time_between(at(from), at(to));
        assert_eq!(between, Some(SignedDuration::from_mins(minutes)), "{from} to {to}");
    }
}

#[test]
fn a_date_that_a_zone_skips_is_no_working_day() {
    let apia = TimeZone::get("Pacific/Apia").unwrap();
    let calendar = Calendar::weekdays_9_to_17(apia);
    assert!(!calendar.is_working_day(date(2011, 12, 30)));
    let next = calendar.add_business_days_to_date(date(2011, 12, 29), 1);
    assert_eq!(next, Some(date(2012, 1, 2)));
}

#[test]
fn what_is_too_far_away_is_never() {
    assert_eq!(calendar().add_business_days(at("2026-11-18T10:00"), i64::MAX), None);
    assert_eq!(calendar().add_business_time(at("2026-11-18T10:00"), SignedDuration::MAX), None);
    assert_eq!(calendar().add_business_time(at("2026-11-18T10:00"), SignedDuration::MIN), None);
    assert_eq!(calendar().business_time_between(Timestamp::MIN, Timestamp::MAX), None);
    assert_eq!(
        calendar().close_of(Date::MIN.tomorrow().unwrap()).is_some(),
        Date::MIN.weekday().to_monday_zero_offset() < 5
    );
}

#[test]
fn what_is_no_calendar_is_refused() {
    assert_eq!(Calendar::new(zone(), Weekly::default(), []), Err(CalendarError::NeverOpen));
    assert_eq!(Hours::try_from((600, 600)), Err(CalendarError::Backwards));
    assert_eq!(Hours::try_from((600, 1441)), Err(CalendarError::Backwards));
    let hours = |from, to| Hours::try_from((from, to)).unwrap();
    let mut week = Weekly::default();
    week.0[2] = vec![hours(540, 720), hours(700, 900)];
    assert_eq!(Calendar::new(zone(), week, []), Err(CalendarError::Overlap(jiff::civil::Weekday::Wednesday)));
}

#[test]
fn feel_counts_business_days_first_and_then_open_minutes() {
    for (start, days, minutes, end) in [
        ("2026-11-18T10:00", 2, 0, "Fri 2026-11-20 10:00"),
        ("2026-11-18T10:00", 0, 120, "Wed 2026-11-18 12:00"),
        ("2026-11-19T16:00", 1, 120, "Mon 2026-11-23 10:00"),
        ("2026-11-23T09:30", 0, -60, "Fri 2026-11-20 16:30"),
        ("2026-11-21T10:00", 0, 0, "Mon 2026-11-23 09:00"),
    ] {
        let there = calendar().add(at(start), BusinessDuration { days, minutes });
        assert_eq!(shown(there), end, "{start} + {days} days {minutes} minutes");
    }
    assert_eq!(calendar().add(at("2026-11-18T10:00"), BusinessDuration { days: 0, minutes: i64::MAX }), None);
}

#[test]
fn a_working_day_is_as_long_as_the_longest_of_the_week() {
    assert_eq!(calendar().working_day_length(), SignedDuration::from_hours(8));
    let hours = |from: i8, to: i8| Hours::new(Time::constant(from, 0, 0, 0), Time::constant(to, 0, 0, 0)).unwrap();
    let mut weekly = Weekly::default();
    weekly.0[0] = vec![hours(9, 12), hours(13, 19)];
    weekly.0[4] = vec![hours(9, 12)];
    assert_eq!(Calendar::new(zone(), weekly, []).unwrap().working_day_length(), SignedDuration::from_hours(9));
}
