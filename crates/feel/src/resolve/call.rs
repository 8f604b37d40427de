//! Calls: of a local function, of one of the host's, of a built-in one; arguments by place or by name.

use super::{HostCall, Resolver, Typed};
use crate::builtins::{self, builtin::Builtin, builtin::Signature};
use crate::fault::Fault;
use crate::node::{Kind, Node};
use crate::scope::ForText;
use crate::span::Span;
use crate::syntax::tree::{Arguments, Expr, ExprKind, Named};
use crate::types::Type;
use crate::value::Value;
use std::sync::Arc;

impl Resolver<'_> {
    pub(super) fn call(&mut self, callee: &Expr, arguments: &Arguments, span: Span) -> Typed {
        let ExprKind::Name(name) = &*callee.kind else { return self.invoke(callee, arguments, span) };
        let is_value = self.locals.has(name) || self.scope.slot(name).is_some();
        if is_value {
            return self.invoke(callee, arguments, span);
        }
        if self.scope.function(name).is_some() {
            return self.host(name, arguments, span);
        }
        match builtins::find(name) {
            Some(builtin) => self.builtin(builtin, arguments, span),
            None if self.locals.any_opens() => self.invoke(callee, arguments, span),
            None => self.unknown_function(name, callee.span, arguments, span),
        }
    }

    fn invoke(&mut self, callee: &Expr, arguments: &Arguments, span: Span) -> Typed {
        let function = self.expr(callee);
        if function.declared && !Type::Function.fits(&function.kind) {
            let message = format!("this is {}, not a function", function.kind);
            self.mismatch(Fault::new("feel.not_a_function", message, callee.span));
        }
        let nodes = match arguments {
            Arguments::Positional(values) => values.iter().map(|value| (None, self.expr(value).node)).collect(),
            Arguments::Named(values) => {
                values.iter().map(|(named, value)| (Some(named.name.clone()), self.expr(value).node)).collect()
            }
        };
        Typed::new(span, Kind::Invoke(Box::new(function.node), nodes), Type::Any)
    }

    fn host(&mut self, name: &str, arguments: &Arguments, span: Span) -> Typed {
        let (arity, gives) =
            self.scope.function(name).map_or((0, Type::Any), |function| (function.arity, function.gives.clone()));
        let nodes: Vec<Node> = match arguments {
            Arguments::Positional(values) => values.iter().map(|value| self.expr(value).node).collect(),
            Arguments::Named(values) => values.iter().map(|(_, value)| self.expr(value).node).collect(),
        };
        if nodes.len() != arity {
            let arguments = if arity == 1 { "one argument".to_owned() } else { format!("{arity} arguments") };
            let message = format!("`{name}` takes {arguments}, not {}", nodes.len());
            return self.refused(Fault::new("feel.arguments", message, span).param("function", name), span);
        }
        let known = |node: &Node| if let Kind::Constant(value) = &node.kind { Some(value.clone()) } else { None };
        let gives = match self.for_text(name, &nodes) {
            Some(ForText::Of(kind)) => kind.clone(),
            Some(ForText::WithMore) | None => gives,
        };
        let arguments = nodes.iter().map(known).collect();
        self.calls.push(HostCall { function: name.to_owned(), arguments, path: Vec::new(), span });
        Typed { declared: true, ..Typed::new(span, Kind::Host(Arc::from(name), nodes), gives) }
    }

    /// What a function of the host gives for the text that it is called with, where that is something else than for others.
    fn for_text(&self, name: &str, arguments: &[Node]) -> Option<&ForText> {
        let [Node { kind: Kind::Constant(Value::Text(text)), .. }] = arguments else { return None };
        self.scope.function(name)?.for_texts.get(&**text)
    }

    /// Whether what a call gives may have entries of which nothing is known.
    pub(super) fn may_have_more(&self, node: &Node) -> bool {
        matches!(&node.kind, Kind::Host(name, arguments) if self.for_text(name, arguments) == Some(&ForText::WithMore))
    }

    fn builtin(&mut self, builtin: &'static Builtin, arguments: &Arguments, span: Span) -> Typed {
        let nodes = match arguments {
            Arguments::Positional(values) => {
                let nodes: Vec<Node> = values.iter().map(|value| self.expr(value).node).collect();
                let fits = builtin.signatures.iter().any(|signature| signature.takes(nodes.len()));
                if fits { Some(nodes) } else { None }
            }
            Arguments::Named(values) => self.by_name(builtin, values),
        };
        let Some(nodes) = nodes else { return self.refused(wrong_arguments(builtin, arguments, span), span) };
        Typed::new(span, Kind::Builtin(builtin, nodes), builtin.gives.clone())
    }

    /// The arguments in the order of a signature that has all their names, the one in whose order they were given before
    /// others: `before(point: …, range: …)`, `before(range: …, point: …)`. Those left out between are null.
    fn by_name(&mut self, builtin: &Builtin, values: &[(Named, Expr)]) -> Option<Vec<Node>> {
        let has = |signature: &&Signature| {
            let known = values.iter().all(|(named, _)| signature.parameters.contains(&named.name.as_str()));
            let named = |parameter: &str| values.iter().any(|(named, _)| named.name == parameter);
            known && signature.parameters[..signature.required].iter().all(|parameter| named(parameter))
        };
        let in_order = |signature: &&Signature| {
            let place = |(named, _): &(Named, Expr)| signature.parameters.iter().position(|name| *name == named.name);
            has(signature) && values.iter().map(place).is_sorted()
        };
        let signatures = || builtin.signatures.iter();
        let signature = signatures().find(in_order).or_else(|| signatures().find(has))?;
        let mut nodes = Vec::new();
        for parameter in signature.parameters {
            let given = values.iter().find(|(named, _)| named.name == *parameter);
            nodes.push(match given {
                Some((_, value)) => self.expr(value).node,
                None => Node { span: Span::default(), kind: Kind::Constant(Value::Null) },
            });
        }
        let last = signature.parameters.iter().rposition(|name| values.iter().any(|(named, _)| named.name == *name));
        nodes.truncate(last.map_or(0, |last| last + 1));
        Some(nodes)
    }

    fn unknown_function(&mut self, name: &str, at: Span, arguments: &Arguments, span: Span) -> Typed {
        let fault = Fault::new("feel.unknown_function", format!("there is no function `{name}`"), at);
        let known = builtins::all().map(|builtin| builtin.name).chain(self.scope.functions());
        let fault = match self.nearest(name, known) {
            Some(known) => fault.remedy(format!("did you mean `{known}`?")).param("suggestion", known),
            None => fault,
        };
        let refused = self.refused(fault.param("name", name), span);
        // The arguments may have faults of their own.
        match arguments {
            Arguments::Positional(values) => values.iter().for_each(|value| drop(self.expr(value))),
            Arguments::Named(values) => values.iter().for_each(|(_, value)| drop(self.expr(value))),
        }
        refused
    }
}

fn wrong_arguments(builtin: &Builtin, arguments: &Arguments, span: Span) -> Fault {
    let shapes: Vec<String> = builtin.signatures.iter().map(|signature| shape(builtin.name, signature)).collect();
    let message = match arguments {
        Arguments::Positional(values) => match values.len() {
            0 => format!("`{}` cannot be called without arguments", builtin.name),
            1 => format!("`{}` cannot be called with one argument", builtin.name),
            count => format!("`{}` cannot be called with {count} arguments", builtin.name),
        },
        Arguments::Named(_) => format!("`{}` has no such parameters", builtin.name),
    };
    Fault::new("feel.arguments", message, span)
        .remedy(format!("call it as {}", shapes.join(" or ")))
        .param("function", builtin.name)
}

fn shape(name: &str, signature: &Signature) -> String {
    let shown = |(at, parameter): (usize, &&str)| {
        if at < signature.required { (*parameter).to_owned() } else { format!("{parameter}?") }
    };
    let parameters: Vec<String> = signature.parameters.iter().enumerate().map(shown).collect();
    format!("{name}({}{})", parameters.join(", "), if signature.repeats { ", …" } else { "" })
}
