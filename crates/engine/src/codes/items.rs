//! The codes of what is done for each of several: too many of them, and items that are added.

use baton_feel::codes::Code;

/// Why there cannot be more items, or this one cannot be added.
pub const ADDED: &[Code] = &[
    Code {
        code: "each.too_many_in_run",
        status: 409,
        sentence: "The run would have more than {max} items at once, all its lists together.",
        remedy: "Shorten a list, or go through the outer one with `order: one-by-one`, and retry; or skip the step.",
        example: "For each of 100 orders each of its 100 parts is looked at.",
    },
    Code {
        code: "each.not_open",
        status: 409,
        sentence: "Nothing can be added to \"{step}\": it is not under way, or has gone on.",
        remedy: "Look at the run's page, which says where it stands.",
        example: "A document is added after the last one was read.",
    },
    Code {
        code: "each.takes_no_items",
        status: 409,
        sentence: "\"{step}\" goes on with the items it began with.",
        remedy: "Who may add items is said by `add:` at the step; publish a version that says it.",
        example: "An item is added to a step without `add:`.",
    },
    Code {
        code: "each.not_yours",
        status: 403,
        sentence: "Items of \"{step}\" are added by {role}.",
        remedy: "Ask somebody who has this role.",
        example: "A colleague who only looks on adds an item.",
    },
    Code {
        code: "each.which_one",
        status: 422,
        sentence: "\"{step}\" is under way more than once.",
        remedy: "Say by its `thread`, as the run shows it, which one gets the item.",
        example: "Each order has its parts, and a part is added to none of them.",
    },
    Code {
        code: "each.item_wrong",
        status: 422,
        sentence: "The item was not added, because {count} of its values cannot be used.",
        remedy: "Mend the values named below and send it again.",
        example: "A document is added without its title.",
    },
];
