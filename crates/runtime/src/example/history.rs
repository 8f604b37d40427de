//! The purchases that the example workspace begins with, as they stand in `examples/workspace/history.toml`.

use serde::Deserialize;
use serde_json::{Map, Value};

/// All of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct History {
    pub runs: Vec<Purchase>,
}

/// One purchase and what becomes of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Purchase {
    /// How many working days before today it is asked for.
    pub ago: u32,
    /// At what time of that day.
    pub at: String,
    /// By whom.
    pub by: String,
    pub item: String,
    pub vendor: String,
    pub amount: u32,
    pub department: String,
    pub reason: String,
    /// After how many business hours each task is done; when they end, it waits.
    #[serde(default)]
    pub hours: Vec<u32>,
    /// The budget code that the budget check finds; none: the department's general one.
    #[serde(default)]
    pub budget: Option<String>,
    /// What is done, where it is not the usual way.
    #[serde(default)]
    pub story: Vec<Deed>,
    /// It is cancelled by who asked for it.
    #[serde(default)]
    pub cancel: Option<Cancel>,
    /// Who leaves the company right before it is asked for.
    #[serde(default)]
    pub leaves: Option<String>,
}

/// What somebody does with a task.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Deed {
    /// The step the task must be of.
    pub step: String,
    /// After how many business hours.
    pub after: u32,
    /// The choice; none: the task's first.
    #[serde(default)]
    pub choice: Option<String>,
    #[serde(default)]
    pub comment: Option<String>,
    /// What is filled in.
    #[serde(default)]
    pub give: Map<String, Value>,
}

/// How a purchase is cancelled.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cancel {
    /// How many business hours after the request.
    pub after: u32,
    pub reason: String,
}

impl Purchase {
    /// What is done with its tasks, in order; `number` is the purchase's place among all, for its order number.
    pub(super) fn deeds(&self, number: usize) -> Vec<Deed> {
        let order_number = || Map::from_iter([("order_number".to_owned(), format!("PO-{}", 20_310 + number).into())]);
        if !self.story.is_empty() {
            let mut deeds = self.story.clone();
            deeds.iter_mut().filter(|deed| deed.step == ORDER).for_each(|deed| deed.give.extend(order_number()));
            return deeds;
        }
        let department = self.department.chars().take(3).collect::<String>().to_uppercase();
        let budget = self.budget.clone().unwrap_or_else(|| format!("{department}-GENERAL"));
        let budget = Map::from_iter([("budget_code".to_owned(), budget.into())]);
        let mut way = vec![(REVIEW, Some("approve"), Map::new())];
        if self.amount >= 1000 {
            way.push((BUDGET, None, budget));
        }
        if self.amount >= 10_000 {
            way.push((CFO, Some("approve"), Map::new()));
        }
        way.push((ORDER, None, order_number()));
        let deed = |((step, choice, give), after): ((&str, Option<&str>, _), &u32)| Deed {
            step: step.to_owned(),
            after: *after,
            choice: choice.map(str::to_owned),
            comment: None,
            give,
        };
        way.into_iter().zip(&self.hours).map(deed).collect()
    }
}

const REVIEW: &str = "manager-review";
const BUDGET: &str = "check-the-budget";
const CFO: &str = "cfo-signs-off";
const ORDER: &str = "place-the-order";
