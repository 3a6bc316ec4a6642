import {LitElement, css, html, nothing, svg} from 'lit';
import {longDate, shortDate, tinyDate, webAddress} from '../format.js';
import {text, textsDirection} from '../texts.js';
import {define, shared} from './shared-styles.js';

const ROW = 22;
const DOT = 6;
const EDGE = 24;
const LETTER = 7;
const MOST_ROWS = 6;
const LONGEST = 22;

const daysOf = iso => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;

/** Where the points lie on the line, each at least a dot away from the one before. */
const places = (points, width) => {
  const first = daysOf(points[0].day);
  const span = Math.max(1, daysOf(points.at(-1).day) - first);
  const reach = width - 2 * EDGE;
  const xs = points.map(point => EDGE + (daysOf(point.day) - first) / span * reach);
  const apart = Math.min(2.5 * DOT, reach / points.length);
  for (let i = 1; i < xs.length; i++) {
    xs[i] = Math.max(xs[i], xs[i - 1] + apart);
  }
  for (let i = xs.length - 1; i >= 0; i--) {
    xs[i] = Math.min(xs[i], width - EDGE - (xs.length - 1 - i) * apart);
  }
  return xs;
};

/** The lowest row in which a label meets no other; none where it meets one in all. */
const rows = labels => {
  const taken = [];
  return labels.map(({from, to}) => {
    let row = 0;
    while (taken.some(other => other.row === row && other.from < to && from < other.to)) {
      row++;
    }
    if (row >= MOST_ROWS) {
      return undefined;
    }
    taken.push({row, from, to});
    return row;
  });
};

/** What happened when: a picture, and the same as a list in which each point cites its article. */
export class MatterTimeline extends LitElement {
  static properties = {
    points: {attribute: false},
    width: {state: true},
    marked: {state: true},
  };

  static styles = [shared, css`
    :host { display: block; margin: 1.5rem 0; padding: 1.25rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--surface); }
    .picture { margin-top: 1rem; }
    svg { display: block; width: 100%; overflow: visible; }
    .axis { stroke: var(--control); stroke-width: 1.5; }
    .leader { stroke: var(--line); stroke-width: 1; }
    .dot { fill: var(--accent); stroke: var(--surface); stroke-width: 2; }
    .coming .dot { fill: var(--surface); stroke: var(--accent); }
    .who { fill: var(--ink); font: 600 .75rem var(--sans); }
    .tick { fill: var(--quiet); font: .75rem var(--sans); }
    .on .dot { fill: var(--on-mark); stroke: var(--mark); stroke-width: 4; }
    .on .who { text-decoration: underline; }
    ol { margin: 1.25rem 0 0; padding: 0; list-style: none; }
    li { display: grid; grid-template-columns: 9.5rem 1fr; gap: .25rem 1rem; padding: .6rem 0; border-top: 1px solid var(--line); }
    li.on { background: var(--note); }
    li > time { color: var(--quiet); font: 600 .8125rem/1.7 var(--sans); }
    p { margin: 0; font: 1rem/1.55 var(--serif); }
    .from { display: block; margin-top: .15rem; color: var(--quiet); font: .8125rem/1.5 var(--sans); }
    @media (max-width: 34rem) { li { grid-template-columns: 1fr; } }
    @media (forced-colors: active) { .dot { fill: LinkText; stroke: Canvas; } .axis { stroke: CanvasText; } .who, .tick { fill: CanvasText; } }
  `];

  #observer = new ResizeObserver(([entry]) => { this.width = Math.round(entry.contentRect.width); });

  constructor() {
    super();
    this.width = 0;
  }

  firstUpdated() {
    this.#observer.observe(this.renderRoot.querySelector('.picture'));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  render() {
    return html`<h3 class="label">${text('timelineAbout')}</h3>
      <div class="picture">${this.width ? this.#picture() : nothing}</div>
      <ol>${this.points.map((point, i) => this.#entry(point, i))}</ol>`;
  }

  #picture() {
    const {points, width} = this;
    const rtl = textsDirection() === 'rtl';
    const xs = places(points, width).map(x => rtl ? width - x : x);
    const labels = points.map((point, i) => {
      const who = point.who.length > LONGEST ? `${point.who.slice(0, LONGEST - 1)}…` : point.who;
      const half = (who.length * LETTER) / 2 + 4;
      const middle = Math.min(Math.max(xs[i], half), width - half);
      return {who, middle, from: middle - half, to: middle + half};
    });
    const levels = rows(labels);
    const top = (Math.max(0, ...levels.filter(level => level !== undefined)) + 1) * ROW + 8;
    const today = new Date().toISOString().slice(0, 10);
    const ends = points[0].day === points.at(-1).day ? [0] : [0, points.length - 1];
    return html`<svg viewBox="0 0 ${width} ${top + 36}" height=${top + 36} role="img" aria-label=${`${text('timelineAbout')}: ${points.map(point => `${longDate(point.day)}, ${point.who}`).join('; ')}`}>
      <line class="axis" x1="4" x2=${width - 4} y1=${top} y2=${top}></line>
      ${points.map((point, i) => svg`<g class="${this.marked === i ? 'on' : ''} ${point.day > today ? 'coming' : ''}" @mouseenter=${() => { this.marked = i; }} @mouseleave=${() => { this.marked = undefined; }}>
        ${levels[i] === undefined || !labels[i].who ? nothing : svg`<line class="leader" x1=${xs[i]} x2=${xs[i]} y1=${top - ROW * levels[i] - 14} y2=${top - DOT}></line>
          <text class="who" x=${labels[i].middle} y=${top - ROW * levels[i] - 18} text-anchor="middle" direction="ltr">${labels[i].who}</text>`}
        <circle class="dot" cx=${xs[i]} cy=${top} r=${DOT}></circle></g>`)}
      ${ends.map(i => svg`<text class="tick" x=${i === 0 === !rtl ? 4 : width - 4} y=${top + 26} text-anchor=${i === 0 ? 'start' : 'end'}>${tinyDate(points[i].day)}</text>`)}
    </svg>`;
  }

  #entry({day, citation, page}, i) {
    const web = webAddress(citation.deepLink) ?? webAddress(citation.url) ?? page;
    return html`<li class=${this.marked === i ? 'on' : ''} @mouseenter=${() => { this.marked = i; }} @mouseleave=${() => { this.marked = undefined; }}>
      <time datetime=${day}>${shortDate(day)}</time>
      <p><span lang="en" dir="auto">${citation.quote}</span>
        <span class="from"><span lang="en" dir="auto">${web ? html`<a href=${web} target="_blank" rel="noopener noreferrer">${citation.title}</a>` : citation.title}, ${citation.publisher}</span>,
          <time datetime=${citation.published}>${tinyDate(citation.published)}</time></span></p>
    </li>`;
  }
}

define('dragoman-matter-timeline', MatterTimeline);
