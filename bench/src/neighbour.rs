//! A server of this machine that runs already: its process, found by the address it listens at, and its data folder.
//!
//! Whose process it is the kernel tells only to its owner and to root; a server of somebody else, or of another machine, is
//! measured without its CPU time, memory and disk.

use std::net::SocketAddr;
use std::path::PathBuf;

use crate::process;

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
        process::listening_at(address.port()).into_iter().find_map(|(pid, open)| {
            let database = open.iter().find(|path| path.file_name().is_some_and(|name| name == DATABASE))?;
            Some(Self { pid, folder: database.parent()?.to_owned() })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_listens_but_has_no_data_folder_is_no_server_of_ours() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let host = listener.local_addr().expect("an address").to_string();
        assert!(Neighbour::at(&host).is_none());
        let folder = tempfile::tempdir().expect("a folder");
        let database = std::fs::File::create(folder.path().join(DATABASE)).expect("a file");
        let found = Neighbour::at(&host).expect("this process");
        assert_eq!((found.pid, found.folder.as_path()), (std::process::id(), folder.path()));
        drop(database);
        assert!(Neighbour::at("192.0.2.7:7400").is_none());
    }
}
