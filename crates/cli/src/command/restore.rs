//! `baton restore`: a workspace from a backup, in a folder of its own, as a new epoch.
//!
//! Every byte is compared with the backup's list on its way, and the history is proved before anything is written into it. Then
//! an entry begins the new epoch. What fails leaves an empty folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use baton_runtime::backup::{BackupError, KEYS, Part, Restored, begin_epoch};
use baton_runtime::clock::Clock;
use baton_runtime::verify::{Wanted, verify};
use baton_runtime::{Config, Handle, Heads, Time};
use baton_store::verify::{FaultCode, Report};
use clap::Args;

use crate::command::verify::hash_of;
use crate::config::{Flags, Settings};
use crate::say::say;
use crate::workspace::{self, CONFIG};
use crate::{Outcome, restoring};

/// Make a workspace from a backup, in a new folder.
///
/// Nothing that may have left before is sent again: mails that waited when the backup was made are settled, and it is said
/// which. Everybody signs in anew. Stop the server of the old folder first: two copies of a workspace must not go on.
#[derive(Args)]
pub struct Restore {
    #[command(flatten)]
    flags: Flags,
    /// The folder that `baton backup` made.
    #[arg(value_name = "BACKUP")]
    backup: PathBuf,
    /// The folder with the keys, where it is kept elsewhere; a later backup's keys of the same workspace will do as well.
    #[arg(long, value_name = "FOLDER")]
    keys: Option<PathBuf>,
    /// One JSON document for tools instead of text.
    #[arg(long)]
    json: bool,
}

impl Restore {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let settings = Settings::read(&self.flags)?;
        let data = PathBuf::from(settings.text("data").unwrap_or_default());
        workspace::must_be_empty(&data)?;
        let main = Part::open(&self.backup)?;
        let keys = self.keys_of(&main)?;
        let made_here = !data.exists();
        let done = restore(&main, &keys, &data).inspect_err(|_| workspace::clear(&data, made_here));
        let (restored, report) = done?;
        if made_here {
            restoring::sync_name(&data)?;
        }
        self.tell(&main, &restored, &report)?;
        if !self.json && data.join(CONFIG).exists() {
            say(&format!(
                "The settings of then are in {}; they are not used unless they are named.\n",
                data.join(CONFIG).display()
            ))?;
        }
        Ok(if report.holds() { Outcome::Fine } else { Outcome::Wrong })
    }

    fn keys_of(&self, main: &Part) -> Result<Part, BackupError> {
        let folder = self.keys.clone().unwrap_or_else(|| self.backup.join(KEYS));
        let keys = match Part::open(&folder) {
            Err(BackupError::NotOne(why)) => return Err(BackupError::KeysMissing(why)),
            part => part?,
        };
        let (theirs, ours) = (&keys.about, &main.about);
        if theirs.workspace != ours.workspace {
            return Err(BackupError::KeysMissing(format!("they are of the workspace {}", theirs.workspace)));
        }
        if theirs.made < ours.made {
            return Err(BackupError::KeysMissing(format!("they are of {}, the backup of {}", theirs.made, ours.made)));
        }
        Ok(keys)
    }

    fn tell(&self, main: &Part, restored: &Restored, report: &Report) -> anyhow::Result<()> {
        let about = &main.about;
        let (entry, epoch, not_sent) = (restored.entry, restored.epoch, &restored.mails_not_sent);
        let missing: Vec<_> = report.faults.iter().map(|fault| format!("{}: {fault}", fault.code.word())).collect();
        if self.json {
            let shown = serde_json::json!({
                "workspace": about.workspace, "backed_up": about.made, "entries": about.entries, "bytes": main.bytes(),
                "entry": entry, "epoch": epoch, "mails_not_sent": { "count": not_sent.len(), "entries": not_sent },
                "faults": missing,
            });
            return say(&format!("{shown:#}\n"));
        }
        let entries = about.entries;
        say(&format!(
            "The workspace as of {}: {entries} entries, all verified. Entry {entry} begins epoch {epoch}.\n\
             Everybody signs in anew. Tokens that were ended and passwords that were changed after the backup are as they were then.\n",
            about.made
        ))?;
        missing.iter().try_for_each(|line| say(&format!("{line}\n")))?;
        if !not_sent.is_empty() {
            let from: Vec<_> = not_sent.iter().take(20).map(ToString::to_string).collect();
            let more = if not_sent.len() > from.len() { ", …" } else { "" };
            let (count, from) = (not_sent.len(), from.join(", "));
            say(&format!(
                "Mails that waited then and may have left since were not sent: {count}, of the entries {from}{more}.\n"
            ))?;
        }
        Ok(())
    }
}

/// Copies, proves, and begins the new epoch; what it began, and what is wrong with files.
fn restore(main: &Part, keys: &Part, data: &Path) -> anyhow::Result<(Restored, Report)> {
    fs::create_dir_all(data).with_context(|| format!("cannot make the folder {}", data.display()))?;
    restoring::begin(data)?;
    main.copy_to(data)?;
    keys.copy_to(data)?;
    let report = proved(data)?;
    let place = workspace::open_marked(data)?;
    let restored = begin_epoch(place.store.as_ref(), &Clock::machine(), main.about.made.as_microsecond())?;
    let handle = Handle::open(place, Clock::machine(), Config::default(), Time::Stands)?;
    let covered = handle.cover();
    handle.stop();
    covered?;
    drop(handle);
    restoring::end(data)?;
    Ok((restored, report))
}

/// Proves the history; files that were missing or changed already when the backup was made do not hinder.
fn proved(data: &Path) -> anyhow::Result<Report> {
    let store = workspace::look_at_marked(data)?;
    let heads = Heads::in_folder(workspace::heads_path(data));
    let wanted = Wanted { kept_heads: Some(&|| heads.list()), ..Wanted::default() };
    let report = verify(&store, &|row| hash_of(data, row), wanted)?.report;
    let of_files = |code| matches!(code, FaultCode::FileMissing | FaultCode::FileChanged);
    match report.faults.iter().find(|fault| !of_files(fault.code)) {
        Some(fault) => Err(BackupError::NotVerified(format!("{}: {fault}", fault.code.word())).into()),
        None => Ok(report),
    }
}
