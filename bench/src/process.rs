//! What a process has used so far, as the kernel counts it (`/proc`, see proc(5)).

use std::path::{Path, PathBuf};

use anyhow::Context;

/// Clock ticks a second in `/proc/PID/stat`: 100 on every Linux that Rust runs on (`USER_HZ`).
const TICKS: f64 = 100.0;
/// The state of a socket that listens, in `/proc/net/tcp`.
const LISTENS: &str = "0A";

/// CPU time of all the process's threads so far, user and system, in milliseconds.
pub fn cpu_ms(pid: u32) -> anyhow::Result<f64> {
    let path = format!("/proc/{pid}/stat");
    let stat = std::fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
    // The second field is the program's name in parentheses, and may hold anything; the numbers come after it.
    let numbers = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = numbers.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum::<f64>();
    Ok(ticks * 1000.0 / TICKS)
}

/// Resident memory now and at its highest, in bytes.
pub fn memory(pid: u32) -> anyhow::Result<(u64, u64)> {
    let path = format!("/proc/{pid}/status");
    let status = std::fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
    let kib = |key: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(key));
        line.and_then(|rest| rest.split_whitespace().next()).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0)
    };
    Ok((kib("VmRSS:") * 1024, kib("VmHWM:") * 1024))
}

/// What the files of a folder take, in bytes.
pub fn folder_size(folder: &Path) -> anyhow::Result<u64> {
    let mut total = 0;
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let entry = entry?;
        let about = entry.metadata()?;
        total += if about.is_dir() { folder_size(&entry.path())? } else { about.len() };
    }
    Ok(total)
}

/// The processes that listen at a port of this machine, each with the files it has open; those that may be looked at.
pub fn listening_at(port: u16) -> Vec<(u32, Vec<PathBuf>)> {
    let sockets = ["/proc/net/tcp", "/proc/net/tcp6"].map(|path| std::fs::read_to_string(path).unwrap_or_default());
    let Some(inode) = sockets.iter().find_map(|sockets| listener(sockets, port)) else { return Vec::new() };
    let socket = PathBuf::from(format!("socket:[{inode}]"));
    let all = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    numbers.map(|pid| (pid, open_files(pid))).filter(|(_, open)| open.contains(&socket)).collect()
}

/// The inode of the socket that listens at this port.
fn listener(sockets: &str, port: u16) -> Option<&str> {
    let port = format!(":{port:04X}");
    sockets.lines().skip(1).find_map(|line| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        (columns.get(1)?.ends_with(&port) && columns.get(3) == Some(&LISTENS)).then(|| columns.get(9).copied())?
    })
}

/// What a process has open; nothing where it may not be looked at.
fn open_files(pid: u32) -> Vec<PathBuf> {
    let open = std::fs::read_dir(Path::new("/proc").join(pid.to_string()).join("fd"));
    open.into_iter().flatten().flatten().filter_map(|entry| std::fs::read_link(entry.path()).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_socket_that_listens_is_found_by_its_port() {
        let sockets = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n\
            0: 0100007F:1CE8 0100007F:9999 01 00000000:00000000 00:00000000 00000000  1000        0 11 1\n\
            1: 0100007F:1CE8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 22 1\n";
        assert_eq!(listener(sockets, 7400), Some("22"));
        assert_eq!(listener(sockets, 7401), None);
    }
}
