//! A definition's outline in the API's words.

use baton_model as model;

use crate::words;

use super::types::{Block, Branch, BranchWay, NamedSteps, OutcomeView, Outline, OutlinePart, StartView};

/// The outline as the API shows it.
pub fn outline(of: &model::Outline) -> Outline {
    Outline {
        start: of.start.iter().map(start).collect(),
        steps: blocks(&of.steps),
        parts: of.parts.iter().map(part).collect(),
        paths: of.paths.iter().map(|path| NamedSteps { id: path.id.clone(), steps: blocks(&path.steps) }).collect(),
        outcomes: of
            .outcomes
            .iter()
            .map(|outcome| OutcomeView { id: outcome.id.clone(), title: outcome.title.clone() })
            .collect(),
        labels: of.labels.clone(),
    }
}

fn part(of: &model::PartBlock) -> OutlinePart {
    OutlinePart {
        id: of.id.clone(),
        title: of.title.clone(),
        workflow: of.workflow.clone(),
        after: of.after.clone(),
        when: of.when.clone(),
        not_before: of.not_before.clone(),
        each: of.each.clone(),
        due: of.due.clone(),
        target: of.target.clone(),
        line: of.line,
    }
}

fn start(of: &model::StartBlock) -> StartView {
    // `run: true` has no title of its own.
    let title = if of.kind == "run" { words::say("form.asked_for", &[]) } else { of.title.clone() };
    StartView { id: of.id.clone(), kind: of.kind.to_owned(), title, line: of.line }
}

fn blocks(of: &[model::Block]) -> Vec<Block> {
    of.iter().map(block).collect()
}

fn block(of: &model::Block) -> Block {
    Block {
        kind: of.kind.to_owned(),
        id: of.id.clone(),
        title: of.title.clone(),
        who: of.who.clone(),
        due: of.due.clone(),
        when: of.when.clone(),
        branches: of.branches.iter().map(branch).collect(),
        choices: of.choices.iter().map(way).collect(),
        goes_to: of.goes.to.clone(),
        line: of.line,
    }
}

fn branch(of: &model::BranchBlock) -> Branch {
    Branch {
        id: of.id.clone(),
        kind: of.kind.to_owned(),
        title: of.title.clone(),
        when: of.when.clone(),
        steps: blocks(&of.steps),
        goes_to: of.goes.to.clone(),
    }
}

fn way(of: &model::ChoiceBlock) -> BranchWay {
    BranchWay { id: of.id.clone(), label: of.label.clone(), goes_to: of.goes.to.clone() }
}
