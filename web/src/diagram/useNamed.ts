import { useTranslation } from 'react-i18next';

/** Who has or did a step, and what they chose; the first of several by name, the others by their number. */
export function useNamed([who, ...others]: string[], choice: string | null | undefined): string | null {
  const { t } = useTranslation();
  if (!who) return null;
  const named = others.length > 0 ? t('diagram.andMore', { who, count: others.length }) : who;
  return [named, choice].filter(Boolean).join(' · ');
}
