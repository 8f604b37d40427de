//! What begins a run, beside the form that there always is.

use super::super::draw::Start;
use super::Writer;

impl Writer {
    pub(super) fn start(&mut self, start: Start) {
        let fields: &[&str] =
            if self.typed { &["size", "rows", "note", "colour", "day", "urgent"] } else { &["size", "rows"] };
        let from_body: Vec<String> = fields.iter().map(|field| format!("{field}: body.{field}")).collect();
        let same: Vec<String> = fields.iter().map(|field| format!("{field}: {field}")).collect();
        let (from_body, same) = (from_body.join(", "), same.join(", "));
        let lines = match start {
            Start::Manual => vec!["manual: Begin".to_owned(), format!("gives: [{}]", fields.join(", "))],
            Start::Webhook => vec!["webhook: called".to_owned(), format!("gives: {{ {from_body} }}")],
            Start::Event => vec!["event: began".to_owned(), format!("gives: {{ {from_body} }}")],
            Start::Schedule => vec![
                "schedule: 0 8 * * MON-FRI".to_owned(),
                "gives: { size: 4, rows: '[{ n: 1 }, { n: 2 }, { n: 3 }]' }".to_owned(),
            ],
            Start::Outcome => vec!["workflow: other".to_owned(), format!("with: {{ {same} }}")],
            Start::Date if self.typed => vec!["date: day".to_owned(), format!("gives: {{ {same} }}")],
            // Without dates there is none to begin by.
            Start::Form | Start::Date => return,
        };
        for (nth, line) in lines.iter().enumerate() {
            self.line(2, &format!("{} {line}", if nth == 0 { "-" } else { " " }));
        }
    }
}
