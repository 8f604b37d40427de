//! Fields: what is known in a run, and what a value must be like.

use baton_feel::Type;
use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::{Expr, Template};
use crate::limits::{PATTERN_BYTES_MAX, PATTERN_COMPILED_BYTES_MAX, PATTERN_DEPTH_MAX};
use crate::map::IndexMap;
use crate::span::Span;

/// One entry of `fields:`.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its place (of the name).
    pub span: Span,
    /// What it holds.
    pub ty: FieldType,
    /// What the form calls it; the name in sentence case if nothing is written.
    pub label: Template,
    /// A sentence under it.
    pub help: Option<Template>,
    /// What it holds before anybody filled it in.
    pub default: Option<Default>,
    /// Shown after a number.
    pub unit: Option<String>,
    /// The currency of money (ISO 4217).
    pub currency: Option<String>,
    /// Must be filled in where it is given.
    pub required: bool,
    /// Must be filled in where this is true.
    pub required_when: Option<Expr>,
    /// Shown only where this is true.
    pub show_when: Option<Expr>,
    /// Cannot be changed where this is true.
    pub read_only_when: Option<Expr>,
    /// Smallest value, length or count.
    pub min: Option<Limit>,
    /// Largest value, length or count.
    pub max: Option<Limit>,
    /// A regular expression that the whole text must match.
    pub pattern: Option<Pattern>,
    /// A condition on what was filled in.
    pub check: Option<FieldCheck>,
    /// Erasable with the person it belongs to.
    pub personal: bool,
    /// Never in the clear in lists, logs and events.
    pub secret: bool,
    /// What a choice can be.
    pub options: Options,
    /// Endings a file may have, in lower case.
    pub formats: Vec<String>,
    /// The largest file, in bytes.
    pub max_size_bytes: Option<u64>,
    /// The columns of a list.
    pub of: IndexMap<String, Field>,
    /// The most rows of a list.
    pub max_items: Option<u64>,
}

impl Field {
    /// A field of which only the type and the label are said.
    pub(crate) fn plain(name: &str, ty: FieldType, label: &str) -> Self {
        Self {
            name: name.to_owned(),
            span: Span::default(),
            ty,
            label: Template::plain(label, Span::default()),
            help: None,
            default: None,
            unit: None,
            currency: None,
            required: false,
            required_when: None,
            show_when: None,
            read_only_when: None,
            min: None,
            max: None,
            pattern: None,
            check: None,
            personal: false,
            secret: false,
            options: Options::None,
            formats: Vec::new(),
            max_size_bytes: None,
            of: IndexMap::default(),
            max_items: None,
        }
    }

    /// Whether it, or one of its columns, is so.
    pub(crate) fn is_private_by(&self, is: fn(&Self) -> bool) -> bool {
        is(self) || self.of.values().any(|column| column.is_private_by(is))
    }

    /// Its label and help, and those of its columns.
    pub(crate) fn texts_into<'a>(&'a self, all: &mut Vec<&'a Template>) {
        all.extend([&self.label].into_iter().chain(&self.help));
        self.of.values().for_each(|column| column.texts_into(all));
    }

    /// The same with each text as a function says it.
    #[must_use]
    pub fn with_texts(&self, say: &dyn Fn(&Template) -> String) -> Self {
        let said = |text: &Template| Template::plain(say(text), text.span);
        Self {
            label: said(&self.label),
            help: self.help.as_ref().map(said),
            of: self.of.iter().map(|(name, column)| (name.clone(), column.with_texts(say))).collect(),
            ..self.clone()
        }
    }

    /// The type that expressions see.
    pub fn kind(&self) -> Type {
        let of = || self.of.values().map(|column| (column.name.clone(), column.kind())).collect();
        let choice = || match &self.options {
            Options::List(options) if !options.is_empty() => Type::Choice(options.clone()),
            _ => Type::Text,
        };
        match self.ty {
            FieldType::Choice => choice(),
            FieldType::Choices => Type::list_of(choice()),
            FieldType::List => Type::list_of(Type::Context(of())),
            FieldType::Object => Type::Context(of()),
            ty => ty.kind(),
        }
    }
}

/// A regular expression that a whole text must match, compiled once.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// As written.
    pub text: String,
    whole: Regex,
}

impl Pattern {
    /// Compiles a pattern under the limits for patterns; why not, in words.
    pub fn new(text: &str) -> Result<Self, String> {
        if text.len() > PATTERN_BYTES_MAX {
            return Err(format!("it is longer than {PATTERN_BYTES_MAX} bytes"));
        }
        let built = |pattern: &str| {
            RegexBuilder::new(pattern).size_limit(PATTERN_COMPILED_BYTES_MAX).nest_limit(PATTERN_DEPTH_MAX).build()
        };
        built(text).map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => "it stands for too much".to_owned(),
            other => other.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned(),
        })?;
        // A pattern may end in a comment, which would take the closing bracket with it; a line break ends the comment.
        let whole = built(&format!("^(?:{text})$")).or_else(|_| built(&format!("^(?:{text}\n)$")));
        let whole = whole.map_err(|_| "it stands for too much".to_owned())?;
        Ok(Self { text: text.to_owned(), whole })
    }

    /// Whether all of a text matches.
    pub fn matches(&self, text: &str) -> bool {
        self.whole.is_match(text)
    }
}

