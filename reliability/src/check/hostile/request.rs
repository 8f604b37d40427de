//! One hostile request: first as the API's description wants it, then with something wrong in it.

use std::fmt::Write as _;

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::corpus::Corpus;
use super::known::{Description, Keys, Operation};
use super::{nasty, twist};

/// What a request is made of.
pub struct Source<'a> {
    pub description: &'a Description,
    pub keys: &'a Keys,
    pub corpus: &'a Corpus,
    pub host: &'a str,
    /// The cookie of whoever asks.
    pub cookie: &'a str,
}

/// A request, ready to be sent.
pub struct Request {
    /// The operation it began as.
    pub name: String,
    /// Its address.
    pub path: String,
    pub bytes: Vec<u8>,
    /// Whether it may be no request at all any more: then the server may also just close the connection.
    pub is_broken: bool,
}

/// Draws one.
pub fn draw(source: &Source<'_>, random: &mut Rng) -> Option<Request> {
    let operation = random.choice(&source.description.operations)?;
    let mut parts = Parts::of(operation, source, random);
    for _ in 0..random.usize(..4) {
        parts.spoil(source, random);
    }
    let mut bytes = parts.written(source, random);
    let is_broken = parts.is_broken || random.u8(..12) == 0;
    if is_broken && !parts.is_broken {
        for _ in 0..random.usize(1..5) {
            twist::bytes(&mut bytes, random);
        }
    }
    Some(Request { name: operation.name.clone(), path: parts.path, bytes, is_broken })
}

struct Parts {
    method: String,
    path: String,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    body: Body,
    is_broken: bool,
}

enum Body {
    None,
    Json(Value),
    Bytes(&'static str, Vec<u8>),
}

impl Parts {
    fn of(operation: &Operation, source: &Source<'_>, random: &mut Rng) -> Self {
        let path = filled(operation, source, random);
        let (mut query, mut headers) = (Vec::new(), vec![("Baton-CSRF".to_owned(), "1".to_owned())]);
        for (place, name, schema) in &operation.parameters {
            let wanted = random.u8(..3) == 0;
            match place.as_str() {
                "query" if wanted => query.push((name.clone(), as_text(&valid(schema, name, source, random, 0)))),
                "header" if wanted => headers.push((name.clone(), header(name, source.keys, random))),
                _ => {}
            }
        }
        let body = match &operation.body {
            Some(schema) => Body::Json(valid(schema, &operation.name, source, random, 0)),
            None if operation.takes_form => upload(random),
            None => Body::None,
        };
        Self { method: operation.method.clone(), path, query, headers, body, is_broken: false }
    }

    /// Makes one thing wrong.
    fn spoil(&mut self, source: &Source<'_>, random: &mut Rng) {
        match random.u8(..14) {
            0..5 => self.spoil_body(random),
            5 => self.path = spoiled_path(&self.path, random),
            6 => {
                let name = source.keys.any(random).unwrap_or_default();
                let name = self.query.first().map_or(name, |(name, _)| name.clone());
                self.query.push((name, nasty::text(random)));
            }
            7 => {
                if let Some((_, value)) = random.choice(&mut self.query) {
                    *value = nasty::text(random);
                }
            }
            8 => self.query.push(("cursor".to_owned(), source.keys.one("next", random).unwrap_or_default() + "x")),
            9 => self.headers.push((one(HEADERS, random).to_owned(), one_line(&nasty::text(random)))),
            10 => self.headers.push((one(HEADERS, random).to_owned(), header("If-Match", source.keys, random))),
            11 => self.method = one(METHODS, random).to_owned(),
            12 => self.headers.retain(|(name, _)| name != "Baton-CSRF"),
            _ => {
                let many = if random.bool() { 300 } else { 3 };
                self.headers.extend((0..many).map(|n| (format!("X-{n}"), "y".repeat(random.usize(..200)))));
            }
        }
    }

