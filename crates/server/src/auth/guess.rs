//! Guessing is slowed: after a few wrong passwords the next attempt is taken only after a wait that doubles.
//!
//! What counts is the pair of account and address (others are not locked out of their account), the address over all
//! accounts, and, gently, the account over all addresses. An attempt counts as wrong from the moment it is taken, so that
//! many sent at once are no more than as many in a row; a right password takes its own count back and forgets the pair. Of
//! an IPv6 address the network (/64) counts, since one machine has all of it. What is remembered is bounded: when it is
//! full, what waits no longer is forgotten first, then what was wrong least often.

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
    /// Takes an attempt, which counts as wrong until it proves right; else says after how long to come again.
    pub fn attempt(&self, account: &str, address: IpAddr, now: Instant) -> Result<(), Duration> {
        let mut counts = self.counts.lock();
        let keys = keys(account, address);
        let waits = keys.iter().filter_map(|key| counts.get(key)?.until.checked_duration_since(now));
        if let Some(wait) = waits.max().filter(|wait| !wait.is_zero()) {
            return Err(wait);
        }
        for key in keys {
            make_room(&mut counts, now);
            let (free, longest) = (key.free(), key.longest());
            let count = counts.entry(key).or_insert(Count { wrong: 0, until: now });
            count.wrong = count.wrong.saturating_add(1);
            if count.wrong >= free {
                let wait = Duration::from_secs(1 << (count.wrong - free).min(16));
                count.until = now + wait.min(longest);
            }
        }
        Ok(())
    }

    /// The attempt was right: forgets the wrong ones of the account from this address, and that this one was counted.
    pub fn right(&self, account: &str, address: IpAddr, now: Instant) {
        let mut counts = self.counts.lock();
        for key in keys(account, address) {
            let is_pair = matches!(key, Key::Pair(..));
            let Some(count) = counts.get_mut(&key) else { continue };
            count.wrong = count.wrong.saturating_sub(1);
            if count.wrong < key.free() {
                count.until = now;
            }
            if is_pair || count.wrong == 0 {
                counts.remove(&key);
            }
        }
    }
}

fn keys(account: &str, address: IpAddr) -> [Key; 3] {
    let account = account_key(account);
    let address = network(address);
    [Key::Pair(account.clone(), address), Key::Address(address), Key::Account(account)]
}

/// What counts of an address: one machine has a whole IPv6 network to itself.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() & (u128::MAX << 64)).into()),
        address @ IpAddr::V4(_) => address,
    }
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
    if counts.len() < GUESSERS_MAX {
        return;
    }
    // A tenth at a time, so that the search is seldom.
    let mut wrong: Vec<u32> = counts.values().map(|count| count.wrong).collect();
    wrong.sort_unstable();
    let few = wrong[wrong.len() / 10];
    let mut over = wrong.len() / 10 + 1;
    counts.retain(|_, count| {
        let goes = over > 0 && count.wrong <= few;
        over -= usize::from(goes);
        !goes
    });
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
            assert_eq!(guesses.attempt("ana", HERE, now), Ok(()));
        }
        assert_eq!(guesses.attempt("@Ana", HERE, now), Ok(()), "the fifth is free");
        assert_eq!(guesses.attempt("ana", HERE, now), Err(Duration::from_secs(1)));
        let later = now + Duration::from_secs(1);
        assert_eq!(guesses.attempt("ana", HERE, later), Ok(()));
        assert_eq!(guesses.attempt("ana", HERE, later), Err(Duration::from_secs(2)));
        assert_eq!(guesses.attempt("ana", THERE, later), Ok(()));
        assert_eq!(guesses.attempt("ben", HERE, later), Ok(()));
        guesses.right("ana", HERE, later);
        assert_eq!(guesses.attempt("ana", HERE, later), Ok(()));
    }

    #[test]
    fn a_thousand_at_once_are_five_guesses() {
        let guesses = Guesses::default();
        let now = Instant::now();
        let taken = (0..1000).filter(|_| guesses.attempt("ana", HERE, now).is_ok()).count();
        assert_eq!(taken, 5);
    }

    #[test]
    fn signing_in_rightly_is_never_slowed() {
        let guesses = Guesses::default();
        let now = Instant::now();
        for n in 0..500 {
            assert_eq!(guesses.attempt("ana", HERE, now), Ok(()), "{n}");
            guesses.right("ana", HERE, now);
        }
        assert!(guesses.counts.lock().is_empty());
    }

    #[test]
    fn an_ipv6_network_is_one_address() {
        let guesses = Guesses::default();
        let now = Instant::now();
        let address = |n: u128| IpAddr::V6(((0x2001_0db8_u128 << 96) | n).into());
        let taken = (0..1000).filter(|n| guesses.attempt(&format!("person{n}"), address(*n), now).is_ok()).count();
        assert_eq!(taken, 50);
    }

    #[test]
    fn ten_thousand_attempts_are_bounded_and_forget_nobody_who_waits_long() {
        let guesses = Guesses::default();
        let mut now = Instant::now();
        for _ in 0..12 {
            now += Duration::from_mins(20);
            assert_eq!(guesses.attempt("ana", HERE, now), Ok(()));
        }
        for n in 0..20_000_u32 {
            let from = IpAddr::V4(n.to_be().into());
            let _ = guesses.attempt(&format!("person{n}"), from, now);
        }
        assert!(guesses.counts.lock().len() <= super::GUESSERS_MAX + 3);
        assert!(guesses.attempt("ana", HERE, now).is_err(), "not reset by the flood");
        assert_eq!(guesses.attempt("anybody", THERE, now), Ok(()));
    }
}
