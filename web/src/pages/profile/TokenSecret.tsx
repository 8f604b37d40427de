import { Button, CopyButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '@/ui/Notice';
import classes from './Profile.module.css';

/** A token's secret is shown once; the server keeps only its hash. */
export function TokenSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  const { t } = useTranslation();
  const actions = (
    <>
      <CopyButton value={secret}>{({ copied, copy }) => <Button size="sm" onClick={copy}>{t(copied ? 'app.copied' : 'app.copy')}</Button>}</CopyButton>
      <Button size="sm" variant="default" onClick={onDone}>{t('app.done')}</Button>
    </>
  );
  return <Notice tone="good" role="status" title={t('tokens.once')} actions={actions}><code className={classes.secret}>{secret}</code></Notice>;
}
