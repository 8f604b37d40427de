//! What workflows, processes and decisions begin with.

use super::tale::Tale;
use crate::definition::Head;

pub(super) fn told(tale: &mut Tale<'_>, was: &Head, now: &Head) {
    let Head { id, title, about, owner, key, label, target, keep, tags } = now;
    tale.value("id", &was.id, id);
    tale.value("title", &was.title, title);
    tale.value("owner", &was.owner, owner);
    tale.value("target", &was.target, target);
    tale.value("label", &was.label, label);
    if was.about != *about {
        tale.say("the text about it is another");
    }
    tale.value("key", &was.key, key);
    tale.value("keep", &was.keep, keep);
    tale.value("tags", &was.tags, tags);
}
