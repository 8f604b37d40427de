/** Workflows with every kind of block in another one, and with titles as long as people write them. */

export const STAND = `workflow: stand-building
title: Stand building
owner: it
key: STB
label: "Stand at {fair}"
target: 20 business days
start:
  - run: true
    gives: [fair]
roles:
  builder: { group: it, pick: first-come }
fields:
  fair: { type: text, label: Fair, required: true }
steps:
  - { task: Order the material, id: order, who: builder, due: 5 business days }
  - { task: Build the stand and photograph it from all four sides, id: build, who: builder, due: 10 business days }
  - end: built
outcomes:
  built: { title: Built }
`;

export const FAIR = `workflow: trade-fair
title: Trade fair
about: A fair with its halls, its stand and its guests.
owner: it
key: FAI
label: "{fair}"
target: 60 business days
start:
  - form: Plan a trade fair
    who: everyone
    gives: [fair, halls, budget]
roles:
  planner: { is: starter }
fields:
  fair: { type: text, label: Which fair?, required: true }
  halls:
    type: list
    label: Halls
    required: true
    of:
      hall: { type: text, label: Hall, required: true }
  budget: { type: money, currency: EUR, label: Budget, required: true }
  ready: { type: yes-no, label: Is everything ready?, required: true }
steps:
  - parallel: Preparations that go on side by side
    id: preparations
    branches:
      - title: The stand
        steps:
          - { run: Have the stand built, id: stand, workflow: stand-building, with: { fair: fair } }
      - title: The halls
        steps:
          - each: Every hall that we are in
            id: every-hall
            in: halls
            as: item
            add: planner
            steps:
              - { task: Draw the hall and agree on it with the organiser of the fair, id: draw, who: planner, due: 3 business days, remind: [1 business day before due] }
              - race: Who answers first
                id: answers
                branches:
                  - title: The organiser
                    steps:
                      - { wait: The organiser answers, id: organiser, event: hall-agreed, key: item.hall }
                  - title: Nobody answers
                    steps:
                      - { wait: Two weeks without an answer, id: silence, for: 14 days }
                      - { task: Call the organiser, id: call-them, who: planner }
      - title: The guests
        when: budget > 100000
        steps:
          - any-order: Invitations
            id: invitations
            branches:
              - { title: Customers, steps: [{ task: Invite customers, id: customers, who: planner }] }
              - { title: Press, steps: [{ task: Invite the press, id: press, who: planner }] }
          - choose: How big is it?
            id: size
            cases:
              - { when: budget >= 200000, title: Big, steps: [{ task: Book a singer, id: singer, who: planner }] }
              - { when: budget >= 50000, steps: [{ task: Book a caterer, id: caterer, who: planner }] }
              - { otherwise: true, title: Small, steps: [{ task: Bake a cake, id: cake, who: planner }] }
  - stage: The last week
    id: last-week
    due: 5 business days
    who: planner
    steps:
      - repeat: Until everything is ready
        id: again
        until: ready = true
        at_most: 5
        steps:
          - { task: Walk through it, id: walk, gives: [ready] }
      - send: Tell everybody
        id: tell
        to: planner
        subject: "Ready: {fair}"
        body: Everything is ready.
    in_case:
      - after: 4 business days
        steps:
          - { task: Ask for help, id: help, who: planner }
  - task: Was it worth it?
    id: worth
    who: planner
    choices:
      yes-again: { label: Yes and again next year, then: again-next-year }
      more: { label: Not yet finished, then: last-week, style: plain }
      never: { label: No, then: never-again, comment: required }
outcomes:
  again-next-year: { title: Again next year, default: true }
  never-again: { title: Never again }
`;
