//! The names an expression may use: each with a type and a slot, and the functions its host offers.

use crate::builtins;
use crate::fault::Fault;
use crate::ops::kind::SIMPLE_TYPES;
use crate::parse;
use crate::span::Span;
use crate::syntax::tree::TypeName;
use crate::syntax::vocabulary::Vocabulary;
use crate::types::Type;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The names and functions an expression may use. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Scope(Arc<Parts>);

#[derive(Debug, Clone)]
struct Parts {
    names: Vec<(Arc<str>, Type)>,
    by_name: HashMap<Arc<str>, usize>,
    functions: Vec<HostFunction>,
    types: HashMap<String, TypeName>,
    vocabulary: Arc<Vocabulary>,
}

/// A function that the host of an expression offers.
#[derive(Debug, Clone)]
pub struct HostFunction {
    /// Its name.
    pub name: Arc<str>,
    /// How many arguments it takes.
    pub arity: usize,
    /// The type of what it gives.
    pub gives: Type,
    /// The texts for which it gives something else.
    pub for_texts: BTreeMap<Arc<str>, ForText>,
}

/// What a function of the host gives for one text.
#[derive(Debug, Clone, PartialEq)]
pub enum ForText {
    /// A value of this type.
    Of(Type),
    /// What it gives for others, with entries of which nothing is known.
    WithMore,
}

impl Default for Scope {
    fn default() -> Self {
        Self::new()
    }
}

impl Scope {
    /// A scope with FEEL's own functions alone.
    pub fn new() -> Self {
        let vocabulary = Arc::new(Vocabulary::over(builtins::vocabulary()));
        Self(Arc::new(Parts {
            names: Vec::new(),
            by_name: HashMap::new(),
            functions: Vec::new(),
            types: HashMap::new(),
            vocabulary,
        }))
    }

    /// With a name more. A name that is there already gets the new type and keeps its slot.
    #[must_use]
    pub fn with(mut self, name: impl AsRef<str>, kind: Type) -> Self {
        let parts = Arc::make_mut(&mut self.0);
        let name: Arc<str> = Arc::from(name.as_ref());
        if let Some(slot) = parts.by_name.get(&name) {
            parts.names[*slot].1 = kind;
            return self;
        }
        let vocabulary = Arc::make_mut(&mut parts.vocabulary);
        vocabulary.add(&name, false);
        add_entries(vocabulary, &kind);
        parts.by_name.insert(Arc::clone(&name), parts.names.len());
        parts.names.push((name, kind));
        self
    }

    /// With a function of the host, whose result is known only when it is called.
    #[must_use]
    pub fn with_function(self, name: impl AsRef<str>, arity: usize) -> Self {
        self.with_typed_function(name, arity, Type::Any)
    }

    /// With a function of the host that gives a value of this type.
    #[must_use]
    pub fn with_typed_function(mut self, name: impl AsRef<str>, arity: usize, gives: Type) -> Self {
        let parts = Arc::make_mut(&mut self.0);
        let vocabulary = Arc::make_mut(&mut parts.vocabulary);
        vocabulary.add(name.as_ref(), true);
        add_entries(vocabulary, &gives);
        let name = Arc::from(name.as_ref());
        parts.functions.push(HostFunction { name, arity, gives, for_texts: BTreeMap::new() });
        self
    }

    /// With what a function of the host gives for one text, where that is something else than for others.
    #[must_use]
    pub fn with_result_for(mut self, function: &str, text: &str, gives: ForText) -> Self {
        let parts = Arc::make_mut(&mut self.0);
        if let ForText::Of(gives) = &gives {
            add_entries(Arc::make_mut(&mut parts.vocabulary), gives);
        }
        if let Some(function) = parts.functions.iter_mut().find(|known| &*known.name == function) {
            function.for_texts.insert(Arc::from(text), gives);
        }
        self
    }

    /// With a type of that name, for `instance of` and parameters: `number`, `list<string>`, `context<a: number>`, or a
    /// type that was named before.
    pub fn with_type(mut self, name: &str, definition: &str) -> Result<Self, Fault> {
        let written = parse::type_name(definition, self.vocabulary()).map_err(|fault| *fault)?;
        let known = self.known_type(&written).map_err(|unknown| {
            let message = format!("there is no type `{unknown}`");
            Fault::new("feel.unknown_type", message, Span::new(0, definition.len())).param("name", unknown)
        })?;
        let parts = Arc::make_mut(&mut self.0);
        Arc::make_mut(&mut parts.vocabulary).add(name, false);
        parts.types.insert(name.to_owned(), known);
        Ok(self)
    }

    /// The type with the names of this scope replaced by what they mean, or the first name that means nothing.
    pub(crate) fn known_type(&self, kind: &TypeName) -> Result<TypeName, String> {
        self.meant(kind, &|unknown| Err(unknown.to_owned()))
    }

    /// The same, where a name that means nothing stands for any type.
    pub(crate) fn known_type_or_any(&self, kind: &TypeName) -> TypeName {
        let any = || TypeName::Simple("Any".to_owned());
        self.meant(kind, &|_| Ok(any())).unwrap_or_else(|_| any())
    }

    fn meant(&self, kind: &TypeName, otherwise: &dyn Fn(&str) -> Result<TypeName, String>) -> Result<TypeName, String> {
        let inner = |kind: &TypeName| self.meant(kind, otherwise);
        Ok(match kind {
            TypeName::Simple(name) if SIMPLE_TYPES.contains(&name.as_str()) => kind.clone(),
            TypeName::Simple(name) => self.0.types.get(name).cloned().map_or_else(|| otherwise(name), Ok)?,
            TypeName::List(item) => TypeName::List(Box::new(inner(item)?)),
            TypeName::Range(item) => TypeName::Range(Box::new(inner(item)?)),
            TypeName::Context(entries) => {
                let known = entries.iter().map(|(name, kind)| Ok((name.clone(), inner(kind)?)));
                TypeName::Context(known.collect::<Result<_, String>>()?)
            }
            TypeName::Function(parameters, result) => {
                let parameters = parameters.iter().map(inner).collect::<Result<_, _>>()?;
                TypeName::Function(parameters, Box::new(inner(result)?))
            }
        })
    }

    /// The slot of a name: its place in the order the names were added.
    pub fn slot(&self, name: &str) -> Option<usize> {
        self.0.by_name.get(name).copied()
    }

    /// The name and type at a slot.
    pub fn at(&self, slot: usize) -> Option<(&Arc<str>, &Type)> {
        self.0.names.get(slot).map(|(name, kind)| (name, kind))
    }

    /// All names in the order of their slots.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.names.iter().map(|(name, _)| &**name)
    }

    /// The host's function of that name.
    pub fn function(&self, name: &str) -> Option<&HostFunction> {
        self.0.functions.iter().find(|function| &*function.name == name)
    }

    /// The names of the host's functions.
    pub fn functions(&self) -> impl Iterator<Item = &str> {
        self.0.functions.iter().map(|function| &*function.name)
    }

    pub(crate) fn vocabulary(&self) -> Vocabulary {
        Vocabulary::over(Arc::clone(&self.0.vocabulary))
    }
}

/// Names with spaces inside a context are known too.
fn add_entries(vocabulary: &mut Vocabulary, kind: &Type) {
    match kind {
        Type::Context(entries) => entries.iter().for_each(|(name, kind)| {
            vocabulary.add(name, false);
            add_entries(vocabulary, kind);
        }),
        Type::List(item) => add_entries(vocabulary, item),
        _ => {}
    }
}
