//! The workflows as Restate runs them: what this service does is in Restate's journal, step by step.

use std::net::SocketAddr;

use restate_sdk::prelude::*;
use serde::{Deserialize, Serialize};

/// What W1 starts with.
#[derive(Serialize, Deserialize)]
struct Amount {
    amount: u64,
    priority: String,
}

/// What W2 starts with.
#[derive(Serialize, Deserialize)]
struct Request {
    item: String,
    amount: u64,
}

/// The first form.
#[derive(Serialize, Deserialize)]
struct Form {
    vendor: String,
    needed: String,
    reason: String,
}

/// The answer of the approver.
#[derive(Serialize, Deserialize)]
struct Answer {
    choice: String,
}

struct StraightThrough;

/// W1 as a plain service, which is Restate's fastest form: nothing is keyed, nothing kept after the end but the journal.
#[restate_sdk::service]
impl StraightThrough {
    #[handler]
    async fn handle(&self, ctx: Context<'_>, Json(start): Json<Amount>) -> Result<String, HandlerError> {
        ctx.run(|| async { Ok(()) }).name("take the tax apart").await?;
        ctx.run(|| async { Ok(()) }).name("keep the tax").await?;
        let way = if start.amount > 1000 && start.priority == "high" {
            ctx.run(|| async { Ok(()) }).name("the long way").await?;
            "long"
        } else {
            ctx.run(|| async { Ok(()) }).name("the short way").await?;
            "short"
        };
        ctx.run(|| async { Ok(()) }).name("add it up").await?;
        ctx.run(|| async { Ok(()) }).name("write it down").await?;
        Ok(way.to_owned())
    }
}

struct HumanApproval;

/// W2 as a workflow that waits on two promises; what is asked for stands in its state, where it is listed from.
#[restate_sdk::workflow]
impl HumanApproval {
    #[handler]
    async fn run(&self, ctx: WorkflowContext<'_>, Json(request): Json<Request>) -> Result<String, HandlerError> {
        ctx.set("task", "more".to_owned());
        let Json(form) = ctx.promise::<Json<Form>>("more").await?;
        let level = if request.amount >= 1000 { "high" } else { "low" };
        ctx.set("form", Json(form));
        ctx.set("level", level.to_owned());
        ctx.set("task", "approve".to_owned());
        let Json(answer) = ctx.promise::<Json<Answer>>("approve").await?;
        ctx.clear("task");
        Ok(format!("{}, {level}", answer.choice))
    }

    /// The open task.
    #[handler]
    async fn list(&self, ctx: SharedWorkflowContext<'_>) -> Result<String, HandlerError> {
        Ok(ctx.get::<String>("task").await?.unwrap_or_default())
    }

    #[handler]
    async fn complete(&self, ctx: SharedWorkflowContext<'_>, form: Json<Form>) -> Result<(), HandlerError> {
        ctx.resolve_promise("more", form);
        Ok(())
    }

    #[handler]
    async fn approve(&self, ctx: SharedWorkflowContext<'_>, answer: Json<Answer>) -> Result<(), HandlerError> {
        ctx.resolve_promise("approve", answer);
        Ok(())
    }
}

/// Serves them until it is told to stop.
pub async fn serve(listen: SocketAddr) {
    let endpoint = Endpoint::builder().bind(StraightThrough).bind(HumanApproval).build();
    HttpServer::new(endpoint).listen_and_serve(listen).await;
}
