//! The CPU time of several processes with all that descend from them, those that ended included, as `/proc` counts it.

use std::collections::HashMap;

/// Clock ticks a second in `/proc/PID/stat`: 100 on every Linux that Rust runs on (`USER_HZ`).
const TICKS: f64 = 100.0;

struct Stat {
    parent: u32,
    /// User and system time of the process, and of its children that ended and were waited for.
    ticks: u64,
}

/// CPU time so far of these processes and of all below them, in milliseconds.
pub fn tree_ms(roots: &[u32]) -> anyhow::Result<f64> {
    let mut stats = HashMap::new();
    for entry in std::fs::read_dir("/proc")? {
        let name = entry?.file_name();
        let Some(pid) = name.to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        // A process may end while the folder is read.
        let Ok(text) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else { continue };
        if let Some(stat) = stat(&text) {
            stats.insert(pid, stat);
        }
    }
    for root in roots {
        anyhow::ensure!(stats.contains_key(root), "process {root} has ended while it was measured");
    }
    let below = |pid: &u32| {
        let mut at = *pid;
        // No tree of processes is deeper than this; a circle cannot be, but nothing here depends on that.
        for _ in 0..64 {
            if roots.contains(&at) {
                return true;
            }
            let Some(stat) = stats.get(&at) else { return false };
            at = stat.parent;
        }
        false
    };
    let ticks: u64 = stats.iter().filter(|(pid, _)| below(pid)).map(|(_, stat)| stat.ticks).sum();
    Ok(ticks as f64 * 1000.0 / TICKS)
}

fn stat(text: &str) -> Option<Stat> {
    // The second field is the program's name in parentheses, and may hold anything; the numbers come after it.
    let (_, rest) = text.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let ticks = fields.get(11..15)?.iter().filter_map(|field| field.parse::<u64>().ok()).sum();
    Some(Stat { parent: fields.get(1)?.parse().ok()?, ticks })
}
