import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** What only forms need: it comes with the first form. */
const INPUTS = 'react-number-format|src[\\\\/]form[\\\\/](FieldInput|FileInput|ListInput|ObjectInput|PersonInput|PersonSelect|numbers|rows)|core[\\\\/]esm[\\\\/]components[\\\\/](NumberInput|Select|Combobox|Checkbox|Radio|FileButton|Progress)[\\\\/]';
/** What stands above the page: it comes with the first dialog or drawer. */
const LAYERS = 'react-remove-scroll|react-style-singleton|use-sidecar|use-callback-ref|core[\\\\/]esm[\\\\/]components[\\\\/](Modal|ModalBase|Drawer|ScrollArea)[\\\\/]';
/** Questions to the server that the inbox does not ask, and parts that it does not show: they come with the pages that do. */
const LATER = 'src[\\\\/](form[\\\\/](ObjectShown|objects)\\.|api[\\\\/](moving|parts|people|runs|starts|machines|retention|rehearsal|account|bin|decisions|expressions|forms|workflows)\\.|ui[\\\\/](Coded|CopyKey|Dialog|TextModal|Toasts|Table|Box|Marked|Since|Votes|Rows|useFocusBack|localTime)\\.)';
/** What only the editor of definitions needs. */
const YAML = 'node_modules[\\\\/]yaml[\\\\/]|src[\\\\/]yaml[\\\\/]';
const api = process.env['BATON_API'] ?? 'http://127.0.0.1:7400';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: 'es2022',
    // The page's policy allows no data: fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // A page is a chunk; what pages share comes in three, not in one for each set of sharers: fewer requests at the first click.
        codeSplitting: {
          groups: [
            { name: 'libraries', test: new RegExp(`^(?!.*(${INPUTS}|${LAYERS}|${YAML})).*node_modules`), minShareCount: 3, priority: 3 },
            { name: 'shared', test: new RegExp(`^(?!.*(${INPUTS}|${LATER})).*src[\\\\/](api|app|form|live|timeline|ui)[\\\\/]`), priority: 2 },
            { name: 'yaml', test: new RegExp(YAML), priority: 1 },
            { name: 'layers', test: new RegExp(LAYERS), priority: 1 },
            { name: 'inputs', test: new RegExp(INPUTS), priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    fs: { allow: ['..'] },
    proxy: { '/api': api, '/docs': api },
  },
  test: { include: ['src/**/*.test.{ts,tsx}'] },
});
