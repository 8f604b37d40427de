//! A backup and a restore that are killed at a random moment: what is left is refused, or it is whole. Nothing is opened half.

use std::path::Path;
use std::time::{Duration, Instant};

use super::{Try, count};
use crate::moment::wait;
use crate::report::Found;

impl Try<'_> {
    /// Kills one of each within the time that a whole one `took`.
    pub fn cut_off(
        &self,
        backup: &Path,
        took: Duration,
        random: &mut fastrand::Rng,
        found: &mut Found,
    ) -> anyhow::Result<()> {
        let [half_backup, of_half, half] = ["half-backup", "of-half-backup", "half"].map(|name| self.place.join(name));
        self.killed("backup", (self.data, &half_backup), took, random)?;
        let ran = self.baton(&["restore", "--data"], &[&of_half, &half_backup]).output()?;
        if ran.status.success() {
            self.is_whole("a backup that was killed", &of_half, None, found)?;
        } else if of_half.exists() {
            found.faults.push(format!("try {}: a half backup was refused, and something of it restored", self.n));
        }
        found.add("half_backups_refused", u64::from(!ran.status.success()));
        self.killed("restore", (&half, backup), took, random)?;
        let opened = self.baton(&["verify", "--data"], &[&half]).output()?;
        if opened.status.success() {
            self.is_whole("a restore that was killed", &half, Some(backup), found)?;
        } else {
            let said = String::from_utf8_lossy(&opened.stderr);
            let refused =
                !half.exists() || ["restore", "there is no", "workspace"].iter().any(|word| said.contains(word));
            if !refused {
                found.faults.push(format!("try {}: half a restore is taken for a workspace: {said}", self.n));
            }
        }
        found.add("half_restores_refused", u64::from(!opened.status.success()));
        Ok(())
    }

    /// Begins it and ends its process, as by `kill -9`, unless it was over before.
    fn killed(
        &self,
        what: &str,
        (data, folder): (&Path, &Path),
        took: Duration,
        random: &mut fastrand::Rng,
    ) -> anyhow::Result<()> {
        let until = Instant::now() + took.mul_f64(random.f64());
        let mut command = self.baton(&[what, "--data"], &[data, folder]);
        let mut child = command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn()?;
        wait(until.saturating_duration_since(Instant::now()));
        child.kill()?;
        child.wait()?;
        Ok(())
    }

    /// What could be opened has everything: it verifies, and has one entry more than the backup.
    fn is_whole(&self, what: &str, folder: &Path, of: Option<&Path>, found: &mut Found) -> anyhow::Result<()> {
        let verified = self.baton(&["verify", "--rebuild", "--data"], &[folder]).output()?;
        if !verified.status.success() {
            let said = String::from_utf8_lossy(&verified.stdout).into_owned();
            found.faults.push(format!("try {}: {what} can be opened and does not verify: {said}", self.n));
        }
        let sql = "SELECT max(number) FROM entry";
        if let Some(backup) = of
            && count(folder, sql)? != count(backup, sql)? + 1
        {
            found.faults.push(format!("try {}: {what} can be opened and has not all entries", self.n));
        }
        found.add("cut_off_whole", 1);
        Ok(())
    }
}
