/** A workflow with what one approval alone does not show: rows to fill in, work that is accepted, several who decide. */
import { Other } from './api';

export const EQUIPMENT = `workflow: equipment-request
title: Equipment request
owner: it
key: EQR
target: 10 business days
label: "{title}"
start:
  - form: Ask for equipment
    who: everyone
    gives: [title, things, contact, consent]
roles:
  admin: { group: cfo, pick: in-turn }
  board: { group: finance, pick: everyone }
fields:
  title: { type: text, label: What is it for?, required: true }
  things:
    type: list
    label: Things
    required: true
    max_items: 3
    of:
      what: { type: text, label: What, required: true }
      count: { type: number, label: Count, required: true, min: 1 }
  contact: { type: object, label: Contact data }
  consent: { type: signature, label: Signature, required: true }
steps:
  - task: Set the devices up
    who: admin
    shows: [title, things, contact, consent]
    accept: [The list is complete]
    checklist: [Labelled the devices]
    due: 3 business days
  - approve: Does the board agree?
    who: board
    need: all
    shows: [title, things]
    due: 2 business days
    choices:
      approve: {}
      refuse: { then: refused, comment: required }
  - end: done
outcomes:
  done: { title: Everything is there, default: true }
  refused: { title: Refused }
`;

/** A step that nothing in the example workspace can do: no request leaves a rehearsal. */
export const REPORT = `workflow: report-delivery
title: Report delivery
owner: it
key: REP
label: "{name}"
start:
  - form: Deliver a report
    who: everyone
    gives: [name]
fields:
  name: { type: text, label: Name, required: true }
steps:
  - call: Send it to the archive
    http: { method: POST, url: "https://archive.example.com/reports", body: name }
  - end: done
outcomes:
  done: { title: Delivered }
`;

export async function publish(base: string, id: string, source: string): Promise<void> {
  const designer = await Other.as(base, '@ines.weber');
  const draft = await designer.putNew<{ rev: number }>(`/workflows/${id}/draft`, { source });
  await designer.post(`/workflows/${id}/publish`, { rev: draft.rev, note: 'First version' });
  await designer.leave();
}
