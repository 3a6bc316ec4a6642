import {LitElement, css, html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {AnswersApi} from '../app/answers-api.js';
import '../app/components/ask-form.js';
import {shared} from '../app/components/shared-styles.js';
import '../app/components/turn-view.js';
import {Conversation} from '../app/conversation.js';
import {loadTexts, text, textsDirection} from '../app/texts.js';
import {theme} from './theme.js';

const KEPT = 'dragoman-conversation';

/** The service is where the script is. */
const SERVICE = new URL(import.meta.url).origin;

/** What the page around has in `lang`, wherever that stands. */
const languageAround = element => {
  for (let node = element; node; node = node.parentNode ?? node.host) {
    if (node.lang) {
      return node.lang;
    }
  }
  return document.documentElement.lang;
};

const directionIsSet = element => element.closest('[dir]') !== null || document.documentElement.dir !== '';

/**
 * Readers ask about a newsroom's reporting, in the page of that newsroom.
 *
 * @fires dragoman-ready once readers can ask
 * @fires dragoman-refused where the site does not allow the page; detail: {problem}
 * @fires dragoman-question with each question; detail: {question}
 * @fires dragoman-answer with each answer; detail: {id, question, status, citations, permalink}
 * @fires dragoman-toggle where a floating one opens or closes; detail: {open}
 */
export class DragomanWidget extends LitElement {
  static properties = {
    /** The site's public id. */
    site: {},
    /** `inline` (as usual) or `floating`: a button in the corner that opens the chat. */
    mode: {},
    /** The address of the article that the page shows: readers may ask about it. */
    articleUrl: {attribute: 'article-url'},
    open: {type: Boolean, reflect: true},
    session: {state: true},
    problem: {state: true},
    ready: {state: true},
    aboutArticle: {state: true},
    sentences: {state: true},
  };

  static styles = [theme, shared, css`
    .frame { display: flex; flex-direction: column; max-height: var(--dragoman-max-height, none); border: 1px solid var(--line); border-radius: var(--radius); background: var(--paper); color: var(--ink);
      font: 1rem/1.6 var(--sans); text-align: start; overflow: hidden; }
    header { display: flex; align-items: center; gap: .75rem; padding: .75rem 1rem; border-bottom: 1px solid var(--line); font: 600 1.0625rem/1.3 var(--serif); }
    .title { flex: 1; min-width: 0; overflow-wrap: anywhere; }
    .close { flex: none; width: 2rem; height: 2rem; border: 0; border-radius: .25rem; background: none; }
    .thread { flex: 1; min-height: 0; padding: 0 1rem; overflow: auto; overscroll-behavior: contain; }
    dragoman-turn-view:first-of-type { border-top: 0; padding-top: 1.25rem; }
    .welcome { padding: 1rem 0; }
    .welcome p { margin: 0 0 .5rem; }
    ul { margin: 0; padding: 0; list-style: none; }
    .suggestion { display: block; width: 100%; min-height: 2.75rem; padding: .6rem 0; border: 0; border-top: 1px solid var(--line); background: none; font: 1rem/1.4 var(--serif); text-align: start; }
    .suggestion:hover { color: var(--accent); }
    .ask { padding: .75rem 1rem; border-top: 1px solid var(--line); }
    .about { display: flex; align-items: center; gap: .5rem; min-height: 1.75rem; margin: 0 0 .4rem; font-size: .875rem; }
    .about input { width: 1.1rem; height: 1.1rem; margin: 0; accent-color: var(--accent); }
    footer { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: 0 1rem .75rem; color: var(--quiet); font-size: .8125rem; }
    .note { margin: 1rem; }
    .corner { position: fixed; inset: auto; inset-block-end: var(--dragoman-offset, 1.25rem); inset-inline-end: var(--dragoman-offset, 1.25rem); display: flex; flex-direction: column; align-items: end; gap: .75rem;
      width: auto; height: auto; max-width: none; max-height: none; margin: 0; padding: 0; border: 0; background: none; color: inherit; overflow: visible; }
    .corner .frame { width: min(26rem, calc(100vw - 2.5rem)); height: min(40rem, calc(100dvh - 7rem)); box-shadow: 0 10px 32px rgb(0 0 0 / 22%); }
    .opener { min-height: 3rem; padding: 0 1.25rem; border: 1px solid var(--accent); border-radius: 1.5rem; background: var(--accent); color: var(--on-accent); font: 600 1rem/1 var(--sans);
      box-shadow: 0 4px 14px rgb(0 0 0 / 25%); }
    @media print { .corner, .ask { display: none; } .thread { overflow: visible; } }
  `];

  #conversation;

  constructor() {
    super();
    this.mode = 'inline';
    this.open = false;
    this.aboutArticle = true;
    this.sentences = [];
  }

  async connectedCallback() {
    super.connectedCallback();
    this.api ??= new AnswersApi(SERVICE, this.site);
    this.#conversation ??= new Conversation(() => this.#keep(), sentence => { this.sentences = [...this.sentences, sentence]; }, this.api);
    await loadTexts(languageAround(this), SERVICE);
    this.ready = true;
    if (this.mode !== 'floating' || this.open) {
      this.#begin();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#conversation?.stop();
  }

  updated(changed) {
    const corner = this.renderRoot.querySelector('.corner');
    if (corner && !corner.matches(':popover-open')) {
      // above all of the page, whatever it has stacked or cut off
      corner.showPopover();
    }
    if (changed.has('open') && changed.get('open') !== undefined) {
      this.#tell('dragoman-toggle', {open: this.open});
    }
  }

  render() {
    if (!this.ready) {
      return nothing;
    }
    if (this.mode !== 'floating') {
      return this.#frame();
    }
    return html`<div class="corner" popover="manual" dir=${this.#direction} @keydown=${this.#escape}>
      ${this.open ? this.#frame() : nothing}
      <button class="opener" part="button" type="button" aria-expanded=${this.open ? 'true' : 'false'} @click=${this.#toggle}>${this.open ? text('close') : text('openChat')}</button></div>`;
  }

  get #direction() {
    return directionIsSet(this) ? nothing : textsDirection();
  }

  #frame() {
    const {turns, working} = this.#conversation;
    return html`<section class="frame" part="frame" aria-label=${this.session?.name ?? text('openChat')} dir=${this.#direction}>
      <header part="header"><div class="title"><slot name="header">${this.session?.name ?? '\u00a0'}</slot></div>
        ${turns.length && !working ? html`<button class="link" type="button" @click=${this.#leave}>${text('newConversation')}</button>` : nothing}</header>
      ${this.problem ? html`<p class="note" part="problem" role="alert" dir="auto">${this.problem}</p>` : html`
      <div class="thread" part="thread" tabindex="-1">
        ${turns.length ? nothing : this.#welcome()}
        ${repeat(turns, turn => turn.key, turn => html`<dragoman-turn-view part="turn" .turn=${turn} @ask=${({detail: {question, standalone, replaces}}) => this.#ask(question, {standalone, replaces})}></dragoman-turn-view>`)}
      </div>
      <div class="ask" part="ask">
        ${this.articleUrl ? html`<label class="about"><input type="checkbox" .checked=${this.aboutArticle} @change=${event => { this.aboutArticle = event.target.checked; }}>${text('aboutArticle')}</label>` : nothing}
        <dragoman-ask-form ?working=${working} compact @ask=${({detail}) => this.#ask(detail)} @stop=${() => this.#conversation.stop()}></dragoman-ask-form>
        <div class="hidden" role="log" aria-live="polite" aria-relevant="additions">${this.sentences.map(sentence => html`<p dir="auto">${sentence}</p>`)}</div>
      </div>
      <footer part="footer"><span dir="auto">${this.session?.attribution ?? text('hint')}</span></footer>`}
    </section>`;
  }

  #welcome() {
    const questions = this.session?.welcome ?? [];
    return html`<div class="welcome" part="welcome"><p>${text('welcome')}</p>
      ${questions.length ? html`<ul aria-label=${text('suggestions')}>${questions.map(question => html`<li><button class="suggestion" part="suggestion" type="button" lang="en" dir="auto"
        @click=${() => this.#ask(question, {standalone: true})}>${question}</button></li>`)}</ul>` : nothing}</div>`;
  }

  async #begin() {
    if (this.session || this.problem) {
      return;
    }
    try {
      this.session = await this.api.session();
    } catch (problem) {
      this.problem = problem.message;
      console.error(`Dragoman: ${problem.message}`);
      this.#tell('dragoman-refused', {problem: problem.message});
      return;
    }
    const id = this.#stored('getItem');
    if (id) {
      await this.#conversation.restore(id).catch(() => this.#stored('removeItem'));
    }
    await this.updateComplete;
    this.#tell('dragoman-ready', {});
  }

  async #ask(question, manner) {
    if (this.#conversation.working) {
      this.#conversation.stop();
    }
    this.#tell('dragoman-question', {question});
    this.sentences = [text('working')];
    const asked = this.#conversation.ask(question, {...manner, ...this.articleUrl && this.aboutArticle && {article: new URL(this.articleUrl, document.baseURI).href}});
    await this.updateComplete;
    this.#showLast();
    await asked;
    const {answer, problem, phase} = this.#conversation.turns.at(-1) ?? {};
    this.sentences = [...this.sentences, {done: answer?.status === 'answered' ? text('complete') : answer?.reason, stopped: text('stopped'), failed: problem}[phase] ?? ''];
    if (answer) {
      this.#tell('dragoman-answer', {id: answer.id, question: answer.question, status: answer.status, citations: answer.citations.length, permalink: this.api.page(answer.permalink)});
    }
  }

  #showLast() {
    const thread = this.renderRoot.querySelector('.thread');
    const last = thread?.querySelector('dragoman-turn-view:last-of-type');
    if (last && thread.scrollHeight > thread.clientHeight) {
      thread.scrollTop = last.offsetTop - thread.offsetTop;
    }
  }

  #leave() {
    this.#stored('removeItem');
    this.#conversation.leave();
    this.renderRoot.querySelector('dragoman-ask-form')?.focus();
  }

  #keep() {
    const {id} = this.#conversation;
    if (id) {
      this.#stored('setItem', id);
    }
    this.requestUpdate();
  }

  /** Pages may forbid storage; then a conversation ends with its page. */
  #stored(what, ...value) {
    try {
      return sessionStorage[what](`${KEPT}-${this.site}`, ...value);
    } catch {
      return undefined;
    }
  }

  async #toggle() {
    this.open = !this.open;
    if (this.open) {
      this.#begin();
      await this.updateComplete;
      this.renderRoot.querySelector('dragoman-ask-form')?.focus();
    }
  }

  #escape(event) {
    if (event.key === 'Escape' && this.open) {
      this.open = false;
      this.renderRoot.querySelector('.opener').focus();
    }
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, {detail, bubbles: true, composed: true}));
  }
}
