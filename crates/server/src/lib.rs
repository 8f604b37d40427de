//! HTTP: the API, sign-in, live events, the web app.
//!
//! [`router`] is the table of all routes; `api/` holds one file for each. What a request may do is decided by
//! `baton-runtime`; nothing here changes a run. Only this crate knows HTTP and the API's JSON.

mod admission;
mod answer;
mod api;
mod app;
mod assets;
mod auth;
pub mod codes;
mod commands;
mod describe;
mod error;
mod headers;
mod layers;
mod leftover;
mod limits;
mod listen;
mod live;
mod metrics;
mod openapi;
mod origin;
mod pace;
mod page;
mod paging;
mod parts;
mod problem;
mod router;
mod secret;
mod server;
mod texts;

pub use openapi::document as openapi;
pub use origin::{Origin, OriginRefused};
pub use server::{Options, Server};
