import { useTranslation } from 'react-i18next';
import { useGroups } from '@/api/people';
import { useMay, useSession } from '@/api/session';
import { Loaded } from '@/ui/Loaded';
import { NotFound } from '../not-found/NotFound';
import { Editor } from './Editor';
import { starter } from './starter';

/**
 * A new workflow: written, pasted or uploaded, checked while it is. It begins as its writer's, or a group's they are in.
 * Who may not design finds no such page.
 */
export function NewWorkflow() {
  const { t } = useTranslation();
  const mayDesign = useMay('draft.change');
  const groups = useGroups();
  const person = useSession()?.person;
  if (!mayDesign) return <NotFound />;
  return (
    <Loaded query={groups}>
      {({ items }) => {
        const mine = items.find((group) => group.members.some((one) => one.id === person?.id)) ?? items[0];
        return <Editor title={t('editor.newTitle')} id={null} initial={starter(mine?.handle ?? `"${person?.id ?? ''}"`)} rev={null} />;
      }}
    </Loaded>
  );
}
