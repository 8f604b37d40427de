//! Runs a workload: a server, people in it, a warm-up, the measured time, the figures.

use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::Context;

use crate::client::Client;
use crate::latency::Latencies;
use crate::neighbour::Neighbour;
use crate::options::{Options, Workload};
use crate::process;
use crate::report::{Report, Usage};
use crate::served::Served;
use crate::workload::{human_approval, inbox, straight_through, timers, waiting};
use crate::world::{self, Pair};

/// For how long what is on disk stays as it is before it counts as being at rest.
const REST: Duration = Duration::from_secs(2);
/// How often it is waited for that.
const RESTS_MAX: u32 = 30;

/// What one client does again and again.
#[derive(Clone, Copy)]
enum Act {
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
enum Until {
    Moment(Instant),
    Count(usize),
}

/// Where it happens: on a server that was started here, or one that runs already and may be of this machine.
struct Place {
    served: Option<Served>,
    neighbour: Option<Neighbour>,
    administrator: Client,
    host: String,
    stamp: u64,
}

/// Runs the workload that the options name.
pub async fn drive(baton: &Path, options: &Options) -> anyhow::Result<Report> {
    let mut place = open(baton, options).await?;
    world::workflows(&mut place.administrator).await?;
    let pairs = place.people(options.clients).await?;
    match options.workload {
        Workload::StraightThrough => Ok(measured(&place, options, pairs, Act::StraightThrough).await?.0),
        Workload::HumanApproval => Ok(measured(&place, options, pairs, Act::HumanApproval).await?.0),
        Workload::Waiting => with_waiting(place, options, pairs).await,
        Workload::Inbox => with_inbox(&mut place, options, pairs).await,
        Workload::Timers => with_timers(place, options, pairs).await,
        Workload::Growing => growing(&place, options, pairs).await,
    }
}

async fn open(baton: &Path, options: &Options) -> anyhow::Result<Place> {
    let stamp = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let Some(url) = &options.url else {
        let served = Served::start(baton, options.workload == Workload::Timers).await?;
        let setup = served.setup.as_deref().context("a new workspace prints its one-time link")?;
        let administrator = world::administrator(&served.host, setup).await?;
        let host = served.host.clone();
        return Ok(Place { served: Some(served), neighbour: None, administrator, host, stamp });
    };
    let host = url.trim_end_matches('/').strip_prefix("http://").context("the address begins with http://")?;
    let person = match &options.person {
        Some(person) => person.clone(),
        None => world::example_administrator(host).await?,
    };
    let administrator = world::sign_in(host, &person, options.password.as_deref()).await?;
    Ok(Place { served: None, neighbour: Neighbour::at(host), administrator, host: host.to_owned(), stamp })
}

impl Place {
    async fn people(&mut self, count: usize) -> anyhow::Result<Vec<Pair>> {
        self.stamp += 1;
        world::pairs(&mut self.administrator, &self.host, count, self.stamp).await
    }

    /// The server's process and folder.
    fn server(&self) -> anyhow::Result<Option<(u32, &Path)>> {
        Ok(match (&self.served, &self.neighbour) {
            (Some(served), _) => Some((served.pid()?, served.folder())),
            (None, Some(neighbour)) => Some((neighbour.pid, &neighbour.folder)),
            (None, None) => None,
        })
    }

    fn usage(&self) -> anyhow::Result<Option<Usage>> {
        let Some((pid, folder)) = self.server()? else { return Ok(None) };
        let (memory, memory_highest) = process::memory(pid)?;
        let disk = process::folder_size(folder)?;
        Ok(Some(Usage { cpu_ms: process::cpu_ms(pid)?, memory, memory_highest, disk }))
    }
}

impl Place {
    /// What is on disk when the log was written back, which a server does once it was started or has nothing to do.
    async fn at_rest(&self) -> anyhow::Result<Option<u64>> {
        let Some((_, folder)) = self.server()? else { return Ok(None) };
        let mut size = process::folder_size(folder)?;
        for _ in 0..RESTS_MAX {
            tokio::time::sleep(REST).await;
            let before = std::mem::replace(&mut size, process::folder_size(folder)?);
            if size == before {
                return Ok(Some(size));
            }
        }
        // Others work on it.
        Ok(None)
    }
}

/// A warm-up of a tenth of the time, then the time itself.
async fn measured(place: &Place, options: &Options, pairs: Vec<Pair>, act: Act) -> anyhow::Result<(Report, Vec<Pair>)> {
    let warm = all(pairs, act, Until::Moment(Instant::now() + options.time / 10)).await?;
    let pairs = warm.pairs.into_iter().map(fresh).collect();
    let before = Moment::now(place)?;
    let done = all(pairs, act, Until::Moment(Instant::now() + options.time)).await?;
    let report = before.report(place, options, done.instances)?.with_calls(merged(&done.pairs));
    Ok((report, done.pairs))
}

/// W2, very many runs that are finished at once, and W2 again: what is over must cost nothing.
async fn growing(place: &Place, options: &Options, pairs: Vec<Pair>) -> anyhow::Result<Report> {
    let (empty, pairs) = measured(place, options, pairs, Act::HumanApproval).await?;
    let grown = all(pairs, Act::StraightThrough, Until::Count(options.runs)).await?;
    let (report, _) = measured(place, options, grown.pairs, Act::HumanApproval).await?;
    Ok(report.grown_from(&empty))
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
struct Done {
    instances: u64,
    pairs: Vec<Pair>,
}

async fn all(pairs: Vec<Pair>, act: Act, until: Until) -> anyhow::Result<Done> {
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
