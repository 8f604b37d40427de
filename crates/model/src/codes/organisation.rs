//! What can be wrong with times and people that a definition names, so that nobody can keep to it.

super::rules! { LIST:
    Warning OFFSET_BEFORE_OPENING "check.offset_before_opening",
        "`{text}` is before `{step}` opens, which is due {due} after that",
        "make the deadline longer, come nearer to it, or count from the opening: 1 hour after opening",
        "remind: [4 business days before due] on a step with due: 2 business days.";
    Warning DUE_BEFORE_OPENING "check.due_before_opening",
        "`{step}` is due {due}, and cannot begin before {begins}",
        "let it begin earlier, or make it due later",
        "due: start_date - 2 business days, behind a wait until start_date.";
    Warning ESCALATES_IN_CIRCLE "check.escalates_in_circle",
        "these are brought in for each other: {circle}",
        "let one of them be somebody above the others, such as the manager of somebody else",
        "A step of clerk that goes to lead, and a step of lead that goes to clerk.";
    Warning ELSE_IN_CIRCLE "check.else_in_circle",
        "where nobody of them is left, these stand in for each other: {circle}",
        "let the last of them be somebody who is always there",
        "clerk: { group: office, else: lead } and lead: { group: leads, else: clerk }";
    Warning TARGET_BELOW_RUNS "check.target_below_runs",
        "the target is {target}, and with the runs of {workflows} on it the shortest way may take {shortest}",
        "make the target longer, or those of these workflows shorter",
        "A process with target: 3 business days, of two workflows with 2 business days one after the other.";
}
