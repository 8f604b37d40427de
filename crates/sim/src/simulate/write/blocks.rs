//! What blocks say of themselves, and what is in them.

use super::{Kind, Numbered, Writer};

impl Writer {
    pub(super) fn block(&mut self, numbered: &Numbered<'_>, inner: usize) {
        let (conditions, word): (&[&str], _) = match &numbered.node.kind {
            Kind::Choose => (&["size > 5", ""], "cases"),
            Kind::ChooseAll { .. } => (&["size > 2", "size < 6", "size > 7"], "cases"),
            Kind::Each { items, at_a_time, add, .. } => {
                self.line(inner, ["in: size", "in: 3", "in: '[1, 2]'", "in: 2", "in: rows"][*items as usize]);
                if *items == 4 {
                    self.line(inner, &format!("as: row{}", numbered.n));
                }
                if *at_a_time {
                    self.line(inner, "at_a_time: 2");
                }
                if *add {
                    self.line(inner, "add: asker");
                }
                (&[], "")
            }
            Kind::Repeat { until } => {
                let (word, plain) = if *until { ("until", "size > 6") } else { ("while", "size < 4") };
                let when = self.condition(numbered.n, plain);
                self.line(inner, &format!("{word}: {when}"));
                self.line(inner, "at_most: 3");
                (&[], "")
            }
            Kind::Stage { own } => {
                if *own {
                    self.line(inner, "fields: { inner: { type: number, default: 2 } }");
                    self.line(inner, "gives: { size: size + 1 }");
                }
                (&[], "")
            }
            Kind::Race { claimed } => {
                self.line(inner, if *claimed { "first: claimed" } else { "first: completed" });
                (&["", "size > 3"], "branches")
            }
            Kind::AnyOrder { .. } => (&[], "branches"),
            _ => (&["", "size > 3", ""], "branches"),
        };
        self.joining(&numbered.node.kind, inner);
        if word.is_empty() {
            let around = self.items.len();
            if matches!(numbered.node.kind, Kind::Each { items: 4, .. }) {
                self.items.push(format!("row{}", numbered.n));
            }
            self.steps(numbered.parts.first().map_or(&[], Vec::as_slice), inner);
            return self.items.truncate(around);
        }
        self.line(inner, &format!("{word}:"));
        for (nth, part) in numbered.parts.iter().enumerate() {
            match conditions.get(nth).filter(|condition| !condition.is_empty()) {
                Some(condition) => {
                    let when = self.condition(numbered.n + 2 * nth as u32, condition);
                    self.line(inner + 2, &format!("- when: {when}"));
                }
                None if word == "cases" => self.line(inner + 2, "- otherwise: true"),
                None => self.line(inner + 2, &format!("- id: b{nth}")),
            }
            if nth == 1 && matches!(numbered.node.kind, Kind::AnyOrder { after: true }) {
                self.line(inner + 4, "after: [b0]");
            }
            self.steps(part, inner + 4);
        }
    }

    fn joining(&mut self, kind: &Kind, inner: usize) {
        let (join, cancels_rest) = match kind {
            Kind::ChooseAll { join, cancels_rest } => {
                self.line(inner, "take: all");
                (*join, *cancels_rest)
            }
            Kind::Parallel { join, cancels_rest } | Kind::Each { join, cancels_rest, .. } => (*join, *cancels_rest),
            _ => return,
        };
        let cancels_rest = cancels_rest && join != 2;
        let join = ["all", "any", "none", "2", "done * 2 > total", "all"][join as usize];
        self.line(inner, &format!("join: {join}"));
        self.line(inner, if cancels_rest { "rest: cancel" } else { "rest: finish" });
    }
}
