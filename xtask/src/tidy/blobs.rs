//! The repository holds texts and small pictures: nothing over 1 MiB.

use super::{Fault, fault};
use crate::tree::Tree;

const BYTES_MAX: usize = 1 << 20;

pub fn check(tree: &Tree) -> Vec<Fault> {
    let large = tree.files.iter().filter(|file| file.bytes > BYTES_MAX);
    large.map(|file| fault(&file.path, 0, format!("{} bytes; {BYTES_MAX} is the most", file.bytes))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_file_is_named() {
        let large = "x".repeat(BYTES_MAX + 1);
        assert_eq!(check(&Tree::of(&[("a.png", &large), ("b.png", "x")])).len(), 1);
    }
}
