//! A model taken over as files of shared decisions, one for each decision and service, and what could not be taken over.
//!
//! Boxed expressions become FEEL, knowledge models functions of each decision that calls them. What has no form there is
//! left out with its reason; nothing is taken over by halves without saying so.

mod boxed;
mod decision;
mod file;
mod kind;
mod page;
mod parts;

pub use page::entry;

use super::fault::Fault;
use super::read;
use super::tree::Definitions;

/// A model as files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// The decisions and services.
    pub files: Vec<ImportedFile>,
    /// What was not taken over, or not as it was.
    pub left_out: Vec<LeftOut>,
}

/// A file of a shared decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedFile {
    /// The decision's id; the file is called so, with `.yaml`.
    pub id: String,
    /// The decision's name in the model.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Something that was not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What it is, with its name.
    pub what: String,
    /// Why.
    pub why: String,
    /// The line of its file.
    pub line: u32,
}

/// Takes over the main file and those it imports. The owner answers for all of them.
pub fn import(main: &str, others: &[&str], owner: &str) -> Result<Imported, Fault> {
    let mut files = Vec::new();
    let mut left_out = Vec::new();
    for text in std::iter::once(&main).chain(others) {
        let (file, faults) = read::read(text)?;
        let what = |fault: &Fault| LeftOut { what: fault.code.into(), why: fault.message.clone(), line: fault.line };
        left_out.extend(faults.iter().map(what));
        files.push(file);
    }
    let mut importer = Importer { files: &files, parts: parts::find(&files), owner, imported: Imported::default() };
    importer.imported.left_out = left_out;
    importer.all();
    Ok(importer.imported)
}

struct Importer<'a> {
    files: &'a [Definitions],
    parts: Vec<parts::Part<'a>>,
    owner: &'a str,
    imported: Imported,
}

impl Importer<'_> {
    fn left_out(&mut self, what: &str, why: &str, line: u32) {
        let found = LeftOut { what: what.to_owned(), why: why.to_owned(), line };
        if !self.imported.left_out.contains(&found) {
            self.imported.left_out.push(found);
        }
    }
}
