/** The ways to edit a definition. */
export const VIEWS = ['text', 'tables', 'expressions'] as const;
export type EditorView = (typeof VIEWS)[number];
