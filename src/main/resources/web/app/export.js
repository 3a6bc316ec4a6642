import {reasonOf} from './reasons.js';

const source = citation => `${citation.title}, ${citation.publisher}, ${citation.published}${citation.url ? `, ${citation.url}` : ''}`;

/**
 * @param {object} answer as the interface gives it
 * @param {import('./answers-api.js').AnswersApi} api that gave it
 * @returns {string} the answer with its numbered sources, for the clipboard
 */
export const asPlainText = (answer, api) => [
  answer.question,
  ...answer.understoodAs ? [`(${answer.understoodAs})`] : [],
  '',
  answer.text || reasonOf(answer).words,
  '',
  ...answer.citations.map(citation => `[${citation.number}] “${citation.quote}” ${source(citation)}`),
  `${answer.asOf}. ${api.page(answer.permalink)}`,
].join('\n');

// what Markdown would read as its own signs
const plain = text => text.replace(/[\\`*_[\]<>#|~]/g, '\\$&').replace(/^(\s*)([-+]|\d+\.)(\s)/gm, '$1\\$2$3');

/**
 * @param {object[]} answers of a conversation, in order
 * @returns {string} the conversation as Markdown
 */
export const asMarkdown = answers => answers.map(answer => [
  `## ${plain(answer.question)}`,
  ...answer.understoodAs ? [`*${plain(answer.understoodAs)}*`] : [],
  ...answer.statements.map(statement => `${plain(statement.text)} ${statement.citations.map(number => `\\[${number}\\]`).join(' ')}`),
  ...reasonOf(answer).words ? [plain(reasonOf(answer).words)] : [],
  answer.citations.map(citation => `${citation.number}. “${plain(citation.quote)}” ${plain(source(citation))}`).join('\n'),
  `${answer.asOf}, <${new URL(answer.permalink, location.href)}>`,
].filter(Boolean).join('\n\n')).join('\n\n') + '\n';

/** Hands a text to the reader as a file. */
export const save = (name, type, content) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], {type}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
