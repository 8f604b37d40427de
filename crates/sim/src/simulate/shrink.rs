//! Makes a case that fails smaller, as long as it fails.

use super::draw::{Drawn, Node, Start};
use super::path::{Fault, Try};
use super::{Case, played};

/// So many smaller ones are tried.
const TRIES_MAX: usize = 1_500;

/// The smallest case found that fails as well.
pub(super) fn shrunk(case: &Case) -> Case {
    let mut best = case.clone();
    let mut tried = 0;
    loop {
        let smaller = smaller(&best);
        let found = smaller.into_iter().find(|case| {
            tried += 1;
            tried <= TRIES_MAX && played(case).is_wrong()
        });
        match found {
            Some(case) => best = case,
            None => return best,
        }
    }
}

/// The definitions that come of this one by taking out one thing.
pub(super) fn smaller_drawn(drawn: &Drawn) -> Vec<Drawn> {
    let mut all: Vec<Drawn> = fewer(&drawn.nodes).into_iter().map(|nodes| Drawn { nodes, ..drawn.clone() }).collect();
    if drawn.handler.is_some() {
        all.push(Drawn { handler: None, ..drawn.clone() });
    }
    if drawn.typed {
        all.push(Drawn { typed: false, ..drawn.clone() });
    }
    if drawn.roles {
        all.push(Drawn { roles: false, ..drawn.clone() });
    }
    if drawn.start != Start::Form {
        all.push(Drawn { start: Start::Form, ..drawn.clone() });
    }
    all
}

fn smaller(case: &Case) -> Vec<Case> {
    let mut all = Vec::new();
    let half = case.path.len() / 2;
    if half > 0 {
        all.push(Case { path: case.path[..half].to_vec(), ..case.clone() });
    }
    all.extend(smaller_drawn(&case.drawn).into_iter().map(|drawn| Case { drawn, ..case.clone() }));
    for nth in (0..case.path.len()).rev() {
        let mut path = case.path.clone();
        let tried = path.remove(nth);
        all.push(Case { path: path.clone(), ..case.clone() });
        if tried.fault != Fault::None {
            path.insert(nth, Try { fault: Fault::None, ..tried });
            all.push(Case { path, ..case.clone() });
        }
    }
    all
}

/// The lists that come of this one by taking out a node, or something of a node.
fn fewer(nodes: &[Node]) -> Vec<Vec<Node>> {
    let mut all = Vec::new();
    for nth in 0..nodes.len() {
        let with = |new: Vec<Node>| [&nodes[..nth], new.as_slice(), &nodes[nth + 1..]].concat();
        let node = &nodes[nth];
        all.push(with(Vec::new()));
        all.extend(node.parts.iter().map(|part| with(part.clone())));
        if node.when {
            all.push(with(vec![Node { when: false, ..node.clone() }]));
        }
        if node.handler.is_some() {
            all.push(with(vec![Node { handler: None, ..node.clone() }]));
        }
        for key in &node.keys {
            let keys = node.keys.iter().copied().filter(|other| other != key).collect();
            all.push(with(vec![Node { keys, ..node.clone() }]));
        }
        for (place, part) in node.parts.iter().enumerate() {
            let with_part = |new: Option<Vec<Node>>| {
                let mut parts = node.parts.clone();
                match new {
                    Some(new) => parts[place] = new,
                    None => drop(parts.remove(place)),
                }
                with(vec![Node { parts, ..node.clone() }])
            };
            if node.parts.len() > 1 {
                all.push(with_part(None));
            }
            all.extend(fewer(part).into_iter().map(|part| with_part(Some(part))));
        }
    }
    all
}
