import english from './i18n/en.json';

const LANGUAGES = ['en', 'fr', 'de', 'es', 'ar', 'uk'];

let words = english;
let language = 'en';

/**
 * Loads the words of the interface; nothing can be shown before.
 *
 * @param {string} wanted a language tag; English stands in for languages that are not known, and where the words cannot be fetched
 * @param {string} [base] origin of the service, where it is not that of the page
 */
export const loadTexts = async (wanted, base = '') => {
  const known = [wanted, ...navigator.languages].map(tag => tag?.split('-')[0]).find(tag => LANGUAGES.includes(tag)) ?? 'en';
  if (known === language) {
    return;
  }
  try {
    const response = await fetch(`${base}/texts/${known}`, {credentials: 'omit'});
    words = response.ok ? await response.json() : words;
    language = response.ok ? known : language;
  } catch {
    // the words that are there will do
  }
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
