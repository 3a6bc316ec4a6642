import {textsLanguage} from './texts.js';

const formats = new Map();

const dateFormat = options => {
  const key = textsLanguage() + JSON.stringify(options);
  if (!formats.has(key)) {
    // British order where English is all we know: the articles write it so
    const locale = textsLanguage() === 'en' ? navigator.languages.find(tag => tag.startsWith('en-')) ?? 'en-GB' : textsLanguage();
    formats.set(key, new Intl.DateTimeFormat(locale, {...options, timeZone: 'UTC'}));
  }
  return formats.get(key);
};

const of = (isoDate, options) => dateFormat(options).format(new Date(`${isoDate.slice(0, 10)}T00:00:00Z`));

/**
 * @param {string} isoDate such as 2025-03-03
 * @returns {string} the day with its weekday, in the reader's language
 */
export const longDate = isoDate => of(isoDate, {weekday: 'long', day: 'numeric', month: 'long', year: 'numeric'});

/**
 * @param {string} isoDate such as 2025-03-03
 * @returns {string} the day, in the reader's language
 */
export const shortDate = isoDate => of(isoDate, {day: 'numeric', month: 'long', year: 'numeric'});

/**
 * @param {string} isoDate such as 2025-03-03
 * @returns {string} the day in as few letters as it takes
 */
export const tinyDate = isoDate => of(isoDate, {day: 'numeric', month: 'short', year: 'numeric'});

/** @returns {string} a number in the reader's language */
export const number = value => new Intl.NumberFormat(textsLanguage()).format(value);

/** @returns {string} the name of a language, in the reader's language */
export const language = tag => new Intl.DisplayNames(textsLanguage(), {type: 'language'}).of(tag);

/** @returns {string} several things, joined as the reader's language does */
export const list = items => new Intl.ListFormat(textsLanguage()).format(items);

/**
 * @param {string|undefined} address from an article, which nobody has vouched for
 * @returns {string|undefined} the address if it leads to the web, else nothing
 */
export const webAddress = address => {
  try {
    return /^https?:$/.test(new URL(address).protocol) ? address : undefined;
  } catch {
    return undefined;
  }
};
