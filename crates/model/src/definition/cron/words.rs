//! Five fields of CRON as people say them: `0 9 * * 1-5` is "every weekday at 09:00".
//!
//! Only what is as plain in words as in numbers is said; of all else there are no words. What is said alike comes at the same times.

use baton_feel::civil::{MONTHS, WEEKDAYS};

use super::{Cron, Set};

/// More times of a day, days or months than these are not listed.
const LISTED_MAX: usize = 4;

impl Cron {
    /// When it comes, in words that can follow others; none where words do not say it plainly.
    pub fn in_words(&self) -> Option<String> {
        let days = self.days_in_words()?;
        if let Some(times) = self.listed_times() {
            return Some(format!("{days} at {}", list(&times)));
        }
        let often = self.often()?;
        Some(if days == "every day" { often } else { format!("{days}, {often}") })
    }

    /// The times of a day, where they are few.
    fn listed_times(&self) -> Option<Vec<String>> {
        let (hours, minutes) = (self.hours.all(), self.minutes.all());
        let is_short = hours.len() * minutes.len() <= LISTED_MAX;
        let of_hour = |hour: i8| minutes.iter().map(move |minute| clock(hour, *minute));
        is_short.then(|| hours.iter().flat_map(|hour| of_hour(*hour)).collect())
    }

    /// What comes again and again: within each hour, or within hours that follow one another.
    fn often(&self) -> Option<String> {
        let (hours, minutes) = (self.hours.all(), self.minutes.all());
        let (first, last) = (*hours.first()?, *hours.last()?);
        let is_all_day = hours.len() == 24;
        let follow = hours.len() > 1 && hours.len() == usize::from((last - first).unsigned_abs()) + 1;
        let (from, to) = (*minutes.first()?, *minutes.last()?);
        let span = format!("from {} to {}", clock(first, from), clock(last, to));
        match (minutes.as_slice(), is_all_day) {
            ([0], true) => Some("every hour".to_owned()),
            ([minute], true) => Some(format!("every hour at {minute} past")),
            ([_], false) if follow => Some(format!("every hour {span}")),
            (_, true) => Some(every(&minutes)?),
            (_, false) if follow => Some(format!("{} {span}", every(&minutes)?)),
            _ => None,
        }
    }

    fn days_in_words(&self) -> Option<String> {
        let months = self.months.all();
        let named: Vec<String> = months.iter().map(|month| MONTHS[*month as usize - 1].to_owned()).collect();
        let in_months = match named.len() {
            12 => String::new(),
            1..=LISTED_MAX => format!(" in {}", list(&named)),
            _ => return None,
        };
        match (self.days.any, self.weekdays.any) {
            (true, true) => Some(format!("every day{in_months}")),
            (true, false) => Some(format!("{}{in_months}", self.weekdays_in_words())),
            (false, true) => self.days_of_month(&named),
            // Either kind of day is enough: nobody would read that out of words.
            (false, false) => None,
        }
    }

    fn weekdays_in_words(&self) -> String {
        // 7 is Sunday as well as 0.
        let days: Vec<i8> = self.weekdays.all().into_iter().filter(|day| *day < 7).collect();
        match days.as_slice() {
            [0, 1, 2, 3, 4, 5, 6] => "every day".to_owned(),
            [1, 2, 3, 4, 5] => "every weekday".to_owned(),
            days => {
                // Weeks begin on Monday; CRON counts from Sunday.
                let (sunday, others): (Vec<i8>, Vec<i8>) = days.iter().partition(|day| **day == 0);
                let named = others.iter().chain(&sunday).map(|day| WEEKDAYS[(*day as usize + 6) % 7].to_owned());
                format!("every {}", list(&named.collect::<Vec<_>>()))
            }
        }
    }

    fn days_of_month(&self, months: &[String]) -> Option<String> {
        let days = self.days.all();
        if days.len() > LISTED_MAX {
            return None;
        }
        let of = if months.len() == 12 { "every month".to_owned() } else { list(months) };
        Some(format!("on the {} of {of}", list(&days.iter().map(|day| nth(*day)).collect::<Vec<_>>())))
    }
}

impl Set {
    fn all(self) -> Vec<i8> {
        self.numbers().collect()
    }
}

