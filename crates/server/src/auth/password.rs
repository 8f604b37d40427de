//! Passwords: checked with slowed guessing, and never more than a few at once, since each check takes memory and time.

use std::time::Instant;

use baton_runtime::Refused;

use crate::app::Shared;
use crate::auth::peer::{Peer, network};
use crate::error::{Fault, Problem};
use crate::limits::{PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};

/// Who signs in, if name and password go together; in an example workspace the name alone is enough.
pub async fn check(app: &Shared, peer: &Peer, name: String, password: Option<String>) -> Result<i64, Problem> {
    let Some(password) = password else { return example(app, name).await };
    slow_guessing(app, peer, &name)?;
    let asked = name.clone();
    let checked = app.with_password(move |runtime| runtime.verify_password(&asked, &password)).await?;
    match checked {
        Some(person) => {
            app.guesses.right(&name, peer.address, Instant::now());
            Ok(person)
        }
        None => {
            tracing::info!(network = network(peer.address), "a sign-in was refused");
            Err(Problem::new("access.wrong_credentials"))
        }
    }
}

async fn example(app: &Shared, name: String) -> Result<i64, Problem> {
    let found = app.read(move |runtime| runtime.example_person(&name)).await?;
    found.ok_or_else(|| Problem::new("access.wrong_credentials"))
}

/// Refuses an attempt that comes too soon; one that is taken counts as wrong until [`count`] knows better.
pub fn slow_guessing(app: &Shared, peer: &Peer, account: &str) -> Result<(), Problem> {
    app.guesses.attempt(account, peer.address, Instant::now()).map_err(|wait| {
        let seconds = wait.as_secs() + 1;
        Problem::new("access.too_many_attempts").param("seconds", seconds).retry_after(seconds)
    })
}

/// Takes back that an attempt was counted, where it was right.
pub fn count<T>(app: &Shared, peer: &Peer, account: &str, result: Result<T, Refused>) -> Result<T, Problem> {
    if result.is_ok() {
        app.guesses.right(account, peer.address, Instant::now());
    }
    result.map_err(Problem::from)
}

/// Refuses a password that is too short to keep anybody out.
pub fn must_be_good(password: &str, path: &str) -> Result<(), Problem> {
    let chars = password.chars().count();
    if (PASSWORD_CHARS_MIN..=PASSWORD_CHARS_MAX).contains(&chars) {
        return Ok(());
    }
    let fault =
        Fault::at(path, "access.password_weak").param("least", PASSWORD_CHARS_MIN).param("most", PASSWORD_CHARS_MAX);
    let problem =
        Problem::new("access.password_weak").param("least", PASSWORD_CHARS_MIN).param("most", PASSWORD_CHARS_MAX);
    Err(problem.fault(fault))
}
