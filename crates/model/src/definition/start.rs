//! What starts a run.

use super::{Cron, Duration, Expr, Given, Named, Taken, Template};
use crate::span::Span;

/// One entry of `start:`.
#[derive(Debug, Clone)]
pub struct Start {
    /// What kind, with what only that kind has.
    pub kind: StartKind,
    /// Its title (a webhook's name).
    pub title: Template,
    /// Its place (of the title).
    pub span: Span,
    /// The fields it fills: asked for by a form, computed by a webhook.
    pub gives: Vec<Given>,
}

/// The kinds of start that are read.
#[derive(Debug, Clone)]
pub enum StartKind {
    /// `form:` a page that people fill in.
    Form(Who),
    /// `manual:` started by hand, with values.
    Manual(Who),
    /// `webhook:` a POST.
    Webhook {
        /// The name of the secret that signs the body; none: one is made at publishing.
        secret: Option<Named>,
        /// What tells runs apart: a second call with the key of an open run goes to that run.
        key: Option<Expr>,
    },
    /// `schedule:` at times.
    Schedule {
        /// When.
        rule: ScheduleRule,
        /// The time zone; none: the workspace's.
        zone: Option<Named>,
    },
    /// `event:` one of this name.
    Event {
        /// Its name.
        name: Named,
        /// What tells runs apart.
        key: Option<Expr>,
        /// Only if this is true, over `body`.
        when: Option<Expr>,
    },
    /// `date:` a date field of open runs.
    Date {
        /// The field.
        field: Named,
        /// So long before or after it.
        beside: Option<Beside>,
    },
    /// `workflow:` another workflow came to this outcome.
    Workflow {
        /// The other workflow.
        workflow: Named,
        /// Its outcome; none: any.
        outcome: Option<Named>,
        /// What it is started with, over the other's fields.
        with: Vec<Taken>,
    },
    /// `run: true` asked for by a `run` step or a process.
    Run,
}

/// How far from a date.
#[derive(Debug, Clone)]
pub struct Beside {
    /// So long.
    pub by: Duration,
    /// Before it, else after.
    pub before: bool,
    /// As it is written.
    pub text: String,
}

/// Who may start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Everyone signed in.
    Everyone,
    /// Anybody, without an account.
    Public,
    /// Members of these groups.
    Groups(Vec<Named>),
}

/// When a `schedule:` starts a run.
#[derive(Debug, Clone)]
pub enum ScheduleRule {
    /// Five fields: minute, hour, day of the month, month, day of the week.
    Cron(Cron),
    /// `every 15 minutes`.
    Every(Duration),
}

impl ScheduleRule {
    /// When it comes, in words that can follow others: "every weekday at 09:00". What words do not say stays as it is written.
    pub fn in_words(&self, written: &str) -> String {
        let said = match self {
            Self::Cron(cron) => cron.in_words(),
            Self::Every(_) => None,
        };
        said.unwrap_or_else(|| written.to_owned())
    }
}

impl Start {
    /// The title's slug, by which it is named outside.
    pub fn id(&self) -> String {
        baton_feel::slug(&self.title.text)
    }

    /// The word the language has for its kind.
    pub fn kind_word(&self) -> &'static str {
        match self.kind {
            StartKind::Form(_) => "form",
            StartKind::Manual(_) => "manual",
            StartKind::Webhook { .. } => "webhook",
            StartKind::Schedule { .. } => "schedule",
            StartKind::Event { .. } => "event",
            StartKind::Date { .. } => "date",
            StartKind::Workflow { .. } => "workflow",
            StartKind::Run => "run",
        }
    }

    /// Whether anybody may start it, without an account.
    pub fn is_public(&self) -> bool {
        matches!(self.kind, StartKind::Form(Who::Public) | StartKind::Manual(Who::Public))
    }

    /// The fields that it fills in.
    pub fn fields(&self) -> Vec<&str> {
        let with = match &self.kind {
            StartKind::Workflow { with, .. } => with.as_slice(),
            _ => &[],
        };
        let given = self.gives.iter().map(|given| given.field.as_str());
        given.chain(with.iter().map(|taken| taken.mine.name.as_str())).collect()
    }

    /// Whether a person starts it by filling in its fields.
    pub fn is_by_hand(&self) -> bool {
        matches!(self.kind, StartKind::Form(_) | StartKind::Manual(_))
    }
}
