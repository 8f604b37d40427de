//! `fields:` and the lists and maps that name them.

use std::collections::HashMap;

use baton_feel::{Type, Value};

use super::context::{Context, NameRule, listed};
use super::default;
use super::head::sentence_case;
use super::keys::Keys;
use super::names::types_of;
use super::values::Words;
use crate::codes;
use crate::definition::{Expr, Field, FieldCheck, FieldType, Given, Limit, Options, Parameter, Pattern, Template};
use crate::found::Found;
use crate::map::IndexMap;
use crate::yaml::{Entry, Node};

/// Numbers have no more digits.
const DIGITS_MAX: usize = 34;

/// Which forms a `gives` may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    /// A list of fields.
    Names,
    /// A map of fields to FEEL.
    Values,
    /// One or the other.
    Either,
}

/// Reads all fields.
pub(super) fn read(cx: &mut Context<'_>, node: Option<&Node>) -> IndexMap<String, Field> {
    let Some(node) = node else { return IndexMap::default() };
    if node.entries().is_none() {
        cx.wrong_shape(node, "fields", "a map of names");
    }
    let entries = node.entries().unwrap_or_default();
    entries.iter().filter_map(|entry| Some((entry.key.clone(), one(cx, entry, Stands::Field)?))).collect()
}

/// Reads the columns of a list. What is computed of one sees the others of its row, before all other names.
fn columns(cx: &mut Context<'_>, node: Option<&Node>) -> IndexMap<String, Field> {
    let row = types_of(node).into_iter().fold(cx.scope.clone(), |scope, (name, kind)| scope.with(&name, kind));
    cx.within(row, |cx| read(cx, node))
}

/// Where a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// Among the fields of a workflow, or the columns of a list.
    Field,
    /// Among the inputs and outputs of a decision: it may be anything, and lists are of any type.
    Parameter,
}

/// Reads the inputs or outputs of a decision.
pub(super) fn parameters(cx: &mut Context<'_>, node: Option<&Node>, key: &str) -> IndexMap<String, Parameter> {
    let Some(node) = node else { return IndexMap::default() };
    if node.entries().is_none() {
        cx.wrong_shape(node, key, "a map of names");
    }
    let types = types_of(Some(node));
    let mut parameters = IndexMap::default();
    for entry in node.entries().unwrap_or_default() {
        let kind = types.get(&entry.key).cloned().unwrap_or_default();
        let field = one(cx, entry, Stands::Parameter);
        parameters.extend(field.map(|field| (entry.key.clone(), Parameter { field, kind })));
    }
    parameters
}

/// The keys that say of which type the result of a decision is.
pub(super) fn result_type(cx: &mut Context<'_>, keys: &mut Keys<'_>) {
    cx.word(keys.get("type"), &Words { key: "type", place: None, known: &types(Stands::Parameter) });
    of(cx, keys.get("of"), Stands::Parameter);
    options(cx, keys.get("options"));
}

/// The words for types. In a decision a value may be anything.
fn types(stands: Stands) -> Vec<(&'static str, FieldType)> {
    let any = [("any", FieldType::Object)].into_iter().filter(|_| stands == Stands::Parameter);
    FieldType::ALL.into_iter().chain(any).collect()
}

/// `of:` the columns of a list; in a decision also the type of its items.
fn of(cx: &mut Context<'_>, node: Option<&Node>, stands: Stands) -> IndexMap<String, Field> {
    match node {
        Some(node) if stands == Stands::Parameter && node.text().is_some() => {
            cx.word(Some(node), &Words { key: "of", place: None, known: &types(stands) });
            IndexMap::default()
        }
        Some(node) if stands == Stands::Parameter => {
            let entries = node.entries().unwrap_or_default();
            entries.iter().filter_map(|entry| Some((entry.key.clone(), one(cx, entry, stands)?))).collect()
        }
        node => columns(cx, node),
    }
}

