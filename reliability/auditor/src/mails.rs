//! Whether each mail that left is of something that happened, each happening has one id, and none is missing in the end.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use crate::log::Log;
use crate::{Audit, Found};

/// A mail that left.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Its `Message-ID`, such as `<ERR-12.1.4@baton>`: run, message of the run, person.
    pub id: String,
    /// Its subject.
    pub subject: String,
}

/// Compares.
pub fn agree(log: &Log, database: &Connection, audit: &Audit<'_>, found: &mut Found) -> anyhow::Result<()> {
    let mut statement = database.prepare("SELECT key, id FROM run")?;
    let keys: HashMap<String, i64> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let mut sent = HashSet::new();
    for entry in &log.entries {
        let messages = entry.events.iter().filter(|event| event["t"] == "message_sent");
        sent.extend(messages.filter_map(|event| Some((entry.run()?, event["message"].as_i64()?))));
    }
    let mut by_subject: HashMap<&str, HashSet<&str>> = HashMap::new();
    for mail in audit.mails {
        by_subject.entry(&mail.subject).or_default().insert(&mail.id);
        let mut parts = mail.id.trim_start_matches('<').split(['.', '@']);
        let run = parts.next().and_then(|key| keys.get(key));
        let message = parts.next().and_then(|number| number.parse::<i64>().ok());
        let happened = run.zip(message).is_some_and(|(run, message)| sent.contains(&(*run, message)));
        if !happened {
            found.fault(format!("the mail {} left for something that did not happen", mail.id));
        }
    }
    for (subject, ids) in &by_subject {
        if ids.len() > 1 && subject.starts_with("Approved ") {
            found.fault(format!("the mail \"{subject}\" left under {} ids", ids.len()));
        }
    }
    if !audit.settled {
        return Ok(());
    }
    let mut statement = database.prepare("SELECT key FROM run WHERE outcome = 'approved'")?;
    for key in statement.query_map([], |row| row.get::<_, String>(0))? {
        let key = key?;
        if !by_subject.contains_key(format!("Approved {key}").as_str()) {
            found.fault(format!("{key} was approved, and its mail never left"));
        }
    }
    Ok(())
}
