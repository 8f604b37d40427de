//! `GET /events`: what changes, as it changes (server-sent events): ids and kinds only, to those who may see the thing.
//!
//! Each event's id is the number of the entry it came from, so a stream goes on where it broke (`Last-Event-ID`). When that
//! is too long ago, or a reader is too slow for its bounded buffer, it gets `reset` and reads anew. A stream ends within a
//! second of its session's end, its person's deactivation, and the server's stop.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{self, HeaderValue};
use axum::http::request::Parts;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use baton_runtime::Live;
use parking_lot::Mutex;
use serde_json::json;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::{broadcast, mpsc};
use tokio_stream::wrappers::ReceiverStream;

use crate::app::{App, Shared};
use crate::auth::caller::Who;
use crate::describe::{Answers, Description, Takes};
use crate::error::Problem;
use crate::limits::{STREAM_CHECK, STREAM_EVENTS_WAITING_MAX, STREAM_KEEP_ALIVE, STREAMS_A_PERSON_MAX};

/// The entry up to which the reader knows everything.
pub struct LastSeen(Option<i64>);

impl Takes for LastSeen {
    fn describe(to: &mut Description) {
        to.header("Last-Event-ID", "The last entry that was seen; the stream goes on after it.");
    }
}

impl<S: Send + Sync> FromRequestParts<S> for LastSeen {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get("last-event-id") else { return Ok(Self(None)) };
        let wrong = || Problem::new("request.wrong_header").param("header", "last-event-id");
        let entry = value.to_str().ok().and_then(|text| text.parse().ok()).filter(|entry| *entry >= 0);
        entry.map(|entry| Self(Some(entry))).ok_or_else(wrong)
    }
}

/// An open stream.
pub struct Stream(mpsc::Receiver<Result<Event, Infallible>>);

impl Answers for Stream {
    fn describe(to: &mut Description) {
        let text = json!({ "schema": { "type": "string" } });
        to.answer = Some((
            200,
            json!({
                "description": "Events with `id` (an entry's number) and data `{kind, keys, rev}`; kinds are task, run, workflow, \
                                notification, directory, clock, reset.",
                "content": { "text/event-stream": text }
            }),
        ));
    }
}

impl IntoResponse for Stream {
    fn into_response(self) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
        let alive = KeepAlive::new().interval(STREAM_KEEP_ALIVE);
        (headers, Sse::new(ReceiverStream::new(self.0)).keep_alive(alive)).into_response()
    }
}

/// Opens it.
pub async fn handle(app: Shared, who: Who, LastSeen(seen): LastSeen) -> Result<Stream, Problem> {
    let person = who.person.unwrap_or_default();
    let busy = || Problem::new("server.busy").param("seconds", 5).retry_after(5);
    let place = app.streams.enter(person).ok_or_else(busy)?;
    // Listened first, then caught up: what comes between is told twice rather than never.
    let live = app.runtime.live();
    let (out, stream) = mpsc::channel(STREAM_EVENTS_WAITING_MAX);
    let teller = Teller { app: Arc::clone(&app), who, out, told: seen.unwrap_or(0) };
    tokio::spawn(async move {
        // It ends when the reader goes away, may no longer read, or the server stops: nothing else is to be done.
        teller.tell(live, seen).await;
        drop(place);
    });
    Ok(Stream(stream))
}

/// Tells one reader.
struct Teller {
    app: Arc<App>,
    who: Who,
    out: mpsc::Sender<Result<Event, Infallible>>,
    /// The entry up to which the reader was told.
    told: i64,
}

/// The stream is over.
struct Over;

impl Teller {
    async fn tell(mut self, mut live: broadcast::Receiver<Live>, seen: Option<i64>) {
        if self.catch_up(seen).await.is_err() {
            return;
        }
        let mut stopping = self.app.stopping.clone();
        let mut look = tokio::time::interval(STREAM_CHECK);
        loop {
            let told = tokio::select! {
                _ = stopping.changed() => Err(Over),
                // Its place is free for another at once.
                () = self.out.closed() => Err(Over),
                _ = look.tick() => self.may_still_read().await,
                event = live.recv() => match event {
                    Ok(event) => self.pass_with_rest(event, &mut live).await,
                    Err(RecvError::Lagged(_)) => self.reset().await,
                    Err(RecvError::Closed) => Err(Over),
                },
            };
            if told.is_err() {
                return;
            }
        }
    }

