import {Problem, pageApi} from './answers-api.js';

/** How long to wait before the next attempt once the connection was cut, in milliseconds. */
const PAUSES = [500, 1500, 3000, 6000];

let lastKey = 0;

/**
 * @typedef {object} Turn a question and its answer, as far as it has come; never changed, only replaced by the next
 * @property {number} key
 * @property {string} question as asked
 * @property {string} [understoodAs] as answered
 * @property {'working'|'reconnecting'|'stopped'|'failed'|'done'} phase
 * @property {object[]} statements
 * @property {object[]} citations
 * @property {object} [answer] the whole answer
 * @property {string[]} followUps
 * @property {object[]} timeline
 * @property {boolean} settled whether nothing more is to come
 * @property {string} [problem] for the reader
 */

const turnOf = change => ({key: ++lastKey, question: '', phase: 'working', statements: [], citations: [], followUps: [], timeline: [], settled: false, ...change});

const pause = (milliseconds, signal) => new Promise((resolve, reject) => {
  const go = () => {
    clearTimeout(timer);
    window.removeEventListener('online', go);
    resolve();
  };
  const timer = setTimeout(go, milliseconds);
  window.addEventListener('online', go);
  signal.addEventListener('abort', () => reject(signal.reason), {once: true});
});

/** A conversation with the service, without any looks: the chat shows it, and so can others. */
export class Conversation {
  /** @type {Turn[]} */
  turns = [];
  /** @type {string|undefined} */
  id;

  #api;
  #changed;
  #told;
  #work;

  /**
   * @param {() => void} changed called after every change
   * @param {(sentence: string) => void} told called with each sentence once it stands
   * @param {import('./answers-api.js').AnswersApi} api where it is held
   */
  constructor(changed, told = () => {}, api = pageApi) {
    this.#api = api;
    this.#changed = changed;
    this.#told = told;
  }

  get working() {
    return this.turns.some(turn => turn.phase === 'working' || turn.phase === 'reconnecting');
  }

  /**
   * Asks, and returns once the answer is there, stopped or given up.
   *
   * @param {string} question
   * @param {{standalone?: boolean, replaces?: Turn, article?: string}} manner article: the address of the one that it is about
   */
  async ask(question, {standalone, replaces, article} = {}) {
    if (replaces) {
      this.turns = this.turns.slice(0, this.turns.findIndex(turn => turn.key === replaces.key));
    }
    const {key} = this.#add(turnOf({question}));
    this.#work = new AbortController();
    const {signal} = this.#work;
    const request = {question, conversation: this.id, ...standalone && {standalone}, ...replaces?.answer && {replaces: replaces.answer.id}, ...article && {article}};
    try {
      this.#finish(key, await this.#answer(key, request, signal));
    } catch (problem) {
      this.#update(key, signal.aborted ? {phase: 'stopped', settled: true} : {phase: 'failed', problem: problem.message, settled: true});
    }
  }

  /** Ends the work on the answer; what has been told stays. */
  stop() {
    this.#work?.abort();
  }

  /** Shows an answer that was given before. */
  async showFrozen(id) {
    const {key} = this.#add(turnOf({}));
    try {
      const answer = await this.#api.get(`/api/answers/${encodeURIComponent(id)}`);
      this.#update(key, {question: answer.question});
      this.#finish(key, answer);
    } catch (problem) {
      this.#update(key, {phase: 'failed', problem: problem.message});
    }
  }

  /** Goes on with a conversation that was held before; with none if it is forgotten. */
  async restore(id) {
    const {turns} = await this.#api.get(`/api/conversations/${encodeURIComponent(id)}`);
    const answers = await Promise.all(turns.map(turn => this.#api.get(`/api/answers/${encodeURIComponent(turn.answer)}`)));
    this.id = id;
    this.turns = answers.map(answer => turnOf({...shown(answer), question: answer.question}));
    this.#changed();
    const last = this.turns.at(-1);
    if (last) {
      this.#lookFurther(last.key, last.answer);
    }
  }

  /** Begins anew. What was said before is kept by the service until its time is over. */
  leave() {
    this.stop();
    this.turns = [];
    this.id = undefined;
    this.#changed();
  }

  /** Deletes all of it for good. */
  async delete() {
    this.stop();
    if (this.id) {
      await this.#api.remove(`/api/conversations/${encodeURIComponent(this.id)}`);
    }
    this.leave();
  }

  /** Asks until the answer is there: where the connection is cut, the stored answer is fetched, or it is asked again. */
  async #answer(key, request, signal) {
    for (let attempt = 0; ; attempt++) {
      let id;
      try {
        for await (const {name, data} of this.#api.ask(request, signal)) {
          id ??= data.id;
          if (name === 'done') {
            return data;
          }
          this.#take(key, name, data);
        }
      } catch (problem) {
        if (!(problem instanceof Problem) || !problem.passing || attempt === PAUSES.length) {
          throw problem;
        }
        this.#update(key, {phase: 'reconnecting'});
        await pause(PAUSES[attempt], signal);
        const stored = id && await this.#api.get(`/api/answers/${encodeURIComponent(id)}`, signal).catch(() => undefined);
        if (stored) {
          return stored;
        }
        request = {...request, conversation: this.id};
      }
    }
  }

  #take(key, name, data) {
    switch (name) {
      case 'meta':
        this.id = data.conversation;
        this.#update(key, {understoodAs: data.understoodAs, phase: 'working', statements: [], citations: []});
        break;
      case 'sources':
        this.#update(key, {citations: data.citations});
        break;
      case 'statement': {
        const statements = [...this.#turn(key).statements];
        statements[data.index] = data;
        this.#update(key, {statements});
        this.#told(data.text);
        break;
      }
    }
  }

  #finish(key, answer) {
    const before = this.#turn(key);
    this.#update(key, shown(answer));
    answer.statements.slice(before.statements.length).forEach(statement => this.#told(statement.text));
    this.#lookFurther(key, answer);
  }

  /** What goes beyond the answer: nobody waits for it, and without it nothing is missing. */
  #lookFurther(key, answer) {
    const address = `/api/answers/${encodeURIComponent(answer.id)}`;
    Promise.allSettled([this.#api.get(`${address}/follow-ups`), this.#api.get(`${address}/timeline`)]).then(([{value: next}, {value: chronicle}]) =>
      this.#update(key, {followUps: next?.followUps ?? [], timeline: chronicle?.points ?? [], settled: true}));
  }

  #turn(key) {
    return this.turns.find(turn => turn.key === key) ?? turnOf({});
  }

  #add(turn) {
    this.turns = [...this.turns, turn];
    this.#changed();
    return turn;
  }

  #update(key, change) {
    this.turns = this.turns.map(turn => turn.key === key ? {...turn, ...change} : turn);
    this.#changed();
  }
}

const shown = answer => ({phase: 'done', answer, statements: answer.statements, citations: answer.citations, understoodAs: answer.understoodAs});
