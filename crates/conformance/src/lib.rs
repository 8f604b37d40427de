//! Holds FEEL and decision models against cases from outside, such as those of the DMN compatibility kit.
//!
//! `kit` reads a folder of cases and counts those that hold, the ones that expect null apart; `serve` answers
//! one case a line, so that somebody else's harness can ask. Values come and go in the form of `typed`.
//! No case is part of this project.

pub mod compare;
pub mod expression;
pub mod kit;
pub mod model;
pub mod serve;
pub mod typed;