/// A label or a help. Those of a column are said once for all rows, so they see none of them.
fn said(cx: &mut Context<'_>, node: Option<&Node>, key: &str) -> Option<Template> {
    let everywhere = cx.names.scope.clone();
    cx.within(everywhere, |cx| cx.template_of(node, key))
}

fn one(cx: &mut Context<'_>, entry: &Entry, stands: Stands) -> Option<Field> {
    let rule = if stands == Stands::Parameter { NameRule::Value } else { NameRule::Field };
    cx.name(&entry.key, entry.key_span, rule);
    let mut keys = Keys::open(cx, &entry.value, &entry.key, "a field")?;
    let ty = keys.must(cx, "type", ", such as text");
    let ty = cx.word(ty, &Words { key: "type", place: None, known: &types(stands) });
    let field = Field {
        name: entry.key.clone(),
        span: entry.key_span,
        ty: ty.unwrap_or(FieldType::Text),
        label: said(cx, keys.get("label"), "label")
            .unwrap_or_else(|| Template::plain(sentence_case(&entry.key), entry.key_span)),
        help: said(cx, keys.get("help"), "help"),
        default: None,
        unit: keys.get("unit").and_then(|node| cx.text(node, "unit")),
        currency: keys.get("currency").and_then(|node| currency(cx, node)),
        required: cx.yes_no(keys.get("required"), "required").unwrap_or(false),
        required_when: cx.condition_of(keys.get("required_when"), "required_when"),
        show_when: cx.condition_of(keys.get("show_when"), "show_when"),
        read_only_when: cx.condition_of(keys.get("read_only_when"), "read_only_when"),
        min: limit(cx, keys.get("min"), "min", ty),
        max: limit(cx, keys.get("max"), "max", ty),
        pattern: keys.get("pattern").and_then(|node| pattern(cx, node)),
        check: keys.get("check").and_then(|node| check(cx, node)),
        personal: cx.yes_no(keys.get("personal"), "personal").unwrap_or(false),
        secret: cx.yes_no(keys.get("secret"), "secret").unwrap_or(false),
        options: options(cx, keys.get("options")),
        formats: cx.texts(keys.get("formats"), "formats").into_iter().map(|format| format.to_lowercase()).collect(),
        max_size_bytes: keys.get("max_size").and_then(|node| size(cx, node)),
        of: of(cx, keys.get("of"), stands),
        max_items: cx.count(keys.get("max_items"), "max_items"),
    };
    let default = keys.get("default");
    keys.finish(cx);
    // A row is sealed as a whole: what holds for a column holds for the list.
    let (personal, secret) =
        (field.is_private_by(|column| column.personal), field.is_private_by(|column| column.secret));
    let field = Field { personal, secret, ..field };
    let field = Field { default: default.and_then(|node| default::read(cx, node, &field)), ..field };
    if ty.is_some() {
        fits_type(cx, &entry.value, &field, stands);
    }
    Some(field)
}

/// The types that keys with a meaning of their own belong to.
const OWNERS: &[(&str, &[FieldType])] = &[
    ("currency", &[FieldType::Money]),
    ("unit", &[FieldType::Number]),
    ("options", &[FieldType::Choice, FieldType::Choices]),
    ("formats", &[FieldType::File, FieldType::Files]),
    ("max_size", &[FieldType::File, FieldType::Files]),
    ("of", &[FieldType::List]),
    ("max_items", &[FieldType::List, FieldType::Files]),
    ("pattern", &[FieldType::Text, FieldType::LongText, FieldType::Email, FieldType::Phone, FieldType::Url]),
    ("min", LIMITED),
    ("max", LIMITED),
];

const LIMITED: &[FieldType] = &[
    FieldType::Number,
    FieldType::Money,
    FieldType::Text,
    FieldType::LongText,
    FieldType::Date,
    FieldType::Time,
    FieldType::DateTime,
    FieldType::Choices,
    FieldType::List,
    FieldType::Files,
];

