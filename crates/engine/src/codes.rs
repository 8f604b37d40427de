//! Every code of the engine: refusals of commands, faults of values, and exceptions of runs.

use baton_feel::codes::Code;

mod endings;
mod items;
mod moves;
mod outside;
mod refused;
mod rows;
mod starts;

use self::endings::ENDINGS;
use self::items::ADDED;
use self::moves::MOVES;
use self::outside::OUTSIDE;
use self::refused::REFUSED;
use self::rows::ROWS;
use self::starts::STARTS;

const LIST: &[Code] = &[
    Code {
        code: "job.not_found",
        status: 404,
        sentence: "There is no such job: {job}",
        remedy: "Ask for jobs of your topic and use the id you get.",
        example: "A job id was cut when it was copied.",
    },
    Code {
        code: "job.not_queued",
        status: 409,
        sentence: "The job {job} is not to be had: another worker has it, or it is not wanted any more.",
        remedy: "Ask for the next job of your topic.",
        example: "Two workers take the same job.",
    },
    Code {
        code: "job.not_yours",
        status: 409,
        sentence: "The job {job} is not yours any more; your answer changes nothing.",
        remedy: "Stop working on it and take the next one. Say more often that you work, or ask for a longer lease.",
        example: "A worker answers after its lease ran out and another took the job.",
    },
    Code {
        code: "job.worker_name_wrong",
        status: 422,
        sentence: "A worker names itself in 1 to {max} characters.",
        remedy: "Send a name such as `trainer-3`.",
        example: "A worker sends an empty name.",
    },
    Code {
        code: "job.lease_wrong",
        status: 422,
        sentence: "A lease is {min} to {max} seconds long.",
        remedy: "Ask for a length within these bounds and say in time that you still work.",
        example: "A lease of no seconds is asked for.",
    },
    Code {
        code: "job.error_word_wrong",
        status: 422,
        sentence: "This is no word for an error: {error}",
        remedy: "Write it in small letters, digits and dashes, such as `tests-failed`; details go into `message`.",
        example: "A worker sends a whole sentence as the error.",
    },
    Code {
        code: "job.result_wrong",
        status: 422,
        sentence: "The result of the job {job} cannot be used: {count} of its values are wrong.",
        remedy: "Mend the values named below and send it again.",
        example: "A worker gives no metrics, although a later step needs them.",
    },
    Code {
        code: "run.started_already",
        status: 409,
        sentence: "This run has begun already: {run}",
        remedy: "Start another run.",
        example: "The same start is sent twice with one run number.",
    },
    Code {
        code: "run.not_started",
        status: 404,
        sentence: "There is no such run.",
        remedy: "Look the run up by its key.",
        example: "A comment is sent to a run that was never started.",
    },
    Code {
        code: "run.over",
        status: 409,
        sentence: "This run is over: {state}",
        remedy: "Start a new run, or look at what happened in its timeline.",
        example: "A task is completed after the run was cancelled.",
    },
    Code {
        code: "run.unknown_start",
        status: 422,
        sentence: "This workflow cannot be started this way: {start}",
        remedy: "Choose one of its forms or manual starts.",
        example: "A run is started by the third entry of a list of two.",
    },
    Code {
        code: "run.values_wrong",
        status: 422,
        sentence: "The run was not started, because {count} of its values cannot be used.",
        remedy: "Mend the values named below and send it again.",
        example: "A purchase is asked for without an amount.",
    },
    Code {
        code: "run.values_too_large",
        status: 422,
        sentence: "The run's values together are larger than it may hold: {max} bytes",
        remedy: "Put large data into files.",
        example: "A run collects eleven megabytes of text.",
    },
    Code {
        code: "run.reason_required",
        status: 422,
        sentence: "This is done with a reason only.",
        remedy: "Say in a sentence why: it stands in the history of the run.",
        example: "A run is cancelled with an empty reason.",
    },
    Code {
        code: "run.nothing_to_continue",
        status: 409,
        sentence: "This run waits for people or times; there is nothing to go on with.",
        remedy: "Nothing has to be done.",
        example: "A run is told twice to go on.",
    },
    Code {
        code: "run.person_needed",
        status: 403,
        sentence: "Only a person can do this, or a program on a person's behalf.",
        remedy: "Sign in, or use a token that acts for a person.",
        example: "A worker claims a task.",
    },
    Code {
        code: "run.text_too_long",
        status: 422,
        sentence: "This text is longer than allowed: {max} characters",
        remedy: "Shorten it, or attach it as a file.",
        example: "A comment of a hundred pages.",
    },
    Code {
        code: "run.comment_empty",
        status: 422,
        sentence: "A comment has at least one character.",
        remedy: "Write something.",
        example: "A comment of blanks.",
    },
    Code {
        code: "task.not_found",
        status: 404,
        sentence: "There is no such task in this run: {task}",
        remedy: "Look at the run's open tasks.",
        example: "Task 9 of a run that has two.",
    },
    Code {
        code: "task.not_open",
        status: 409,
        sentence: "This task was withdrawn and can no longer be worked on: {task}",
        remedy: "Look in the run's timeline why; nothing has to be done.",
        example: "A task is completed after another branch left the block.",
    },
    Code {
        code: "task.already_done",
        status: 409,
        sentence: "This task is done already: {task}",
        remedy: "See what was answered the first time.",
        example: "The same completion is sent twice.",
    },
    Code {
        code: "task.not_yours",
        status: 403,
        sentence: "This task is somebody else's: {task}",
        remedy: "Ask who has it to give it to you.",
        example: "A colleague completes a task that was given to another.",
    },
    Code {
        code: "task.not_offered",
        status: 409,
        sentence: "This task cannot be claimed, because somebody has it: {task}",
        remedy: "Choose another task, or ask who has it.",
        example: "Two members of a group claim one task; the second is late.",
    },
    Code {
        code: "task.not_claimed",
        status: 409,
        sentence: "Only a task that was claimed can be given back: {task}",
        remedy: "Give it to somebody else instead.",
        example: "A task that was assigned by rule is released.",
    },
    Code {
        code: "task.excluded",
        status: 403,
        sentence: "The role does not allow this person to have the task, because of {by}",
        remedy: "Somebody else has to do it: two different people are asked for.",
        example: "The requester claims the check of the own request.",
    },
    Code {
        code: "task.same_person",
        status: 409,
        sentence: "This person has the task already: {task}",
        remedy: "Choose somebody else.",
        example: "A task is reassigned to who has it.",
    },
    Code {
        code: "task.asked_already",
        status: 409,
        sentence: "This person is asked for the same decision already: {task}",
        remedy: "Choose somebody who has no vote of their own.",
        example: "A vote is given to somebody who votes as well.",
    },
    Code {
        code: "task.not_accepted",
        status: 409,
        sentence: "This task was handed over and is not accepted yet: {task}",
        remedy: "Accept it, or hand it back with the reason.",
        example: "A case is completed that its new owner has not taken over.",
    },
    Code {
        code: "task.nothing_to_accept",
        status: 409,
        sentence: "There is nothing to accept or to hand back: {task}",
        remedy: "Work on it.",
        example: "A task is accepted twice.",
    },
    Code {
        code: "task.hand_back_reason",
        status: 422,
        sentence: "Handing back asks for a reason: {task}",
        remedy: "Say in a sentence what is missing.",
        example: "A case is handed back without a word.",
    },
    Code {
        code: "task.nowhere_back",
        status: 409,
        sentence: "There is no step that this could go back to: {task}",
        remedy: "Accept it, or ask who manages the run.",
        example: "The first step of a run that a schedule started is handed back.",
    },
    Code {
        code: "task.points_open",
        status: 422,
        sentence: "Not everything is ticked off: {points}",
        remedy: "Tick off each point, or choose what says that it is not done.",
        example: "A laptop is handed out before it is encrypted.",
    },
    Code {
        code: "task.not_now",
        status: 409,
        sentence: "This task cannot be started now: {condition}",
        remedy: "Wait until the condition is true; the task stays yours.",
        example: "A change is to be made while the shop is open.",
    },
    Code {
        code: "task.no_such_person",
        status: 422,
        sentence: "There is nobody active with this number: {person}",
        remedy: "Choose somebody from the directory.",
        example: "A task is given to somebody who has left.",
    },
    Code {
        code: "task.choice_missing",
        status: 422,
        sentence: "Nothing was chosen for {task}",
        remedy: "Choose one of: {choices}",
        example: "An approval with approve and refuse is completed without saying which.",
    },
    Code {
        code: "task.unknown_choice",
        status: 422,
        sentence: "This task has no such choice: {choice}",
        remedy: "Choose one of: {choices}",
        example: "A task with approve and refuse is answered with maybe.",
    },
    Code {
        code: "task.choice_not_offered",
        status: 422,
        sentence: "This choice is not offered with the values as they are: {choice}",
        remedy: "Choose another one.",
        example: "A choice with a condition that is not true is made.",
    },
    Code {
        code: "task.comment_required",
        status: 422,
        sentence: "This choice asks for a reason: {choice}",
        remedy: "Write a comment that says why.",
        example: "A request is sent back without a word.",
    },
    Code {
        code: "task.comment_not_asked",
        status: 422,
        sentence: "This choice takes no comment: {choice}",
        remedy: "Leave the comment out, or comment on the run.",
        example: "A choice with `comment: none` is made with a comment.",
    },
    Code {
        code: "task.values_wrong",
        status: 422,
        sentence: "The task was not completed, because {count} of its values cannot be used.",
        remedy: "Mend the values named below and send it again.",
        example: "A budget code is left empty that a later step needs.",
    },
    Code {
        code: "task.stale",
        status: 409,
        sentence: "What this task shows has changed since you saw it: {fields}",
        remedy: "Look at the new values and decide again.",
        example: "The amount is changed while an approval is open.",
    },
    Code {
        code: "exception.not_found",
        status: 404,
        sentence: "There is no such exception in this run: {exception}",
        remedy: "Look at the run's open exceptions.",
        example: "Exception 3 of a run that has one.",
    },
    Code {
        code: "exception.not_open",
        status: 409,
        sentence: "This exception is over: {exception}",
        remedy: "Nothing has to be done.",
        example: "Two people retry one exception.",
    },
    Code {
        code: "exception.way_not_offered",
        status: 422,
        sentence: "This exception cannot be resolved this way: {how}",
        remedy: "Retry it, or choose one of the ways it offers.",
        example: "An automatic step is assigned to a person.",
    },
    Code {
        code: "exception.values_wrong",
        status: 422,
        sentence: "The exception was not resolved, because {count} of the values cannot be used.",
        remedy: "Mend the values named below and send it again.",
        example: "A text is supplied where an amount is missing.",
    },
    Code {
        code: "timer.not_set",
        status: 409,
        sentence: "There is no such timer any more: {timer}",
        remedy: "Nothing has to be done.",
        example: "A timer fires after its step was completed.",
    },
    Code {
        code: "timer.too_early",
        status: 409,
        sentence: "This timer's moment has not come: {at}",
        remedy: "Wait until then.",
        example: "A timer of tomorrow is fired today.",
    },
    Code {
        code: "timer.refused",
        status: 409,
        sentence: "A deadline, reminder or escalation was tried again and again and could not happen: {refused}",
        remedy: "See to what it says, then try again.",
        example: "An escalation goes to somebody who cannot be found out.",
    },
    Code {
        code: "value.unknown_field",
        status: 422,
        sentence: "The workflow has no such field: {field}",
        remedy: "Look at the fields of the form.",
        example: "`amuont` is sent where `amount` is meant.",
    },
    Code {
        code: "value.not_given_here",
        status: 422,
        sentence: "This step does not fill in this field: {field}",
        remedy: "Send the fields of the form only.",
        example: "An approval sends another amount.",
    },
    Code {
        code: "value.required",
        status: 422,
        sentence: "This must be filled in: {label}",
        remedy: "Fill it in.",
        example: "A later step needs the budget code.",
    },
    Code {
        code: "value.wrong_type",
        status: 422,
        sentence: "This cannot be read as {expected}",
        remedy: "Write {example}.",
        example: "An amount of \"a lot\".",
    },
    Code {
        code: "value.too_small",
        status: 422,
        sentence: "The smallest allowed is {min}",
        remedy: "Enter {min} or more.",
        example: "An amount of 0.",
    },
    Code {
        code: "value.too_large",
        status: 422,
        sentence: "The largest allowed is {max}",
        remedy: "Enter {max} or less.",
        example: "A date after the last one allowed.",
    },
    Code {
        code: "value.too_short",
        status: 422,
        sentence: "The fewest characters allowed are {min}",
        remedy: "Write at least {min} characters.",
        example: "A reason of three letters.",
    },
    Code {
        code: "value.too_long",
        status: 422,
        sentence: "The most characters allowed are {max}",
        remedy: "Write at most {max} characters.",
        example: "An item of three pages.",
    },
    Code {
        code: "value.too_few",
        status: 422,
        sentence: "The fewest entries allowed are {min}",
        remedy: "Add entries until there are {min}.",
        example: "One of at least two files.",
    },
    Code {
        code: "value.too_many",
        status: 422,
        sentence: "The most entries allowed are {max}",
        remedy: "Leave at most {max}.",
        example: "A list of two thousand rows.",
    },
    Code {
        code: "value.pattern",
        status: 422,
        sentence: "This does not have the form asked for: {pattern}",
        remedy: "Write it as the field's help says.",
        example: "A cost centre with a letter too many.",
    },
    Code {
        code: "value.not_an_option",
        status: 422,
        sentence: "This is none of the options: {value}",
        remedy: "Choose one of: {options}",
        example: "A department that does not exist.",
    },
    Code {
        code: "value.check_failed",
        status: 422,
        sentence: "{message}",
        remedy: "Change the value so that the field's own rule holds.",
        example: "An end date before the start date.",
    },
    Code {
        code: "value.not_shown",
        status: 422,
        sentence: "This is not asked for with the values as they are: {label}",
        remedy: "Leave it out, or change what it depends on.",
        example: "A field whose `show_when` is not true is sent with a value.",
    },
    Code {
        code: "value.read_only",
        status: 422,
        sentence: "This cannot be changed here: {label}",
        remedy: "Leave it as it is.",
        example: "A field whose `read_only_when` is true is sent with another value.",
    },
    Code {
        code: "value.no_such_file",
        status: 422,
        sentence: "There is no uploaded file with this id: {file}",
        remedy: "Upload the file, then send the id that the upload answered.",
        example: "A file's name is sent in place of its id.",
    },
    Code {
        code: "value.file_format",
        status: 422,
        sentence: "This kind of file is not accepted; accepted are {formats}",
        remedy: "Upload it as one of: {formats}",
        example: "A spreadsheet where a PDF is asked for.",
    },
    Code {
        code: "value.file_too_large",
        status: 422,
        sentence: "This file is larger than allowed: {max}",
        remedy: "Upload a smaller one.",
        example: "A quote of 30 MB where 10 MB are allowed.",
    },
    Code {
        code: "value.no_such_person",
        status: 422,
        sentence: "There is nobody active called {person}",
        remedy: "Choose somebody from the directory.",
        example: "A handle with a typing mistake.",
    },
    Code {
        code: "value.no_such_group",
        status: 422,
        sentence: "There is no group called {group}",
        remedy: "Choose a group from the directory.",
        example: "A group that was never made.",
    },
    Code {
        code: "value.too_big",
        status: 422,
        sentence: "This value is larger than a value may be: {max} bytes",
        remedy: "Put it into a file.",
        example: "A text of a hundred kilobytes.",
    },
    Code {
        code: "value.too_deep",
        status: 422,
        sentence: "This value has more levels than a value may have: {max}",
        remedy: "Make it flatter.",
        example: "A list in a list in a list, twenty times.",
    },
    Code {
        code: "step.needs_missing",
        status: 409,
        sentence: "The step cannot open, because it needs {fields}",
        remedy: "Supply the missing values; the step opens then.",
        example: "A way through the workflow did not fill in the budget code.",
    },
    Code {
        code: "step.value_missing",
        status: 409,
        sentence: "The step computed nothing for a field that a later step needs: {fields}",
        remedy: "Supply the value, or mend what it is computed from and retry.",
        example: "A sum over an empty field.",
    },
    Code {
        code: "step.value_wrong",
        status: 409,
        sentence: "The step computed a value that does not fit its field: {fields}",
        remedy: "Supply a value that fits, or mend what it is computed from and retry.",
        example: "A text is computed for an amount.",
    },
    Code {
        code: "step.nobody_to_tell",
        status: 409,
        sentence: "The message has nobody to go to: {to}",
        remedy: "Give the person or role somebody and retry, or skip the message.",
        example: "A message to the manager of somebody without one.",
    },
    Code {
        code: "wait.no_moment",
        status: 409,
        sentence: "It is not known until when it waits: {why}",
        remedy: "Give the value that is missing and retry, or skip the step.",
        example: "A wait until a date that nobody filled in.",
    },
    Code {
        code: "join.never_opens",
        status: 409,
        sentence: "This waits for others that cannot come any more; it came from {way}.",
        remedy: "Skip the step or cancel the run, and look at the `join` of the step.",
        example: "A join of all ways, of which one was not taken.",
    },
    Code {
        code: "repeat.too_many_rounds",
        status: 409,
        sentence: "This went round {max} times without coming to its end.",
        remedy: "Mend the value on which its condition hangs and retry, or cancel the run.",
        example: "A repeat until something is approved, with `at_most: 3`, is sent back a third time.",
    },
    Code {
        code: "each.too_many_items",
        status: 409,
        sentence: "There are more than {max} items.",
        remedy: "Shorten the list and retry, or skip the step.",
        example: "A list of 5,000 orders is gone through at once.",
    },
    Code {
        code: "role.nobody_left",
        status: 409,
        sentence: "Nobody can have the role “{role}”",
        remedy: "Assign somebody, or mend the role's group or manager and retry.",
        example: "The only member of the finance group is the requester.",
    },
    Code {
        code: "lock.held_too_long",
        status: 409,
        sentence: "This waits for “{lock}” for {days} days already; {holder} has it.",
        remedy: "See that {holder} is finished and retry, or pass the step over.",
        example: "Two deployments of one run wait for each other over the holidays.",
    },
    Code {
        code: "approve.too_few",
        status: 409,
        sentence: "{needed} must approve, but only {asked} can be asked.",
        remedy: "Add people to the role's group and retry, or pass the step over.",
        example: "An approval by three of a group of two.",
    },
    Code {
        code: "decide.no_rule_fits",
        status: 409,
        sentence: "No rule fits {inputs}",
        remedy: "Supply the values the rule would have given, or mend the inputs and retry.",
        example: "A table for amounts from 0 is asked about -5.",
    },
    Code {
        code: "decide.several_rules_fit",
        status: 409,
        sentence: "Exactly one rule must fit, but several do: {rules}",
        remedy: "Supply the values the rule would have given, or mend the inputs and retry.",
        example: "Two rules of a unique table hold for one amount.",
    },
    Code {
        code: "decide.rules_differ",
        status: 409,
        sentence: "The rules that fit must give the same, and they do not: {rules}",
        remedy: "Supply the value that is right, or mend the inputs and retry.",
        example: "Two rules of a table with `hit: any` hold for one amount and give different levels.",
    },
    Code {
        code: "decide.decision_missing",
        status: 409,
        sentence: "There is no decision called {decision} that can be used",
        remedy: "Publish it and retry, or supply the values it would have given.",
        example: "A run comes to a step with `decision: risk`, and no such decision was published.",
    },
    Code {
        code: "step.failed",
        status: 409,
        sentence: "The step failed with “{error}”, and nothing in the workflow catches that. Attempts made: {attempts}",
        remedy: "Mend what it is about and retry, supply by hand what it should have given, or pass the step over.",
        example: "A service that is called answers 500 each time.",
    },
    Code {
        code: "step.run_not_begun",
        status: 409,
        sentence: "{workflow} could not begin: {why}",
        remedy: "Publish that workflow or mend what it is started with, then retry.",
        example: "A step asks for a run of a workflow that was never published.",
    },
    Code {
        code: "step.run_cancelled",
        status: 409,
        sentence: "{run} of {workflow} was cancelled, and this step waits for its outcome",
        remedy: "Retry to begin another one, or pass the step over.",
        example: "Somebody cancels a run that another run asked for.",
    },
    Code {
        code: "step.too_many_runs",
        status: 409,
        sentence: "One run asks for at most {max} runs of other workflows",
        remedy: "Look for a circle that asks for ever more; pass the step over to go on without.",
        example: "A `repeat` that asks for a run in each of its rounds.",
    },
    Code {
        code: "outcome.values_missing",
        status: 409,
        sentence: "The outcome waits, because it gives {fields}",
        remedy: "Supply the missing values; the run ends then.",
        example: "An order is reached without an order number.",
    },
    Code {
        code: "run.no_outcome",
        status: 409,
        sentence: "Nothing is left to do, but the workflow names no outcome for that.",
        remedy: "Cancel the run, and mark an outcome with `default: true` in the next version.",
        example: "A side path ends in a workflow with two outcomes.",
    },
    Code {
        code: "run.too_many_steps",
        status: 409,
        sentence: "The run took more automatic steps in a row than allowed: {max}",
        remedy: "Look for a circle without a person in it; retry to go on.",
        example: "Two steps that lead to each other for ever.",
    },
];

const LEN: usize =
    LIST.len() + MOVES.len() + OUTSIDE.len() + ADDED.len() + STARTS.len() + REFUSED.len() + ROWS.len() + ENDINGS.len();

const ALL: [Code; LEN] = {
    let mut all = [LIST[0]; LEN];
    let parts = [LIST, MOVES, OUTSIDE, ADDED, STARTS, REFUSED, ROWS, ENDINGS];
    let (mut at, mut part) = (0, 0);
    while part < parts.len() {
        let mut nth = 0;
        while nth < parts[part].len() {
            all[at] = parts[part][nth];
            at += 1;
            nth += 1;
        }
        part += 1;
    }
    all
};

/// Every code, by name.
pub const CODES: &[Code] = &ALL;

/// The code of this name.
pub fn code(name: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.code == name)
}
