//! What steps that hold no others say of themselves.

use super::{Goal, Kind, Numbered, Writer};

/// The keys that events have.
pub(super) const KEYS: [&str; 3] = ["", "key: '\"a\"'", "key: 'if size > 4 then \"a\" else \"b\"'"];

impl Writer {
    pub(super) fn own(&mut self, numbered: &Numbered<'_>, inner: usize) {
        match &numbered.node.kind {
            Kind::Task { gives, choices, cancels, of_group } => {
                self.who(numbered, if *of_group { "pool" } else { "asker" }, inner);
                let column = self.items.last().map(|item| format!("{item}.s"));
                let fields = ["size", "colour", "note, urgent", "size, day"];
                let fields = fields[if self.typed { numbered.n as usize % 4 } else { 0 }];
                let given: Vec<String> = gives.then(|| fields.to_owned()).into_iter().chain(column).collect();
                if !given.is_empty() {
                    self.line(inner, &format!("gives: [{}]", given.join(", ")));
                }
                let cancelled = cancels.map(|goal| self.target(goal));
                if let Some(to) = cancelled.filter(|to| to != "dropped" && *to != format!("step-{}", numbered.n)) {
                    self.line(inner, &format!("cancels: [{to}]"));
                }
                self.choices(choices, inner);
            }
            Kind::Approve { choices } => {
                self.who(numbered, "asker", inner);
                self.choices(choices, inner);
            }
            Kind::Votes { need, one_by_one, hears_all } => self.votes((*need, *one_by_one, *hears_all), inner),
            Kind::Together => self.line(inner, "who: team"),
            Kind::Set(kind) => self.set(*kind, inner),
            Kind::Rows(kind) => {
                let more = "concatenate(rows, [{ n: if count(rows) = 0 then 1 else max(rows.n) + 1, s: null }])";
                let edited = "for row in rows return { n: row.n, s: size }";
                let value = ["rows[n != 2]", "reverse(rows)", more, edited, "rows[n > 1]"][*kind as usize];
                self.line(inner, &format!("gives: {{ rows: '{value}' }}"));
            }
            Kind::Edit => {
                self.who(numbered, "asker", inner);
                self.line(inner, "gives: [rows]");
            }
            Kind::Send => {
                self.line(inner, "to: asker");
                self.line(inner, "subject: Hello");
            }
            Kind::Wait(kind) => {
                let until = format!("until: {}", self.condition(numbered.n, "size > 4"));
                let what = ["for: 5 hours", &until, "until: now() + 3 hours", "for: 40 minutes"];
                self.line(inner, what[*kind as usize]);
            }
            Kind::Event { early, key } => {
                self.line(inner, "event: news");
                self.some(inner, KEYS[*key as usize]);
                self.line(inner, "gives: { size: body.size }");
                self.some(inner, if *early { "" } else { "early: drop" });
            }
            Kind::Job { .. } | Kind::Call { .. } | Kind::Sub { .. } => self.by_others(&numbered.node.kind, inner),
            Kind::Rules(kind) => self.rules(*kind, inner),
            Kind::Table(kind) if *kind >= 5 && self.typed => self.typed_table(*kind, inner),
            Kind::Table(kind) if numbered.n % 3 == 1 => {
                let kind = kind % 5;
                self.line(inner, &format!("decision: table-{kind}"));
                self.line(inner, "with: { given: size }");
                self.line(inner, "gives: [size]");
            }
            Kind::Table(kind) => {
                self.line(inner, "gives: [size]");
                self.table(*kind % 5, "size", inner);
            }
            _ => self.block(numbered, inner),
        }
    }

    fn some(&mut self, indent: usize, line: &str) {
        if !line.is_empty() {
            self.line(indent, line);
        }
    }

    fn set(&mut self, kind: u32, inner: usize) {
        let given = [
            "size: size + 1",
            "size: size - 3",
            "size: 7",
            "size: size * 2",
            "day: 'day + duration(\"P1D\")'",
            "urgent: not(urgent)",
            "note: 'note + \"x\"'",
            "colour: 'if colour = \"red\" then \"blue\" else \"red\"'",
            "urgent: size > 4, day: 'date(\"2026-11-03\")'",
            "size: 'if note = null then 3 else string length(note)'",
        ];
        let given = given[if self.typed { kind as usize } else { kind as usize % 4 }];
        self.line(inner, &format!("gives: {{ {given} }}"));
    }

    fn by_others(&mut self, kind: &Kind, inner: usize) {
        match kind {
            Kind::Job { gives, retry } => {
                self.line(inner, "topic: jobs");
                self.some(inner, if *gives { "gives: [size]" } else { "" });
                self.some(inner, if *retry { "retry: { times: 2, wait: 30 minutes, factor: 3 }" } else { "" });
            }
            Kind::Call { retry, expects } => {
                self.line(inner, "http: { method: GET, url: \"https://example.com/size\" }");
                self.line(inner, "gives: { size: response.body.size }");
                self.some(inner, if *expects { "expect: [200, 404]" } else { "" });
                let again = "retry: { times: 3, wait: 10 minutes, factor: 4, up_to: 1 hour }";
                self.some(inner, if *retry { again } else { "" });
            }
            Kind::Sub { detach } => {
                self.line(inner, "workflow: other");
                self.line(inner, "with: { size: size }");
                self.line(inner, if *detach { "detach: true" } else { "gives: { size: size }" });
            }
            _ => {}
        }
    }

