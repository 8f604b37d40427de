import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { web } from '../../../locales/en.json';

/** English comes with the app; the person's language decides how dates and numbers look until others are there. */
void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: web } },
  interpolation: { escapeValue: false },
  returnNull: false,
});

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof web };
  }
}

export { i18next };
