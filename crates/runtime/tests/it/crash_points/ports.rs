//! The ports of a workspace, cut at a point: nothing that is asked after it arrives anywhere, as if the process had ended there.

use std::io::{self, Read, Write};
use std::sync::Arc;

use baton_runtime::files::{Memory, Shelf, Sink};
use baton_store::StoreError;
use baton_store::faulty::{Call, Gate};
use parking_lot::Mutex;

use super::points;

/// Where to cut, and what was met.
#[derive(Default)]
pub struct Ports(Mutex<State>);

#[derive(Default)]
struct State {
    /// The point, and how often it is still passed before.
    at: Option<(String, usize)>,
    is_cut: bool,
    met: Vec<String>,
    /// What the transaction that is open writes.
    open: &'static str,
}

impl Ports {
    /// Cuts at the point when it is met for the `nth` time from now, from 0.
    pub fn cut_at(&self, point: &str, nth: usize) {
        let mut state = self.0.lock();
        state.at = Some((point.to_owned(), nth));
        state.met.clear();
    }

    /// Lets everything through again; what was met since the last time, and whether it was cut.
    pub fn heal(&self) -> (Vec<String>, bool) {
        let mut state = self.0.lock();
        let was = std::mem::take(&mut state.is_cut);
        state.at = None;
        (std::mem::take(&mut state.met), was)
    }

    /// Whether the process has ended.
    pub fn is_cut(&self) -> bool {
        self.0.lock().is_cut
    }

    /// Says that a point is met; refuses it, and everything after it, where it is cut.
    pub fn meet(&self, point: &str) -> Result<(), StoreError> {
        let mut state = self.0.lock();
        if state.is_cut {
            return Err(gone());
        }
        state.met.push(point.to_owned());
        match &mut state.at {
            Some((at, 0)) if at == point => state.is_cut = true,
            Some((at, left)) if at == point => *left -= 1,
            _ => {}
        }
        if state.is_cut { Err(gone()) } else { Ok(()) }
    }

    fn call(&self, call: Call<'_>, is_before: bool) -> Result<(), StoreError> {
        let point = {
            let mut state = self.0.lock();
            if state.is_cut {
                return Err(gone());
            }
            let mut open = state.open;
            let point = points::of(call, is_before, &mut open);
            state.open = open;
            point
        };
        point.map_or(Ok(()), |point| self.meet(&point))
    }
}

fn gone() -> StoreError {
    StoreError::Io("the process has ended".to_owned())
}

impl Gate for Ports {
    fn before(&self, call: Call<'_>) -> Result<(), StoreError> {
        self.call(call, true)
    }

    fn after(&self, call: Call<'_>) -> Result<(), StoreError> {
        self.call(call, false)
    }
}

/// Files behind the cut.
pub struct CutShelf {
    pub inner: Arc<Memory>,
    pub ports: Arc<Ports>,
}

impl CutShelf {
    fn meet(ports: &Ports, point: &str) -> io::Result<()> {
        ports.meet(point).map_err(io::Error::other)
    }
}

impl Shelf for CutShelf {
    fn create(&self, id: &str) -> io::Result<Box<dyn Sink>> {
        Self::meet(&self.ports, "file: before it is begun")?;
        Ok(Box::new(CutSink { inner: self.inner.create(id)?, ports: Arc::clone(&self.ports) }))
    }

    fn open(&self, id: &str) -> io::Result<Box<dyn Read + Send>> {
        self.inner.open(id)
    }

    fn remove(&self, id: &str) -> io::Result<()> {
        Self::meet(&self.ports, "file: before it is removed")?;
        self.inner.remove(id)?;
        Self::meet(&self.ports, "file: removed")
    }

    fn list(&self) -> io::Result<Vec<String>> {
        self.inner.list()
    }
}

struct CutSink {
    inner: Box<dyn Sink>,
    ports: Arc<Ports>,
}

impl Write for CutSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl Sink for CutSink {
    fn keep(self: Box<Self>) -> Result<(), StoreError> {
        self.ports.meet("file: written, not named")?;
        self.inner.keep()?;
        self.ports.meet("file: named")
    }
}
