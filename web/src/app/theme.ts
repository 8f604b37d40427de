import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The one accent. Everything else is grey, and colour says "state" and nothing more. */
const iris: MantineColorsTuple = [
  '#eff1fe', '#e0e5fc', '#c0caf8', '#9dacf3', '#8193ed', '#6579e7', '#5166e0', '#3d54cf', '#3246b2', '#293a92',
];

/** Greys with a trace of the accent's blue, so that Mantine's own surfaces fit ours in the dark. */
const dark: MantineColorsTuple = [
  '#d3d5dd', '#b4b7c2', '#8d92a1', '#6b6f7e', '#474a56', '#33353f', '#202127', '#191a1f', '#141519', '#0f1013',
];

export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: { light: 7, dark: 6 },
  colors: { iris, dark },
  fontFamily: "'Inter Variable', 'Inter', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SFMono-Regular', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, monospace",
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: false,
  components: {
    InputWrapper: { styles: { label: { marginBottom: 5, fontWeight: 550 }, description: { marginBottom: 2 } } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md', checkIconPosition: 'right' } },
    MultiSelect: { defaultProps: { size: 'md' } },
    Modal: { styles: { title: { fontSize: '1.0625rem', fontWeight: 640 } }, defaultProps: { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.35 } } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true } },
  },
});

/** Mantine's own dimmed and placeholder greys are too weak for WCAG AA; ours come from the tokens. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#585d6c',
    '--mantine-color-placeholder': '#6b7080',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1a1c23',
    '--mantine-color-default-border': '#c9ccd6',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': '#3246b2',
  },
  dark: {
    '--mantine-color-dimmed': '#a8acba',
    '--mantine-color-placeholder': '#9095a5',
    '--mantine-color-body': '#191a1f',
    '--mantine-color-text': '#e9eaef',
    '--mantine-color-default': '#202127',
    '--mantine-color-default-border': '#474a56',
    '--mantine-color-error': '#ff9d94',
    '--mantine-color-anchor': '#aab7f6',
  },
});
