const LONG = new Intl.DateTimeFormat(undefined, {weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC'});
const SHORT = new Intl.DateTimeFormat(undefined, {day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC'});

/**
 * @param {string} isoDate such as 2025-03-03
 * @returns {string} the day with its weekday, in the reader's language
 */
export const longDate = isoDate => LONG.format(new Date(`${isoDate}T00:00:00Z`));

/**
 * @param {string} isoDate such as 2025-03-03
 * @returns {string} the day, in the reader's language
 */
export const shortDate = isoDate => SHORT.format(new Date(`${isoDate}T00:00:00Z`));

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

/**
 * @param {object} answer as the interface gives it
 * @returns {string} the answer with its numbered sources, for the clipboard
 */
export const asPlainText = answer => [
  answer.question,
  '',
  answer.text || answer.reason,
  '',
  ...answer.citations.map(c => `[${c.number}] “${c.quote}” — ${c.title}, ${c.publisher}, ${c.published}${c.url ? `, ${c.url}` : ''}`),
  `As of ${answer.asOf}. ${new URL(answer.permalink, location.href)}`,
].join('\n');
