//! Changes by cookie come from Baton's own pages: they carry the header `Baton-CSRF: 1`, which no foreign page can send
//! without being asked for leave, and neither `Origin` nor `Sec-Fetch-Site` says otherwise. A request with a token or a
//! signature needs none of this: no browser adds one by itself.

use axum::http::{HeaderMap, Method, header};

use crate::error::Problem;
use crate::origin::Origin;

/// The header's name.
pub const HEADER: &str = "baton-csrf";

/// The headers that say by what a call of a webhook is signed.
const SIGNATURES: [&str; 2] = ["webhook-signature", "x-hub-signature-256"];

/// Refuses a change that may have been made by a foreign page.
pub fn check(method: &Method, headers: &HeaderMap, origin: &Origin) -> Result<(), Problem> {
    let is_proven =
        headers.contains_key(header::AUTHORIZATION) || SIGNATURES.iter().any(|name| headers.contains_key(*name));
    if method.is_safe() || is_proven {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let marked = text(HEADER) == Some("1");
    let host = text("host").unwrap_or_default();
    let own_origin = text("origin").is_none_or(|from| origin.is_own(from, host));
    let own_site = text("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
    if marked && own_origin && own_site { Ok(()) } else { Err(Problem::new("request.cross_site")) }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};

    use super::check;
    use crate::origin::Origin;

    #[test]
    fn foreign_pages_change_nothing() {
        let origin = Origin::decide(None, "127.0.0.1:7400".parse().expect("an address"), false).expect("loopback");
        let mark = ("baton-csrf", "1");
        let host = ("host", "127.0.0.1:7400");
        let cases: &[(&[(&str, &str)], bool)] = &[
            (&[], false),
            (&[mark], true),
            (&[mark, host, ("origin", "http://127.0.0.1:7400")], true),
            (&[mark, host, ("origin", "http://evil.example")], false),
            (&[mark, host, ("origin", "null")], false),
            (&[mark, ("sec-fetch-site", "cross-site")], false),
            (&[mark, ("sec-fetch-site", "same-site")], false),
            (&[mark, ("sec-fetch-site", "same-origin")], true),
            (&[("baton-csrf", "0")], false),
            (&[("authorization", "Bearer bt_x")], true),
            (&[("webhook-signature", "v1,x")], true),
        ];
        for (headers, fine) in cases {
            let map: HeaderMap = headers
                .iter()
                .map(|(name, value)| {
                    (HeaderName::try_from(*name).expect("a name"), HeaderValue::try_from(*value).expect("a value"))
                })
                .collect();
            assert_eq!(check(&Method::POST, &map, &origin).is_ok(), *fine, "{headers:?}");
            assert!(check(&Method::GET, &map, &origin).is_ok());
        }
    }
}
