//! Boxed expressions to code.

use super::{Code, Compiler, EntryCode, Lambda, Names};
use crate::dmn::Fault;
use crate::dmn::tree::{Boxed, Entry, Form, Relation, Variable};
use std::sync::Arc;

impl Compiler<'_> {
    pub(super) fn boxed(&mut self, boxed: &Boxed, names: &Names) -> Code {
        let line = boxed.line;
        let code = match &boxed.form {
            Form::Literal { language: Some(language), .. } => {
                self.refused("dmn.language", line, &[("language", language)])
            }
            Form::Literal { text, .. } => self.literal(text, line, names),
            Form::Table(table) => self.table(table, line, names),
            Form::Context(entries) => self.context(entries, names),
            Form::List(items) => Code::List(items.iter().map(|item| self.boxed(item, names)).collect()),
            Form::Relation(relation) => self.relation(relation, names),
            Form::Function(function) => return Code::Function(Arc::new(self.lambda(function, names))),
            Form::Invocation(callee, bindings) => {
                let callee = self.part(callee.as_deref(), line, names);
                let argument = |(parameter, value): &(Variable, Option<Boxed>), compiler: &mut Self| {
                    let kind = compiler.kind(parameter.type_ref.as_deref(), line);
                    let code = compiler.part(value.as_ref(), line, names);
                    (Arc::from(parameter.name.as_str()), Self::typed(code, kind, line))
                };
                let arguments = bindings.iter().map(|binding| argument(binding, self)).collect();
                Code::Invoke(Box::new(callee), arguments, line)
            }
            Form::Conditional(parts) => {
                let [when, then, otherwise] = [0, 1, 2].map(|at| self.part(parts[at].as_ref(), line, names));
                Code::If(Box::new([when, then, otherwise]))
            }
            Form::Filter(parts) => self.filter(parts, line, names),
            Form::Iterator(iteration) => self.iterator(iteration, line, names),
        };
        let kind = self.kind(boxed.type_ref.as_deref(), line);
        Self::typed(code, kind, line)
    }

    /// An expression that should be there; where it is not, that was said when the file was read.
    pub(super) fn part(&mut self, boxed: Option<&Boxed>, line: u32, names: &Names) -> Code {
        match boxed {
            Some(boxed) => self.boxed(boxed, names),
            None => Code::Null(Fault::new("dmn.missing", line, &[("element", "expression"), ("what", "expression")])),
        }
    }

    fn literal(&mut self, text: &str, line: u32, names: &Names) -> Code {
        if text.is_empty() {
            return Code::Null(Fault::new("dmn.missing", line, &[("element", "literalExpression"), ("what", "text")]));
        }
        let program = names.compile(text);
        self.told(&program, line);
        Code::Program(program, line)
    }

    /// The faults of a text are faults of the model.
    pub(super) fn told(&mut self, program: &baton_feel::Program, line: u32) {
        let faults = program.faults().iter().map(|fault| Fault {
            code: fault.code,
            message: fault.message.clone(),
            remedy: fault.remedy.clone().unwrap_or_default(),
            line,
        });
        self.faults.extend(faults);
    }

    fn context(&mut self, entries: &[Entry], names: &Names) -> Code {
        let (mut inner, mut found) = (names.clone(), Vec::new());
        for entry in entries {
            let line = entry.value.as_ref().map_or(0, |value| value.line);
            let code = match (&entry.variable, entry.value.as_ref().map(|value| &value.form)) {
                (Some(variable), Some(Form::Function(function))) => {
                    let mut names = inner.clone();
                    let own = Some(names.add(&variable.name, baton_feel::Type::Function));
                    Code::Function(Arc::new(Lambda { own, ..self.lambda(function, &names) }))
                }
                _ => self.part(entry.value.as_ref(), line, &inner),
            };
            let Some(variable) = &entry.variable else {
                found.push(EntryCode { name: None, slot: 0, code });
                continue;
            };
            let kind = self.kind(variable.type_ref.as_deref(), line);
            let shape = match kind {
                Some(kind) => self.types.types().hint(kind),
                None => entry.value.as_ref().map_or(baton_feel::Type::Any, |value| self.shape(self.file, value)),
            };
            let slot = inner.add(&variable.name, shape);
            // A function's variable may name the type of its results.
            let kind = kind.filter(|_| !matches!(code, Code::Function(_)));
            let name = Some(Arc::from(variable.name.as_str()));
            found.push(EntryCode { name, slot, code: Self::typed(code, kind, line) });
        }
        Code::Context(found)
    }

    fn relation(&mut self, relation: &Relation, names: &Names) -> Code {
        let mut kinds = Vec::new();
        for column in &relation.columns {
            kinds.push(self.kind(column.type_ref.as_deref(), 0));
        }
        let mut rows = Vec::new();
        for row in &relation.rows {
            let cell = |(at, cell): (usize, &Boxed)| {
                let code = self.boxed(cell, names);
                Self::typed(code, kinds.get(at).copied().flatten(), cell.line)
            };
            rows.push(row.iter().enumerate().map(cell).collect());
        }
        Code::Relation(relation.columns.iter().map(|column| Arc::from(column.name.as_str())).collect(), rows)
    }
}
