//! Where the libraries are that stand between the server and the C library. `make shims` builds them.

use std::path::PathBuf;

use anyhow::{Context, ensure};

/// The built library of this name, such as `powercut`: beside the folder this program was built into.
pub fn built(name: &str) -> anyhow::Result<PathBuf> {
    let own = std::env::current_exe()?;
    let target = own.parent().and_then(std::path::Path::parent).context("this program lies in no target folder")?;
    let library = target.join("shim").join(format!("{name}.so"));
    ensure!(library.exists(), "{} is missing; `make shims` builds it", library.display());
    Ok(library)
}
