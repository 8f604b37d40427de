//! Expressions: compiled where they stand, with the names that may be used there.

use baton_feel::{Fault, Program, Scope, Type, Value};

use super::context::Context;
use crate::codes;
use crate::definition::step::Cell;
use crate::definition::{AskedOfStep, Expr};
use crate::found::{Found, Told};
use crate::span::Span;
use crate::spots::Wanted;
use crate::yaml::{Entry, Node};

impl Context<'_> {
    /// Reads something in which other names may be used.
    pub fn within<T>(&mut self, scope: Scope, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.scope, scope);
        let result = read(self);
        self.scope = outer;
        result
    }

    /// A whole value that is FEEL.
    pub fn expression(&mut self, node: &Node, key: &str) -> Option<Expr> {
        self.mark(node, || Wanted::Value);
        self.whole(node, key)
    }

    fn whole(&mut self, node: &Node, key: &str) -> Option<Expr> {
        let text = self.prose(node, key)?;
        self.expression_in(node, 0, text.len())
    }

    /// An expression that is asked whether it is true. One that cannot be read stands as one that may be.
    pub fn condition_of(&mut self, node: Option<&Node>, key: &str) -> Option<Expr> {
        let node = node?;
        self.mark(node, || Wanted::Condition);
        let Some(expr) = self.whole(node, key) else { return Some(self.unknown_condition(node.span)) };
        let kind = expr.program.result_type();
        if !kind.fits(&Type::Boolean) {
            let found = Found::new(&codes::NOT_A_CONDITION, expr.span).with("key", key).with("kind", kind);
            self.fault(found.with("text", &expr.text));
        }
        Some(expr)
    }

    /// A condition that may be true or not.
    pub fn unknown_condition(&self, span: Span) -> Expr {
        const TEXT: &str = "run.outcome != null";
        let program = baton_feel::compile(TEXT, &self.names.scope);
        let program = program.unwrap_or_else(|_| Program::constant(baton_feel::Value::Null));
        Expr { text: format!("(line {})", span.line), span, program }
    }

    pub fn expression_of(&mut self, node: Option<&Node>, key: &str) -> Option<Expr> {
        self.expression(node?, key)
    }

    /// A part of a text that is FEEL.
    pub fn expression_in(&mut self, node: &Node, start: usize, end: usize) -> Option<Expr> {
        let text = node.text()?.get(start..end)?;
        self.goes_on()?;
        let compiled = baton_feel::compile(text, &self.scope);
        self.compiled(compiled, text, Written { node, start, end })
    }

    /// A table's cell under `gives`, of this type: an option of a choice stands without FEEL quotes.
    pub fn cell(&mut self, node: &Node, output: &Type) -> Option<Cell> {
        self.mark(node, || Wanted::Output(output.clone()));
        let text = self.text(node, "gives")?;
        self.goes_on()?;
        let compiled = baton_feel::compile_output(&text, output, &self.scope);
        let expr = self.compiled(compiled, &text, Written::whole(node, &text))?;
        Some(Cell { text, expr })
    }

    /// A table's cell under `when`: unary tests of an input of this type.
    pub fn test(&mut self, node: &Node, input: &Type) -> Option<Cell> {
        self.mark(node, || Wanted::Test(input.clone()));
        let text = self.text(node, "when")?;
        self.goes_on()?;
        let compiled = baton_feel::compile_unary(&text, input, &self.scope);
        let expr = self.compiled(compiled, &text, Written::whole(node, &text))?;
        Some(Cell { text, expr })
    }

    /// A function of these parameters whose body was compiled before: what can be wrong yet are its parameters' names.
    pub fn function(&mut self, entry: &Entry, parameters: &[&str], body: &str, scope: &Scope) -> Option<Program> {
        // As an entry of a context a function knows its own name, and can call itself.
        let name = format!("\"{}\"", entry.key.replace('\\', "\\\\").replace('"', "\\\""));
        let text = format!("get value({{{name}: function({}) ({body}\n)}}, {name})", parameters.join(", "));
        baton_feel::compile(&text, scope)
            .map_err(|faults| {
                for fault in faults {
                    let found = self.feel_fault(fault, entry.key_span);
                    self.fault(found);
                }
            })
            .ok()
    }

    /// Nothing more is compiled where nothing more would be told of it.
    fn goes_on(&mut self) -> Option<()> {
        self.lost |= self.is_full();
        (!self.is_full()).then_some(())
    }

    /// Notes what an expression asks of steps that it names.
    fn note_asked(&mut self, program: &Program, span: Span) {
        for call in program.calls().iter().filter(|call| call.function == "step") {
            let step = call.arguments.first().and_then(Option::as_ref).and_then(Value::as_text);
            let (step, entry) = (step.map(ToOwned::to_owned), call.path.first().cloned());
            self.asked_of_steps.push(AskedOfStep { step, entry, span });
        }
    }

    fn compiled(&mut self, compiled: Result<Program, Vec<Fault>>, text: &str, at: Written<'_>) -> Option<Expr> {
        match compiled {
            Ok(program) => {
                let span = at.node.part(self.source, at.start, at.end);
                self.note_asked(&program, span);
                Some(Expr { text: text.to_owned(), span, program })
            }
            Err(faults) => {
                for fault in faults {
                    let span = at.node.part(self.source, at.start + fault.span.start, at.start + fault.span.end);
                    let found = self.feel_fault(fault, span);
                    self.fault(found);
                }
                None
            }
        }
    }

    fn feel_fault(&self, fault: Fault, span: Span) -> Found {
        let name = fault.params.iter().find(|(param, _)| *param == "name").map(|(_, name)| name.clone());
        let option_of =
            name.as_deref().filter(|_| fault.code == "feel.unknown_name").and_then(|name| self.option_of(name));
        if let (Some(name), Some(field)) = (&name, option_of) {
            let found = Found::new(&codes::TEXT_MEANT, span).with("name", name).with("field", field);
            return found.with("quoted", format!("\"{name}\" in quotes, which in YAML is '\"{name}\"'"));
        }
        // The quotes of YAML are gone before an expression is read, so it takes both kinds.
        let no_such = name.filter(|_| {
            fault.code == "feel.unknown_name" && !fault.params.iter().any(|(param, _)| *param == "suggestion")
        });
        let remedy =
            no_such.map(|name| format!("for the text write '\"{name}\"', with both kinds of quotes")).or(fault.remedy);
        let told = Told { code: fault.code, message: format!("in this expression: {}", fault.message), remedy };
        let mut found = Found::new(&codes::FEEL, span);
        found.params = fault.params.into_iter().collect();
        found.told = Some(told);
        found
    }

    /// The choice field that has this option.
    fn option_of(&self, word: &str) -> Option<&str> {
        let has = |kind: &Type| match kind {
            Type::Choice(options) => options.iter().any(|option| option == word),
            Type::List(item) => matches!(&**item, Type::Choice(options) if options.iter().any(|option| option == word)),
            _ => false,
        };
        self.names.fields.iter().find(|(_, kind)| has(kind)).map(|(name, _)| name.as_str())
    }
}

/// An expression's place in a text.
#[derive(Clone, Copy)]
struct Written<'n> {
    node: &'n Node,
    start: usize,
    end: usize,
}

impl<'n> Written<'n> {
    fn whole(node: &'n Node, text: &str) -> Self {
        Self { node, start: 0, end: text.len() }
    }
}
