//! From which address a request came: the connection's, or, behind a proxy that is trusted, the one it names.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
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

/// The network that an address is in, such as `203.0.113.0/24`: what the log says of it, since an address says who it was.
pub fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => format!("{}/24", Ipv4Addr::from_bits(address.to_bits() & (u32::MAX << 8))),
        IpAddr::V6(address) => format!("{}/48", Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 80))),
    }
}

/// The last address of the last header is the one that our own proxy saw; those before can be made up.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").into_iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn the_log_is_told_a_network_and_no_address() {
        for (address, told) in
            [("203.0.113.77", "203.0.113.0/24"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"), ("::1", "::/48")]
        {
            assert_eq!(network(address.parse().expect("an address")), told);
        }
    }
}
