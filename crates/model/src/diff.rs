//! What changed between two versions of a workflow, in sentences a designer understands. Small on purpose: what is not
//! told in words is seen in the texts side by side.

use indexmap::IndexMap;

use crate::definition::step::StepKind;
use crate::definition::{
    Choice, Expr, Field, Given, Named, Outcome, PriorityRule, Role, RoleRule, Start, Step, Then, Workflow,
};

/// The changes from one version to another, in the order of the text.
pub fn diff(was: &Workflow, now: &Workflow) -> Vec<String> {
    let mut told = Vec::new();
    head(was, now, &mut told);
    starts(&was.start, &now.start, &mut told);
    entries("role", &was.roles, &now.roles, &mut told, role);
    entries("field", &was.fields, &now.fields, &mut told, field);
    steps(was, now, &mut told);
    entries("outcome", &was.outcomes, &now.outcomes, &mut told, outcome);
    told
}

/// `what: NAME NEW instead of OLD`, where they differ.
fn changed(of: &str, what: &str, was: Option<&str>, now: Option<&str>, told: &mut Vec<String>) {
    match (was, now) {
        (Some(was), Some(now)) if was != now => told.push(format!("{of}: {what} {now} instead of {was}")),
        (None, Some(now)) => told.push(format!("{of}: {what} {now} is new")),
        (Some(was), None) => told.push(format!("{of}: {what} {was} is gone")),
        _ => {}
    }
}

fn head(was: &Workflow, now: &Workflow, told: &mut Vec<String>) {
    let name = |named: &Option<Named>| named.as_ref().map(|named| named.name.clone());
    let target = |workflow: &Workflow| workflow.target.as_ref().map(|target| target.text.clone());
    let label = |workflow: &Workflow| workflow.label.as_ref().map(|label| label.text.clone());
    let of = "The workflow";
    changed(of, "title", Some(&was.title), Some(&now.title), told);
    changed(of, "owner", name(&was.owner).as_deref(), name(&now.owner).as_deref(), told);
    changed(of, "target", target(was).as_deref(), target(now).as_deref(), told);
    changed(of, "label", label(was).as_deref(), label(now).as_deref(), told);
    if was.about != now.about {
        told.push(format!("{of}: the text about it is another"));
    }
}

fn starts(was: &[Start], now: &[Start], told: &mut Vec<String>) {
    for start in now {
        let of = format!("Start “{}”", start.title.text);
        match was.iter().find(|old| old.title.text == start.title.text) {
            None => told.push(format!("{of} is new")),
            Some(old) => changed(&of, "gives", Some(&given(&old.gives)), Some(&given(&start.gives)), told),
        }
    }
    for old in was.iter().filter(|old| now.iter().all(|start| start.title.text != old.title.text)) {
        told.push(format!("Start “{}” is gone", old.title.text));
    }
}

fn entries<T>(
    what: &str,
    was: &IndexMap<String, T>,
    now: &IndexMap<String, T>,
    told: &mut Vec<String>,
    compare: fn(&str, &T, &T, &mut Vec<String>),
) {
    for (name, entry) in now {
        match was.get(name) {
            None => told.push(format!("{} {name} is new", capital(what))),
            Some(old) => compare(&format!("{} {name}", capital(what)), old, entry, told),
        }
    }
    for name in was.keys().filter(|name| !now.contains_key(*name)) {
        told.push(format!("{} {name} is gone", capital(what)));
    }
}

fn role(of: &str, was: &Role, now: &Role, told: &mut Vec<String>) {
    let who = |role: &Role| match &role.spec.rule {
        RoleRule::Person(people) => people.phrase.to_string(),
        RoleRule::Group { group, pick } => format!("one of {}, {}", group.name, pick.word()),
    };
    let not = |role: &Role| role.spec.not.iter().map(|people| people.phrase.to_string()).collect::<Vec<_>>().join(", ");
    changed(of, "is", Some(&who(was)), Some(&who(now)), told);
    changed(of, "not", some(&not(was)), some(&not(now)), told);
}

fn field(of: &str, was: &Field, now: &Field, told: &mut Vec<String>) {
    changed(of, "type", Some(was.ty.word()), Some(now.ty.word()), told);
    changed(of, "label", Some(&was.label.text), Some(&now.label.text), told);
    let required = |field: &Field| match (field.required, &field.required_when) {
        (true, _) => "always".to_owned(),
        (false, Some(when)) => format!("when {}", when.text),
        (false, None) => "where it is needed".to_owned(),
    };
    changed(of, "required", Some(&required(was)), Some(&required(now)), told);
    let limit = |limit: &Option<crate::definition::Limit>| limit.as_ref().map(|limit| limit.text.clone());
    changed(of, "min", limit(&was.min).as_deref(), limit(&now.min).as_deref(), told);
    changed(of, "max", limit(&was.max).as_deref(), limit(&now.max).as_deref(), told);
    if was.options.words() != now.options.words() {
        told.push(format!("{of}: the options are {}", now.options.words().join(", ")));
    }
}

fn outcome(of: &str, was: &Outcome, now: &Outcome, told: &mut Vec<String>) {
    changed(of, "title", Some(&was.title.text), Some(&now.title.text), told);
    changed(of, "gives", some(&names(&was.gives)), some(&names(&now.gives)), told);
}

