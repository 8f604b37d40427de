//! Guessing is slowed: after a few wrong passwords the next attempt is taken only after a wait that doubles.
//!
//! What counts is the pair of account and address (others are not locked out of their account), the address over all
//! accounts, and, gently, the account over all addresses. A right password forgets the pair. What is remembered is bounded:
//! when it is full, what waits no longer is forgotten first.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use crate::limits::GUESSERS_MAX;

/// What is counted, how many attempts are free, and the longest wait.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Pair(String, IpAddr),
    Address(IpAddr),
    Account(String),
}

impl Key {
    fn free(&self) -> u32 {
        match self {
            Self::Pair(..) => 5,
            Self::Address(_) => 50,
            Self::Account(_) => 100,
        }
    }

    fn longest(&self) -> Duration {
        match self {
            Self::Pair(..) => Duration::from_mins(15),
            Self::Address(_) => Duration::from_mins(5),
            Self::Account(_) => Duration::from_secs(5),
        }
    }
}

struct Count {
    wrong: u32,
    until: Instant,
}

/// Wrong attempts, as far as they are remembered.
#[derive(Default)]
pub struct Guesses {
    counts: Mutex<HashMap<Key, Count>>,
}

impl Guesses {
    /// Whether an attempt is taken now; else after how long.
    pub fn may_try(&self, account: &str, address: IpAddr, now: Instant) -> Result<(), Duration> {
        let counts = self.counts.lock();
        let waits =
            keys(account, address).into_iter().filter_map(|key| counts.get(&key)?.until.checked_duration_since(now));
        match waits.max().filter(|wait| !wait.is_zero()) {
            Some(wait) => Err(wait),
            None => Ok(()),
        }
    }

    /// Counts a wrong attempt.
    pub fn wrong(&self, account: &str, address: IpAddr, now: Instant) {
        let mut counts = self.counts.lock();
        for key in keys(account, address) {
            make_room(&mut counts, now);
            let (free, longest) = (key.free(), key.longest());
            let count = counts.entry(key).or_insert(Count { wrong: 0, until: now });
            count.wrong = count.wrong.saturating_add(1);
            if count.wrong >= free {
                let wait = Duration::from_secs(1 << (count.wrong - free).min(16));
                count.until = now + wait.min(longest);
            }
        }
    }

    /// Forgets the wrong attempts of an account from an address.
    pub fn right(&self, account: &str, address: IpAddr) {
        self.counts.lock().remove(&Key::Pair(account_key(account), address));
    }
}

fn keys(account: &str, address: IpAddr) -> [Key; 3] {
    let account = account_key(account);
    [Key::Pair(account.clone(), address), Key::Address(address), Key::Account(account)]
}

/// An account's name can be long: what counts is its beginning.
fn account_key(account: &str) -> String {
    account.trim().trim_start_matches('@').chars().take(100).collect::<String>().to_lowercase()
}

fn make_room(counts: &mut HashMap<Key, Count>, now: Instant) {
    if counts.len() < GUESSERS_MAX {
        return;
    }
    counts.retain(|_, count| count.until > now);
    if counts.len() >= GUESSERS_MAX {
        counts.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;
    use std::time::{Duration, Instant};

    use super::Guesses;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 1));
    const THERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 2));

    #[test]
    fn the_wait_doubles_and_others_are_not_locked_out() {
        let guesses = Guesses::default();
        let now = Instant::now();
        for _ in 0..4 {
            guesses.wrong("ana", HERE, now);
        }
        assert_eq!(guesses.may_try("ana", HERE, now), Ok(()));
        guesses.wrong("@Ana", HERE, now);
        assert_eq!(guesses.may_try("ana", HERE, now), Err(Duration::from_secs(1)));
        guesses.wrong("ana", HERE, now);
        assert_eq!(guesses.may_try("ana", HERE, now), Err(Duration::from_secs(2)));
        assert_eq!(guesses.may_try("ana", THERE, now), Ok(()));
        assert_eq!(guesses.may_try("ben", HERE, now), Ok(()));
        assert_eq!(guesses.may_try("ana", HERE, now + Duration::from_secs(3)), Ok(()));
        guesses.right("ana", HERE);
        assert_eq!(guesses.may_try("ana", HERE, now), Ok(()));
    }

    #[test]
    fn ten_thousand_attempts_are_slowed_and_bounded() {
        let guesses = Guesses::default();
        let now = Instant::now();
        for n in 0..10_000 {
            guesses.wrong(&format!("person{n}"), HERE, now);
        }
        assert!(guesses.may_try("anybody", HERE, now).is_err());
        assert!(guesses.counts.lock().len() <= super::GUESSERS_MAX + 3);
        assert_eq!(guesses.may_try("anybody", THERE, now), Ok(()));
    }
}