    fn spoil_body(&mut self, random: &mut Rng) {
        match &mut self.body {
            Body::None => self.body = Body::Bytes(one(KINDS, random), nasty::text(random).into_bytes()),
            Body::Json(value) if random.u8(..5) != 0 => twist::tree(value, random),
            Body::Json(value) => {
                let mut text = value.to_string().into_bytes();
                match random.u8(..4) {
                    0 => text = b"[".repeat(random.usize(1..100_000)),
                    1 => text = named_twice(&text, random),
                    _ => twist::bytes(&mut text, random),
                }
                self.body = Body::Bytes(one(KINDS, random), text);
            }
            Body::Bytes(_, bytes) => twist::bytes(bytes, random),
        }
    }

    fn written(&mut self, source: &Source<'_>, random: &mut Rng) -> Vec<u8> {
        let query: Vec<String> =
            self.query.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        let mut head =
            format!("{} {}{mark}{} HTTP/1.1\r\nHost: {}\r\n", self.method, self.path, query.join("&"), source.host);
        match random.u8(..40) {
            0 => {}
            1 => drop(write!(head, "Cookie: {}\r\n", one_line(&(source.cookie.to_owned() + &nasty::text(random))))),
            2 => drop(write!(head, "Authorization: Bearer bt_{}\r\n", one_line(&nasty::text(random)))),
            _ => drop(write!(head, "Cookie: {}\r\n", source.cookie)),
        }
        for (name, value) in &self.headers {
            // What is written to a String arrives.
            let _ = write!(head, "{name}: {value}\r\n");
        }
        let (kind, body) = match &self.body {
            Body::None => ("", Vec::new()),
            Body::Json(value) => ("application/json", value.to_string().into_bytes()),
            Body::Bytes(kind, bytes) => (*kind, bytes.clone()),
        };
        if !kind.is_empty() {
            let _ = write!(head, "Content-Type: {kind}\r\n");
        }
        let length = match random.u8(..60) {
            0 => body.len() + random.usize(1..100),
            1 => body.len().saturating_sub(random.usize(1..10)),
            2 => usize::MAX,
            _ => body.len(),
        };
        self.is_broken |= length != body.len();
        if !body.is_empty() || self.method != "GET" || length != 0 {
            let _ = write!(head, "Content-Length: {length}\r\n");
        }
        head.push_str("\r\n");
        let mut bytes = head.into_bytes();
        bytes.extend(body);
        bytes
    }
}

const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PROPFIND"];
const KINDS: &[&str] = &[
    "application/json",
    "application/json; charset=utf-16",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
];
const HEADERS: &[&str] = &[
    "If-Match",
    "If-None-Match",
    "Idempotency-Key",
    "Last-Event-ID",
    "Accept-Language",
    "X-Forwarded-For",
    "X-Filename",
    "Origin",
    "Sec-Fetch-Site",
    "Range",
    "Accept",
    "Accept-Encoding",
    "Expect",
    "User-Agent",
    "Authorization",
];

fn one(from: &'static [&'static str], random: &mut Rng) -> &'static str {
    random.choice(from).copied().unwrap_or_default()
}

/// A header's value must stay one, or the next lines would be headers of their own; broken bytes are drawn elsewhere.
fn one_line(text: &str) -> String {
    text.chars().filter(|char| !char.is_control()).take(2_000).collect()
}

fn filled(operation: &Operation, source: &Source<'_>, random: &mut Rng) -> String {
    let mut before = "";
    let parts = operation.path.split('/').map(|part| {
        let Some(name) = part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
            before = part;
            return part.to_owned();
        };
        let kind = if name == "person" { "people" } else { before };
        let known = source.keys.one(if random.u8(..4) == 0 { name } else { kind }, random);
        encoded(&known.or_else(|| source.keys.any(random)).unwrap_or_else(|| "x".to_owned()))
    });
    parts.collect::<Vec<_>>().join("/")
}

