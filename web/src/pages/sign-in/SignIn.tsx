import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSessionQuery, useSignIn, useSignInPage, type Credentials } from '@/api/session';
import { Failure } from '@/ui/Failure';
import { Loaded } from '@/ui/Loaded';
import { isPathHere } from '@/ui/path';
import { ExamplePeople } from './ExamplePeople';
import { Gate } from './Gate';
import { PasswordForm } from './PasswordForm';

export function SignIn() {
  const { t } = useTranslation();
  const { next } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const page = useSignInPage();
  const session = useSessionQuery();
  const signIn = useSignIn();
  const here = session.data;

  useEffect(() => {
    // Only a path of this site: an address from elsewhere must not lead people away after signing in.
    if (here) void navigate({ href: next && isPathHere(next) ? next : '/inbox', replace: true });
  }, [here, navigate, next]);

  const go = (credentials: Credentials) => signIn.mutate(credentials);
  const example = page.data?.workspace.kind === 'example';
  const name = page.data?.workspace.name;
  return (
    <Gate
      title={example ? t('signIn.exampleTitle') : name ? t('signIn.titleTo', { name }) : t('signIn.title')}
      lead={example ? t('signIn.exampleLead', { name }) : undefined}
      wide={example}
    >
      {signIn.error && <Failure error={signIn.error} title={t('signIn.failed')} />}
      <Loaded query={page} lines={3}>
        {(data) =>
          data.workspace.kind === 'example' ? (
            <ExamplePeople people={data.people ?? []} busy={signIn.isPending} onChoose={(person) => go({ person })} />
          ) : (
            <PasswordForm busy={signIn.isPending} onSubmit={go} />
          )
        }
      </Loaded>
    </Gate>
  );
}
