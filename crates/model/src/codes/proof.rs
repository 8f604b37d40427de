//! What the proof of a workflow's ways can find. Each comes with the shortest way to it.

super::rules! { LIST:
    Error JOIN_NEVER_OPENS "check.join_never_opens",
        "a run can get stuck: `{step}` waits for ways that can no longer come",
        "write `join: coming`, which waits only for what can still come, or let every way lead to `{step}`",
        "join: all on a step, one of whose two ways is skipped.";
    Error NO_WAY_OUT "check.no_way_out",
        "once a run is at `{step}`, no outcome can be reached any more",
        "let a choice, a `then:` or a handler lead on from there",
        "Two steps that only ever lead to each other.";
    Error GROWS_WITHOUT_END "check.grows_without_end",
        "each time round `{step}` is open once more: a run can grow without end",
        "join what was split before it goes round again, or use `each` with `add:`",
        "then: [work, ask-again] on a step that `ask-again` leads back to.";
    Warning LEFT_BEHIND "check.left_behind",
        "`{step}` can still be open when {end}; what is done there is thrown away",
        "join the ways before that, or name `{step}` under `cancels:` to say that this is meant",
        "A list of two ways, one of which leads to `end`.";
    Error JOINS_WAIT_FOR_EACH_OTHER "check.joins_wait_for_each_other",
        "`{step}` and `{other}` wait for each other",
        "let one of them wait for named ways: `join: all`, or a number",
        "Two steps with join: coming, each of which can lead to the other.";
    Error STEP_NEVER_OPENS "check.step_never_opens",
        "no run ever comes to `{step}`, though a way leads there",
        "remove it, or mend the conditions and joins before it",
        "A step behind a join that more ways are asked for than ever come.";
    Warning NOT_PROVED "check.not_proved",
        "{what} can be in too many places at once to look at all of them; that it cannot get stuck was not proved",
        "use `parallel` in place of lists, so that what belongs together ends together",
        "A list with twenty targets, each with several steps that may jump.";
}
