//! From the trees of all files to what can be evaluated: references followed, names given their places, texts compiled.
//!
//! What cannot be compiled becomes code that gives null with the reason; it is also one of the model's faults.

mod boxed;
mod brought;
mod iteration;
mod names;
mod parts;
mod plan;
mod shape;
mod table;

use super::fault::Fault;
use super::tree::Definitions;
use super::types::{Builder, TypeId, Types};
use baton_feel::Program;
use names::Names;
use std::collections::HashMap;
use std::sync::Arc;

/// The place of a part in the model.
pub type PartId = usize;

/// Everything that is evaluated.
#[derive(Debug)]
pub struct Compiled {
    pub parts: Vec<Part>,
    pub types: Types,
    /// The names of the imports of the main file, with the file that is meant.
    pub imports: Vec<(String, usize)>,
}

/// A part of the requirements graph.
#[derive(Debug)]
pub struct Part {
    pub file: usize,
    pub name: Arc<str>,
    pub kind: Option<TypeId>,
    pub line: u32,
    pub role: Role,
}

/// What a part is.
#[derive(Debug)]
pub enum Role {
    Input,
    Decision(Decision),
    Knowledge(Knowledge),
    Service(Service),
}

/// A decision: what it sees, and how its value comes of it.
#[derive(Debug, Default)]
pub struct Decision {
    pub brought: Vec<Brought>,
    pub logic: Option<Code>,
}

/// A knowledge model.
#[derive(Debug, Default)]
pub struct Knowledge {
    pub brought: Vec<Brought>,
    pub lambda: Option<Lambda>,
}

/// A decision service.
#[derive(Debug, Default)]
pub struct Service {
    /// Its parameters: inputs, then decisions whose values are given.
    pub takes: Vec<PartId>,
    pub gives: Vec<PartId>,
}

/// A name that a decision or knowledge model sees, and what stands under it.
#[derive(Debug)]
pub enum Brought {
    Part(PartId),
    /// What is used of an import.
    Import(Vec<PartId>),
}

/// Code over a frame: the values of the names, by their slots.
#[derive(Debug)]
pub enum Code {
    /// Null, and why.
    Null(Fault),
    Program(Program, u32),
    Table(Box<TableCode>),
    Context(Vec<EntryCode>),
    List(Vec<Code>),
    Relation(Vec<Arc<str>>, Vec<Vec<Code>>),
    Function(Arc<Lambda>),
    /// What is called, and the argument of each parameter.
    Invoke(Box<Code>, Vec<(Arc<str>, Code)>, u32),
    If(Box<[Code; 3]>),
    Filter(Box<FilterCode>),
    Iterate(Box<IterateCode>),
    /// The value as a type wants it.
    Typed(Box<Code>, TypeId, u32),
}

/// An entry of a context; without a name the result.
#[derive(Debug)]
pub struct EntryCode {
    pub name: Option<Arc<str>>,
    pub slot: usize,
    pub code: Code,
}

/// A function written in the model.
#[derive(Debug)]
pub struct Lambda {
    /// Where it finds itself, if it is an entry of a context: it may call itself by its name.
    pub own: Option<usize>,
    pub parameters: Vec<(Arc<str>, Option<TypeId>)>,
    pub slots: Vec<usize>,
    pub body: Code,
    pub gives: Option<TypeId>,
    pub line: u32,
}

/// What is kept of a list.
#[derive(Debug)]
pub struct FilterCode {
    pub list: Code,
    /// Where the list, or its item, stands.
    pub slot: usize,
    /// The entries of an item that have a name of their own.
    pub entries: Vec<(Arc<str>, usize)>,
    pub by: Keep,
}

/// What says whether an item is kept.
#[derive(Debug)]
pub enum Keep {
    /// A program over the whole list.
    Program(Program, u32),
    /// Code that is asked about each item.
    Each(Code),
}

/// `for`, `some` or `every`.
#[derive(Debug)]
pub struct IterateCode {
    pub over: super::tree::Over,
    pub source: Code,
    /// Makes a list of whatever the source gives.
    pub items: (Program, usize),
    pub slot: usize,
    pub partial: usize,
    pub body: Code,
    pub line: u32,
}

/// A decision table.
#[derive(Debug)]
pub struct TableCode {
    /// The rules, over the slots of the inputs' values.
    pub table: baton_feel::table::Table,
    pub inputs: Vec<InputCode>,
    pub outputs: Vec<(Arc<str>, Option<TypeId>)>,
    pub line: u32,
}

/// What a column tests.
#[derive(Debug)]
pub struct InputCode {
    pub slot: usize,
    pub code: Code,
    pub allowed: Option<Program>,
    pub line: u32,
}

/// The files of a model, with what they say about each other.
struct Files<'a> {
    trees: &'a [Definitions],
    imports: Vec<Vec<(String, usize)>>,
    /// Parts by file and id.
    by_id: HashMap<(usize, &'a str), PartId>,
}

struct Compiler<'a> {
    files: Files<'a>,
    types: Builder<'a>,
    parts: Vec<Part>,
    faults: Vec<Fault>,
    /// The file that is being compiled.
    file: usize,
    /// The types that its expressions can name.
    base: Names,
}

/// Compiles a model of several files, of which the first is the main one.
pub fn compile(files: &[Definitions]) -> (Compiled, Vec<Fault>) {
    let mut faults = Vec::new();
    let imports: Vec<Vec<(String, usize)>> = files.iter().map(|file| imports(file, files, &mut faults)).collect();
    let mut types = Builder::new(&imports);
    let defined: Vec<_> = files.iter().map(|file| file.types.as_slice()).collect();
    types.define(&defined);
    let files = Files { trees: files, imports: imports.clone(), by_id: HashMap::new() };
    let mut compiler = Compiler { files, types, parts: Vec::new(), faults, file: 0, base: Names::new() };
    compiler.declare();
    compiler.fill();
    compiler.circles();
    let Compiler { types, parts, mut faults, .. } = compiler;
    let (types, more) = types.finish();
    faults.extend(more);
    faults.sort_by_key(|fault| fault.line);
    (Compiled { parts, types, imports: imports.into_iter().next().unwrap_or_default() }, faults)
}

fn imports(file: &Definitions, files: &[Definitions], faults: &mut Vec<Fault>) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for import in &file.imports {
        match files.iter().position(|other| other.namespace == import.namespace && !std::ptr::eq(other, file)) {
            Some(other) => found.push((import.name.clone(), other)),
            None => {
                faults.push(Fault::new("dmn.no_import", import.line, &[("namespace", &import.namespace)]));
            }
        }
    }
    found
}

impl Compiler<'_> {
    fn refused(&mut self, code: &'static str, line: u32, params: &[(&str, &str)]) -> Code {
        let fault = Fault::new(code, line, params);
        self.faults.push(fault.clone());
        Code::Null(fault)
    }

    fn kind(&mut self, name: Option<&str>, line: u32) -> Option<TypeId> {
        self.types.resolve(self.file, name, line)
    }

    fn hint(&self, kind: Option<TypeId>) -> baton_feel::Type {
        kind.map_or(baton_feel::Type::Any, |kind| self.types.types().hint(kind))
    }

    /// Code whose value is taken as a type.
    fn typed(code: Code, kind: Option<TypeId>, line: u32) -> Code {
        match kind {
            Some(kind) => Code::Typed(Box::new(code), kind, line),
            None => code,
        }
    }
}