/// `type:` of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldType {
    /// One line of text.
    Text,
    /// Several lines.
    LongText,
    /// A decimal number.
    Number,
    /// A number with the field's currency.
    Money,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A moment.
    DateTime,
    /// A length of time.
    Duration,
    /// True or false.
    YesNo,
    /// One of its options.
    Choice,
    /// Several of its options.
    Choices,
    /// A person of the directory.
    Person,
    /// A group of the directory.
    Group,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Url,
    /// A file.
    File,
    /// Several files.
    Files,
    /// Rows of a table.
    List,
    /// Data of any form.
    Object,
    /// A drawn or typed signature.
    Signature,
}

impl FieldType {
    /// Every type with the word the language has for it.
    pub const ALL: [(&'static str, Self); 21] = [
        ("text", Self::Text),
        ("long-text", Self::LongText),
        ("number", Self::Number),
        ("money", Self::Money),
        ("date", Self::Date),
        ("time", Self::Time),
        ("date-time", Self::DateTime),
        ("duration", Self::Duration),
        ("yes-no", Self::YesNo),
        ("choice", Self::Choice),
        ("choices", Self::Choices),
        ("person", Self::Person),
        ("group", Self::Group),
        ("email", Self::Email),
        ("phone", Self::Phone),
        ("url", Self::Url),
        ("file", Self::File),
        ("files", Self::Files),
        ("list", Self::List),
        ("object", Self::Object),
        ("signature", Self::Signature),
    ];

    /// Whether it can be a deadline.
    pub fn is_time(self) -> bool {
        matches!(self, Self::Date | Self::DateTime | Self::Duration)
    }

    /// The type that expressions see, as far as the word alone tells.
    pub(crate) fn kind(self) -> Type {
        match self {
            Self::Text | Self::LongText | Self::Email | Self::Phone | Self::Url | Self::Group | Self::Choice => {
                Type::Text
            }
            Self::Number | Self::Money => Type::Number,
            Self::Date => Type::Date,
            Self::Time => Type::Time,
            Self::DateTime => Type::DateTime,
            Self::YesNo => Type::Boolean,
            Self::Choices => Type::list_of(Type::Text),
            Self::Person => Type::Person,
            Self::File => file(),
            Self::Files => Type::list_of(file()),
            Self::List => Type::list_of(Type::Context(Vec::new())),
            Self::Object => Type::Context(Vec::new()),
            Self::Duration | Self::Signature => Type::Any,
        }
    }

    /// The word the language has for it.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, ty)| *ty == self).map_or("", |(word, _)| word)
    }

    /// The type of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == word).map(|(_, ty)| *ty)
    }
}

/// A file as expressions see it.
fn file() -> Type {
    let entries = [("name", Type::Text), ("size", Type::Number), ("type", Type::Text)];
    Type::Context(entries.into_iter().map(|(name, kind)| (name.to_owned(), kind)).collect())
}

/// What a choice can be.
#[derive(Debug, Clone, Default)]
pub enum Options {
    /// Not a choice.
    #[default]
    None,
    /// These texts.
    List(Vec<String>),
    /// Computed.
    Feel(Expr),
}

impl Options {
    /// The options, as far as they are written; the expression where they are computed.
    pub fn words(&self) -> Vec<&str> {
        match self {
            Self::None => Vec::new(),
            Self::List(words) => words.iter().map(String::as_str).collect(),
            Self::Feel(expr) => vec![&expr.text],
        }
    }
}

/// What a field holds before anybody filled it in.
#[derive(Debug, Clone)]
pub enum Default {
    /// This value.
    Value(Json),
    /// Computed from a text with `{FEEL}`.
    Computed(Template),
}

/// `min:` or `max:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// A number, or a date for dates, as written.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// `check:` asked once the field is filled in.
#[derive(Debug, Clone)]
pub struct FieldCheck {
    /// Must be true.
    pub when: Expr,
    /// Said if it is not.
    pub message: Template,
}

/// One entry of a `gives`: a field that is filled in, with what computes it where it is computed.
#[derive(Debug, Clone)]
pub struct Given {
    /// The field's name.
    pub field: String,
    /// Its place.
    pub span: Span,
    /// What computes it; none where a person, a table or a worker gives it.
    pub value: Option<Expr>,
}
