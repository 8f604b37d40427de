//! Indentation, the order of a step's keys, and blank lines.
//!
//! A text is taken apart by its block maps and lists into chunks of whole lines and put together again: the lines before
//! an entry (comments, a blank line), its first line, and what belongs to it. Values that are written on one line, in
//! brackets or as block text are moved as they are.

use std::collections::HashSet;

use super::{order, steps};
use crate::span::Span;
use crate::yaml::{Node, Source, Style, Tree, Value};

const INDENT: usize = 2;

/// The text with its lines in order.
pub(super) fn laid_out(text: &str, tree: &Tree) -> String {
    let source = Source::new(text);
    let steps = steps::steps(&tree.root).into_iter().filter(|step| !step.is_flow()).map(|step| place_of(step.span));
    let steps: HashSet<(u32, u32)> = steps.collect();
    let layout = Layout { source: &source, steps };
    let Some(entries) = tree.root.entries().filter(|entries| !entries.is_empty() && !tree.root.is_flow()) else {
        return text.to_owned();
    };
    let first = entries[0].key_span.line as usize;
    let last = layout.last_line(&tree.root);
    let mut lines = layout.gap(1, first, 0);
    lines.extend(layout.block(&tree.root, 0));
    lines.extend(layout.gap(last + 1, layout.line_count() + 1, 0));
    joined(lines)
}

/// Without blank lines at the ends and more than one between.
fn joined(lines: Vec<String>) -> String {
    let mut text = String::new();
    let mut is_blank_before = true;
    for line in lines {
        let is_blank = line.is_empty();
        if !(is_blank && is_blank_before) {
            text.push_str(&line);
            text.push('\n');
        }
        is_blank_before = is_blank;
    }
    let end = text.trim_end_matches('\n').len();
    text.truncate(end);
    text.push('\n');
    text
}

struct Layout<'a> {
    source: &'a Source<'a>,
    steps: HashSet<(u32, u32)>,
}

/// One entry or item: where it begins and ends, and its lines once it is laid out.
struct Chunk {
    first: usize,
    last: usize,
    place: usize,
    lines: Vec<String>,
}

