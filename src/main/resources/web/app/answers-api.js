import {number} from './format.js';
import {text} from './texts.js';

/** What the service said where it could not do what was asked; the message is for the reader. */
export class Problem extends Error {
  /**
   * @param {string} message what to do
   * @param {number} status of HTTP, or 0 if the service was not reached
   */
  constructor(message, status = 0) {
    super(message);
    this.status = status;
  }

  /** Whether it may help to ask again: the way to the service was cut, or it is down for a moment. */
  get passing() {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

const problemOf = async response => {
  const problem = await response.json().catch(() => ({}));
  const seconds = response.headers.get('Retry-After');
  if (response.status === 429 && seconds) {
    return new Problem(text('tooMany', {seconds: number(seconds)}), 429);
  }
  return new Problem(problem.detail ?? text('unreachable'), response.status);
};

const request = async (address, options) => {
  let response;
  try {
    response = await fetch(address, options);
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new Problem(text('unreachable'));
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response;
};

/**
 * @param {string} address of a resource of the service
 * @param {AbortSignal} [signal]
 * @returns {Promise<object>} the resource
 * @throws {Problem}
 */
export const get = async (address, signal) => (await request(address, {headers: {Accept: 'application/json'}, signal})).json();

/** @throws {Problem} */
export const remove = address => request(address, {method: 'DELETE'});

/** @throws {Problem} */
export const post = (address, content) => request(address, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(content)});

/**
 * Asks a question. To leave off reading stops the work of the service.
 *
 * @param {{question: string, conversation?: string, standalone?: boolean, replaces?: string}} question
 * @param {AbortSignal} signal ends the work
 * @yields {{name: string, data: object}} the events meta, sources (each replaces the one before), statement and done
 * @throws {Problem} also where the stream ends before the answer is done
 */
export async function* ask(question, signal) {
  const response = await request('/api/answers', {
    method: 'POST',
    headers: {'Content-Type': 'application/json', Accept: 'text/event-stream'},
    body: JSON.stringify(question),
    signal,
  });
  let done = false;
  try {
    for await (const event of events(response.body)) {
      if (event.name === 'error') {
        throw new Problem(event.data.detail, event.data.status);
      }
      done ||= event.name === 'done';
      yield event;
    }
  } catch (error) {
    if (error instanceof Problem || error.name === 'AbortError') {
      throw error;
    }
    throw new Problem(text('cut'));
  }
  if (!done) {
    throw new Problem(text('cut'));
  }
}

/** Parses a stream of server-sent events; comments are heartbeats and say nothing. */
export async function* events(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let pending = '';
  for (;;) {
    const {done, value} = await reader.read();
    if (done) {
      return;
    }
    const blocks = (pending + value).split(/\r?\n\r?\n/);
    pending = blocks.pop();
    for (const block of blocks) {
      const field = name => block.split(/\r?\n/).filter(line => line.startsWith(`${name}:`))
        .map(line => line.slice(name.length + 1).replace(/^ /, '')).join('\n');
      const data = field('data');
      if (data) {
        yield {name: field('event'), data: JSON.parse(data)};
      }
    }
  }
}
