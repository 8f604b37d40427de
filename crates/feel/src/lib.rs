//! FEEL (DMN 1.5, chapter 10): expressions, values, decision tables.

pub mod codes;
