import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { post, Problem } from '@/api/client';
import { keys } from '@/api/keys';
import type { Session } from '@/api/types';
import { errorsOf } from '@/form/faults';
import { Failure } from '@/ui/Failure';
import { Notice } from '@/ui/Notice';
import { Gate } from './Gate';
import classes from './Gate.module.css';

type NewAccountProps = { token: string | undefined; title: string; lead: string; asksName: boolean };

export function NewAccount({ token, title, lead, asksName }: NewAccountProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [form, setForm] = useState({ name: '', email: '', password: '', again: '' });
  const [differs, setDiffers] = useState(false);
  const setup = useMutation({
    mutationFn: () => {
      const { name, email, password } = form;
      return asksName ? post<Session>('/setup', { token, name, email, password }) : post<Session>('/invitation', { token, password });
    },
    onSuccess: (session) => {
      client.setQueryData(keys.session, session);
      void navigate({ to: '/inbox', replace: true });
    },
  });
  const errors = setup.error instanceof Problem ? errorsOf(setup.error) : {};
  const field = (name: keyof typeof form) => ({
    value: form[name],
    error: errors[name],
    required: true,
    withAsterisk: false,
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setForm((old) => ({ ...old, [name]: value }));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setDiffers(form.password !== form.again);
    if (form.password === form.again) setup.mutate();
  };
  if (!token) return <Gate title={title}><Notice tone="warn" title={t('setup.noToken')}>{t('setup.noTokenText')}</Notice></Gate>;
  return (
    <Gate title={title} lead={lead}>
      <form className={classes.card} onSubmit={submit} aria-label={title}>
        <Stack gap={18}>
          {setup.error && <Failure error={setup.error} />}
          {asksName && <TextInput label={t('setup.name')} autoComplete="name" autoFocus {...field('name')} />}
          {asksName && <TextInput label={t('signIn.email')} type="email" autoComplete="username" {...field('email')} />}
          <PasswordInput label={t('setup.password')} description={t('setup.passwordHelp')} autoComplete="new-password" visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }} {...field('password')} />
          <PasswordInput
            label={t('setup.again')} autoComplete="new-password" visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
            {...field('again')} error={differs ? t('setup.differs') : undefined}
          />
          <Button type="submit" size="md" fullWidth loading={setup.isPending}>{t('setup.submit')}</Button>
        </Stack>
      </form>
    </Gate>
  );
}
