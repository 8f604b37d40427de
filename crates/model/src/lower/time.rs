//! Times: durations, deadlines, and moments beside them.

use baton_feel::words;

use super::context::Context;
use crate::codes;
use crate::definition::{Anchor, Deadline, DeadlineRule, Duration, Offset};
use crate::found::Found;
use crate::yaml::Node;

impl Context<'_> {
    /// A duration in words or ISO 8601.
    pub fn duration(&mut self, node: Option<&Node>, key: &str) -> Option<Duration> {
        let node = node?;
        let text = self.text(node, key)?;
        match words::parse(&text) {
            Ok(duration) => Some(duration),
            Err(fault) => {
                let meant =
                    fault.remedy.as_deref().and_then(|remedy| remedy.strip_prefix("did you mean ")?.strip_suffix('?'));
                let near = meant.map(|unit| format!(", did you mean `{unit}`?"));
                let found = Found::new(&codes::BAD_DURATION, node.span).with("text", text);
                self.fault(found.with("near", near.unwrap_or_default()));
                None
            }
        }
    }

    /// `due:`, `target:`: a duration, a date field, a field and a duration, or an expression.
    pub fn deadline(&mut self, node: Option<&Node>, key: &str) -> Option<Deadline> {
        let node = node?;
        let text = self.text(node, key)?;
        let rule = match self.plain_deadline(text.trim()) {
            Some(rule) => rule,
            None if looks_like_words(&text) => {
                self.duration(Some(node), key)?;
                return None;
            }
            None => DeadlineRule::Feel(self.expression(node, key)?),
        };
        Some(Deadline { text, span: node.span, rule })
    }

    fn plain_deadline(&self, text: &str) -> Option<DeadlineRule> {
        if let Ok(duration) = words::parse(text) {
            return Some(DeadlineRule::After(duration));
        }
        if self.names.fields.contains_key(text) {
            return Some(DeadlineRule::Field(text.to_owned()));
        }
        let (at, sign) = text.char_indices().find(|(_, c)| matches!(c, '-' | '+'))?;
        let (field, duration) = (text[..at].trim(), words::parse(text[at + 1..].trim()).ok()?);
        let field = self.names.fields.contains_key(field).then(|| field.to_owned())?;
        Some(match sign {
            '-' => DeadlineRule::FieldMinus(field, duration),
            _ => DeadlineRule::FieldPlus(field, duration),
        })
    }

    /// `1 business day before due`, `at due`, `2 hours overdue`, `1 day after opening`.
    pub fn offset(&mut self, node: &Node, key: &str) -> Option<Offset> {
        let text = self.text(node, key)?;
        let trimmed = text.trim();
        let offset = |duration, anchor| Offset { text: text.clone(), span: node.span, duration, anchor };
        if trimmed == "at due" {
            return Some(offset(None, Anchor::AtDue));
        }
        let anchors = [
            (" before due", Anchor::BeforeDue),
            (" overdue", Anchor::Overdue),
            (" after opening", Anchor::AfterOpening),
        ];
        let parsed = anchors.into_iter().find_map(|(ending, anchor)| {
            let duration = words::parse(trimmed.strip_suffix(ending)?).ok()?;
            Some(offset(Some(duration), anchor))
        });
        if parsed.is_none() {
            self.about(&codes::BAD_OFFSET, node.span, trimmed);
        }
        parsed
    }

    /// The moments of a list, or one alone.
    pub fn offsets(&mut self, node: Option<&Node>, key: &str) -> Vec<Offset> {
        let Some(node) = node else { return Vec::new() };
        self.items(node, key).iter().filter_map(|item| self.offset(item, key)).collect()
    }
}

/// A number and words after it, which is a duration somebody mistyped.
pub(super) fn looks_like_words(text: &str) -> bool {
    let mut parts = text.split_ascii_whitespace();
    let first = parts.next();
    let count = first.is_some_and(|word| word.chars().all(|c| c.is_ascii_digit()));
    let unit = parts.clone().last().filter(|_| parts.clone().count() <= 2);
    let spelled = first.is_some_and(|word| word.chars().all(char::is_alphabetic));
    let counted = count || spelled && unit.is_some_and(|word| words::unit(word, false).is_some());
    counted && parts.clone().count() > 0 && parts.all(|word| word.chars().all(char::is_alphabetic))
}
