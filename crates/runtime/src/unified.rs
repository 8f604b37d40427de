//! Two texts compared line by line, as `diff -u` writes it: the longest common lines stay, three lines stand around a change.

/// How many lines stand around a change.
const AROUND: usize = 3;
/// Above this many lines squared, everything between the first and the last difference is shown as changed.
const CELLS_MAX: usize = 4_000_000;

/// One line of the comparison.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line<'a> {
    Same(&'a str),
    Gone(&'a str),
    New(&'a str),
}

/// The comparison; empty where the texts are equal.
pub fn unified(was: &str, now: &str, from: &str, to: &str) -> String {
    let lines = compared(&was.lines().collect::<Vec<_>>(), &now.lines().collect::<Vec<_>>());
    let mut text = String::new();
    for (begin, end) in hunks(&lines) {
        text.push_str(&hunk(&lines, begin, end));
    }
    if text.is_empty() { text } else { format!("--- {from}\n+++ {to}\n{text}") }
}

fn compared<'a>(was: &[&'a str], now: &[&'a str]) -> Vec<Line<'a>> {
    let head = was.iter().zip(now).take_while(|(a, b)| a == b).count();
    let rest = was.len().min(now.len()) - head;
    let tail = was.iter().rev().zip(now.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let mut lines: Vec<Line<'a>> = was[..head].iter().map(|line| Line::Same(line)).collect();
    lines.extend(middle(&was[head..was.len() - tail], &now[head..now.len() - tail]));
    lines.extend(was[was.len() - tail..].iter().map(|line| Line::Same(line)));
    lines
}

/// By the longest common subsequence.
fn middle<'a>(was: &[&'a str], now: &[&'a str]) -> Vec<Line<'a>> {
    let (rows, columns) = (was.len(), now.len());
    if rows * columns > CELLS_MAX {
        return was.iter().map(|line| Line::Gone(line)).chain(now.iter().map(|line| Line::New(line))).collect();
    }
    let mut common = vec![vec![0_u32; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            common[i][j] =
                if was[i] == now[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    while i < rows || j < columns {
        if i < rows && j < columns && was[i] == now[j] {
            lines.push(Line::Same(was[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == columns || (i < rows && common[i + 1][j] >= common[i][j + 1]) {
            lines.push(Line::Gone(was[i]));
            i += 1;
        } else {
            lines.push(Line::New(now[j]));
            j += 1;
        }
    }
    lines
}

/// The parts that are shown: changes with what stands around them.
fn hunks(lines: &[Line<'_>]) -> Vec<(usize, usize)> {
    let mut hunks: Vec<(usize, usize)> = Vec::new();
    for (at, _) in lines.iter().enumerate().filter(|(_, line)| !matches!(line, Line::Same(_))) {
        let (begin, end) = (at.saturating_sub(AROUND), (at + AROUND + 1).min(lines.len()));
        match hunks.last_mut() {
            Some(last) if begin <= last.1 => last.1 = end,
            _ => hunks.push((begin, end)),
        }
    }
    hunks
}

fn hunk(lines: &[Line<'_>], begin: usize, end: usize) -> String {
    let old = |lines: &[Line<'_>]| lines.iter().filter(|line| !matches!(line, Line::New(_))).count();
    let new = |lines: &[Line<'_>]| lines.iter().filter(|line| !matches!(line, Line::Gone(_))).count();
    let (before, inside) = (&lines[..begin], &lines[begin..end]);
    let place = |count: usize, before: usize| format!("{},{count}", if count == 0 { before } else { before + 1 });
    let (was, now) = (place(old(inside), old(before)), place(new(inside), new(before)));
    let mut text = format!("@@ -{was} +{now} @@\n");
    for line in inside {
        let (mark, line) = match line {
            Line::Same(line) => (' ', line),
            Line::Gone(line) => ('-', line),
            Line::New(line) => ('+', line),
        };
        text.push(mark);
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn changes_are_shown_with_what_stands_around_them() {
        let was = "a\nb\nc\nd\ne\nf\ng\nh\n";
        let now = "a\nb\nc\nd\nE\nf\ng\nh\ni\n";
        let expected = "--- v1\n+++ v2\n@@ -2,7 +2,8 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n+i\n";
        assert_eq!(unified(was, now, "v1", "v2"), expected);
        assert_eq!(unified(was, was, "v1", "v2"), "");
        assert_eq!(unified("", "x\n", "v1", "v2"), "--- v1\n+++ v2\n@@ -0,0 +1,1 @@\n+x\n");
    }
}
