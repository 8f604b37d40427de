import { Paperclip } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { fileUrl } from '@/api/files';
import type { FileItem } from '@/api/types';
import { Empty } from '@/ui/Empty';
import { fileSize } from '@/ui/time';
import classes from '@/form/FileInput.module.css';

export function Files({ files }: { files: FileItem[] }) {
  const { t } = useTranslation();
  if (files.length === 0) return <Empty compact icon={Paperclip} title={t('run.noFiles')} />;
  return (
    <ul className={classes.files} aria-label={t('run.files')}>
      {files.map((file) => (
        <li key={file.id} className={classes.file}>
          <Paperclip size={16} aria-hidden />
          <a href={fileUrl(file.id)} download>{file.name}</a>
          <span className={classes.size}>{fileSize(file.size)}</span>
        </li>
      ))}
    </ul>
  );
}
