//! What people can answer.

use super::tale::Tale;
use crate::definition::{Choice, ChoiceStyle};

pub(super) fn told(tale: &mut Tale<'_>, was: &Choice, now: &Choice) {
    let Choice { name: _, span: _, label, then, cancels, undoes, gives, comment, when, style, is_yes } = now;
    tale.value("it leads to", &was.then, then);
    tale.value("it reads", &was.label, label);
    tale.value("comment", was.comment.word(), comment.word());
    tale.value("when", &was.when, when);
    tale.value("gives", &was.gives, gives);
    tale.value("cancels", &was.cancels, cancels);
    tale.value("undoes", &was.undoes, undoes);
    tale.value("style", self::style(was.style), self::style(*style));
    if was.is_yes != *is_yes {
        tale.say(if *is_yes { "it counts as a yes" } else { "it does not count as a yes any more" });
    }
}

fn style(style: ChoiceStyle) -> &'static str {
    match style {
        ChoiceStyle::Main => "main",
        ChoiceStyle::Plain => "plain",
        ChoiceStyle::Danger => "danger",
    }
}
