import {language, number, shortDate} from './format.js';
import {hasText, text, textsDirection, textsLanguage} from './texts.js';

/** What is told of each cause for which a language model was not, or not wholly, followed. */
const NOTES = {
  unavailable: 'unreachable', misconfigured: 'unreachable', circuit_open: 'unreachable',
  too_slow: 'unusable', broken_off: 'unusable', malformed: 'unusable', endless: 'unusable', empty: 'unusable', refused: 'unusable', tool_call: 'unusable', other_language: 'unusable',
  not_cited: 'unchecked', not_supported: 'unchecked',
  declined: 'declined',
  rate_limited: 'busy', busy: 'busy', budget_spent: 'busy',
};

// a name keeps its own direction where the text runs the other way
const VALUES = {date: shortDate, language, name: name => textsDirection() === 'rtl' ? `\u2068${name}\u2069` : name};

/**
 * @param {object} answer as the interface gives it
 * @returns {{words: string, lang: string}} why it does not answer all of the question, in the reader's language where that is known
 */
export const reasonOf = ({lack, reason}) => {
  const key = `lack.${lack?.kind}`;
  // who asks in another language than that of the page is told in both
  const told = lack?.kind !== 'other_language' || lack.values.language === textsLanguage();
  const asked = lack?.values.question ? `“\u2068${lack.values.question}\u2069” ` : '';
  return told && hasText(key) ? {words: asked + text(key, Object.fromEntries(Object.entries(lack.values).map(([name, value]) => [name, VALUES[name]?.(value) ?? value]))), lang: textsLanguage()}
    : {words: reason ?? '', lang: 'en'};
};

/**
 * @param {object} answer as the interface gives it
 * @returns {{words: string, lang: string}} what is to be said of how it came about; empty where that is nothing
 */
export const noteOf = ({generation, mode, note, editorial}) => {
  if (editorial?.ruling === 'pin' || editorial?.ruling === 'correction') {
    return {words: text(editorial.ruling === 'pin' ? 'note.pinned' : 'note.corrected', {date: VALUES.date(editorial.made.slice(0, 10))}), lang: textsLanguage()};
  }
  const {fallback, withheld = 0} = generation ?? {};
  if (!note || fallback && !(fallback in NOTES)) {
    return {words: note ?? '', lang: 'en'};
  }
  return {
    words: [
      ...fallback ? [text(`note.${NOTES[fallback]}`), text(mode === 'extractive' ? 'note.ownSentences' : 'note.restOwnSentences')] : [],
      ...withheld && mode !== 'extractive' ? [text('note.withheldCount', {count: number(withheld)})] : [],
    ].join(' '),
    lang: textsLanguage(),
  };
};
