-- What a choice was called when it was made, where parts of that are computed.
ALTER TABLE task_state ADD COLUMN choice_label TEXT;
