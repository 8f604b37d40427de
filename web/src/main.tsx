import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './app/tokens.css';
import './app/base.css';
import './app/i18n';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
