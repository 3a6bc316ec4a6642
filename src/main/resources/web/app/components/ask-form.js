import {LitElement, css, html, nothing} from 'lit';
import {number} from '../format.js';
import {text} from '../texts.js';
import {define, shared} from './shared-styles.js';

const MAX_LENGTH = 2000;
const COUNT_FROM = 1800;

/**
 * A field for a question.
 *
 * @fires ask with the question
 * @fires stop when the work on the answer is to end
 */
export class AskForm extends LitElement {
  static properties = {
    working: {type: Boolean},
    /** Without the line below the field. */
    compact: {type: Boolean, reflect: true},
    draft: {state: true},
  };

  static styles = [shared, css`
    :host { display: block; }
    .row { display: flex; gap: .5rem; align-items: end; }
    textarea { flex: 1; min-width: 0; min-height: 3.1rem; max-height: 40dvh; padding: .8rem 1rem; border-radius: .5rem; }
    .primary, .secondary { min-width: 5.5rem; min-height: 3.1rem; border-radius: .5rem; }
    .primary[aria-disabled=true] { background: none; border-color: var(--control); color: var(--quiet); cursor: default; }
    .hint { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; margin: .4rem 0 0; color: var(--quiet); font: .8125rem/1.5 var(--sans); }
    @media (max-width: 30rem) { .primary, .secondary { min-width: 4.25rem; padding: 0 .75rem; } }
    @media (max-width: 40rem), (max-height: 30rem) { :host([compact]) .hint span:first-child { display: none; } }
  `];

  constructor() {
    super();
    this.draft = '';
  }

  focus() {
    this.renderRoot.querySelector('textarea')?.focus();
  }

  render() {
    return html`<form @submit=${this.#submit}>
      <label class="hidden" for="question">${text('askLabel')}</label>
      <div class="row">
        <textarea id="question" rows="1" maxlength=${MAX_LENGTH} dir="auto" placeholder=${text('askPlaceholder')} aria-describedby="hint" enterkeyhint="send"
          .value=${this.draft} @input=${event => { this.draft = event.target.value; }} @keydown=${this.#key}></textarea>
        ${this.working ? html`<button class="secondary" type="button" @click=${this.#stop}>${text('stop')}</button>`
          : html`<button class="primary" aria-disabled=${this.draft.trim() ? 'false' : 'true'}>${text('ask')}</button>`}
      </div>
      <p class="hint" id="hint"><span>${text('hint')}</span>
        ${this.draft.length >= COUNT_FROM ? html`<span>${text('count', {count: number(this.draft.length), most: number(MAX_LENGTH)})}</span>` : nothing}</p>
    </form>`;
  }

  #key(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#submit(event);
    }
  }

  #stop() {
    this.dispatchEvent(new CustomEvent('stop'));
    this.focus();
  }

  #submit(event) {
    event.preventDefault();
    const question = this.draft.trim();
    if (question && !this.working) {
      this.draft = '';
      this.dispatchEvent(new CustomEvent('ask', {detail: question}));
    }
  }
}

define('dragoman-ask-form', AskForm);
