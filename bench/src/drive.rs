//! Runs a workload: a server, people in it, a warm-up, the measured time, the figures.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::growing;
use crate::latency::Latencies;
use crate::options::{Options, Workload};
use crate::place::Place;
use crate::process;
use crate::report::{Report, Usage};
use crate::workload::{human_approval, inbox, straight_through, timers, waiting};
use crate::world::Pair;

/// What one client does again and again.
#[derive(Clone, Copy)]
pub(crate) enum Act {
    StraightThrough,
    HumanApproval,
    Wait,
    Look,
}

impl Act {
    async fn once(self, pair: &mut Pair) -> anyhow::Result<()> {
        match self {
            Self::StraightThrough => straight_through::once(pair).await,
            Self::HumanApproval => human_approval::once(pair).await,
            Self::Wait => waiting::once(pair).await,
            Self::Look => inbox::once(pair).await,
        }
    }
}

/// When a client stops.
#[derive(Clone, Copy)]
pub(crate) enum Until {
    Moment(Instant),
    Count(usize),
}

/// Runs the workload that the options name.
pub async fn drive(baton: &Path, options: &Options) -> anyhow::Result<Report> {
    let mut place = Place::open(baton, options).await?;
    let pairs = place.people(options.clients).await?;
    match options.workload {
        Workload::StraightThrough => Ok(measured(&place, options, pairs, Act::StraightThrough).await?.0),
        Workload::HumanApproval => Ok(measured(&place, options, pairs, Act::HumanApproval).await?.0),
        Workload::Waiting => with_waiting(place, options, pairs).await,
        Workload::Inbox => with_inbox(&mut place, options, pairs).await,
        Workload::Timers => with_timers(place, options, pairs).await,
        Workload::Growing => growing::compared(baton, &place, options, pairs).await,
    }
}

/// A warm-up of a tenth of the time, then the time itself.
pub(crate) async fn measured(
    place: &Place,
    options: &Options,
    pairs: Vec<Pair>,
    act: Act,
) -> anyhow::Result<(Report, Vec<Pair>)> {
    let warm = all(pairs, act, Until::Moment(Instant::now() + options.time / 10)).await?;
    let pairs = warm.pairs.into_iter().map(fresh).collect();
    let before = Moment::now(place)?;
    let done = all(pairs, act, Until::Moment(Instant::now() + options.time)).await?;
    let report = before.report(place, options, done.instances)?.with_calls(merged(&done.pairs));
    Ok((report, done.pairs))
}

/// W3: many runs, then a kill and a start.
async fn with_waiting(mut place: Place, options: &Options, pairs: Vec<Pair>) -> anyhow::Result<Report> {
    let empty = place.usage()?;
    let before = Moment::now(&place)?;
    let done = all(pairs, Act::Wait, Until::Count(options.runs)).await?;
    let mut report = before.report(&place, options, done.instances)?.with_calls(merged(&done.pairs));
    let busy = place.usage()?;
    if let Some(served) = &mut place.served {
        let began = Instant::now();
        served.restart().await?;
        let host = served.host.clone();
        let mut pair = done.pairs.into_iter().next().context("there is at least one client")?;
        pair.requester = pair.requester.again_at(&host).await?;
        inbox::once(&mut pair).await?;
        report.first_answer_ms = Some(began.elapsed().as_secs_f64() * 1000.0);
        report.memory_after_restart = place.usage()?.map(|usage| usage.memory);
    }
    report.per_waiting_run((empty.as_ref(), busy.as_ref()), place.at_rest().await?);
    Ok(report)
}

/// W4: many open tasks belong to a few people who look at them, while others work.
async fn with_inbox(place: &mut Place, options: &Options, pairs: Vec<Pair>) -> anyhow::Result<Report> {
    let lookers = place.people(options.clients.clamp(1, 8)).await?;
    let lookers = all(lookers, Act::Wait, Until::Count(options.runs)).await?.pairs;
    let until = Until::Moment(Instant::now() + options.time);
    let before = Moment::now(place)?;
    let lookers = lookers.into_iter().map(fresh).collect();
    let (looked, worked) = tokio::join!(all(lookers, Act::Look, until), all(pairs, Act::HumanApproval, until));
    let (looked, worked) = (looked?, worked?);
    let report = before.report(place, options, worked.instances)?;
    let everybody: Vec<Pair> = looked.pairs.into_iter().chain(worked.pairs).collect();
    Ok(report.with_calls(merged(&everybody)))
}

