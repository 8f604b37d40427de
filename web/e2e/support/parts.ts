/** A list that two people fill in side by side. */
export const PARTS = `workflow: bike-parts
title: Bike parts
owner: procurement
key: BIP
start:
  - form: Ask for parts
    who: everyone
    gives: [parts]
roles:
  asker: { is: starter }
  boss: { is: manager of asker }
fields:
  parts:
    type: list
    label: Parts
    of:
      part: { type: text, label: Part, required: true }
      price: { type: number, label: Price }
steps:
  - parallel: Side by side
    id: side
    branches:
      - steps: [{ task: Say the prices, id: prices, who: boss, gives: [parts], choices: { send: { label: Send the prices } } }]
      - steps: [{ task: Name the parts, id: names, who: asker, gives: [parts], choices: { send: { label: Send the names } } }]
outcomes:
  known: { title: Known }
`;
