//! What is over must cost nothing: W2 where very many runs are finished, and where none is, in turns.
//!
//! Both servers are of this machine, and while one has its turn the other has nothing to do. Who goes first changes from round to
//! round, and a ratio is made of two turns of one round: the machine's mood weighs on both.

use std::path::Path;

use anyhow::bail;

use crate::drive::{Act, Until, all, measured};
use crate::options::{Options, Workload};
use crate::place::Place;
use crate::report::{Beside, Report};
use crate::world::Pair;

/// How many rounds of two turns there are.
const ROUNDS: usize = 5;

/// Finishes so many runs in a place, then compares it with an empty one. The report is of the middle turn of the grown one.
pub(crate) async fn compared(
    baton: &Path,
    place: &Place,
    options: &Options,
    pairs: Vec<Pair>,
) -> anyhow::Result<Report> {
    if place.server()?.is_none() {
        bail!(
            "growing compares with an empty server on this machine: name a server that runs on it, or leave --url out"
        );
    }
    let mut grown = all(pairs, Act::StraightThrough, Until::Count(options.runs)).await?.pairs;
    let new = Options { workload: Workload::HumanApproval, url: None, ..options.clone() };
    let mut beside = Place::open(baton, &new).await?;
    let mut empty = beside.people(options.clients).await?;
    let mut rounds = Vec::with_capacity(ROUNDS);
    for round in 0..ROUNDS {
        let (of_grown, of_empty);
        if round % 2 == 0 {
            (of_empty, empty) = measured(&beside, options, empty, Act::HumanApproval).await?;
            (of_grown, grown) = measured(place, options, grown, Act::HumanApproval).await?;
        } else {
            (of_grown, grown) = measured(place, options, grown, Act::HumanApproval).await?;
            (of_empty, empty) = measured(&beside, options, empty, Act::HumanApproval).await?;
        }
        rounds.push((of_grown, of_empty));
    }
    let beside = Beside::of(&rounds);
    rounds.sort_by(|(one, _), (other, _)| one.instances_a_second.total_cmp(&other.instances_a_second));
    let (mut report, _) = rounds.swap_remove(ROUNDS / 2);
    report.beside_empty = beside;
    Ok(report)
}
