//! FEEL (DMN 1.5, chapter 10): expressions, values, decision tables.

pub mod civil;
pub mod codes;
pub mod decimal;
mod fault;
mod slug;
mod span;
mod suggest;
mod types;
mod value;
pub mod words;

pub use civil::{BusinessDuration, Date, DateTime, DaysDuration, Time, YearsDuration};
pub use decimal::Decimal;
pub use fault::{Fault, Note, Trouble};
pub use slug::slug;
pub use span::Span;
pub use suggest::suggest;
pub use types::Type;
pub use value::{Bound, Context, Function, List, Range, Value};
