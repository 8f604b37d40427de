//! The words that are planted: each occurs nowhere else, and says what it stands for.

/// Who may be told a word, and until when.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Nobody.
    Nobody,
    /// Who may see it, and whoever sent it in the answer to what they sent.
    Readers,
    /// The same; it stands beside their session, in the database of keys, as long as there is one.
    WithSession,
    /// The same as readers, until somebody was erased: it is theirs.
    UntilErased,
}

/// One of them.
pub struct Canary {
    /// What it stands for.
    pub what: &'static str,
    /// The word.
    pub text: String,
    told: Told,
}

/// Where a word was looked for.
pub enum Place {
    /// A file, the log, figures, evidence: nothing may stand there in the clear.
    Kept(String),
    /// The answer to what was sent, or a page.
    Answer(String),
    /// A page that is looked at after somebody was erased.
    AfterErasing(String),
}

impl Canary {
    /// Whether it is no fault that it stands there.
    pub fn may_stand_in(&self, place: &Place) -> bool {
        match place {
            Place::Kept(name) => self.told == Told::WithSession && name.contains("/keys.db"),
            Place::Answer(_) => self.told != Told::Nobody,
            Place::AfterErasing(_) => matches!(self.told, Told::Readers | Told::WithSession),
        }
    }
}

impl Place {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Kept(name) | Self::Answer(name) | Self::AfterErasing(name) => name,
        }
    }
}

/// All of them.
pub struct Planted {
    random: fastrand::Rng,
    all: Vec<Canary>,
}

impl Planted {
    /// None yet.
    pub fn new(random: fastrand::Rng) -> Self {
        Self { random, all: Vec::new() }
    }

    /// Plants what nobody is told again.
    pub fn secret(&mut self, what: &'static str) -> String {
        let text = self.word();
        self.known(what, &text);
        text
    }

    /// Plants what is for those who may see it.
    pub fn personal(&mut self, what: &'static str) -> String {
        let text = self.word();
        self.all.push(Canary { what, text: text.clone(), told: Told::Readers });
        text
    }

    /// Plants what goes with the one who is erased.
    pub fn theirs(&mut self, what: &'static str) -> String {
        let text = self.word();
        self.all.push(Canary { what, text: text.clone(), told: Told::UntilErased });
        text
    }

    /// Plants what is kept with a session.
    pub fn of_session(&mut self, what: &'static str) -> String {
        let text = self.word();
        self.all.push(Canary { what, text: text.clone(), told: Told::WithSession });
        text
    }

    /// A secret that the server made.
    pub fn known(&mut self, what: &'static str, text: &str) {
        self.all.push(Canary { what, text: text.to_owned(), told: Told::Nobody });
    }

    /// A personal value that has a form of its own.
    pub fn of_form(&mut self, what: &'static str, text: &str) {
        self.all.push(Canary { what, text: text.to_owned(), told: Told::Readers });
    }

    /// All so far.
    pub fn all(&self) -> &[Canary] {
        &self.all
    }

    fn word(&mut self) -> String {
        let letters: String = (0..14).map(|_| self.random.lowercase()).collect();
        format!("canary{letters}")
    }
}