    fn rules(&mut self, kind: u32, inner: usize) {
        self.line(inner, "gives: [size]");
        self.line(inner, "rules:");
        let rules: &[&str] = match kind {
            0 => &["when: size > 6, gives: { size: 2 }", "otherwise: true, gives: { size: size + 3 }"],
            1 => &[
                "when: size > 2, gives: { size: size - 1 }",
                "when: size > 5, gives: { size: 0 }",
                "otherwise: true, gives: { size: 8 }",
            ],
            2 => &["when: size < 3, gives: { size: size * 2 }", "otherwise: true, gives: { size: 4 }"],
            // Where none fits, it is held: an outcome gives what it gives.
            _ => &["when: size < 7, gives: { size: size + 1 }"],
        };
        for rule in rules {
            self.line(inner + 2, &format!("- {{ {rule} }}"));
        }
    }

    /// A table over what is called so.
    pub(super) fn table(&mut self, kind: u32, over: &str, inner: usize) {
        let (hit, rules, default): (_, &[(&str, &str)], _) = match kind {
            0 => ("unique", &[("< 4", "6"), (">= 4", "size - 2")], ""),
            1 => ("first", &[("< 4", "1"), ("< 8", "9")], "default: [3]"),
            2 => ("first", &[("< 3", "7"), ("< 7", "2")], "default: [9]"),
            3 => ("collect", &[("< 6", "2"), ("> 2", "3"), ("> 4", "4")], "default: [5]"),
            _ => ("any", &[("< 5", "5"), ("> 3", "5")], "default: [0]"),
        };
        self.line(inner, "table:");
        self.line(inner + 2, &format!("hit: {hit}"));
        self.some(inner + 2, if hit == "collect" { "aggregate: sum" } else { "" });
        self.line(inner + 2, &format!("inputs: [{over}]"));
        self.line(inner + 2, "rules:");
        for (when, gives) in rules {
            let gives = gives.replace("size", over);
            self.line(inner + 4, &format!("- {{ when: [\"{when}\"], gives: [\"{gives}\"] }}"));
        }
        self.some(inner + 2, default);
    }

    /// A table over fields of several types.
    fn typed_table(&mut self, kind: u32, inner: usize) {
        let lines: &[&str] = match kind {
            5 => &[
                "gives: [size]",
                "table:",
                "  hit: first",
                "  inputs: [colour, urgent]",
                "  rules:",
                "    - { when: [red, '-'], gives: ['6'] }",
                "    - { when: ['-', 'true'], gives: ['2'] }",
                "  default: ['4']",
            ],
            6 => &[
                "gives: [size, colour]",
                "table:",
                "  hit: first",
                "  inputs: [size, note]",
                "  rules:",
                "    - { when: ['< 5', '\"a\"'], gives: ['7', green] }",
                "    - { when: ['-', '\"b\", \"ax\"'], gives: ['1', blue] }",
                "  default: ['size', red]",
            ],
            _ => &[
                "gives: [size]",
                "table:",
                "  hit: collect",
                "  aggregate: max",
                "  inputs: [day, colour]",
                "  rules:",
                "    - { when: ['> date(\"2026-11-03\")', '-'], gives: ['3'] }",
                "    - { when: ['-', 'green, blue'], gives: ['8'] }",
                "  default: ['5']",
            ],
        };
        for line in lines {
            self.line(inner, line);
        }
    }

    fn votes(&mut self, (need, one_by_one, hears_all): (u32, bool, bool), inner: usize) {
        let need = ["any", "all", "majority", "2", "60%", "3"][need as usize];
        let order = if one_by_one { "one-by-one" } else { "together" };
        self.line(inner, "who: team");
        self.line(inner, &format!("need: {need}"));
        self.line(inner, &format!("order: {order}"));
        self.some(inner, if hears_all { "hear: all" } else { "" });
        self.line(inner, "choices: { c0: {}, c1: { counts_as: approve }, c2: {}, c3: {} }");
    }

    fn choices(&mut self, choices: &[Option<Goal>], inner: usize) {
        self.line(inner, "choices:");
        for (nth, goal) in choices.iter().enumerate() {
            let then = goal.map(|goal| format!(" then: {} ", self.target(goal))).unwrap_or_default();
            self.line(inner + 2, &format!("c{nth}: {{{then}}}"));
        }
    }

    pub(super) fn split(&mut self, n: u32, (join, on_condition): (u32, bool), indent: usize) {
        let inner = indent + 2;
        self.line(indent, &format!("- task: Step {n}"));
        self.line(inner, "who: asker");
        let left = if on_condition { format!("{{ to: left-{n}, when: size > 2 }}") } else { format!("left-{n}") };
        self.line(inner, &format!("then: [{left}, right-{n}]"));
        self.line(indent, &format!("- {{ task: Left {n}, who: asker, then: met-{n} }}"));
        self.line(indent, &format!("- {{ task: Right {n}, who: asker, then: met-{n} }}"));
        self.line(indent, &format!("- task: Met {n}"));
        self.line(inner, "who: asker");
        self.line(inner, ["join: each", "join: all", "join: coming", "join: 1", "join: 2"][join as usize]);
    }
}
