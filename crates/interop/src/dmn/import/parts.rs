//! The parts of all files with the ids their decisions get, and what each needs of the others.

use crate::dmn::tree::{Decision, Definitions, InputData, Knowledge, Service};
use std::collections::HashSet;

/// A part of the model.
#[derive(Debug, Clone, Copy)]
pub enum Role<'a> {
    Input(&'a InputData),
    Decision(&'a Decision),
    Knowledge(&'a Knowledge),
    Service(&'a Service),
}

/// A part with its place and the id of its file.
#[derive(Debug)]
pub struct Part<'a> {
    pub file: usize,
    pub dmn_id: &'a str,
    pub name: &'a str,
    /// The id of the decision that it becomes.
    pub id: String,
    pub role: Role<'a>,
}

/// All parts.
pub fn find(files: &[Definitions]) -> Vec<Part<'_>> {
    let (mut parts, mut taken) = (Vec::new(), HashSet::new());
    for (file, tree) in files.iter().enumerate() {
        for input in &tree.inputs {
            let (dmn_id, name) = (input.id.as_str(), input.variable.name.as_str());
            parts.push(Part { file, dmn_id, name, id: String::new(), role: Role::Input(input) });
        }
        for decision in &tree.decisions {
            let (dmn_id, name) = (decision.id.as_str(), decision.variable.name.as_str());
            parts.push(Part { file, dmn_id, name, id: unique(name, &mut taken), role: Role::Decision(decision) });
        }
        for knowledge in &tree.knowledge {
            let (dmn_id, name) = (knowledge.id.as_str(), knowledge.variable.name.as_str());
            parts.push(Part { file, dmn_id, name, id: String::new(), role: Role::Knowledge(knowledge) });
        }
        for service in &tree.services {
            let (dmn_id, name) = (service.id.as_str(), service.variable.name.as_str());
            parts.push(Part { file, dmn_id, name, id: unique(name, &mut taken), role: Role::Service(service) });
        }
    }
    parts
}

/// The slug of a name that no other decision has.
fn unique(name: &str, taken: &mut HashSet<String>) -> String {
    let slug = baton_feel::slug(name);
    let slug = if slug.is_empty() { "decision".to_owned() } else { slug };
    let mut id = slug.clone();
    let mut number = 2;
    while !taken.insert(id.clone()) {
        id = format!("{}-{number}", &slug[..slug.len().min(55)]);
        number += 1;
    }
    id
}