fn fits_type(cx: &mut Context<'_>, node: &Node, field: &Field, stands: Stands) {
    for entry in node.entries().unwrap_or_default() {
        let owners = OWNERS.iter().find(|(key, _)| *key == entry.key).map(|(_, owners)| *owners);
        let Some(owners) = owners.filter(|owners| !owners.contains(&field.ty)) else { continue };
        if entry.key == "of" && field.ty == FieldType::Object && stands == Stands::Parameter {
            continue;
        }
        let types = listed(owners.iter().map(|ty| ty.word()));
        let found = Found::new(&codes::KEY_NEEDS_TYPE, entry.key_span).with("key", &entry.key);
        cx.fault(found.with("type", field.ty.word()).with("types", types));
    }
    let missing = match field.ty {
        FieldType::Choice | FieldType::Choices if matches!(field.options, Options::None) => "options",
        FieldType::List if field.of.is_empty() && stands == Stands::Field => "of",
        _ => return,
    };
    if node.get(missing).is_none() {
        let found = Found::new(&codes::MISSING_KEY, field.span).with("key", missing).with("hint", "");
        cx.fault(found.with("what", format!("a field of type {}", field.ty.word())));
    }
}

fn currency(cx: &mut Context<'_>, node: &Node) -> Option<String> {
    let text = cx.text(node, "currency")?;
    if text.len() != 3 || !text.chars().all(|c| c.is_ascii_uppercase()) {
        let found = Found::new(&codes::BAD_VALUE, node.span).with("key", "currency").with("type", "money");
        cx.fault(found.with("text", &text).with("expected", "the three letters of ISO 4217, such as EUR"));
    }
    Some(text)
}

/// A regular expression that the whole text must match.
fn pattern(cx: &mut Context<'_>, node: &Node) -> Option<Pattern> {
    let text = cx.text(node, "pattern")?;
    match Pattern::new(&text) {
        Ok(pattern) => Some(pattern),
        Err(why) => {
            cx.fault(Found::new(&codes::BAD_PATTERN, node.span).with("text", &text).with("why", why));
            None
        }
    }
}

fn limit(cx: &mut Context<'_>, node: Option<&Node>, key: &str, ty: Option<FieldType>) -> Option<Limit> {
    let node = node?;
    let text = cx.text(node, key)?;
    let (fits, expected) = match ty {
        Some(FieldType::Date) => (baton_feel::Date::parse(&text).is_some(), "a date, such as 2026-01-31"),
        Some(FieldType::Time) => (baton_feel::Time::parse(&text).is_some(), "a time of day, such as 09:00:00"),
        Some(FieldType::DateTime) => (
            baton_feel::DateTime::parse(&text).is_some(),
            "a date and time with its zone, such as 2026-01-31T09:00:00Z",
        ),
        Some(FieldType::Number | FieldType::Money) | None => {
            let digits = text.chars().filter(char::is_ascii_digit).count();
            (text.parse::<baton_feel::Decimal>().is_ok() && digits <= DIGITS_MAX, "a number of at most 34 digits")
        }
        Some(_) => (text.parse::<u64>().is_ok(), "a whole number"),
    };
    if !fits {
        let found = Found::new(&codes::NOT_A_NUMBER, node.span).with("key", key).with("word", &text);
        cx.fault(found.with("expected", expected));
    }
    fits.then_some(Limit { text, span: node.span })
}

fn check(cx: &mut Context<'_>, node: &Node) -> Option<FieldCheck> {
    let mut keys = Keys::open(cx, node, "check", "`check`")?;
    let when = keys.must(cx, "when", " and a condition");
    let message = keys.must(cx, "message", " and what to say if it is not true");
    let when = cx.condition_of(when, "when");
    let message = cx.template_of(message, "message");
    keys.finish(cx);
    Some(FieldCheck { when: when?, message: message? })
}

