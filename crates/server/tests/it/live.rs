//! Live events: ids and kinds only, to those who may see; they go on where a stream broke, and end with the session.

use std::time::Duration;

use axum::body::Body;
use futures_util::StreamExt;
use serde_json::json;

use crate::site::{Client, Site};

/// An open stream, read event by event.
struct Stream {
    body: axum::body::BodyDataStream,
    text: String,
}

impl Stream {
    async fn open(client: &Client, last: Option<&str>) -> Self {
        let headers: Vec<(&str, &str)> = last.map(|id| ("last-event-id", id)).into_iter().collect();
        let answer = client.open("GET", "/events", &headers, Vec::new()).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        let body: Body = answer.into_body();
        Self { body: body.into_data_stream(), text: String::new() }
    }

    /// The next event: its id and its data. None: the stream ended.
    async fn next(&mut self) -> Option<(String, serde_json::Value)> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n").map(|(a, b)| (a.to_owned(), b.to_owned())) {
                self.text = rest;
                let line =
                    |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).map(|v| v.trim().to_owned());
                let Some(data) = line("data:") else { continue };
                return Some((line("id:").unwrap_or_default(), serde_json::from_str(&data).expect("JSON")));
            }
            let chunk = tokio::time::timeout(Duration::from_secs(10), self.body.next()).await.expect("in time")?;
            self.text.push_str(std::str::from_utf8(&chunk.expect("bytes")).expect("text"));
        }
    }

    /// The next event about that key, with the id of its entry, which stands on the entry's last event.
    async fn about(&mut self, key: &str) -> (String, serde_json::Value) {
        let mut about = None;
        loop {
            let (id, data) = self.next().await.expect("the stream goes on");
            if data["keys"].as_array().is_some_and(|keys| keys.iter().any(|k| k == key)) {
                about.get_or_insert(data);
            }
            if let Some(data) = about.take_if(|_| !id.is_empty()) {
                return (id, data);
            }
        }
    }
}

async fn start(client: &Client) -> String {
    let values = json!({ "item": "A lamp", "vendor": "Licht", "amount": 45, "department": "Sales", "reason": "Dark." });
    let run = client.post("/workflows/purchase-approval/runs", json!({ "values": values })).await.ok(201);
    run["key"].as_str().expect("a key").to_owned()
}

#[tokio::test]
async fn those_who_may_see_are_told_and_others_are_not() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let kofi = site.sign_in("@kofi.mensah").await;
    let mut hers = Stream::open(&ana, None).await;
    let mut his = Stream::open(&kofi, None).await;
    let run = start(&ana).await;
    let (id, data) = hers.about(&run).await;
    assert!(id.parse::<i64>().is_ok(), "{id}");
    assert!(
        data.as_object().is_some_and(|map| map.keys().all(|key| ["kind", "keys", "rev"].contains(&key.as_str()))),
        "{data}"
    );
    let own = start(&kofi).await;
    loop {
        let (_, data) = his.next().await.expect("the stream goes on");
        let keys = data["keys"].to_string();
        assert!(!keys.contains(&run), "a stranger was told of {run}: {data}");
        if keys.contains(&own) {
            break;
        }
    }
}

#[tokio::test]
async fn a_stream_goes_on_where_it_broke() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let mut stream = Stream::open(&ana, None).await;
    let first = start(&ana).await;
    let (seen, _) = stream.about(&first).await;
    drop(stream);
    let missed = start(&ana).await;
    let mut again = Stream::open(&ana, Some(&seen)).await;
    let (id, _) = again.about(&missed).await;
    assert!(id.parse::<i64>().expect("a number") > seen.parse::<i64>().expect("a number"));
}

#[tokio::test]
async fn a_stream_from_too_long_ago_is_told_to_read_anew() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let mut stream = Stream::open(&ana, Some("999999999")).await;
    let (id, data) = stream.next().await.expect("an event");
    assert_eq!(data["kind"], "reset");
    assert!(id.parse::<i64>().expect("a number") < 999_999_999, "the last entry there is: {id}");
    let run = start(&ana).await;
    stream.about(&run).await;
}

#[tokio::test]
async fn a_stream_ends_with_its_session() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let mut stream = Stream::open(&ana, None).await;
    assert_eq!(ana.send("DELETE", "/session", &[], None).await.status, 204);
    let began = std::time::Instant::now();
    while stream.next().await.is_some() {}
    assert!(began.elapsed() < Duration::from_millis(1500), "{:?}", began.elapsed());
}
