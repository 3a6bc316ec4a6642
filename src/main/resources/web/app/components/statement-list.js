import {LitElement, css, html, nothing} from 'lit';
import {shortDate} from '../format.js';
import {text, textsDirection, textsLanguage} from '../texts.js';
import './citation-card.js';
import {define, shared} from './shared-styles.js';

const PATIENCE = 160;
/** What the program puts before older reporting; the reader sees a heading in its place. */
const REPORTED = /^\[Reported [^\]]+:\] /;

/** Statements with the numbers of their sources. What was reported earlier stands apart from the newest. */
export class StatementList extends LitElement {
  static properties = {
    answerId: {},
    statements: {attribute: false},
    citations: {attribute: false},
    changes: {attribute: false},
    open: {state: true},
  };

  static styles = [shared, css`
    :host { display: block; }
    ol { margin: 0; padding: 0; list-style: none; }
    p { margin: 0; }
    li { margin: 0 0 1rem; font: 1.1875rem/1.7 var(--serif); overflow-wrap: anywhere; }
    .older { padding-inline-start: 1rem; border-inline-start: 2px solid var(--line); color: var(--quiet); font-size: 1.0625rem; }
    .when { display: block; font: 600 .8125rem/1.8 var(--sans); letter-spacing: .02em; }
    .end { white-space: nowrap; }
    .number { display: inline-flex; align-items: center; justify-content: center; min-width: 1.5rem; min-height: 1.5rem; margin: -.2rem 0; padding: 0 .2rem; border: 0; border-radius: .25rem; background: none;
      color: var(--accent); font: 600 .75rem/1 var(--sans); vertical-align: .35em; font-variant-numeric: tabular-nums; }
    .number:hover, .number[aria-expanded=true] { background: var(--mark); color: var(--on-mark); }
    .number.changed { text-decoration: line-through; }
    .day { display: inline-block; margin-inline-start: .4rem; color: var(--quiet); font: .8125rem/1.6 var(--sans); white-space: nowrap; border-bottom: 1px dotted var(--control); }
  `];

  #timer;

  constructor() {
    super();
    this.statements = [];
    this.citations = [];
    this.changes = [];
  }

  render() {
    const newest = this.statements.map(statement => this.#published(statement)).sort().at(-1);
    return html`<ol @keydown=${this.#key} @focusout=${this.#left}>${this.statements.map((statement, i) => this.#statement(statement, i, newest))}</ol>`;
  }

  #published({citations}) {
    return citations.map(number => this.#citation(number)?.published ?? '').sort().at(-1) ?? '';
  }

  #citation(number) {
    return this.citations.find(citation => citation.number === number);
  }

  /** The last word and the numbers stay on one line. */
  #statement(statement, i, newest) {
    const published = this.#published(statement);
    const older = published && published < newest;
    const words = statement.text.replace(REPORTED, '');
    const last = words.lastIndexOf(' ') + 1;
    return html`<li class="enter ${older ? 'older' : ''}">
      ${older ? html`<span class="when">${text('reported', {date: shortDate(published)})}</span>` : nothing}<p lang="en" dir="auto">${words.slice(0, last)}<span
        class="end">${words.slice(last)}${statement.citations.map(number => this.#number(number, i))}</span>${statement.eventDate
        ? html` <time class="day" lang=${textsLanguage()} dir=${textsDirection()} datetime=${statement.eventDate} title=${text('eventDate', {date: shortDate(statement.eventDate)})}>${shortDate(statement.eventDate)}</time>` : nothing}</p></li>`;
  }

  #number(number, i) {
    const citation = this.#citation(number);
    if (!citation) {
      return nothing;
    }
    const key = `${i}-${number}`;
    const open = this.open?.key === key;
    const change = this.changes.find(one => one.number === number);
    return html`<button class="number ${change ? 'changed' : ''}" id="n${key}" type="button" aria-haspopup="dialog" aria-expanded=${open ? 'true' : 'false'}
        lang=${textsLanguage()} aria-label="${text('sourceOf', {number, title: citation.title})}${change ? `, ${text(change.state === 'withdrawn' ? 'withdrawn' : 'corrected')}` : ''}"
        @mouseenter=${() => this.#later(() => this.#show(key, citation, false))} @mouseleave=${() => this.#later(() => this.#hideUnlessKept())}
        @focus=${event => event.target.matches(':focus-visible') && this.#show(key, citation, false)} @click=${() => this.#toggle(key, citation)}>${number}</button>${open
      ? html`<dragoman-citation-card .answerId=${this.answerId} .citation=${citation} .anchor=${this.renderRoot.getElementById(`n${key}`)} @close=${this.#close}
          @mouseenter=${() => clearTimeout(this.#timer)} @mouseleave=${() => this.#later(() => this.#hideUnlessKept())}></dragoman-citation-card>` : nothing}`;
  }

  #later(action) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, PATIENCE);
  }

  #show(key, citation, kept) {
    clearTimeout(this.#timer);
    if (this.open?.key !== key || kept) {
      this.open = {key, citation, kept};
    }
    document.addEventListener('pointerdown', this.#elsewhere);
  }

  /** A press keeps the card open; the next one closes it. */
  #toggle(key, citation) {
    if (this.open?.key === key && this.open.kept) {
      this.#hide();
    } else {
      this.#show(key, citation, true);
    }
  }

  #hideUnlessKept() {
    const number = this.open && this.renderRoot.getElementById(`n${this.open.key}`);
    if (this.open && !this.open.kept && this.renderRoot.activeElement !== number && !this.renderRoot.activeElement?.matches('dragoman-citation-card')) {
      this.#hide();
    }
  }

  #hide() {
    clearTimeout(this.#timer);
    this.open = undefined;
    document.removeEventListener('pointerdown', this.#elsewhere);
  }

  /** Gives the focus back to the number. */
  #close() {
    const number = this.renderRoot.getElementById(`n${this.open.key}`);
    this.#hide();
    if (this.renderRoot.activeElement !== number) {
      // without opening it again
      number.focus({focusVisible: false});
    }
  }

  #key(event) {
    if (event.key === 'Escape' && this.open) {
      event.stopPropagation();
      this.#close();
    }
  }

  #left(event) {
    const stays = event.relatedTarget && (event.relatedTarget.matches?.('dragoman-citation-card') || event.relatedTarget.id === `n${this.open?.key}`);
    if (this.open && !stays && event.relatedTarget) {
      this.#hide();
    }
  }

  #elsewhere = event => {
    if (!event.composedPath().some(node => node === this)) {
      this.#hide();
    }
  };

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('keydown', this.#escape);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#escape);
    document.removeEventListener('pointerdown', this.#elsewhere);
  }

  /** Also where the card was opened by the pointer and the focus is elsewhere. */
  #escape = event => {
    if (event.key === 'Escape' && this.open) {
      this.#hide();
    }
  };
}

define('dragoman-statement-list', StatementList);
