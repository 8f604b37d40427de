//! Commands about one group.

use super::{find, values};
use crate::limits::GROUPS_MAX;
use crate::wire::Form;
use crate::{Directory, DirectoryEvent, Group, GroupId, PersonId, Refusal, is_handle};

pub fn add(
    directory: &Directory,
    handle: &str,
    title: &str,
    members: &[PersonId],
) -> Result<Vec<DirectoryEvent>, Refusal> {
    if directory.groups.len() >= GROUPS_MAX {
        return Err(Refusal::Full { what: "groups", max: GROUPS_MAX });
    }
    let handle = handle.trim().to_owned();
    if !is_handle(&handle) {
        return Err(Refusal::HandleWrong { handle });
    }
    if directory.group_by_handle(&handle).is_some() {
        return Err(Refusal::GroupTaken { handle });
    }
    let group = directory.next_group();
    let title = values::text("title", title)?;
    let mut events = vec![DirectoryEvent::GroupAdded { v: Form, group, handle, title }];
    let mut members = members.to_vec();
    members.sort_unstable();
    members.dedup();
    for person in members {
        find(directory, person)?;
        events.push(DirectoryEvent::MemberAdded { v: Form, group, person });
    }
    Ok(events)
}

pub fn change(directory: &Directory, id: GroupId, title: &str) -> Result<Vec<DirectoryEvent>, Refusal> {
    let group = find_group(directory, id)?;
    let title = values::text("title", title)?;
    if title == group.title {
        return Ok(Vec::new());
    }
    Ok(vec![DirectoryEvent::GroupChanged { v: Form, group: id, title }])
}

pub fn add_member(directory: &Directory, id: GroupId, person: PersonId) -> Result<Vec<DirectoryEvent>, Refusal> {
    let group = find_group(directory, id)?;
    find(directory, person)?;
    if group.members.contains(&person) {
        return Err(Refusal::AlreadyMember { group: id, person });
    }
    Ok(vec![DirectoryEvent::MemberAdded { v: Form, group: id, person }])
}

pub fn remove_member(directory: &Directory, id: GroupId, person: PersonId) -> Result<Vec<DirectoryEvent>, Refusal> {
    let group = find_group(directory, id)?;
    if !group.members.contains(&person) {
        return Err(Refusal::NotMember { group: id, person });
    }
    Ok(vec![DirectoryEvent::MemberRemoved { v: Form, group: id, person }])
}

fn find_group(directory: &Directory, group: GroupId) -> Result<&Group, Refusal> {
    directory.group(group).ok_or(Refusal::GroupNotFound { group })
}
