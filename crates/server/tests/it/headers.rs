//! Every answer keeps to itself: strict policy, no sniffing, no frames; pages carry their own policy.

use crate::site::Site;

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let site = Site::example().await;
    let nobody = site.nobody();
    for path in ["/health", "/tasks", "/no-such", "//", "//docs/errors", "//api", "//api/openapi.json", "//robots.txt"]
    {
        let reply = nobody.get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(reply.headers.get(name).and_then(|v| v.to_str().ok()), Some(value), "{name} of {path}");
        }
        let policy = reply.headers["content-security-policy"].to_str().expect("text");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!policy.contains("script-src 'unsafe"), "{path}: {policy}");
        assert!(reply.headers.contains_key("x-request-id"), "{path}");
        assert!(!reply.headers.contains_key("strict-transport-security"), "plain http promises no https");
    }
}

#[tokio::test]
async fn missing_assets_are_missing() {
    let site = Site::example().await;
    for path in ["//assets/no-such.js", "//no-such.png", "//api/v2/tasks", "//api/nothing"] {
        let reply = site.nobody().get(path).await;
        assert_eq!(reply.status, 404, "{path}");
        assert!(!reply.text.contains("<html"), "{path} is not the app's page");
    }
}

#[tokio::test]
async fn search_engines_are_turned_away() {
    let reply = Site::example().await.nobody().get("//robots.txt").await;
    assert_eq!((reply.status, reply.text.as_str()), (200, "User-agent: *\nDisallow: /\n"));
}
