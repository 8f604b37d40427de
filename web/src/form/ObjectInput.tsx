import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { common, type InputProps } from './FieldInput';
import { objectOf, textOf } from './objects';

/** Data of any form, as JSON. What is no object yet is sent as it stands, and the server says what is wrong with it. */
export function ObjectInput(props: InputProps) {
  const { value, onChange } = props;
  const [text, setText] = useState(() => textOf(value));
  return (
    <Textarea
      {...common(props)} autosize minRows={3} maxRows={18} spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.875rem' } }}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(objectOf(event.currentTarget.value));
      }}
    />
  );
}
