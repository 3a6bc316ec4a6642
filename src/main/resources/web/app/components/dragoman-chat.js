import {LitElement, css, html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import {repeat} from 'lit/directives/repeat.js';
import {AnswersApi} from '../answers-api.js';
import {Conversation} from '../conversation.js';
import {asMarkdown, save} from '../export.js';
import {number, shortDate} from '../format.js';
import {remembered} from '../remembered.js';
import {text, textsDirection, textsLanguage} from '../texts.js';
import './ask-form.js';
import {shared} from './shared-styles.js';
import './turn-view.js';

/** A conversation is of its tab: it is there again when the page is loaded anew. */
const KEPT = 'dragoman-conversation';
const SUGGESTION_TRIES = 6;
/** Milliseconds. */
const SUGGESTION_PAUSE = 3000;

/** The chat: questions and their answers in the order they were asked, and a field for the next. */
export class DragomanChat extends LitElement {
  static properties = {
    /** The id of an answer that was given before, to be shown as it was. */
    answer: {},
    /** The newsroom's site whose readers ask here; none is the service's own. */
    site: {},
    /** How long conversations are kept. */
    keepDays: {type: Number, attribute: 'keep-days'},
    corpus: {state: true},
    suggestions: {state: true},
    session: {state: true},
    problem: {state: true},
    sentences: {state: true},
    deleted: {state: true},
  };

  static styles = [shared, css`
    :host { display: flex; flex-direction: column; min-height: 100dvh; max-width: 46rem; margin: 0 auto; padding: 0 1.25rem; }
    header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1rem; padding: 1.35rem 0 1.1rem; }
    .name { margin: 0; font: 700 1.65rem/1.2 var(--serif); letter-spacing: .01em; }
    .name a { color: inherit; text-decoration: none; }
    .tagline { margin: 0; color: var(--quiet); font-size: .9375rem; }
    @media (max-width: 40rem) { .tagline.going { display: none; } }
    header .link { margin-inline-start: auto; }
    main { flex: 1; }
    .welcome { padding: min(9vh, 5rem) 0 2rem; }
    h1 { margin: 0 0 .5rem; font: 600 clamp(1.9rem, 5vw, 2.6rem)/1.15 var(--serif); text-wrap: balance; }
    .welcome > p { margin: 0 0 .35rem; color: var(--quiet); }
    .welcome .note { margin: 1.25rem 0 0; color: var(--ink); }
    .welcome h2 { margin: 2.25rem 0 .4rem; }
    ul { margin: 0; padding: 0; list-style: none; }
    .suggestion { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; width: 100%; min-height: 3rem; padding: .75rem 0; border: 0; border-top: 1px solid var(--line); background: none;
      font: 1.125rem/1.4 var(--serif); text-align: start; }
    .suggestion::after { content: "→"; color: var(--quiet); font-family: var(--sans); }
    :host([dir=rtl]) .suggestion::after { content: "←"; }
    .suggestion:hover { color: var(--accent); }
    li:last-child .suggestion { border-bottom: 1px solid var(--line); }
    /* room below, so that the question just asked can come to the top */
    @media screen { dragoman-turn-view + dragoman-turn-view:last-of-type { min-height: calc(100dvh - 9rem); } }
    .conversation { display: flex; flex-wrap: wrap; gap: 0 1.25rem; align-items: center; padding: .9rem 0 1.25rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .875rem; }
    .kept { flex-basis: 100%; margin: .25rem 0 0; }
    .ask { position: sticky; bottom: 0; padding: .75rem 0 .9rem; background: var(--paper); border-top: 1px solid var(--line); }
    dialog { max-width: 26rem; padding: 1.5rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--surface); color: var(--ink); }
    dialog p { margin: 0 0 1rem; }
    dialog::backdrop { background: rgb(0 0 0 / 30%); }
    .row { display: flex; gap: .75rem; }
    @media print { .ask, .conversation, header .link { display: none; } :host { max-width: none; min-height: 0; } }
    /* at 400 % there is no room for a field that stays */
    @media (max-height: 22rem) { .ask { position: static; } }
  `];

  #conversation;

  constructor() {
    super();
    this.sentences = [];
  }

  connectedCallback() {
    super.connectedCallback();
    // what the server sent has done its service
    this.replaceChildren();
    this.lang = textsLanguage();
    this.dir = textsDirection();
    this.api = new AnswersApi('', this.site);
    this.#conversation = new Conversation(() => this.#keep(), sentence => { this.sentences = [...this.sentences, sentence]; }, this.api);
    if (this.answer) {
      this.#conversation.showFrozen(this.answer);
    } else {
      this.#restore();
    }
    this.api.get('/api/corpus').then(corpus => { this.corpus = corpus; }, () => {});
    if (this.site) {
      this.api.session().then(session => {
        this.session = session;
        this.suggestions = session.welcome;
        if (!session.welcome.length) { this.#suggest(SUGGESTION_TRIES); }
      }, problem => { this.problem = problem.message; });
    } else {
      this.#suggest(SUGGESTION_TRIES);
    }
  }

  /** The service does not keep anyone waiting while it looks for suggestions: they are there a little later. */
  #suggest(tries) {
    this.api.get('/api/suggestions').then(({questions}) => {
      this.suggestions = questions;
      if (!questions.length && tries > 1 && this.isConnected) { setTimeout(() => this.#suggest(tries - 1), SUGGESTION_PAUSE); }
    }, () => {});
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#conversation.stop();
  }

  render() {
    const {turns, working} = this.#conversation;
    return html`
      <header>
        <p class="name">${this.site ? this.session?.name ?? '\u00a0' : html`<a href="/">Dragoman</a>`}</p>
        <p class="tagline ${turns.length ? 'going' : ''}">${text('tagline')}</p>
        ${turns.length && !this.answer ? html`<button class="link" type="button" @click=${this.#leave}>${text('newConversation')}</button>` : nothing}
      </header>
      <main>
        ${this.problem ? html`<p class="note" role="alert">${this.problem}</p>` : nothing}
        ${turns.length ? html`<h1 class="hidden">${text('conversation')}</h1>` : this.#welcome()}
        ${repeat(turns, turn => turn.key, (turn, i) => html`<dragoman-turn-view .turn=${turn} ?frozen=${this.answer !== undefined && i === 0} @ask=${this.#askFrom}></dragoman-turn-view>`)}
        ${this.#conversation.id && turns.at(-1)?.settled ? keyed(turns.length, this.#menu()) : nothing}
      </main>
      <section class="ask" aria-label=${text('askLabel')}><dragoman-ask-form ?working=${working} ?compact=${turns.length > 0} @ask=${({detail}) => this.#ask(detail)} @stop=${() => this.#conversation.stop()}></dragoman-ask-form>
        <div class="hidden" role="log" aria-live="polite" aria-relevant="additions">${this.sentences.map(sentence => html`<p dir="auto">${sentence}</p>`)}</div></section>
      <dialog aria-labelledby="sure"><p id="sure">${text('deleteSure')}</p>
        <form method="dialog" class="row"><button class="primary" value="delete">${text('delete')}</button><button class="secondary" value="">${text('cancel')}</button></form></dialog>`;
  }

  #welcome() {
    const corpus = this.corpus;
    if (corpus && !corpus.articles) {
      return html`<section class="welcome"><h1>${text('noArticles')}</h1><p>${text(corpus.ready ? 'noArticlesHint' : 'readingIn')}</p></section>`;
    }
    return html`<section class="welcome">
      <h1>${text('welcome')}</h1>
      <p>${corpus ? text('corpus', {count: number(corpus.articles), date: shortDate(corpus.newest)}) : '\u00a0'}</p>
      ${textsLanguage() === 'en' || !corpus ? nothing : html`<p>${text(corpus.anyLanguage ? 'anyLanguage' : 'englishOnly')}</p>`}
      ${this.deleted ? html`<p class="note" role="status">${text('deleted')}</p>` : nothing}
      ${corpus?.stale ? html`<p class="note">${text('stale', {date: shortDate(corpus.newest)})}</p>` : nothing}
      ${corpus && this.suggestions?.length ? html`<h2 class="label">${text('suggestions')}</h2>
        <ul>${this.suggestions.map(question => html`<li><button class="suggestion enter" type="button" lang="en" @click=${() => this.#ask(question, {standalone: true})}>${question}</button></li>`)}</ul>` : nothing}
    </section>`;
  }

  #menu() {
    return html`<div class="conversation">
      <span>${text('conversation')}:</span>
      <button class="link" type="button" @click=${this.#markdown}>${text('markdown')}</button>
      <button class="link" type="button" @click=${() => print()}>${text('print')}</button>
      <button class="link" type="button" @click=${this.#delete}>${text('delete')}</button>
      <p class="kept">${text('kept', {days: number(this.corpus?.conversationDays ?? 30)})}</p>
    </div>`;
  }

  get #key() {
    return this.site ? `${KEPT}-${this.site}` : KEPT;
  }

  async #restore() {
    const id = remembered.getItem(this.#key);
    if (id) {
      await this.#conversation.restore(id).catch(() => remembered.removeItem(this.#key));
    }
  }

  #keep() {
    const {id} = this.#conversation;
    if (id && !this.answer) {
      remembered.setItem(this.#key, id);
    }
    this.requestUpdate();
  }

  #askFrom(event) {
    const {question, standalone, replaces} = event.detail;
    this.#ask(question, {standalone, replaces});
  }

  async #ask(question, manner) {
    if (this.#conversation.working) {
      this.#conversation.stop();
    }
    this.deleted = false;
    this.sentences = [text('working')];
    const asked = this.#conversation.ask(question, manner);
    await this.#showLast();
    await asked;
    const {phase, answer, problem} = this.#conversation.turns.at(-1) ?? {};
    const end = {done: answer?.status === 'answered' ? text('complete') : answer?.reason, stopped: text('stopped'), failed: problem}[phase];
    this.sentences = [...this.sentences, end ?? ''];
  }

  async #showLast() {
    await this.updateComplete;
    const last = this.renderRoot.querySelector('dragoman-turn-view:last-of-type');
    last?.scrollIntoView({block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth'});
  }

  #markdown() {
    save('dragoman.md', 'text/markdown', asMarkdown(this.#conversation.turns.map(turn => turn.answer).filter(Boolean)));
  }

  #leave() {
    remembered.removeItem(this.#key);
    this.#conversation.leave();
    this.#focusField();
  }

  #delete() {
    const dialog = this.renderRoot.querySelector('dialog');
    dialog.returnValue = '';
    dialog.onclose = async () => {
      if (dialog.returnValue === 'delete') {
        await this.#conversation.delete();
        remembered.removeItem(this.#key);
        this.deleted = true;
        this.#focusField();
      }
    };
    dialog.showModal();
  }

  async #focusField() {
    await this.updateComplete;
    this.renderRoot.querySelector('dragoman-ask-form').focus();
  }
}
