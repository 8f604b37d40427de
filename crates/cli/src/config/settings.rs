//! Decides which value each setting has: the command line wins over the environment, that over the file, that over the default.
//! Promises that each value says where it comes from and that names which are no setting are told. Does not open or check what a value points to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use baton_feel::suggest;

use super::Flags;
use super::key::{KEYS, Key};

/// Every setting with its value and where that comes from.
pub struct Settings {
    values: BTreeMap<&'static str, (String, String)>,
    strays: Vec<String>,
}

/// One setting as it is shown.
pub struct Row {
    pub key: &'static str,
    pub value: Option<String>,
    pub from: String,
    pub about: &'static str,
}

/// The environment variables that are read and are no settings.
const OTHER_VARIABLES: &[&str] = &["BATON_CONFIG", "BATON_NO_UI"];

impl Settings {
    /// Reads them from the command line, the environment and the file.
    pub fn read(flags: &Flags) -> anyhow::Result<Self> {
        let default = PathBuf::from("baton.toml");
        let file = match &flags.config {
            Some(path) => Some(path.clone()),
            None => default.exists().then_some(default),
        };
        let file = file.map(|path| file_values(&path)).transpose()?.unwrap_or_default();
        let environment = std::env::vars().filter(|(name, _)| name.starts_with("BATON_")).collect();
        Self::put_together(flags.given(), environment, file)
    }

    fn put_together(
        flags: Vec<(&'static str, String)>,
        mut environment: BTreeMap<String, String>,
        mut file: BTreeMap<String, (String, String)>,
    ) -> anyhow::Result<Self> {
        let mut flags: BTreeMap<&str, String> = flags.into_iter().collect();
        let mut values = BTreeMap::new();
        for key in KEYS {
            let variable = key.variable();
            let named = environment.remove(&variable).map(|value| (value, format!("the environment ({variable})")));
            let beside = secret_file(key, &mut environment)?;
            let written = file.remove(key.name);
            let flag = flags.remove(key.name).map(|value| (value, "the command line".to_owned()));
            let default = key.default.map(|value| (value.to_owned(), "the default".to_owned()));
            if let Some(found) = flag.or(named).or(beside).or(written).or(default) {
                values.insert(key.name, found);
            }
        }
        if let Some((name, (_, from))) = file.into_iter().next() {
            bail!(unknown_key(&name, &from));
        }
        let strays = environment.into_keys().filter(|name| !OTHER_VARIABLES.contains(&name.as_str())).collect();
        Ok(Self { values, strays })
    }

    /// A setting's value.
    pub fn text(&self, key: &'static str) -> Option<&str> {
        self.values.get(key).map(|(value, _)| value.as_str())
    }

    /// A setting's value, read as something else; the error says where it stands.
    pub fn parsed<T: std::str::FromStr>(&self, key: &'static str, expected: &str) -> anyhow::Result<T> {
        let (value, from) = self.values.get(key).with_context(|| format!("{key} is not set"))?;
        value.parse().ok().with_context(|| format!("{key} is {expected}; in {from} it is {value}"))
    }

    /// A setting that is true or false.
    pub fn flag(&self, key: &'static str) -> anyhow::Result<bool> {
        self.parsed(key, "true or false")
    }

    /// All settings as they are shown; secrets are not.
    pub fn rows(&self) -> Vec<Row> {
        let row = |key: &'static Key| {
            let found = self.values.get(key.name);
            let shown = |value: &String| if key.secret { "(set; not shown)".to_owned() } else { value.clone() };
            let from = found.map_or_else(|| "nowhere".to_owned(), |(_, from)| from.clone());
            Row { key: key.name, value: found.map(|(value, _)| shown(value)), from, about: key.about }
        };
        KEYS.iter().map(row).collect()
    }

    /// Environment variables that look like settings and are none.
    pub fn strays(&self) -> &[String] {
        &self.strays
    }
}

