//! Every setting, in the order in which `baton config` prints them. What they mean is decided where they are read.

/// One setting.
pub struct Key {
    /// Its name in the file; a dot stands for a table.
    pub name: &'static str,
    /// What it is when nobody says.
    pub default: Option<&'static str>,
    /// Whether it is never shown, and can be read from a file of its own.
    pub secret: bool,
    /// What it is for.
    pub about: &'static str,
}

impl Key {
    /// Its name in the environment.
    pub fn variable(&self) -> String {
        format!("BATON_{}", self.name.replace('.', "_").to_ascii_uppercase())
    }
}

/// Every setting.
pub const KEYS: &[Key] = &[
    plain("data", Some("data"), "the folder that holds the workspace"),
    plain("listen", Some("127.0.0.1:7400"), "the address to listen on"),
    plain("public_url", None, "the address people use; links begin with it, cookies depend on it"),
    plain("database", Some("sqlite"), "where the entries are kept"),
    plain("insecure_http", Some("false"), "whether plain http is served to other machines"),
    plain("behind_proxy", Some("false"), "whether a proxy in front says in X-Forwarded-For where requests come from"),
    plain("name", Some("Baton"), "the workspace's name, when it is made"),
    plain("zone", None, "the workspace's time zone, when it is made; without it the machine's"),
    plain("log", Some("info"), "what is logged: error, warn, info, debug, or a filter such as baton_server=debug"),
    plain("log_format", Some("text"), "how it is logged: text or json"),
    plain(
        "calls.allow",
        None,
        "hosts that requests of workflows may go to although they are in a private network, or this is a rehearsal: host or host:port, separated by commas",
    ),
    plain("mail.smtp", None, "the mail server, such as smtps://user@mail.example.org:465; without it no mail leaves"),
    plain("mail.from", None, "from whom mails come, such as Baton <baton@example.org>"),
    Key { name: "mail.password", default: None, secret: true, about: "the mail server's password" },
];

const fn plain(name: &'static str, default: Option<&'static str>, about: &'static str) -> Key {
    Key { name, default, secret: false, about }
}
