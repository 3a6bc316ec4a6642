import {LitElement, css, html, nothing} from 'lit';
import {ask, get} from './answers-api.js';
import {longDate, shortDate} from './format.js';
import './answer-view.js';
import './citation-panel.js';

const MAX_LENGTH = 2000;
const COUNT_FROM = 1800;

/** The chat: questions and their answers in the order they were asked, and a field for the next. */
export class DragomanChat extends LitElement {
  static properties = {
    turns: {state: true},
    corpus: {state: true},
    draft: {state: true},
    cited: {state: true},
    reading: {type: Boolean, reflect: true},
    announcement: {state: true},
  };

  static styles = css`
    :host { display: flex; flex-direction: column; min-height: 100dvh; max-width: 46rem; margin: 0 auto; padding: 0 1rem; }
    /* the opened source stands beside the answer, not on it */
    @media (min-width: 75rem) { :host([reading]) { margin-inline-end: 28rem; } }
    header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1rem; padding: 1.25rem 0 1rem; }
    h1 { margin: 0; font: 700 1.75rem/1.2 var(--serif); letter-spacing: .01em; }
    h1 a { color: inherit; text-decoration: none; }
    header p { margin: 0; color: var(--quiet); }
    main { flex: 1; }
    .welcome { padding: 1.5rem 0; border-top: 1px solid var(--line); }
    .welcome h2 { margin: 0 0 .5rem; font: 600 1.4rem/1.3 var(--serif); }
    .welcome h3 { margin: 1.75rem 0 .25rem; font: 600 .875rem/1.5 var(--sans); color: var(--quiet); }
    .welcome ul { margin: 0; padding: 0; list-style: none; }
    .headline { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; width: 100%; min-height: 2.75rem; padding: .5rem 0; border: 0;
      border-bottom: 1px solid var(--line); background: none; color: inherit; font: 1.0625rem/1.4 var(--serif); text-align: start; cursor: pointer;
      align-items: baseline; }
    .headline:hover span:first-child { text-decoration: underline; }
    .headline span:last-child { color: var(--quiet); font: .875rem/1.4 var(--sans); }
    form { position: sticky; bottom: 0; padding: .75rem 0 1rem; background: var(--paper); border-top: 1px solid var(--line); }
    .row { display: flex; gap: .5rem; align-items: end; }
    textarea { flex: 1; min-width: 0; box-sizing: border-box; min-height: 3rem; max-height: 40dvh; padding: .7rem .8rem; resize: none; field-sizing: content;
      border: 1px solid var(--control); border-radius: .375rem; background: var(--surface); color: var(--ink); font: 1.0625rem/1.4 var(--sans); }
    .submit { min-height: 3rem; padding: 0 1.25rem; border: 1px solid var(--accent); border-radius: .375rem; background: var(--accent); color: var(--on-accent);
      font: 600 1rem/1 var(--sans); cursor: pointer; }
    .submit[disabled] { background: none; border-color: var(--control); color: var(--quiet); cursor: default; }
    .hint { display: flex; justify-content: space-between; margin: .35rem 0 0; color: var(--quiet); font-size: .8125rem; }
    .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    @media print { form { display: none; } }
  `;

  #conversation;
  #work;

  constructor() {
    super();
    this.turns = [];
    this.draft = '';
    this.announcement = '';
  }

  connectedCallback() {
    super.connectedCallback();
    const permalink = location.pathname.match(/^\/answers\/([^/]+)$/);
    if (permalink) {
      this.#showFrozen(decodeURIComponent(permalink[1]));
    }
    this.#loadCorpus();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#work?.abort();
  }

