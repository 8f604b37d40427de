//! The workflows that deeds are done on.

use std::sync::LazyLock;

use baton_engine::limits::COMMAND_STEPS;

use crate::world::World;

/// An offered task with a deadline and a mail; then more automatic steps than one command takes.
pub const SEVERAL: &str = r"
workflow: several
title: Several things
owner: procurement
start:
  - form: Begin
    who: everyone
    gives: [count]
fields:
  count: { type: number, default: 0 }
  note: { type: text }
steps:
  - task: Look at it
    id: look
    who: looker
    due: 1 hour
    gives: [note]
  - send: Tell
    to: [teller]
    by: mail
    subject: It was looked at
    body: By somebody.
    then: done
roles:
  looker: { group: lookers, pick: first-come }
  teller: { group: finance }
outcomes:
  done: { title: Done }
";

/// A task that is to be accepted.
pub const HANDED: &str = r"
workflow: handed
title: Handed over
owner: procurement
start:
  - form: Begin
    who: everyone
steps:
  - task: Take it over
    who: looker
    accept: [It is complete]
roles:
  looker: { group: finance, pick: in-turn }
outcomes:
  done: { title: Done }
";

/// What is done for each of several, of which there may be more.
pub const PARTS: &str = r"
workflow: parts
title: Parts
owner: procurement
start:
  - form: Begin
    who: everyone
    gives: [parts]
fields:
  parts: { type: list, of: { name: { type: text, required: true }, fits: { type: yes-no } } }
steps:
  - each: Parts
    in: parts
    as: part
    add: asker
    steps: [{ task: 'Check {part.name}', who: looker, gives: [part.fits] }]
roles:
  asker: { is: starter }
  looker: { group: finance, pick: in-turn }
outcomes:
  done: { title: Done }
";

/// A run that goes on by itself.
pub static LONG: LazyLock<String> = LazyLock::new(|| {
    // A round is two steps: one and a half commands.
    let rounds = COMMAND_STEPS * 3 / 4;
    format!(
        r"
workflow: long
title: A long way
owner: procurement
start:
  - form: Begin
    who: everyone
    gives: [count]
fields:
  count: {{ type: number, default: 0 }}
steps:
  - set: Add one
    id: add
    gives: {{ count: count + 1 }}
  - choose: Is it enough?
    cases:
      - when: count < {rounds}
        title: Not yet
        then: add
  - end: done
outcomes:
  done: {{ title: Done }}
"
    )
});

/// A run that an event begins.
pub const BEGUN: &str = r"
workflow: begun
title: Begun
owner: procurement
start:
  - event: order-placed
    key: body.order
    gives: { order: body.order }
fields:
  order: { type: text, required: true }
steps:
  - wait: Paid
    event: order-paid
    key: order
  - end: done
outcomes:
  done: { title: Done }
";

/// A run that asks for another, and that one.
pub const ASKING: &str = r"
workflow: asking
title: Asking
owner: procurement
start:
  - manual: Begin
steps:
  - run: Asked
    workflow: asked
  - end: done
outcomes:
  done: { title: Done }
";
pub const ASKED: &str = r"
workflow: asked
title: Asked
owner: procurement
start:
  - run: true
steps:
  - end: done
outcomes:
  done: { title: Done }
";

/// A run that waits for an event with its own key.
pub const WAITING: &str = r"
workflow: waiting
title: Waiting
owner: procurement
start:
  - manual: Begin
steps:
  - wait: For what happens
    event: happened
    key: run.key
  - end: done
outcomes:
  done: { title: Done }
";

/// One run of it at a time; it is over as soon as it is its turn, unless it is said to stay.
pub const TURNS: &str = r"
workflow: turns
title: Turns
owner: procurement
start:
  - manual: Begin
    gives: [stays]
fields:
  stays: { type: yes-no }
steps:
  - stage: Its turn
    lock: { name: turn, of: workflow }
    steps:
      - task: Look
        when: stays
        who: looker
  - end: done
roles:
  looker: { is: starter }
outcomes:
  done: { title: Done }
";

/// Publishes it once.
pub fn published(world: &World, slug: &str, text: &str) {
    let known = world.kept.store.reader().expect("a reader").workflow_by_slug(slug).expect("read");
    if known.is_none() {
        world.publish(slug, text).expect("published");
    }
}
