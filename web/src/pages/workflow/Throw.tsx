import { ActionIcon, Menu } from '@mantine/core';
import { EllipsisVertical, FileX2, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import type { Noun } from '@/api/workflows';

const BinModal = lazy(() => import('./BinModal').then((module) => ({ default: module.BinModal })));

type ThrowProps = { noun: Noun; id: string; title: string; draftRev: number | null; isLive: boolean };

/** What can be thrown away of a design: its draft, or all of it. */
export function Throw({ noun, id, title, draftRev, isLive }: ThrowProps) {
  const { t } = useTranslation();
  const [mayChange, mayPublish] = [useMay('draft.change'), useMay('workflow.publish')];
  const [what, choose] = useState<'draft' | 'whole' | null>(null);
  const draft = mayChange && draftRev !== null;
  const whole = mayPublish && isLive;
  if (!draft && !whole) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target><ActionIcon variant="default" size={36} aria-label={t('bin.more')}><EllipsisVertical size={18} aria-hidden /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          {draft && <Menu.Item leftSection={<FileX2 size={16} aria-hidden />} onClick={() => choose('draft')}>{t('bin.throwDraft')}</Menu.Item>}
          {whole && <Menu.Item leftSection={<Trash2 size={16} aria-hidden />} onClick={() => choose('whole')}>{t('bin.throwWhole')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {what && (
        <Suspense>
          <BinModal noun={noun} id={id} title={title} what={what} rev={draftRev ?? 0} left={what === 'draft' && isLive} onClose={() => choose(null)} />
        </Suspense>
      )}
    </>
  );
}
