//! Reading runs. A list's statement is put together from the pieces for what is asked.

use super::rows;
use crate::cols;
use crate::db::{self, Connected, Db};
use crate::sql;
use baton_store::StoreError;
use baton_store::query::{RunFilter, RunQuery, Seen};
use baton_store::read::ReadRuns;
use baton_store::row::{PartyRow, RunRow, SearchRow};
use rusqlite::params_from_iter;
use rusqlite::types::Value;

impl<C: Connected> ReadRuns for Db<C> {
    fn run(&self, id: i64) -> Result<Option<RunRow>, StoreError> {
        db::one(self, sql!("run/get"), [id], rows::run)
    }

    fn run_by_key(&self, key: &str) -> Result<Option<RunRow>, StoreError> {
        let Some((workflow, number)) = key.rsplit_once('-') else { return Ok(None) };
        let Ok(number) = number.parse::<i64>() else { return Ok(None) };
        let run = db::one(self, sql!("run/by_number"), rusqlite::params![workflow, number], rows::run)?;
        Ok(run.filter(|run| run.key == key))
    }

    fn runs(&self, query: &RunQuery) -> Result<Vec<RunRow>, StoreError> {
        let list = List::of(query);
        db::list(self, &list.sql, params_from_iter(list.params), rows::run)
    }

    fn runs_from(&self, workflow: i64, after: i64, limit: usize) -> Result<Vec<RunRow>, StoreError> {
        db::list(self, sql!("run/from"), [workflow, after, limit as i64], rows::run)
    }

    fn runs_ended(&self, workflow: i64, limit: usize) -> Result<Vec<RunRow>, StoreError> {
        db::list(self, sql!("run/ended"), [workflow, limit as i64], rows::run)
    }

    fn has_open_runs(&self, workflow: i64, version: i64) -> Result<bool, StoreError> {
        Ok(db::number(self, sql!("run/has_open"), [workflow, version])? != 0)
    }

    fn parties(&self, run: i64) -> Result<Vec<PartyRow>, StoreError> {
        db::list(self, sql!("run_party/of_run"), [run], rows::party)
    }

    fn is_party(&self, run: i64, person: i64) -> Result<bool, StoreError> {
        Ok(db::number(self, sql!("run_party/has"), [run, person])? != 0)
    }

    fn search(&self, run: i64) -> Result<Option<SearchRow>, StoreError> {
        let text: Option<String> = db::one(self, sql!("search/get"), [run], cols::first)?;
        let Some(text) = text else { return Ok(None) };
        let values = db::list(self, sql!("run_value/of_run"), [run], |cols| Ok((cols.get()?, cols.get()?)))?;
        Ok(Some(SearchRow { run, text, values }))
    }
}

struct List {
    sql: String,
    params: Vec<Value>,
}

impl List {
    /// What a person may see is taken from their own rows of `run_party`, in their order: a person with few runs among a
    /// million, and one with all of them, both get a page at once. What is under a run is few, and is asked for first.
    fn of(query: &RunQuery) -> Self {
        let before = Value::Integer(query.after.map_or(i64::MAX, |cursor| cursor.id));
        let (seen, party) = match query.seen {
            Seen::All => (query.person, None),
            Seen::By(person) => (Some(person), query.person),
        };
        let (mut list, order) = match seen {
            None => (Self { sql: sql!("run/list").to_owned(), params: vec![before] }, sql!("run/order")),
            Some(person) => {
                let (top, person) = (query.under.map(Value::Integer), Value::Integer(person));
                let list = if top.is_some() { sql!("run/list_seen_under") } else { sql!("run/list_seen") };
                let params = top.into_iter().chain([person, before]).collect();
                (Self { sql: list.to_owned(), params }, sql!("run/order_seen"))
            }
        };
        if let Some(top) = query.under.filter(|_| seen.is_none()) {
            list.add(sql!("run/where_under"), [Value::Integer(top)]);
        }
        list.add_filter(query.filter);
        list.add_values(query, party);
        list.add(order, [Value::Integer(query.limit as i64)]);
        list
    }

    fn add_values(&mut self, query: &RunQuery, party: Option<i64>) {
        if let Some(person) = party {
            self.add(sql!("run/where_party"), [Value::Integer(person)]);
        }
        if let Some(workflow) = query.workflow {
            self.add(sql!("run/where_workflow"), [Value::Integer(workflow)]);
        }
        if let Some(starter) = query.starter {
            self.add(sql!("run/where_starter"), [Value::Integer(starter)]);
        }
        if let Some(priority) = query.priority {
            self.add(sql!("run/where_priority"), [Value::Integer(priority.code())]);
        }
        for (field, text) in &query.fields {
            self.add(sql!("run/where_field"), [Value::Text(field.clone()), Value::Text(text.clone())]);
        }
        if let Some(words) = query.text.as_deref().and_then(words) {
            self.add(sql!("run/where_text"), [Value::Text(words)]);
        }
    }

    fn add_filter(&mut self, filter: Option<RunFilter>) {
        match filter {
            None => {}
            Some(RunFilter::Running) => self.add(sql!("run/where_running"), []),
            Some(RunFilter::Finished) => self.add(sql!("run/where_finished"), []),
            Some(RunFilter::Cancelled) => self.add(sql!("run/where_cancelled"), []),
            Some(RunFilter::Exception) => self.add(sql!("run/where_exception"), []),
            Some(RunFilter::Overdue { now_us }) => self.add(sql!("run/where_overdue"), [Value::Integer(now_us)]),
        }
    }

    fn add<const N: usize>(&mut self, sql: &str, params: [Value; N]) {
        self.sql.push_str(sql);
        self.params.extend(params);
    }
}

/// Each word as the beginning of a word, quoted, so that nothing in it is read as a search operator.
fn words(text: &str) -> Option<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let quoted: Vec<String> = parts.map(|part| format!("\"{part}\"*")).collect();
    (!quoted.is_empty()).then(|| quoted.join(" "))
}
