import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NewAccount } from './NewAccount';

/** The one-time link an administrator gives to somebody: they choose their password. */
export function Invitation() {
  const { t } = useTranslation();
  const { token } = useSearch({ from: '/invitation' });
  return <NewAccount token={token} title={t('setup.inviteTitle')} lead={t('setup.inviteLead')} asksName={false} />;
}
