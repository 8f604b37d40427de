//! Names and paths: the innermost local first, then the entries of a filter's item, then the scope.

use super::{Resolver, Typed, Use};
use crate::builtins;
use crate::fault::Fault;
use crate::node::{EntryName, Kind, Node};
use crate::span::Span;
use crate::suggest::suggest;
use crate::syntax::tree::{Expr, ExprKind, Named};
use crate::types::Type;
use crate::value::Value;
use std::sync::Arc;

/// For more faults no names are suggested: it takes a look at every known one.
const SUGGESTIONS_MAX: usize = 20;

impl Resolver<'_> {
    pub(super) fn name(&mut self, name: &str, span: Span) -> Typed {
        if name == "?" {
            self.asks_input = true;
        }
        self.name_from(name, span, self.locals.len())
    }

    /// What the name means, looking at the first `visible` locals from the last to the first.
    fn name_from(&mut self, name: &str, span: Span, visible: usize) -> Typed {
        let Some(at) = self.locals.find(name, visible) else { return self.outer(name, span) };
        self.locals[at].asked = true;
        let local = &self.locals[at];
        let index = at as u32;
        if local.opens {
            let entry_kind = if local.has_known_entries() { local.kind.entry(name).ok().flatten() } else { None };
            if let Some(kind) = entry_kind {
                let item = Box::new(Node { span, kind: Kind::Local(index) });
                return Typed { declared: true, ..Typed::new(span, Kind::Path(item, EntryName::new(name)), kind) };
            }
            if !local.has_known_entries() {
                return self.member(name, span, at);
            }
        }
        Typed { declared: name == "?", ..Typed::new(span, Kind::Local(index), local.kind.clone()) }
    }

    /// A name that may be an entry of the item, which only the run can tell.
    fn member(&mut self, name: &str, span: Span, at: usize) -> Typed {
        let local = &self.locals[at];
        let faults = self.faults.len();
        let otherwise = if local.name == name {
            Typed::new(span, Kind::Local(at as u32), local.kind.clone())
        } else {
            self.name_from(name, span, at)
        };
        let otherwise = if self.faults.len() > faults {
            self.faults.truncate(faults);
            Typed::new(span, Kind::Constant(Value::Null), Type::Any)
        } else {
            otherwise
        };
        let kind = Kind::Member { local: at as u32, name: Arc::from(name), otherwise: Box::new(otherwise.node) };
        Typed::new(span, kind, Type::Any)
    }

    fn outer(&mut self, name: &str, span: Span) -> Typed {
        if let Some(slot) = self.scope.slot(name) {
            let kind = self.scope.at(slot).map_or(Type::Any, |(_, kind)| kind.clone());
            self.uses.push(Use { path: vec![name.to_owned()], span });
            let node = Kind::Outer { slot: slot as u32, name: Arc::from(name) };
            let used = Some(self.uses.len() - 1);
            return Typed { declared: true, used, ..Typed::new(span, node, kind) };
        }
        if let Some(builtin) = builtins::find(name) {
            return Typed::new(span, Kind::BuiltinValue(builtin), Type::Function);
        }
        let fault = self.unknown_name(name, span);
        self.refused(fault, span)
    }

    fn unknown_name(&self, name: &str, span: Span) -> Fault {
        let fault = Fault::new("feel.unknown_name", format!("nothing here is called `{name}`"), span);
        let known = self.locals.names().chain(self.scope.names());
        let fault = match self.nearest(name, known) {
            Some(known) => fault.remedy(format!("did you mean `{known}`?")).param("suggestion", known),
            None => fault.remedy(format!("for the text write \"{name}\" in quotes")),
        };
        fault.param("name", name)
    }

    /// The known name that was probably meant; not looked for where there are faults enough.
    pub(super) fn nearest<'n>(&self, name: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
        if self.faults.len() < SUGGESTIONS_MAX { suggest(name, known) } else { None }
    }

    pub(super) fn path(&mut self, of: &Expr, member: &Named, span: Span) -> Typed {
        let mut base = self.expr(of);
        let kind = match base.kind.entry(&member.name) {
            Ok(kind) => kind.unwrap_or_else(|| part_kind(&base.kind, &member.name)),
            Err(_) if self.may_have_more(&base.node) => Type::Any,
            Err(known) => {
                self.mismatch(no_entry(of, member, &known));
                Type::Any
            }
        };
        if let Some(used) = base.used {
            self.uses[used].path.push(member.name.clone());
            self.uses[used].span = span;
        }
        if let (Kind::Host(..), Some(call)) = (&innermost(&base.node).kind, self.calls.last_mut()) {
            call.path.push(member.name.clone());
        }
        let (declared, used) = (base.declared, base.used.take());
        let node = Kind::Path(Box::new(base.node), EntryName::new(&member.name));
        Typed { declared, used, ..Typed::new(span, node, kind) }
    }
}

/// What the entries are asked of: the call in `step("a").by.name`.
fn innermost(node: &Node) -> &Node {
    let mut node = node;
    while let Kind::Path(of, _) = &node.kind {
        node = of;
    }
    node
}

/// The type of a part of a date, time or duration.
fn part_kind(kind: &Type, name: &str) -> Type {
    match (kind, name) {
        (Type::Time | Type::DateTime, "timezone") => Type::Text,
        (Type::Time | Type::DateTime, "time offset") => Type::DaysDuration,
        (Type::Date | Type::DateTime | Type::Time | Type::DaysDuration | Type::YearsDuration, _) => Type::Number,
        _ => Type::Any,
    }
}

fn no_entry(of: &Expr, member: &Named, known: &[String]) -> Fault {
    let owner = match &*of.kind {
        ExprKind::Name(name) => format!("`{name}`"),
        ExprKind::Path(_, named) => format!("`{}`", named.name),
        _ => "this".to_owned(),
    };
    let message = format!("{owner} has nothing called `{}`", member.name);
    let fault = Fault::new("feel.no_entry", message, member.span).param("name", member.name.as_str());
    match suggest(&member.name, known.iter().map(String::as_str)) {
        Some(known) => fault.remedy(format!("did you mean `{known}`?")).param("suggestion", known),
        None => fault.remedy(format!("it has {}", known.join(", "))),
    }
}
