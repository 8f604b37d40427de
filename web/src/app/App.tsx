import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { onSignedOut } from '@/api/client';
import { keys } from '@/api/keys';
import { ToastPlace } from '@/ui/ToastPlace';
import { queryClient } from './query';
import { router } from './router';
import { cssVariables, theme } from './theme';

const colorSchemeManager = localStorageColorSchemeManager({ key: 'baton-color-scheme' });

// What keeps the page still behind a dialog makes its style by itself, and asks there for the nonce.
setNonce(styleNonce());

onSignedOut(() => queryClient.setQueryData(keys.session, null));

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <ToastPlace />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** The page's policy takes styles made at run time only with the nonce the server put into this answer. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}
