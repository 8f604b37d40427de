//! From which address a request came: the connection's, or, behind a proxy that is trusted, the one it names.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use crate::app::App;
use crate::describe::{Description, Takes};
use crate::error::Problem;

/// The longest a browser's description of itself is kept.
const AGENT_CHARS_MAX: usize = 200;

/// From where, and with what, a request came.
#[derive(Clone, Debug)]
pub struct Peer {
    /// The address.
    pub address: IpAddr,
    /// What the browser says it is.
    pub agent: Option<String>,
}

impl Peer {
    /// The address as text.
    pub fn text(&self) -> String {
        self.address.to_string()
    }
}

impl Takes for Peer {
    fn describe(_: &mut Description) {}
}

impl FromRequestParts<Arc<App>> for Peer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        Ok(of(parts, app.behind_proxy))
    }
}

/// From where a request came.
pub fn of(parts: &Parts, behind_proxy: bool) -> Peer {
    let connected = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let named = behind_proxy.then(|| forwarded(&parts.headers)).flatten();
    let address = named.or(connected).unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Peer { address, agent: agent.map(|text| text.chars().take(AGENT_CHARS_MAX).collect()) }
}

/// The last address of the last header is the one that our own proxy saw; those before can be made up.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").into_iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}
