import {LitElement, css, html, nothing} from 'lit';
import {asPlainText, shortDate} from './format.js';

/**
 * A question and its answer, as far as it has come.
 *
 * @fires cite with the citation whose number was pressed
 * @fires retry when the reader wants the question asked again
 */
export class AnswerView extends LitElement {
  static properties = {
    turn: {attribute: false},
    copied: {state: true},
  };

  static styles = css`
    :host { display: block; padding: 1.75rem 0; border-top: 1px solid var(--line); }
    h2 { margin: 0 0 1rem; font: 600 1.4rem/1.3 var(--serif); overflow-wrap: anywhere; white-space: pre-line; }
    ol { margin: 0; padding: 0; list-style: none; }
    li { margin: 0 0 1rem; font: 1.125rem/1.65 var(--serif); overflow-wrap: anywhere; }
    .end { white-space: nowrap; }
    .number { min-width: 1.5rem; min-height: 1.5rem; margin: 0 .1rem; padding: 0 .35rem; border: 1px solid var(--control); border-radius: .25rem;
      background: none; color: var(--accent); font: 600 .8125rem/1.4 var(--sans); cursor: pointer; vertical-align: .3em; }
    .number:hover { background: var(--note); }
    .day { display: inline-block; margin-inline-start: .4rem; padding: 0 .5rem; border-radius: 1rem; background: var(--note); color: var(--quiet);
      font: .8125rem/1.6 var(--sans); white-space: nowrap; }
    .note { margin: 0 0 1rem; padding: .75rem 1rem; background: var(--note); border-inline-start: 3px solid var(--control); }
    .note p { margin: 0; }
    .note .nearest { margin-top: .75rem; color: var(--quiet); font-size: .875rem; }
    .note ul { margin: .25rem 0 0; padding-inline-start: 1.25rem; }
    .note li { margin: 0; font: 1rem/1.6 var(--serif); }
    .note .day { padding-inline: .25rem; }
    .foot { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: center; margin: 0; color: var(--quiet); font-size: .875rem; }
    .foot a, .foot button { color: var(--accent); }
    .foot button, .retry { min-height: 1.75rem; padding: 0; border: 0; background: none; font: inherit; text-decoration: underline; cursor: pointer; }
    .foot a { display: inline-block; line-height: 1.75rem; }
    .retry { color: var(--accent); margin-inline-start: .5rem; }
    .working { color: var(--quiet); }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    @media print { .number { border: 0; } .foot button { display: none; } }
  `;

  render() {
    const {question, statements, citations, done, problem, stopped} = this.turn;
    return html`
      <article>
        <h2>${question}</h2>
        ${done?.status === 'not_found' ? this.#declined(done) : nothing}
        <ol>${statements.map(statement => this.#statement(statement, citations))}</ol>
        ${done?.status === 'partial' ? this.#declined(done) : nothing}
        ${done?.changed ? html`<div class="note"><p>An article that this answer cites has been
          ${done.changes.some(change => change.state === 'withdrawn') ? 'withdrawn' : 'corrected'} since the answer was given.</p></div>` : nothing}
        ${problem ? html`<div class="note" role="alert"><p>${problem}
          <button class="retry" type="button" @click=${() => this.dispatchEvent(new CustomEvent('retry'))}>Try again</button></p></div>` : nothing}
        ${stopped ? html`<p class="working">Stopped.</p>` : nothing}
        ${done ? this.#foot(done) : problem || stopped ? nothing : html`<p class="working">Looking through the articles …</p>`}
      </article>`;
  }

  /** The last word and the numbers stay on one line. */
  #statement({text, citations: numbers, eventDate}, citations) {
    const last = text.lastIndexOf(' ') + 1;
    return html`<li>${text.slice(0, last)}<span class="end">${text.slice(last)}${numbers.map(
      number => this.#number(citations.find(citation => citation.number === number)))}</span>${eventDate
      ? html`<time class="day" datetime=${eventDate}>${shortDate(eventDate)}</time>` : nothing}</li>`;
  }

  #number(citation) {
    return citation ? html`<button class="number" type="button" aria-haspopup="dialog" aria-label="Source ${citation.number}: ${citation.title}"
      @click=${() => this.dispatchEvent(new CustomEvent('cite', {detail: citation}))}>${citation.number}</button>` : nothing;
  }

  #declined(done) {
    return html`<div class="note">
      <p><strong>${done.status === 'partial' ? 'Only part of this is in the articles.' : 'The articles do not answer this.'}</strong> ${done.reason}</p>
      ${done.nearest.length ? html`<p class="nearest">Nearest to the question:</p><ul>${done.nearest.map(near => html`
        <li>${near.title} <span class="day">${shortDate(near.published)}</span></li>`)}</ul>` : nothing}
    </div>`;
  }

  #foot(done) {
    return html`<p class="foot">
      <span>As of <time datetime=${done.asOf}>${shortDate(done.asOf)}</time></span>
      ${done.statements.length ? html`<span>In the articles’ own words</span>` : nothing}
      <a href=${done.permalink}>Link to this answer</a>
      <button type="button" @click=${this.#copy}>${this.copied ? 'Copied' : 'Copy with sources'}</button>
    </p>`;
  }

  async #copy() {
    await navigator.clipboard.writeText(asPlainText(this.turn.done));
    this.copied = true;
  }
}

customElements.define('answer-view', AnswerView);
