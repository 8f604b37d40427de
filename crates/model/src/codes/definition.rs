//! What can be wrong with the parts of a definition: keys, words, times, people, expressions.

super::rules! { LIST:
    Error UNKNOWN_KEY "definition.unknown_key",
        "unknown key `{key}`{near}",
        "{what} may have: {known}",
        "duee: 2 days";
    Error KEY_OF_OTHER_KIND "definition.key_of_other_kind",
        "`{kind}` has no `{key}`; {owners} has",
        "remove it, or change the kind of the step",
        "- set: Total\n  choices: { yes: {} }";
    Error MISSING_KEY "definition.missing_key",
        "{what} has no `{key}`",
        "add `{key}:`{hint}",
        "- send: Tell the requester";
    Error WRONG_SHAPE "definition.wrong_shape",
        "`{key}` must be {expected}; here is {found}",
        "write it as {expected}{hint}",
        "steps: none";
    Error UNKNOWN_WORD "definition.unknown_word",
        "`{key}` cannot be `{word}`{near}",
        "write one of: {known}",
        "comment: maybe";
    Error NOT_YES_NO "definition.not_yes_no",
        "`{key}` must be true or false, not `{word}`",
        "write `{key}: {meant}`",
        "required: yes";
    Error NOT_A_NUMBER "definition.not_a_number",
        "`{key}` must be {expected}, not `{word}`",
        "write digits, such as 3",
        "min: few";
    Error BAD_NAME "definition.bad_name",
        "`{name}` cannot be the name of {what}",
        "use {allowed}",
        "fields: { budget-code: { type: text } }";
    Error NO_KIND "definition.no_kind",
        "a step begins with its kind and title",
        "begin with one of: {known}{near}",
        "- title: Look\n  who: clerk";
    Error TWO_KINDS "definition.two_kinds",
        "this has two kinds, `{first}` and `{second}`",
        "make two of it",
        "- task: Look\n  approve: Agree";
    Error NO_TITLE_LETTERS "definition.no_title_letters",
        "no id can be made of this title: {title}",
        "use letters of a to z in it; a step may have an `id:` instead",
        "- task: \"???\"";
    Error BAD_DURATION "definition.bad_duration",
        "`{text}` is no duration{near}",
        "write it like 4 hours, 2 business days or PT4H",
        "timeout: 4 ours";
    Error BAD_DEADLINE "definition.bad_deadline",
        "`{text}` is no time: {why}",
        "write a duration (2 business days), a date field, FIELD - 2 business days, or an expression",
        "due: soon";
    Error BAD_OFFSET "definition.bad_offset",
        "`{text}` is no moment",
        "write it like 1 business day before due, at due, 2 hours overdue or 1 day after opening",
        "remind: [1 day before]";
    Error BAD_PHRASE "definition.bad_phrase",
        "`{text}` names nobody",
        "write a role, starter, manager of ROLE, a person field, or step(\"ID\").by",
        "is: boss of requester";
    Error WHO_IS_A_PERSON "definition.who_is_a_person",
        "a step names a role, never a person: {text}",
        "add a role under `roles:`, such as requester: { is: starter }, and name it here",
        "who: manager of requester";
    Error PHRASE_TOO_DEEP "definition.phrase_too_deep",
        "`manager of` stands more than {limit} times in one phrase",
        "name a role in between, and say there who fills it",
        "A phrase of ten managers of managers.";
    Error BAD_TEMPLATE "definition.bad_template",
        "an opened brace in this text is not closed: {text}",
        "close it with `}`, or write `{{` for a brace",
        "subject: \"Approved: {item\"";
    Error BAD_PATTERN "definition.bad_pattern",
        "`{text}` is no regular expression: {why}",
        "put it in single quotes and look at its brackets",
        "pattern: '[A-Z'";
    Error BAD_SIZE "definition.bad_size",
        "`{text}` is no size",
        "write it like 10 MB (KB, MB or GB of 1,000)",
        "max_size: ten megabytes";
    Error BAD_VALUE "definition.bad_value",
        "`{key}` does not fit a field of type {type}: {text}",
        "write {expected}",
        "{ type: number, default: many }";
    Error KEY_NEEDS_TYPE "definition.key_needs_type",
        "`{key}` means nothing for a field of type {type}",
        "remove it, or make the field one of: {types}",
        "{ type: text, currency: EUR }";
    Error TABLE_WIDTH "definition.table_width",
        "this rule has {found} cells under `{key}`, the table has {expected}",
        "write one cell for each, `-` for any value",
        "{ when: [\"< 1\", \"-\"], gives: [\"a\"] }";
    Error WHEN_OR_OTHERWISE "definition.when_or_otherwise",
        "a case has one of `when` and `otherwise`",
        "write `when:` and a condition, or `otherwise: true`",
        "cases: [{ steps: [] }]";
    Error NO_ENTRIES "definition.no_entries",
        "`{key}` is empty",
        "{hint}",
        "choices: {}";
    Error TOO_MANY "definition.too_many",
        "there can be at most {limit} {what}, and there are {found}",
        "divide it: into several workflows, blocks or fields",
        "A workflow of three thousand steps.";
    Error AGGREGATE_WITHOUT_COLLECT "definition.aggregate_without_collect",
        "`aggregate` makes one value of all that a table collects",
        "write `hit: collect`, or leave it out",
        "table: { hit: first, aggregate: sum, inputs: [amount], rules: [] }";
    Error HIT_GIVES_OTHER "definition.hit_gives_other",
        "`{hit}` gives {gives}, and `{output}` takes {kind}",
        "give it to a field that takes that (a list goes into a field of type choices), or choose another `hit:` or `aggregate:`",
        "hit: collect with an output of type text.";
    Error HIT_NEEDS_OPTIONS "definition.hit_needs_options",
        "`{hit}` goes by the order of an output's options, and no output has options",
        "make an output a choice; the option that goes first stands first",
        "hit: priority with an output of type number.";
    Error TABLE_TOO_LARGE "definition.table_too_large",
        "a decision table has at most {limit} {what}, this one has {found}",
        "divide it into several tables, one after the other",
        "A table of two thousand rules.";
    Error NOT_YET "definition.not_yet",
        "`{word}` is part of the language, but cannot run yet",
        "leave it out until a version of Baton runs it",
        "- agent: Compare the offers";
    Error NOT_A_CONDITION "definition.not_a_condition",
        "`{key}` asks whether something is true, and this gives {kind}: {text}",
        "compare it with something, such as {text} = ...",
        "when: amount";
    Error WRONG_TYPE "definition.wrong_type",
        "`{field}` is {expected}, and this gives {kind}: {text}",
        "compute {expected}, or change the type of the field",
        "gives: { amount: '\"many\"' }";
    Error TEXT_MEANT "definition.text_meant",
        "`{name}` is no field; it is an option of `{field}`",
        "for the text write {quoted}",
        "when: check_level = finance";
}