    /// What the reader missed; `reset` where that is too long ago.
    async fn catch_up(&mut self, seen: Option<i64>) -> Result<(), Over> {
        let Some(seen) = seen else { return Ok(()) };
        match self.app.read(move |runtime| runtime.live_since(seen)).await {
            Ok(Some(missed)) => self.pass_all(&missed),
            Ok(None) => self.reset().await,
            Err(_) => Err(Over),
        }
    }

    /// Passes an event on with those that already wait behind it, so that the last of an entry is known as the last.
    async fn pass_with_rest(&mut self, first: Live, live: &mut broadcast::Receiver<Live>) -> Result<(), Over> {
        let mut events = vec![first];
        while events.len() < STREAM_EVENTS_WAITING_MAX {
            match live.try_recv() {
                Ok(next) => events.push(next),
                Err(TryRecvError::Lagged(_)) => return self.reset().await,
                // That the sender is gone is met again by the next call that waits.
                Err(TryRecvError::Empty | TryRecvError::Closed) => break,
            }
        }
        self.pass_all(&events)
    }

    /// Passes on what belongs to one entry or several, in their order. An entry's number stands on its last event alone: a
    /// stream that breaks off between two events of one entry is told them both again.
    fn pass_all(&mut self, events: &[Live]) -> Result<(), Over> {
        let heard: Vec<&Live> = events.iter().filter(|event| self.is_for_reader(event)).collect();
        for (at, event) in heard.iter().enumerate() {
            let is_last = heard.get(at + 1).is_none_or(|next| next.entry != event.entry);
            self.told = self.told.max(event.entry);
            self.send(of(event, is_last))?;
        }
        Ok(())
    }

    fn is_for_reader(&self, event: &Live) -> bool {
        event.entry >= self.told && self.app.runtime.may_hear(&self.who, event)
    }

    /// The reader reads anew, and goes on from what is the last entry now: also where it claimed to know later ones, as
    /// after a workspace was put back to an older copy.
    async fn reset(&mut self) -> Result<(), Over> {
        let last = self.app.read(baton_runtime::Handle::last_entry).await.map_err(|_| Over)?;
        self.told = last;
        let data = json!({ "kind": "reset", "keys": [], "rev": null }).to_string();
        self.send(Event::default().id(last.to_string()).data(data))
    }

    /// A reader whose buffer is full is too slow: its stream ends, and it comes back with the last entry it saw.
    fn send(&self, event: Event) -> Result<(), Over> {
        self.out.try_send(Ok(event)).map_err(|_| Over)
    }

    async fn may_still_read(&self) -> Result<(), Over> {
        let who = self.who.clone();
        let holds = self.app.read(move |runtime| runtime.still_holds(&who)).await;
        if self.out.is_closed() || !holds.unwrap_or(false) { Err(Over) } else { Ok(()) }
    }
}

/// As it is sent, with its entry's number if it is the entry's last.
fn of(live: &Live, is_last: bool) -> Event {
    let data = json!({ "kind": live.kind, "keys": live.keys, "rev": live.rev });
    let event = Event::default().data(data.to_string());
    if is_last { event.id(live.entry.to_string()) } else { event }
}

/// How many streams each person has open.
#[derive(Default)]
pub struct Streams {
    open: Arc<Mutex<HashMap<i64, usize>>>,
}

/// One of a person's places; leaving it gives it back.
pub struct Place {
    open: Arc<Mutex<HashMap<i64, usize>>>,
    person: i64,
}

impl Streams {
    /// Takes a place, if the person has one left.
    pub fn enter(&self, person: i64) -> Option<Place> {
        let mut open = self.open.lock();
        let count = open.entry(person).or_default();
        if *count >= STREAMS_A_PERSON_MAX {
            return None;
        }
        *count += 1;
        metrics::gauge!("baton_live_streams").increment(1.0);
        Some(Place { open: Arc::clone(&self.open), person })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.open.lock();
        if let Some(count) = open.get_mut(&self.person) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.person);
            }
        }
        metrics::gauge!("baton_live_streams").decrement(1.0);
    }
}
