//! `list[condition]` and `list[number]`: in the brackets `item` is the item, and its entries can be named alone.

use super::{Local, Resolver, Typed};
use crate::node::Kind;
use crate::span::Span;
use crate::syntax::tree::Expr;
use crate::types::Type;

impl Resolver<'_> {
    pub(super) fn filter(&mut self, list: &Expr, by: &Expr, span: Span) -> Typed {
        let list = self.expr(list);
        let item = match &list.kind {
            Type::List(item) => (**item).clone(),
            other => other.clone(),
        };
        let local = self.next_local();
        self.locals.push(Local { opens: true, ..Local::new("item", item.clone()) });
        let by = self.expr(by);
        self.locals.truncate(local as usize);
        let gives = match by.kind {
            Type::Number => item,
            Type::Boolean => Type::list_of(item),
            _ => Type::Any,
        };
        let kind = Kind::Filter { list: Box::new(list.node), by: Box::new(by.node), local };
        Typed { declared: list.declared, ..Typed::new(span, kind, gives) }
    }
}
