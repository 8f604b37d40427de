//! A server of this machine that runs already: its process, found by the address it listens at, and its data folder.
//!
//! Whose process it is the kernel tells only to its owner and to root (`/proc`, see proc(5)); a server of somebody else, or of another
//! machine, is measured without its CPU time, memory and disk.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// The state of a socket that listens, in `/proc/net/tcp`.
const LISTENS: &str = "0A";
/// A file that only Baton's data folder has, and that is open while it runs.
const DATABASE: &str = "baton.db";

/// A server that runs already.
pub struct Neighbour {
    /// Its process.
    pub pid: u32,
    /// Where its data is.
    pub folder: PathBuf,
}

impl Neighbour {
    /// The server at `host:port`, where it is on this machine and may be looked at.
    pub fn at(host: &str) -> Option<Self> {
        let address = host.replace("localhost:", "127.0.0.1:").parse::<SocketAddr>().ok()?;
        if !address.ip().is_loopback() {
            return None;
        }
        let sockets = ["/proc/net/tcp", "/proc/net/tcp6"].map(|path| fs::read_to_string(path).unwrap_or_default());
        let inode = sockets.iter().find_map(|sockets| listener(sockets, address.port()))?;
        let socket = format!("socket:[{inode}]");
        let numbers =
            fs::read_dir("/proc").ok()?.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
        numbers.into_iter().find_map(|pid| {
            let open = open_files(pid);
            let folder = || open.iter().find(|path| path.file_name().is_some_and(|name| name == DATABASE))?.parent();
            let listens = open.iter().any(|path| path.as_os_str() == socket.as_str());
            Some(Self { pid, folder: listens.then(folder)??.to_owned() })
        })
    }
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
    let open = fs::read_dir(Path::new("/proc").join(pid.to_string()).join("fd"));
    open.into_iter().flatten().filter_map(|entry| fs::read_link(entry.ok()?.path()).ok()).collect()
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

    #[test]
    fn a_process_that_listens_but_has_no_data_folder_is_no_server_of_ours() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let host = listener.local_addr().expect("an address").to_string();
        assert!(Neighbour::at(&host).is_none());
        let folder = tempfile::tempdir().expect("a folder");
        let database = fs::File::create(folder.path().join(DATABASE)).expect("a file");
        let found = Neighbour::at(&host).expect("this process");
        assert_eq!((found.pid, found.folder.as_path()), (std::process::id(), folder.path()));
        drop(database);
        assert!(Neighbour::at("192.0.2.7:7400").is_none());
    }
}
