//! A tree as text: one space where one belongs, parentheses only where the tree would be another without them. Reading
//! the text again gives the same tree.

use super::tree::{Arguments, Arithmetic, Binding, Comparison, End, Expr, ExprKind, Named, Quantifier, TypeName};
use crate::value::Value;

#[cfg(test)]
mod tests;

/// How strongly what is written binds; what binds weaker than its place allows stands in parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// Phrases that take all that follows: if, for, some, every, function.
    Phrase,
    Or,
    And,
    Comparison,
    Sum,
    Product,
    Power,
    Minus,
    Operand,
}

/// The tree as text.
pub fn print(expr: &Expr) -> String {
    let mut printer = Printer { out: String::new() };
    printer.expr(expr, Level::Phrase);
    printer.out
}

struct Printer {
    out: String,
}

fn level(kind: &ExprKind) -> Level {
    match kind {
        ExprKind::If(..) | ExprKind::For(..) | ExprKind::Quantified(..) | ExprKind::Function(..) => Level::Phrase,
        ExprKind::Or(_) => Level::Or,
        ExprKind::And(_) => Level::And,
        ExprKind::Compare(..) | ExprKind::Between(..) | ExprKind::In(..) | ExprKind::InstanceOf(..) => {
            Level::Comparison
        }
        ExprKind::Arithmetic(_, rest) => match rest.first() {
            Some((Arithmetic::Add | Arithmetic::Subtract, _)) => Level::Sum,
            Some((Arithmetic::Multiply | Arithmetic::Divide, _)) => Level::Product,
            _ => Level::Power,
        },
        ExprKind::Negate(_) => Level::Minus,
        _ => Level::Operand,
    }
}

impl Printer {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// The expression in a place that takes what binds at least so strongly.
    fn expr(&mut self, expr: &Expr, floor: Level) {
        let own = level(&expr.kind);
        let wrapped = own < floor;
        if wrapped {
            self.push("(");
        }
        self.kind(&expr.kind, own);
        if wrapped {
            self.push(")");
        }
    }

    fn kind(&mut self, kind: &ExprKind, own: Level) {
        match kind {
            ExprKind::Constant(value) => self.constant(value),
            ExprKind::Name(name) => self.push(name),
            ExprKind::Path(of, member) => {
                self.before_dot(of);
                self.push(".");
                self.push(&member.name);
            }
            ExprKind::Filter(list, by) => {
                self.expr(list, Level::Operand);
                self.push("[");
                self.expr(by, Level::Phrase);
                self.push("]");
            }
            ExprKind::Call(callee, arguments) => {
                self.expr(callee, Level::Operand);
                self.arguments(arguments);
            }
            ExprKind::Negate(inner) => {
                self.push("-");
                self.expr(inner, Level::Minus);
            }
            ExprKind::Arithmetic(first, rest) => {
                self.expr(first, stronger(own));
                for (operator, operand) in rest {
                    self.push(symbol(*operator));
                    self.expr(operand, stronger(own));
                }
            }
            ExprKind::Compare(comparison, left, right) => {
                self.expr(left, Level::Sum);
                self.out.extend([" ", compared(*comparison), " "]);
                self.expr(right, Level::Sum);
            }
            ExprKind::And(parts) => self.joined(parts, " and ", stronger(own)),
            ExprKind::Or(parts) => self.joined(parts, " or ", stronger(own)),
            other => self.longer(other),
        }
    }

