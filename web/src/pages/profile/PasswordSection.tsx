import { Button, PasswordInput, Stack } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/client';
import { useChangePassword } from '@/api/account';
import { errorsOf } from '@/form/faults';
import { Failure } from '@/ui/Failure';
import { Section } from '@/ui/Page';
import { say } from '@/ui/toast';

export function PasswordSection() {
  const { t } = useTranslation();
  const change = useChangePassword();
  const [before, setBefore] = useState('');
  const [next, setNext] = useState('');
  const errors = change.error instanceof Problem ? errorsOf(change.error) : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ old: before, new: next }, { onSuccess: () => { setBefore(''); setNext(''); say(t('profile.passwordChanged')); } });
  };
  const eye = { 'aria-label': t('signIn.showPassword') };
  return (
    <Section title={t('profile.password')}>
      <form onSubmit={submit} aria-label={t('profile.password')}>
        <Stack gap={16} maw={400}>
          {change.error && Object.keys(errors).length === 0 && <Failure error={change.error} />}
          <PasswordInput label={t('profile.oldPassword')} autoComplete="current-password" required withAsterisk={false} visibilityToggleButtonProps={eye} value={before} error={errors['old']} onChange={(event) => setBefore(event.currentTarget.value)} />
          <PasswordInput label={t('profile.newPassword')} description={t('setup.passwordHelp')} autoComplete="new-password" required withAsterisk={false} visibilityToggleButtonProps={eye} value={next} error={errors['new']} onChange={(event) => setNext(event.currentTarget.value)} />
          <div><Button type="submit" loading={change.isPending}>{t('profile.changePassword')}</Button></div>
        </Stack>
      </form>
    </Section>
  );
}