fn spoiled_path(path: &str, random: &mut Rng) -> String {
    let end = path.rfind('/').unwrap_or(0);
    match random.u8(..7) {
        0 => format!("{}/{}", &path[..end], encoded(&nasty::text(random))),
        1 => format!("{path}/"),
        2 => path.replacen('/', "//", 3),
        3 => path.to_uppercase(),
        4 => format!("{}/..%2f..%2f{}", &path[..end], &path[end..]),
        5 => format!("{path}%"),
        _ => format!("{path}%ff%00"),
    }
}

fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes().take(4_000) {
        if byte.is_ascii_alphanumeric() || b"-_.~@!".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn as_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn header(name: &str, keys: &Keys, random: &mut Rng) -> String {
    match name {
        "If-Match" if random.bool() => format!("\"{}\"", keys.one("rev", random).unwrap_or_default()),
        "If-None-Match" => "*".to_owned(),
        "Idempotency-Key" => format!("key-{}", random.u8(..)),
        "Last-Event-ID" => random.i64(-2..5_000).to_string(),
        "X-Filename" => encoded(&nasty::text(random)),
        _ => random.i64(-1..100).to_string(),
    }
}

fn upload(random: &mut Rng) -> Body {
    let content = nasty::text(random);
    if random.bool() {
        return Body::Bytes("application/octet-stream", content.into_bytes());
    }
    let name = one_line(&nasty::text(random)).replace('"', "'");
    let form = format!(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n{content}\r\n--x--\r\n"
    );
    Body::Bytes("multipart/form-data; boundary=x", form.into_bytes())
}

/// A value as the schema wants it, made of what is known where that may fit.
fn valid(schema: &Value, name: &str, source: &Source<'_>, random: &mut Rng, deep: u8) -> Value {
    let about = schema["description"].as_str();
    let schema = source.description.resolved(schema);
    if let Some(choices) = schema["enum"].as_array() {
        return random.choice(choices).cloned().unwrap_or_default();
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or_default();
    match kind {
        "object" if name == "values" => values(source, random),
        "object" => {
            let needed = |key: &str| schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == key));
            let mut map = Map::new();
            for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
                if deep < 5 && (needed(key) || random.bool()) {
                    map.insert(key.clone(), valid(inner, key, source, random, deep + 1));
                }
            }
            Value::Object(map)
        }
        "array" => (0..random.usize(..3)).map(|_| valid(&schema["items"], name, source, random, deep + 1)).collect(),
        "boolean" => json!(random.bool()),
        "integer" | "number" => {
            let known = source.keys.one(name, random).and_then(|text| text.parse::<i64>().ok());
            json!(known.unwrap_or_else(|| random.i64(-1..200)))
        }
        _ => text(name, about.or_else(|| schema["description"].as_str()).unwrap_or_default(), source, random),
    }
}

fn text(name: &str, about: &str, source: &Source<'_>, random: &mut Rng) -> Value {
    if name == "source" {
        return json!(source.corpus.definition(random));
    }
    let example = about.split('`').nth(1);
    let known = match random.u8(..4) {
        0 => source.keys.any(random),
        1 => Some(nasty::text(random)),
        2 => example.map(str::to_owned),
        _ => source.keys.one(name, random),
    };
    json!(known.unwrap_or_else(|| "a".to_owned()))
}

fn values(source: &Source<'_>, random: &mut Rng) -> Value {
    let mut map = Map::new();
    for _ in 0..random.usize(..6) {
        let value = match random.u8(..4) {
            0 => json!(random.u32(..5_000)),
            1 => json!(source.keys.one("people", random)),
            2 => json!(source.keys.one("value", random)),
            _ => nasty::value(random),
        };
        map.insert(source.keys.one("fields", random).unwrap_or_else(|| "amount".to_owned()), value);
    }
    Value::Object(map)
}

/// The object with one key named a second time.
fn named_twice(object: &[u8], random: &mut Rng) -> Vec<u8> {
    let text = String::from_utf8_lossy(object);
    let key = text.split('"').nth(1).unwrap_or("a").to_owned();
    text.replacen('{', &format!("{{\"{key}\": {}, ", nasty::value(random)), 1).into_bytes()
}