fn steps(was: &Workflow, now: &Workflow, told: &mut Vec<String>) {
    let (old_steps, new_steps) = (was.all_steps(), now.all_steps());
    for step in &new_steps {
        let of = format!("Step “{}”", step.title.text);
        match old_steps.iter().find(|old| old.id == step.id) {
            None if step.kind.word() == "end" => {}
            None => told.push(format!("{of} is new")),
            Some(old) => self::step(&of, old, step, told),
        }
    }
    let is_gone = |old: &Step| old.kind.word() != "end" && new_steps.iter().all(|step| step.id != old.id);
    for old in old_steps.iter().filter(|old| is_gone(old)) {
        told.push(format!("Step “{}” is gone", old.title.text));
    }
    let order = |steps: &[&std::sync::Arc<Step>], others: &[&std::sync::Arc<Step>]| -> Vec<String> {
        steps.iter().map(|step| step.id.clone()).filter(|id| others.iter().any(|other| other.id == *id)).collect()
    };
    if order(&old_steps, &new_steps) != order(&new_steps, &old_steps) {
        told.push("The steps are in another order".to_owned());
    }
}

fn step(of: &str, was: &Step, now: &Step, told: &mut Vec<String>) {
    let expr = |expr: &Option<Expr>| expr.as_ref().map(|expr| expr.text.clone());
    let who = |step: &Step| step.who.as_ref().map(|who| who.name.clone());
    let due = |step: &Step| step.due.as_ref().map(|due| due.text.clone());
    let then = |step: &Step| targets(&step.then);
    let priority = |step: &Step| match &step.priority {
        Some(PriorityRule::Level(level)) => Some(level.word().to_owned()),
        Some(PriorityRule::Feel(expr)) => Some(expr.text.clone()),
        None => None,
    };
    changed(of, "kind", Some(was.kind.word()), Some(now.kind.word()), told);
    changed(of, "title", Some(&was.title.text), Some(&now.title.text), told);
    changed(of, "when", expr(&was.when).as_deref(), expr(&now.when).as_deref(), told);
    changed(of, "who", who(was).as_deref(), who(now).as_deref(), told);
    changed(of, "due", due(was).as_deref(), due(now).as_deref(), told);
    changed(of, "priority", priority(was).as_deref(), priority(now).as_deref(), told);
    changed(of, "then", then(was).as_deref(), then(now).as_deref(), told);
    changed(of, "needs", some(&names(&was.needs)), some(&names(&now.needs)), told);
    changed(of, "shows", some(&names(&was.shows)), some(&names(&now.shows)), told);
    changed(of, "gives", some(&given(&was.gives)), some(&given(&now.gives)), told);
    if let (Some(was), Some(now)) = (was.choices(), now.choices()) {
        choices(of, was, now, told);
    }
    inside(of, &was.kind, &now.kind, told);
}

fn choices(of: &str, was: &IndexMap<String, Choice>, now: &IndexMap<String, Choice>, told: &mut Vec<String>) {
    for (name, choice) in now {
        let Some(old) = was.get(name) else {
            told.push(format!("{of}: the choice {name} is new"));
            continue;
        };
        let then = |choice: &Choice| targets(&choice.then);
        changed(of, &format!("{name} goes to"), then(old).as_deref(), then(choice).as_deref(), told);
        changed(of, &format!("{name} reads"), Some(&old.label.text), Some(&choice.label.text), told);
        if old.comment != choice.comment {
            told.push(format!(
                "{of}: the comment of {name} is {} instead of {}",
                choice.comment.word(),
                old.comment.word()
            ));
        }
    }
    for name in was.keys().filter(|name| !now.contains_key(*name)) {
        told.push(format!("{of}: the choice {name} is gone"));
    }
}

fn inside(of: &str, was: &StepKind, now: &StepKind, told: &mut Vec<String>) {
    let texts = |kind: &StepKind| -> Vec<String> {
        match kind {
            StepKind::Choose(choose) => choose
                .cases
                .iter()
                .map(|case| case.when.as_ref().map_or("otherwise".to_owned(), |when| when.text.clone()))
                .collect(),
            StepKind::Decide(decide) => decide.expressions().into_iter().map(|expr| expr.text.clone()).collect(),
            StepKind::Send(send) => {
                let body = send.body.as_ref().map(|body| body.text.clone());
                let to = send.to.iter().map(|people| people.phrase.to_string());
                to.chain([send.subject.text.clone()]).chain(body).collect()
            }
            _ => Vec::new(),
        }
    };
    if texts(was) == texts(now) {
        return;
    }
    let what = match now {
        StepKind::Choose(_) => "the cases are others",
        StepKind::Decide(_) => "the rules are others",
        _ => "the message is another",
    };
    told.push(format!("{of}: {what}"));
}

/// Where a `then` leads, in words; none where it says nothing.
fn targets(then: &[Then]) -> Option<String> {
    let one = |then: &Then| {
        let times = if then.times > 1 { format!(" × {}", then.times) } else { String::new() };
        let when = then.when.as_ref().map_or_else(String::new, |when| format!(" when {}", when.text));
        format!("{}{times}{when}", then.to)
    };
    let targets: Vec<String> = then.iter().map(one).collect();
    (!targets.is_empty()).then(|| targets.join(", "))
}

fn names(named: &[Named]) -> String {
    named.iter().map(|named| named.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn given(given: &[Given]) -> String {
    let one = |given: &Given| match &given.value {
        Some(value) => format!("{} = {}", given.field, value.text),
        None => given.field.clone(),
    };
    given.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
