//! Where an expression stands, as a question says it: the names there, and what is asked of it.

use baton_feel::{Fault, Program, Scope, Type, compile, compile_output, compile_unary};
use baton_model::{Wanted, read_places};
use serde::Deserialize;
use utoipa::ToSchema;

/// A type in a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TypeWord {
    #[default]
    Any,
    Text,
    Number,
    YesNo,
    Choice,
    Choices,
    Date,
    Time,
    DateTime,
    Duration,
    Person,
    List,
    Object,
}

/// A name with its type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedType {
    /// The name.
    pub name: String,
    /// Its type.
    #[serde(default)]
    pub r#type: TypeWord,
    /// What a choice can be.
    #[serde(default)]
    pub options: Vec<String>,
    /// The entries of an object, or of the rows of a list.
    #[serde(default)]
    #[schema(no_recursion)]
    pub of: Vec<NamedType>,
}

/// What is asked of an expression, where no place in a definition says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WantedWord {
    /// A value.
    #[default]
    Value,
    /// Yes or no.
    Condition,
    /// Tests of the first name.
    Test,
}

/// Where an expression stands: in the text of a definition, or among names that are told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Within {
    /// The text of the definition.
    pub source: Option<String>,
    /// The place in it, a JSON Pointer.
    pub path: Option<String>,
    /// The names, where there is no text.
    #[serde(default)]
    pub names: Vec<NamedType>,
    /// What is asked, where no path says it.
    #[serde(default)]
    pub wanted: WantedWord,
}

/// An expression and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpressionAsk {
    /// The expression.
    pub text: String,
    /// Where it stands.
    #[serde(default)]
    pub within: Within,
}

/// A place: the names there, and what is asked.
pub(super) struct Place {
    pub scope: Scope,
    pub wanted: Wanted,
}

pub(super) fn place(within: &Within) -> Place {
    let Some(source) = &within.source else {
        let named = |scope: Scope, one: &NamedType| scope.with(&one.name, type_of(one));
        let scope = within.names.iter().fold(Scope::new(), named);
        return Place { scope, wanted: wanted(within) };
    };
    let (_, spots) = read_places(source);
    match within.path.as_deref().and_then(|path| spots.at(path)) {
        Some(spot) => Place { scope: spot.scope.clone(), wanted: spot.wanted.clone() },
        None => Place { scope: spots.scope, wanted: wanted(within) },
    }
}

fn wanted(within: &Within) -> Wanted {
    match within.wanted {
        WantedWord::Value => Wanted::Value,
        WantedWord::Condition => Wanted::Condition,
        WantedWord::Test => Wanted::Test(within.names.first().map(type_of).unwrap_or_default()),
    }
}

fn type_of(one: &NamedType) -> Type {
    let entries = || Type::Context(one.of.iter().map(|entry| (entry.name.clone(), type_of(entry))).collect());
    let choice = || if one.options.is_empty() { Type::Text } else { Type::Choice(one.options.clone()) };
    match one.r#type {
        TypeWord::Any | TypeWord::Duration => Type::Any,
        TypeWord::Text => Type::Text,
        TypeWord::Number => Type::Number,
        TypeWord::YesNo => Type::Boolean,
        TypeWord::Choice => choice(),
        TypeWord::Choices => Type::list_of(choice()),
        TypeWord::Date => Type::Date,
        TypeWord::Time => Type::Time,
        TypeWord::DateTime => Type::DateTime,
        TypeWord::Person => Type::Person,
        TypeWord::List if one.of.is_empty() => Type::list_of(Type::Any),
        TypeWord::List => Type::list_of(entries()),
        TypeWord::Object => entries(),
    }
}

pub(super) fn compiled(text: &str, place: &Place) -> Result<Program, Vec<Fault>> {
    match &place.wanted {
        Wanted::Value => compile(text, &place.scope),
        Wanted::Condition => {
            let program = compile(text, &place.scope)?;
            let found = program.result_type();
            if found.fits(&Type::Boolean) {
                return Ok(program);
            }
            let whole = baton_feel::Span::new(0, text.len());
            let message = format!("this is {found}, and a condition is a yes or no");
            Err(vec![
                Fault::new("definition.not_a_condition", message, whole).remedy("compare it with something: `… > 10`"),
            ])
        }
        Wanted::Test(of) => compile_unary(text, of, &place.scope),
        Wanted::Output(of) => compile_output(text, of, &place.scope),
    }
}
