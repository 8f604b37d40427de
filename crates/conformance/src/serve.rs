//! The same over lines: a JSON object comes in, a JSON object goes out. A line that cannot be understood is answered with what
//! is wrong with it, and the next one is read.

use std::io::{self, BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use crate::expression::{Expression, named_type};
use crate::model::Question;
use crate::typed;

/// Longer lines are refused.
const LINE_BYTES_MAX: u64 = 16 << 20;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    #[serde(default)]
    id: Json,
    expr: Option<String>,
    model: Option<PathBuf>,
    others: Option<Vec<PathBuf>>,
    service: Option<String>,
    want: Option<Vec<String>>,
    inputs: Option<IndexMap<String, Json>>,
    type_ref: Option<String>,
    type_base: Option<String>,
}

/// Answers every line until there are no more.
pub fn serve(mut lines: impl BufRead, mut answers: impl Write) -> io::Result<()> {
    loop {
        let mut line = Vec::new();
        let read = (&mut lines).take(LINE_BYTES_MAX).read_until(b'\n', &mut line)?;
        if read == 0 {
            return answers.flush();
        }
        let answer = if read as u64 == LINE_BYTES_MAX && line.last() != Some(&b'\n') {
            skip_line(&mut lines)?;
            refused(&Json::Null, &format!("a line has at most {LINE_BYTES_MAX} bytes"))
        } else if line.trim_ascii().is_empty() {
            continue;
        } else {
            // A defect in one question must not keep the others from being answered.
            let answered = std::panic::catch_unwind(|| answer(&line));
            answered.unwrap_or_else(|_| refused(&Json::Null, "this question made the evaluation fail"))
        };
        writeln!(answers, "{answer}")?;
        answers.flush()?;
    }
}

fn skip_line(lines: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffered = lines.fill_buf()?;
        if buffered.is_empty() {
            return Ok(());
        }
        let end = buffered.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(buffered.len(), |end| end + 1);
        lines.consume(length);
        if end.is_some() {
            return Ok(());
        }
    }
}

fn refused(id: &Json, wrong: &str) -> Json {
    json!({ "id": id, "value": null, "error": wrong })
}

fn answer(line: &[u8]) -> Json {
    let asked: Asked = match serde_json::from_slice(line) {
        Ok(asked) => asked,
        Err(error) => {
            let id = serde_json::from_slice::<Json>(line).ok().and_then(|json| json.get("id").cloned());
            return refused(&id.unwrap_or(Json::Null), &format!("this is no question: {error}"));
        }
    };
    match (inputs(&asked), &asked.expr, &asked.model) {
        (Ok(inputs), None, Some(model)) => of_model(&asked, model, inputs),
        (Ok(_), None, None) => refused(&asked.id, "there is neither an expr nor a model"),
        (Ok(inputs), Some(text), _) => {
            let gives = named_type(asked.type_ref.as_deref(), asked.type_base.as_deref());
            let answer = Expression { text: text.clone(), inputs, gives, types: Arc::default() }.evaluate();
            let mut json = json!({ "id": asked.id, "value": typed::write(&answer.value) });
            if answer.value.is_null() && !answer.reasons.is_empty() {
                json["error"] = Json::String(answer.reasons.join("; "));
            }
            json
        }
        (Err(wrong), ..) => refused(&asked.id, &wrong),
    }
}

fn of_model(asked: &Asked, model: &Path, inputs: IndexMap<String, baton_feel::Value>) -> Json {
    let (model, others) = (model.to_owned(), asked.others.clone().unwrap_or_default());
    let want = asked.want.clone().unwrap_or_default();
    let question = Question { model, others, service: asked.service.clone(), inputs, want: want.clone() };
    let (mut results, mut errors) = (serde_json::Map::new(), serde_json::Map::new());
    for (name, answer) in want.iter().zip(question.answer()) {
        results.insert(name.clone(), typed::write(&answer.value));
        if answer.value.is_null() && !answer.reasons.is_empty() {
            errors.insert(name.clone(), Json::String(answer.reasons.join("; ")));
        }
    }
    json!({ "id": asked.id, "results": results, "errors": errors })
}

fn inputs(asked: &Asked) -> Result<IndexMap<String, baton_feel::Value>, String> {
    asked.inputs.iter().flatten().map(|(name, json)| Ok((name.clone(), typed::read(json)?))).collect()
}
