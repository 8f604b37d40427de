//! Checks that the web app is built before it is put into a release; builds nothing itself.

use std::path::Path;

fn main() {
    let dist = Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo says where the package is"))
        .join("../../web/dist");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=BATON_NO_UI");
    let release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let without = std::env::var("BATON_NO_UI").is_ok_and(|value| value == "1");
    let built = dist.join("index.html").exists();
    if built {
        // A path that does not exist would make every build run this again.
        println!("cargo:rerun-if-changed={}", dist.display());
    }
    assert!(
        built || !release || without,
        "the web app is not built: run `make` (or set BATON_NO_UI=1 to build the API alone)"
    );
}