  render() {
    const working = this.turns.some(turn => turn.working);
    return html`
      <header>
        <h1><a href="/">Dragoman</a></h1>
        <p>Current diplomacy, in the exact words of the articles.</p>
      </header>
      <main>
        ${this.turns.length ? nothing : this.#welcome()}
        ${this.turns.map(turn => html`<answer-view .turn=${turn} @cite=${event => this.#open(turn, event)} @retry=${() => this.#ask(turn.question)}></answer-view>`)}
      </main>
      <form @submit=${this.#submit}>
        <label class="hidden" for="question">Your question</label>
        <div class="row">
          <textarea id="question" rows="1" maxlength=${MAX_LENGTH} placeholder="Ask about the reporting" aria-describedby="hint" autofocus
            .value=${this.draft} @input=${event => { this.draft = event.target.value; }} @keydown=${this.#key}></textarea>
          ${working
            ? html`<button class="submit" type="button" @click=${() => this.#work.abort()}>Stop</button>`
            : html`<button class="submit" ?disabled=${!this.draft.trim()}>Ask</button>`}
        </div>
        <p class="hint" id="hint">
          <span>Every statement cites an article. What the articles do not say is not answered.</span>
          ${this.draft.length >= COUNT_FROM ? html`<span>${this.draft.length} of ${MAX_LENGTH}</span>` : nothing}
        </p>
      </form>
      <div class="hidden" role="status">${this.announcement}</div>
      ${this.cited ? html`<citation-panel .answerId=${this.cited.answerId} .citation=${this.cited.citation} @close=${this.#close}></citation-panel>` : nothing}`;
  }

  #welcome() {
    const corpus = this.corpus;
    if (!corpus) {
      return nothing;
    }
    if (!corpus.articles) {
      return html`<section class="welcome"><h2>There are no articles yet</h2>
        <p>${corpus.ready ? 'Once a newsroom has put articles in, questions about them are answered here.' : 'The articles are being read in. Try again in a moment.'}</p></section>`;
    }
    return html`<section class="welcome">
      <h2>What do you want to know?</h2>
      <p>${corpus.articles === 1 ? 'One article' : `${corpus.articles} articles`}, the newest of ${longDate(corpus.newest)}.</p>
      <h3>Latest reporting: choose a headline, then finish your question</h3>
      <ul>${corpus.latest.map(article => html`<li><button class="headline" type="button" @click=${() => this.#start(article.title)}>
        <span>${article.title}</span><span>${shortDate(article.published)}</span></button></li>`)}</ul>
    </section>`;
  }

  async #loadCorpus() {
    try {
      this.corpus = await get('/api/corpus');
    } catch {
      this.corpus = undefined;
    }
  }

  async #showFrozen(id) {
    const turn = {question: '', statements: [], citations: [], working: true};
    this.turns = [turn];
    try {
      const answer = await get(`/api/answers/${encodeURIComponent(id)}`);
      this.#update(turn, {question: answer.question, statements: answer.statements, citations: answer.citations, done: answer, working: false});
    } catch (problem) {
      this.#update(turn, {question: 'This answer cannot be shown', problem: problem.message, working: false});
    }
  }

  #start(title) {
    this.draft = `${title}: `;
    const field = this.renderRoot.querySelector('textarea');
    this.updateComplete.then(() => {
      field.focus();
      field.setSelectionRange(this.draft.length, this.draft.length);
    });
  }

  #key(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
  }

  #submit(event) {
    event.preventDefault();
    const question = this.draft.trim();
    if (question && !this.turns.some(turn => turn.working)) {
      this.draft = '';
      this.#ask(question);
    }
  }

  async #ask(question) {
    const turn = {question, statements: [], citations: [], working: true};
    this.turns = [...this.turns, turn];
    this.announcement = 'Looking through the articles';
    this.#work = new AbortController();
    await this.#showLast();
    try {
      for await (const {name, data} of ask({question, conversation: this.#conversation}, this.#work.signal)) {
        this.#take(turn, name, data);
      }
      if (!turn.done) {
        this.#update(turn, {problem: 'The answer broke off.'});
      }
    } catch (error) {
      this.#update(turn, error.name === 'AbortError' ? {stopped: true} : {problem: error.message});
    }
    this.#update(turn, {working: false});
    await this.#showLast();
  }

  async #showLast() {
    await this.updateComplete;
    const last = this.renderRoot.querySelector('answer-view:last-of-type');
    await last.updateComplete;
    last.scrollIntoView({block: 'start'});
  }

  #take(turn, name, data) {
    switch (name) {
      case 'meta':
        this.#conversation = data.conversation;
        break;
      case 'sources':
        this.#update(turn, {citations: data.citations});
        break;
      case 'statement':
        this.#update(turn, {statements: [...turn.statements, data]});
        this.announcement = data.text;
        break;
      case 'done':
        this.#update(turn, {done: data});
        this.announcement = data.status === 'answered' ? 'The answer is complete.' : data.reason;
        break;
    }
  }

  /** A turn is changed in place, so that whoever holds it sees it, and shown anew. */
  #update(turn, change) {
    Object.assign(turn, change);
    this.turns = this.turns.map(other => other === turn ? turn : other);
    this.renderRoot.querySelectorAll?.('answer-view').forEach(view => view.turn === turn && view.requestUpdate());
  }

  #open(turn, event) {
    const answerId = turn.done?.id;
    if (answerId) {
      this.cited = {answerId, citation: event.detail};
      this.reading = true;
    }
  }

  #close() {
    this.cited = undefined;
    this.reading = false;
  }
}

customElements.define('dragoman-chat', DragomanChat);
