//! The part of the laws that is about jobs: steps that leave work to others, and all that can come of it.

use baton_engine::{Actor, Again, CallAnswer, Command, FailJob, Response};
use serde_json::json;

use crate::stage::World;

/// The lines of a step with a job, each with how much further in it stands.
pub fn lines(kind: u8, n: usize) -> Vec<(usize, String)> {
    let step = |what: &str| (0, format!("- {what}: Step {n}"));
    let inside =
        |lines: &[(usize, &str)]| lines.iter().map(|(more, line)| (2 + more, (*line).to_owned())).collect::<Vec<_>>();
    let (first, rest) = match kind {
        0 => (step("work"), inside(&[(0, "topic: a"), (0, "gives: [note]"), (0, "due: 2 hours")])),
        1 => (
            step("work"),
            inside(&[
                (0, "topic: b"),
                (0, "timeout: 3 hours"),
                (0, "retry: { times: 2, wait: 1 hour, factor: 2 }"),
                (0, "in_case:"),
                (2, "- error: any"),
                (4, "steps:"),
            ])
            .into_iter()
            .chain([(8, format!("- task: Step {n} failed")), (10, "who: asker".to_owned())])
            .collect(),
        ),
        2 => (
            step("call"),
            inside(&[
                (0, "http: { method: GET, url: \"https://example.com/{size}\" }"),
                (0, "gives: { note: response.body.note }"),
            ]),
        ),
        _ => {
            (step("work"), inside(&[(0, "topic: a"), (0, "gives: { size: result.size }"), (0, "retry: { times: 1 }")]))
        }
    };
    std::iter::once(first).chain(rest).collect()
}

/// Somebody does something with a job, as these numbers say.
pub fn attempt(world: &mut World, nth: u8, value: u8) {
    let jobs = world.state.jobs.len() as u32;
    if jobs == 0 {
        return;
    }
    let job = jobs - u32::from(nth) % jobs;
    let (fence, attempt) = world.state.job(job).map_or((0, 0), |job| (job.fence, job.attempt));
    let fence = if nth == 5 { fence.saturating_sub(1) } else { fence };
    let fail = |again| Command::FailJob(FailJob { job, fence, error: "broken".to_owned(), message: None, again });
    let answer = |answer| Command::AnswerCall { job, attempt, answer };
    let response = |status| {
        let body = json!({ "note": "n" });
        CallAnswer::Response(Response { status, headers: [].into(), body, retry_after_s: None })
    };
    let command = match value {
        0..=3 => Command::TakeJob { job, worker: "w".to_owned(), lease_s: 60 },
        4 | 5 => Command::CompleteJob { job, fence, result: json!({ "note": "n", "size": value }) },
        6 => Command::CompleteJob { job, fence, result: json!({ "size": "much" }) },
        7 => fail(Again::ByPolicy),
        8 => fail(Again::Never),
        9 => Command::LapseJob { job, fence },
        10 => answer(response(200)),
        _ => answer(response(404)),
    };
    drop(world.send(Actor::system(), &command));
}
