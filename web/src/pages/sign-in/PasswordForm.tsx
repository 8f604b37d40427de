import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Gate.module.css';

type PasswordFormProps = { busy: boolean; onSubmit: (credentials: { person: string; password: string }) => void };

export function PasswordForm({ busy, onSubmit }: PasswordFormProps) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit({ person: email.trim(), password });
  };
  return (
    <form className={classes.card} onSubmit={submit} aria-label={t('signIn.title')}>
      <Stack gap={18}>
        <TextInput label={t('signIn.email')} type="email" autoComplete="username" required withAsterisk={false} autoFocus value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
        <PasswordInput
          label={t('signIn.password')} autoComplete="current-password" required withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          value={password} onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" fullWidth loading={busy}>{t('signIn.submit')}</Button>
      </Stack>
    </form>
  );
}
