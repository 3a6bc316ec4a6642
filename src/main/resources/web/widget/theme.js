import {css} from 'lit';

/**
 * What the page around may set, as custom properties, and what stands where it does not. All else of the page stays outside: among important
 * rules those of the inside win.
 */
export const theme = css`
  :host { all: initial !important; display: block !important; color-scheme: var(--dragoman-color-scheme, light) !important; }
  :host([hidden]) { display: none !important; }
  :host {
    --rem: var(--dragoman-font-size, 16px);
    --paper: var(--dragoman-background, light-dark(#ffffff, #171613));
    --surface: var(--dragoman-surface, light-dark(#ffffff, #201f1b));
    --ink: var(--dragoman-color, light-dark(#1d1c1a, #ebe7dd));
    --quiet: var(--dragoman-quiet-color, light-dark(#5c5850, #b0aa9c));
    --line: var(--dragoman-line-color, light-dark(#d9d4c8, #3b3932));
    --control: var(--dragoman-control-color, light-dark(#8a8477, #8d8778));
    --accent: var(--dragoman-accent, light-dark(#14507a, #8fc4ea));
    --on-accent: var(--dragoman-on-accent, light-dark(#ffffff, #10222f));
    --mark: var(--dragoman-mark, light-dark(#fbe7a1, #5b4a10));
    --on-mark: var(--dragoman-on-mark, light-dark(#1d1c1a, #fdf3cf));
    --note: var(--dragoman-note, light-dark(#f3eee2, #29271f));
    --radius: var(--dragoman-radius, .5rem);
    --serif: var(--dragoman-serif, Georgia, "Times New Roman", "Noto Serif", "Noto Naskh Arabic", "DejaVu Serif", serif);
    --sans: var(--dragoman-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "DejaVu Sans", sans-serif);
  }
`;
