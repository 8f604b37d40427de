import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGroups } from '@/api/people';
import { useMay, useSession } from '@/api/session';
import { Loaded } from '@/ui/Loaded';
import { NotFound } from '../not-found/NotFound';
import { Editor } from './Editor';
import { starter } from './starter';
import { forgetNew, keptNew } from './useDefinitionDraft';

/**
 * A new workflow: written, pasted or uploaded, checked while it is; what was left unsaved is there again. It begins as its writer's, or a group's they are in.
 * Who may not design finds no such page.
 */
export function NewWorkflow() {
  const { t } = useTranslation();
  const mayDesign = useMay('draft.change');
  const groups = useGroups();
  const person = useSession()?.person;
  const [left, setLeft] = useState(() => keptNew('workflows'));
  if (!mayDesign) return <NotFound />;
  return (
    <Loaded query={groups}>
      {({ items }) => {
        const mine = items.find((group) => group.members.some((one) => one.id === person?.id)) ?? items[0];
        const first = starter(mine?.handle ?? `"${person?.id ?? ''}"`);
        return (
          <Editor
            noun="workflows" key={left === null ? 'first' : 'left'} title={t('editor.newTitle')} id={null} initial={left ?? first} rev={null}
            restored={left === null ? undefined : () => { forgetNew('workflows'); setLeft(null); }}
          />
        );
      }}
    </Loaded>
  );
}