/// Minutes that are equally far from one another around the whole hour, from its beginning.
fn every(minutes: &[i8]) -> Option<String> {
    let step = 60 / i8::try_from(minutes.len()).ok()?;
    let is_even = minutes.iter().zip(0..).all(|(minute, nth)| *minute == nth * step);
    match step {
        _ if !is_even || minutes.len() * step as usize != 60 => None,
        1 => Some("every minute".to_owned()),
        _ => Some(format!("every {step} minutes")),
    }
}

fn clock(hour: i8, minute: i8) -> String {
    format!("{hour:02}:{minute:02}")
}

fn nth(day: i8) -> String {
    let ending = match (day / 10, day % 10) {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{day}{ending}")
}

fn list(named: &[String]) -> String {
    match named {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::ToSpan;
    use jiff::civil::Date;

    use super::*;

    #[test]
    fn plain_times_are_said_in_words() {
        for (text, said) in [
            ("0 9 * * 1-5", Some("every weekday at 09:00")),
            ("0 9 * * mon-fri", Some("every weekday at 09:00")),
            ("30 7 * * *", Some("every day at 07:30")),
            ("0 8,12,17 * * *", Some("every day at 08:00, 12:00 and 17:00")),
            ("0 6 * * 7", Some("every Sunday at 06:00")),
            ("0 6 * * 0,6", Some("every Saturday and Sunday at 06:00")),
            ("0 2 1 * *", Some("on the 1st of every month at 02:00")),
            ("0 2 2,13,23 * *", Some("on the 2nd, 13th and 23rd of every month at 02:00")),
            ("5 0 1 jan *", Some("on the 1st of January at 00:05")),
            ("0 9 * jan,jul 1", Some("every Monday in January and July at 09:00")),
            ("*/15 * * * *", Some("every 15 minutes")),
            ("* * * * *", Some("every minute")),
            ("0 * * * *", Some("every hour")),
            ("20 * * * *", Some("every hour at 20 past")),
            ("0 9-17 * * 1-5", Some("every weekday, every hour from 09:00 to 17:00")),
            ("*/15 9-17 * * *", Some("every 15 minutes from 09:00 to 17:45")),
            // Either day is enough, uneven minutes, hours that do not follow one another, many days.
            ("0 0 13 * 5", None),
            ("*/7 * * * *", None),
            ("*/15 */5 * * *", None),
            ("0 0 1-20 * *", None),
            ("0 0 * 1-6 *", None),
        ] {
            assert_eq!(Cron::parse(text).unwrap().in_words().as_deref(), said, "{text}");
        }
    }

    /// Every way to put these fields together.
    fn lines() -> impl Iterator<Item = String> {
        const MINUTES: [&str; 9] = ["0", "20", "*", "*/15", "*/7", "5,35", "0-2", "*/30", "15-45/15"];
        const HOURS: [&str; 8] = ["0", "9", "*", "9-17", "*/6", "8,12,17", "22-23", "0-23"];
        const DAYS: [&str; 6] = ["*", "1", "1,15", "*/1", "1-20", "13"];
        const MONTHS: [&str; 5] = ["*", "jan", "1-12", "1,7", "1-6"];
        const WEEKDAYS: [&str; 7] = ["*", "1-5", "0", "7", "0-6", "1,3", "sat"];
        MINUTES.iter().flat_map(|minute| {
            HOURS.iter().flat_map(move |hour| {
                DAYS.iter().flat_map(move |day| {
                    MONTHS.iter().flat_map(move |month| {
                        WEEKDAYS.iter().map(move |weekday| format!("{minute} {hour} {day} {month} {weekday}"))
                    })
                })
            })
        })
    }

    #[test]
    fn what_is_said_alike_comes_at_the_same_times() {
        // All that a time depends on: the hours and minutes, and for each day of a leap year whether it is one.
        let comes = |cron: &Cron| {
            let days = Date::constant(2028, 1, 1).series(1.day()).take(366);
            (cron.hours.all(), cron.minutes.all(), days.map(|day| cron.is_on(day)).collect::<Vec<_>>())
        };
        let mut known = BTreeMap::new();
        for line in lines() {
            let cron = Cron::parse(&line).unwrap();
            let Some(said) = cron.in_words() else { continue };
            let when = comes(&cron);
            let (first, expected) = known.entry(said.clone()).or_insert_with(|| (line.clone(), when.clone()));
            assert!(*expected == when, "{first} and {line} are both said as: {said}");
        }
        assert!(known.len() > 300, "only {} are said", known.len());
    }
}
