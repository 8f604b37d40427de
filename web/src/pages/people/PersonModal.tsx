import { Button, CopyButton, Group, Modal, NativeSelect, Stack, Switch, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/client';
import { useAddPerson, useChangePerson, useInvite } from '@/api/people';
import type { PersonItem } from '@/api/types';
import { errorsOf } from '@/form/faults';
import { PersonSelect } from '@/form/PersonSelect';
import { Failure } from '@/ui/Failure';
import { Notice } from '@/ui/Notice';
import { ROLES, roleWord } from '@/ui/roleWord';
import { say } from '@/ui/toast';
import { useFocusBack } from '@/ui/useFocusBack';

/** Takes somebody in, or changes what is known of them. */
export function PersonModal({ person, onErase, onClose }: { person: PersonItem | null; onErase?: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const add = useAddPerson();
  const change = useChangePerson(person?.id ?? '', person?.rev ?? 0);
  const [form, setForm] = useState({
    name: person?.name ?? '', email: person?.email ?? '', role: person?.role ?? 'member',
    manager: person?.manager?.id ?? null, active: person?.active ?? true,
  });
  const set = (next: Partial<typeof form>) => setForm((old) => ({ ...old, ...next }));
  const saving = person ? change : add;
  const errors = saving.error instanceof Problem ? errorsOf(saving.error) : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const done = { onSuccess: () => { say(t('people.saved', { name: form.name })); onClose(); } };
    const { active, ...rest } = form;
    if (person) change.mutate({ ...rest, active }, done);
    else add.mutate(rest, done);
  };
  return (
    <Modal opened onClose={onClose} title={person ? t('people.edit', { name: person.name }) : t('people.add')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <form onSubmit={submit}>
        <Stack gap={16}>
          {saving.error && <Failure error={saving.error} />}
          <TextInput label={t('setup.name')} required data-autofocus value={form.name} error={errors['name']} onChange={(event) => set({ name: event.currentTarget.value })} />
          <TextInput label={t('signIn.email')} type="email" required value={form.email} error={errors['email']} onChange={(event) => set({ email: event.currentTarget.value })} />
          <NativeSelect
            size="md" label={t('people.role')} description={t('people.roleHelp')} value={form.role} error={errors['role']}
            onChange={(event) => set({ role: event.currentTarget.value })}
            data={ROLES.map((role) => ({ value: role, label: t(roleWord(role)) }))}
          />
          <PersonSelect
            label={t('people.manager')} clearable value={form.manager} error={errors['manager']} onChange={(manager) => set({ manager })}
            fits={(one) => one.active && one.id !== person?.id}
          />
          {person && <Switch label={t('people.active')} description={t('people.activeHelp')} checked={form.active} onChange={(event) => set({ active: event.currentTarget.checked })} />}
          {person && <Invite person={person} />}
          {onErase && <Button variant="subtle" color="red.9" onClick={onErase}>{t('erase.open')}</Button>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
            <Button type="submit" loading={saving.isPending}>{t('app.save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Invite({ person }: { person: PersonItem }) {
  const { t } = useTranslation();
  const invite = useInvite(person.id);
  if (invite.data) {
    const { link } = invite.data;
    return (
      <Notice
        tone="good" title={t('people.link')}
        actions={<CopyButton value={link}>{({ copied, copy }) => <Button size="xs" variant="default" onClick={copy}>{t(copied ? 'app.copied' : 'app.copy')}</Button>}</CopyButton>}
      >
        <code>{link}</code>
      </Notice>
    );
  }
  return (
    <>
      {invite.error && <Failure error={invite.error} />}
      <Button variant="default" onClick={() => invite.mutate()} loading={invite.isPending}>{t(person.can_sign_in ? 'people.newLink' : 'people.invite')}</Button>
    </>
  );
}
