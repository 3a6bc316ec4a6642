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

/** A token is renewed so many seconds before it is over. */
const EARLY = 30;

/** The service's interface: that of the page, or of another origin at a newsroom's site. */
export class AnswersApi {
  #session;
  #renewed = 0;

  /**
   * @param {string} [base] origin of the service, where it is not that of the page
   * @param {string} [site] the newsroom's site
   */
  constructor(base = '', site = undefined) {
    this.base = base;
    this.site = site;
  }

  /**
   * Lets the page ask at its site.
   *
   * @returns {Promise<object>} the site's token and what it has readers shown
   * @throws {Problem} 403 where the site does not allow pages of this origin
   */
  async session() {
    if (!this.#session || Date.now() > this.#renewed) {
      const session = (async () => {
        const response = await this.#fetch(`${this.base}/api/sites/${encodeURIComponent(this.site)}/session`, {method: 'POST', headers: {Accept: 'application/json'}});
        return response.json();
      })();
      this.#session = session;
      this.#renewed = Infinity;
      session.then(({seconds}) => { this.#renewed = Date.now() + (seconds - EARLY) * 1000; }, () => { this.#session = undefined; });
    }
    return this.#session;
  }

  /**
   * @param {string} address of a resource of the service
   * @param {AbortSignal} [signal]
   * @returns {Promise<object>} the resource
   * @throws {Problem}
   */
  async get(address, signal) {
    return (await this.#request(address, {headers: {Accept: 'application/json'}, signal})).json();
  }

  /** @throws {Problem} */
  remove(address) {
    return this.#request(address, {method: 'DELETE'});
  }

  /** @throws {Problem} */
  post(address, content) {
    return this.#request(address, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(content)});
  }

  /** @returns {string} where a page of the service is, for readers */
  page(address) {
    return new URL(address, this.base || location.href).href;
  }

  /**
   * Asks a question. To leave off reading stops the work of the service.
   *
   * @param {{question: string, conversation?: string, standalone?: boolean, replaces?: string, article?: string}} question
   * @param {AbortSignal} signal ends the work
   * @yields {{name: string, data: object}} the events meta, sources (each replaces the one before), statement and done
   * @throws {Problem} also where the stream ends before the answer is done
   */
  async *ask(question, signal) {
    const response = await this.#request('/api/answers', {
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

  async #request(address, options) {
    if (!this.site) {
      return this.#fetch(this.base + address, options);
    }
    const at = `${this.base}${address}?site=${encodeURIComponent(this.site)}`;
    const send = async () => this.#fetch(at, {...options, headers: {...options.headers, 'Dragoman-Token': (await this.session()).token}});
    try {
      return await send();
    } catch (problem) {
      if (problem.status !== 401) {
        throw problem;
      }
      // the clock of the page goes wrong, or the computer has slept
      this.#session = undefined;
      return send();
    }
  }

  async #fetch(address, options) {
    let response;
    try {
      response = await fetch(address, {...options, credentials: this.base ? 'omit' : 'same-origin'});
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
  }
}

/** That of the page itself. */
export const pageApi = new AnswersApi();

/** @returns {AnswersApi} that of the nearest element around this one which has one, else that of the page */
export const apiOf = element => {
  for (let node = element; node; node = node.parentNode ?? node.host) {
    if (node.api instanceof AnswersApi) {
      return node.api;
    }
  }
  return pageApi;
};

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
