//! Every limit of the directory, its unit last in its name.

/// The longest handle of a person or group.
pub const HANDLE_CHARS_MAX: usize = 40;
/// The shortest handle of a person or group.
pub const HANDLE_CHARS_MIN: usize = 2;
/// The longest name, title, site or skill.
pub const TEXT_CHARS_MAX: usize = 200;
/// The longest reason.
pub const REASON_CHARS_MAX: usize = 2_000;
/// The longest e-mail address (RFC 5321, 4.5.3.1.3).
pub const EMAIL_BYTES_MAX: usize = 254;
/// How many skills a person may have.
pub const SKILLS_MAX: usize = 100;
/// How many people a workspace may have.
pub const PEOPLE_MAX: usize = 100_000;
/// How many groups a workspace may have.
pub const GROUPS_MAX: usize = 10_000;
/// How far a chain of managers is followed.
pub const MANAGER_CHAIN_MAX: usize = 100;
/// How far from an instant business time is looked for, in days: a hundred years.
pub const SEARCH_DAYS_MAX: usize = 36_600;
