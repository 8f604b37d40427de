//! Reads the text of a file. Elements of other namespaces (diagrams, extensions of tools) are passed over.
//!
//! A document type declaration is refused, and with it every entity that is not XML's own.

use super::Element;
use crate::dmn::Fault;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

/// How much a file may hold.
const BYTES_MAX: usize = 8 << 20;
const DEPTH_MAX: usize = 100;
const ELEMENTS_MAX: usize = 200_000;

/// The namespaces of DMN 1.2 to 1.5.
const NAMESPACES: [&str; 4] = [
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
];

/// The root element of a file.
pub fn parse(text: &str) -> Result<Element, Fault> {
    if text.len() > BYTES_MAX {
        let what = format!("{} bytes, at most {}", text.len(), BYTES_MAX);
        return Err(Fault::new("dmn.too_large", 0, &[("what", &what)]));
    }
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().check_end_names = true;
    let mut builder = Builder { open: Vec::new(), foreign: 0, elements: 0, root: None };
    let mut lines = Lines { text, at: 0, line: 1 };
    loop {
        let line = lines.at(reader.buffer_position() as usize);
        let (namespace, event) = match reader.read_resolved_event() {
            Ok(found) => found,
            Err(error) => return Err(no_xml(&error, lines.at(reader.error_position() as usize))),
        };
        let is_dmn = matches!(&namespace, ResolveResult::Bound(found) if NAMESPACES.contains(&found.as_ref()));
        let bound = if let ResolveResult::Bound(found) = &namespace { found.as_ref() } else { "" };
        match event {
            Event::Start(start) => builder.open(&start, is_dmn, bound, line)?,
            Event::Empty(start) => {
                builder.open(&start, is_dmn, bound, line)?;
                builder.close();
            }
            Event::End(_) => builder.close(),
            Event::Text(found) => builder.text(&found.xml10_content()),
            Event::CData(found) => builder.text(&found.xml10_content()),
            Event::GeneralRef(found) => builder.text(&entity(&found, line)?),
            Event::DocType(_) => return Err(Fault::new("dmn.doctype", line, &[])),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => break,
        }
    }
    let unclosed = builder.open.len() + builder.foreign;
    match builder.root {
        Some(root) if unclosed == 0 => Ok(root),
        _ => Err(no_xml(&"it ends before its root element is closed", lines.line)),
    }
}

/// The line of a place in the text; places are asked for from the first to the last.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn at(&mut self, place: usize) -> u32 {
        let bytes = self.text.as_bytes();
        let place = place.min(bytes.len());
        if place > self.at {
            self.line += String::from_utf8_lossy(&bytes[self.at..place]).matches('\n').count() as u32;
            self.at = place;
        }
        self.line
    }
}

struct Builder {
    open: Vec<Element>,
    /// How many elements of other namespaces are open.
    foreign: usize,
    elements: usize,
    root: Option<Element>,
}

impl Builder {
    fn open(&mut self, start: &BytesStart<'_>, is_dmn: bool, namespace: &str, line: u32) -> Result<(), Fault> {
        self.elements += 1;
        if self.elements > ELEMENTS_MAX {
            let what = format!("more than {ELEMENTS_MAX} elements");
            return Err(Fault::new("dmn.too_large", line, &[("what", &what)]));
        }
        if self.open.len() + self.foreign >= DEPTH_MAX {
            return Err(Fault::new("dmn.too_deep", line, &[("levels", &DEPTH_MAX.to_string())]));
        }
        if self.root.is_some() && self.open.is_empty() {
            return Err(no_xml(&"a second root element", line));
        }
        let name = start.local_name().as_ref().to_owned();
        if self.open.is_empty() && self.foreign == 0 && (!is_dmn || name != "definitions") {
            return Err(if name == "definitions" && namespace.contains("/DMN/") {
                Fault::new("dmn.version", line, &[("namespace", namespace)])
            } else {
                Fault::new("dmn.not_dmn", line, &[("element", &name)])
            });
        }
        if self.foreign > 0 || !is_dmn {
            self.foreign += 1;
            return Ok(());
        }
        let attributes = attributes(start, line)?;
        self.open.push(Element { name, attributes, line, ..Element::default() });
        Ok(())
    }

    fn close(&mut self) {
        if self.foreign > 0 {
            self.foreign -= 1;
            return;
        }
        let Some(element) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
    }

    fn text(&mut self, text: &str) {
        if self.foreign == 0
            && let Some(element) = self.open.last_mut()
        {
            element.text.push_str(text);
        }
    }
}

fn attributes(start: &BytesStart<'_>, line: u32) -> Result<Vec<(String, String)>, Fault> {
    let mut found = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| no_xml(&error, line))?;
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|error| no_xml(&error, line))?;
        found.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(found)
}

/// What one of XML's own entities stands for.
fn entity(reference: &BytesRef<'_>, line: u32) -> Result<String, Fault> {
    if let Some(found) = reference.resolve_char_ref().map_err(|error| no_xml(&error, line))? {
        return Ok(found.to_string());
    }
    let name = reference.xml10_content();
    quick_xml::escape::resolve_predefined_entity(&name)
        .map(str::to_owned)
        .ok_or_else(|| no_xml(&format!("the entity &{name}; is not known"), line))
}

fn no_xml(what: &dyn std::fmt::Display, line: u32) -> Fault {
    Fault::new("dmn.xml", line, &[("what", &what.to_string())])
}
