//! The codes of rows of lists: what several people changed at once, and numbers of rows that cannot be.

use baton_feel::codes::Code;

/// Why rows cannot be put together, or are not those of the list.
pub const ROWS: &[Code] = &[
    Code {
        code: "task.rows_changed",
        status: 409,
        sentence: "Somebody changed the same rows since you saw this task; of them {count} cannot be put together with yours.",
        remedy: "Look at the rows named below, and send what they are to be with `told`, which is the `rev` of this refusal.",
        example: "Two people change the price in one row, each in a form of their own.",
    },
    Code {
        code: "value.cell_changed_since",
        status: 409,
        sentence: "In row {row} somebody else changed {column} since you saw it; it is now {now}",
        remedy: "Take that, or send yours again: it stands then.",
        example: "Two people change the price in one row.",
    },
    Code {
        code: "value.row_removed_since",
        status: 409,
        sentence: "Somebody else removed this row since you saw it; you changed it: {row}",
        remedy: "Leave the row out, or send it again: it is put back as a new one.",
        example: "One removes a row in which another one changes the price.",
    },
    Code {
        code: "value.row_changed_since",
        status: 409,
        sentence: "In row {row}, which you removed, somebody else changed this since you saw it: {column}",
        remedy: "Put the row back, or send it again without it: it is gone then.",
        example: "One changes the price in a row that another one removes.",
    },
    Code {
        code: "value.no_such_row",
        status: 422,
        sentence: "The list has never had this row: {row}",
        remedy: "Send `$row` as you got it, and null or nothing for a row that is new.",
        example: "A row is sent with a number that was made up.",
    },
    Code {
        code: "value.row_twice",
        status: 422,
        sentence: "This row stands in the list more than once: {row}",
        remedy: "Send each `$row` once; a copy of a row is a new one, with null.",
        example: "A row is copied with its number.",
    },
];
