//! The endpoints: a folder for each noun, a file for each verb.

pub mod check;
pub mod decision;
pub mod event;
pub mod exception;
pub mod expression;
pub mod file;
pub mod group;
pub mod hold;
pub mod invitation;
pub mod job;
pub mod me;
pub mod notification;
pub mod people;
pub mod rehearsal;
pub mod retention;
pub mod run;
pub mod secret;
pub mod service;
pub mod session;
pub mod setup;
pub mod start;
pub mod table;
pub mod task;
pub mod token;
pub mod webhook;
pub mod workflow;