/// W5: many timers fall due at once, while others work.
async fn with_timers(mut place: Place, options: &Options, pairs: Vec<Pair>) -> anyhow::Result<Report> {
    let owners = place.people(8).await?;
    let mut owners = all(owners, Act::Wait, Until::Count(options.runs)).await?.pairs;
    let before = Moment::now(&place)?;
    let until = Until::Moment(Instant::now() + options.time);
    let mut administrator = place.administrator.again_at(&place.host).await?;
    let due = async {
        let began = Instant::now();
        timers::fall_due(&mut administrator).await?;
        anyhow::Ok(began.elapsed())
    };
    let (fired, worked) = tokio::join!(due, all(pairs, Act::HumanApproval, until));
    let worked = worked?;
    let mut report = before.report(&place, options, worked.instances)?.with_calls(merged(&worked.pairs));
    report.all_fired_ms = Some(fired?.as_secs_f64() * 1000.0);
    report.fired = Some(timers::fired(&mut owners, options.runs).await?);
    Ok(report)
}

/// What all clients did together.
pub(crate) struct Done {
    pub(crate) instances: u64,
    pub(crate) pairs: Vec<Pair>,
}

pub(crate) async fn all(pairs: Vec<Pair>, act: Act, until: Until) -> anyhow::Result<Done> {
    let clients = pairs.len().max(1);
    let mut tasks = Vec::with_capacity(clients);
    for (n, pair) in pairs.into_iter().enumerate() {
        let until = match until {
            Until::Count(count) => Until::Count(count / clients + usize::from(n < count % clients)),
            moment @ Until::Moment(_) => moment,
        };
        tasks.push(tokio::spawn(one(pair, act, until)));
    }
    let mut done = Done { instances: 0, pairs: Vec::with_capacity(clients) };
    for task in tasks {
        let (pair, instances) = task.await??;
        done.instances += instances;
        done.pairs.push(pair);
    }
    Ok(done)
}

async fn one(mut pair: Pair, act: Act, until: Until) -> anyhow::Result<(Pair, u64)> {
    let mut instances = 0;
    loop {
        let over = match until {
            Until::Moment(moment) => Instant::now() >= moment,
            Until::Count(count) => instances >= count as u64,
        };
        if over {
            return Ok((pair, instances));
        }
        act.once(&mut pair).await?;
        instances += 1;
    }
}

fn fresh(mut pair: Pair) -> Pair {
    pair.requester.times = Latencies::default();
    pair.approver.times = Latencies::default();
    pair
}

fn merged(pairs: &[Pair]) -> Vec<crate::latency::CallFigures> {
    let mut times = Latencies::default();
    for pair in pairs {
        times.add(&pair.requester.times);
        times.add(&pair.approver.times);
    }
    times.figures()
}

/// Where the counters stood when the measured time began.
struct Moment {
    at: Instant,
    server: Option<Usage>,
    own_cpu_ms: f64,
}

impl Moment {
    fn now(place: &Place) -> anyhow::Result<Self> {
        let own_cpu_ms = process::cpu_ms(std::process::id())?;
        Ok(Self { server: place.usage()?, own_cpu_ms, at: Instant::now() })
    }

    fn report(self, place: &Place, options: &Options, instances: u64) -> anyhow::Result<Report> {
        let took: Duration = self.at.elapsed();
        let now = place.usage()?;
        let own_cpu_ms = process::cpu_ms(std::process::id())? - self.own_cpu_ms;
        let server = now.zip(self.server).map(|(now, before)| {
            let cpu_ms = now.cpu_ms - before.cpu_ms;
            (now, cpu_ms)
        });
        Ok(Report::new(options, took, instances, own_cpu_ms, server))
    }
}
