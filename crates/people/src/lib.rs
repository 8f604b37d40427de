//! Who and when: people, groups, roles, calendars, business time.
