import {LitElement, css, html, nothing} from 'lit';
import {apiOf} from '../answers-api.js';
import {shortDate, webAddress} from '../format.js';
import {text} from '../texts.js';
import {define, shared} from './shared-styles.js';

/** Citations by article; articles that print the same words stand together. */
const grouped = citations => {
  const groups = [];
  for (const citation of citations) {
    const same = groups.find(group => group.articleId === citation.articleId);
    const reprint = groups.find(group => group.quotes.includes(citation.quote));
    if (same) {
      same.numbers.push(citation.number);
      same.quotes.push(citation.quote);
    } else if (reprint) {
      reprint.reprints.push(citation);
      reprint.numbers.push(citation.number);
    } else {
      groups.push({articleId: citation.articleId, first: citation, numbers: [citation.number], quotes: [citation.quote], reprints: []});
    }
  }
  return groups;
};

/** The articles that an answer cites. */
export class SourceList extends LitElement {
  static properties = {
    answerId: {},
    citations: {attribute: false},
    changes: {attribute: false},
  };

  static styles = [shared, css`
    :host { display: block; }
    ol { margin: .35rem 0 0; padding: 0; list-style: none; }
    li { display: grid; grid-template-columns: minmax(2.25rem, auto) 1fr; gap: 0 .75rem; padding: .45rem 0; border-top: 1px solid var(--line); font: .9375rem/1.5 var(--sans); }
    .numbers { color: var(--quiet); font-variant-numeric: tabular-nums; }
    .title { font-family: var(--serif); font-size: 1rem; }
    .meta { color: var(--quiet); font-size: .8125rem; }
    a { display: inline-block; padding: .15rem 0; }
    @media print { .where { display: block; overflow-wrap: anywhere; } }
    @media screen { .where { display: none; } }
  `];

  render() {
    return html`<h3 class="label">${text('sources')}</h3><ol>${grouped(this.citations).map(group => this.#group(group))}</ol>`;
  }

  #group({first, numbers, reprints}) {
    const change = this.changes?.find(one => numbers.includes(one.number));
    const web = webAddress(first.url);
    return html`<li>
      <span class="numbers">${numbers.join(', ')}</span>
      <span><a class="title" lang="en" dir="auto" href=${web ? webAddress(first.deepLink) ?? web : apiOf(this).page(`/answers/${encodeURIComponent(this.answerId)}/sources/${first.number}#quote`)}
          target=${web ? '_blank' : nothing} rel="noopener noreferrer">${first.title}</a><br>
        <span class="meta"><span lang="en" dir="auto">${first.publisher}</span> · <time datetime=${first.published}>${shortDate(first.published)}</time>${change
          ? html` · <strong>${text(change.state === 'withdrawn' ? 'withdrawn' : 'corrected')}</strong>` : nothing}${reprints.length
          ? html`<br>${text('reprints')} <span lang="en">${reprints.map(reprint => `${reprint.publisher}, ${shortDate(reprint.published)}`).join('; ')}</span>` : nothing}</span>
        ${web ? html`<span class="where meta">${web}</span>` : nothing}</span>
    </li>`;
  }
}

define('dragoman-source-list', SourceList);
