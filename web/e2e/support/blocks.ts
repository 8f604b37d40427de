/** Workflows that show what an approval alone does not: undoing, locks, clocks, races, rounds, handlers, jobs and starts from outside. */

/** What was booked is undone, latest first. */
export const TRIP = `workflow: trip-booking
title: Trip booking
owner: it
key: TRP
label: "{where}"
start:
  - form: Book a trip
    who: everyone
    gives: [where]
roles:
  traveller: { is: starter }
fields:
  where: { type: text, label: Where to?, required: true }
steps:
  - task: Book the flight
    id: flight
    who: traveller
    undo:
      - { task: Cancel the flight, who: traveller }
  - task: Book the hotel
    id: hotel
    who: traveller
    undo:
      - { task: Cancel the hotel, who: traveller }
  - task: Look at it all
    id: look
    who: traveller
    choices:
      keep: { label: Keep it }
      drop: { label: Drop it, undoes: all, then: dropped }
  - end: booked
outcomes:
  booked: { title: Booked }
  dropped: { title: Dropped }
`;

/** Two that need the same crane, and a customer who is waited for. */
export const SITE = `workflow: site-work
title: Site work
owner: it
key: SIT
target: 5 business days
label: "{site}"
start:
  - form: Order work on a site
    who: everyone
    gives: [site]
roles:
  builder: { is: starter }
fields:
  site: { type: text, label: Site, required: true }
steps:
  - parallel: Build
    branches:
      - title: Roof
        steps:
          - { task: Lift the roof, id: roof, who: builder, lock: crane }
      - title: Tank
        steps:
          - { task: Lift the tank, id: tank, who: builder, lock: crane }
  - { task: The customer looks at it, id: customer, who: builder, clock: stop, due: 30 days }
  - end: built
outcomes:
  built: { title: Built }
`;

/** Rounds until it is right, a race, and a handler beside a step. */
export const REPAIR = `workflow: repair
title: Repair
owner: it
key: RPR
label: "{what}"
start:
  - form: Hand in a repair
    who: everyone
    gives: [what]
roles:
  owner: { is: starter }
fields:
  what: { type: text, label: What is broken?, required: true }
  works: { type: yes-no, label: Does it work?, required: true }
steps:
  - repeat: Until it works
    until: works = true
    at_most: 5
    steps:
      - { task: Try to mend it, id: mend, who: owner, gives: [works] }
  - race: Who is first?
    branches:
      - title: The owner answers
        steps:
          - { task: Say when to fetch it, id: answer, who: owner }
      - title: Nobody answers
        steps:
          - { wait: A week, id: week, for: 7 days }
  - task: Hand it over
    id: over
    who: owner
    in_case:
      - after: 1 day
        steps:
          - { task: Ask where they are, id: ask, who: owner }
  - end: done
outcomes:
  done: { title: Handed over }
`;

/** A job for a worker, and starts from outside. */
export const ORDER = `workflow: order-intake
title: Order intake
owner: it
key: ORD
label: "Order {number}"
start:
  - webhook: order-placed
    secret: shop
    key: body.number
    gives: { number: body.number }
  - event: order-phoned
    key: body.number
    gives: { number: body.number }
roles:
  clerk: { group: finance, pick: first-come }
fields:
  number: { type: text, label: Number, required: true }
  weight: { type: number, label: Weight }
steps:
  - work: Weigh the parcel
    id: weigh
    topic: weigh-parcels
    gives: [weight]
  - { task: Send it, id: send, who: clerk, shows: [number, weight] }
  - end: sent
outcomes:
  sent: { title: Sent }
`;

/** A join that can wait for ways that no longer come. */
export const STUCK = `workflow: stuck-join
title: A join that waits for ever
owner: it
start:
  - form: Begin
    who: everyone
    gives: [how]
roles:
  asker: { is: starter }
fields:
  how: { type: text, label: How?, required: true }
steps:
  - task: Decide
    id: decide
    who: asker
    choices:
      one: { then: left }
      both: { then: [left, right] }
paths:
  left:
    - { task: Left side, id: left-side, who: asker, then: meet }
  right:
    - { task: Right side, id: right-side, who: asker, then: meet }
  meet:
    - { task: Meet, id: meeting, who: asker, join: all, then: done }
outcomes:
  done: { title: Done }
`;

/** One hall of a fair, built by a workflow of its own. */
export const HALL = `workflow: hall-building
title: Hall building
owner: it
key: HAL
label: "{hall}"
start:
  - run: true
    gives: [hall]
roles:
  builder: { group: finance, pick: first-come }
fields:
  hall: { type: text, label: Hall, required: true }
steps:
  - { task: Build it, id: build, who: builder, shows: [hall] }
  - end: built
outcomes:
  built: { title: Built }
`;

/** A run for each of its halls. */
export const FAIR = `workflow: fair-building
title: Fair building
owner: it
key: FBU
start:
  - form: Order a fair
    who: everyone
    gives: [halls]
roles:
  orderer: { is: starter }
fields:
  halls: { type: list, label: Halls, required: true, of: { name: { type: text, label: Name, required: true } } }
steps:
  - each: Build the halls
    in: halls
    as: hall
    steps:
      - { run: Build a hall, id: hall-run, workflow: hall-building, with: { hall: hall.name } }
  - end: built
outcomes:
  built: { title: Built }
`;
