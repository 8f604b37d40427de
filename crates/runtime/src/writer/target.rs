//! Outside keys: `PUR-1042`, `PUR-1042.7`, `PUR-1042!1`.

/// The run's key and the number behind it.
pub fn split(key: &str, mark: char) -> Option<(&str, u32)> {
    let (run, number) = key.rsplit_once(mark)?;
    let number: u32 = number.parse().ok().filter(|number| *number > 0)?;
    Some((run, number))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn keys_are_split() {
        assert_eq!(split("PUR-1042.7", '.'), Some(("PUR-1042", 7)));
        assert_eq!(split("PUR-1042!1", '!'), Some(("PUR-1042", 1)));
        for wrong in ["PUR-1042", "PUR-1042.", "PUR-1042.0", "PUR-1042.-1", ".x", ""] {
            assert_eq!(split(wrong, '.'), None, "{wrong}");
        }
    }
}
