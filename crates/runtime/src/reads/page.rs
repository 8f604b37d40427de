use baton_store::query::Cursor;

use crate::refused::Refused;

/// How much of a list is asked for, and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageAsk {
    /// How many things at most.
    pub limit: u32,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// A list's cursor; one that does not come from here is refused.
pub fn cursor(text: Option<&str>) -> Result<Option<Cursor>, Refused> {
    text.map(|text| Cursor::decode(text).ok_or_else(|| Refused::new("request.wrong_cursor"))).transpose()
}

/// The first page of things that come in the order of a key, after the cursor; whether more follow says the next cursor.
pub fn cut<T>(mut items: Vec<T>, limit: u32, next: impl Fn(&T) -> Cursor) -> (Vec<T>, Option<String>) {
    let limit = limit as usize;
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|item| next(item).encode());
    (items, next)
}
