import {LitElement, css, html, nothing} from 'lit';
import {apiOf} from '../answers-api.js';
import {longDate, webAddress} from '../format.js';
import {text, textsLanguage} from '../texts.js';
import {define, shared} from './shared-styles.js';

const GAP = 8;
const contexts = new Map();

/** The paragraph of a citation; fetched once, unless that failed. */
const contextOf = (api, address) => {
  const key = api.base + address;
  if (!contexts.has(key)) {
    contexts.set(key, api.get(address).catch(problem => {
      contexts.delete(key);
      throw problem;
    }));
  }
  return contexts.get(key);
};

/**
 * A citation: the quote in its paragraph, and where it comes from. It stands beside its number, or at the foot of a small screen.
 *
 * @fires close when the reader is done with it
 */
export class CitationCard extends LitElement {
  static properties = {
    answerId: {},
    citation: {attribute: false},
    anchor: {attribute: false},
    context: {state: true},
    problem: {state: true},
  };

  static styles = [shared, css`
    :host { display: contents; }
    .card { position: fixed; inset: auto; width: min(27rem, calc(100vw - 2rem)); max-height: min(26rem, 75dvh); margin: 0; padding: 1.1rem 1.25rem 1.25rem; overflow: auto; border: 1px solid var(--line);
      border-radius: .5rem; background: var(--surface); color: var(--ink); box-shadow: 0 10px 32px rgb(0 0 0 / 18%); font: .9375rem/1.5 var(--sans); text-align: start; white-space: normal; }
    @media (max-width: 40rem) {
      .card { inset: auto 0 0 0; width: auto; max-height: 70dvh; border-width: 1px 0 0; border-radius: .75rem .75rem 0 0; padding-bottom: 2rem; }
    }
    .top { display: flex; justify-content: space-between; align-items: center; margin-bottom: .35rem; color: var(--quiet); font-size: .8125rem; }
    .close { width: 2rem; height: 2rem; margin-inline-end: -.5rem; border: 0; border-radius: .25rem; background: none; font-size: .9375rem; }
    h3 { margin: 0; font: 600 1.0625rem/1.35 var(--serif); }
    .meta { margin: .25rem 0 0; color: var(--quiet); font-size: .8125rem; }
    blockquote { margin: .9rem 0; font: 1rem/1.6 var(--serif); overflow-wrap: anywhere; }
    .around { color: var(--quiet); }
    mark { background: var(--mark); color: var(--on-mark); box-decoration-break: clone; padding: .1em 0; }
    .note { margin: 0 0 .75rem; padding: .5rem .75rem; }
    p { margin: 0; }
    @media (forced-colors: active) { mark { forced-color-adjust: none; background: Mark; color: MarkText; } }
  `];

  render() {
    const source = this.citation;
    const web = webAddress(source.deepLink) ?? webAddress(source.url);
    const own = apiOf(this).page(`/answers/${encodeURIComponent(this.answerId)}/sources/${source.number}#quote`);
    const link = web ? html`<a href=${web} target="_blank" rel="noopener noreferrer">${text('openArticle')}</a>` : this.answerId ? html`<a href=${own}>${text('readPassage')}</a>` : nothing;
    return html`
      <div class="card enter" popover="manual" role="dialog" aria-label=${text('source', {number: source.number})}>
        <div class="top"><span>${text('source', {number: source.number})}</span>
          <button class="close" type="button" aria-label=${text('close')} @click=${() => this.dispatchEvent(new CustomEvent('close'))}>✕</button></div>
        <h3 lang="en" dir="auto">${source.title}</h3>
        <p class="meta"><span lang="en" dir="auto">${source.publisher}</span> · <time datetime=${source.published}>${longDate(source.published)}</time></p>
        ${this.problem ? html`<p class="note" lang=${this.problem.status === 410 ? textsLanguage() : 'en'}>${this.problem.status === 410 ? text('withdrawnArticle') : this.problem.message}</p>`
          : html`<blockquote lang="en" dir="auto"><span class="around">${this.context?.before}</span><mark>${source.quote}</mark><span class="around">${this.context?.after}</span></blockquote>`}
        ${this.context?.state === 'superseded' ? html`<p class="note">${text('superseded')}</p>` : nothing}
        ${this.problem ? nothing : html`<p>${link}</p>`}
      </div>`;
  }

  async firstUpdated() {
    this.#card.showPopover();
    this.#place();
    addEventListener('scroll', this.#place, {passive: true});
    addEventListener('resize', this.#place);
    if (!this.answerId) {
      return;
    }
    try {
      this.context = await contextOf(apiOf(this), `/api/answers/${encodeURIComponent(this.answerId)}/citations/${this.citation.number}`);
    } catch (problem) {
      this.problem = problem;
    }
  }

  updated() {
    if (this.hasUpdated) {
      this.#place();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('scroll', this.#place);
    removeEventListener('resize', this.#place);
  }

  get #card() {
    return this.renderRoot.querySelector('.card');
  }

  /** Below its number, above where there is more room, and always on the screen. */
  #place = () => {
    const card = this.#card;
    if (!card || matchMedia('(max-width: 40rem)').matches) {
      card?.style.removeProperty('top');
      card?.style.removeProperty('left');
      return;
    }
    const at = this.anchor.getBoundingClientRect();
    const {offsetWidth: width, offsetHeight: height} = card;
    const below = at.bottom + GAP + height <= innerHeight || at.top < innerHeight - at.bottom;
    card.style.top = `${Math.max(GAP, below ? Math.min(at.bottom + GAP, innerHeight - height - GAP) : at.top - GAP - height)}px`;
    card.style.left = `${Math.max(GAP, Math.min(at.left + at.width / 2 - width / 2, innerWidth - width - GAP))}px`;
  };
}

define('dragoman-citation-card', CitationCard);
