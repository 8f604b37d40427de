//! The limits of a definition, each with its unit last in its name.

/// The longest text of a definition.
pub const TEXT_BYTES_MAX: usize = 1024 * 1024;
/// The deepest nesting of lists and maps.
pub const DEPTH_MAX: usize = 64;
/// The most values in a text, with what anchors repeat.
pub const NODES_MAX: usize = 200_000;
/// The most comments that may stand one after the other.
pub const COMMENTS_MAX: usize = 10_000;
/// The most steps of a definition.
pub const STEPS_MAX: usize = 2_000;
/// The most fields of a definition.
pub const FIELDS_MAX: usize = 500;
/// The most faults that are told at once.
pub const FAULTS_MAX: usize = 200;
/// The most inputs of a decision table, and the most outputs.
pub const TABLE_COLUMNS_MAX: usize = 50;
/// The most rules of a decision table.
pub const TABLE_RULES_MAX: usize = 1_000;
/// The most roles of a definition.
pub const ROLES_MAX: usize = 200;
/// The most outcomes, paths, and starts, each.
pub const PLACES_MAX: usize = 200;
/// The most options of a choice.
pub const OPTIONS_MAX: usize = 1_000;
/// The most columns of a list field.
pub const COLUMNS_MAX: usize = 100;
/// The most cases of a `choose`.
pub const CASES_MAX: usize = 100;
/// The most branches of a block.
pub const BRANCHES_MAX: usize = 100;
/// The most choices of a task.
pub const CHOICES_MAX: usize = 100;
/// The most workflows of a process, and the most milestones.
pub const WORKFLOWS_MAX: usize = 500;
/// The most workflows that one waits for.
pub const AFTER_MAX: usize = 100;
/// The most entries of any other list or map.
pub const ENTRIES_MAX: usize = 1_000;
/// How often `manager of` may stand in a phrase.
pub const PHRASE_DEPTH_MAX: usize = 8;
/// The longest pattern of a field.
pub const PATTERN_BYTES_MAX: usize = 4_096;
/// What a pattern may take when it is compiled.
pub const PATTERN_COMPILED_BYTES_MAX: usize = 1 << 17;
/// How deep brackets may nest in a pattern.
pub const PATTERN_DEPTH_MAX: u32 = 64;
