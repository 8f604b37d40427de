import type { TFunction } from 'i18next';
import { CloseButton, Input, Progress } from '@mantine/core';
import { Paperclip, Upload } from 'lucide-react';
import { useId, useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/client';
import { fileUrl, upload } from '@/api/files';
import { announce } from '@/ui/announce';
import { fileSize } from '@/ui/time';
import { common, type InputProps } from './FieldInput';
import classes from './FileInput.module.css';
import { filesOf } from './filesOf';

type Going = { name: string; share: number };

/** Files by button, by dropping, or from the phone's camera; each is uploaded at once and shown with its size. */
export function FileInput(props: InputProps) {
  const { t } = useTranslation();
  const { field, value, onChange } = props;
  const { id, label, description, required, error, disabled } = common(props);
  const help = useId();
  const input = useRef<HTMLInputElement>(null);
  const [going, setGoing] = useState<Going | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const many = field.type === 'files';
  const files = filesOf(value);
  const current = useRef(files);
  current.current = files;

  const take = async (list: FileList | null) => {
    setFailed(null);
    for (const file of Array.from(list ?? []).slice(0, many ? undefined : 1)) {
      try {
        setGoing({ name: file.name, share: 0 });
        const item = await upload(file, (share) => setGoing({ name: file.name, share }));
        current.current = many ? [...current.current, item] : [item];
        onChange(many ? current.current : item);
        announce(t('form.uploaded', { name: file.name }));
      } catch (failure) {
        const problem = failure instanceof Problem && failure.status !== 0 ? [failure.message, failure.remedy] : [t('failure.unreachable')];
        setFailed(problem.filter(Boolean).join(' '));
      }
    }
    setGoing(null);
    if (input.current) input.current.value = '';
  };
  const drop = (index: number) => {
    const rest = files.filter((_, at) => at !== index);
    onChange(many && rest.length > 0 ? rest : null);
    input.current?.focus();
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!disabled) void take(event.dataTransfer.files);
  };

  return (
    <Input.Wrapper label={label} labelProps={{ htmlFor: id }} description={description} required={required} error={error ?? failed} size="md">
      {files.length > 0 && (
        <ul className={classes.files} aria-label={t('form.filesOf', { label })}>
          {files.map((file, index) => (
            <li key={file.id} className={classes.file}>
              <Paperclip size={16} aria-hidden />
              <a href={fileUrl(file.id)} download>{file.name}</a>
              <span className={classes.size}>{fileSize(file.size)}</span>
              {!disabled && <CloseButton size="lg" onClick={() => drop(index)} aria-label={t('form.removeFile', { name: file.name })} />}
            </li>
          ))}
        </ul>
      )}
      <div
        className={classes.zone}
        data-over={over || undefined}
        data-error={Boolean(error ?? failed) || undefined}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <input
          ref={input} id={id} type="file" className={classes.input} multiple={many} disabled={disabled}
          required={required && files.length === 0}
          aria-invalid={Boolean(error ?? failed) || undefined} aria-describedby={help}
          accept={field.formats?.map((format) => `.${format}`).join(',')}
          onChange={(event) => void take(event.currentTarget.files)}
          onBlur={props.onBlur}
        />
        <Upload size={18} aria-hidden />
        <span>
          <span className={classes.call}>{t(files.length > 0 && !many ? 'form.replaceFile' : 'form.chooseFile')}</span>{' '}
          <span className={classes.or}>{t('form.orDrop')}</span>
          <span className={classes.limits} id={help}>{limits(props, t)}</span>
        </span>
      </div>
      {going && <Progress value={going.share * 100} mt={8} aria-label={t('form.uploading', { name: going.name })} />}
    </Input.Wrapper>
  );
}

function limits({ field }: InputProps, t: TFunction): string {
  const kinds = field.formats?.map((format) => format.toUpperCase()).join(', ');
  const size = field.max_size ? t('form.upTo', { size: fileSize(field.max_size) }) : '';
  return [kinds, size].filter(Boolean).join(' · ');
}
