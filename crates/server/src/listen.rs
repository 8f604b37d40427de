//! Takes connections until it is told to stop, then lets open requests finish for a while.
//!
//! A connection whose request head takes too long is closed; when too many are open, the next waits to be accepted.

use std::collections::HashMap;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::extract::connect_info::ConnectInfo;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use parking_lot::Mutex;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use crate::auth::peer::network;
use crate::limits::{
    ALIVE_ANSWER_MAX, ALIVE_ASKED_EVERY, CONNECTIONS_A_PEER_MAX, CONNECTIONS_MAX, HEAD_TIME_MAX, STOP_TIME_MAX,
    STREAMS_A_CONNECTION_MAX,
};

/// Serves until `stop` is there.
///
/// Behind a proxy all connections come from one address, so only their number is limited.
pub async fn serve(listener: TcpListener, app: Router, behind_proxy: bool, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let peers = Peers::default();
    tokio::pin!(stop);
    loop {
        let place = tokio::select! {
            () = &mut stop => break,
            place = Arc::clone(&places).acquire_owned() => place,
        };
        let Ok(place) = place else { break };
        let (stream, from) = tokio::select! {
            () = &mut stop => break,
            taken = listener.accept() => match taken {
                Ok(taken) => taken,
                Err(error) => {
                    // Out of file handles and the like: what is open must end first.
                    tracing::warn!(%error, "a connection was not taken");
                    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
                    continue;
                }
            },
        };
        let Some(peer) = peers.enter(from.ip(), behind_proxy) else {
            tracing::debug!(
                network = network(from.ip()),
                "a connection was closed: its address has as many as it may have"
            );
            continue;
        };
        let connection = connection(stream, from, app.clone(), &graceful);
        tokio::spawn(async move {
            let _peer = peer;
            if let Err(error) = connection.await {
                tracing::debug!(error, "a connection ended early");
            }
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(STOP_TIME_MAX, graceful.shutdown()).await.is_err() {
        tracing::warn!(seconds = STOP_TIME_MAX.as_secs(), "requests that did not end in time were cut off");
    }
}

fn connection(
    stream: TcpStream,
    from: SocketAddr,
    app: Router,
    graceful: &GracefulShutdown,
) -> impl Future<Output = Result<(), String>> + use<> {
    // Answers are small and wanted at once.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(from));
        app.clone().oneshot(request.map(axum::body::Body::new))
    });
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD_TIME_MAX);
    // A peer that is gone is found out; one that only keeps its connection open still answers.
    let mut http2 = builder.http2();
    http2.timer(TokioTimer::new()).max_concurrent_streams(STREAMS_A_CONNECTION_MAX);
    http2.keep_alive_interval(ALIVE_ASKED_EVERY).keep_alive_timeout(ALIVE_ANSWER_MAX);
    let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), service).into_owned();
    let watched = graceful.watch(connection);
    async move { watched.await.map_err(|error| error.to_string()) }
}

/// How many connections each address has open.
#[derive(Clone, Default)]
struct Peers {
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One of an address's places; leaving it gives it back.
struct Place {
    peers: Peers,
    address: IpAddr,
}

impl Peers {
    /// Takes a place, if the address has one left.
    fn enter(&self, address: IpAddr, behind_proxy: bool) -> Option<Place> {
        let mut open = self.open.lock();
        let count = open.entry(address).or_default();
        if !behind_proxy && *count >= CONNECTIONS_A_PEER_MAX {
            return None;
        }
        *count += 1;
        Some(Place { peers: self.clone(), address })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.peers.open.lock();
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_leaves_places_for_others() {
        let (peers, one, other) = (Peers::default(), IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let mut places: Vec<_> = (0..CONNECTIONS_A_PEER_MAX + 5).filter_map(|_| peers.enter(one, false)).collect();
        assert_eq!(places.len(), CONNECTIONS_A_PEER_MAX);
        assert!(CONNECTIONS_A_PEER_MAX * 2 <= CONNECTIONS_MAX && peers.enter(other, false).is_some());
        places.pop();
        assert!(peers.enter(one, false).is_some(), "a place that was left is taken again");
        assert!(peers.enter(one, false).is_some() && peers.enter(one, true).is_some());
        drop(places);
        assert!(peers.open.lock().is_empty());
    }
}
