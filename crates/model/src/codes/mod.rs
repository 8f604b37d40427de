//! The one table of this crate's codes: what can be wrong with a definition's text, its parts and its meaning.
//!
//! A rule is a code with its severity. Sentences name their parameters in braces.

mod check;
mod definition;
mod organisation;
mod proof;
mod yaml;

use baton_feel::codes::Code;

pub(crate) use self::check::*;
pub(crate) use self::definition::*;
pub(crate) use self::organisation::*;
pub(crate) use self::proof::*;
pub(crate) use self::yaml::*;
use crate::fault::Severity;

/// A code and whether it refuses the definition.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The code with its words.
    pub code: Code,
    /// Whether it refuses the definition.
    pub severity: Severity,
}

/// Declares rules as constants and as a list.
macro_rules! rules {
    ($list:ident: $($severity:ident $name:ident $code:literal, $sentence:literal, $remedy:literal, $example:literal;)+) => {
        $(pub(crate) static $name: $crate::codes::Rule = $crate::codes::Rule {
            code: baton_feel::codes::Code { code: $code, status: 422, sentence: $sentence, remedy: $remedy, example: $example },
            severity: $crate::fault::Severity::$severity,
        };)+
        pub(super) const $list: &[baton_feel::codes::Code] = &[
            $(baton_feel::codes::Code { code: $code, status: 422, sentence: $sentence, remedy: $remedy, example: $example },)+
        ];
    };
}
pub(crate) use rules;

/// A fault that the expression language found; its code and words are that crate's.
pub(crate) static FEEL: Rule = Rule {
    code: Code { code: "feel", status: 422, sentence: "{message}", remedy: "", example: "" },
    severity: Severity::Error,
};

const COUNT: usize =
    yaml::LIST.len() + definition::LIST.len() + check::LIST.len() + organisation::LIST.len() + proof::LIST.len();
const ALL: [Code; COUNT] = all();

/// Every code of this crate.
pub const CODES: &[Code] = &ALL;

const fn all() -> [Code; COUNT] {
    let mut all = [yaml::LIST[0]; COUNT];
    let lists = [yaml::LIST, definition::LIST, check::LIST, organisation::LIST, proof::LIST];
    let (mut at, mut list) = (0, 0);
    while list < lists.len() {
        let mut index = 0;
        while index < lists[list].len() {
            all[at] = lists[list][index];
            at += 1;
            index += 1;
        }
        list += 1;
    }
    all
}
