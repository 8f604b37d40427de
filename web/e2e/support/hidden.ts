/** A workflow whose form asks for more where more is needed. */
export const HIDDEN = `workflow: a-form-that-changes
title: A form that changes
about: It asks for a reason where there is one.
owner: procurement

start:
  - form: Say whether
    who: everyone
    gives: [urgent, reason]

roles:
  asker: { is: starter }

fields:
  urgent: { type: yes-no, label: Is it urgent?, required: true }
  reason: { type: text, label: Why is it urgent?, required: true, show_when: urgent }

steps:
  - task: Look at it
    who: asker
  - end: looked

outcomes:
  looked: { title: Looked at }
`;

/** A workflow with a field that nobody is shown. */
export const SAFE = `workflow: a-safe
title: Opening a safe
owner: procurement

start:
  - form: Ask for it
    who: everyone
    gives: [code]

roles:
  asker: { is: starter }

fields:
  code: { type: text, label: Which code?, secret: true, required: true }

steps:
  - task: Try the code
    who: asker
    gives: [code]
  - end: opened

outcomes:
  opened: { title: Opened }
`;