fn secret_file(key: &Key, environment: &mut BTreeMap<String, String>) -> anyhow::Result<Option<(String, String)>> {
    let variable = format!("{}_FILE", key.variable());
    let Some(path) = key.secret.then(|| environment.remove(&variable)).flatten() else { return Ok(None) };
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {path}, named by {variable}"))?;
    Ok(Some((text.trim_end().to_owned(), format!("the file {path} ({variable})"))))
}

fn unknown_key(name: &str, from: &str) -> String {
    let near = suggest(name, KEYS.iter().map(|key| key.name));
    let remedy =
        near.map_or_else(|| "`baton config` lists what there is".to_owned(), |near| format!("did you mean {near}?"));
    format!("there is no setting {name}, in {from}; {remedy}")
}

/// The file's values by key, each with where it stands.
fn file_values(path: &Path) -> anyhow::Result<BTreeMap<String, (String, String)>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let table: toml::Table = text.parse().with_context(|| format!("{} is not TOML", path.display()))?;
    let mut values = BTreeMap::new();
    collect("", &table, &path.display().to_string(), &mut values)?;
    Ok(values)
}

fn collect(
    prefix: &str,
    table: &toml::Table,
    from: &str,
    values: &mut BTreeMap<String, (String, String)>,
) -> anyhow::Result<()> {
    for (name, value) in table {
        let name = format!("{prefix}{name}");
        let text = match value {
            toml::Value::Table(inner) if prefix.is_empty() => {
                collect(&format!("{name}."), inner, from, values)?;
                continue;
            }
            toml::Value::String(text) => text.clone(),
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(yes) => yes.to_string(),
            other => bail!("{name} in {from} is a {}; a text, a number, true or false is expected", other.type_str()),
        };
        values.insert(name, (text, from.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Settings;

    fn map<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, String> {
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    fn file<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, (String, String)> {
        map(pairs).into_iter().map(|(name, value)| (name, (value, "baton.toml".to_owned()))).collect()
    }

    #[test]
    fn a_flag_wins_over_the_environment_over_the_file_over_the_default() {
        let settings = Settings::put_together(
            vec![("data", "flag".into())],
            map([("BATON_DATA", "variable"), ("BATON_LISTEN", "variable"), ("BATON_STRAY", "x"), ("BATON_NO_UI", "1")]),
            file([("data", "file"), ("listen", "file"), ("name", "file")]),
        )
        .expect("fine");
        assert_eq!(settings.text("data"), Some("flag"));
        assert_eq!(settings.text("listen"), Some("variable"));
        assert_eq!(settings.text("name"), Some("file"));
        assert_eq!(settings.text("log"), Some("info"));
        assert_eq!(settings.text("public_url"), None);
        assert_eq!(settings.strays(), ["BATON_STRAY"]);
    }

    #[test]
    fn an_unknown_key_is_an_error_with_a_suggestion() {
        let error = Settings::put_together(Vec::new(), map([]), file([("lisen", "x")])).err().expect("an error");
        assert_eq!(error.to_string(), "there is no setting lisen, in baton.toml; did you mean listen?");
    }

    #[test]
    fn a_secret_comes_from_its_file_and_is_not_shown() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("password");
        std::fs::write(&path, "hush\n").expect("written");
        let environment = map([("BATON_MAIL_PASSWORD_FILE", path.to_str().expect("text"))]);
        let settings = Settings::put_together(Vec::new(), environment, BTreeMap::new()).expect("fine");
        assert_eq!(settings.text("mail.password"), Some("hush"));
        assert!(settings.rows().iter().all(|row| row.value.as_deref() != Some("hush")));
    }

    #[test]
    fn a_wrong_value_says_where_it_stands() {
        let settings = Settings::put_together(Vec::new(), map([]), file([("insecure_http", "maybe")])).expect("read");
        let error = settings.flag("insecure_http").expect_err("not a bool");
        assert_eq!(error.to_string(), "insecure_http is true or false; in baton.toml it is maybe");
    }
}
