import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/client';
import { usePublicForm } from '@/api/forms';
import { Failure } from '@/ui/Failure';
import { Lines } from '@/ui/Loaded';
import { Gate } from '../sign-in/Gate';
import { FormSheet, type Sent } from './FormSheet';
import { Thanks } from './Thanks';

/** A form that anybody may fill in: no account, no frame of the app around it, and nothing of the workspace but what it asks for. */
export function PublicFormPage() {
  const { t } = useTranslation();
  const { workflow, form } = useParams({ strict: false });
  const name = { workflow: workflow ?? '', form };
  const query = usePublicForm(name);
  const [sent, setSent] = useState<Sent | null>(null);
  const again = async () => {
    await query.refetch();
    setSent(null);
  };
  if (sent !== null) return <Thanks sent={sent} onAgain={() => void again()} />;
  if (query.data) return <FormSheet key={query.data.ticket} name={name} form={query.data} onSent={setSent} />;
  if (query.error instanceof Problem && query.error.status === 404) return <Gate title={t('publicForm.absent')} lead={t('publicForm.absentText')} />;
  return (
    <Gate title={query.error ? t('failure.title') : t('app.loading')} wide>
      {query.error ? <Failure error={query.error} retry={() => void query.refetch()} /> : <Lines count={4} />}
    </Gate>
  );
}
