import { Menu, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { KeyRound, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession, useSignOut } from '@/api/session';
import { Avatar } from '@/ui/Person';
import { roleWord } from '@/ui/roleWord';
import classes from './ProfileMenu.module.css';

const SCHEMES = [
  { value: 'auto', icon: Monitor },
  { value: 'light', icon: Sun },
  { value: 'dark', icon: Moon },
] as const satisfies readonly { value: MantineColorScheme; icon: unknown }[];

export function ProfileMenu() {
  const { t } = useTranslation();
  const person = useSession()?.person;
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  const navigate = useNavigate();
  if (!person) return null;
  const leave = () => signOut.mutate(undefined, { onSettled: () => void navigate({ to: '/sign-in' }) });
  return (
    <Menu position="bottom-end" width={248} shadow="md" radius="lg" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton className={classes.target} aria-label={t('profile.menu', { name: person.name })}>
          <Avatar person={person} size={32} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <span className={classes.name}>{person.name}</span>
          <span>{person.email}</span>
          <span>{t(roleWord(person.role))}</span>
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<UserRound size={16} />} component={Link} to="/profile">{t('profile.title')}</Menu.Item>
        <Menu.Item leftSection={<KeyRound size={16} />} component={Link} to="/tokens">{t('tokens.title')}</Menu.Item>
        <Menu.Divider />
        <Menu.Label className={classes.label}>{t('scheme.title')}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(next) => setColorScheme(next as MantineColorScheme)}>
          {SCHEMES.map(({ value, icon: Icon }) => (
            <Menu.RadioItem key={value} value={value} rightSection={<Icon size={16} aria-hidden />}>{t(`scheme.${value}`)}</Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} />} onClick={leave}>{t('profile.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
