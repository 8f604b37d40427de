import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NewAccount } from './NewAccount';

/** The one-time link of a new workspace: makes its first administrator. */
export function Setup() {
  const { t } = useTranslation();
  const { token } = useSearch({ from: '/setup' });
  return <NewAccount token={token} title={t('setup.title')} lead={t('setup.lead')} asksName />;
}
