//! What an expression may expect of a name, and what is known of its own result.

use std::fmt;

/// The type of a value, as far as it is known before the expression runs. Null belongs to every type.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Type {
    /// Nothing is known.
    #[default]
    Any,
    /// Null alone.
    Null,
    /// Yes or no.
    Boolean,
    /// A number.
    Number,
    /// A text.
    Text,
    /// One of these texts.
    Choice(Vec<String>),
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// A date and time.
    DateTime,
    /// A duration of days and time.
    DaysDuration,
    /// A duration of years and months.
    YearsDuration,
    /// A duration in business time.
    BusinessDuration,
    /// A list of values of one type.
    List(Box<Type>),
    /// A context with these entries; without any, one of which nothing is known.
    Context(Vec<(String, Type)>),
    /// A person: name, email, manager, group, site.
    Person,
    /// A function.
    Function,
    /// A range of values of one type.
    Range(Box<Type>),
}

/// What stands in a person, in this order.
pub const PERSON_ENTRIES: [&str; 5] = ["name", "email", "manager", "group", "site"];

impl Type {
    /// A list of this type.
    pub fn list_of(item: Self) -> Self {
        Self::List(Box::new(item))
    }

    /// What an entry of it holds: `Ok(None)` where that cannot be known, an error with the known names where there is no such entry.
    pub fn entry(&self, name: &str) -> Result<Option<Self>, Vec<String>> {
        match self {
            Self::Context(entries) if entries.is_empty() => Ok(None),
            Self::Context(entries) => match entries.iter().find(|(known, _)| known == name) {
                Some((_, entry)) => Ok(Some(entry.clone())),
                None => Err(entries.iter().map(|(known, _)| known.clone()).collect()),
            },
            Self::Person => match name {
                "manager" => Ok(Some(Self::Person)),
                _ if PERSON_ENTRIES.contains(&name) => Ok(Some(Self::Text)),
                _ => Err(PERSON_ENTRIES.map(str::to_owned).to_vec()),
            },
            Self::List(item) => Ok(item.entry(name)?.map(Self::list_of)),
            _ => Ok(None),
        }
    }

    /// The type it has in comparisons: an option is a text, a person a context.
    fn plain(&self) -> &Self {
        const TEXT: &Type = &Type::Text;
        const CONTEXT: &Type = &Type::Context(Vec::new());
        match self {
            Self::Choice(_) => TEXT,
            Self::Person | Self::Context(_) => CONTEXT,
            other => other,
        }
    }

    /// Can a value be of both types? Null and what is not known fit everything.
    pub fn fits(&self, other: &Self) -> bool {
        match (self.plain(), other.plain()) {
            (Self::Any | Self::Null, _) | (_, Self::Any | Self::Null) => true,
            (Self::List(a), Self::List(b)) | (Self::Range(a), Self::Range(b)) => a.fits(b),
            (a, b) => a == b,
        }
    }

    /// The type of a value that is of one or the other.
    #[must_use]
    pub fn either(self, other: Self) -> Self {
        if self == other || other == Self::Null {
            return self;
        }
        match (self, other) {
            (Self::Null, other) => other,
            (Self::List(a), Self::List(b)) => Self::list_of(a.either(*b)),
            (a, b) if a.plain() == b.plain() => a.plain().clone(),
            _ => Self::Any,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Any => "anything",
            Self::Null => "null",
            Self::Boolean => "a yes or no",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::Choice(_) => "a choice",
            Self::Date => "a date",
            Self::Time => "a time",
            Self::DateTime => "a date and time",
            Self::DaysDuration => "a duration of days and time",
            Self::YearsDuration => "a duration of years and months",
            Self::BusinessDuration => "a business duration",
            Self::List(_) => "a list",
            Self::Context(_) => "a context",
            Self::Person => "a person",
            Self::Function => "a function",
            Self::Range(_) => "a range",
        };
        f.write_str(name)
    }
}
