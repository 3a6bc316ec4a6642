const LANGUAGES = {
  en: () => import('./i18n/en.json'),
  fr: () => import('./i18n/fr.json'),
  de: () => import('./i18n/de.json'),
  es: () => import('./i18n/es.json'),
  ar: () => import('./i18n/ar.json'),
  uk: () => import('./i18n/uk.json'),
};

let words = {};
let language = 'en';

/**
 * Loads the words of the interface; nothing can be shown before.
 *
 * @param {string} wanted a language tag; English stands in for languages that are not known
 */
export const loadTexts = async wanted => {
  language = [wanted, ...navigator.languages].map(tag => tag?.split('-')[0]).find(tag => tag in LANGUAGES) ?? 'en';
  words = (await LANGUAGES[language]()).default;
};

/** @returns {string} the tag of the language that was loaded */
export const textsLanguage = () => language;

/** @returns {'rtl'|'ltr'} the direction in which that language is written */
export const textsDirection = () => language === 'ar' ? 'rtl' : 'ltr';

/** Whether there is a text with this key. */
export const hasText = key => key in words;

/**
 * @param {string} key of a text
 * @param {object} values what stands for `{name}` in it
 * @returns {string} the text in the reader's language
 */
export const text = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
