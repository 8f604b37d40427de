use std::ffi::OsStr;
use std::io::Write;
use std::process::{Command, Output, Stdio};

/// What came out.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The command in a folder of its own, without settings from the environment.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_baton"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("BATON_")) {
        command.env_remove(name);
    }
    command
}

/// Runs it with those arguments.
pub fn run<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(arguments: I) -> Ran {
    ran(command().args(arguments).output().expect("it starts"))
}

/// Runs it with that text on standard input.
pub fn run_with(arguments: &[&str], input: &str) -> Ran {
    let mut child = command()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    ran(child.wait_with_output().expect("it ends"))
}

pub fn ran(output: Output) -> Ran {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    Ran { code: output.status.code().expect("a code"), out: text(output.stdout), err: text(output.stderr) }
}
