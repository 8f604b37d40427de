//! HTTP: the API, sign-in, live events, the web app.

pub mod codes;
