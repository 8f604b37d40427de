import { useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { FilePlus2, Hash, Moon, Sun, UserRound, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRuns } from '@/api/runs';
import { useMay, useSession } from '@/api/session';
import { useStarts } from '@/api/starts';
import { placesOf } from './places';

export type Entry = { id: string; icon: LucideIcon; label: string; hint: string; go: () => void };
const RUNS_MAX = 6;

/** What the palette offers for a text: places, starts and actions by their words, runs by the server's search. */
export function usePaletteEntries(text: string, asked: string): Entry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const session = useSession();
  const mayDesign = useMay('draft.change');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const starts = useStarts();
  const runs = useRuns({ q: asked, limit: RUNS_MAX }, asked.length > 1);

  const places: Entry[] = placesOf(session).map((place) => ({
    id: place.name, icon: place.icon, label: t(`nav.${place.name}`), hint: t('palette.go'), go: () => void navigate(place.link),
  }));
  const begin: Entry[] = (starts.data ?? []).map((item) => ({
    id: `start-${item.workflow.id}-${item.start}`, icon: FilePlus2, label: item.title, hint: item.workflow.title,
    go: () => void navigate({ to: '/start/$workflow', params: { workflow: item.workflow.id }, search: { start: item.start } }),
  }));
  const dark = colorScheme === 'dark';
  const actions: Entry[] = [
    { id: 'profile', icon: UserRound, label: t('profile.title'), hint: t('palette.go'), go: () => void navigate({ to: '/profile' }) },
    ...(mayDesign ? [{ id: 'new', icon: FilePlus2, label: t('editor.newTitle'), hint: t('palette.go'), go: () => void navigate({ to: '/workflows/new' }) }] : []),
    {
      id: 'scheme', icon: dark ? Sun : Moon, label: t(dark ? 'palette.light' : 'palette.dark'), hint: t('scheme.title'),
      go: () => setColorScheme(dark ? 'light' : 'dark'),
    },
  ];
  const wanted = text.toLowerCase();
  const matching = [...places, ...begin, ...actions].filter((entry) => `${entry.label} ${entry.hint}`.toLowerCase().includes(wanted));
  const found: Entry[] = asked.length > 1
    ? (runs.data?.pages[0]?.items ?? []).slice(0, RUNS_MAX).map((run) => ({
        id: run.id, icon: Hash, label: run.label, hint: run.id, go: () => void navigate({ to: '/runs/$id', params: { id: run.id } }),
      }))
    : [];
  return [...matching, ...found];
}
