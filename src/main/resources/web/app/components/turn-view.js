import {LitElement, css, html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import {apiOf} from '../answers-api.js';
import {asPlainText} from '../export.js';
import {list, shortDate} from '../format.js';
import {noteOf, reasonOf} from '../reasons.js';
import {text} from '../texts.js';
import './answer-feedback.js';
import './matter-timeline.js';
import {define, shared} from './shared-styles.js';
import './source-list.js';
import './statement-list.js';

/**
 * A question and its answer, as far as it has come.
 *
 * @fires ask with {question, standalone, replaces} when the reader asks from here
 */
export class TurnView extends LitElement {
  static properties = {
    turn: {attribute: false},
    frozen: {type: Boolean},
    editing: {state: true},
    chronicle: {state: true},
    done: {state: true},
  };

  static styles = [shared, css`
    :host { display: block; padding: 2rem 0 2.25rem; border-top: 1px solid var(--line); scroll-margin-top: 1rem; }
    .asked { display: flex; align-items: start; gap: .75rem; }
    h2 { flex: 1; margin: 0; font: 600 1.5rem/1.3 var(--serif); overflow-wrap: anywhere; white-space: pre-line; text-wrap: pretty; }
    .edit { flex: none; width: 2rem; height: 2rem; padding: 0; border: 0; border-radius: .25rem; background: none; color: var(--quiet); }
    .edit:hover { background: var(--note); color: var(--ink); }
    .edit svg { display: block; width: 1.05rem; height: 1.05rem; margin: auto; fill: none; stroke: currentColor; stroke-width: 1.5; }
    .understood { margin: .35rem 0 0; color: var(--quiet); font: .9375rem/1.5 var(--sans); }
    .understood em { font-style: normal; color: var(--ink); }
    .editor { display: block; margin: 0 0 .5rem; }
    .row { display: flex; flex-wrap: wrap; gap: .5rem .75rem; margin-top: .6rem; }
    .body { margin-top: 1.25rem; }
    .given { margin: -.75rem 0 1.25rem; font: .9375rem/1.5 var(--sans); }
    .note p { margin: 0; }
    .note .nearest { margin-top: .9rem; }
    ul { margin: .2rem 0 0; padding-inline-start: 1.2rem; }
    .note li { font: 1rem/1.6 var(--serif); }
    .note time { color: var(--quiet); font: .8125rem var(--sans); white-space: nowrap; }
    .working { display: flex; gap: .6rem; align-items: center; margin: 0; color: var(--quiet); font: .9375rem/1.5 var(--sans); }
    .working::before { content: ""; width: .55rem; height: .55rem; border-radius: 50%; background: var(--accent); }
    @media (prefers-reduced-motion: no-preference) { .working::before { animation: pulse 1.4s ease-in-out infinite; } @keyframes pulse { 50% { opacity: .25; } } }
    .foot { display: flex; flex-wrap: wrap; gap: 0 1.25rem; align-items: center; margin: 1.25rem 0 0; color: var(--quiet); font: .875rem/1.75 var(--sans); }
    dragoman-source-list { margin-top: 1.5rem; }
    dragoman-answer-feedback { margin-top: .35rem; }
    .next { margin: 1.5rem 0 0; }
    .chips { display: flex; flex-wrap: wrap; gap: .5rem; margin: .5rem 0 0; padding: 0; list-style: none; }
    .chip { min-height: 2.25rem; padding: .35rem .9rem; border: 1px solid var(--control); border-radius: 1.2rem; background: var(--surface); color: var(--ink); font: .9375rem/1.35 var(--sans); text-align: start; }
    .chip:hover { border-color: var(--accent); color: var(--accent); }
    @media print { .edit, .foot button, .next, dragoman-answer-feedback { display: none; } :host { break-inside: avoid-page; } }
  `];

  render() {
    const {turn} = this;
    return html`<article aria-busy=${turn.phase === 'working' || turn.phase === 'reconnecting' ? 'true' : 'false'}>
      ${this.editing ? this.#editor() : html`<div class="asked"><h2 lang="en" dir="auto">${turn.question}</h2>
        ${turn.question && !this.frozen ? html`<button class="edit" type="button" aria-label=${text('edit')} title=${text('edit')} @click=${() => this.#edit(turn.question, false)}>
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2.5 13.5l.8-3.2 7.6-7.6a1.2 1.2 0 0 1 1.7 0l.7.7a1.2 1.2 0 0 1 0 1.7l-7.6 7.6z"/></svg></button>` : nothing}</div>
        ${turn.understoodAs ? html`<p class="understood">${text('understoodAs')} <em lang="en" dir="auto">${turn.understoodAs}</em>
          ${this.frozen ? nothing : html`<button class="link" type="button" @click=${() => this.#edit(turn.understoodAs, true)}>${text('correct')}</button>`}</p>` : nothing}`}
      <div class="body">${this.#body()}</div>
    </article>`;
  }

  #body() {
    const {turn} = this;
    const answer = turn.answer;
    const changes = answer?.changes ?? [];
    return html`
      ${this.frozen && answer ? html`<p class="quiet given">${text('frozen', {date: shortDate(answer.given)})}</p>` : nothing}
      ${changes.length ? html`<div class="note"><p>${text(changes.some(change => change.state !== 'superseded') ? 'changedWithdrawn' : 'changedCorrected')}</p></div>` : nothing}
      ${answer?.status === 'not_found' ? this.#lacking(answer) : nothing}
      <dragoman-statement-list .answerId=${answer?.id} .statements=${turn.statements} .citations=${turn.citations} .changes=${changes}></dragoman-statement-list>
      ${answer?.status === 'partial' ? this.#lacking(answer) : nothing}
      ${keyed(turn.statements.length, this.#phase())}
      ${answer ? this.#below(answer) : nothing}`;
  }

  #phase() {
    const {turn} = this;
    const again = html`<button class="link" type="button" @click=${() => this.#ask(turn.question, false, turn)}>${text('tryAgain')}</button>`;
    switch (turn.phase) {
      case 'working':
        return html`<p class="working">${text('working')}</p>`;
      case 'reconnecting':
        return html`<p class="working">${text('reconnecting')}</p>`;
      case 'stopped':
        return html`<p class="quiet">${text('stopped')} ${again}</p>`;
      case 'failed':
        return html`<div class="note" role="alert"><p><span dir="auto">${turn.problem}</span> ${turn.question ? again : nothing}</p></div>`;
      default:
        return nothing;
    }
  }

  #lacking(answer) {
    const reason = reasonOf(answer);
    const reasons = [...new Set(answer.withheld?.map(one => text(`rule${one.rule}`)) ?? [])];
    return html`<div class="note">
      <p>${answer.lack?.kind === 'help' ? nothing : html`<strong>${text(answer.status === 'partial' ? 'partial' : 'notFound')}</strong> `}<span lang=${reason.lang} dir="auto">${reason.words}</span></p>
      ${reasons.length ? html`<p>${text('withheld', {reasons: list(reasons)})}</p>` : nothing}
      ${answer.nearest.length ? html`<p class="label nearest">${text('nearest')}</p><ul>${answer.nearest.map(near => html`
        <li><span lang="en" dir="auto">${near.title}</span> <time datetime=${near.published}>${shortDate(near.published)}</time></li>`)}</ul>` : nothing}
    </div>`;
  }

  #below(answer) {
    const {turn} = this;
    const note = noteOf(answer);
    return html`
      ${turn.citations.length ? html`<dragoman-source-list .answerId=${answer.id} .citations=${turn.citations} .changes=${answer.changes ?? []}></dragoman-source-list>` : nothing}
      <p class="foot">
        <span>${text('asOf', {date: shortDate(answer.asOf)})}</span>
        ${turn.statements.length && answer.mode !== 'edited' ? html`<span>${text(answer.mode === 'extractive' ? 'ownWords' : 'modelWords')}</span>` : nothing}
        ${turn.timeline.length > 1 ? html`<button class="link" type="button" aria-expanded=${this.chronicle ? 'true' : 'false'} @click=${() => { this.chronicle = !this.chronicle; }}>${
          text(this.chronicle ? 'timelineHide' : 'timeline')}</button>` : nothing}
        <button class="link" type="button" @click=${() => this.#copy('copy', asPlainText(answer, apiOf(this)))}>${this.done === 'copy' ? text('copied') : text('copy')}</button>
        <button class="link" type="button" @click=${() => this.#copy('share', apiOf(this).page(answer.permalink))}>${this.done === 'share' ? text('copied') : text('share')}</button>
      </p>
      ${note.words ? html`<p class="quiet" lang=${note.lang} dir="auto">${note.words}</p>` : nothing}
      ${this.chronicle ? html`<dragoman-matter-timeline .points=${turn.timeline}></dragoman-matter-timeline>` : nothing}
      <dragoman-answer-feedback .answerId=${answer.id}></dragoman-answer-feedback>
      ${turn.followUps.length && !this.frozen ? html`<div class="next enter"><p class="label" id="next">${text('followUps')}</p>
        <ul class="chips" aria-labelledby="next">${turn.followUps.map(question => html`<li><button class="chip" type="button" lang="en" dir="auto" @click=${() => this.#ask(question, true)}>${question}</button></li>`)}</ul></div>` : nothing}`;
  }

  #editor() {
    return html`<form class="editor" @submit=${this.#submit} @keydown=${this.#editorKey}>
      <label class="hidden" for="edited">${text('edit')}</label>
      <textarea id="edited" rows="1" maxlength="2000" dir="auto" .value=${this.editing.question}></textarea>
      <div class="row"><button class="primary">${text('askAgain')}</button><button class="secondary" type="button" @click=${this.#leaveEditor}>${text('cancel')}</button></div>
    </form>`;
  }

  async #edit(question, standalone) {
    this.editing = {question, standalone};
    await this.updateComplete;
    const field = this.renderRoot.querySelector('textarea');
    field.focus();
    field.setSelectionRange(question.length, question.length);
  }

  #editorKey(event) {
    if (event.key === 'Escape') {
      this.#leaveEditor();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.target.matches('textarea')) {
      event.preventDefault();
      this.#submit(event);
    }
  }

  async #leaveEditor() {
    this.editing = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector('.edit')?.focus();
  }

  #submit(event) {
    event.preventDefault();
    const question = this.renderRoot.querySelector('#edited').value.trim();
    if (question) {
      const {standalone} = this.editing;
      this.editing = undefined;
      this.#ask(question, standalone, this.turn);
    }
  }

  #ask(question, standalone, replaces) {
    this.dispatchEvent(new CustomEvent('ask', {detail: {question, standalone, replaces}}));
  }

  async #copy(what, content) {
    await navigator.clipboard.writeText(content);
    this.done = what;
    setTimeout(() => { this.done = undefined; }, 3000);
  }
}

define('dragoman-turn-view', TurnView);
