//! From where Baton is reached: which names it answers to, which cookie it sets, what links begin with.
//!
//! Session cookies need https or a loopback address; on other http addresses browsers drop them, so Baton does not start
//! there unless it is told to (`--insecure-http`), and then under another cookie name and with a banner on every page. A name
//! that is not ours is refused, so that a page elsewhere whose name leads to this machine reaches nothing.

use std::net::{IpAddr, SocketAddr};

use axum::http::Uri;
use thiserror::Error;

/// From where Baton is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// What links begin with, without a slash at the end.
    pub base: String,
    /// `host` or `host:port` of `public_url`.
    authority: Option<String>,
    /// Whether people reach it by https.
    pub https: bool,
    /// Whether it serves plain http to other machines.
    pub insecure: bool,
}

/// Why Baton does not start there.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum OriginRefused {
    /// `public_url` cannot be read.
    #[error("public_url is an address such as https://baton.example.org, without a path; not {0}")]
    NotAnAddress(String),
    /// Plain http to other machines.
    #[error(
        "browsers keep no session over plain http to another machine: put an https proxy in front and set public_url to its \
         address, or say --insecure-http for a closed network; the address is {0}"
    )]
    PlainHttp(String),
    /// The example is for this machine alone.
    #[error("the example workspace lets anybody in, so it listens on a loopback address only (127.0.0.1), not on {0}")]
    ExampleOutside(SocketAddr),
}

impl Origin {
    /// Where it is reached, from what was configured.
    pub fn decide(public_url: Option<&str>, listen: SocketAddr, insecure_http: bool) -> Result<Self, OriginRefused> {
        let Some(url) = public_url else {
            let base = format!("http://{listen}");
            let loopback = listen.ip().is_loopback();
            if !loopback && !insecure_http {
                return Err(OriginRefused::PlainHttp(base));
            }
            return Ok(Self { base, authority: None, https: false, insecure: !loopback });
        };
        let wrong = || OriginRefused::NotAnAddress(url.to_owned());
        let uri: Uri = url.trim_end_matches('/').parse().map_err(|_| wrong())?;
        let authority = uri.authority().ok_or_else(wrong)?.as_str().to_ascii_lowercase();
        let https = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(wrong()),
        };
        if uri.path() != "/" && !uri.path().is_empty() {
            return Err(wrong());
        }
        let plain = !https && !is_loopback_name(&authority);
        if plain && !insecure_http {
            return Err(OriginRefused::PlainHttp(url.to_owned()));
        }
        Ok(Self { base: url.trim_end_matches('/').to_owned(), authority: Some(authority), https, insecure: plain })
    }

    /// Whether a `Host` is one of ours.
    pub fn answers_to(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let ours = self.authority.as_deref().map_or(self.insecure, |own| own == host);
        ours || is_loopback_name(&host)
    }

    /// Whether a request's `Origin` is the page's own, given its `Host`.
    pub fn is_own(&self, origin: &str, host: &str) -> bool {
        let origin = origin.to_ascii_lowercase();
        let base = self.base.to_ascii_lowercase();
        origin == base || origin.split_once("://").is_some_and(|(_, authority)| authority == host.to_ascii_lowercase())
    }

    /// The name of the session cookie.
    pub fn cookie_name(&self) -> &'static str {
        if self.insecure { "baton-insecure" } else { "__Host-baton" }
    }
}

fn is_loopback_name(authority: &str) -> bool {
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.rsplit_once(':').map_or(authority, |(host, _)| host),
    };
    host == "localhost" || host.ends_with(".localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::Origin;

    #[test]
    fn plain_http_stays_on_this_machine() {
        let cases = [
            (None, "127.0.0.1:7400", false, Some("__Host-baton")),
            (None, "[::1]:7400", false, Some("__Host-baton")),
            (None, "0.0.0.0:7400", false, None),
            (None, "0.0.0.0:7400", true, Some("baton-insecure")),
            (Some("https://baton.example.org"), "0.0.0.0:7400", false, Some("__Host-baton")),
            (Some("http://baton.example.org"), "0.0.0.0:7400", false, None),
            (Some("http://localhost:7400/"), "127.0.0.1:7400", false, Some("__Host-baton")),
            (Some("https://baton.example.org/app"), "127.0.0.1:7400", false, None),
            (Some("ftp://baton.example.org"), "127.0.0.1:7400", false, None),
        ];
        for (url, listen, insecure, cookie) in cases {
            let origin = Origin::decide(url, listen.parse().expect("an address"), insecure);
            assert_eq!(origin.as_ref().ok().map(Origin::cookie_name), cookie, "{url:?} {listen}: {origin:?}");
        }
    }

    #[test]
    fn only_own_names_are_answered() {
        let origin = Origin::decide(Some("https://baton.example.org"), "0.0.0.0:1".parse().expect("one"), false);
        let origin = origin.expect("fine");
        for (host, answered) in [
            ("baton.example.org", true),
            ("BATON.example.org", true),
            ("evil.example", false),
            ("127.0.0.1:7400", true),
            ("[::1]:80", true),
            ("localhost.evil.example", false),
        ] {
            assert_eq!(origin.answers_to(host), answered, "{host}");
        }
        assert!(origin.is_own("https://baton.example.org", "baton.example.org"));
        assert!(!origin.is_own("https://evil.example", "baton.example.org"));
    }
}
