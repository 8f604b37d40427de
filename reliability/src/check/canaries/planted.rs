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
    /// Whoever may see it, and it is kept in the clear: no form says that it is personal.
    InTheClear,
}

/// One of them.
pub struct Canary {
    /// What it stands for.
    pub what: &'static str,
    /// The word.
    pub text: String,
    told: Told,
    /// Whether it belongs to the run that is taken out.
    goes: bool,
}

/// Where a word was looked for.
pub enum Place {
    /// A file, the log, figures, evidence, live events: nothing may stand there in the clear.
    Kept(String),
    /// The answer to what was sent, or a page.
    Answer(String),
    /// A page that is looked at after somebody was erased.
    AfterErasing(String),
    /// What is kept after a run was taken out.
    KeptWithoutRun(String),
    /// A page after that.
    ShownWithoutRun(String),
}

impl Canary {
    /// Whether it stands in the files as it is: whoever looks for it must find it.
    pub fn is_kept_in_the_clear(&self) -> bool {
        self.told == Told::InTheClear
    }

    /// Whether it is no fault that it stands there.
    pub fn may_stand_in(&self, place: &Place) -> bool {
        match place {
            Place::Kept(name) => match self.told {
                Told::WithSession => name.contains("/keys.db"),
                told => told == Told::InTheClear,
            },
            Place::Answer(_) => self.told != Told::Nobody,
            Place::AfterErasing(_) => matches!(self.told, Told::Readers | Told::WithSession | Told::InTheClear),
            Place::KeptWithoutRun(name) => !self.goes && self.may_stand_in(&Place::Kept(name.clone())),
            Place::ShownWithoutRun(name) => !self.goes && self.may_stand_in(&Place::AfterErasing(name.clone())),
        }
    }
}

impl Place {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Kept(name)
            | Self::Answer(name)
            | Self::AfterErasing(name)
            | Self::KeptWithoutRun(name)
            | Self::ShownWithoutRun(name) => name,
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
        self.plant(what, Told::Nobody)
    }

    /// Plants what is for those who may see it.
    pub fn personal(&mut self, what: &'static str) -> String {
        self.plant(what, Told::Readers)
    }

    /// Plants what goes with the one who is erased.
    pub fn theirs(&mut self, what: &'static str) -> String {
        self.plant(what, Told::UntilErased)
    }

    /// Plants what is kept with a session.
    pub fn of_session(&mut self, what: &'static str) -> String {
        self.plant(what, Told::WithSession)
    }

    /// Plants a secret of the run that is taken out.
    pub fn secret_that_goes(&mut self, what: &'static str) -> String {
        self.goes(what, Told::Nobody)
    }

    /// Plants what is personal in the run that is taken out.
    pub fn personal_that_goes(&mut self, what: &'static str) -> String {
        self.goes(what, Told::Readers)
    }

    /// Plants what the run that is taken out keeps in the clear.
    pub fn clear_that_goes(&mut self, what: &'static str) -> String {
        self.goes(what, Told::InTheClear)
    }

    /// A secret that the server made.
    pub fn known(&mut self, what: &'static str, text: &str) {
        self.all.push(Canary { what, text: text.to_owned(), told: Told::Nobody, goes: false });
    }

    /// A personal value that has a form of its own.
    pub fn of_form(&mut self, what: &'static str, text: &str) {
        self.all.push(Canary { what, text: text.to_owned(), told: Told::Readers, goes: false });
    }

    /// A personal value that has a form of its own, of somebody who is erased.
    pub fn of_form_that_is_erased(&mut self, what: &'static str, text: &str) {
        self.all.push(Canary { what, text: text.to_owned(), told: Told::UntilErased, goes: false });
    }

    /// All so far.
    pub fn all(&self) -> &[Canary] {
        &self.all
    }

    fn goes(&mut self, what: &'static str, told: Told) -> String {
        let text = self.word();
        self.all.push(Canary { what, text: text.clone(), told, goes: true });
        text
    }

    fn plant(&mut self, what: &'static str, told: Told) -> String {
        let text = self.word();
        self.all.push(Canary { what, text: text.clone(), told, goes: false });
        text
    }

    fn word(&mut self) -> String {
        let letters: String = (0..14).map(|_| self.random.lowercase()).collect();
        format!("canary{letters}")
    }
}
