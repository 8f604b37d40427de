//! How often strangers may ask: each address, and each workflow over all addresses, has so many turns, which come back with
//! time. Looking at a form and filling it in is cheap and frequent, sending it begins a run and is rare.
//!
//! Of an IPv6 address the network (/64) counts, since one machine has all of it. What is remembered is bounded: when it is
//! full, whoever has all turns again is forgotten first, then who used the fewest. Nothing of it is written anywhere.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use crate::auth::guess::network;
use crate::limits::STRANGERS_MAX;

/// What a stranger does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Looks at a form, or asks what follows from what is filled in.
    Look,
    /// Sends it.
    Send,
}

/// Whose turns are counted.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Whose {
    Address(IpAddr),
    Workflow(String),
}

/// How many turns there are at once, and how long one takes to come back.
struct Turns {
    most: u32,
    back_after: Duration,
}

const fn turns(deed: Deed, whose: &Whose) -> Turns {
    match (deed, whose) {
        (Deed::Look, Whose::Address(_)) => Turns { most: 240, back_after: Duration::from_millis(500) },
        (Deed::Look, Whose::Workflow(_)) => Turns { most: 3000, back_after: Duration::from_millis(20) },
        (Deed::Send, Whose::Address(_)) => Turns { most: 20, back_after: Duration::from_secs(15) },
        (Deed::Send, Whose::Workflow(_)) => Turns { most: 300, back_after: Duration::from_secs(1) },
    }
}

/// The turns that were used and did not come back yet.
#[derive(Default)]
pub struct Pace {
    used: Mutex<HashMap<(Deed, Whose), Used>>,
}

/// All turns used so far are back at this moment.
#[derive(Clone, Copy)]
struct Used {
    all_back: Instant,
}

impl Pace {
    /// Takes a turn of the address and of the workflow; else says after how long to come again, and takes none.
    pub fn take(&self, deed: Deed, workflow: &str, address: IpAddr, now: Instant) -> Result<(), Duration> {
        let whose = [Whose::Address(network(address)), Whose::Workflow(workflow.chars().take(100).collect())];
        let mut used = self.used.lock();
        let waits = whose.iter().map(|whose| {
            let Turns { most, back_after } = turns(deed, whose);
            let owed = used
                .get(&(deed, whose.clone()))
                .map_or(Duration::ZERO, |used| used.all_back.saturating_duration_since(now));
            (owed + back_after).saturating_sub(back_after * most)
        });
        if let Some(wait) = waits.max().filter(|wait| !wait.is_zero()) {
            return Err(wait);
        }
        for whose in whose {
            make_room(&mut used, now);
            let back_after = turns(deed, &whose).back_after;
            let used = used.entry((deed, whose)).or_insert(Used { all_back: now });
            used.all_back = used.all_back.max(now) + back_after;
        }
        Ok(())
    }
}

fn make_room(used: &mut HashMap<(Deed, Whose), Used>, now: Instant) {
    if used.len() < STRANGERS_MAX {
        return;
    }
    used.retain(|_, used| used.all_back > now);
    if used.len() < STRANGERS_MAX {
        return;
    }
    // A tenth at a time, so that the search is seldom.
    let mut back: Vec<Instant> = used.values().map(|used| used.all_back).collect();
    back.sort_unstable();
    let soon = back[back.len() / 10];
    used.retain(|_, used| used.all_back > soon);
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};
    use std::time::{Duration, Instant};

    use super::{Deed, Pace};
    use crate::limits::STRANGERS_MAX;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 1));
    const THERE: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 2));

    #[test]
    fn one_address_sends_twenty_and_then_one_every_quarter_of_a_minute() {
        let (pace, now) = (Pace::default(), Instant::now());
        let sent = (0..100).filter(|_| pace.take(Deed::Send, "leak", HERE, now).is_ok()).count();
        assert_eq!(sent, 20);
        assert_eq!(pace.take(Deed::Send, "leak", HERE, now), Err(Duration::from_secs(15)));
        assert_eq!(pace.take(Deed::Send, "leak", THERE, now), Ok(()), "others are not in its way");
        assert_eq!(pace.take(Deed::Look, "leak", HERE, now), Ok(()), "looking is counted apart");
        let later = now + Duration::from_secs(15);
        assert_eq!(pace.take(Deed::Send, "leak", HERE, later), Ok(()));
        assert_eq!(pace.take(Deed::Send, "leak", HERE, later), Err(Duration::from_secs(15)));
    }

    #[test]
    fn many_addresses_together_are_slowed_for_one_workflow_alone() {
        let (pace, now) = (Pace::default(), Instant::now());
        let address = |n: u32| IpAddr::V4((0x0a00_0000 + n).into());
        let sent = (0..1000).filter(|n| pace.take(Deed::Send, "leak", address(*n), now).is_ok()).count();
        assert_eq!(sent, 300);
        assert_eq!(pace.take(Deed::Send, "other", HERE, now), Ok(()));
    }

    #[test]
    fn a_turn_that_is_refused_costs_nothing() {
        let (pace, now) = (Pace::default(), Instant::now());
        while pace.take(Deed::Send, "leak", HERE, now).is_ok() {}
        for n in 0..1000 {
            assert_eq!(pace.take(Deed::Send, "leak", HERE, now), Err(Duration::from_secs(15)), "{n}");
        }
        assert_eq!(pace.take(Deed::Send, "other", THERE, now), Ok(()), "nor its workflow");
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let (pace, now) = (Pace::default(), Instant::now());
        while pace.take(Deed::Send, "leak", HERE, now).is_ok() {}
        for n in 0..20_000_u32 {
            let _ = pace.take(Deed::Look, &format!("w{n}"), IpAddr::V4((0x0a00_0000 + n).into()), now);
        }
        assert!(pace.used.lock().len() <= STRANGERS_MAX + 1);
        assert!(pace.take(Deed::Send, "leak", HERE, now).is_err(), "not reset by the flood");
    }
}
