//! The names of a definition, found before anything else is read: expressions may use what is written further down.

use baton_feel::{Scope, Type};
use indexmap::IndexMap;

use crate::definition::FieldType;
use crate::yaml::Node;

/// What may be named, and how expressions see it.
#[derive(Debug)]
pub(super) struct Names {
    /// The fields with their types; the type as expressions see it.
    pub fields: IndexMap<String, Type>,
    /// The roles.
    pub roles: Vec<String>,
    /// What every expression may use.
    pub scope: Scope,
}

impl Names {
    /// Finds the names of a file.
    pub fn find(root: &Node) -> Self {
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
        let scope = scope.with("run", run()).with_typed_function("step", 1, step());
        Self { fields, roles, scope }
    }

    pub fn is_role(&self, name: &str) -> bool {
        self.roles.iter().any(|role| role == name)
    }
}

/// The types of fields, as expressions see them.
fn types_of(fields: Option<&Node>) -> IndexMap<String, Type> {
    let entries = fields.and_then(Node::entries).unwrap_or_default();
    entries.iter().map(|entry| (entry.key.clone(), type_of(&entry.value))).collect()
}

fn type_of(field: &Node) -> Type {
    let word = field.get("type").and_then(Node::text).unwrap_or("");
    let Some(ty) = FieldType::from_word(word) else { return Type::Any };
    match ty {
        FieldType::Text
        | FieldType::LongText
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::Group => Type::Text,
        FieldType::Number | FieldType::Money => Type::Number,
        FieldType::Date => Type::Date,
        FieldType::Time => Type::Time,
        FieldType::DateTime => Type::DateTime,
        FieldType::YesNo => Type::Boolean,
        FieldType::Choice => choice(field),
        FieldType::Choices => Type::list_of(choice(field)),
        FieldType::Person => Type::Person,
        FieldType::File => file(),
        FieldType::Files => Type::list_of(file()),
        FieldType::List => Type::list_of(Type::Context(types_of(field.get("of")).into_iter().collect())),
        FieldType::Object => Type::Context(Vec::new()),
        FieldType::Duration | FieldType::Signature => Type::Any,
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

fn file() -> Type {
    context([("name", Type::Text), ("size", Type::Number), ("type", Type::Text)])
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

fn step() -> Type {
    context([
        ("state", Type::Text),
        ("choice", Type::Text),
        ("comment", Type::Text),
        ("by", Type::Person),
        ("at", Type::DateTime),
        ("pass", Type::Number),
        ("stands", Type::Boolean),
        ("outcome", Type::Text),
    ])
}
