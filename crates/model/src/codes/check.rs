//! What can be wrong with the meaning of a definition. One file under `check/` finds each.

super::rules! { LIST:
    Error UNKNOWN_TARGET "check.unknown_target",
        "nothing is called `{target}`{near}",
        "name a step, a path, an outcome or start",
        "then: refsed";
    Error TARGET_INSIDE_BLOCK "check.target_inside_block",
        "`{target}` lies inside `{block}`, which cannot be entered from outside",
        "go to `{block}` itself",
        "A choice before a parallel block that goes to a step in one of its branches.";
    Error NO_FORM_TO_REOPEN "check.no_form_to_reopen",
        "`then: start` reopens a form, and this workflow has none",
        "add a form under `start:`, or name a step",
        "then: start in a workflow that only a webhook starts.";
    Error STEP_UNDEFINED "check.step_undefined",
        "no step is called `{step}`{near}",
        "name a step by its `id`, or by its title in lower case with hyphens",
        "when: step(\"reveiw\").choice = \"approve\"";
    Error STEP_WHOLE "check.step_whole",
        "`step({step})` is used as a whole, and a step as a whole is no value",
        "ask for one thing that is known of it, as in `step({step}).choice`: state, choice, comment, by, at, pass, stands or outcome, or a field that the outcome of another run gives",
        "note: step(\"review\")";
    Error BRANCH_UNDEFINED "check.branch_undefined",
        "no branch of this block is called `{branch}`{near}",
        "name a branch of the same block by its `id`",
        "after: [blod] in an any-order whose branches are `blood` and `heart`";
    Error UNREACHABLE_STEP "check.unreachable_step",
        "nothing leads to `{step}`",
        "name it in a `then:`, or remove it",
        "A step after `end: ordered`.";
    Error WAY_ENDS_NOWHERE "check.way_ends_nowhere",
        "this way ends without an outcome",
        "end it with `end: OUTCOME` or `then: OUTCOME`, or mark one outcome `default: true`",
        "Two outcomes, neither the default, and a last step without `end`.";
    Error OUTCOME_NEVER_REACHED "check.outcome_never_reached",
        "no way leads to the outcome `{outcome}`",
        "write `end: {outcome}` or `then: {outcome}` where it is reached, or remove it",
        "An outcome that no step names.";
    Warning ROLE_UNUSED "check.role_unused",
        "nobody uses the role `{role}`",
        "name it as `who:` of a step, or remove it",
        "A role that no step names.";
    Error ROLE_UNDEFINED "check.role_undefined",
        "no role is called `{role}`{near}",
        "add it under `roles:`",
        "who: finanse";
    Error STEP_WITHOUT_WHO "check.step_without_who",
        "nobody is said to do `{step}`",
        "add `who:` and one of the roles: {roles}",
        "- task: Check the budget";
    Warning RACE_WITHOUT_WAIT "check.race_without_wait",
        "this branch of a race begins with `{first}`, which is over at once: it always wins",
        "let it begin with a step that waits: a task, an approval, a wait, work or a call",
        "A race between a task and a `set`.";
    Error CANCELLED_ASKS_PEOPLE "check.cancelled_asks_people",
        "`{step}` is done by people, and nobody is asked about what is cancelled: it would be passed over",
        "send a message instead, or write what people do under `undo:` of the step that they undo, and `undoes:` on the handler",
        "in_case: [{ cancelled: true, steps: [{ task: Say why, who: asker }] }]";
    Error CANCELLED_LEADS "check.cancelled_leads",
        "a handler for `cancelled` leads nowhere, since what is cancelled stays so: `{key}` means nothing in it",
        "leave it out; what is to be done then stands under its `steps:`, and what is to end with it under its `cancels:`",
        "in_case: [{ cancelled: true, then: again }]";
    Warning UNDO_UNUSED "check.undo_unused",
        "nothing ever undoes `{step}`, unless somebody cancels a run and has it undone",
        "write `undoes:` on a step, a choice or a handler, or remove its `undo:`",
        "A booking with an `undo:` in a workflow without `undoes:`.";
    Error LOCKS_CROSSED "check.locks_crossed",
        "`{inner}` is locked inside `{outer}` here, and elsewhere `{outer}` inside `{inner}`: they would wait for each other",
        "lock them in the same order everywhere",
        "A stage with `lock: a` around one with `lock: b`, and another the other way round.";
    Warning LOCK_WHILE_WAITING "check.lock_while_waiting",
        "`{lock}` is held while people are waited for in `{step}`",
        "lock only the steps that must not happen at the same time",
        "A lock on a stage with an approval in it.";
    Warning CLOCK_ON_OWN_WORK "check.clock_on_own_work",
        "`{step}` is work of our own, and the clock stands still while it is done",
        "use `clock: stop` where somebody else is waited for",
        "A task of the support team with `clock: stop`.";
    Warning NEED_OF_ONE "check.need_of_one",
        "`{step}` asks for several answers, but `{role}` is one person",
        "let the role be a group with `pick: everyone`, or leave `need`, `order` and `hear` out",
        "need: majority, of a role that is the manager";
    Error FIELD_UNDEFINED "check.field_undefined",
        "no field is called `{field}`{near}",
        "add it under `fields:`",
        "needs: [amont]";
    Error NEED_NOT_GIVEN "check.need_not_given",
        "`{step}` needs `{field}`, and a way leads here that does not give it",
        "give it on that way (a column of a list: let it be `required`), write `when: {field} != null`, or name it under `shows:` if the step can do without",
        "A step that needs a budget code that only one of two cases gives.";
    Error OUTCOME_NOT_GIVEN "check.outcome_not_given",
        "the outcome `{outcome}` gives `{field}`, and a way leads to it on which nothing gives that",
        "give it on that way, or let that way lead to another outcome",
        "An outcome that gives an order number, reached without an order.";
    Error PRIVATE_IN_TEXT "check.private_in_text",
        "`{field}` is {kind} and must not stand in {place}",
        "leave it out there",
        "label: \"{name}\" with a field name that is personal.";
    Error PRIVATE_COPIED "check.private_copied",
        "`{from}` is {kind}, and `{field}` would hold it in the clear",
        "mark `{field}` with `{kind}: true`, or leave it out",
        "gives: { total: salary * 12 } with a field salary that is personal.";
    Error NOT_A_PERSON "check.not_a_person",
        "`{field}` is a field of type {type}, which names nobody",
        "make it a field of type person, or name a role",
        "is: amount";
    Error NOT_A_FILE "check.not_a_file",
        "`{field}` is a field of type {type}, and only files go with a message",
        "name a field of type file or files, or write the value into the body",
        "attach: [amount]";
    Error OFFSET_WITHOUT_DUE "check.offset_without_due",
        "`{text}` counts from a deadline, and `{step}` has none",
        "add `due:`, or write it as after opening",
        "remind: [1 day before due] on a step without due.";
    Warning FIELD_GIVEN_TWICE "check.field_given_twice",
        "`{field}` is given in two branches of `{block}`: by `{first}` and `{second}`; the later one wins",
        "give each its own field",
        "Two branches with a step that gives `note`.";
    Error TABLE_GAP "check.table_gap",
        "no rule fits {example}",
        "add a rule for it, or a `default:`",
        "Rules for < 1000 and > 1000, none for 1000.";
    Error TABLE_OVERLAP "check.table_overlap",
        "this rule and the one on line {line} both fit {example}, and only one may",
        "make them apart, or write `hit: first`",
        "hit: unique with rules for < 10 and < 20.";
    Warning RULES_GAP "check.rules_gap",
        "no rule may fit, and then `{step}` gives nothing",
        "add a rule with `otherwise: true`",
        "rules: [{ when: amount > 10, gives: { level: \"high\" } }]";
    Error CASE_NEVER_TAKEN "check.case_never_taken",
        "this case can never be taken: {why}",
        "remove it, or put it before the other",
        "A case after `otherwise: true`.";
    Warning CONDITION_NEVER "check.condition_never",
        "`{text}` is never true: {what}",
        "mend the condition, or the limits and options of its fields, or remove what it is for",
        "when: amount > 10 and amount < 5";
    Warning CONDITION_ALWAYS "check.condition_always",
        "`{text}` is always true: {what}",
        "mend the condition, or leave it out",
        "when: note = null or note != null";
    Error DUPLICATE_ID "check.duplicate_id",
        "`{id}` is the name of something else, on line {line}",
        "give one of them another `id:`",
        "Two steps with the same title.";
    Error RESERVED_NAME "check.reserved_name",
        "`{name}` has a meaning of its own and cannot be the name of {what}",
        "choose another name",
        "roles: { me: { is: starter } }";
    Error NO_OUTCOME "check.no_outcome",
        "the workflow has no outcome",
        "add `outcomes:` and at least one, such as done: { title: Done }",
        "A workflow without `outcomes:`.";
    Error TWO_DEFAULTS "check.two_defaults",
        "`{first}` and `{second}` are both the default outcome",
        "mark one of them `default: true`",
        "Two outcomes with default: true.";
    Error NO_OWNER "check.no_owner",
        "nobody answers for this design",
        "add `owner:` and a group or person",
        "A workflow without `owner:`.";
    Error NO_TRIGGER "check.no_trigger",
        "nothing starts this workflow",
        "add `start:` and a form, such as - form: Ask for something",
        "A workflow without `start:`.";
    Error NO_STEPS "check.no_steps",
        "the workflow has no steps",
        "add `steps:` and at least one",
        "A workflow without `steps:`.";
    Error ROLE_NOT_ITSELF "check.role_not_itself",
        "the role `{role}` may not be {whom}, and nobody else can be it",
        "remove that entry of `not:`",
        "clerk: { is: starter, not: [starter] }";
    Error ROLE_IN_CIRCLE "check.role_in_circle",
        "the roles go in a circle: {circle}",
        "let one of them be somebody else",
        "a: { is: manager of b } and b: { is: manager of a }";
    Error AFTER_IN_CIRCLE "check.after_in_circle",
        "these wait for each other: {circle}",
        "let one of them begin earlier",
        "a: after b, and b: after a.";
    Warning CHOICE_NAMED_LIKE_OUTCOME "check.choice_named_like_outcome",
        "the choice `{choice}` is called like an outcome but does not lead there",
        "add `then: {choice}`, or rename it",
        "A choice `refused: {}` beside an outcome `refused`.";
    Warning JUMP_WITHDRAWS_WORK "check.jump_withdraws_work",
        "going to `{target}` leaves `{block}` and throws away open work of {whose}",
        "to hear all first, ask `step(\"{step}\").choice` after the block",
        "A refusal in one branch while another branch is open.";
    Warning VALUE_CHANGES_AFTER_APPROVAL "check.value_changes_after_approval",
        "`{field}` was approved in `{approval}` and is given again by `{step}`",
        "give another field, or approve afterwards",
        "An approval that needs an amount, and a later step that gives it.";
    Warning SEND_BACK_SKIPS_APPROVAL "check.send_back_skips_approval",
        "`{choice}` goes back to `{target}`, where `{field}` can change, and comes here again without `{approval}`",
        "go back to a step before `{approval}`, or let it be approved again",
        "A buyer sends a request back to be mended, and it comes to the buyer again without the manager.";
    Warning TABLE_GAP_EMPTY "check.table_gap_empty",
        "`{input}` may be empty, and no rule fits then",
        "add a rule with `-` for it or a `default:`, or make `{input}` required",
        "A field that is not required, and a table with rules for < 10 and >= 10 only.";
    Warning NAME_HIDES_FIELD "check.name_hides_field",
        "`{field}` is hidden here, where the name means something else",
        "rename the field",
        "A field called `body` in a workflow with a webhook.";
    Warning NULL_IN_MIN "check.null_in_min",
        "`{field}` may be empty here, and then {function} is empty too",
        "make it `required`, or ask for `{field} != null` first",
        "when: min(a, b) <= 2, with b filled in by some ways only.";
    Error OUTPUT_UNDEFINED "check.output_undefined",
        "the decision has no output called `{output}`{near}",
        "add it under `outputs:`",
        "A rule that gives `levle`.";
    Error DECISION_IN_CIRCLE "check.decision_in_circle",
        "this decision needs its own result: {circle}",
        "let one of them do without the other",
        "decision: risk with uses: [risk].";
    Error DECISION_UNKNOWN "check.decision_unknown",
        "there is no decision called `{decision}`",
        "publish it first, or name another one",
        "uses: [credit-scroe]";
    Error DECISION_INPUT_MISSING "check.decision_input_missing",
        "`{decision}` needs the input `{input}`, which it does not find here{near}",
        "add `{input}` to the inputs, or use a decision of that name before it",
        "A decision without `income` that uses one with it.";
    Error DECISION_HAS_NO_INPUT "check.decision_has_no_input",
        "`{decision}` has no input called `{input}`{near}",
        "leave it out, or name one of its inputs",
        "with: { amuont: total }";
    Error TABLE_RULES_DIFFER "check.table_rules_differ",
        "this rule and the one on line {line} both fit {example} and give different values",
        "let them give the same, make them apart, or write `hit: first` or `hit: priority`",
        "hit: any with rules for < 10 and < 20 that give 1 and 2.";
    Warning TABLE_RULE_NEVER "check.table_rule_never",
        "this rule can never hit: {why}",
        "remove it, mend its tests, or put it before the others",
        "hit: first with a rule for < 10 below one for < 20.";
    Warning TABLE_VALUE_OUTSIDE "check.table_value_outside",
        "`{name}` is {limits}, and this names {value}",
        "name a value that there can be, or change the limits",
        "A rule for > 200 of a field with max: 100.";
    Warning WAITS_FOR_EVER "check.waits_for_ever",
        "`{step}` may wait for ever: nothing says what happens when what it waits for does not come",
        "add `due:`, or a handler such as in_case: [{ after: 2 weeks, then: ... }]",
        "- { wait: The answer, event: answer }";
    Warning ONLY_WHILE_FOR_EVER "check.only_while_for_ever",
        "`{step}` can be worked on only while {condition}; where that never holds again, the run stays there",
        "add `due:` or a handler that leads on",
        "only_while: stock > 0, with neither a deadline nor a handler.";
    Warning APPROVES_OWN_REQUEST "check.approves_own_request",
        "`{step}` is approved by `{role}`, who is the one who asked",
        "let somebody else approve it, such as is: manager of starter",
        "approve: Agree, who: asker with asker: { is: starter }";
    Warning ESCALATES_TO_ITSELF "check.escalates_to_itself",
        "when `{step}` takes too long, {whom} is brought in, who has it already",
        "name somebody else, such as manager of {whom}",
        "escalate: { at: 1 day overdue, to: clerk } on a step of clerk";
    Warning TARGET_TOO_SHORT "check.target_too_short",
        "the target is {target}, and the steps of the shortest way may take {shortest}",
        "make the target longer, or the deadlines shorter",
        "target: 1 business day, and a step with due: 2 business days that every run comes to.";
    Error PUBLIC_FIELD "check.public_field",
        "a form that anybody may fill in cannot ask for `{field}`: it is {type}, which takes an account",
        "ask for a text or an e-mail address instead, or let a step of your own people ask for it",
        "who: public and gives: [quote] with quote: { type: file }";
    Error STARTER_OUTSIDE "check.starter_outside",
        "`{role}` is nobody when a run begins with the form `{start}`: who fills in a public form has no account",
        "name a group or somebody else, or add an `else:` to the role",
        "who: asker with asker: { is: starter }, and a form with who: public";
    Warning SENT_BACK_OUTSIDE "check.sent_back_outside",
        "the form `{start}` cannot go back to who filled it in without an account; the owner has to give it to somebody",
        "send a message with what is missing instead, or let one of your own people complete it",
        "then: start, and a form with who: public";
    Error SUB_UNKNOWN "check.sub_unknown",
        "there is no published workflow called `{workflow}` that this could run",
        "publish it first, or name another one",
        "workflow: it-provisoning";
    Error SUB_CANNOT_BEGIN "check.sub_cannot_begin",
        "`{workflow}` cannot be begun by another run",
        "add `- run: true` to its `start:`, with what it is given",
        "workflow: of one that only a webhook begins";
    Error SUB_ASKS_NOT "check.sub_asks_not",
        "`{workflow}` does not ask for `{field}` when it begins{near}",
        "leave it out, name one of the fields that its start gives, or add it there",
        "with: { emial: email }";
    Error SUB_INPUT_MISSING "check.sub_input_missing",
        "`{workflow}` needs `{field}` when it begins, which it is not given",
        "add it under `with:`",
        "A run without with: of a workflow whose start asks for a required field.";
    Error SUB_GIVES_NOT "check.sub_gives_not",
        "`{workflow}` has no field `{field}`{near}",
        "take one of its fields, or leave it out",
        "gives: [acount]";
    Error SUB_TYPE "check.sub_type",
        "what is handed to or taken from `{workflow}` for `{field}` is {is}, and {wanted} is needed",
        "hand over another value, convert it, or change the field's type",
        "with: { start_day: name }";
    Error START_UNKNOWN "check.start_unknown",
        "there is no published workflow called `{workflow}` that this could start after",
        "publish it first, or name another one",
        "start: [{ workflow: payemnts }]";
    Error START_NO_OUTCOME "check.start_no_outcome",
        "`{workflow}` has no outcome `{outcome}`{near}",
        "name one of its outcomes, or leave it out to start after any",
        "start: [{ workflow: payments, outcome: payed }]";
    Warning START_CIRCLE "check.start_circle",
        "workflows start after each other in a circle: {circle}",
        "let one of them start after another outcome; a chain of 50 runs with nobody in between is held as an exception",
        "start: [{ workflow: review, outcome: done }] in review itself";
}