impl Layout<'_> {
    /// A block map or list at an indentation; without the comments before its first entry.
    fn block(&self, node: &Node, indent: usize) -> Vec<String> {
        let column = node_column(node);
        let chunks = match &node.value {
            Value::Map { entries, .. } => {
                let is_step = self.steps.contains(&place_of(node.span));
                entries
                    .iter()
                    .map(|entry| {
                        let place = if is_step { order::place(&entry.key) } else { 0 };
                        let first = entry.key_span.line as usize;
                        let last = self.last_line(&entry.value).max(first);
                        Chunk { first, last, place, lines: self.entry(entry, indent) }
                    })
                    .collect()
            }
            Value::List { items, .. } => self.items(items, node.span, indent),
            Value::Text { .. } => Vec::new(),
        };
        self.with_gaps(chunks, column, indent)
    }

    /// Puts chunks together with the comments and blank lines between them, in their order.
    fn with_gaps(&self, mut chunks: Vec<Chunk>, column: usize, indent: usize) -> Vec<String> {
        let mut before: Vec<Vec<String>> = Vec::new();
        let mut last = None;
        for index in 0..chunks.len() {
            let mut leading = Vec::new();
            if let Some(last) = last {
                let (tail, lead) = self.divided(last + 1, chunks[index].first, column);
                chunks[index - 1].lines.extend(self.gap(last + 1, tail, indent + INDENT));
                leading = self.gap(lead, chunks[index].first, indent);
            }
            before.push(leading);
            last = Some(chunks[index].last);
        }
        let mut together: Vec<(Vec<String>, Chunk)> = before.into_iter().zip(chunks).collect();
        together.sort_by_key(|(_, chunk)| chunk.place);
        together.into_iter().flat_map(|(leading, chunk)| leading.into_iter().chain(chunk.lines)).collect()
    }

    /// Where the comments that belong to what is before end and those of the next entry begin: the first that is not
    /// indented deeper.
    fn divided(&self, from: usize, to: usize, column: usize) -> (usize, usize) {
        let shallow = |line: &usize| {
            let text = self.source.line(*line).1;
            text.trim_start().starts_with('#') && indentation(text) <= column
        };
        let lead = (from..to).find(shallow).unwrap_or(to);
        let deep = (from..lead).rev().find(|line| !self.source.line(*line).1.trim().is_empty());
        let tail = deep.map_or(from, |line| line + 1);
        (tail, tail)
    }

    /// Comments and blank lines from a line up to another.
    fn gap(&self, from: usize, to: usize, indent: usize) -> Vec<String> {
        let lines = (from..to).map(|line| self.source.line(line).1.trim());
        lines
            .map(|line| if line.starts_with('#') { format!("{}{line}", " ".repeat(indent)) } else { line.to_owned() })
            .collect()
    }

    fn entry(&self, entry: &crate::yaml::Entry, indent: usize) -> Vec<String> {
        let line = entry.key_span.line as usize;
        let (start, text) = self.source.line(line);
        let at = entry.key_span.start as usize - start;
        let old = entry.key_span.column as usize - 1;
        let is_block = is_block(&entry.value);
        let head = format!("{}{}", " ".repeat(indent), if is_block { text[at..].trim_end() } else { &text[at..] });
        let mut lines = vec![head];
        if is_block {
            let first = first_line(&entry.value);
            lines.extend(self.gap(line + 1, first, indent + INDENT));
            lines.extend(self.block(&entry.value, indent + INDENT));
        } else {
            lines.extend(self.moved(line + 1, self.last_line(&entry.value), old, indent));
        }
        without_ends(lines, &entry.value)
    }

    fn items(&self, items: &[Node], span: Span, indent: usize) -> Vec<Chunk> {
        let dash = span.column as usize - 1;
        let mut chunks = Vec::new();
        let mut from = span.line as usize;
        for item in items {
            let line = item.span.line as usize;
            let first = self.dash_line(from, line, dash);
            let (start, text) = self.source.line(line);
            let at = item.span.start as usize - start;
            let last = self.last_line(item).max(line);
            let mut lines = if is_block(item) {
                self.block(item, indent + INDENT)
            } else {
                let mut lines = vec![text[at..].to_owned()];
                lines.extend(self.moved(line + 1, last, dash, indent));
                without_ends(lines, item)
            };
            let above = lines.iter().take_while(|line| line.trim_start().starts_with('#')).count();
            let mut together = self.between(first, line, dash, indent);
            together
                .extend(lines.drain(..above).map(|comment| format!("{}{}", " ".repeat(indent), comment.trim_start())));
            if let Some(first) = lines.first_mut() {
                *first = format!("{}- {}", " ".repeat(indent), first.trim_start());
            }
            together.extend(lines);
            chunks.push(Chunk { first, last, place: 0, lines: together });
            from = last + 1;
        }
        chunks
    }

    /// The line of the dash of an item, which may stand above it, but not above the end of the item before.
    fn dash_line(&self, from: usize, item: usize, dash: usize) -> usize {
        let is_dash = |line: &usize| self.source.line(*line).1.as_bytes().get(dash) == Some(&b'-');
        (from..=item).rev().find(is_dash).unwrap_or(item)
    }

    /// The comments between a dash and an item below it.
    fn between(&self, from: usize, to: usize, dash: usize, indent: usize) -> Vec<String> {
        let after = |line: usize| {
            let text = self.source.line(line).1;
            let rest = if line == from { text.get(dash + 1..) } else { Some(text) };
            rest.map(str::trim).filter(|rest| rest.starts_with('#'))
        };
        (from..to).filter_map(after).map(|comment| format!("{}{comment}", " ".repeat(indent))).collect()
    }

    /// Lines that are moved with the one they belong to.
    fn moved(&self, from: usize, to: usize, old: usize, new: usize) -> Vec<String> {
        (from..=to)
            .map(|line| {
                let text = self.source.line(line).1;
                let indentation = indentation(text);
                if text.trim().is_empty() {
                    String::new()
                } else {
                    format!("{}{}", " ".repeat((indentation + new).saturating_sub(old)), text.trim_start())
                }
            })
            .collect()
    }

    fn last_line(&self, node: &Node) -> usize {
        let end = (node.span.end as usize).saturating_sub(1).max(node.span.start as usize);
        self.source.place(end).0 as usize
    }

    fn line_count(&self) -> usize {
        self.source.place(self.source.text.len()).0 as usize
    }
}

fn place_of(span: Span) -> (u32, u32) {
    (span.start, span.end)
}

fn node_column(node: &Node) -> usize {
    match &node.value {
        Value::Map { entries, .. } => entries.first().map_or(0, |entry| entry.key_span.column as usize - 1),
        _ => node.span.column as usize - 1,
    }
}

fn first_line(node: &Node) -> usize {
    match &node.value {
        Value::Map { entries, .. } => entries.first().map_or(node.span.line, |entry| entry.key_span.line) as usize,
        _ => node.span.line as usize,
    }
}

fn indentation(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Without spaces at the ends of lines, which only a block text can mean.
fn without_ends(lines: Vec<String>, value: &Node) -> Vec<String> {
    match value.value {
        Value::Text { style: Style::Block, .. } => lines,
        _ => lines.into_iter().map(|line| line.trim_end().to_owned()).collect(),
    }
}

fn is_block(node: &Node) -> bool {
    let is_empty = node.items().is_some_and(<[_]>::is_empty) || node.entries().is_some_and(<[_]>::is_empty);
    !matches!(node.value, Value::Text { .. }) && !node.is_flow() && !is_empty
}
