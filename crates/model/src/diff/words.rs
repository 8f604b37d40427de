//! How values read in a sentence. Two that differ never read alike.

use crate::definition::{Expr, Field, Given, Keep, Limit, Named, Pattern, Taken, Template};

/// Something that can stand in a sentence.
pub(super) trait Said {
    /// As it reads; none: nothing is said.
    fn said(&self) -> Option<String>;
}

impl Said for str {
    fn said(&self) -> Option<String> {
        Some(self.trim().to_owned()).filter(|text| !text.is_empty())
    }
}

impl Said for String {
    fn said(&self) -> Option<String> {
        self.as_str().said()
    }
}

impl Said for bool {
    fn said(&self) -> Option<String> {
        Some(if *self { "yes" } else { "no" }.to_owned())
    }
}

impl Said for u16 {
    fn said(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl Said for u32 {
    fn said(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl Said for u64 {
    fn said(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl<T: Said> Said for Option<T> {
    fn said(&self) -> Option<String> {
        self.as_ref().and_then(Said::said)
    }
}

impl<T: Said> Said for [T] {
    fn said(&self) -> Option<String> {
        let said = self.iter().filter_map(Said::said);
        let said = said.map(|text| if text.contains(',') { format!("“{text}”") } else { text });
        said.collect::<Vec<_>>().join(", ").said()
    }
}

impl<T: Said> Said for Vec<T> {
    fn said(&self) -> Option<String> {
        self.as_slice().said()
    }
}

impl Said for Named {
    fn said(&self) -> Option<String> {
        self.name.said()
    }
}

impl Said for Expr {
    fn said(&self) -> Option<String> {
        self.text.said()
    }
}

impl Said for Template {
    fn said(&self) -> Option<String> {
        self.text.said()
    }
}

impl Said for Limit {
    fn said(&self) -> Option<String> {
        self.text.said()
    }
}

impl Said for Pattern {
    fn said(&self) -> Option<String> {
        self.text.said()
    }
}

impl Said for Keep {
    fn said(&self) -> Option<String> {
        self.text.said()
    }
}

impl Said for Given {
    fn said(&self) -> Option<String> {
        match &self.value {
            Some(value) => Some(format!("{} = {}", self.field, value.text.trim())),
            None => self.field.said(),
        }
    }
}

impl Said for Taken {
    fn said(&self) -> Option<String> {
        Some(format!("{} = {}", self.mine.name, self.theirs.trim()))
    }
}

/// When a field must be filled in.
pub(super) fn required(field: &Field) -> String {
    match (field.required, &field.required_when) {
        (true, _) => "always".to_owned(),
        (false, Some(when)) => format!("when {}", when.text),
        (false, None) => "where it is needed".to_owned(),
    }
}
