//! Models of other tools. DMN 1.2 to 1.5 XML is read, evaluated as the standard says, and written.
//!
//! Pure: a file comes in as its text, time as data. What a model holds is bounded, whatever it says.

pub mod codes;
pub mod dmn;
