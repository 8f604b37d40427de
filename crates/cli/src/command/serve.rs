//! `baton serve`: opens the workspace, makes it where there is none, and serves it until it is told to stop.

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context, bail};
use baton_runtime::calls::Allowed;
use baton_runtime::clock::Clock;
use baton_runtime::config::Mail;
use baton_runtime::{Config, Founding, Handle, Place, Time, WorkspaceKind, example};
use baton_server::{Options, Origin, OriginRefused, Server};
use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

use crate::config::{Flags, Settings};
use crate::say::say;
use crate::{Outcome, unfinished, workspace};

/// Serve a workspace: the web app, the API, live events.
///
/// The first start makes the workspace. A real one prints a link, valid for a day, that makes its first administrator.
#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    flags: Flags,
    /// Make a new workspace with example people, workflows and history, to look around; on this machine only.
    #[arg(long, conflicts_with = "rehearsal")]
    example: bool,
    /// Make a new workspace for trying things out: its clock can be moved, its mails are kept.
    #[arg(long)]
    rehearsal: bool,
}

impl Serve {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let settings = Settings::read(&self.flags)?;
        log(&settings)?;
        let options = options(&settings)?;
        if self.example && !options.listen.ip().is_loopback() {
            // Said before anything is made, and before it is said how other workspaces get there.
            bail!(OriginRefused::ExampleOutside(options.listen));
        }
        let origin = Origin::decide(options.public_url.as_deref(), options.listen, options.insecure_http)?;
        let calls_allowed = Allowed::of(settings.text("calls.allow").unwrap_or_default());
        let config = Config { base: origin.base, mail: mail(&settings)?, calls_allowed };
        let folder = PathBuf::from(settings.text("data").unwrap_or_default());
        let mut place = workspace::open(&folder)?;
        if unfinished::is_unfinished(&folder) {
            // Opened first: whoever is making it has it open, and this start is refused.
            drop(place);
            unfinished::clear(&folder)?;
            place = workspace::open(&folder)?;
        }
        let place = self.found(place, &folder, &settings, &config)?;
        let handle = Handle::open(place, Clock::machine(), config, Time::Passes)?;
        let threads = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let served = threads.block_on(serve(handle.clone(), options));
        handle.stop();
        served.map(|()| Outcome::Fine)
    }

    /// Makes the workspace, where there is none.
    fn found(
        &self,
        place: Place,
        folder: &std::path::Path,
        settings: &Settings,
        config: &Config,
    ) -> anyhow::Result<Place> {
        if place.store.reader()?.workspace()?.is_some() {
            return self.as_founded(place);
        }
        let zone = zone(settings)?;
        if self.example {
            say("Making the example workspace: its people, workflows and the last 60 days…\n")?;
            unfinished::begin(folder)?;
            example::make(place, config.clone(), &zone, Timestamp::now())?;
            unfinished::end(folder)?;
            return workspace::open(folder);
        }
        let kind = if self.rehearsal { WorkspaceKind::Rehearsal } else { WorkspaceKind::Real };
        let name = settings.text("name").unwrap_or("Baton").to_owned();
        let zone = zone.iana_name().unwrap_or("UTC").to_owned();
        let at_us = Timestamp::now().as_microsecond();
        Founding { kind, name, zone, at_us }.found(place.store.as_ref())?;
        Ok(place)
    }

    /// What a workspace is for is settled when it is made.
    fn as_founded(&self, place: Place) -> anyhow::Result<Place> {
        let first = place.store.reader()?.entry(1)?;
        let kind =
            first.as_ref().and_then(baton_store::workspace::WorkspaceCreated::from_entry).map(|created| created.kind);
        let asked = match (self.example, self.rehearsal) {
            (true, _) => Some(WorkspaceKind::Example),
            (_, true) => Some(WorkspaceKind::Rehearsal),
            _ => None,
        };
        match (kind, asked) {
            (Some(kind), Some(asked)) if kind != asked => {
                bail!(
                    "this folder holds a {} workspace already, and that never changes; use another --data for a {} one",
                    kind.word(),
                    asked.word()
                )
            }
            _ => Ok(place),
        }
    }
}

async fn serve(handle: Handle, options: Options) -> anyhow::Result<()> {
    let server = Server::new(handle.clone(), &options)?;
    let listener = TcpListener::bind(options.listen).await;
    let listener =
        listener.with_context(|| format!("cannot listen on {}; is another server there?", options.listen))?;
    // Listened for before anything is said: whoever reads it may stop this at once.
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let base = server.base().to_owned();
    let about = match handle.kind() {
        WorkspaceKind::Example => " (an example: sign in as anybody with one click)",
        WorkspaceKind::Rehearsal => " (a rehearsal: its clock can be moved, its mails are kept)",
        WorkspaceKind::Real => "",
    };
    say(&format!("Baton is at {base}{about}\n"))?;
    if handle.needs_setup()? {
        let token = handle.setup_link()?;
        say(&format!("Make the first administrator, within a day: {base}/setup?token={token}\n"))?;
    }
    let stop = async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping: open requests are answered first");
    };
    server.serve(listener, stop).await;
    Ok(())
}

fn options(settings: &Settings) -> anyhow::Result<Options> {
    match settings.text("database") {
        None | Some("sqlite") => {}
        // An address of a database holds a password: it is not repeated.
        Some(_) => bail!(
            "this version keeps its entries in SQLite only: leave database away, or set it to sqlite; PostgreSQL comes later"
        ),
    }
    let listen: SocketAddr = settings.parsed("listen", "an address such as 127.0.0.1:7400")?;
    Ok(Options {
        listen,
        public_url: settings.text("public_url").map(str::to_owned),
        insecure_http: settings.flag("insecure_http")?,
        behind_proxy: settings.flag("behind_proxy")?,
    })
}

fn mail(settings: &Settings) -> anyhow::Result<Option<Mail>> {
    let Some(smtp) = settings.text("mail.smtp") else { return Ok(None) };
    let from = settings.text("mail.from").context("mail.smtp is set, so mail.from must be set as well")?;
    let password = settings.text("mail.password").map(str::to_owned);
    Ok(Some(Mail { smtp: smtp.to_owned(), password, from: from.to_owned() }))
}

fn zone(settings: &Settings) -> anyhow::Result<TimeZone> {
    match settings.text("zone") {
        Some(name) => TimeZone::get(name).with_context(|| format!("there is no time zone of the name {name}")),
        None => {
            let system = TimeZone::system();
            Ok(if system.iana_name().is_some() { system } else { TimeZone::UTC })
        }
    }
}

fn log(settings: &Settings) -> anyhow::Result<()> {
    let wanted = settings.text("log").unwrap_or("info");
    let filter = EnvFilter::try_new(wanted).with_context(|| format!("log is a level or a filter, not {wanted}"))?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match settings.text("log_format") {
        None | Some("text") => lines.with_ansi(std::io::stderr().is_terminal()).try_init(),
        Some("json") => lines.json().try_init(),
        Some(other) => bail!("log_format is text or json, not {other}"),
    };
    started.map_err(|error| anyhow::anyhow!("the log could not be started: {error}"))
}
