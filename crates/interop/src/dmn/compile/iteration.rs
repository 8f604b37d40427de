//! Filters, `for`, `some` and `every`.

use super::{Code, Compiler, FilterCode, IterateCode, Keep, Names};
use crate::dmn::tree::{Boxed, Form, Iteration};
use baton_feel::Type;
use std::sync::Arc;

impl Compiler<'_> {
    pub(super) fn filter(&mut self, parts: &[Option<Boxed>; 2], line: u32, names: &Names) -> Code {
        if let [Some(list), Some(by)] = parts
            && let (Some(list), Some(text)) = (text_of(list), text_of(by))
        {
            let program = names.compile(&format!("({list}\n)[{text}\n]"));
            self.told(&program, line);
            return Code::Program(program, line);
        }
        let list = self.part(parts[0].as_ref(), line, names);
        let shape = parts[0].as_ref().map_or(Type::Any, |list| self.shape(self.file, list));
        let mut inner = names.clone();
        if let Some(Boxed { form: Form::Literal { text, language: None }, line, .. }) = &parts[1] {
            // As the expression language filters, which also knows the entries of items that have no declared type.
            let (name, slot) = inner.hidden("filtered", shape);
            let program = inner.compile(&format!("{name}[{text}\n]"));
            self.told(&program, *line);
            let by = Keep::Program(program, *line);
            return Code::Filter(Box::new(FilterCode { list, slot, entries: Vec::new(), by }));
        }
        let item = if let Type::List(item) = shape { *item } else { Type::Any };
        let mut entries = Vec::new();
        if let Type::Context(known) = &item {
            for (name, kind) in known {
                entries.push((Arc::from(name.as_str()), inner.add(name, kind.clone())));
            }
        }
        let slot = inner.add("item", item);
        let by = Keep::Each(self.part(parts[1].as_ref(), line, &inner));
        Code::Filter(Box::new(FilterCode { list, slot, entries, by }))
    }

    pub(super) fn iterator(&mut self, iteration: &Iteration, line: u32, names: &Names) -> Code {
        let mut outer = names.clone();
        let shape = iteration.source.as_ref().map_or(Type::Any, |source| self.shape(self.file, source));
        let (hidden, slot) = outer.hidden("source", shape.clone());
        let (source, items) = match &iteration.source {
            // A text may be a range without brackets, which only a `for` understands.
            Some(Boxed { form: Form::Literal { text, language: None }, line, type_ref: None }) => {
                let program = names.compile(&format!("for source in {text}\nreturn source"));
                self.told(&program, *line);
                (Code::Program(program, *line), outer.compile(&hidden))
            }
            other => {
                let items = outer.compile(&format!("for item in {hidden} return item"));
                (self.part(other.as_ref(), line, names), items)
            }
        };
        let item = if let Type::List(item) = shape { *item } else { Type::Any };
        let mut inner = names.clone();
        let own = inner.add(&iteration.variable, item);
        let partial = inner.add("partial", Type::list_of(Type::Any));
        let body = self.part(iteration.body.as_ref(), line, &inner);
        let over = iteration.over;
        let items = (items, slot);
        Code::Iterate(Box::new(IterateCode { over, source, items, slot: own, partial, body, line }))
    }
}

/// The text of an expression that is nothing but a text.
fn text_of(boxed: &Boxed) -> Option<&str> {
    match &boxed.form {
        Form::Literal { text, language: None } if boxed.type_ref.is_none() => Some(text),
        _ => None,
    }
}
