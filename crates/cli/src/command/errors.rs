//! `baton errors`: every code that Baton answers with. The pages under `docs/errors/` are made of this list.

use clap::Args;
use serde_json::json;

use crate::Outcome;
use crate::say::say;

/// List every error code, with its sentence and what to do about it.
#[derive(Args)]
pub struct Errors {
    /// Only codes that begin so, such as `task.`.
    #[arg(value_name = "PREFIX", default_value = "")]
    prefix: String,
    /// One JSON document for tools instead of text.
    #[arg(long)]
    json: bool,
}

impl Errors {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let mut all = baton_server::codes::all();
        all.extend(baton_interop::codes::CODES);
        all.sort_by_key(|code| code.code);
        let codes: Vec<_> = all.into_iter().filter(|code| code.code.starts_with(&self.prefix)).collect();
        if self.json {
            let list: Vec<_> = codes
                .iter()
                .map(|code| {
                    json!({
                        "code": code.code, "status": code.status, "sentence": code.sentence,
                        "remedy": code.remedy, "example": code.example,
                    })
                })
                .collect();
            say(&format!("{:#}\n", serde_json::Value::Array(list)))?;
            return Ok(Outcome::Fine);
        }
        for code in &codes {
            say(&format!("{} ({})\n  {}\n  {}\n\n", code.code, code.status, code.sentence, code.remedy))?;
        }
        Ok(if codes.is_empty() { Outcome::Wrong } else { Outcome::Fine })
    }
}
