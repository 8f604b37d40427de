import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGroups } from '@/api/people';
import { useMay, useSession } from '@/api/session';
import { Loaded } from '@/ui/Loaded';
import { Editor } from '../editor/Editor';
import { forgetNew, keptNew } from '../editor/useDefinitionDraft';
import { NotFound } from '../not-found/NotFound';

const starter = (owner: string) => `decision: my-decision
title: My decision
about: What is decided, in a sentence or two.
owner: ${owner}   # the group or person that answers for it
inputs:
  amount: { type: number, min: 0 }
outputs:
  level: { type: choice, options: [low, high] }
table:
  hit: unique
  inputs: [amount]
  rules:
    - { when: ["< 1000"],  gives: ["low"] }
    - { when: [">= 1000"], gives: ["high"] }
`;

/** A new shared decision; what was left unsaved is there again. Who may not design finds no such page. */
export function NewDecision() {
  const { t } = useTranslation();
  const mayDesign = useMay('draft.change');
  const groups = useGroups();
  const person = useSession()?.person;
  const [left, setLeft] = useState(() => keptNew('decisions'));
  if (!mayDesign) return <NotFound />;
  return (
    <Loaded query={groups}>
      {({ items }) => {
        const mine = items.find((group) => group.members.some((one) => one.id === person?.id)) ?? items[0];
        return (
          <Editor
            noun="decisions" key={left === null ? 'first' : 'left'} title={t('decisions.new')} id={null}
            initial={left ?? starter(mine?.handle ?? `"${person?.id ?? ''}"`)} rev={null}
            restored={left === null ? undefined : () => { forgetNew('decisions'); setLeft(null); }}
          />
        );
      }}
    </Loaded>
  );
}
