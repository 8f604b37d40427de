/** A workflow in which one branch mends what the other one decides on. */
export const RACE = `workflow: two-branches
title: Two branches
about: One branch mends what the other decides on.
owner: procurement

start:
  - form: Begin
    who: everyone
    gives: [price]

roles:
  asker: { is: starter }
  judge: { is: manager of asker }

fields:
  price: { type: number, label: Price, required: true }

steps:
  - parallel: Both at once
    join: all
    branches:
      - title: Decide
        steps:
          - approve: Take this price
            who: judge
            shows: [price]
            choices:
              approve: { comment: optional }
              refuse: { then: refused, comment: required }
      - title: Mend
        steps:
          - task: Mend the price
            who: asker
            gives: [price]
  - end: agreed

outcomes:
  agreed: { title: Agreed }
  refused: { title: Refused }
`;