    fn longer(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::Between(value, low, high) => {
                self.expr(value, Level::Sum);
                self.push(" between ");
                self.expr(low, Level::Sum);
                self.push(" and ");
                self.expr(high, Level::Sum);
            }
            ExprKind::In(value, tests) => {
                self.expr(value, Level::Sum);
                self.push(" in (");
                self.joined(tests, ", ", Level::Phrase);
                self.push(")");
            }
            ExprKind::InstanceOf(value, kind) => {
                self.expr(value, Level::Sum);
                self.push(" instance of ");
                self.type_name(kind);
            }
            ExprKind::If(when, then, otherwise) => {
                self.push("if ");
                self.expr(when, Level::Phrase);
                self.push(" then ");
                self.expr(then, Level::Phrase);
                self.push(" else ");
                self.expr(otherwise, Level::Phrase);
            }
            ExprKind::For(bindings, body) => self.going_through("for ", bindings, " return ", body),
            ExprKind::Quantified(Quantifier::Some, bindings, body) => {
                self.going_through("some ", bindings, " satisfies ", body);
            }
            ExprKind::Quantified(Quantifier::Every, bindings, body) => {
                self.going_through("every ", bindings, " satisfies ", body);
            }
            ExprKind::Function(parameters, body) => self.function(parameters, body),
            other => self.bracketed(other),
        }
    }

    fn bracketed(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::List(items) => {
                self.push("[");
                self.joined(items, ", ", Level::Phrase);
                self.push("]");
            }
            ExprKind::Context(entries) => {
                self.push("{");
                for (at, (name, value)) in entries.iter().enumerate() {
                    self.push(if at == 0 { "" } else { ", " });
                    self.entry_name(&name.name);
                    self.push(": ");
                    self.expr(value, Level::Phrase);
                }
                self.push("}");
            }
            ExprKind::Range(low, high) => self.range(low, high),
            ExprKind::Unary(comparison, value) => {
                self.out.extend(["(", compared(*comparison), " "]);
                self.expr(value, Level::Sum);
                self.push(")");
            }
            _ => {}
        }
    }

    /// A number before a dot would take it for its own.
    fn before_dot(&mut self, of: &Expr) {
        if matches!(&*of.kind, ExprKind::Constant(Value::Number(_))) {
            self.push("(");
            self.expr(of, Level::Operand);
            self.push(")");
        } else {
            self.expr(of, Level::Operand);
        }
    }

    fn joined(&mut self, parts: &[Expr], between: &str, floor: Level) {
        for (at, part) in parts.iter().enumerate() {
            self.push(if at == 0 { "" } else { between });
            self.expr(part, floor);
        }
    }

    fn arguments(&mut self, arguments: &Arguments) {
        self.push("(");
        match arguments {
            Arguments::Positional(values) => self.joined(values, ", ", Level::Phrase),
            Arguments::Named(values) => {
                for (at, (name, value)) in values.iter().enumerate() {
                    self.out.extend([if at == 0 { "" } else { ", " }, &name.name, ": "]);
                    self.expr(value, Level::Phrase);
                }
            }
        }
        self.push(")");
    }

    fn range(&mut self, low: &End, high: &End) {
        self.push(if low.included { "[" } else { "(" });
        self.expr(&low.value, Level::Sum);
        self.push("..");
        self.expr(&high.value, Level::Sum);
        self.push(if high.included { "]" } else { ")" });
    }

    fn going_through(&mut self, word: &str, bindings: &[Binding], then: &str, body: &Expr) {
        self.push(word);
        for (at, binding) in bindings.iter().enumerate() {
            self.out.extend([if at == 0 { "" } else { ", " }, &binding.name, " in "]);
            self.expr(&binding.source, Level::Or);
            if let Some(to) = &binding.to {
                self.push("..");
                self.expr(to, Level::Or);
            }
        }
        self.push(then);
        self.expr(body, Level::Phrase);
    }

    fn function(&mut self, parameters: &[(Named, Option<TypeName>)], body: &Expr) {
        self.push("function(");
        for (at, (name, kind)) in parameters.iter().enumerate() {
            self.out.extend([if at == 0 { "" } else { ", " }, &name.name]);
            if let Some(kind) = kind {
                self.push(": ");
                self.type_name(kind);
            }
        }
        self.push(") ");
        self.expr(body, Level::Phrase);
    }

    fn type_name(&mut self, kind: &TypeName) {
        match kind {
            TypeName::Simple(name) => self.push(name),
            TypeName::List(item) | TypeName::Range(item) => {
                self.push(if matches!(kind, TypeName::List(_)) { "list<" } else { "range<" });
                self.type_name(item);
                self.push(">");
            }
            TypeName::Context(entries) => {
                self.push("context<");
                for (at, (name, kind)) in entries.iter().enumerate() {
                    self.out.extend([if at == 0 { "" } else { ", " }, name, ": "]);
                    self.type_name(kind);
                }
                self.push(">");
            }
            TypeName::Function(parameters, result) => {
                self.push("function<");
                for (at, kind) in parameters.iter().enumerate() {
                    self.push(if at == 0 { "" } else { ", " });
                    self.type_name(kind);
                }
                self.push("> -> ");
                self.type_name(result);
            }
        }
    }

    fn entry_name(&mut self, name: &str) {
        let plain = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if plain { self.push(name) } else { self.text(name) }
    }

    fn constant(&mut self, value: &Value) {
        match value {
            Value::Text(text) => self.text(text),
            Value::Date(_) | Value::Time(_) | Value::DateTime(_) | Value::DaysDuration(_) | Value::YearsDuration(_) => {
                self.out.extend(["@\"", &value.to_string(), "\""]);
            }
            other => self.push(&other.to_string()),
        }
    }

    fn text(&mut self, text: &str) {
        self.push("\"");
        for c in text.chars() {
            match c {
                '"' => self.push("\\\""),
                '\\' => self.push("\\\\"),
                '\n' => self.push("\\n"),
                '\r' => self.push("\\r"),
                '\t' => self.push("\\t"),
                c => self.out.push(c),
            }
        }
        self.push("\"");
    }
}

fn stronger(level: Level) -> Level {
    match level {
        Level::Phrase => Level::Or,
        Level::Or => Level::And,
        Level::And => Level::Comparison,
        Level::Comparison => Level::Sum,
        Level::Sum => Level::Product,
        Level::Product => Level::Power,
        Level::Power => Level::Minus,
        Level::Minus | Level::Operand => Level::Operand,
    }
}

fn symbol(operator: Arithmetic) -> &'static str {
    match operator {
        Arithmetic::Add => " + ",
        Arithmetic::Subtract => " - ",
        Arithmetic::Multiply => " * ",
        Arithmetic::Divide => " / ",
        Arithmetic::Power => " ** ",
    }
}

fn compared(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}
