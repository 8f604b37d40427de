/** What a new workflow begins with: small, complete and right, so that there is something to change. */
export const starter = (owner: string) => `workflow: my-workflow
title: My workflow
about: What it is for, in a sentence or two.
owner: ${owner}   # the group or person that answers for this design

start:
  - form: Ask for something
    who: everyone
    gives: [subject]

roles:
  requester: { is: starter }
  manager:   { is: manager of requester }

fields:
  subject: { type: text, label: "What is it about?", required: true }

steps:
  - approve: Manager decides
    who: manager
    needs: [subject]
    due: 2 business days
    choices:
      approve: {}
      refuse: { then: refused, comment: required }

  - end: approved

outcomes:
  approved: { title: Approved }
  refused:  { title: Refused }
`;
