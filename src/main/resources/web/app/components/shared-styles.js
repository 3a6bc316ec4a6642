import {css, unsafeCSS} from 'lit';

const SIZES = /@[a-z][^{]*\{|(\d*\.?\d+)rem\b/g;

/** Sizes hang on `--rem`, where it is set, and not on the page around: what they are in a query is the browser's to say. */
const scaled = style => unsafeCSS(style.cssText.replace(SIZES, (whole, size) => size ? `calc(var(--rem, 1rem) * ${size})` : whole));

/** Makes a component known, unless the page knows one of that name: of two scripts on a page the first is enough. */
export const define = (name, component) => {
  component.styles = [component.styles].flat(Infinity).map(scaled);
  if (!customElements.get(name)) {
    customElements.define(name, component);
  }
};

/** What all components look like. */
export const shared = css`
  *, ::before, ::after { box-sizing: border-box; }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .2rem; }
  a { color: var(--accent); text-underline-offset: .15em; }
  button { font: inherit; color: inherit; cursor: pointer; }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .quiet { color: var(--quiet); }
  .link { min-height: 1.75rem; padding: 0 .1rem; border: 0; background: none; color: var(--accent); text-decoration: underline; text-underline-offset: .15em; }
  .primary, .secondary { min-height: 2.5rem; padding: 0 1.1rem; border: 1px solid var(--accent); border-radius: .375rem; background: var(--accent); color: var(--on-accent);
    font: 600 .9375rem/1 var(--sans); }
  .secondary { background: none; color: var(--accent); }
  .note { margin: 0 0 1.25rem; padding: .8rem 1rem; background: var(--note); border-inline-start: 3px solid var(--control); }
  .label { margin: 0; color: var(--quiet); font: 600 .8125rem/1.5 var(--sans); letter-spacing: .02em; }
  textarea { width: 100%; padding: .7rem .8rem; resize: none; field-sizing: content; border: 1px solid var(--control); border-radius: .375rem;
    background: var(--surface); color: var(--ink); font: 1.0625rem/1.45 var(--sans); }
  @media (prefers-reduced-motion: no-preference) { .enter { animation: enter .2s ease-out; } @keyframes enter { from { opacity: 0; } } }
`;
