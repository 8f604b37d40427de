//! FEEL (DMN 1.5, chapter 10): expressions, values, decision tables.
//!
//! A text is compiled against a `Scope` of typed names: `compile` gives a `Program`, or all faults with
//! their places. A program is evaluated in an `Env` that brings the names' values, the moment, the calendar and the
//! budgets. It always ends, and always gives an `Outcome`: an error is null with a note that says why.
//!
//! It reads no clock, file or socket, and keeps nothing between two evaluations.

mod builtins;
pub mod catalogue;
mod certain;
pub mod civil;
pub mod codes;
pub mod complete;
pub mod decimal;
mod env;
mod eval;
mod fault;
mod implied;
mod in_a_row;
mod node;
mod ops;
mod parse;
mod program;
mod resolve;
mod scope;
mod slug;
mod span;
mod standard;
mod steady;
mod suggest;
mod syntax;
pub mod table;
mod trace;
mod types;
mod value;
pub mod words;

pub use certain::{Certain, Holds, Names};
pub use civil::{BusinessDuration, Date, DateTime, DaysDuration, Time, YearsDuration};
pub use decimal::Decimal;
pub use env::{BusinessCalendar, Env, Limits, Lookup, Measured, Nothing, Outcome, Slots};
pub use fault::{Fault, Note, Trouble};
pub use ops::coerce::{coerce, conforms};
pub use program::{Program, compile, compile_output, compile_tolerant, compile_unary, compile_unary_tolerant, print};
pub use resolve::{HostCall, Use};
pub use scope::{ForText, HostFunction, Scope};
pub use slug::slug;
pub use span::Span;
pub use standard::{Standard, standard};
pub use steady::Steady;
pub use suggest::suggest;
pub use trace::{Step, Trace};
pub use types::Type;
pub use value::{Bound, Callable, Context, Function, List, Range, RangeForm, Value};
