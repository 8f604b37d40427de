//! "Did you mean …": the known word nearest to a wrong one, by edit distance in which a swap of
//! neighbours counts once. Says nothing when nothing is near; ties go to the word met first.

/// Words longer than this are not compared: nobody mistypes them by a letter or two.
const WORD_CHARS_MAX: usize = 80;

/// The known word that was probably meant, if one is near enough.
pub fn suggest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let wanted = folded(wrong);
    if wanted.is_empty() || wanted.len() > WORD_CHARS_MAX {
        return None;
    }
    let allowed = (wanted.len() / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for word in known.filter(|word| *word != wrong) {
        let candidate = folded(word);
        if candidate.len().abs_diff(wanted.len()) > allowed || candidate.len() > WORD_CHARS_MAX {
            continue;
        }
        let distance = distance(&wanted, &candidate);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, word));
        }
    }
    best.map(|(_, word)| word.to_owned())
}

/// Lower case, with `-`, `_` and spaces alike, so that `Check Level` finds `check_level`.
fn folded(word: &str) -> Vec<char> {
    word.chars().flat_map(char::to_lowercase).map(|c| if matches!(c, '-' | ' ') { '_' } else { c }).collect()
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(last[j] + 1).min(row[j - 1] + 1);
            let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if swapped {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::suggest;

    #[test]
    fn the_nearest_word_is_suggested_or_none() {
        let known = ["due", "remind", "check_level", "amount"];
        let cases = [
            ("duee", Some("due")),
            ("amuont", Some("amount")),
            ("check-level", Some("check_level")),
            ("Amount", Some("amount")),
            ("budget", None),
            ("", None),
        ];
        for (wrong, expected) in cases {
            assert_eq!(suggest(wrong, known.into_iter()).as_deref(), expected, "{wrong}");
        }
    }
}