fn options(cx: &mut Context<'_>, node: Option<&Node>) -> Options {
    match node {
        None => Options::None,
        Some(node) if node.text().is_some() => cx.expression(node, "options").map_or(Options::None, Options::Feel),
        Some(node) => {
            let options = cx.nameds(Some(node), "options");
            let mut lines: HashMap<&str, u32> = HashMap::new();
            for option in &options {
                if let Some(first) = lines.get(option.name.as_str()) {
                    let found = Found::new(&codes::YAML_SAME_KEY_TWICE, option.span);
                    cx.fault(found.with("key", &option.name).with("line", first));
                }
                lines.entry(&option.name).or_insert(option.span.line);
            }
            if options.is_empty() && node.items().is_some() {
                let found = Found::new(&codes::NO_ENTRIES, node.span).with("key", "options");
                cx.fault(found.with("hint", "name at least one option"));
            }
            Options::List(options.into_iter().map(|option| option.name).collect())
        }
    }
}

/// `10 MB`: units of 1,000.
fn size(cx: &mut Context<'_>, node: &Node) -> Option<u64> {
    let text = cx.text(node, "max_size")?;
    let units = [("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000)];
    let bytes = units.into_iter().find_map(|(unit, bytes)| {
        let count: u64 = text.strip_suffix(unit)?.trim().parse().ok()?;
        count.checked_mul(bytes).filter(|bytes| *bytes > 0)
    });
    if bytes.is_none() {
        cx.about(&codes::BAD_SIZE, node.span, &text);
    }
    bytes
}

impl Context<'_> {
    /// A `gives`: fields that are filled in, or computed.
    pub fn gives(&mut self, node: Option<&Node>, form: Gives) -> Vec<Given> {
        let Some(node) = node else { return Vec::new() };
        match (form, node.entries().is_some()) {
            (Gives::Values, _) | (Gives::Either, true) => self.inputs(Some(node), "gives"),
            _ => {
                let names = self.nameds(Some(node), "gives");
                names.into_iter().map(|named| Given { field: named.name, span: named.span, value: None }).collect()
            }
        }
    }

    /// What is computed must fit the field it goes into, as far as that can be seen.
    fn fits_field(&mut self, value: &Expr, found: Type, field: &str) {
        let Some(kind) = self.names.given.get(field).cloned() else { return };
        if !found.fits(&kind) {
            let found = Found::new(&codes::WRONG_TYPE, value.span).with("field", field).with("kind", found);
            return self.fault(found.with("expected", kind).with("text", &value.text));
        }
        if let (Type::Choice(options), Some(Value::Text(word))) = (&kind, value.program.as_constant())
            && !options.iter().any(|option| option.as_str() == &**word)
        {
            let near = self.suggestions.near(word, options.iter().map(String::as_str));
            let found = Found::new(&codes::UNKNOWN_WORD, value.span).with("key", field).with("word", word);
            self.fault(found.with("near", near).with("known", options.join(", ")));
        }
    }

    /// A map of names to FEEL.
    pub fn inputs(&mut self, node: Option<&Node>, key: &str) -> Vec<Given> {
        let Some(node) = node else { return Vec::new() };
        if node.entries().is_none() {
            self.wrong_shape(node, key, "a map of fields to expressions");
        }
        let mut given = Vec::new();
        for entry in node.entries().unwrap_or_default() {
            let value = self.expression(&entry.value, &entry.key);
            if let (Some(value), true) = (&value, key == "gives") {
                self.fits_field(value, value.program.result_type(), &entry.key);
            }
            given.push(Given { field: entry.key.clone(), span: entry.key_span, value });
        }
        given
    }

    /// `gives` of an `each`: for each field outside a list of what its items come to.
    pub fn gives_of_items(&mut self, node: Option<&Node>) -> Vec<Given> {
        let given = self.inputs(node, "gives of the items");
        for one in &given {
            if let Some(value) = &one.value {
                self.fits_field(value, Type::list_of(value.program.result_type()), &one.field);
            }
        }
        given
    }
}
