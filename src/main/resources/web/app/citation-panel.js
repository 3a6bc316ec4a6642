import {LitElement, css, html, nothing} from 'lit';
import {get} from './answers-api.js';
import {longDate, webAddress} from './format.js';

/**
 * A citation opened: the quote in its paragraph, and where it comes from.
 *
 * @fires close when the reader is done with it
 */
export class CitationPanel extends LitElement {
  static properties = {
    answerId: {},
    citation: {attribute: false},
    context: {state: true},
    problem: {state: true},
  };

  static styles = css`
    :host { display: block; }
    dialog {
      position: fixed; inset: 0 0 0 auto; width: min(26rem, 100vw); max-width: none; height: 100dvh; max-height: none; margin: 0;
      box-sizing: border-box; padding: 1.5rem; overflow: auto; border: 0; border-left: 1px solid var(--line);
      background: var(--surface); color: var(--ink); box-shadow: -8px 0 24px rgb(0 0 0 / 12%);
    }
    dialog::backdrop { background: rgb(0 0 0 / 8%); }
    @media (max-width: 48rem) {
      dialog { inset: auto 0 0 0; width: 100vw; height: auto; max-height: 80dvh; border-left: 0; border-top: 1px solid var(--line);
        padding: 1rem 1rem 2rem; box-shadow: 0 -8px 24px rgb(0 0 0 / 16%); }
    }
    .top { display: flex; justify-content: space-between; align-items: center; gap: 1rem; color: var(--quiet); font-size: .875rem; }
    h2 { margin: .75rem 0 .25rem; font: 600 1.3rem/1.3 var(--serif); overflow-wrap: anywhere; }
    .meta { margin: 0; color: var(--quiet); font-size: .9375rem; }
    blockquote { margin: 1.25rem 0; padding: 0 0 0 1rem; border-left: 3px solid var(--line); font: 1.0625rem/1.65 var(--serif);
      white-space: pre-line; overflow-wrap: anywhere; }
    mark { background: var(--mark); color: var(--on-mark); padding: .05em 0; }
    .note { padding: .75rem 1rem; background: var(--note); border-left: 3px solid var(--control); }
    button { min-width: 2.5rem; min-height: 2.5rem; border: 1px solid var(--control); border-radius: .25rem; background: none; color: inherit;
      font: inherit; cursor: pointer; }
    a { color: var(--accent); }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    @media (forced-colors: active) { mark { forced-color-adjust: none; background: Mark; color: MarkText; } }
  `;

  render() {
    const source = this.citation;
    const link = webAddress(source.deepLink) ?? webAddress(source.url);
    return html`
      <dialog aria-labelledby="title" @cancel=${this.#cancel}>
        <div class="top">
          <span>Source ${source.number}</span>
          <button type="button" aria-label="Close the source" @click=${this.#close}>✕</button>
        </div>
        <h2 id="title">${source.title}</h2>
        <p class="meta">${source.publisher} · <time datetime=${source.published}>${longDate(source.published)}</time></p>
        ${this.problem ? html`<p class="note">${this.problem}</p>` : this.#paragraph(source)}
        ${this.context?.state === 'superseded' ? html`<p class="note">The article has been corrected since. This is what it said then.</p>` : nothing}
        ${link && !this.problem ? html`<p><a href=${link} target="_blank" rel="noopener noreferrer">Open the article</a></p>` : nothing}
      </dialog>`;
  }

  #paragraph(source) {
    const {before = '', after = ''} = this.context ?? {};
    return html`<blockquote><span class="before">${before}</span><mark>${source.quote}</mark><span class="after">${after}</span></blockquote>`;
  }

  async firstUpdated() {
    // modal: the focus stays inside, Escape closes, and the browser gives the focus back
    this.renderRoot.querySelector('dialog').showModal();
    try {
      this.context = await get(`/api/answers/${encodeURIComponent(this.answerId)}/citations/${this.citation.number}`);
    } catch (problem) {
      this.problem = problem.message;
    }
  }

  #cancel(event) {
    event.preventDefault();
    this.#close();
  }

  #close() {
    this.renderRoot.querySelector('dialog').close();
    this.dispatchEvent(new CustomEvent('close'));
  }
}

customElements.define('citation-panel', CitationPanel);
