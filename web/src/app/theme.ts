import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The one accent. Everything else is grey, and colour says "state" and nothing more. */
const iris: MantineColorsTuple = [
  '#eff1fe', '#e0e5fc', '#c0caf8', '#9dacf3', '#8193ed', '#6579e7', '#5166e0', '#3d54cf', '#3246b2', '#293a92',
];

export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: { light: 7, dark: 6 },
  colors: { iris },
  fontFamily: "'Inter Variable', 'Inter', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SFMono-Regular', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, monospace",
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: false,
  components: {
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md', checkIconPosition: 'right' } },
    MultiSelect: { defaultProps: { size: 'md' } },
    Modal: { defaultProps: { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.35 } } },
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
    '--mantine-color-body': '#17181c',
    '--mantine-color-text': '#e9eaef',
    '--mantine-color-default': '#202127',
    '--mantine-color-default-border': '#474a56',
    '--mantine-color-error': '#ff9d94',
    '--mantine-color-anchor': '#aab7f6',
  },
});
