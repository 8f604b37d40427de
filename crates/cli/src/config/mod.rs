//! What can be settled before Baton starts, and where each value comes from: flag, `BATON_…`, `baton.toml`, default.
//!
//! All keys stand in one table. A key of the file that is not known is an error. What people change in the app is not here.

mod key;
mod settings;

use std::path::PathBuf;

use clap::Args;

pub use settings::Settings;

/// The settings that can be given on the command line.
#[derive(Args, Clone, Default)]
pub struct Flags {
    /// The file with settings [default: baton.toml, if it is there].
    #[arg(long, value_name = "FILE", env = "BATON_CONFIG")]
    pub config: Option<PathBuf>,
    /// The folder that holds the workspace [default: data].
    #[arg(long, value_name = "DIR")]
    pub data: Option<String>,
    /// The address to listen on [default: 127.0.0.1:7400].
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
    /// The address people use, such as <https://baton.example.org>.
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// Where the entries are kept [default: sqlite].
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// Serve plain http to other machines; only for closed networks.
    #[arg(long)]
    pub insecure_http: bool,
}

impl Flags {
    /// What was given, by key.
    pub fn given(&self) -> Vec<(&'static str, String)> {
        let texts = [
            ("data", &self.data),
            ("listen", &self.listen),
            ("public_url", &self.public_url),
            ("database", &self.database),
        ];
        let texts = texts.into_iter().filter_map(|(key, value)| value.clone().map(|value| (key, value)));
        texts.chain(self.insecure_http.then(|| ("insecure_http", "true".to_owned()))).collect()
    }
}
