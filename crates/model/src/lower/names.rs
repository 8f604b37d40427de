//! The names of a definition, found before anything else is read: expressions may use what is written further down.

use std::collections::BTreeMap;

use baton_feel::{ForText, Scope, Type};

use crate::definition::FieldType;
use crate::map::IndexMap;
use crate::yaml::Node;

/// What may be named, and how expressions see it.
#[derive(Debug)]
pub(super) struct Names {
    /// The fields with their types; the type as expressions see it.
    pub fields: IndexMap<String, Type>,
    /// What a `gives` may fill: the fields; of a decision its outputs.
    pub given: IndexMap<String, Type>,
    /// The roles.
    pub roles: Vec<String>,
    /// What every expression may use.
    pub scope: Scope,
}

impl Names {
    /// Finds the names of a file; `uses` are the types, as far as they are known, of results of other decisions by their names
    /// here, and of what steps that run other workflows give by the ids of the steps.
    pub fn find(root: &Node, uses: &BTreeMap<String, Type>) -> Self {
        if root.get("decision").is_some() {
            return Self::of_decision(root, uses);
        }
        let fields = types_of(root.get("fields"));
        let roles: Vec<String> = root
            .get("roles")
            .and_then(Node::entries)
            .unwrap_or_default()
            .iter()
            .map(|entry| entry.key.clone())
            .collect();
        let mut scope = Scope::new();
        for (name, kind) in &fields {
            scope = scope.with(name, kind.clone());
        }
        for role in roles.iter().filter(|role| !fields.contains_key(*role)) {
            scope = scope.with(role, Type::Person);
        }
        let mut scope = scope.with("run", run()).with_typed_function("step", 1, Type::Context(step_entries()));
        for id in running(root) {
            let gives = uses.get(&id).map_or(ForText::WithMore, |gives| ForText::Of(gives.clone()));
            scope = scope.with_result_for("step", &id, gives);
        }
        Self { given: fields.clone(), fields, roles, scope }
    }

    /// The names of a shared decision: its inputs, and the decisions and functions that it uses.
    fn of_decision(root: &Node, known: &BTreeMap<String, Type>) -> Self {
        let fields = types_of(root.get("inputs"));
        let mut scope = Scope::new();
        for (name, kind) in &fields {
            scope = scope.with(name, kind.clone());
        }
        let uses = root.get("uses");
        let by_id = uses.and_then(Node::items).unwrap_or_default().iter().filter_map(Node::text);
        for name in by_id {
            scope = scope.with(name, known.get(name).cloned().unwrap_or(Type::Any));
        }
        for entry in uses.and_then(Node::entries).unwrap_or_default() {
            let written = type_of(&entry.value);
            let is_known = written == Type::Any && known.contains_key(&entry.key);
            scope = scope.with(&entry.key, if is_known { known[&entry.key].clone() } else { written });
        }
        let functions = root.get("functions").and_then(Node::entries).unwrap_or_default();
        for function in functions {
            scope = scope.with(&function.key, Type::Function);
        }
        Self { given: types_of(root.get("outputs")), fields, roles: Vec::new(), scope }
    }

    pub fn is_role(&self, name: &str) -> bool {
        self.roles.iter().any(|role| role == name)
    }
}

/// A scope of functions alone.
pub(super) fn of_functions<'n>(names: impl Iterator<Item = &'n str>) -> Scope {
    names.fold(Scope::new(), |scope, name| scope.with(name, Type::Function))
}

/// The types of fields, as expressions see them.
pub(super) fn types_of(fields: Option<&Node>) -> IndexMap<String, Type> {
    let entries = fields.and_then(Node::entries).unwrap_or_default();
    entries.iter().map(|entry| (entry.key.clone(), type_of(&entry.value))).collect()
}

fn type_of(field: &Node) -> Type {
    type_of_word(field.get("type").and_then(Node::text).unwrap_or(""), field)
}

fn type_of_word(word: &str, field: &Node) -> Type {
    let Some(ty) = FieldType::from_word(word) else { return Type::Any };
    match ty {
        FieldType::Choice => choice(field),
        FieldType::Choices => Type::list_of(choice(field)),
        FieldType::List => Type::list_of(match field.get("of") {
            Some(of) if of.text().is_some() => type_of_word(of.text().unwrap_or_default(), of),
            of => Type::Context(types_of(of).into_iter().collect()),
        }),
        FieldType::Object => Type::Context(types_of(field.get("of")).into_iter().collect()),
        ty => ty.kind(),
    }
}

fn choice(field: &Node) -> Type {
    let options = field.get("options").and_then(Node::items).unwrap_or_default();
    match options {
        [] => Type::Text,
        options => Type::Choice(options.iter().filter_map(Node::text).map(str::to_owned).collect()),
    }
}

fn context<const N: usize>(entries: [(&str, Type); N]) -> Type {
    Type::Context(entries.into_iter().map(|(name, kind)| (name.to_owned(), kind)).collect())
}

fn run() -> Type {
    context([
        ("key", Type::Text),
        ("link", Type::Text),
        ("started", Type::DateTime),
        ("starter", Type::Person),
        ("outcome", Type::Text),
    ])
}

/// What expressions see of every step.
pub(crate) fn step_entries() -> Vec<(String, Type)> {
    let entries = [
        ("state", Type::Text),
        ("choice", Type::Text),
        ("comment", Type::Text),
        ("by", Type::Person),
        ("at", Type::DateTime),
        ("pass", Type::Number),
        ("stands", Type::Boolean),
        ("outcome", Type::Text),
    ];
    entries.map(|(name, kind)| (name.to_owned(), kind)).to_vec()
}

/// The ids of the steps that run other workflows, wherever they stand; in a process those of which there is one run.
fn running(root: &Node) -> Vec<String> {
    let mut ids = Vec::new();
    if root.get("process").is_some() {
        let parts = root.get("workflows").and_then(Node::items).unwrap_or_default();
        let single = parts.iter().filter(|part| part.get("each").is_none());
        ids.extend(single.filter_map(|part| part.get("id").or(part.get("run"))?.text().map(str::to_owned)));
        return ids;
    }
    let mut left = vec![root];
    while let Some(node) = left.pop() {
        if let (Some(title), Some(_)) = (node.get("run").and_then(Node::text), node.get("workflow")) {
            let written = node.get("id").and_then(Node::text);
            ids.push(written.map_or_else(|| baton_feel::slug(title), str::to_owned));
        }
        left.extend(node.entries().unwrap_or_default().iter().map(|entry| &entry.value));
        left.extend(node.items().unwrap_or_default());
    }
    ids
}
