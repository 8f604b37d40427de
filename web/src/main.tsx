import './app/mantine';
import './app/tokens.css';
import './app/base.css';
import './app/i18n';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
