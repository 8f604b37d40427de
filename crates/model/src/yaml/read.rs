//! From text to tree.

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use super::{Entry, Node, Source, Style, Value, trap};
use crate::codes::{self, Rule};
use crate::found::{Faults, Found};
use crate::limits;
use crate::span::Span;

/// What a text holds.
#[derive(Debug)]
pub(crate) struct Tree {
    /// The document.
    pub root: Node,
    /// Its comments, in order, with the `#`.
    pub comments: Vec<Comment>,
}

/// One comment.
#[derive(Debug, Clone)]
pub(crate) struct Comment {
    /// Its place, with the `#`.
    pub span: Span,
}

/// Reads a text. Nothing where it has a syntax error or exceeds a limit; then there is at least one fault.
pub(crate) fn read(source: &Source<'_>, faults: &mut Faults) -> Option<Tree> {
    if source.text.len() > limits::TEXT_BYTES_MAX {
        faults.add(Found::new(&codes::YAML_TOO_LARGE, Span::default()).with("bytes", limits::TEXT_BYTES_MAX));
        return None;
    }
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        emit_comments: true,
        max_buffered_comment_events: limits::COMMENTS_MAX,
        flow_nesting_limit: limits::DEPTH_MAX,
        block_nesting_limit: limits::DEPTH_MAX,
    };
    let mut reader = Reader {
        source,
        faults,
        stack: Vec::new(),
        anchors: HashMap::new(),
        nodes: 0,
        root: None,
        comments: Vec::new(),
    };
    for next in Parser::new_from_str_with_options(source.text, options) {
        let read = match next {
            Ok((event, span)) => reader.event(&event, reader.place(span)),
            Err(error) => Err(Box::new(trap::explain(&error, source))),
        };
        if let Err(found) = read {
            reader.faults.add(*found);
            return None;
        }
    }
    let Reader { root, comments, faults, .. } = reader;
    if root.is_none() {
        faults.add(Found::new(&codes::YAML_EMPTY, Span { line: 1, column: 1, ..Span::default() }));
    }
    root.map(|root| Tree { root, comments })
}

struct Reader<'a, 'f> {
    source: &'a Source<'a>,
    faults: &'f mut Faults,
    stack: Vec<Frame>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
    root: Option<Node>,
    comments: Vec<Comment>,
}

/// A list or map that is being read.
struct Frame {
    value: Value,
    span: Span,
    anchor: usize,
    key: Option<(String, Span)>,
}

impl Reader<'_, '_> {
    fn place(&self, span: granit_parser::Span) -> Span {
        let bytes = span.byte_range().unwrap_or(0..0);
        self.source.span(bytes.start, bytes.end)
    }

    fn event(&mut self, event: &Event<'_>, span: Span) -> Result<(), Box<Found>> {
        if event.tag().is_some() {
            return Err(Box::new(Found::new(&codes::YAML_TAG, span)));
        }
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                Err(Box::new(Found::new(&codes::YAML_SEVERAL_DOCUMENTS, span)))
            }
            Event::Comment(..) => {
                if let Some(found) = trap::hash_in_text(self.source, span) {
                    self.faults.add(found);
                }
                self.comments.push(Comment { span });
                Ok(())
            }
            Event::Scalar(text, style, anchor, _) => {
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
                    ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
                };
                let node = Node { value: Value::Text { text: text.to_string(), style }, span: self.trimmed(span) };
                self.put(node, *anchor)
            }
            Event::SequenceStart(style, anchor, _) => {
                self.open(Value::List { items: Vec::new(), flow: is_flow(*style) }, span, *anchor)
            }
            Event::MappingStart(style, anchor, _) => {
                self.open(Value::Map { entries: Vec::new(), flow: is_flow(*style) }, span, *anchor)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(id) => {
                let node = self.anchors.get(id).ok_or_else(|| unknown_alias(self.source, span))?;
                if self.stack.len() + node.depth() > limits::DEPTH_MAX {
                    return Err(Box::new(Found::new(&codes::YAML_TOO_DEEP, span)));
                }
                self.nodes += node.count();
                self.within_budget(span)?;
                let value = self.anchors[id].value.clone();
                self.put(Node { value, span }, 0)
            }
            Event::UnresolvedAlias(_) => Err(unknown_alias(self.source, span)),
            _ => Ok(()),
        }
    }

    fn open(&mut self, value: Value, span: Span, anchor: usize) -> Result<(), Box<Found>> {
        if self.stack.len() >= limits::DEPTH_MAX {
            return Err(Box::new(Found::new(&codes::YAML_TOO_DEEP, span).with("depth", limits::DEPTH_MAX)));
        }
        self.stack.push(Frame { value, span, anchor, key: None });
        Ok(())
    }

    fn close(&mut self, end: Span) -> Result<(), Box<Found>> {
        let Some(Frame { value, span, anchor, .. }) = self.stack.pop() else { return Ok(()) };
        let last = match &value {
            Value::List { items, flow: false } => items.last().map(|item| item.span.end),
            Value::Map { entries, flow: false } => {
                entries.last().map(|entry| entry.value.span.end.max(entry.key_span.end))
            }
            _ => Some(end.end),
        };
        let span = Span { end: last.unwrap_or(span.end).max(span.start), ..span };
        self.twice(&value);
        self.put(Node { value, span }, anchor)
    }

    /// A finished node goes into the list or map around it, or is the document.
    fn put(&mut self, node: Node, anchor: usize) -> Result<(), Box<Found>> {
        self.nodes += 1;
        self.within_budget(node.span)?;
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some(frame) = self.stack.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut frame.value {
            Value::List { items, .. } => items.push(node),
            Value::Map { entries, .. } => match frame.key.take() {
                Some((key, key_span)) => entries.push(Entry { key, key_span, value: node }),
                None => match node.value {
                    Value::Text { text, .. } => frame.key = Some((text, node.span)),
                    _ => return Err(Box::new(Found::new(&codes::YAML_KEY_NOT_TEXT, node.span))),
                },
            },
            Value::Text { .. } => {}
        }
        Ok(())
    }

    fn within_budget(&self, span: Span) -> Result<(), Box<Found>> {
        if self.nodes <= limits::NODES_MAX {
            return Ok(());
        }
        Err(Box::new(Found::new(&codes::YAML_TOO_MANY_VALUES, span).with("values", limits::NODES_MAX)))
    }

    fn twice(&mut self, value: &Value) {
        let Value::Map { entries, .. } = value else { return };
        let mut seen: HashMap<&str, u32> = HashMap::new();
        for entry in entries {
            if let Some(first) = seen.get(entry.key.as_str()) {
                let found = Found::new(&codes::YAML_SAME_KEY_TWICE, entry.key_span);
                self.faults.add(found.with("key", &entry.key).with("line", first));
            }
            seen.entry(&entry.key).or_insert(entry.key_span.line);
        }
    }

    /// Without the line breaks that a block text ends with.
    fn trimmed(&self, span: Span) -> Span {
        let text = span.of(self.source.text);
        Span { end: span.start + text.trim_end().len() as u32, ..span }
    }
}

fn is_flow(style: StructureStyle) -> bool {
    style == StructureStyle::Flow
}

fn unknown_alias(source: &Source<'_>, span: Span) -> Box<Found> {
    let rule: &'static Rule = &codes::YAML_ALIAS;
    Box::new(Found::new(rule, span).with("name", span.of(source.text)))
}
